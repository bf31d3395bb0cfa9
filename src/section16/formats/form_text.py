"""The official form in monospaced text, for terminals and e-mail: plain lines, ASCII rules, nothing cut.

Rules and boxes are ASCII, texts as filed. A table too wide for the page is drawn in bands (`text_table`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from section16.formats import captions
from section16.formats.sheet import CheckBox, OwnerBoxes, Sheet, sheet
from section16.formats.text_grid import Block, grid, safe, width_of, wrap
from section16.formats.text_table import text_table
from section16.model.statement import Statement

NARROWEST = 80
"""The fewest columns a form can be drawn on."""


def draw(statement: Statement, width: int = 110) -> str:
    """Draw the statement as text of at most `width` columns (at least `NARROWEST`).

    Characters that could steer a terminal are replaced.
    """
    drawn = sheet(statement)
    lines = _lines(drawn, max(width, NARROWEST))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _lines(drawn: Sheet, width: int) -> Iterator[str]:
    yield from _head(drawn, width)
    yield from _boxes(drawn, width)
    for table in drawn.tables:
        yield ""
        yield from (title.center(width) for title in table.titles)
        yield from text_table(table, width)
    for owner in drawn.owners[1:]:
        yield ""
        yield from _columns(width, (_owner(owner), _relationship(drawn, owner)))
    yield ""
    yield captions.EXPLANATION
    if drawn.none_owned:
        yield drawn.none_owned
    for note in drawn.footnotes:
        yield from _hanging(f"({safe(note.number)}) ", note.text, width)
    if drawn.remarks:
        yield ""
        yield captions.REMARKS
        yield from wrap(safe(drawn.remarks), width)
    yield from _signatures(drawn, width)
    yield ""
    for line in drawn.small_print:
        yield from wrap(line, width)


def _head(drawn: Sheet, width: int) -> Iterator[str]:
    form, omb = f"FORM {drawn.form_type}", f"OMB Number: {drawn.omb_number}"
    yield form + omb.rjust(width - len(form))
    yield f"Estimated average burden hours per response: {drawn.hours}".rjust(width)
    for line in (captions.AGENCY, captions.SEAT, "", drawn.title, "", *captions.AUTHORITY, ""):
        yield line.center(width)
    for box in drawn.check_boxes:
        yield from _hanging(f"{_tick(box)} ", box.caption, width)


def _boxes(drawn: Sheet, width: int) -> Iterator[str]:
    issuer = drawn.issuer
    named = f"{issuer.caption}\n{issuer.name} [ {issuer.symbol} ]"
    if issuer.foreign_symbol:
        named += f"\n{captions.FOREIGN_SYMBOL} [ {issuer.foreign_symbol} ]"
    filed = sorted((named, *(f"{box.caption}\n{box.text}" for box in (drawn.period, drawn.original))))
    filing = "\n".join((drawn.filing_caption, *map(_ticked, drawn.filing)))
    owner = drawn.owners[0]
    yield from _columns(
        width, (_owner(owner), "\n\n".join(filed), f"{_relationship(drawn, owner)}\n\n{filing}")
    )


def _columns(width: int, texts: Sequence[str]) -> Iterator[str]:
    each, rest = divmod(width - len(texts) - 1, len(texts))
    return grid([each + rest, *[each] * (len(texts) - 1)], ([Block(safe(text)) for text in texts],))


def _owner(owner: OwnerBoxes) -> str:
    city, state, zip_code, *more = (place.text for place in owner.places)
    town = ", ".join(filter(None, (city, f"{state} {zip_code}".strip())))
    return "\n".join((captions.OWNER, owner.name, *owner.streets, town, *more))


def _relationship(drawn: Sheet, owner: OwnerBoxes) -> str:
    given = [text for text in (owner.officer_title, owner.other_text) if text]
    return "\n".join(
        (drawn.relationship_caption, captions.CHECK_ALL, *map(_ticked, owner.relationship), *given)
    )


def _tick(box: CheckBox) -> str:
    return "[X]" if box.ticked else "[ ]"


def _ticked(box: CheckBox) -> str:
    return f"{_tick(box)} {box.caption}"


def _signatures(drawn: Sheet, width: int) -> Iterator[str]:
    name_width = width - 12
    for signature in drawn.signatures:
        yield ""
        *over, last = wrap(safe(signature.name), name_width)
        yield from over
        yield f"{last}{' ' * (name_width - width_of(last))}  {signature.date}"
        yield f"{'-' * name_width}  {'-' * 10}"
        yield captions.SIGNATURE.ljust(name_width) + f"  {captions.DATE}"


def _hanging(mark: str, text: str, width: int) -> Iterator[str]:
    for number, line in enumerate(wrap(safe(text), width - len(mark))):
        yield (" " * len(mark) if number else mark) + line
