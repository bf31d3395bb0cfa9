"""A table of which no row can be told from another, while the rest of its form can be read."""

from __future__ import annotations

from section16.formats.captions import COLUMNS
from section16.formats.sheet import Cell
from section16.model.values import Form
from section16.reading.transcript import Transcript


def unread_rows(form: Form, table: int, why: str, transcript: Transcript) -> tuple[tuple[Cell, ...], ...]:
    """Return one row that is unreadable from end to end: its rows are not blank but cannot be told."""
    name = ("table_1", "table_2")[table]
    columns = COLUMNS[form][table]
    transcript.not_shown.add(name)
    for column in columns:
        transcript.unread(f"{name}[0].{column.attributes[0]}", why)
    return (tuple(Cell(words=column.words) for column in columns),)
