"""The quick way through a line or block that keeps to the grammar in every respect; most do.

The shape of a block - the names of its elements in document order, and how many children each has - settles
what each element is. So what a shape means is worked out once, and every later block of that shape costs no
more than fetching its texts. Whatever is not exactly as the grammar has it - order, nesting, a blank, a value
that cannot be typed - is not regular, and `thorough` goes through the block reporting every departure.
Both ways agree on regular blocks; a test reads the same documents both ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any, NamedTuple

from lxml import etree

from section16.formats.ownership_xml.grammar import Grammar, Leaf, may_be_blank

_NAME = attrgetter("tag")
_MOST_SHAPES = 1 << 13

Notes = dict[str, tuple[str, ...]]


class _Plan(NamedTuple):
    """What a shape means: where among the elements the values stand, and where the footnote references."""

    values: tuple[tuple[int, str, Callable[[str], Any], bool], ...]
    references: tuple[tuple[int, str], ...]


class Regular:
    """The regular blocks of one grammar, and the shapes met so far."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._plans: dict[tuple[Any, ...], _Plan | None] = {}

    def fields_of(self, element: etree._Element) -> tuple[dict[str, Any], Notes] | None:
        """Return the values and the footnote references inside `element`, or None when it is not regular.

        Every text of a regular block is one value, so that the caller can count the texts accounted for.
        """
        parts = list(element.iterdescendants())
        shape = (*map(_NAME, parts), *map(len, parts))
        try:
            plan = self._plans[shape]
        except KeyError:
            plan = self._learn(shape, element)
        if plan is None:
            return None
        fields: dict[str, Any] = {}
        for index, attribute, convert, blank in plan.values:
            text = parts[index].text
            if text:
                value = convert(text)
                if value is None:
                    return None
                fields[attribute] = value
            elif not blank:
                return None
        notes: Notes = {}
        for index, attribute in plan.references:
            notes[attribute] = (*notes.get(attribute, ()), parts[index].get("id", ""))
        return fields, notes

    def _learn(self, shape: tuple[Any, ...], element: etree._Element) -> _Plan | None:
        if len(self._plans) >= _MOST_SHAPES:
            self._plans.clear()
        plan = self._plans[shape] = _plan_of(element, self._grammar)
        return plan


class _Irregular(Exception):  # noqa: N818 - a signal within this module, not an error
    """The block departs from the grammar."""


def _plan_of(element: etree._Element, grammar: Grammar) -> _Plan | None:
    index = {part: position for position, part in enumerate(element.iterdescendants())}
    values: list[tuple[int, str, Callable[[str], Any], bool]] = []
    references: list[tuple[int, str]] = []

    def value(part: etree._Element, leaf: Leaf) -> None:
        if len(part):
            raise _Irregular
        values.append((index[part], leaf.attribute, leaf.convert, may_be_blank(leaf.item)))

    def refer(parts: Iterator[etree._Element], attribute: str) -> None:
        for part in parts:
            if part.tag != "footnoteId" or len(part):
                raise _Irregular
            references.append((index[part], attribute))

    def item(part: etree._Element, leaf: Leaf) -> None:
        """Plan a plain value, or ``<value>`` with the references after it."""
        if not leaf.item.wrapped:
            value(part, leaf)
            return
        inner = iter(part)
        first = next(inner, None)
        if first is not None and first.tag == "value":
            value(first, leaf)
            refer(inner, leaf.attribute)
        else:
            refer(iter(part), leaf.attribute)

    def block(parent: etree._Element, known: Grammar) -> None:
        last = -1
        children = iter(parent)
        for child in children:
            entry = known.get(child.tag)
            if entry is None and parent.tag == "transactionCoding" and child.tag == "footnoteId":
                refer(iter((child, *children)), "code")
                return
            if entry is None or entry.order <= last:
                raise _Irregular
            last = entry.order
            if entry.group is None:
                item(child, entry)
            else:
                block(child, entry.group)

    try:
        block(element, grammar)
    except _Irregular:
        return None
    return _Plan(tuple(values), tuple(references))
