"""Box 1, the reporting person's name and address, and the issuer's box."""

from __future__ import annotations

import re

from msgspec import Struct

from section16.model.reading import Repair
from section16.model.states import STATES
from section16.reading.old_forms.items import Box
from section16.reading.old_forms.lines import Piece, joined
from section16.reading.old_forms.values import state_text


class Place(Struct):
    """A text of box 1 or 2, the pieces it stands in, and what was changed."""

    text: str = ""
    pieces: tuple[Piece, ...] = ()
    repairs: tuple[Repair, ...] = ()


class Owner(Struct):
    """Box 1; `lost` are pieces that could not be told apart."""

    name: Place
    streets: list[Place]
    city: Place
    state: Place
    zip_code: Place
    lost: list[Piece]


_LAST = re.compile(
    r"\(?\s*last\b.{0,12}\s*(?:\(?\s*first\b)?|\(\s*first\s*\)|\(\s*(?:middle|m\.?i\.?|initial)\s*\)",
    re.IGNORECASE,
)
_STREET = re.compile(r"^\(?\s*street\s*(?:address)?\s*\)?$|\(\s*street\s*\)", re.IGNORECASE)
_CITY = re.compile(
    r"\(\s*city\b|^\(?city\)?$|\(\s*state\b|\(\s*zip\b|^\(?(?:state|zip(?:\s*code)?)\)?$", re.IGNORECASE
)
_ZIP = r"(?P<zip>\d{5}(?:\s?-\s?\d{4})?)"
_PLACE = re.compile(rf"(?P<city>[^\d,][^,]*?)[\s,]+(?P<state>[A-Za-z][A-Za-z. ]*?)\.?[\s,]+{_ZIP}")
_CITY_COMMA = re.compile(rf"(?P<city>.+?)\s*,\s*(?P<state>[A-Za-z][A-Za-z. ]*?)\.?[\s,]+{_ZIP}")
_ABROAD = re.compile(
    r"(?P<city>[^,]+?)\s*,\s*(?P<state>[A-Z][A-Z0-9])\s+(?P<zip>(?=.*\d)[A-Z0-9][A-Z0-9 -]{2,9})"
)
_CARE = re.compile(r"^(?:c/o|\d|p\.?\s?o\.?\s+box|one\s|two\s|suite)", re.IGNORECASE)


def owner_in(box: Box) -> Owner:
    """Return what box 1 says: the captions (Last), (Street), (City) part it; without them its lines do."""
    name_rows: list[list[Piece]] = []
    street_rows: list[list[Piece]] = []
    place_rows: list[list[Piece]] = []
    waiting: list[list[Piece]] = []
    captioned = False
    for row in box.said:
        kinds = [_kind(piece.text) for piece in row]
        kind = next((kind for kind in kinds if kind), None)
        values = [piece for piece, caption in zip(row, kinds, strict=True) if not caption]
        if kind is None:
            waiting.append(row)
            continue
        captioned = True
        if values:
            values = [stripped for piece in values if (stripped := piece)]
            waiting.append(values)
        {"last": name_rows, "street": street_rows, "city": place_rows}[kind].extend(waiting)
        waiting = []
    lost: list[Piece] = []
    if captioned:
        if not place_rows and waiting:
            place_rows, waiting = waiting, []
        lost.extend(piece for row in waiting for piece in row)
    else:
        name_rows, street_rows, place_rows = _by_lines(waiting)
    if not street_rows and len(place_rows) > 1:
        street_rows, place_rows = place_rows[:-1], place_rows[-1:]
    if len(place_rows) > 1:
        street_rows, place_rows = [*street_rows, *place_rows[:-1]], place_rows[-1:]
    if len(name_rows) > 1 and captioned:
        begin = next((n for n, row in enumerate(name_rows) if n and _CARE.match(row[0].text)), None)
        if begin is not None:
            street_rows = [*name_rows[begin:], *street_rows]
            name_rows = name_rows[:begin]
    pieces = tuple(piece for row in name_rows for piece in row)
    owner = owner_of(
        Place(joined(piece.text for piece in pieces), pieces),
        street_rows,
        place_rows[0] if place_rows else [],
    )
    owner.lost[:0] = lost
    return owner


def owner_of(name: Place, streets: list[list[Piece]], place: list[Piece]) -> Owner:
    """Return the owner of a name, lines of streets, and the line of city, state and ZIP."""
    city, state, zip_code, lost = _place_in(place)
    return Owner(
        name=name,
        streets=[Place(joined(piece.text for piece in row), tuple(row)) for row in streets],
        city=city,
        state=state,
        zip_code=zip_code,
        lost=lost,
    )


def _kind(text: str) -> str | None:
    if _LAST.search(text) and ("(" in text or len(text) < 30):
        return "last"
    if _STREET.search(text):
        return "street"
    return "city" if _CITY.search(text) else None


def _by_lines(rows: list[list[Piece]]) -> tuple[list[list[Piece]], list[list[Piece]], list[list[Piece]]]:
    """Part an address without captions: the name first, the place last, streets between."""
    end = next(
        (n for n in range(len(rows) - 1, 0, -1) if is_place(" ".join(p.text for p in rows[n]))),
        max(1, len(rows) - 1) if len(rows) > 2 else len(rows),
    )
    return rows[:1], rows[1:end], rows[end : end + 1]


def is_place(text: str) -> bool:
    """Whether a line ends with a ZIP code, or says city and state."""
    return bool(re.search(r"\d{5}(?:-\d{4})?\s*$", text)) or ("," in text and known_place(text) is not None)


