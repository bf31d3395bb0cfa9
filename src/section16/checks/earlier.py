"""How earlier statements and the classes of their securities are named and compared by family H."""

from __future__ import annotations

import re
from functools import lru_cache

from section16.model.lines import same
from section16.model.statement import Statement


def report_of(statement: Statement) -> str:
    """Name an earlier statement as the messages do: "Form 4 for 2026-05-05"."""
    return f"Form {statement.form_type} for {statement.period_of_report or 'an unknown day'}"


# Words of a title that do not tell one class from another: of par value, and those for shares.
_IDLE = re.compile(r"par|value|nominal|no|without|of|the|each|per|shares?|stock|usd")
_AMOUNT_OR_WORD = re.compile(r"\$?\d*\.\d+|\$\d+|[^\W_]+")


@lru_cache(maxsize=1 << 10)
def class_of(title: str | None) -> frozenset[str]:
    """Return the words that tell the class: common, class and a, of "Class A Common Stock, $.01 par value".

    Titles with the same words are the same class, however the owner wrote it.
    """
    words = _AMOUNT_OR_WORD.findall(same(title))
    return frozenset(word for word in words if word.isalnum() and not _IDLE.fullmatch(word))
