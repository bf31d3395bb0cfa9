"""Boxes 1 to 4 of a form in a text: the owners, the issuer, the dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from section16.formats import captions
from section16.formats.sheet import Box, IssuerBox, OwnerBoxes
from section16.reading.printed_values import day_of
from section16.reading.text.addresses import Town, streets_of, town_of
from section16.reading.text.anchors import Anchor, Zones
from section16.reading.text.healing import healed_town
from section16.reading.text.lines import Cell, joined, words_of
from section16.reading.text.noted import Noted
from section16.reading.text.zips import state_of_zip
from section16.reading.transcript import Transcript

_SYMBOL = re.compile(r"(?P<name>.*?)\s*\[\s*(?P<symbol>[^\[\]]{0,40}?)\s*\]?\s*$", re.DOTALL)


_ASIDE = re.compile(r"(?<=\]) ?\(Check all.{0,14}$")


def issuer_of(zones: Zones, noted: Noted, caption: str) -> IssuerBox:
    """Return the issuer's box: name, and symbol in square brackets."""
    blank = IssuerBox(caption=caption, name="", symbol="", foreign_symbol="", cik="")
    anchors = zones.of("issuer")
    if not anchors:
        return _by_brackets(zones, noted, caption) or _without_issuer(noted, caption, blank)
    pieces = _until_symbol(zones.after(anchors[0]))
    if not pieces:
        return blank
    text = _ASIDE.sub("", words_of(joined(pieces))).replace("☒", "[X]").replace("☐", "[ ]")
    match = _SYMBOL.fullmatch(text)
    if match is None or "[" not in text:
        noted.exact("issuer.name", *pieces)
        noted.unread("issuer.trading_symbol", "no text in square brackets follows the issuer's name", *pieces)
        return IssuerBox(caption=caption, name=text, symbol="", foreign_symbol="", cik="")
    for path in ("issuer.name", "issuer.trading_symbol"):
        noted.exact(path, *pieces)
    return IssuerBox(
        caption=caption, name=match["name"], symbol=match["symbol"].strip(), foreign_symbol="", cik=""
    )


_BRACKETED = re.compile(r"(?P<name>[^\[\]|\t\n]{2,120}?)\s*\[\s*(?P<symbol>[A-Z0-9.\- ]{1,12}?)\s*\]")


def _by_brackets(zones: Zones, noted: Noted, caption: str) -> IssuerBox | None:
    """Return the issuer told by the symbol in square brackets alone, where its caption is lost."""
    found = [
        (cell, match)
        for line in zones.lines
        for cell in line.filled
        if (match := _BRACKETED.search(cell.words)) and match["symbol"] != "X"
    ]
    if len(found) != 1:
        return None
    ((cell, match),) = found
    for path, value in (("issuer.name", match["name"]), ("issuer.trading_symbol", match["symbol"])):
        why = f"the caption {caption!r} is lost; this is the only text with a symbol in square brackets"
        noted.repaired(path, cell.words, value, why, cell, confidence=0.7)
    return IssuerBox(caption=caption, name=match["name"], symbol=match["symbol"], foreign_symbol="", cik="")


def _without_issuer(noted: Noted, caption: str, blank: IssuerBox) -> IssuerBox:
    _lost(noted, caption, "issuer.name", "issuer.trading_symbol")
    return blank


def _until_symbol(pieces: list[Cell]) -> list[Cell]:
    """Return the pieces up to the one that closes the symbol's brackets."""
    for number, piece in enumerate(pieces):
        if "]" in piece.text:
            return pieces[: number + 1]
    return pieces


def _lost(noted: Noted, caption: str, *paths: str) -> None:
    for path in paths:
        noted.unread(path, f"the caption {caption!r} is not in the text")


