"""The head of a form whose boxes were written through each other: told by kind, not by place.

Some converters write the columns of the head line by line, or their captions first: then no text can be taken
for that of the caption before it. But a symbol stands in square brackets, a ZIP ends a town's line, the form
has one date, and the owner signs below with the names of box 1. What no kind tells is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from section16.formats import captions
from section16.formats.sheet import Box, CheckBox, OwnerBoxes, Sheet
from section16.reading.printed_values import day_of
from section16.reading.text.addresses import Town, streets_of, town_of
from section16.reading.text.anchors import RELATIONSHIPS, Zones
from section16.reading.text.boxes import owners_of
from section16.reading.text.healing import healed_town
from section16.reading.text.lines import Cell, Line, joined
from section16.reading.text.loose_head import (
    MARKS,
    before_labels,
    is_name,
    issuer_in_pieces,
    names_before,
    names_below,
    ticks_of,
    title_in,
    town_over_captions,
)
from section16.reading.text.noted import Noted
from section16.reading.text.peeling import Peeled, peeled
from section16.reading.text.zips import state_of_zip
from section16.reading.transcript import Transcript

_WHY = "the boxes were written through each other; this was told by its kind: "
_PRINTED = re.compile(
    r"OMB|Estimated|burden|response|3235|Instruction|Washington|^0\.5$|^1\.0$|^[\W\d]{0,3}$"
    r"|Filed pursuant|^\W*of 19"
)


def is_jumbled(zones: Zones) -> bool:
    """Whether lines without cells hold boxes whose captions are broken, or follow each other at once."""
    region = _region(zones)
    loose = [line for line in region if not line.divided]
    if len(loose) < max(_LEAST_LOOSE, 0.25 * len(region)):
        return False
    lost = [name for name in ("owner", "issuer", "period") if not zones.of(name)]
    alike = [like for like in zones.alike if like.name in ("owner", "issuer", "period")]
    empty = [
        name
        for name in ("owner", "issuer", "period")
        if zones.of(name) and not zones.after(zones.of(name)[0])
    ]
    strange = any(
        re.search(r"\(First\)|\(Middle\)|\(Last\)|OMB|Estimated", piece.text)
        for name in ("owner", "issuer", "period")
        for anchor in zones.of(name)[:1]
        for piece in zones.after(anchor)
    )
    return bool(lost or alike or empty or strange or not zones.of("name_parts"))


_LEAST_LOOSE = 3


def _region(zones: Zones) -> list[Line]:
    """Return the lines of the boxes, from the first caption to the tables."""
    first = min((anchor.start for anchor in zones.anchors), default=None)
    region: list[Line] = []
    for line in zones.lines if first is not None else ():
        if line.end <= (first or 0):
            continue
        if region and line.start > region[-1].end + 1:
            break
        region.append(line)
    return [line for line in region if not line.rule and line.words]


class _Piece(NamedTuple):
    cell: Cell
    line: int

    @property
    def text(self) -> str:
        return self.cell.words


def owners_below(zones: Zones, noted: Noted) -> list[OwnerBoxes]:
    """Return the reporting persons of a joint filing, told by the boxes below the tables; none if unsure.

    EDGAR prints every owner of a joint filing again below the tables, the first one too: there each box
    stands alone.
    """
    own = Transcript()
    found = [owner.boxes for owner in owners_of(zones, Noted(noted.plain, own), "", below=True)]
    head = " ".join(line.words for line in _region(zones)).casefold().split()
    whole = all(owner.name and owner.streets and owner.places[0].text for owner in found)
    if not found or not whole or not set(found[0].name.casefold().split()) <= set(head):
        return []
    for path, sighting in own.sightings.items():
        noted.transcript.saw(path, sighting)
    for number in range(1, len(found)):
        noted.transcript.not_shown.add(f"owners[{number}].relationship")
    unknown = tuple(CheckBox(caption, None) for _, caption in captions.RELATIONSHIPS)
    return [replace(owner, relationship=unknown) for owner in found]


def with_boxes(sheet: Sheet, zones: Zones, noted: Noted, signers: Sequence[str], *, owned: bool) -> Sheet:
    """Return the sheet with boxes 1 to 5 as their kinds tell them; all else of them is noted as unread.

    If `owned`, box 1 of every owner is in the sheet already.
    """
    words = peeled(_region(zones))
    signers = [*signers, *names_below(zones.shown)]
    pieces = _issuer_together(list(_names_apart(_pieces(words), signers)))
    sheet, pieces = _with_issuer(sheet, pieces, noted)
    sheet, pieces = _with_days(sheet, pieces, noted)
    own = Noted(noted.plain, Transcript()) if owned else noted
    owner, pieces = _owner(pieces, own, signers, sheet.issuer.name, _region(zones))
    first, *others = sheet.owners if owned else (owner,)
    return replace(sheet, owners=(_with_relationship(first, words, pieces, noted), *others))


def _pieces(words: Sequence[Peeled]) -> list[_Piece]:
    """Return the runs of words that are no caption's, without marks and what stands above the boxes."""
    found: list[_Piece] = []
    before: Peeled | None = None
    for word in words:
        if (word.filed and word.word.text not in (*MARKS, "☐", "[", "]")) or word.word.text in "[]":
            near = before is not None and before.line == word.line and before.word.column == word.word.column
            if found and near and before is not None and before.filed and before.word.text not in MARKS:
                cell = found[-1].cell
                found[-1] = _Piece(
                    Cell(f"{cell.text} {word.word.text}", cell.start, word.word.end, cell.column), word.line
                )
            else:
                cell = Cell(word.word.text, word.word.start, word.word.end, word.word.column)
                found.append(_Piece(cell, word.line))
        before = word
    return [piece for piece in found if not _PRINTED.search(piece.text)]


