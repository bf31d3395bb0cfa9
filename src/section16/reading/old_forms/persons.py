"""Issuer and reporting person: boxes 1 and 2, the relationship and its titles, as the sheet has them."""

from __future__ import annotations

import re

from msgspec.structs import replace

from section16.formats import captions as modern
from section16.formats.sheet import Box, CheckBox, IssuerBox, OwnerBoxes, Sheet
from section16.reading.old_forms import captions, items
from section16.reading.old_forms.cells import spans_of
from section16.reading.old_forms.lines import Piece, joined
from section16.reading.old_forms.owner import Owner, Place, issuer_in, owner_in
from section16.reading.old_forms.ticks import Ticks, ticks_in
from section16.reading.transcript import Sighting, Transcript


def issuer_box(
    blank: Sheet, boxes: dict[str, list[items.Box]], transcript: Transcript, told: list[str]
) -> IssuerBox:
    """Return the issuer's box; further copies of it on later pages are noted in `told`."""
    if "issuer" not in boxes:
        transcript.unread("issuer.name", "the box of the issuer is not found")
        transcript.unread("issuer.trading_symbol", "the box of the issuer is not found")
        return blank.issuer
    name, symbol = issuer_in(boxes["issuer"][0])
    _saw(transcript, "issuer.name", name)
    _saw(transcript, "issuer.trading_symbol", symbol)
    told.extend(box.text for box in boxes["issuer"][1:])
    return replace(blank.issuer, name=name.text, symbol=symbol.text)


def _saw(transcript: Transcript, path: str, place: Place, *, confidence: float | None = None) -> None:
    if place.text:
        transcript.saw(
            path, Sighting(spans=spans_of(place.pieces), repairs=place.repairs, confidence=confidence)
        )


def owners_in(
    blank: Sheet,
    boxes: dict[str, list[items.Box]],
    further: list[Owner],
    transcript: Transcript,
    told: list[str],
) -> tuple[OwnerBoxes, ...]:
    """Return box 1 and the relationship, then the further owners, of whom the form prints no relationship.

    Copies of box 1 on later pages are noted in `told`; one that names somebody else is of a further owner.
    """
    first = Owner(Place(), [], Place(), Place(), Place(), [])
    copies: list[Owner] = []
    if "owner" in boxes:
        first = owner_in(boxes["owner"][0])
        copies = [owner_in(box) for box in boxes["owner"][1:]]
    else:
        transcript.unread("owners[0].name", "the box of the reporting person is not found")
    ticks = _relationship(boxes, transcript)
    title, other = _titles(ticks, transcript)
    relationship = tuple(
        CheckBox(caption, ticks.said.get(attribute)) for attribute, caption in modern.RELATIONSHIPS
    )
    owners = [first]
    namesakes = {_named(first): [first]}
    for owner in (*copies, *further):
        alike = namesakes.setdefault(_named(owner), [])
        if not owner.name.text or any(_same_place(owner, known) for known in alike[:_MOST_ALIKE]):
            told.extend(piece.text for piece in _pieces(owner))
        else:
            owners.append(owner)
            alike.append(owner)
    out = [
        replace(
            _owner_boxes(blank, first, 0, transcript),
            relationship=relationship,
            officer_title=title,
            other_text=other,
        )
    ]
    for position, owner in enumerate(owners[1:], start=1):
        transcript.not_shown.add(f"owners[{position}].relationship")
        if not any((owner.streets, owner.city.text, owner.lost)):
            transcript.not_shown.add(f"owners[{position}].address")
        out.append(replace(_owner_boxes(blank, owner, position, transcript), relationship=()))
    return tuple(out)


def _pieces(owner: Owner) -> list[Piece]:
    places = (owner.name, *owner.streets, owner.city)
    return [*(piece for place in places for piece in place.pieces), *owner.lost]


_MOST_ALIKE = 20


def _named(owner: Owner) -> tuple[str, ...]:
    """Return the words of a name in whatever order: "Larch Pat" and "Pat Larch" are one person."""
    return tuple(sorted(_words([owner.name])))


def _same_place(one: Owner, other: Owner) -> bool:
    """Whether what is printed of two addresses may be of one."""
    zips = {owner.zip_code.text for owner in (one, other) if owner.zip_code.text}
    streets = [set(_words(owner.streets)) for owner in (one, other)]
    return len(zips) < 2 and (streets[0] <= streets[1] or streets[1] <= streets[0])


