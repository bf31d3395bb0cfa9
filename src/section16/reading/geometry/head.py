"""The numbered boxes above the tables, found by their captions: what stands under each, up to the next one.

No place is fixed: a box reaches from its caption to the caption below it and to the one on its right, so
that the layouts of Forms 3, 4 and 5, of EDGAR and of this product, are read alike, with or without lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import CheckBox
from section16.model.reading import Repair, SeenStatus
from section16.model.values import Form
from section16.reading.geometry.captions import Area, Caption, first
from section16.reading.geometry.paper import Paper, Token
from section16.reading.geometry.scribe import RECOGNISED, Scribe
from section16.reading.pages import Ink, Recognised
from section16.reading.printed_values import tick_of
from section16.reading.sheets import missing_box
from section16.reading.transcript import Sighting

BOXES = ("owner", "issuer", "period", "original", "relationship", "filing")
"""The numbered boxes above the tables."""


_DATES = ("period", "original")


class Place(NamedTuple):
    """The place of a box: from its caption's top to what is below it, and from side to side."""

    caption: Caption
    top: float
    bottom: float
    left: float
    right: float

    @property
    def area(self) -> Area:
        """The place as an area."""
        return self.top, self.bottom, self.left, self.right


def caption_of(form: Form, name: str) -> str:
    """Return the caption of a numbered box."""
    if name == "owner":
        return captions.OWNER
    caption: str = getattr(WORDINGS[form], name)
    return caption


def places_of_boxes(paper: Paper, form: Form, bottom: float) -> dict[str, Place]:
    """Return the places of the numbered boxes above `bottom`; raise `MangledDocument` if one is missing.

    On a recognised page a box of a date may be missing: then its item is unread.
    """
    stood: dict[str, Caption] = {}
    for name in BOXES:
        caption = first(paper, caption_of(form, name), (-1e9, bottom, -1e9, 1e9), spoilt=True)
        if caption is None and paper.doubtful and name in _DATES:
            continue
        if caption is None:
            raise missing_box(caption_of(form, name))
        caption.use()
        stood[name] = caption
    return dict(zip(stood, places_among(list(stood.values()), bottom), strict=True))


def places_among(stood: Sequence[Caption], bottom: float) -> list[Place]:
    """Return the place of each caption: it ends where another one begins below it or on its right."""
    ends = [
        min(
            (
                other.top
                for other in stood
                if other.top >= caption.bottom - 1
                and other.left < caption.right
                and other.right > caption.left
            ),
            default=bottom,
        )
        for caption in stood
    ]
    return [
        Place(
            caption,
            caption.top - 1,
            end,
            caption.left - 0.6 * caption.size,
            min(
                (
                    other.left - 0.6 * other.size
                    for other, its_end in zip(stood, ends, strict=True)
                    if other.left >= caption.right - 1 and other.top < end - 3 and its_end > caption.top + 3
                ),
                default=1e9,
            ),
        )
        for caption, end in zip(stood, ends, strict=True)
    ]


def unused(paper: Paper, place: Place, top: float = -1e9, bottom: float = 1e9) -> list[Token]:
    """Return the tokens of a place that are not yet accounted for."""
    return [
        token
        for token in paper.between(max(top, place.top), min(bottom, place.bottom), place.left, place.right)
        if not token.used
    ]


def right_edge(paper: Paper, place: Place) -> float | None:
    """Return how far the texts of a box may reach: to the end of the lines inside it, or to its border."""
    inside = [
        right
        for y, left, right in paper.levels
        if place.caption.bottom < y < place.bottom - 8 and left >= place.left - 4 and right <= place.right + 4
    ]
    if inside:
        return max(inside)
    return place.right - 4 if place.right < 1e8 else None


def check_boxes(scribe: Scribe, form: Form, top: float, bottom: float, marks: Marks) -> Iterator[CheckBox]:
    """Yield the boxes to tick above the numbered ones; this edition may not have them all."""
    for attribute, text in WORDINGS[form].check_boxes:
        caption = first(scribe.paper, text, (top, bottom, -1e9, 1e9), least=0.6)
        if caption is not None:
            caption.use()
            yield CheckBox(text, marks.beside(attribute, caption, caption.left - 60))


class Label(NamedTuple):
    """A check box's attribute of the statement, its caption, and where that stands."""

    path: str
    text: str
    caption: Caption


