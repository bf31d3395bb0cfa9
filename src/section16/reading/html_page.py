"""A web page as a tree: decoded, parsed within limits, and its texts as a browser shows them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from section16.errors import MangledDocument, NotAStatement, TooLarge, UnsafeDocument

MAX_BYTES = 4 * 1024 * 1024
"""The largest page taken; the longest statement that EDGAR accepts fills about a third of a megabyte."""

BLANKS = " \t\r\n\xa0"
"""The white space around a text: `&nbsp;` fills the empty cells of older pages."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def page_of(data: bytes) -> etree._Element:
    """Return the root element of a page.

    Raises `TooLarge` beyond `MAX_BYTES`, `UnsafeDocument` for a page that nests deeper than any form, and
    `NotAStatement` for one without elements.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"the page has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    text = _decoded(data).replace("\0", "")
    try:
        root: etree._Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.LxmlError:  # so some releases of the parser say that a page is empty
        root = None
    # The parser stops where it meets a limit, and what follows would be lost without a word.
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise UnsafeDocument(
            f"the page nests deeper than any form ({parser.error_log.last_error.message}); save it from EDGAR"
        )
    if root is None:
        raise NotAStatement("this HTML page is empty; give a Form 3, 4 or 5 as EDGAR shows it")
    return root


def _decoded(data: bytes) -> str:
    """Decode a page by its byte order mark, as UTF-8, or as Windows does: saved pages often lie about it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


_LINE_ENDS = re.compile(r"[\r\n]+")


def shown(text: str) -> str:
    """Return a text as it is displayed: a blank for every line end, no white space around it."""
    if "\n" in text or "\r" in text:
        text = " ".join(filter(None, (part.strip(BLANKS) for part in _LINE_ENDS.split(text))))
    return text.strip(BLANKS)


def text_of(element: etree._Element | None) -> str:
    """Return the text that an element shows; empty for none."""
    return "" if element is None else shown("".join(map(str, element.itertext())))


def texts_of(root: etree._Element) -> Iterator[str]:
    """Yield every text of a page that is shown, in its order."""
    body = root.find("body")
    for event, element in etree.iterwalk(root if body is None else body, events=("start", "end")):
        if event == "end":
            yield str(element.tail or "")
        elif element.tag not in ("style", "script", "title"):
            yield str(element.text or "")


def after_caption(box: etree._Element) -> str:
    """Return what stands in a box after its caption, which is its first element."""
    if not len(box):
        return ""
    caption, *others = box
    after = (
        str(caption.tail or ""),
        *(f"{''.join(map(str, other.itertext()))}{other.tail or ''}" for other in others),
    )
    return shown("".join(after))


def letters_of(text: str) -> str:
    """Return the letters and digits of a caption in lower case: in these, the editions of a form agree."""
    return "".join(filter(str.isalnum, text)).casefold()


def has_class(element: etree._Element, name: str) -> bool:
    """Whether the element carries the class `name`."""
    return name in (element.get("class") or "").split()


def with_class(element: etree._Element, tag: str, name: str) -> Iterator[etree._Element]:
    """Yield every `tag` inside `element` that carries the class `name`."""
    return (found for found in element.iter(tag) if has_class(found, name))


def name_and_symbol(text: str) -> tuple[str, str]:
    """Return the issuer's name and its symbol, which stands after it in square brackets.

    Raises `MangledDocument` when there are no brackets.
    """
    name, bracket, symbol = shown(text).removesuffix("]").rpartition("[")
    if not bracket:
        raise MangledDocument(
            f"the issuer's box says {shown(text)[:60]!r}, without a symbol in square brackets; "
            "give the whole page as EDGAR shows it"
        )
    return name.strip(BLANKS), symbol.strip(BLANKS)


_CIK = re.compile(r"[?&]CIK=([0-9]{1,10})(?:&|$)", re.IGNORECASE)


def cik_of(link: etree._Element | None) -> str:
    """Return the CIK to whose filings a link leads; empty where it leads elsewhere."""
    found = _CIK.search(link.get("href") or "") if link is not None else None
    return found[1] if found else ""
