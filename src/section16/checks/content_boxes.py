"""Family F, F201 to F209: the check boxes against what the statement says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.schema_versions import PLAN_BOX_FROM
from section16.checks.wording import adoption_dates, has_date, plan_texts, says_left, texts
from section16.law import citations as law
from section16.model.findings import Severity
from section16.model.statement import Statement
from section16.model.tables import Holding

# "Plans intended to satisfy the *amended* rule": it took effect on 27 February 2023.
_AMENDED_RULE = date(2023, 2, 27)


@check(
    "F201",
    title="A ticked 10b5-1 box must be explained",
    severity=Severity.ERROR,
    cites=(law.FORM_4_PLAN_BOX, law.RELEASE_PLAN_BOX),
    message="The Rule 10b5-1(c) box is ticked, and no footnote or remark speaks of a plan.",
    remedy="Add a footnote to each transaction under the plan with the date of its adoption, or untick the "
    "box.",
    since=PLAN_BOX_FROM,
    bad=Example(
        changes={"footnotes[1].text": "Sold to diversify the holdings of the reporting person."},
        at="under_10b5_1_plan",
    ),
)
def plan_box_unexplained(case: Case) -> Iterator[Problem]:
    """One box stands for the whole form, so that only the footnotes can say which transactions were under
    the plan. The instruction asks for the date on which the plan was adopted.
    """
    if case.statement.under_10b5_1_plan and not plan_texts(case.statement):
        yield Problem("under_10b5_1_plan")


@check(
    "F202",
    title="The adoption date of a 10b5-1 plan must be given",
    severity=Severity.ERROR,
    cites=(law.FORM_4_PLAN_BOX, law.RELEASE_PLAN_BOX),
    message="The Rule 10b5-1(c) box is ticked, and the explanation gives no date of adoption.",
    remedy="Say in the footnote on which day the plan was adopted.",
    since=PLAN_BOX_FROM,
    bad=Example(
        changes={"footnotes[1].text": "Sold under a Rule 10b5-1 trading plan of the reporting person."},
        at="footnotes[1]",
    ),
)
def plan_without_date(case: Case) -> Iterator[Problem]:
    """The date lets anybody check the cooling-off period between adoption and the first trade."""
    if not case.statement.under_10b5_1_plan:
        return
    spoken = plan_texts(case.statement)
    of_plans = [*spoken, *((path, text) for path, text in texts(case.statement) if "plan" in text.lower())]
    if spoken and not any(has_date(text) for _, text in of_plans):
        yield Problem(spoken[0][0])


@check(
    "F203",
    title="A plan under the amended rule calls for the 10b5-1 box",
    severity=Severity.WARNING,
    cites=(law.FORM_4_PLAN_BOX, law.RELEASE_PLAN_BOX),
    message="The text speaks of a 10b5-1 plan adopted on {adopted}, and the box is not ticked.",
    remedy="Tick the box if a transaction of this statement was made under that plan.",
    since=PLAN_BOX_FROM,
    bad=Example(changes={"under_10b5_1_plan": False}, at="under_10b5_1_plan", says="2025-12-01"),
)
def plan_without_box(case: Case) -> Iterator[Problem]:
    """A plan adopted since 27 February 2023 can only be meant to satisfy the amended rule, and then the box
    is ticked. Plans adopted before are disclosed in words, without the box.
    """
    if case.statement.under_10b5_1_plan is not False:
        return
    for _, text in plan_texts(case.statement):
        adopted = [day for day in adoption_dates(text) if day >= _AMENDED_RULE]
        if adopted:
            yield Problem("under_10b5_1_plan", adopted=min(adopted))
            return


@check(
    "F204",
    title="A plan is spoken of without its date, and the 10b5-1 box is not ticked",
    severity=Severity.NOTE,
    cites=(law.FORM_4_PLAN_BOX, law.RELEASE_PLAN_BOX),
    message="A 10b5-1 plan is spoken of without the date of its adoption, and the box is not ticked.",
    remedy="Tick the box and give the date, or say that the plan was adopted before 27 February 2023.",
    since=PLAN_BOX_FROM,
    bad=Example(
        changes={
            "under_10b5_1_plan": False,
            "footnotes[1].text": "Sold under a Rule 10b5-1 trading plan of the reporting person.",
        },
        at="footnotes[1]",
    ),
)
def undated_plan_without_box(case: Case) -> Iterator[Problem]:
    """Without the date nobody can tell whether the box was rightly left unticked."""
    if case.statement.under_10b5_1_plan is not False:
        return
    for path, text in plan_texts(case.statement):
        if not has_date(text):
            yield Problem(path)


@check(
    "F205",
    title="A person no longer subject to Section 16 must tick the exit box",
    severity=Severity.WARNING,
    cites=law.FORM_4_EXIT,
    message="The text says that the person is no longer subject to Section 16, and the exit box is not "
    "ticked.",
    remedy="Tick the exit box, or make clear that the duty to report goes on.",
    bad=Example(
        changes={"remarks": "The reporting person is no longer subject to Section 16."},
        at="no_longer_subject",
    ),
)
def left_without_box(case: Case) -> Iterator[Problem]:
    """Those who watch a company's insiders take the box, and not the footnotes, for the sign of an exit."""
    statement = case.statement
    may_tick = statement.form != "3" and not statement.no_longer_subject
    if may_tick and any(says_left(text) for _, text in texts(statement)):
        yield Problem("no_longer_subject")


