"""Box 1 and the relationship box of a reporting owner, where they stand on the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from section16.formats import captions
from section16.formats.sheet import Box, CheckBox, OwnerBoxes
from section16.model.reading import Repair, SeenStatus
from section16.model.states import STATES
from section16.reading.geometry.captions import Caption, first
from section16.reading.geometry.head import Label, Marks, Place, labels_in, right_edge, unused
from section16.reading.geometry.joining import Joined, joined, joined_lines, line_text
from section16.reading.geometry.paper import Paper, Token, lines_of
from section16.reading.geometry.scribe import Scribe
from section16.reading.geometry.titles import titles_in
from section16.reading.sheets import missing_box

_PLACES = {
    captions.CITY: "city",
    captions.STATE: "state",
    captions.ZIP: "zip_code",
    captions.NON_US_STATE: "non_us_state",
    captions.COUNTRY: "country",
}


def owner_in(scribe: Scribe, place: Place, path: str) -> OwnerBoxes:
    """Return box 1: over each caption stands what it asks for."""
    paper = scribe.paper
    stood = {
        text: first(paper, text, place.area, least=0.99) for text in (*captions.NAME_PARTS, captions.STREET)
    }
    last, street = stood[captions.NAME_PARTS[0]], stood[captions.STREET]
    if last is None or street is None:
        raise missing_box(captions.STREET if last else captions.NAME_PARTS[0])
    under = (street.top, place.bottom, place.left, place.right)
    named = [caption for text in _PLACES if (caption := first(paper, text, under, least=0.75))]
    is_captioned = any(caption.text == captions.CITY for caption in named)
    if not is_captioned and not paper.doubtful:
        raise missing_box(captions.CITY)
    for caption in (*filter(None, stood.values()), *named):
        caption.use()
    edge = right_edge(paper, place)
    name = scribe.take(f"{path}.name", unused(paper, place, bottom=last.top), edge)
    streets = _streets(paper, unused(paper, place, last.bottom - 2, street.top), edge)
    texts = []
    for position, (tokens, told) in enumerate(streets):
        texts.append(
            scribe.note(f"{path}.address.street_{position + 1}", tokens, told) if position < 2 else told.text
        )
    return OwnerBoxes(
        name=name,
        cik="",
        streets=tuple(texts),
        places=tuple(
            _places(scribe, place, street, named, f"{path}.address")
            if is_captioned
            else _unread_places(scribe, f"{path}.address")
        ),
        relationship=(),
        officer_title="",
        other_text="",
    )


def _unread_places(scribe: Scribe, path: str) -> Iterator[Box]:
    """Yield city, state and ZIP as unread: the captions that part them were not recognised."""
    for caption in (captions.CITY, captions.STATE, captions.ZIP):
        scribe.transcript.unread(f"{path}.{_PLACES[caption]}", _UNRECOGNISED)
        yield Box(caption, "")


_UNRECOGNISED = "the caption below it was not recognised in the picture"


def _streets(paper: Paper, tokens: Sequence[Token], edge: float | None) -> list[tuple[list[Token], Joined]]:
    """Return the lines of the street; a line that the next word would not have fitted goes on below."""
    grouped: list[list[list[Token]]] = []
    for line in lines_of(tokens):
        if grouped and _goes_on(paper, grouped[-1][-1], line, edge):
            grouped[-1].append(line)
        else:
            grouped.append([line])
    while len(grouped) > 2:  # box 1 has room for two lines of an address; none is dropped
        at = min(range(1, len(grouped)), key=lambda n: _apart(grouped[n - 1][-1], grouped[n], edge))
        grouped[at - 1] += grouped.pop(at)
    told = []
    for group in grouped:
        joint = joined_lines(paper, group, edge)
        if len(group) > 1 and not paper.blanks_stored:
            apart = "; ".join(map(line_text, group))
            joint = Joined(joint.text, joint.doubt or "the lines may be two of the address", (apart,))
        told.append(([token for line in group for token in line], joint))
    return told


def _apart(before: list[Token], after: list[list[Token]], edge: float | None) -> tuple[float, float]:
    """Return how clearly two lines are two of the address: by their distance, then by the room left."""
    room = (edge or before[-1].right) - before[-1].right
    return round(after[0][0].middle - before[0].middle), room - (after[0][0].right - after[0][0].left)


def _goes_on(paper: Paper, before: list[Token], line: list[Token], edge: float | None) -> bool:
    if paper.blanks_stored:
        letter = (line[0].right - line[0].left) / max(1, len(line[0].text))
        return before[-1].word.blank_after or (edge is not None and edge - before[-1].right < letter)
    if edge is None or line[0].middle - before[0].middle > 1.16 * before[0].size:
        return False
    return edge - before[-1].right < line[0].right - line[0].left + 0.2 * line[0].size


def _places(scribe: Scribe, place: Place, street: Caption, named: Sequence[Caption], path: str) -> list[Box]:
    """Return city, state, ZIP and what else is asked: each stands over its caption."""
    boxes: list[Box] = []
    rows: list[list[Caption]] = []
    for caption in named:  # in the order of the form, row by row
        if rows and caption.left > rows[-1][-1].right:
            rows[-1].append(caption)
        else:
            rows.append([caption])
    tops: list[tuple[float, float, float]] = [(street.bottom - 1, -1e9, 1e9)]
    for row in rows:
        lefts = [place.left, *(caption.left - 2.5 for caption in row[1:]), place.right]
        cells = []
        for caption, left, right in zip(row, lefts, lefts[1:], strict=False):
            top = max(bottom for bottom, begin, end in tops if begin < right and end > left)
            cells.append(
                [
                    token
                    for token in unused(scribe.paper, place, top, caption.top)
                    if left <= token.left < right
                ]
            )
        tokens = [token for cell in cells for token in cell]
        if any(
            token.left < left < token.right - 0.3 * token.size for token in tokens for left in lefts[1:-1]
        ):
            boxes.extend(_squeezed(scribe, row, tokens, path))
        else:
            for caption, cell in zip(row, cells, strict=True):
                right = min((c.left for c in named if c.left > caption.left + 9), default=place.right)
                edge = right - 5 if right < 1e8 else None
                item = f"{path}.{_PLACES[caption.text]}"
                text = scribe.take(item, cell, edge)
                seen = scribe.transcript.sightings.get(item)
                if caption.text == captions.STATE and text not in STATES and seen is not None:
                    code = "".join(filter(str.isalpha, text)).upper()
                    if scribe.paper.doubtful and code in STATES and not any(map(str.isdigit, text)):
                        repair = Repair(text, code, "the code of a state has two capitals and no more")
                        scribe.transcript.saw(
                            item, replace(seen, status=SeenStatus.REPAIRED, repairs=(*seen.repairs, repair))
                        )
                        text = code
                    else:
                        # It is typed as the state's description, and no surer than it was seen.
                        scribe.transcript.saw(f"{path}.state_description", seen)
                boxes.append(Box(caption.text, text))
        tops.extend(
            (caption.bottom - 1, left, right)
            for caption, left, right in zip(row, lefts, lefts[1:], strict=False)
        )
    return boxes


def _squeezed(scribe: Scribe, row: Sequence[Caption], tokens: Sequence[Token], path: str) -> list[Box]:
    """Return city, state and ZIP that do not stand over their captions: the state's code parts them."""
    state = max((t for t in tokens if t.text in STATES), key=lambda token: token.left, default=None)
    end = state.left if state else 1e9
    parts = {
        captions.CITY: [token for token in tokens if token.left < end],
        captions.STATE: [state] if state else [],
        captions.ZIP: [token for token in tokens if token.left > end],
    }
    why = "it does not stand over its caption; city and ZIP are parted by the state's code"
    boxes = []
    for caption in row:
        cell = parts.get(caption.text, [])
        told = joined(scribe.paper, cell).doubted(why)
        if cell:
            scribe.note(f"{path}.{_PLACES[caption.text]}", cell, told)
        boxes.append(Box(caption.text, told.text))
    return boxes


