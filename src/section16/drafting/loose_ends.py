"""What a person must look at when lines have moved from one statement to another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from section16.drafting.legs import Question
from section16.model.statement import Statement
from section16.model.tables import Holding, Transaction

# 10b5-1, 10b-5-1, 10(b)5-1: filers write the rule in many ways.
_PLAN_RULE = re.compile(r"\b10\s?\(?b\)?\s?[-–‑]?\s?5", re.IGNORECASE)
_NAMED_BY_NUMBER = re.compile(r"\bfootnotes? \(?\d{1,2}\b", re.IGNORECASE)


def loose_ends(statement: Statement, before: Statement, called: str) -> Iterator[Question]:
    """Ask what nobody but the filer knows of `statement`, some of whose lines were those of `before`.

    `called` names the statement in the questions: "form 2 of 2", "the amendment".
    """
    if statement.under_10b5_1_plan and not _names_a_plan(statement):
        yield Question(
            about=f"{called}: under_10b5_1_plan",
            asks="The Rule 10b5-1(c) box is one for the whole form. Was a transaction shown here made under "
            "a plan? No footnote or remark here speaks of one.",
            options=("untick the box", "name the plan and the date of its adoption in a footnote"),
            assumed="the box stays ticked",
        )
    if statement.footnotes == before.footnotes:
        return
    for note in statement.footnotes:
        if named := _NAMED_BY_NUMBER.search(note.text or ""):
            yield Question(
                about=f"{called}: footnote {note.id}",
                asks=f"The text says {named[0]!r}, and footnotes have new numbers here. Which one is meant?",
                assumed="the text stays as it stands",
            )


def with_boxes_by_lines(statement: Statement, before: Statement) -> Statement:
    """Set the boxes that follow from the lines shown, some of those of `before`, where they are there at all.

    "Form 3 Holdings Reported" and "Form 4 Transactions Reported" of Form 5: EDGAR ticks them by the form type
    of each line (specification v5.4, 4.3). The Rule 10b5-1(c) box is for the transactions of this form: where
    the lines that were under a plan, as their footnotes say, are not among them, it is not ticked.
    """
    if statement.under_10b5_1_plan and _names_a_plan(before) and not _names_a_plan(statement):
        statement = replace(statement, under_10b5_1_plan=False)
    late_holding = any(isinstance(row, Holding) and row.form_type == "3" for row in statement.rows)
    late_trade = any(isinstance(row, Transaction) and row.form_type == "4" for row in statement.rows)
    boxes = {"form_3_holdings_reported": late_holding, "form_4_transactions_reported": late_trade}
    return replace(statement, **{box: on for box, on in boxes.items() if getattr(statement, box) is not None})


def _names_a_plan(statement: Statement) -> bool:
    return any(map(_PLAN_RULE.search, _texts(statement)))


def _texts(statement: Statement) -> Iterator[str]:
    yield from (note.text for note in statement.footnotes if note.text)
    yield statement.remarks or ""
