"""An amendment shows what it corrects, and says so; everything else is left to the original.

>>> from msgspec.structs import replace
>>> from section16.model.samples import EXERCISE
>>> without_sale = replace(EXERCISE, table_1=EXERCISE.table_1[:1])
>>> made = amend(
...     without_sale, EXERCISE, reason="The sale was left out.", filed_on=datetime.date(2026, 5, 7)
... )
>>> made.changed[0].says
'Table I, row 1: 1,000 disposed of on May 5, 2026 under code S (Common Stock, direct) is added.'
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.amend_header import HeaderChange, header_changes
from section16.drafting.amend_later import LaterStatement, later_affected
from section16.drafting.amend_lines import ChangedLine, changed_lines, in_words, line_in_words
from section16.drafting.footnote_numbering import NotedRow, Unnumbered, number, unnumber
from section16.drafting.footnote_text import one_spaced
from section16.drafting.legs import Question
from section16.drafting.loose_ends import loose_ends, with_boxes_by_lines
from section16.errors import UsageError
from section16.model.places import place_of
from section16.model.statement import Statement
from section16.model.tables import Transaction

_TABLES = ("table_1", "table_2")


class ChangeKind(StrEnum):
    """What an amendment does to a line or an item."""

    ADDED = "added"
    """A line that the original did not have."""
    CORRECTED = "corrected"
    """A line of the original, shown complete as it should have been."""
    WITHDRAWN = "withdrawn"
    """A line of the original that should not have been there."""
    HEADER = "header"
    """An item outside the tables: a box, an owner, the remarks."""


class Change(Struct, frozen=True, kw_only=True):
    """One difference between the original and what is right, with its places in both.

    `path_in_original` is None for what was added, `path_in_amendment` for what was withdrawn. `says` tells it
    in the words of the form, with what was there before.
    """

    path_in_original: str | None
    path_in_amendment: str | None
    kind: ChangeKind
    says: str


class Amendment(Struct, frozen=True, kw_only=True):
    """A statement that amends another, what it changes, and which later statements rest on what was wrong.

    `why` says what is shown and by which instruction. `later_affected` changes nothing by itself: what is
    owned today is what the latest statement says, until that is corrected. `questions` are what only the
    filer can answer, `uncertain` what is not confirmed.
    """

    statement: Statement
    changed: tuple[Change, ...]
    why: tuple[str, ...]
    uncertain: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    later_affected: tuple[LaterStatement, ...] = ()


def amend(
    original: Statement,
    corrected: Statement,
    *,
    reason: str,
    filed_on: datetime.date,
    later: Sequence[Statement] = (),
    signed_on: datetime.date | None = None,
) -> Amendment:
    """Make the amendment that turns `original`, filed on `filed_on`, into `corrected`.

    `corrected` is the whole statement as it should have been; only its added and corrected lines are shown,
    each with a footnote on its first column that says what stood there before. Where no line is added or
    corrected the form is complete, so that EDGAR takes it. `reason` is a sentence or two for the public. The
    original may be an amendment itself. `later` are statements filed since. The signatures keep their names
    and are dated `signed_on`. What does not fit one form is for `split`.

    Raises `UsageError` when there is nothing to amend, no reason, another form or another issuer.
    Source: Form 4, General Instruction 9.
    """
    _refuse(original, corrected, reason)
    texts = unnumber(corrected)
    lines = changed_lines(unnumber(original), texts, corrected.form)
    header = tuple(header_changes(original, corrected))
    if not lines and not header:
        raise UsageError(
            "the corrected statement says the same as the original, so that there is nothing to amend; give "
            "the whole statement as it should have been"
        )
    filed = f"the Form {original.form_type} filed on {in_words(filed_on)}"
    shown = _shown(corrected, lines)
    explanation = _explanation(filed, reason, header, lines, corrected)
    numbered = number(*_noted(texts, shown, lines, explanation, filed))
    # With no line to carry it, the explanation begins the remarks.
    remarks = corrected.remarks if any(shown.values()) else _joined(explanation, corrected.remarks)
    statement = replace(
        corrected,
        is_amendment=True,
        date_of_original=_date_of_original(original, filed_on),
        schema_version=None,
        signatures=tuple(replace(each, date=signed_on) for each in corrected.signatures),
        remarks=remarks,
        **numbered._asdict(),
    )
    statement = with_boxes_by_lines(statement, corrected)
    return Amendment(
        statement=statement,
        changed=(
            *(_change_of_line(line, shown, corrected.form) for line in lines),
            *(_change_of_header(each) for each in header),
        ),
        why=tuple(_why(lines, header)),
        uncertain=tuple(_uncertain(statement)),
        questions=(*_left_open(statement), *loose_ends(statement, corrected, "the amendment")),
        later_affected=later_affected(original, corrected, later),
    )


def _refuse(original: Statement, corrected: Statement, reason: str) -> None:
    if not reason.strip():
        raise UsageError("an amendment must say why it is made; give the reason in a sentence")
    if original.form != corrected.form:
        raise UsageError(
            f"a Form {original.form} cannot be amended into a Form {corrected.form}; amend it to withdraw "
            "what does not belong there, and file the other form by itself"
        )
    ciks = [(each.issuer.cik or "").lstrip("0") for each in (original, corrected)]
    if ciks[0] != ciks[1]:
        raise UsageError(
            f"the original was filed for the issuer {ciks[0]} and the corrected statement names {ciks[1]}; "
            "an amendment goes to the issuer of its original, so file a new statement for the other"
        )


def _date_of_original(original: Statement, filed_on: datetime.date) -> datetime.date:
    """Box 4, "If Amendment, Date Original Filed": the day of the first statement, however often amended."""
    if not original.is_amendment:
        return filed_on
    if original.date_of_original is None:
        raise UsageError(
            "the statement to be amended is an amendment and does not say when its own original was filed; "
            "give it its date_of_original"
        )
    return original.date_of_original


# "If this Form is filed as an amendment in order to add one or more lines [...], provide each line being
# added, together with one or more footnotes, as necessary, to explain the addition [...]. If [...] in order
# to amend one or more lines [...], provide the complete line or lines being amended, as amended, together
# with one or more footnotes, as necessary, to explain the amendment [...]. Do not repeat lines of transaction
# information that were disclosed in the original Form and are not being amended."
# - Form 4, General Instruction 9(a) and (b)


def _shown(corrected: Statement, lines: Sequence[ChangedLine]) -> dict[str, tuple[int, ...]]:
    """Return which lines of the corrected statement the amendment shows; all where none was changed."""
    changed = {
        table: tuple(line.after for line in lines if line.table == table and line.after is not None)
        for table in _TABLES
    }
    if any(changed.values()):
        return changed
    return {table: tuple(range(len(getattr(corrected, table)))) for table in _TABLES}


def _noted(
    texts: Unnumbered,
    shown: Mapping[str, tuple[int, ...]],
    lines: Sequence[ChangedLine],
    explanation: str,
    filed: str,
) -> tuple[list[NotedRow[Any]], list[NotedRow[Any]]]:
    """Put the amendment's footnotes on the first column of its lines, the explanation on the first line."""
    own = {(line.table, line.after): (_footnote(line, filed),) for line in lines}
    tables: dict[str, list[NotedRow[Any]]] = {table: [] for table in _TABLES}
    first: tuple[str, ...] = (explanation,)
    for table, positions in shown.items():
        for position in positions:
            noted: NotedRow[Any] = getattr(texts, table)[position]
            security = (*first, *own.get((table, position), ()), *noted.texts.get("security", ()))
            if security:
                noted = replace(noted, texts={**noted.texts, "security": security})
            tables[table].append(noted)
            first = ()
    return tables["table_1"], tables["table_2"]


