"""How earlier statements and the classes of their securities are named and compared by family H."""

from __future__ import annotations

from section16.model.lines import class_of
from section16.model.statement import Statement

__all__ = ["class_of", "report_of"]


def report_of(statement: Statement) -> str:
    """Name an earlier statement as the messages do: "Form 4 for 2026-05-05"."""
    return f"Form {statement.form_type} for {statement.period_of_report or 'an unknown day'}"
