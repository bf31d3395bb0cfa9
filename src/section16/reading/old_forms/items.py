"""The numbered boxes above the tables: their captions found, and the lines that stand in each.

The boxes lie beside and under one another without lines that a program could trust, so that each is what
stands below its caption, to the right of it, and left of the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from section16.reading.old_forms.captions import FINE_PRINT, ITEM_CAPTIONS, REMINDER, ItemCaption
from section16.reading.old_forms.lines import Line, Piece

_NEAR = 9
"""How far from a box's left edge the caption of the box under it may begin, in characters."""


class Box(Struct):
    """A numbered box: its item, and its pieces line by line, without the caption."""

    item: str
    left: int
    rows: list[list[Piece]]

    @property
    def said(self) -> list[list[Piece]]:
        """The lines of the box that have a text."""
        return [said for row in self.rows if (said := [piece for piece in row if piece.text])]

    @property
    def text(self) -> str:
        """What stands in the box, its lines joined by blanks."""
        return " ".join(piece.text for row in self.said for piece in row)


class _Found(Struct):
    at: int
    end: int
    caption: ItemCaption


class _Strip(Struct):
    """A part of the page's width, and the box that lies there at present."""

    left: int
    right: int
    box: Box | None


_FAR = 10_000


def boxes_of(lines: Iterable[Line]) -> dict[str, list[Box]]:
    """Return the numbered boxes on `lines`, by item; an item has several boxes where a page repeats it."""
    found: dict[str, list[Box]] = {}
    strips: list[_Strip] = [_Strip(0, _FAR, None)]
    by_wall: dict[object, Box] = {}
    for line in lines:
        text = line.text
        if (FINE_PRINT.search(text) or REMINDER.search(text)) and not any(
            caption.beginning.search(text) for caption in ITEM_CAPTIONS
        ):
            continue
        captions = _captions(line)
        if _wide(line) and not captions:
            for strip in strips:
                if strip.box is not None and _filled(strip.box):
                    strip.box = None
        pieces = _cut(line.pieces, [caption.at for caption in captions])
        for caption in captions:
            box = Box(caption.caption.item, caption.at, [])
            found.setdefault(box.item, []).append(box)
            _place(strips, box, caption.at)
            for piece in pieces:
                if piece.wall is not None and piece.left <= caption.end and piece.right > caption.at:
                    by_wall[piece.wall] = box
        rows: dict[int, list[Piece]] = {}
        holders: dict[int, Box] = {}
        for piece in pieces:
            box_here = by_wall.get(piece.wall) if piece.wall is not None else None
            if box_here is None:
                box_here = _at(strips, piece)
            if box_here is not None:
                holders[id(box_here)] = box_here
                rows.setdefault(id(box_here), []).append(piece)
        for key, row in rows.items():
            holders[key].rows.append(row)
    for boxes in found.values():
        for box in boxes:
            _drop_caption(box)
    return found


def _captions(line: Line) -> list[_Found]:
    text = line.text
    found: list[_Found] = []
    for caption in ITEM_CAPTIONS:
        for match in caption.beginning.finditer(text):
            begin = match.start()
            if _amid_words(text, begin):
                continue
            found.append(_Found(begin, match.end(), caption))
    found.sort(key=lambda one: one.at)
    # A caption within another one ("Name and Address of Reporting Person" has none) is not one of its own.
    return [
        one
        for n, one in enumerate(found)
        if n == 0 or (one.at >= found[n - 1].end and not _goes_on(found[n - 1], one, text))
    ]


def _goes_on(before: _Found, one: _Found, text: str) -> bool:
    """Whether a caption only goes on: "Date of Event Requiring Statement (Month/Day/Year)" is one."""
    return before.caption.item == one.caption.item and "  " not in text[before.at : one.at]


