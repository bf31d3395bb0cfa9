"""Every item of a reading compared with the truth: exact, wrong, abstained from, missed, or refused.

*Exact* is the same string, number, date or mark; texts are compared without line ends and doubled blanks.
*Wrong* is a value that is another than the truth's, or one where the truth has none. *Abstained* is no value,
and the reading says it is unreadable, in conflict or not shown; *missed* is no value, and the reading says
the document has none. A wrong value is *silent* when it is said to be exact or confirmed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, Literal

from msgspec import Struct

from bench.reading_loop.shown import Items, Shown, items_of, kind_of
from section16.model.items import Kind
from section16.model.reading import Reading, SeenStatus
from section16.model.statement import Statement

Outcome = Literal["exact", "wrong", "abstained", "missed", "refused"]
Part = Literal["head", "rel", "T I", "T II", "fnref", "fntext", "sig"]
PARTS: tuple[Part, ...] = ("head", "rel", "T I", "T II", "fnref", "fntext", "sig")
"""Items 1 to 4 and the boxes above; items 5 and 6; Tables I and II; footnote references, texts; signatures."""

HARD = ("number", "date", "code")
"""The sorts of item in which nothing may be silently wrong."""

SORTS = (*HARD, "box", "note", "text")
"""All sorts: *code* is any letter or word of a list, *box* a check box, *note* the footnote marks of a cell."""

_SORTS = {
    Kind.DECIMAL: "number",
    Kind.DATE: "date",
    Kind.CHOICE: "code",
    Kind.CIK: "number",
    Kind.BOOLEAN: "box",
    Kind.TEXT: "text",
}

_SURE = ("exact", "confirmed")


class Mark(Struct, frozen=True, kw_only=True):
    """How one item of one document was read."""

    document: str
    path: str
    part: Part
    sort: str
    outcome: Outcome
    status: str
    confidence: float
    truth: str
    read: str

    @property
    def silent(self) -> bool:
        """Whether it is wrong and said to be sure."""
        return self.outcome == "wrong" and self.status in _SURE


def refused(document: str, truth: Statement, why: str, unshown: Collection[str] = ()) -> list[Mark]:
    """Return the marks of a document that the reader refused: every item of the truth."""
    return [
        Mark(
            document=document, path=path, part=_part(group, name), sort=_sort(group, name), outcome="refused",
            status=why, confidence=0.0, truth=str(value), read="",
        )
        for path, group, name, value in _all(items_of(truth))
        if name not in unshown
    ]  # fmt: skip


def compared(document: str, truth: Statement, reading: Reading, unshown: Collection[str] = ()) -> list[Mark]:
    """Return the marks of a reading; of items that the document does not show only wrong values count."""
    if reading.statement is None:
        return refused(document, truth, "no statement", unshown)
    said = _Said(document, reading, unshown)
    known, read = items_of(truth), items_of(reading.statement)
    marks = list(said.group("statement", "", known.statement, read.statement))
    for position in range(max(len(known.owners), len(read.owners))):
        marks += said.group(
            "owner", f"owners[{position}].", _at(known.owners, position), _at(read.owners, position)
        )
    for group in ("table_1", "table_2"):
        lines, found = getattr(known, group), getattr(read, group)
        for line, at in aligned(lines, found):
            path = f"{group}[{at if at is not None else f'lost {line}'}]."
            marks += said.group(group, path, _at(lines, line), _at(found, at))
    places = {note.id: position for position, note in enumerate(reading.statement.footnotes)}
    for id in dict.fromkeys((*known.footnotes, *read.footnotes)):
        path = f"footnotes[{places.get(id, f'lost {id}')}]."
        marks += said.group("footnote", path, known.footnotes.get(id, {}), read.footnotes.get(id, {}))
    for line, at in aligned(known.signatures, read.signatures):
        path = f"signatures[{at if at is not None else f'lost {line}'}]."
        marks += said.group("signature", path, _at(known.signatures, line), _at(read.signatures, at))
    return marks


class _Said:
    """What a reading says of its items."""

    def __init__(self, document: str, reading: Reading, unshown: Collection[str]) -> None:
        self.document = document
        self.evidence: Mapping[str, Any] = reading.evidence
        self.not_shown = reading.not_shown
        self.unshown = unshown

    def group(self, group: str, prefix: str, truth: Items, read: Items) -> Iterator[Mark]:
        for name in dict.fromkeys((*truth, *read)):
            known, value = truth.get(name), read.get(name)
            if name.endswith("cik"):
                known, value = _number(known), _number(value)
            if name in self.unshown and value in (None, known):
                continue
            path = prefix + name
            cell = prefix + name.removeprefix("notes.")
            seen = self.evidence.get(cell)
            status = str(seen.status) if seen else "exact" if value is not None else "absent"
            confidence = float(seen.confidence) if seen else 1.0
            if name.startswith("notes.") and status == "absent" and value is not None:
                status = "exact"  # the references stand in the cell instead of a value
            yield Mark(
                document=self.document,
                path=path,
                part=_part(group, name),
                sort=_sort(group, name),
                outcome=self.outcome(cell, known, value, status),
                status=status,
                confidence=confidence,
                truth="" if known is None else str(known),
                read="" if value is None else str(value),
            )

    def outcome(self, path: str, truth: Any, value: Any, status: str) -> Outcome:
        if value is not None:
            return "exact" if value == truth else "wrong"
        hidden = any(path == place or path.startswith(f"{place}.") for place in self.not_shown)
        unread = status in (SeenStatus.UNREADABLE, SeenStatus.CONFLICT)
        return "abstained" if unread or hidden else "missed"


def aligned(truth: Sequence[Items], read: Sequence[Items]) -> list[tuple[int | None, int | None]]:
    """Return the pairs of positions of lines that are the same: by position, or the best order when counts differ."""
    if len(truth) == len(read):
        return [(position, position) for position in range(len(truth))]
    best: list[list[float]] = [[0.0] * (len(read) + 1) for _ in range(len(truth) + 1)]
    for i, line in enumerate(truth, 1):
        for j, found in enumerate(read, 1):
            alike = sum(found.get(name) == value for name, value in line.items()) - 0.5
            best[i][j] = max(best[i - 1][j], best[i][j - 1], best[i - 1][j - 1] + alike)
    pairs: list[tuple[int | None, int | None]] = []
    i, j = len(truth), len(read)
    while i or j:
        if i and best[i][j] == best[i - 1][j]:
            i -= 1
            pairs.append((i, None))
        elif j and best[i][j] == best[i][j - 1]:
            j -= 1
            pairs.append((None, j))
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _at(lines: Sequence[Items], position: int | None) -> Items:
    return lines[position] if position is not None and position < len(lines) else {}


def _number(cik: Any) -> Any:
    return cik.lstrip("0") if isinstance(cik, str) else cik


def _all(items: Shown) -> Iterator[tuple[str, str, str, Any]]:
    """Yield path, group, name and value of every item."""
    groups: list[tuple[str, str, Items]] = [("statement", "", items.statement)]
    groups += [("owner", f"owners[{n}].", owner) for n, owner in enumerate(items.owners)]
    groups += [("table_1", f"table_1[{n}].", row) for n, row in enumerate(items.table_1)]
    groups += [("table_2", f"table_2[{n}].", row) for n, row in enumerate(items.table_2)]
    groups += [("footnote", f"footnotes[{id}].", note) for id, note in items.footnotes.items()]
    groups += [("signature", f"signatures[{n}].", line) for n, line in enumerate(items.signatures)]
    for group, prefix, named in groups:
        for name, value in named.items():
            yield prefix + name, group, name, value


def _part(group: str, name: str) -> Part:
    if name.startswith("notes."):
        return "fnref"
    if group == "footnote" or name == "remarks":
        return "fntext"
    if name.startswith("relationship."):
        return "rel"
    parts: dict[str, Part] = {"table_1": "T I", "table_2": "T II", "signature": "sig"}
    return parts.get(group, "head")


def _sort(group: str, name: str) -> str:
    if name.startswith("notes."):
        return "note"
    kind = kind_of(group, name)
    return _SORTS[kind] if kind else "text"
