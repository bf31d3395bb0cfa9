"""The transportation problem given to HiGHS, a solver of linear programs in floating point.

What it finds is rounded to whole numbers and then proven in whole numbers, or not used: `best_plan`.
"""

from __future__ import annotations

from section16.law.transportation import Plan, Task

# Whole numbers up to here are exact in floating point, with a margin for the sums a solver makes of them.
_MOST = 1 << 50


def highs_plan(task: Task) -> Plan | None:
    """Return the plan that HiGHS finds, with its prices; None where it has none or numbers are too large.

    Raises ImportError where the extra `ledger`, which brings the solver, is not installed.
    """
    if max(sum(task.offers), sum(task.wants), *task.gains.values(), 0) > _MOST:
        return None
    import highspy
    import numpy

    pairs = sorted(task.gains)
    rows = len(task.offers) + len(task.wants)
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(pairs), rows
    program.col_cost_ = numpy.array([-task.gains[pair] for pair in pairs], dtype=float)
    program.col_lower_ = numpy.zeros(len(pairs))
    program.col_upper_ = numpy.full(len(pairs), highspy.kHighsInf)
    program.row_lower_ = numpy.full(rows, -highspy.kHighsInf)
    program.row_upper_ = numpy.array([*task.offers, *task.wants], dtype=float)
    # Each pair stands in the row of its offer and in that of its want.
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = numpy.arange(0, 2 * len(pairs) + 1, 2, dtype=numpy.int32)
    program.a_matrix_.index_ = numpy.array(
        [row for offer, want in pairs for row in (offer, len(task.offers) + want)], dtype=numpy.int32
    )
    program.a_matrix_.value_ = numpy.ones(2 * len(pairs))
    # The class below `highspy.Highs`, whose callbacks, unused here, make the solver print its name.
    solver = highspy._core._Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    # Carrying nothing is a plan, so that the simplex method can start from it on the primal side: four times
    # faster here than what the solver would choose.
    solver.setOptionValue("presolve", "off")
    solver.setOptionValue("solver", "simplex")
    solver.setOptionValue("simplex_strategy", 4)
    solver.passModel(program)
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    found = solver.getSolution()
    prices = tuple(max(0, -round(dual)) for dual in found.row_dual)
    return Plan(
        {
            pair: amount
            for pair, value in zip(pairs, found.col_value, strict=True)
            if (amount := round(value))
        },
        prices[: len(task.offers)],
        prices[len(task.offers) :],
        "HiGHS",
    )