def _footnote(line: ChangedLine, filed: str) -> str:
    if line.before is None:
        return f"This line is added; {filed} did not have it."
    said = "; ".join(f"{item.before} in {item.what}" for item in line.corrections)
    return f"In {filed} this line said: {said}."


def _explanation(
    filed: str,
    reason: str,
    header: Sequence[HeaderChange],
    lines: Sequence[ChangedLine],
    corrected: Statement,
) -> str:
    """Say what is amended and why, and what no line can show: items of the header, lines withdrawn."""
    withdrawn = [line for line in lines if line.after is None]
    changed = len(lines) - len(withdrawn)
    unchanged = ""
    if changed < len(corrected.rows):
        unchanged = f"Lines {'not shown' if changed else 'shown'} here have not changed."
    places = [place_of(f"{line.table}[{line.before}]", corrected.form) for line in withdrawn]
    return _joined(
        f"This amends {filed}.",
        _sentence(reason),
        *(each.says for each in header),
        *(
            f"{place} of that form is withdrawn; it reported in error {line_in_words(line.row)}."
            for place, line in zip(places, withdrawn, strict=True)
        ),
        unchanged,
    )


def _change_of_line(line: ChangedLine, shown: Mapping[str, tuple[int, ...]], form: str) -> Change:
    before = None if line.before is None else f"{line.table}[{line.before}]"
    after = None if line.after is None else f"{line.table}[{shown[line.table].index(line.after)}]"
    place = place_of(before or after or "", form)
    if before and after:
        items = "; ".join(f"{item.what}: {item.after} (was {item.before})" for item in line.corrections)
        kind, says = ChangeKind.CORRECTED, f"{place}: {items}."
    elif after:
        kind, says = ChangeKind.ADDED, f"{place}: {line_in_words(line.row)} is added."
    else:
        kind, says = ChangeKind.WITHDRAWN, f"{place}: {line_in_words(line.row)} is withdrawn."
    return Change(path_in_original=before, path_in_amendment=after, kind=kind, says=says)