def day_box(zones: Zones, noted: Noted, name: str, path: str, caption: str) -> Box:
    """Return a box that holds a date or nothing."""
    anchors = zones.of(name)
    if not anchors:
        _lost(noted, caption, path)
        return Box(caption, "")
    pieces = zones.after(anchors[0])
    for piece in pieces:
        if day_of(piece.words):
            noted.exact(path, piece)
            return Box(caption, piece.words)
    for piece in pieces:
        if match := re.search(r"\b\d{1,2}/\d{1,2}/\d{4}\b", piece.words):
            noted.repaired(
                path,
                piece.words,
                match[0],
                "other text stands in the same stretch; the only date in it is this box's",
                piece,
                confidence=0.85,
            )
            return Box(caption, match[0])
    if pieces and re.search(r"\d", joined(pieces[:1])):
        noted.unread(path, "what stands in the box is no date", *pieces[:1])
    return Box(caption, "")


class FoundOwner(NamedTuple):
    """Box 1 of an owner, and the caption of the relationship box printed beside it, if there is one."""

    boxes: OwnerBoxes
    relationship: Anchor | None


def owners_of(zones: Zones, noted: Noted, issuer: str, *, below: bool = False) -> list[FoundOwner]:
    """Return box 1 of every reporting owner, without their relationships.

    EDGAR prints every owner of a joint filing again below the tables, the first one too; `below`, only those
    are read.
    """
    anchors = zones.of("owner")[below:]
    found: list[FoundOwner] = []
    for number, anchor in enumerate(anchors):
        limit = anchors[number + 1].start if number + 1 < len(anchors) else len(zones.shown)
        beside = [other for other in zones.of("relationship") if anchor.start < other.start < limit]
        name = joined(zones.after(anchor))
        if len(found) == 1 and not (beside or below) and name == found[0].boxes.name:
            owner = _owner(zones, Noted(noted.plain, Transcript()), anchor, limit, "", issuer)
            noted.transcript.repeated += (name, *owner.streets, *(place.text for place in owner.places))
            continue
        owner = _owner(zones, noted, anchor, limit, f"owners[{len(found)}]", issuer)
        found.append(FoundOwner(owner, beside[0] if beside else None))
    if not found and not below:
        for attribute in ("name", "address.street_1", "address.city", "address.state", "address.zip_code"):
            noted.unread(f"owners[0].{attribute}", f"the caption {captions.OWNER!r} is not in the text")
    return found


def further_owner(zones: Zones, noted: Noted, path: str, issuer: str) -> OwnerBoxes:
    """Return box 1 of an owner that has `zones` of its own, its relationship unknown."""
    return _owner(zones, noted, zones.anchors[0], len(zones.anchors), path, issuer)


def _owner(zones: Zones, noted: Noted, anchor: Anchor, limit: int, path: str, issuer: str) -> OwnerBoxes:
    def part(*names: str) -> Anchor | None:
        return next(
            (
                found
                for found in zones.anchors
                if found.name in names and found.start > anchor.end and found.start < limit
            ),
            None,
        )

    name = zones.after(anchor)
    name_parts, street = part("name_parts"), part("street")
    streets = zones.after(name_parts, across=_follows(zones, name_parts, "street")) if name_parts else []
    if not streets and name_parts and street and _follows(zones, name_parts, "street"):
        streets = _between(zones, name_parts, street)
    town = zones.after(street, across=True) if street else []
    city, state = part("city"), part("state")
    if town and city and state and _follows(zones, city, "state"):
        town += [*zones.after(city), *zones.after(state)]  # "WESTON", "(City)", "MA", "(State)"
    if name_parts is None and street is None:
        name, streets, town = _without_captions(name)
    lines = streets_of(streets, issuer)
    if any(piece.wrapped for piece in name):
        why = "the name may go on in the next line, which may also be the street"
        noted.repaired(f"{path}.name", joined(name[:1]), joined(name), why, *name, confidence=0.85)
    else:
        noted.exact(f"{path}.name", *name)
    for line, cells, attribute in zip(lines.lines, lines.cells, ("street_1", "street_2"), strict=False):
        if lines.why:
            sure = 0.65 if any(cell.start in noted.healed for cell in streets) else 0.9
            where = f"{path}.address.{attribute}"
            noted.repaired(where, joined(streets), line, lines.why, *cells, confidence=sure)
        else:
            noted.exact(f"{path}.address.{attribute}", *cells)
    return OwnerBoxes(
        name=joined(name),
        cik="",
        streets=lines.lines,
        places=tuple(_town(noted, town, f"{path}.address")),
        relationship=(),
        officer_title="",
        other_text="",
    )


