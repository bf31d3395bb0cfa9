"""The lines of a draft while it is told: a row of text each, with an ellipsis for what is not told yet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from section16.cli.ask.event import Event
from section16.cli.ask.interview import Interview
from section16.drafting.drafted import Draft
from section16.formats.captions import Column
from section16.formats.sheet import Cell, sheet
from section16.formats.text_grid import safe

_NOT_TOLD = "…"

_BEHIND = {
    "on": ("transaction_date",),
    "security": ("security",),
    "held": ("ownership", "nature_of_ownership"),
    "shares": ("shares", "underlying_shares", "owned_following"),
    "fills": ("shares", "price", "owned_following"),
    "price": ("price",),
}
"""The columns that hang on a field of the fact."""


class LinesShown:
    """Shows the lines of an event whenever an answer has changed them."""

    def __init__(self, interview: Interview, event: Event) -> None:
        self._interview = interview
        self._event = event
        self._last: list[str] = []

    def show(self) -> None:
        """Tell the lines as they stand, unless they stand as they did."""
        lines = self._lines()
        if lines and lines != self._last:
            self._last = lines
            self._interview.tell("\n".join(f"      {line}" for line in lines))

    def _lines(self) -> list[str]:
        made = self._event.sketch()
        if made is None:
            return []
        pending = [column for field in self._event.pending for column in _BEHIND.get(field.name, ())]
        if not made.is_opened:
            pending.append("owned_following")
        return [line for draft in made.drafts for line in lines_of(draft, pending)]


def lines_of(draft: Draft, pending: Collection[str] = ()) -> Iterator[str]:
    """Yield every line of a draft as the form prints it, its cells two blanks apart.

    `pending` are the attributes that are not told yet. The columns and dates are those of the drawn form.
    """
    for table in sheet(draft.statement).tables:
        for row in table.rows:
            yield "  ".join(filter(None, _cells(table.columns, row, pending)))


def _cells(columns: Iterable[Column], row: Iterable[Cell], pending: Collection[str]) -> Iterator[str]:
    for column, cell in zip(columns, row, strict=False):
        if cell.entries and not set(pending).isdisjoint(column.attributes):
            yield _NOT_TOLD
        else:
            texts = (entry.text or "".join(f"({note})" for note in entry.notes) for entry in cell.entries)
            yield safe(" ".join(texts))