def labels_in(paper: Paper, known: Sequence[tuple[str, str]], area: Area, prefix: str = "") -> list[Label]:
    """Return the labels of check boxes that stand in an area."""
    labels = []
    for attribute, text in known:
        caption = first(paper, text, area, least=0.9, spoilt=True)
        if caption is not None:
            caption.use()
            labels.append(Label(prefix + attribute if attribute else "", text, caption))
    return labels


_MARKS = frozenset(("X", "x", "☒", "☑", "✓", "✔", "☐", "Xx", "xX"))
"""What may stand in a check box."""

_LETTERS = ("X", "x", "Xx", "xX")
"""A mark read as a letter."""

_FRAMES = "[](){}|_"
"""What draws a check box with letters: [X], ( ), |_|."""

_CONFIDENT = 0.9


class Marks:
    """The check boxes of a form. An empty place is unticked only where marks can be seen at all: a form on
    which no box is ticked may be one whose marks are drawn in a way that is not understood.
    """

    def __init__(self, scribe: Scribe) -> None:
        self.scribe = scribe
        self.seen = 0
        self.empty: list[str] = []

    def beside(self, path: str, caption: Caption, limit: float) -> bool | None:
        """Return whether the box to the left of a caption, not farther left than `limit`, is ticked."""
        paper = self.scribe.paper
        page, box = paper.local(max(limit + 1, 0.0), caption.top, caption.left - 1, caption.bottom)
        if page.look is not None and box.right - box.left > 2:
            looked = page.look(box, Ink.MARK)
            near = self._mark(caption, limit)
            for token in near:
                token.used = True
            if looked.confidence >= _CONFIDENT:
                self.seen += 1
                if path:
                    self._looked(path, looked, near)
                return bool(looked.text)
            if path:
                self.scribe.transcript.unread(path, "the mark cannot be told from its picture")
            return None
        mark = self._mark(caption, limit)
        if not mark:
            if path:
                self.empty.append(path)
            return False
        self.seen += 1
        if path:
            self.scribe.take(path, mark)
        for token in mark:
            token.used = True
        return tick_of("".join(token.text for token in mark).strip(_FRAMES)[:1])

    def _looked(self, path: str, looked: Recognised, near: Sequence[Token]) -> None:
        """Note what a check box shows: a mark by its shape is confirmed where it is read as X, too."""
        twice = bool(looked.text) and any(token.text in _LETTERS for token in near)
        self.scribe.transcript.saw(
            path,
            Sighting(
                status=SeenStatus.CONFIRMED if twice else SeenStatus.REPAIRED,
                confidence=looked.confidence,
                spans=self.scribe.paper.span(near),
                repairs=() if twice else (Repair("", "", RECOGNISED),),
            ),
        )

    def _mark(self, caption: Caption, limit: float) -> list[Token]:
        """Return the mark of a caption, with its frame: the nearest on its left, within its height."""
        size = caption.size
        near = [
            token
            for token in self.scribe.paper.between(
                caption.top - 0.4 * size, caption.bottom + 0.4 * size, limit, caption.left + 1
            )
            if not token.used and (token.text in _MARKS or token.text.strip(_FRAMES) in ("", *_MARKS))
        ]
        if not near:
            return []
        first, middle = caption.tokens[0].middle, (caption.top + caption.bottom) / 2
        nearest = min(
            near,
            key=lambda token: (
                round(min(abs(token.middle - first), abs(token.middle - middle)) / size * 2),
                -token.right,
            ),
        )
        if nearest.text in _MARKS and "[" not in {token.text for token in near}:
            return [nearest]
        line = [token for token in near if abs(token.middle - nearest.middle) < 0.5 * nearest.size]
        return sorted(line, key=lambda token: token.left)

    def doubted(self, boxes: tuple[CheckBox, ...]) -> tuple[CheckBox, ...]:
        """Return the boxes, unknown where nothing tells that the marks of this form can be seen."""
        if self.seen:
            return boxes
        return tuple(CheckBox(box.caption, None) for box in boxes)

    def note_doubts(self) -> None:
        """Note every empty place as unread when no mark was seen on the whole form."""
        if not self.seen:
            for path in self.empty:
                self.scribe.transcript.unread(path, "no mark is seen in any box of this form")