def _amid_words(text: str, at: int) -> bool:
    """Whether a lower-case word stands right before: the phrase is part of a sentence."""
    before = text[:at].rstrip()
    return len(before) == at - 1 and bool(re.search(r"[a-z,]$", before))


def _wide(line: Line) -> bool:
    return any(right - left >= 60 for left, right in line.rules)


def _filled(box: Box) -> bool:
    probe = Box(box.item, box.left, [list(row) for row in box.rows])
    _drop_caption(probe)
    if box.item in ("relationship", "filing", "owner"):
        return False
    return bool(probe.text)


def _place(strips: list[_Strip], box: Box, at: int) -> None:
    """Let `box` begin at column `at`: under the box whose left edge is near, else beside it."""
    for n, strip in enumerate(strips):
        if not strip.left <= at < strip.right:
            continue
        if at - strip.left <= _NEAR or strip.box is None:
            strip.box = box
            while n + 1 < len(strips) and _spent(strips[n + 1]):
                strip.right = strips.pop(n + 1).right
        elif n + 1 < len(strips) and strips[n + 1].left - at <= 3:
            strips[n + 1].left = at
            strip.right = at
            strips[n + 1].box = box
        else:
            strips.insert(n + 1, _Strip(at, strip.right, box))
            strip.right = at
        return


def _spent(strip: _Strip) -> bool:
    return strip.box is None or _filled(strip.box)


def _at(strips: list[_Strip], piece: Piece) -> Box | None:
    middle = piece.left + min(len(piece.text), 6) // 2
    for strip in strips:
        if strip.left <= middle < strip.right:
            return strip.box
    return None


def _cut(pieces: tuple[Piece, ...], starts: list[int]) -> list[Piece]:
    """Cut the pieces in which a caption begins after other words."""
    out: list[Piece] = []
    for piece in pieces:
        for at in starts:
            if piece.left < at < piece.right and piece.text:
                head, piece = piece.parted(at)
                if head.text:
                    out.append(head)
        out.append(piece)
    return out


_NUMBER = re.compile(r"\(?\d{1,2}[.)]?:?")
_BOXED = re.compile(r"[\[(/]\s?[xX_]?\s?[\])/](?:\s|$)|_+[xX]?_*(?:\s|$)")
_STRIPPED = "()[]*:.,;\u2022-"


def _drop_caption(box: Box) -> None:
    """Take the words of the caption from the beginning of a box, over as many lines as it has."""
    words = next(caption.words for caption in ITEM_CAPTIONS if caption.item == box.item)
    first = True
    for n, row in enumerate(box.rows):
        kept: list[Piece] = []
        done = False
        for piece in row:
            if not piece.text or done:
                kept.append(piece)
                continue
            if first and _NUMBER.fullmatch(piece.text):
                continue
            rest, took = _after(piece, words, first)
            first = first and not took
            if rest is not None:
                kept.append(rest)
                done = True
        box.rows[n] = kept
        if done:
            return


def _after(piece: Piece, words: frozenset[str], first: bool) -> tuple[Piece | None, bool]:
    """Return what of a piece stands after words of the caption, and whether there were any."""
    at, took = 0, False
    for match in re.finditer(r"\S+", piece.text):
        word = match[0].casefold()
        bare = word.strip(_STRIPPED)
        parts = [part for part in re.split(r"[/\s]", bare) if part]
        if word in ("[", "]", "(", "[]", "()") or (word == "/" and _BOXED.match(piece.text[match.start() :])):
            break
        if _BOXED.match(piece.text[match.start() :]):
            break
        if (
            bare in words
            or word.strip(".,:;*") in words
            or not bare
            or (parts and all(part.strip(_STRIPPED) in words for part in parts))
        ):
            took, at = True, match.end()
        elif first and not took and _NUMBER.fullmatch(word):
            at = match.end()
        else:
            break
    if at == 0:
        return piece, took
    if not piece.text[at:].strip():
        return None, took
    return piece.parted(piece.left + at)[1], took
