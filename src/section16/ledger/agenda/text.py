"""The agenda in words: a table for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from section16.formats.text_grid import safe, width_of, wrap
from section16.ledger.agenda.duty import Duty

_COLUMNS = ("due", "state", "who", "what")
_LEAST = 40
_WHO = 24


def agenda_text(duties: Iterable[Duty], *, width: int = 110, reasons: bool = True) -> str:
    """Return the duties as a table of at most `width` columns, ready to be printed.

    Each stands with its due moment (Eastern), its state, whom it concerns and what is to be done; with
    `reasons`, below it stand the reason, what is uncertain, where it is written, and its key, by which it can
    be waived.
    """
    listed = list(duties)
    if not listed:
        return "Nothing is due.\n"
    rows = [(_moment(duty), duty.state.value, safe(duty.names), safe(duty.what)) for duty in listed]
    widths = [max(width_of(column), *(width_of(row[n]) for row in rows)) for n, column in enumerate(_COLUMNS)]
    widths[2] = min(widths[2], _WHO)
    widths[3] = max(width - sum(widths[:3]) - 6, _LEAST)
    lines = [_line(_COLUMNS, widths), "  ".join("-" * width for width in widths)]
    for duty, row in zip(listed, rows, strict=True):
        cells = [wrap(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        tall = max(map(len, cells))
        lines += [_line([c[n] if n < len(c) else "" for c in cells], widths) for n in range(tall)]
        if reasons:
            lines += _reasons(duty, width)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _moment(duty: Duty) -> str:
    if duty.due_at is None:
        return "no day"
    return f"{duty.due_at:%Y-%m-%d %H:%M}"


def _line(cells: Iterable[str], widths: Iterable[int]) -> str:
    return "  ".join(cell + " " * (wide - width_of(cell)) for cell, wide in zip(cells, widths, strict=True))


def _reasons(duty: Duty, width: int) -> Iterator[str]:
    told = [safe(duty.why)] if duty.why else []
    told += [f"not certain: {safe(doubt)}" for doubt in duty.uncertain]
    if duty.cites:
        told.append("; ".join(cite.name for cite in duty.cites))
    told.append(f"[{duty.key}]")
    for text in told:
        for line in wrap(text, max(width - 4, _LEAST)):
            yield f"    {line}"
