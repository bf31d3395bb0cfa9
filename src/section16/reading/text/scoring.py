"""How likely a text is in a column, and a row as a whole: the form's own rules as odds (logarithms).

The figures are rough shares seen in real statements; they choose between readings of damaged text and never
change a text that stands whole in its own cell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum

from section16.formats.captions import Column
from section16.model.values import Direction
from section16.reading.printed_values import amount_of, day_of
from section16.reading.text.entries import CODES


class Kind(Enum):
    """What a column holds."""

    WORDS = "words"
    DAY = "date"
    CODE = "code"
    EARLY = "V"
    AMOUNT = "amount"
    SIDE = "A or D"
    PRICE = "price"
    OWNERSHIP = "D or I"


_KINDS = {
    "security": Kind.WORDS,
    "nature_of_ownership": Kind.WORDS,
    "underlying_title": Kind.WORDS,
    "code": Kind.CODE,
    "timeliness": Kind.EARLY,
    "direction": Kind.SIDE,
    "ownership": Kind.OWNERSHIP,
    "price": Kind.PRICE,
    "exercise_price": Kind.PRICE,
}


def kind_of(column: Column) -> Kind:
    """Return what a column holds."""
    attribute = column.attributes[0]
    return Kind.DAY if attribute.endswith("_date") else _KINDS.get(attribute, Kind.AMOUNT)


_USUAL_CODES = frozenset("SAMFPGDJCX")
_CODE = re.compile(r"(?P<code>[A-Z])(?P<late>[345]?)(?:/K)?|(?P<type>[345])")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})*(?:\.\d{1,4})?")
_PRICE = re.compile(r"\$?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.(?P<decimals>\d{1,8}))?")
# Of the prices in real statements most are in cents; weighted averages have four decimals, few have three.
_DECIMALS = {0: -0.3, 1: -0.5, 2: 0.6, 3: -0.9, 4: 0.0}


def typed_score(kind: Kind, text: str, column: Column, form: str) -> float | None:
    """Return the odds of a text in a column of figures, letters or dates; None when it cannot stand there."""
    if kind is Kind.DAY:
        return 4.0 if day_of(text) else None
    if kind is Kind.CODE:
        match = _CODE.fullmatch(text)
        if match is None or (match["code"] and match["code"] not in CODES):
            return None
        if form == "4" and (match["late"] or match["type"]):
            return None
        return 2.5 if (match["code"] or "") in _USUAL_CODES else 1.5
    if kind is Kind.EARLY:
        return 1.5 if text == "V" else None
    if kind is Kind.SIDE:
        return 2.5 if text in ("A", "D") else None
    if kind is Kind.OWNERSHIP:
        return 2.5 if text in ("D", "I") else None
    if amount_of(text) is None:
        return None
    if kind is Kind.PRICE:
        match = _PRICE.fullmatch(text)
        if match is None:
            return None
        decimals = _DECIMALS.get(len(match["decimals"] or ""), -1.2)
        return (3.5 if text.startswith("$") else 0.5) + decimals
    if text.startswith("$"):
        return 0.5 if len(column.attributes) > 1 else None
    return 3.0 if _GROUPED.fullmatch(text) else 1.0


_BY_NOTE = {"exercise_price": 1.6, "exercise_date": 1.6, "expiration_date": 1.6, "price": 1.0, "code": 0.0}
"""Odds of a footnote's marker that stands in place of a value; amounts have their number beside it."""


def marker_score(kind: Kind, column: Column, *, cut: bool) -> float:
    """Return the odds of a footnote's marker alone in a column."""
    if cut:
        return _BY_NOTE.get(column.attributes[0], -2.0)
    if kind in (Kind.DAY, Kind.PRICE, Kind.AMOUNT):
        return 1.0
    return 0.0 if kind in (Kind.WORDS, Kind.CODE) else -3.0


_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
_LETTER = re.compile(r"[A-Z]")


def word_score(text: str) -> float:
    """Return the odds of a word in a column of words: a date or an amount hardly ever stands there."""
    if _DAY.fullmatch(text):
        return -4.0
    if text.startswith("$") or re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text):
        return -4.0
    if re.fullmatch(r"[\d.,]+", text):
        return -2.5
    if _LETTER.fullmatch(text):
        return -2.5
    return 0.3


_BLANK = {
    "security": -6.0,
    "transaction_date": -0.8,
    "deemed_execution_date": 0.0,
    "code": -0.8,
    "timeliness": 0.0,
    "shares": -0.5,
    "direction": -0.8,
    "price": -0.7,
    "owned_following": -5.0,
    "ownership": -6.0,
    "nature_of_ownership": -0.2,
    "exercise_price": -2.0,
    "exercise_date": -2.0,
    "expiration_date": -2.0,
    "underlying_title": -5.0,
    "underlying_shares": -5.0,
}
_FILLED = {"deemed_execution_date": -3.0, "timeliness": -2.5, "nature_of_ownership": -0.5}


def blank_score(column: Column) -> float:
    """Return the odds of a blank cell in a column."""
    return _BLANK.get(column.attributes[0], 0.0)


def filled_score(column: Column) -> float:
    """Return the odds of a filled cell in a column that is mostly blank."""
    return _FILLED.get(column.attributes[0], 0.0)


# "S" sale, "F" payment by delivering securities, "D" disposition to the issuer; "P" purchase, "A" grant -
# Form 4, General Instruction 8. A derivative is disposed of when it is exercised or converted (M, C, X, O).
SIDES_1: dict[str, Direction] = {
    "S": Direction.DISPOSED,
    "F": Direction.DISPOSED,
    "D": Direction.DISPOSED,
    "P": Direction.ACQUIRED,
    "A": Direction.ACQUIRED,
    "M": Direction.ACQUIRED,
    "C": Direction.ACQUIRED,
    "X": Direction.ACQUIRED,
    "O": Direction.ACQUIRED,
    "L": Direction.ACQUIRED,
}
SIDES_2: dict[str, Direction] = {
    "M": Direction.DISPOSED,
    "C": Direction.DISPOSED,
    "X": Direction.DISPOSED,
    "O": Direction.DISPOSED,
    "E": Direction.DISPOSED,
    "H": Direction.DISPOSED,
    "D": Direction.DISPOSED,
    "F": Direction.DISPOSED,
    "S": Direction.DISPOSED,
    "A": Direction.ACQUIRED,
    "P": Direction.ACQUIRED,
}


def row_score(said: Mapping[str, str], table: int, sides: frozenset[Direction]) -> float:
    """Return the odds of a row as a whole; `said` are its texts by attribute, `sides` the filled ones."""
    score = 0.0
    code = said.get("code", "")[:1]
    trades = [name for name in ("transaction_date", "code", "shares") if said.get(name)]
    if trades:
        score -= 4.0 * (3 - len(trades))
    direction = said.get("direction")
    if table == 0:
        if bool(direction) != bool(said.get("shares")):
            score -= 4.0
        expected = SIDES_1.get(code)
        if expected and direction:
            score += 0.7 if direction == expected.value else -3.0
        if said.get("price") and not trades:
            score -= 4.0
    else:
        score -= 4.0 * (len(sides) - 1) if len(sides) > 1 else 0.0
        expected = SIDES_2.get(code)
        if expected and sides:
            score += 0.7 if expected in sides else -3.0
        shares, underlying = said.get("shares"), said.get("underlying_shares")
        if shares and underlying and shares == underlying:
            score += 1.0
    ownership, nature = said.get("ownership"), said.get("nature_of_ownership")
    if ownership == "D" and nature:
        score -= 3.0
    if ownership == "I" and not nature:
        score -= 2.0
    return score