def _place_in(row: list[Piece]) -> tuple[Place, Place, Place, list[Piece]]:
    if not row:
        return Place(), Place(), Place(), []
    if len(row) >= 3 and not any(_PLACE.fullmatch(piece.text) for piece in row):
        *city, state, zip_code = row
        return (
            _city(joined(p.text for p in city), tuple(city)),
            _state(state.text.rstrip(","), state),
            Place(zip_code.text, (zip_code,)),
            [],
        )
    text = " ".join(piece.text for piece in row)
    spans = tuple(row)
    match = known_place(text)
    if match is None:
        return Place(), Place(), Place(), list(row)
    city_text, state_name, zip_text = match
    tidy = re.sub(r"(?<=\d)\s*-\s*(?=\d)", "-", zip_text)
    if not tidy:
        place = _state(state_name, row[0])
        place.pieces = spans
        return _city(city_text, spans), place, Place(), []
    repairs = (Repair(zip_text, tidy, "blanks stand within the number"),) if tidy != zip_text else ()
    place = _state(state_name, row[0])
    place.pieces = spans
    return _city(city_text, spans), place, Place(tidy, spans, repairs), []


def _city(text: str, spans: tuple[Piece, ...]) -> Place:
    """Return the city without the comma that parts it from the state."""
    bare = text.rstrip(", ")
    return Place(bare, spans, (Repair(text, bare, "the comma parts city and state"),) if bare != text else ())


def known_place(text: str) -> tuple[str, str, str] | None:
    """Return city, state and ZIP; the state must be one, by its code or its name."""
    if (match := _CITY_COMMA.fullmatch(text)) and state_text(match["state"]).text in STATES:
        return match["city"], match["state"], match["zip"]
    if (match := _ABROAD.fullmatch(text)) and match["state"] in STATES:
        return match["city"], match["state"], match["zip"]
    match = re.fullmatch(rf"(?P<rest>.+?)(?:[\s,]+{_ZIP})?", text)
    if match is None:
        return None
    words = match["rest"].split()
    for count in (3, 2, 1):
        state = " ".join(words[-count:])
        if len(words) > count and state_text(state).text in STATES:
            return " ".join(words[:-count]), state, match["zip"] or ""
    return None


def _state(text: str, piece: Piece) -> Place:
    printed = state_text(text)
    return Place(printed.text, (piece,), printed.repairs)


_SYMBOL = re.compile(
    r"^(?P<name>.+?)(?:\s+[-\u2013\u2014/]{1,2}|[,;])?\s*"
    r"(?:\(\s*[\"']?(?P<round>(?:(?:nasdaq|nyse|amex|NASDAQ|NYSE|AMEX|Nasdaq|OTC|OTC ?BB)[^:()]{0,12}:\s*)?"
    r"[A-Z0-9.\- /:,]{1,14}|n/?a|none)[\"']?\s*\)"
    r"|\[\s*(?P<square>[^\]]{0,20}?)\s*\]"
    r"|[\"'](?P<quoted>[A-Z.]{1,6})[\"'])\s*$",
    re.DOTALL,
)
_LABELLED = re.compile(
    r"^(?P<name>.+?)[\s,;(/-]+(?:(?:ticker|trading|stock)\s+(?:or\s+trading\s+)?symbol|ticker|symbol|nasdaq(?:\s+nm)?|nyse|amex)\s*:?\s*"
    r"[\"'(]?(?P<symbol>[A-Z][A-Z0-9.]{0,7})[\"')]{0,2}$",
    re.IGNORECASE,
)
_BARE = re.compile(r"^(?P<name>.*\S)\s*(?:[-\u2013\u2014/;]|\s)\s*(?P<symbol>[A-Z]{2,5}(?:\.[A-Z])?)$")


def _bare(name: str) -> str:
    return re.sub(r"\s+[-\u2013\u2014/]+$|[\s,;]+$", "", name)


def _symbol(text: str, spans: tuple[Piece, ...]) -> Place:
    """Return the symbol without the exchange in front of it."""
    text = text.strip()
    bare = re.sub(r"(?i)^(?:nasdaq|nyse|amex|otc)[^:]*:\s*", "", text)
    repairs = (Repair(text, bare, "the exchange stands before the symbol"),) if bare != text else ()
    return Place(bare, spans, repairs)


def issuer_in(box: Box) -> tuple[Place, Place]:
    """Return the issuer's name and its symbol, which stands behind it in brackets, after a dash or apart."""
    rows = box.said
    pieces = [piece for row in rows for piece in row]
    text = joined(piece.text for piece in pieces)
    spans = tuple(pieces)
    for pattern in (_SYMBOL, _LABELLED):
        if match := pattern.match(text):
            groups = match.groupdict()
            symbol = next(
                (groups[key] for key in ("round", "square", "quoted", "symbol") if groups.get(key)), ""
            )
            return Place(_bare(match["name"]), spans), _symbol(symbol, spans)
    if len(pieces) > 1 and re.fullmatch(r"[A-Z][A-Z0-9.]{0,6}", pieces[-1].text):
        name = joined(piece.text for piece in pieces[:-1])
        return Place(_bare(name), spans[:-1]), Place(pieces[-1].text, spans[-1:])
    if match := re.match(
        r"^(?P<name>.*\S)\s+[-\u2013\u2014/]{1,2}\s*(?P<symbol>[A-Z]{1,5}(?:\.[A-Z])?)$", text
    ):
        return Place(match["name"], spans), Place(match["symbol"], spans)
    return Place(text, spans), Place()