def _between(zones: Zones, first: Anchor, last: Anchor) -> list[Cell]:
    """Return the lines without cells between two captions that stand in lines of cells."""
    within = [line for line in zones.lines if line.start > first.end and line.end < last.start]
    within = [line for line in within if not line.rule and line.filled]
    if any(line.divided for line in within):
        return []
    return [cell for line in within for cell in line.filled]


def _follows(zones: Zones, anchor: Anchor, name: str) -> bool:
    place = zones.anchors.index(anchor)
    return place + 1 < len(zones.anchors) and zones.anchors[place + 1].name == name


def _without_captions(pieces: list[Cell]) -> tuple[list[Cell], list[Cell], list[Cell]]:
    """Divide a box that lost its small captions: the name, the streets, and the town at its end."""
    named = 1
    while (
        named < len(pieces) and pieces[named].wrapped and not re.match(r"\d|C/O|P\.?O", pieces[named].words)
    ):
        named += 1
    for number in range(len(pieces) - 1, named - 1, -1):
        if town_of(pieces[number].words):
            return pieces[:named], pieces[named:number], pieces[number : number + 1]
    return pieces[:named], pieces[named:], []


def _town(noted: Noted, pieces: list[Cell], path: str) -> Iterator[Box]:
    attributes = ("city", "state", "zip_code")
    printed = (captions.CITY, captions.STATE, captions.ZIP)
    values: tuple[str, ...]
    if not pieces:
        yield from (Box(caption, "") for caption in printed)
        return
    text = joined(pieces)
    town = town_of(text)
    healed = healed_town(pieces) if town is None or _odd(town) else None
    if healed is not None:
        values = healed.values
        for attribute, value in zip(attributes, values, strict=True):
            if attribute in healed.repairs:
                before, why, confidence = healed.repairs[attribute]
                noted.repaired(f"{path}.{attribute}", before, value, why, *pieces, confidence=confidence)
            else:
                noted.exact(f"{path}.{attribute}", *pieces)
    elif town is not None and _odd(town) and len(pieces) > 1:
        values = town[:3]
        for attribute, value in zip(attributes, values, strict=True):
            why = "the pieces of the town's line do not agree with its ZIP code"
            noted.repaired(f"{path}.{attribute}", text, value, why, *pieces, confidence=0.4)
    elif town is not None:
        values = town[:3]
        for attribute in attributes:
            noted.exact(f"{path}.{attribute}", *pieces)
    else:
        values = (text, "", "")
        why = "no state's code and ZIP are found after the town"
        noted.repaired(f"{path}.city", text, text, why, *pieces, confidence=0.5)
        for attribute in attributes[1:]:
            noted.unread(f"{path}.{attribute}", why, *pieces)
    yield from (Box(caption, value) for caption, value in zip(printed, values, strict=True))


def _odd(town: Town) -> bool:
    """Whether a town's line holds what none does: a lone bracket, a digit in a word, another state's ZIP."""
    city = town.city
    if city.count("(") != city.count(")") or re.search(r"[A-Za-z]\d|\d[A-Za-z]|[|!\[\]{}]", city):
        return True
    return (
        state_of_zip(town.zip_code) not in (None, town.state)
        and re.fullmatch(r"\d{5}.*", town.zip_code) is not None
    )