def _names_apart(pieces: Sequence[_Piece], signers: Sequence[str]) -> Iterator[_Piece]:
    """Yield the pieces, the names of the signer apart from the issuer that follows them in their line."""
    for piece in pieces:
        names = names_before(piece.text, signers) if "[" in piece.text else 0
        if not names:
            yield piece
            continue
        words = list(re.finditer(r"\S+", piece.cell.text))
        if names >= len(words) or words[names][0] == "[":
            yield piece
            continue
        cell, cut = piece.cell, words[names].start()
        text = cell.text
        yield _Piece(cell._replace(text=text[:cut].strip(), end=cell.start + cut), piece.line)
        yield _Piece(cell._replace(text=text[cut:], start=cell.start + cut), piece.line)


def _issuer_together(pieces: list[_Piece]) -> list[_Piece]:
    """Return the pieces, an issuer's name and symbol as one of them where they stand on two lines."""
    parted = issuer_in_pieces([(piece.cell, piece.line) for piece in pieces])
    if parted is None:
        return pieces
    first, second = pieces[parted[0]], pieces[parted[1]]
    cell = first.cell._replace(text=f"{first.cell.text} {second.cell.text}")
    return [piece._replace(cell=cell) if piece is first else piece for piece in pieces if piece is not second]


def _with_issuer(sheet: Sheet, pieces: list[_Piece], noted: Noted) -> tuple[Sheet, list[_Piece]]:
    for piece in pieces:
        match = re.fullmatch(r"(?P<name>.*\S)\s*\[\s*(?P<symbol>[^\[\]]{1,12}?)\s*\]", piece.text)
        if match is None:
            continue
        for path, value in (("issuer.name", match["name"]), ("issuer.trading_symbol", match["symbol"])):
            noted.repaired(path, piece.text, value, _WHY + "a symbol in square brackets", piece.cell)
        issuer = replace(sheet.issuer, name=match["name"], symbol=match["symbol"])
        return replace(sheet, issuer=issuer), [other for other in pieces if other is not piece]
    for path in ("issuer.name", "issuer.trading_symbol"):
        noted.unread(
            path, "the boxes were written through each other, and no symbol stands in square brackets"
        )
    return sheet, pieces