def _words(places: list[Place]) -> list[str]:
    return [word for place in places for word in re.findall(r"\w+", place.text.casefold())]


def _owner_boxes(blank: Sheet, owner: Owner, position: int, transcript: Transcript) -> OwnerBoxes:
    path = f"owners[{position}]"
    _saw(transcript, f"{path}.name", owner.name)
    for n, street in enumerate(owner.streets[:2], start=1):
        _saw(transcript, f"{path}.address.street_{n}", street)
    for attribute, place in (("city", owner.city), ("state", owner.state), ("zip_code", owner.zip_code)):
        _saw(transcript, f"{path}.address.{attribute}", place)
    if owner.lost and not owner.city.text:
        for attribute in ("city", "state", "zip_code"):
            transcript.unread(
                f"{path}.address.{attribute}",
                "city, state and ZIP cannot be told apart",
                *spans_of(owner.lost),
            )
    streets = [street.text for street in owner.streets]
    if len(streets) > 2:
        streets = [streets[0], joined(streets[1:])]
    return replace(
        blank.owners[0],
        name=owner.name.text,
        streets=tuple(streets),
        places=(
            Box(modern.CITY, owner.city.text),
            Box(modern.STATE, owner.state.text),
            Box(modern.ZIP, owner.zip_code.text),
        ),
    )


def _relationship(boxes: dict[str, list[items.Box]], transcript: Transcript) -> Ticks:
    rows = boxes["relationship"][0].rows if "relationship" in boxes else []
    ticks = ticks_in(rows, captions.RELATIONSHIP_LABELS)
    for attribute, _ in modern.RELATIONSHIPS:
        path = f"owners[0].relationship.{attribute}"
        if ticks.said.get(attribute) is None:
            why = "the mark of the box cannot be told" if attribute in ticks.said else "the box is not found"
            transcript.unread(path, why, *spans_of(ticks.spans.get(attribute, ())))
        else:
            transcript.saw(path, Sighting(spans=spans_of(ticks.spans.get(attribute, ()))))
    return ticks


_HINTS = re.compile(
    r"^\(?\s*(?:give\s+title|specify(?:\s+title)?|title|below|title\s+below|give|specify\s+below|give\s+title\s+below)"
    r"\s*(?:below)?\s*:?\)?[\s:]*$",
    re.IGNORECASE,
)


def _titles(ticks: Ticks, transcript: Transcript) -> tuple[str, str]:
    """Return the officer's title and the words beside "Other": what is neither mark, label nor caption."""
    rest = []
    for piece in ticks.rest:
        text = re.sub(
            r"(?i)^\(?(?:give\s+)?title\s+below\)?|^\(?specify\s+below\)?|^below\)|^title\b(?=\s*below)",
            "",
            piece.text,
        )
        text = text.strip(" _:-")
        if not text or _HINTS.match(piece.text) or re.fullmatch(r"[_\W]+", piece.text):
            continue
        if re.fullmatch(r"(?i)\(?check\s+all.*|applicable\)?", piece.text):
            continue
        lead = piece.text.find(text)
        rest.append(piece if lead <= 0 else piece.parted(piece.left + lead)[1])
    officer, other = ticks.labels.get("officer"), ticks.labels.get("other")
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in rest:
        sides[_belongs_to_other(piece, officer, other, ticks)].append(piece)
    texts = []
    for attribute, pieces in zip(("officer_title", "other_text"), sides, strict=True):
        place = Place(joined(re.sub(r"^[\s_:]+|[\s_]+$", "", piece.text) for piece in pieces), tuple(pieces))
        place.text = place.text.removeprefix("Title:").strip()
        _saw(transcript, f"owners[0].relationship.{attribute}", place)
        texts.append(place.text)
    if ticks.said.get("officer") and ticks.said.get("other") and texts[0] and not texts[1]:
        why = "Officer and Other are both ticked, but only one title is printed"
        transcript.unread("owners[0].relationship.other_text", why, *spans_of(sides[0]))
    return texts[0], texts[1]


def _belongs_to_other(piece: Piece, officer: Piece | None, other: Piece | None, ticks: Ticks) -> bool:
    if officer is None or other is None:
        return officer is None and other is not None
    if ticks.said.get("officer") and not ticks.said.get("other"):
        return False
    if ticks.said.get("other") and not ticks.said.get("officer"):
        return True
    if officer.line != other.line and abs(officer.left - other.left) < 8:
        return piece.line >= other.line
    middle = (officer.left + other.left) / 2
    return (piece.left > middle) == (other.left > officer.left)
