"""A column map: which caption of a file means what, and which facts its lines make.

Maps are TOML files; `map_files` reads and proves them, `docs/intake.md` shows the shipped ones.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

Value = str | Decimal | datetime.date | datetime.time
"""What a cell says, typed by its column's kind."""

Condition = Mapping[str, tuple[str, ...]]
"""Columns and the words that one of them must say on a line for something to hold."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DATE = "date"
    TIME = "time"
    SHARES = "shares"
    PRICE = "price"
    WORD = "word"


class Column(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A column of a file.

    `captions` are the accepted headings, the preferred one first; case, spacing and the characters
    ``. _ : * -`` do not matter. A column of words has `words`: our word, and how files write it; any other
    word rejects the line. A `required` column must be in the file and filled on every line, one with
    `required_where` on the lines where the condition holds. A number may be negative only on lines where
    `minus_where` holds.
    """

    captions: tuple[str, ...]
    kind: Kind = Kind.TEXT
    required: bool = False
    required_where: Condition = {}
    minus_where: Condition = {}
    words: Mapping[str, tuple[str, ...]] = {}


class FactMade(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A fact that a line makes.

    `fields` name the column of each field of the fact (``"security.title"`` reaches inside); `constants` are
    what a field has where no column says otherwise (numbers and dates in quotes). The fact is made on lines
    where the condition `where` holds and all columns of `needs` are filled. Lines with a column for
    ``"fills.shares"`` are executions: those that agree in all other fields, and in the columns `apart`, make
    one fact.
    """

    fact: str
    fields: Mapping[str, str]
    constants: Mapping[str, str | bool] = {}
    where: Condition = {}
    needs: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()


class Totals(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How lines of totals begin: `whole` ones cover every line above, `part` ones those since the last."""

    whole: tuple[str, ...] = ()
    part: tuple[str, ...] = ()


class Balance(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sum that each line should keep: the column `left` is `of` less the columns `less`."""

    left: str
    of: str
    less: tuple[str, ...]


class ColumnMap(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A layout of files, by a name of its own.

    `dates` are the ways of writing dates that are tried besides ``Y-m-d``. `facts` are what a line makes.
    `once` is the column of an identifier that no two lines share. `footers` are beginnings of lines that
    report nothing.
    """

    name: str
    summary: str
    columns: Mapping[str, Column]
    facts: tuple[FactMade, ...]
    dates: tuple[str, ...] = ()
    once: str | None = None
    totals: Totals = Totals()
    balances: tuple[Balance, ...] = ()
    footers: tuple[str, ...] = ()


def holds(condition: Condition, values: Mapping[str, Value]) -> bool:
    """Whether every column of a condition says one of its words on a line."""
    return all(values.get(column) in words for column, words in condition.items())


_IDLE = re.compile(r"[\s._:*-]+")


def comparable(text: str) -> str:
    """Return a caption or word in the shape in which two of them are compared.

    >>> comparable("Trade_Date:") == comparable("trade date")
    True
    """
    return _IDLE.sub("", text).casefold()