def _with_days(sheet: Sheet, pieces: list[_Piece], noted: Noted) -> tuple[Sheet, list[_Piece]]:
    days = [piece for piece in pieces if day_of(piece.text)]
    others = [piece for piece in pieces if piece not in days]
    texts = {piece.text for piece in days}
    if len(texts) == 1 and not sheet.form_type.endswith("/A"):
        noted.repaired("period_of_report", days[0].text, days[0].text, _WHY + "the only date", days[0].cell)
        return replace(sheet, period=Box(sheet.period.caption, days[0].text)), others
    told = "several dates stand in them" if days else "no date stands in them"
    paths = (
        ("period_of_report", "date_of_original") if sheet.form_type.endswith("/A") else ("period_of_report",)
    )
    for path in paths:
        noted.unread(
            path, f"the boxes were written through each other, and {told}", *(piece.cell for piece in days)
        )
    return sheet, others


def _owner(
    pieces: list[_Piece], noted: Noted, signers: Sequence[str], issuer: str, region: Sequence[Line]
) -> tuple[OwnerBoxes, list[_Piece]]:
    town, used = _town(pieces)
    over = None if town else town_over_captions(region)
    if over is not None:
        told = [cell for cell in over if cell is not None]
        town = Town(*(cell.words if cell else "" for cell in over))
        used = [piece for piece in pieces if any(cell.start <= piece.cell.start < cell.end for cell in told)]
    pieces = [piece for piece in pieces if piece not in used]
    path = "owners[0]"
    values = tuple(town[:3]) if town else ("", "", "")
    for attribute, value in zip(("city", "state", "zip_code"), values, strict=True):
        if town:
            cells = [piece.cell for piece in used]
            why = _WHY + "a ZIP code of that state"
            noted.repaired(f"{path}.address.{attribute}", joined(cells), value, why, *cells)
        else:
            noted.unread(
                f"{path}.address.{attribute}", "no town with a ZIP code of its state is left together"
            )
    name = _name(pieces, signers)
    why = "the names of the signature"
    if name is None and _is_name_line(pieces):
        name, why = pieces[0], "names on the first line, which holds nothing else"
    if name is None:
        noted.unread(
            f"{path}.name", "the boxes were written through each other; no text has the signer's names"
        )
    else:
        noted.repaired(f"{path}.name", name.text, name.text, _WHY + why, name.cell, confidence=_OF_NAME)
        pieces = [piece for piece in pieces if piece is not name]
    lines = [piece for piece in pieces if _STREET.search(piece.text) and not _TITLE.search(piece.text)]
    streets = streets_of([piece.cell for piece in lines[:4]], issuer)
    for attribute, line, own in zip(("street_1", "street_2"), streets.lines, streets.cells, strict=False):
        why = _WHY + "a street has a number, or begins C/O"
        noted.repaired(f"{path}.address.{attribute}", joined(own), line, why, *own, confidence=0.75)
    if not lines:
        noted.unread(f"{path}.address.street_1", "no text in the boxes is told to be a street")
    owner = OwnerBoxes(
        name=name.text if name else "",
        cik="",
        streets=streets.lines,
        places=tuple(
            Box(caption, value)
            for caption, value in zip((captions.CITY, captions.STATE, captions.ZIP), values, strict=True)
        ),
        relationship=(),
        officer_title="",
        other_text="",
    )
    return owner, [piece for piece in pieces if piece not in lines]


_STREET = re.compile(
    r"\bC/O\b|^\d|\bBOX\b|\bSUITE\b|\bFLOOR\b|\bSTREET\b|\bAVENUE\b|\bROAD\b|\bDRIVE\b|\bWAY\b|\bPLAZA\b",
    re.I,
)
_TITLE = re.compile(
    r"\b(?:Chief|Officer|President|[ES]?VP|C[EFOT]O|Counsel|Secretary|Treasurer|Remarks|Controller|Chair\w*|Founder)\b",
    re.IGNORECASE,
)


