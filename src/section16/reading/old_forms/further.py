"""Further reporting persons: joint filers on pages of their own, behind the first one's form.

"Joint and group filings must include all required information for each beneficial owner" - Form 4, General
Instruction 4(b)(v). Box 1 has room for one; agents set the others as labelled lines ("Name:", "Address:",
"Designated Filer:"), as box 1 once more, or as a list of names with their addresses below or beside them.
"""

from __future__ import annotations

import re

from msgspec import Struct

from section16.model.reading import Repair
from section16.reading.old_forms import items
from section16.reading.old_forms.captions import ITEM_CAPTIONS, SIGNATURE
from section16.reading.old_forms.lines import Line, Piece, joined
from section16.reading.old_forms.owner import Owner, Place, is_place, known_place, owner_in, owner_of

_HEADINGS = re.compile(
    r"^\W*(?:joint\s+filers?(?:'s?)?(?:\s+information)?"
    r"|(?:(?:names?|names?\s+and\s+address(?:es)?|list|information)\s+(?:of|on|for|about|regarding)\s+)?(?:the\s+)?"
    r"(?:additional|other|joint|further)\s+(?:reporting|filing)\s+(?:persons?|owners?|part(?:y|ies))"
    r"(?:\s+information)?(?:\s*\(?cont\S*)?)\W*$",
    re.IGNORECASE,
)
_LABELS = (
    (
        "name",
        re.compile(
            r"(?:full\s+)?names?(?:\s+of\s+(?:the\s+)?(?:joint|reporting|additional|filing|other)[^:]{0,30})?\s*:",
            re.IGNORECASE,
        ),
    ),
    (
        "address",
        re.compile(r"(?:(?:business|mailing|street)\s+)?address(?:es)?[^:,\d]{0,30}:", re.IGNORECASE),
    ),
    ("signature", re.compile(r"signature(?:\s+of\s+reporting\s+person)?\s*:", re.IGNORECASE)),
    (
        "said",
        re.compile(
            r"(?:designated\s+(?:filer|reporting)|issuer\b|(?:ticker|trading)\s|symbol\s*:|statement\s+for|period\b"
            r"|date\b|requiring\s|reporting\s+person\s*:|filer\s*:)[^:]{0,60}:?",
            re.IGNORECASE,
        ),
    ),
    ("more", re.compile(r"[A-Za-z][A-Za-z .,&'()/-]{1,50}:(?=\s|$)")),
)
"""The labels on a page of a joint filer, by what stands behind them; "said" is what the form says already."""

_NUMBER = re.compile(r"\(?\d{1,2}[.)]")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]\s+")
_SIGNED = re.compile(r"^\W*(?:/s/|s/|by\s*:)", re.IGNORECASE)
_REACH = 8


class Further(Struct):
    """Owners told, lines that belong to none of them, and texts that say again what the form says."""

    owners: list[Owner]
    strays: list[str]
    again: list[str]


def parted(lines: list[Line]) -> tuple[list[Line], Further]:
    """Take further reporting persons out of `lines`, those below the tables; return the other lines."""
    further = Further([], [], [])
    begin = _begin(lines)
    if begin is None:
        return lines, further
    kept, page = lines[:begin], lines[begin:]
    while page and _HEADINGS.match(page[0].text.strip()):
        page = page[1:]
    if _begins_box(page):
        return [*kept, *_boxes(page, further)], further
    if any(_label(line) == "name" for line in page):
        return [*kept, *_labelled(page, further)], further
    return [*kept, *_listed(page, further)], further


def _begin(lines: list[Line]) -> int | None:
    for n, line in enumerate(lines):
        if _HEADINGS.match(line.text.strip()):
            return n
        if _label(line) == "name" and any(_label(other) == "address" for other in lines[n + 1 : n + _REACH]):
            return n
        if _begins_box([line]):
            return n
    return None


def _begins_box(page: list[Line]) -> bool:
    first = next((line.text.strip() for line in page if line.said), "")
    found = ITEM_CAPTIONS[0].beginning.match(first)
    return found is not None and first[found.end() :].lower().lstrip().startswith("reporting")


# --- box 1 once more --------------------------------------------------------------------------------------


def _boxes(page: list[Line], further: Further) -> list[Line]:
    """Read copies of box 1; return the signatures between them."""
    kept: list[Line] = []
    starts = [n for n in range(len(page)) if _begins_box(page[n : n + 1])]
    for begin, end in zip(starts, [*starts[1:], len(page)], strict=True):
        at = next((n for n in range(begin, end) if _signs(page[n])), end)
        found = items.boxes_of(page[begin:at])
        for name, boxes in found.items():
            for box in boxes:
                if name == "owner" and box.text:
                    further.owners.append(owner_in(box))
                else:
                    further.again.append(box.text)
        kept.extend(page[at:end])
    return kept


def _signs(line: Line) -> bool:
    return bool(_SIGNED.match(line.text.strip()) or SIGNATURE.search(line.text))


# --- labelled lines ---------------------------------------------------------------------------------------


def _label(line: Line) -> str | None:
    if not line.said:
        return None
    text = _NUMBERED.sub("", line.text.strip())
    return next((kind for kind, label in _LABELS if label.match(text)), None)