def _change_of_header(change: HeaderChange) -> Change:
    return Change(
        path_in_original=change.before,
        path_in_amendment=change.after,
        kind=ChangeKind.HEADER,
        says=change.says,
    )


def _why(lines: Sequence[ChangedLine], header: Sequence[HeaderChange]) -> Iterator[str]:
    added = [line for line in lines if line.before is None]
    corrected = [line for line in lines if line.before is not None and line.after is not None]
    if added:
        yield "Each line added is shown, with a footnote: General Instruction 9(a) of Form 4."
    if corrected:
        yield "Each line corrected is shown complete, with a footnote: General Instruction 9(b) of Form 4."
    if added or corrected:
        yield "Lines that have not changed are not repeated: General Instruction 9(a) and (b) of Form 4."
    else:
        yield (
            "No line is added or corrected, so that every line is repeated: EDGAR takes no Form 4 or 5 that "
            "reports nothing (specification v5.4, 4.3.3)."
        )
    if header or len(added) + len(corrected) < len(lines):
        yield "What no line shows is explained in words: General Instruction 9(c) of Form 4."


def _uncertain(statement: Statement) -> Iterator[str]:
    if statement.form != "4":
        yield (
            f"That the instructions of Form {statement.form} speak of amendments as those of Form 4 do was "
            "not compared with their text."
        )
    trades = any(isinstance(row, Transaction) for row in statement.rows)
    if statement.form != "3" and statement.rows and not trades and not statement.no_longer_subject:
        yield (
            "The amendment shows holdings only. The specification (v5.4, 4.3.3) says that EDGAR suspends "
            "such a statement; accepted filings show that it does not."
        )


def _left_open(statement: Statement) -> Iterator[Question]:
    """Ask what EDGAR wants of a form filed today and the amendment does not have."""
    if statement.form == "3":
        return
    if statement.under_10b5_1_plan is None:
        yield Question(
            about="the amendment: under_10b5_1_plan",
            asks="Was a transaction shown here made under a plan intended to satisfy Rule 10b5-1(c)? A form "
            "filed today must say so by its box, which the statement does not have.",
            options=("yes", "no"),
        )
    if not statement.rows and not statement.no_longer_subject:
        yield Question(
            about="the amendment: table_1",
            asks=f"No line remains, and EDGAR takes no Form {statement.form_type} without one unless the "
            "exit box is ticked. How shall the withdrawal be filed?",
            options=("with a holding line that shows what is owned", "with the exit box, where it is true"),
        )


def _sentence(words: str) -> str:
    words = one_spaced(words)
    return words if words.endswith((".", "!", "?")) else f"{words}."


def _joined(*texts: str | None) -> str:
    return " ".join(text for text in texts if text)