def _town(pieces: Sequence[_Piece]) -> tuple[Town | None, list[_Piece]]:
    """Return the town: the text that ends with a ZIP, with the pieces around it that belong to it."""
    for number, piece in enumerate(pieces):
        if not re.search(r"(?<!\S)\d{5}(?:-\d{4})?$", piece.text) or re.match(r"\d+ \D", piece.text):
            continue
        for before, after in ((2, 1), (1, 1), (0, 1), (2, 0), (1, 0), (0, 0)):
            own = list(pieces[max(0, number - before) : number + 1 + after])
            if len(own) != 1 + before + after or any(_STREET.search(o.text) for o in own if o is not piece):
                continue
            if any(not re.fullmatch(r"[A-Z .,'-]+", o.text) for o in own if o is not piece):
                continue
            cells = [o.cell for o in own]
            town = town_of(joined(cells))
            if town is not None and state_of_zip(town.zip_code) == town.state:
                return town, own
            healed = healed_town(cells)
            if healed is not None and set(healed.repairs) <= {"city"}:
                return Town(*healed.values), own
    return None, []


_OF_NAME = 0.85


def _is_name_line(pieces: Sequence[_Piece]) -> bool:
    """Whether the first piece left is a name on a line of its own."""
    first = pieces[0] if pieces else None
    if first is None or first.cell.column or any(other.line == first.line for other in pieces[1:]):
        return False
    return is_name(first.text)


def _name(pieces: Sequence[_Piece], signers: Sequence[str]) -> _Piece | None:
    signed = set(re.findall(r"[^\W\d_]{2,}", " ".join(signers).casefold()))
    for piece in pieces:
        names = re.findall(r"[^\W\d_]{2,}", piece.text.casefold())
        if len(names) >= 2 and sum(name in signed for name in names) >= max(2, len(names) - 1):
            return piece
    return None


def _with_relationship(
    owner: OwnerBoxes, words: Sequence[Peeled], pieces: Sequence[_Piece], noted: Noted
) -> OwnerBoxes:
    """Tick a box whose label stands whole with a mark just before it."""
    path = "owners[0].relationship"
    titles = [piece for piece in pieces if _TITLE.search(piece.text)]
    placed = ticks_of(words, titled=bool(titles) or None)
    found, stray = (dict(placed), 0) if placed is not None else before_labels(words)
    if placed is None and not any(found.values()):
        for attribute in (*RELATIONSHIPS, "officer_title"):
            noted.unread(f"{path}.{attribute}", "no mark stands just before one of the labels")
        unknown = tuple(CheckBox(caption, None) for _, caption in captions.RELATIONSHIPS)
        return replace(owner, relationship=unknown)
    boxes = []
    for attribute, caption in captions.RELATIONSHIPS:
        ticked = found.get(attribute)
        if ticked is None or (not ticked and stray > 1):
            noted.unread(f"{path}.{attribute}", f"it cannot be told whether a mark belongs to {caption!r}")
            boxes.append(CheckBox(caption, None))
            continue
        why = (
            "a mark stands just before the label"
            if ticked
            else "no mark stands before it, but before another"
        )
        noted.repaired(f"{path}.{attribute}", "", "ticked" if ticked else "not ticked", why, confidence=0.85)
        boxes.append(CheckBox(caption, ticked))
    cells = [piece.cell for piece in titles]
    if titles and placed is not None:
        cells = title_in(words, [piece.cell for piece in pieces if not _STREET.search(piece.text)]) or cells
    title = joined(cells) if found.get("officer") else ""
    if title:
        noted.repaired(f"{path}.officer_title", title, title, _WHY + "a title", *cells, confidence=0.7)
    elif found.get("officer"):
        noted.unread(f"{path}.officer_title", "no text in the boxes is told to be a title")
    return replace(owner, relationship=tuple(boxes), officer_title=title)
