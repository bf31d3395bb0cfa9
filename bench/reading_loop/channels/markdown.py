"""A page as converters with a model of sight write it: clean Markdown that has lost what the model let fall.

What they keep and lose was seen in real output: values in ``<u>``, a ticked box as ``<input checked>``, markers
as raised figures; lost are "FORM 4", the numbers of the footnotes (bullets instead), the individual or joint
filing box, boxes that are not ticked, and the line breaks of an address.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from random import Random

from bench.reading_loop.edgar_pages import place_shown
from section16.formats import captions
from section16.formats.sheet import Cell, CheckBox, OwnerBoxes, Sheet, Table, sheet
from section16.model.statement import Statement

_RAISED = str.maketrans("()0123456789", "⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹")
_MARKERS: tuple[Callable[[str], str], ...] = (
    lambda number: f" ({number})".translate(_RAISED),
    lambda number: f"<sup>({number})</sup>",
    lambda number: f"({number})",
)
_TICKS = ('<input checked="" type="checkbox">', "☒", "[x]")


def markdown(statement: Statement, chance: Random) -> bytes:
    """Return the Markdown of a statement, in one of the manners that such converters have."""
    return "\n".join(_Writer(sheet(statement), chance).lines()).encode()


class _Writer:
    def __init__(self, form: Sheet, chance: Random) -> None:
        self.form = form
        self.mark = chance.choice(_MARKERS)
        self.tick = chance.choice(_TICKS)
        self.heading = chance.random() < 0.4 or (form.form_type.endswith("/A") and not form.original.text)
        self.filing = chance.random() < 0.4
        numbers = [note.number for note in form.footnotes]
        in_order = numbers == [str(n) for n in range(1, len(numbers) + 1)]
        self.bullets = in_order and chance.random() < 0.6
        self.wrap = chance.choice((" ", "<br>"))

    def lines(self) -> Iterator[str]:
        form = self.form
        if self.heading:
            yield from (f"# FORM {form.form_type}", "", captions.AGENCY, "", captions.SEAT, "")
        yield from ("| OMB APPROVAL | |", "|--|-----------|", f"| OMB Number: | {form.omb_number} |")
        yield from (f"| Estimated average burden hours per response: | {form.hours} |", "", form.title, "")
        for box in form.check_boxes:
            yield from (self.box(box), "")
        yield from (" ".join(captions.AUTHORITY), "", *self.boxes(), "")
        for table in form.tables:
            yield from (" ".join(table.titles), "", *self.table(table), "")
        if len(form.owners) > 1:
            for owner in form.owners:
                yield from ("| |", "|---|", f"| {self.owner(owner)} |", "")
        yield from (captions.EXPLANATION, "")
        if form.none_owned:
            yield from (form.none_owned, "")
        for note in form.footnotes:
            yield f"{'-' if self.bullets else f'{note.number}.'} {_escaped(note.text)}"
        yield from ("", captions.REMARKS, "")
        if form.remarks:
            yield from (_escaped(form.remarks), "")
        for line in form.signatures:
            yield f"{_escaped(line.name)} {line.date}"
        yield from (f" {captions.SIGNATURE} {captions.DATE}", "")
        for small in form.small_print:
            yield from (small, "")

    def value(self, text: str) -> str:
        return f"<u>{_escaped(text)}</u>" if text else ""

    def box(self, box: CheckBox) -> str:
        return f"{self.tick} {box.caption}" if box.ticked else box.caption

    def owner(self, owner: OwnerBoxes) -> str:
        places = " ".join(filter(None, map(place_shown, owner.places[:3])))
        return self.wrap.join(
            filter(
                None,
                (
                    captions.OWNER, self.value(owner.name), " ".join(captions.NAME_PARTS), *map(self.value, owner.streets),
                    captions.STREET, self.value(places), " ".join((captions.CITY, captions.STATE, captions.ZIP)),
                ),
            )
        )  # fmt: skip

    def relationship(self) -> str:
        owner = self.form.owners[0]
        return self.wrap.join(
            filter(
                None,
                (
                    self.form.relationship_caption, captions.CHECK_ALL, *map(self.box, owner.relationship),
                    self.value(owner.officer_title), self.value(owner.other_text),
                ),
            )
        )  # fmt: skip

    def boxes(self) -> Iterator[str]:
        form = self.form
        issuer = f"{form.issuer.caption}{self.wrap}{self.value(f'{form.issuer.name} [{form.issuer.symbol}]')}"
        period = f"{form.period.caption}{self.wrap}{self.value(form.period.text)}"
        original = f"{form.original.caption}{self.wrap}{self.value(form.original.text)}".removesuffix(
            self.wrap
        )
        filing = self.wrap.join((form.filing_caption, *map(self.box, form.filing))) if self.filing else ""
        yield "| | | |"
        yield "|--|---|--|"
        if form.form == "3":
            yield _row((self.owner(form.owners[0]), period, issuer))
            yield _row(("", self.relationship(), original))
            if filing:
                yield _row(("", "", filing))
        else:
            yield _row((self.owner(form.owners[0]), issuer, self.relationship()))
            yield _row(("", period, ""))
            yield _row((original, "", filing))

    def table(self, table: Table) -> Iterator[str]:
        first = [head for heading in table.headings[:1] for head in heading]
        yield _row(text for head in first for text in (head.caption, *[""] * (head.columns - 1)))
        yield _row("---" for _ in table.columns).replace(" ", "")
        if len(table.headings) > 1:
            lower = iter(table.headings[1])
            yield _row(
                text
                for head in first
                for text in ([""] if head.rows > 1 else [next(lower).caption for _ in range(head.columns)])
            )
        for row in table.rows:
            yield _row(text for cell in row for text in (self.cell(cell), *[""] * (cell.columns - 1)))

    def cell(self, cell: Cell) -> str:
        return " ".join(
            _escaped(entry.text) + "".join(map(self.mark, entry.notes)) for entry in cell.entries
        ).strip()


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("$", "\\$")
