"""The quick way: a regular document read as a tape of texts with markup between them.

libxml2 parses the document and prints it again without white space, comments or other spellings; cut at its
texts, that print is a tape: markup, text, markup, text ... The markup between two texts is one of some
hundreds of strings, and it means the same every time it follows in the same place. So each is worked out
once, against the grammar, as a `_Move` to the next text; reading a document is looking up its moves.

Whatever is not exactly as the grammar has it - an unknown element or attribute, another order, a blank where
none may be, a value that cannot be typed - is not regular: there is no move, and `document` reads it
instead, reporting every departure. Both ways agree on regular documents; a test reads the same
documents both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from lxml import etree

from section16.formats.ownership_xml import grammar
from section16.formats.ownership_xml.assemble import ENDS, Incomplete, Parts
from section16.formats.ownership_xml.grammar import Grammar, Leaf, may_be_blank

_TAG = re.compile(r'(/?)(\w+)(?: id="([\w.-]+)")?(/?)')

# libxml2 prints these five escapes and no others; the ampersand comes last.
_ESCAPES = (("&lt;", "<"), ("&gt;", ">"), ("&#13;", "\r"), ("&quot;", '"'), ("&amp;", "&"))

# What is remembered is bounded, so that no flood of odd documents fills the memory.
_MOST_MOVES = 1 << 14
_LONGEST_MARKUP = 1 << 11


class _Node:
    """An element of the grammar: what may stand inside, and what its text or its end means."""

    __slots__ = ("attribute", "begins", "blank", "children", "convert", "identified", "order", "repeats")

    def __init__(
        self, order: int, *, repeats: bool = False, begins: str | None = None, identified: bool = False
    ) -> None:
        self.order = order
        self.repeats = repeats
        self.begins = begins  # the block that this element is: "owner", "nonDerivativeHolding" ...
        self.identified = identified  # whether it has the attribute id
        self.children: dict[str, _Node] = {}
        self.attribute = ""
        self.convert: Callable[[str], Any] | None = None
        self.blank = True


class _Place:
    """A place on the tape: the elements that are open, and how far each has come in its order."""

    __slots__ = ("moves", "open")

    def __init__(self, open: tuple[tuple[_Node, int], ...]) -> None:
        self.open = open
        self.moves: dict[str, _Move | None] = {}


_Step = tuple[Callable[[Parts, Any], None], Any]
"""Something that happens to the parts on the way to the next text, and what it happens with."""


class _Move(NamedTuple):
    """What a piece of markup means: what happens on the way, and where the next text belongs."""

    place: _Place
    steps: tuple[_Step, ...]
    attribute: str
    convert: Callable[[str], Any] | None


def arguments(root: etree._Element) -> dict[str, Any] | None:
    """Return the arguments of the `Statement` in a regular document; None when it is not regular."""
    if root.getprevious() is not None or root.getnext() is not None:
        return None  # an instruction beside the document
    pieces = iter(_cut(etree.tostring(root, encoding="unicode", with_tail=False)))
    next(pieces)
    parts = Parts()
    place = _START.first
    try:
        for markup in pieces:
            try:
                move = place.moves[markup]
            except KeyError:
                move = _START.learn(place, markup)
            if move is None:
                return None
            place, steps, attribute, convert = move
            for act, on in steps:
                act(parts, on)
            if convert is None:
                break  # the end of the tape
            text = next(pieces)
            if "&" in text:
                for escape, character in _ESCAPES:
                    text = text.replace(escape, character)
            value = convert(text)
            if value is None:
                return None
            parts.fields[attribute] = value
        return parts.arguments()
    except Incomplete:
        return None


def _cut(printed: str) -> list[str]:
    """Cut a printed document into markup, text, markup ... with a NUL between tags that follow one another.

    Text and attributes hold neither < nor > in libxml2's print, and no XML holds a NUL. Before the first tag
    and after the last stands an empty piece.
    """
    return printed.replace("><", "\0").replace(">", "<").split("<")


class _Start:
    """Where every tape begins, and all moves learned so far."""

    def __init__(self) -> None:
        self.document = _Node(0)
        self.document.children["ownershipDocument"] = _document()
        self._count = 0
        self._forget()

    def _forget(self) -> None:
        self._places: dict[tuple[tuple[_Node, int], ...], _Place] = {}
        self.first = self._place(((self.document, -1),))

    def _place(self, open: tuple[tuple[_Node, int], ...]) -> _Place:
        return self._places.setdefault(open, _Place(open))

    def learn(self, place: _Place, markup: str) -> _Move | None:
        """Work out the move that `markup` makes from `place`, and keep it."""
        move = self._move(list(place.open), markup)
        if len(markup) <= _LONGEST_MARKUP:
            self._count += 1
            if self._count > _MOST_MOVES:
                self._count = 0
                self._forget()
            place.moves[markup] = move
        return move

    def _move(self, open: list[tuple[_Node, int]], markup: str) -> _Move | None:
        steps: list[_Step] = []
        for tag in markup.split("\0"):
            match = _TAG.fullmatch(tag)
            if match is None:
                return None  # an attribute that does not belong, or an instruction
            closes, name, id, empty = match.groups()
            if closes:
                _close(open, steps)
            elif not _enter(open, steps, name, id, empty=bool(empty)):
                return None
        node = open[-1][0]
        if node is self.document:
            return _Move(self.first, tuple(steps), "", None)
        if node.convert is None:
            return None  # text where only elements may stand
        return _Move(self._place(tuple(open)), tuple(steps), node.attribute, node.convert)


def _enter(
    open: list[tuple[_Node, int]],
    steps: list[_Step],
    name: str,
    id: str | None,
    *,
    empty: bool,
) -> bool:
    """Open the element `name`; False when it may not stand here."""
    parent, last = open[-1]
    node = parent.children.get(name)
    if node is None or node.order < last or (node.order == last and not node.repeats):
        return False
    if (id is not None) != node.identified or (empty and not node.blank):
        return False
    open[-1] = (parent, node.order)
    if node.begins:
        steps.append((Parts.begin, id or ""))
    elif id is not None:
        steps.append((Parts.note, (node.attribute, id)))
    open.append((node, -1))
    if empty:
        _close(open, steps)
    return True


def _close(open: list[tuple[_Node, int]], steps: list[_Step]) -> None:
    node, _ = open.pop()
    if node.begins:
        steps.append((ENDS[node.begins], node.begins))


# The grammar as nodes


def _document() -> _Node:
    document = _Node(0)
    for tag, entry in grammar.DOCUMENT.items():
        if entry.item is not None:
            document.children[tag] = _leaf(entry.order, entry)
            continue
        begins = tag if tag in ENDS else None
        node = document.children[tag] = _Node(entry.order, repeats=tag in grammar.REPEATABLE, begins=begins)
        if tag in grammar.TABLES:
            for row, known in grammar.ROWS[grammar.TABLES[tag]].items():
                node.children[row] = _Node(0, repeats=True, begins=row)
                _fill(node.children[row], known)
        elif tag == "footnotes":
            node.children["footnote"] = _footnote()
        else:
            _fill(
                node, {"issuer": grammar.ISSUER, "reportingOwner": grammar.OWNER}.get(tag, grammar.SIGNATURE)
            )
    return document


def _fill(node: _Node, known: Grammar) -> None:
    for tag, entry in known.items():
        if entry.group is None:
            node.children[tag] = _item(entry) if entry.item.wrapped else _leaf(entry.order, entry)
            continue
        begins = tag if tag in ENDS else None
        group = node.children[tag] = _Node(entry.order, begins=begins)
        _fill(group, entry.group)
        if tag == "transactionCoding":
            group.children["footnoteId"] = _reference(len(entry.group), "code")


def _leaf(order: int, leaf: Leaf) -> _Node:
    node = _Node(order)
    node.attribute, node.convert, node.blank = leaf.attribute, leaf.convert, may_be_blank(leaf.item)
    return node


def _item(leaf: Leaf) -> _Node:
    """An element with ``<value>`` and the footnote references after it."""
    node = _Node(leaf.order)
    node.children["value"] = _leaf(0, leaf)
    node.children["footnoteId"] = _reference(1, leaf.attribute)
    return node


def _reference(order: int, attribute: str) -> _Node:
    node = _Node(order, repeats=True, identified=True)
    node.attribute = attribute
    return node


def _footnote() -> _Node:
    node = _Node(0, repeats=True, begins="footnote", identified=True)
    node.attribute, node.convert, node.blank = "text", grammar.text_of, False
    return node


_START = _Start()