@check(
    "F206",
    title="'No securities owned' must agree with the tables",
    severity=Severity.WARNING,
    cites=law.FORM_3_NONE,
    message="{said}, and the tables have {lines}.",
    remedy="Leave the item out; EDGAR works it out from the tables.",
    bad=(
        Example(sample="form3", changes={"no_securities_owned": True}, at="no_securities_owned"),
        Example(sample="form3_none", changes={"no_securities_owned": False}, at="no_securities_owned"),
    ),
)
def no_securities_owned(case: Case) -> Iterator[Problem]:
    """EDGAR prints 'No securities are beneficially owned' from this item, over whatever the tables hold."""
    statement = case.statement
    said = statement.no_securities_owned
    if said is not None and said is bool(statement.rows):
        yield Problem(
            "no_securities_owned",
            said="The statement says that no securities are owned"
            if said
            else "Securities are said to be owned",
            lines=f"{len(statement.rows)} lines" if statement.rows else "no line",
        )


@check(
    "F207",
    title="'Form 3 holdings reported' must agree with the holdings",
    severity=Severity.WARNING,
    cites=law.FORM_5_BOXES,
    message="The box 'Form 3 Holdings Reported' is {box}, and {holdings} of form type 3.",
    remedy="Leave the box to EDGAR, and give a holding that belonged on Form 3 the form type 3.",
    bad=(
        Example(sample="form5", changes={"form_3_holdings_reported": False}, at="form_3_holdings_reported"),
        Example(
            sample="form5",
            changes={"form_3_holdings_reported": True, "table_1[2].form_type": None},
            at="form_3_holdings_reported",
        ),
    ),
)
def form_3_holdings(case: Case) -> Iterator[Problem]:
    """EDGAR ticks the box when a holding has form type 3: one that should have been on Form 3."""
    statement = case.statement
    late = _late_holdings(statement)
    box = statement.form_3_holdings_reported
    if box is not None and box is not bool(late):
        yield Problem("form_3_holdings_reported", **_disagreement(box, late, "holding"))


@check(
    "F208",
    title="'Form 4 transactions reported' must agree with the transactions",
    severity=Severity.WARNING,
    cites=law.FORM_5_BOXES,
    message="The box 'Form 4 Transactions Reported' is {box}, and {transactions} of form type 4.",
    remedy="Leave the box to EDGAR, and give a transaction that belonged on Form 4 the form type 4.",
    bad=(
        Example(
            sample="form5", changes={"form_4_transactions_reported": False}, at="form_4_transactions_reported"
        ),
        Example(
            sample="form5",
            changes={
                "form_4_transactions_reported": True,
                "table_1[1].form_type": "5",
            },
            at="form_4_transactions_reported",
        ),
    ),
)
def form_4_transactions(case: Case) -> Iterator[Problem]:
    """EDGAR ticks the box when a transaction has form type 4: one that should have been on Form 4."""
    late = sum(row.form_type == "4" for _, row in case.transactions)
    box = case.statement.form_4_transactions_reported
    if box is not None and case.statement.form == "5" and box is not bool(late):
        yield Problem("form_4_transactions_reported", **_disagreement(box, late, "transaction"))


def _late_holdings(statement: Statement) -> int:
    return sum(isinstance(row, Holding) and row.form_type == "3" for row in statement.rows)


def _disagreement(box: bool, number: int, what: str) -> dict[str, str]:
    count = f"no {what} is" if not number else f"{number} {what}{'s are' if number > 1 else ' is'}"
    return {"box": "ticked" if box else "not ticked", f"{what}s": count}


@check(
    "F209",
    title="An amendment must be explained",
    severity=Severity.ERROR,
    cites=law.FORM_4_AMENDMENTS,
    message="The statement is an amendment, and has neither a footnote nor a remark that explains it.",
    remedy="Say in a footnote what is added or corrected, and that nothing else has changed.",
    bad=Example(
        sample="form4a",
        changes={
            "footnotes": (),
            "table_2[0].notes.exercise_date": None,
            "table_2[0].exercise_date": date(2024, 3, 1),
        },
        at="",
    ),
)
def unexplained_amendment(case: Case) -> Iterator[Problem]:
    """Without words a reader must compare two statements line by line to learn what was wrong."""
    statement = case.statement
    if statement.is_amendment and not statement.footnotes and not statement.remarks:
        yield Problem("")