def relationship_in(scribe: Scribe, place: Place, path: str, marks: Marks, boxes: OwnerBoxes) -> OwnerBoxes:
    """Return `boxes` with what the relationship box says: four ticks, the title and the other text."""
    paper = scribe.paper
    ask = first(paper, captions.CHECK_ALL, place.area, least=0.9)
    if ask is not None:
        ask.use()
    labels = labels_in(paper, captions.RELATIONSHIPS, place.area, f"{path}.relationship.")
    found = {label.text for label in labels}
    lost = [(name, text) for name, text in captions.RELATIONSHIPS if text not in found]
    if lost and not paper.doubtful:
        raise missing_box(lost[0][1])
    for name, _ in lost:
        scribe.transcript.unread(f"{path}.relationship.{name}", "its label was not recognised in the picture")
    ticks: dict[str, bool | None] = {text: None for _, text in lost}
    before = set(unused(paper, place))
    for label in labels:
        limit = max(
            (
                other.caption.right
                for other in labels
                if other.caption.right < label.caption.left and _level(other, label)
            ),
            default=place.left,
        )
        ticks[label.text] = marks.beside(label.path, label.caption, limit)
    spent = {token for token in before if token.used}
    title, other = titles_in(scribe, place, labels, ticks, spent, path)
    return replace(
        boxes,
        relationship=tuple(CheckBox(text, ticks[text]) for _, text in captions.RELATIONSHIPS),
        officer_title=title,
        other_text=other,
    )


def _level(one: Label, other: Label) -> bool:
    return one.caption.top < other.caption.bottom + 4 and one.caption.bottom > other.caption.top - 4
