"""Family S, S501 to S503: which lines a form may have, and form type against timeliness."""

from __future__ import annotations

from collections.abc import Iterator

from section16.checks.rule import Case, Example, Problem, check
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.samples import FORM_4
from section16.model.tables import Holding
from section16.model.values import Timeliness


@check(
    "S501",
    title="Form 3 must report holdings only",
    severity=Severity.REJECT,
    cites=edgar.SPEC_CODING_3,
    message="The line reports a transaction; Form 3 takes holdings only.",
    remedy="Report the holding on Form 3 and the transaction on a Form 4.",
    facets=("element",),
    bad=Example(
        sample="form3", changes={"table_1[0]": FORM_4.table_1[0], "footnotes[0].id": "F1"}, at="table_1[0]"
    ),
)
def transaction_on_form_3(case: Case) -> Iterator[Problem]:
    """Form 3 is the initial statement: it shows what was owned on the day of the event."""
    if case.statement.form == "3":
        for path, _ in case.transactions:
            yield Problem(path)


# Which form types a transaction line may have, and which marks of timeliness go with each
# (specification 4.3.8.2 and 4.3.8.3).
_TIMELINESS: dict[str, dict[str, Timeliness | None]] = {
    "4": {"4": None, "5": Timeliness.EARLY},
    "5": {"4": Timeliness.LATE, "5": Timeliness.LATE},
}


@check(
    "S502",
    title="Form type and timeliness of a transaction must agree",
    severity=Severity.REJECT,
    cites=(edgar.SPEC_CODING_4, edgar.SPEC_CODING_5),
    message="A transaction of form type {form_type} on Form {form} may be marked {allowed}, not {given}.",
    remedy="Correct the form type of the line, or leave the timeliness empty.",
    bad=(
        Example(changes={"table_1[0].timeliness": Timeliness.LATE}, at="table_1[0].timeliness"),
        Example(
            changes={"table_1[0].form_type": "5", "table_1[0].timeliness": Timeliness.LATE},
            at="table_1[0].timeliness",
            says="E or nothing",
        ),
        Example(
            sample="form5", changes={"table_1[1].timeliness": Timeliness.EARLY}, at="table_1[1].timeliness"
        ),
    ),
)
def timeliness(case: Case) -> Iterator[Problem]:
    """On Form 4 a line of form type 4 is on time by definition and one of form type 5 is early; on Form 5 a
    line of form type 4 is late by definition and one of form type 5 is on time unless marked late.
    """
    form = case.statement.form
    allowed = _TIMELINESS.get(form, {})
    for path, row in case.transactions:
        if row.timeliness is not None and row.form_type in allowed:
            mark = allowed[row.form_type]
            if row.timeliness is not mark:
                yield Problem(
                    f"{path}.timeliness",
                    form_type=row.form_type,
                    form=form,
                    allowed=f"{mark} or nothing" if mark else "nothing",
                    given=row.timeliness,
                )


@check(
    "S503",
    title="The form type of a line must be one that the form takes",
    severity=Severity.REJECT,
    cites=(edgar.SPEC_CODING_4, edgar.SPEC_LATE_HOLDING),
    message="The form type of this {kind} is {given}; on Form {form} it must be {allowed}.",
    remedy="A transaction is of form type 4 or 5; a holding has form type 3 on Form 5 when it is late, else "
    "none.",
    facets=("pattern",),
    bad=(
        Example(changes={"table_1[0].form_type": "3"}, at="table_1[0].form_type"),
        Example(sample="form5", changes={"table_1[2].form_type": "4"}, at="table_1[2].form_type"),
    ),
)
def form_type_of_line(case: Case) -> Iterator[Problem]:
    """The form type says on which form the line belongs: that decides whether it is early or late."""
    form = case.statement.form
    for path, row in case.rows:
        holding = isinstance(row, Holding)
        if row.form_type is None or form == "3" or (holding and form == "4"):
            continue  # missing is for S101, and an item foreign to the form for S102
        allowed = ("3",) if holding else ("4", "5")
        if row.form_type in ("3", "4", "5") and row.form_type not in allowed:
            yield Problem(
                f"{path}.form_type",
                kind=row.kind,
                given=row.form_type,
                form=form,
                allowed=" or ".join(allowed),
            )