def _labelled(page: list[Line], further: Further) -> list[Line]:
    """Read pages of labelled lines; return the signatures on them."""
    kept: list[Line] = []
    rows: dict[str, list[list[Piece]]] = {}
    kind: str | None = None
    signs = False
    for line in page:
        label = _label(line)
        if label == "name":
            _finish(rows, further)
            rows, signs = {}, False
        if label is not None:
            kind = label
            signs = signs or label == "signature"
        elif _signs(line):
            signs = True
        if signs:
            kept.append(line)
            continue
        if not line.said:
            # A blank line ends an entry, but not the address below its label.
            kind = kind if kind and not rows.get(kind) else None
            continue
        if _HEADINGS.match(line.text.strip()):
            continue
        pieces = _behind_label(line, label)
        if kind in ("name", "address"):
            if pieces:
                rows.setdefault(kind, []).append(pieces)
        elif kind == "said":
            further.again.append(" ".join(piece.text for piece in pieces))
        elif pieces:
            further.strays.append(line.text.strip())
    _finish(rows, further)
    return kept


def _behind_label(line: Line, label: str | None) -> list[Piece]:
    pieces = list(line.said)
    if label is None:
        return pieces
    if (number := _NUMBERED.match(f"{pieces[0].text} ")) is not None:
        pieces = _cut(pieces, number.end())
    pattern = next(pattern for kind, pattern in _LABELS if kind == label)
    if pieces and (match := pattern.match(pieces[0].text)) is not None:
        return _cut(pieces, match.end())
    return pieces


def _cut(pieces: list[Piece], end: int) -> list[Piece]:
    rest = pieces[0].parted(pieces[0].left + end)[1] if end < len(pieces[0].text) else None
    return [*([rest] if rest is not None and rest.text else []), *pieces[1:]]


def _finish(rows: dict[str, list[list[Piece]]], further: Further) -> None:
    names, addresses = rows.get("name", []), rows.get("address", [])
    if names:
        further.owners.append(_owner(names, addresses))
    else:
        further.strays.extend(" ".join(piece.text for piece in row) for row in addresses)


# --- a list of names with addresses -----------------------------------------------------------------------


def _listed(page: list[Line], further: Further) -> list[Line]:
    """Read a list whose entries are parted by blank lines; return what follows it."""
    blocks: list[list[Line]] = [[]]
    end = len(page)
    for n, line in enumerate(page):
        if _signs(line):
            end = n
            break
        if line.said and not _HEADINGS.match(line.text.strip()):
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    for block in filter(None, blocks):
        if all(_is_head(piece.text) for line in block for piece in line.said):
            continue
        owners = _abreast(block)
        if owners:
            further.owners.extend(owners)
        else:
            further.strays.extend(line.text.strip() for line in block)
    return page[end:]


_HEAD = re.compile(r"names?|addresse?s?|names?\s+(?:and|&)\s+addresse?s?(?:\s+of\s+.{0,40})?", re.IGNORECASE)


def _is_head(text: str) -> bool:
    return bool(_HEAD.fullmatch(text.strip(" :*_")))


def _abreast(block: list[Line]) -> list[Owner]:
    """Return the owners of a block: one under another's lines, or several beside one another."""
    columns: dict[int, list[list[Piece]]] = {}
    for line in block:
        for piece in line.said:
            if (match := _NUMBERED.match(piece.text)) is not None:
                piece = piece.parted(piece.left + match.end())[1]
            if _is_head(piece.text) or _NUMBER.fullmatch(piece.text):
                continue
            at = next((left for left in columns if abs(left - piece.left) <= 4), piece.left)
            columns.setdefault(at, []).append([piece])
    stacks = [columns[left] for left in sorted(columns)]
    if len(stacks) == 2 and not _ends_in_place(stacks[0]) and _ends_in_place(stacks[1]):
        return [_owner(stacks[0], stacks[1])]
    if stacks and all(len(stack) > 1 and _ends_in_place(stack) for stack in stacks):
        return [_owner(stack[:1], stack[1:]) for stack in stacks]
    return []


def _ends_in_place(rows: list[list[Piece]]) -> bool:
    return bool(rows) and is_place(" ".join(piece.text for piece in rows[-1]))


# --- an owner from its lines ------------------------------------------------------------------------------


def _owner(names: list[list[Piece]], address: list[list[Piece]]) -> Owner:
    """Return an owner whose address stands in lines, or on one line with commas between."""
    pieces = tuple(piece for row in names for piece in row)
    name = Place(joined(piece.text for piece in pieces), pieces)
    if not address:
        return Owner(name, [], Place(), Place(), Place(), [])
    owner = owner_of(name, address[:-1], address[-1])
    if owner.city.text and "," not in owner.city.text:
        return owner
    return _on_one_line(name, address) or owner


def _on_one_line(name: Place, address: list[list[Piece]]) -> Owner | None:
    """Return an owner whose city stands behind the street, parted from it by a comma."""
    spans = tuple(address[-1])
    text = " ".join(piece.text for piece in spans)
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for count in range(1, min(4, len(parts))):
        place = known_place(", ".join(parts[-count:]))
        if place is None or "," in place[0]:
            continue
        piece = spans[0]
        row = Piece(text=", ".join(parts[-count:]), line=piece.line, left=piece.left, start=piece.start)
        owner = owner_of(name, address[:-1], [row])
        for told in (owner.city, owner.state, owner.zip_code):
            told.pieces = spans if told.text else ()
            told.repairs = (*told.repairs, *_of_line(text, told.text))
        owner.streets += [Place(part, spans, _of_line(text, part)) for part in parts[:-count]]
        return owner
    return None


def _of_line(line: str, part: str) -> tuple[Repair, ...]:
    why = "the address stands on one line, parted by commas"
    return (Repair(line, part, why),) if part else ()
