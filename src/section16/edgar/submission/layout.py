"""The layout of an envelope as one table, walked alike by the writer and the reader.

A layout is a tree of `Leaf` and `Group`; what it carries is a plain mapping from attribute to text, to a list
of texts, or to such mappings. A group without attribute only holds its children together.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree

from section16.errors import ReadError, TooLarge, UnsafeDocument, WriteError


class Leaf(NamedTuple):
    """An element with a value: its tag, the attribute it carries, its limits, or the one value it has."""

    tag: str
    attribute: str | None = None
    longest: int | None = None
    needed: bool = False
    many: bool = False
    always: str | None = None
    most: int | None = None


class Group(NamedTuple):
    """An element that holds others, each once or `many` times, at most `most`."""

    tag: str
    attribute: str | None
    children: tuple[Any, ...]
    needed: bool = False
    many: bool = False
    most: int | None = None


class Layout(NamedTuple):
    """An envelope: its root, the namespaces of its prefixes, and its elements in order."""

    root: str
    namespaces: Mapping[str, str]
    children: tuple[Leaf | Group, ...]


MAX_BYTES = 200 * 1024 * 1024
"""The most bytes of a submission file. UNCERTAIN: EDGAR's general limit, none is stated for ownership."""

_OPTIONS = {
    "resolve_entities": False, "no_network": True, "load_dtd": False, "dtd_validation": False,
    "remove_comments": True, "remove_pis": True, "collect_ids": False, "huge_tree": True,
}  # fmt: skip


def written(layout: Layout, values: Mapping[str, Any]) -> bytes:
    """Write the values in the layout, one element a line. Raises `WriteError` for what XML cannot carry."""
    spaces = "".join(f' xmlns:{prefix}="{name}"' for prefix, name in layout.namespaces.items())
    lines = ['<?xml version="1.0"?>', f"<{layout.root}{spaces}>"]
    lines.extend("    " + line for line in _children(layout.children, values))
    made = ("\n".join([*lines, f"</{layout.root}>"]) + "\n").encode()
    if len(made) > MAX_BYTES:
        raise WriteError(f"the submission has {len(made):,} bytes; EDGAR takes at most {MAX_BYTES:,}")
    return made


def _children(children: tuple[Leaf | Group, ...], values: Mapping[str, Any]) -> Iterator[str]:
    for each in children:
        if isinstance(each, Leaf):
            given = each.always if each.attribute is None else values.get(each.attribute)
            for value in given or () if each.many else () if given is None else (given,):
                yield f"<{each.tag}>{_escaped(each.tag, value)}</{each.tag}>"
        else:
            held: Any = values if each.attribute is None else values.get(each.attribute)
            for inner in held or () if each.many else () if held is None else (held,):
                lines = list(_children(each.children, inner))
                if lines:
                    yield f"<{each.tag}>"
                    yield from ("    " + line for line in lines)
                    yield f"</{each.tag}>"


def _escaped(tag: str, value: str) -> str:
    if any(ord(letter) < 32 and letter != "\n" for letter in value):
        raise WriteError(f"the value of <{tag}> holds a control character; take it out")
    return html.escape(value, quote=False).replace('"', "&quot;")


def root_of(content: bytes) -> etree._Element:
    """Return the root element of a submission file.

    Raises `TooLarge`, `UnsafeDocument` for a document type or entities, `ReadError` for what is no XML. No
    message quotes the file, which holds CCCs.
    """
    if len(content) > MAX_BYTES:
        raise TooLarge(f"the submission has {len(content):,} bytes; EDGAR takes at most {MAX_BYTES:,}")
    try:
        root = etree.fromstring(content, etree.XMLParser(**_OPTIONS))  # type: ignore[arg-type]
    except (etree.XMLSyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        where = f" (line {line})" if line else ""
        raise ReadError(
            f"the submission file is no well-formed XML{where}; send it as XML in UTF-8"
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnsafeDocument("the submission declares a document type; remove the <!DOCTYPE ...> declaration")
    return root


def taken(layout: Layout, root: etree._Element) -> tuple[dict[str, Any], list[str]]:
    """Return the values that a file holds, and the ways in which it departs from the layout."""
    faults: list[str] = []
    return _values(layout.children, root, layout.namespaces, faults), faults


def _values(
    children: tuple[Leaf | Group, ...], parent: etree._Element, spaces: Mapping[str, str], faults: list[str]
) -> dict[str, Any]:
    known = {qualified(each.tag, spaces): (order, each) for order, each in enumerate(children)}
    values: dict[str, Any] = {}
    counts: dict[str, int] = {}
    latest = 0
    for element in parent:
        order, each = known.get(str(element.tag), (None, None))
        if each is None or order is None:
            faults.append(f"<{_shown(element)}> is no element of <{_shown(parent)}>")
            continue
        if order < latest:
            faults.append(f"<{each.tag}> stands after an element that it must precede")
        latest = max(latest, order)
        counts[each.tag] = counts.get(each.tag, 0) + 1
        if counts[each.tag] > 1 and not each.many:
            faults.append(f"<{each.tag}> stands more than once")
            continue
        _keep(each, element, values, spaces, faults)
    for each in children:
        number = counts.get(each.tag, 0)
        if each.needed and not number:
            faults.append(f"<{each.tag}> is missing in <{_shown(parent)}>")
        if each.most is not None and number > each.most:
            faults.append(f"<{each.tag}> stands {number} times; at most {each.most} may")
    return values


def _keep(
    each: Leaf | Group,
    element: etree._Element,
    values: dict[str, Any],
    spaces: Mapping[str, str],
    faults: list[str],
) -> None:
    if isinstance(each, Leaf):
        value: Any = element.text or ""
        if each.longest is not None and len(value) > each.longest:
            faults.append(
                f"the value of <{each.tag}> has {len(value)} characters; at most {each.longest} fit"
            )
        if each.needed and not value.strip():
            faults.append(f"<{each.tag}> has no value")
    else:
        value = _values(each.children, element, spaces, faults)
        if each.attribute is None:
            values.update(value)
            return
    if each.attribute is None:
        return
    if each.many:
        values.setdefault(each.attribute, []).append(value)
    else:
        values[each.attribute] = value


def qualified(tag: str, spaces: Mapping[str, str]) -> str:
    """Return a tag with the namespace of its prefix."""
    prefix, _, name = tag.rpartition(":")
    return f"{{{spaces[prefix]}}}{name}" if prefix else name


def _shown(element: etree._Element) -> str:
    return etree.QName(element).localname
