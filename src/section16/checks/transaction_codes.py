"""Family C, the code itself: against the direction, the table and the explanation of its line.

Prices are in `transaction_codes_prices`, forms and persons in `transaction_codes_forms`, the two legs of an
exercise in `transaction_codes_legs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from section16.checks.rule import Case, Example, Problem, check
from section16.law.citations import (
    FORM_4_BOTH_TABLES,
    FORM_4_CODE_J,
    FORM_4_CODE_K,
    FORM_4_CODES,
    FORM_4_SEPARATE_LINES,
    RULE_16B_8,
)
from section16.model.codes import CODES, TransactionCode
from section16.model.findings import Severity
from section16.model.lines import derivative_transactions, footnotes_on, transactions
from section16.model.samples import FORM_4
from section16.model.statement import Footnote
from section16.model.tables import Transaction
from section16.model.values import Direction

_WORDS = {Direction.ACQUIRED: "acquired (A)", Direction.DISPOSED: "disposed of (D)"}
_TABLES = {"table_1": "Table I", "table_2": "Table II"}


def coded(case: Case) -> Iterator[tuple[str, Transaction, TransactionCode]]:
    """Yield every transaction whose code is known, with its path and the entry of its code."""
    for path, row in transactions(case.statement):
        if row.code is not None and row.code in CODES:
            yield path, row, CODES[row.code]


def _contradicts(path: str, row: Transaction, code: TransactionCode) -> bool:
    """Whether the code's own words name the other direction.

    A derivative may be bought to close a short position, or sold to open one, and owners show these either
    way; so purchases and sales of derivatives are left to C102.
    """
    is_open = code.is_open_market and path.startswith("table_2")
    return (
        code.says is not None and row.direction is not None and row.direction is not code.says and not is_open
    )


@check(
    "C101",
    title="The direction contradicts the words of the code",
    severity=Severity.ERROR,
    cites=(FORM_4_CODES, FORM_4_SEPARATE_LINES),
    message="Code {code} means “{name}”, but the securities are shown as {direction}.",
    remedy="Correct the code or the direction; the total owned afterwards usually shows which is wrong.",
    bad=(
        Example(
            changes={"table_1[0].direction": Direction.ACQUIRED}, at="table_1[0].direction", says="Code F"
        ),
        Example(changes={"table_1[1].code": "P"}, at="table_1[1].direction", says="Code P means"),
        Example(
            sample="exercise",
            changes={"table_2[0].code": "A"},
            at="table_2[0].direction",
            says="disposed of (D)",
        ),
    ),
)
def direction_agrees_with_the_words(case: Case) -> Iterator[Problem]:
    """A purchase acquires and a sale disposes; the words of these codes leave no choice.

    So do those of a grant, a small acquisition, a disposition to the issuer, a payment by
    withholding and a tender. A wrong letter turns a buyer into a seller in every table built from the form.
    """
    for path, row, code in coded(case):
        if _contradicts(path, row, code) and row.direction:
            yield Problem(
                f"{path}.direction", code=code.letter, name=code.name, direction=_WORDS[row.direction]
            )


@check(
    "C102",
    title="The direction is unusual for the code",
    severity=Severity.WARNING,
    cites=(FORM_4_CODES, FORM_4_BOTH_TABLES),
    message="In {table}, securities of code {code} ({meaning}) are usually {usual}; here they are "
    "{direction}.",
    remedy="Correct the direction or the code; if both are right (a short position, a put), say so in a "
    "footnote.",
    bad=(
        Example(
            sample="exercise",
            changes={"table_2[0].direction": Direction.ACQUIRED},
            at="table_2[0].direction",
            says="usually disposed of (D)",
        ),
        Example(
            sample="exercise", changes={"table_1[0].direction": Direction.DISPOSED}, at="table_1[0].direction"
        ),
    ),
)
def direction_is_usual(case: Case) -> Iterator[Problem]:
    """An exercise takes the derivative out of Table II and brings the shares into Table I.

    The form's instructions say so; the opposite direction is right only for short positions and
    puts, and otherwise a slip. A derivative acquired for another, by the same code in Table II, is left
    alone.
    """
    exchanged = {
        row.code: row.security
        for _, row in derivative_transactions(case.statement)
        if row.direction is Direction.DISPOSED
    }
    for path, row, code in coded(case):
        usual = code.usual(path[:7])
        if not row.direction or not usual or row.direction in usual or _contradicts(path, row, code):
            continue
        if exchanged.get(row.code, row.security) == row.security or path.startswith("table_1"):
            yield Problem(
                f"{path}.direction",
                table=_TABLES[path[:7]],
                code=code.letter,
                meaning=code.meaning,
                usual=_WORDS[next(iter(usual))],
                direction=_WORDS[row.direction],
            )


@check(
    "C103",
    title="The code belongs to the other table",
    severity=Severity.WARNING,
    cites=FORM_4_CODES,
    message="Code {code} means “{name}”; it does not belong in {table}.",
    remedy="Move the line to Table II, or choose the code that describes the transaction.",
    bad=Example(changes={"table_1[0].code": "H"}, at="table_1[0].code", says="does not belong in Table I"),
)
def code_belongs_to_the_table(case: Case) -> Iterator[Problem]:
    """Only a derivative position expires, so codes E and H stand in Table II.

    In Table I they make a reader believe that shares themselves have expired.
    """
    for path, _, code in coded(case):
        if code.travels and not code.usual(path[:7]):
            yield Problem(f"{path}.code", code=code.letter, name=code.name, table=_TABLES[path[:7]])


@check(
    "C111",
    title="Code J without a description",
    severity=Severity.ERROR,
    cites=FORM_4_CODE_J,
    message="Code J is used, but neither a footnote on the line nor the remarks describe the transaction.",
    remedy="Describe the transaction in a footnote on the code, or use the code that describes it.",
    bad=Example(changes={"table_1[0].code": "J", "table_1[0].notes": {}}, at="table_1[0].code"),
)
def code_j_is_described(case: Case) -> Iterator[Problem]:
    """Code J says nothing but “other”, so the form asks for a description of the transaction.

    Without one nobody knows what happened. A footnote on any item of the line, or the remarks, will do.
    """
    for path, row, code in coded(case):
        if code.must_be_explained and not row.notes and not case.statement.remarks:
            yield Problem(f"{path}.code")


@check(
    "C112",
    title="An equity swap without an explanation",
    severity=Severity.WARNING,
    cites=FORM_4_CODE_K,
    message="The line is marked as involving an equity swap (code {code}/K), but no footnote tells its "
    "terms.",
    remedy="Tell the terms in a footnote: who is the other side, the reference price, the settlement, the "
    "maturity; or take the mark away.",
    bad=Example(
        changes={"table_1[0].equity_swap": True, "table_1[0].notes": {}}, at="table_1[0].equity_swap"
    ),
)
def swap_is_explained(case: Case) -> Iterator[Problem]:
    """A swap cannot be understood from an amount and a price, and the mark is easily set by mistake.

    A footnote on any item of the line, or the remarks, will do.
    """
    for path, row in transactions(case.statement):
        if row.equity_swap and not row.notes and not case.statement.remarks:
            yield Problem(f"{path}.equity_swap", code=row.code or "")


@check(
    "C113",
    title="A tender or a voting trust without an explanation",
    severity=Severity.NOTE,
    cites=(FORM_4_CODES, RULE_16B_8),
    message="Code {code} means “{name}”; no footnote says which.",
    remedy="Name the offer and its terms, or the trust, in a footnote on the code.",
    bad=Example(changes={"table_1[0].code": "U", "table_1[0].notes": {}}, at="table_1[0].code"),
)
def rare_codes_are_explained(case: Case) -> Iterator[Problem]:
    """Codes U and Z speak of one particular offer or trust, which a reader cannot guess.

    The form does not demand the footnote; nearly every filer gives it.
    """
    for path, row, code in coded(case):
        if code.letter in ("U", "Z") and not row.notes and not case.statement.remarks:
            yield Problem(f"{path}.code", code=code.letter, name=code.name)


class _Better(NamedTuple):
    """What a footnote beside one of these codes says, and the code that it describes."""

    codes: str
    says: re.Pattern[str]
    better: str


_FLAGS = re.IGNORECASE | re.DOTALL
_NOT = r"(?<!not )(?<!not actually )"
_BETTER = (
    _Better(
        "FD", re.compile(r"sell[- ]to[- ]cover|" + _NOT + r"sold (?:in|on) the open market", _FLAGS), "S"
    ),
    _Better("FD", re.compile(r"shares (?:that were |were )?required to be sold", _FLAGS), "S"),
    _Better(
        "SDJ", re.compile(r"\b(?:were |was )?withheld by the (?:issuer|company)[^.]{0,80}\btax", _FLAGS), "F"
    ),
    _Better("J", re.compile(r"\bopen[- ]market sales?\b|sold (?:in|on) the open market", _FLAGS), "S"),
    _Better(
        "J", re.compile(r"\bopen[- ]market purchases?\b|purchased (?:in|on) the open market", _FLAGS), "P"
    ),
    _Better("PSADJ", re.compile(r"\bbona fide gift", _FLAGS), "G"),
    _Better("PSJG", re.compile(r"\b(?:under|by|pursuant to) the will of|laws of descent", _FLAGS), "W"),
)


@check(
    "C114",
    title="The footnote describes another code",
    severity=Severity.NOTE,
    cites=FORM_4_CODES,
    message="Code {code} ({meaning}), but the footnote says “{said}”, which is code {better} "
    "({better_meaning}).",
    remedy="Use the code that most appropriately describes the transaction, or reword the footnote.",
    bad=Example(
        changes={
            "table_1[0].notes": {},
            "table_1[1].code": "J",
            "footnotes": (Footnote(id="F2", text="Open market sale by the broker."), *FORM_4.footnotes[2:]),
        },
        at="table_1[1].code",
        says="which is code S",
    ),
)
def footnote_describes_the_code(case: Case) -> Iterator[Problem]:
    """The form asks for the code that most appropriately describes the transaction; J is for the rest.

    Only footnotes on the code or the amount are read, and only a few phrases that leave little doubt.
    """
    for path, row, code in coded(case):
        if code.letter not in "FDSJPAG" or not row.notes:
            continue
        text = footnotes_on(case.statement, row, "code", "shares")
        for codes, says, better in _BETTER:
            if code.letter in codes and (said := says.search(text)):
                yield Problem(
                    f"{path}.code",
                    code=code.letter,
                    meaning=code.meaning,
                    said=said[0],
                    better=better,
                    better_meaning=CODES[better].meaning,
                )
                break
