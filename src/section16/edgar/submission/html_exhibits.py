"""An HTML exhibit: made ASCII without loss, and held against the HTML that EDGAR takes.

UNCERTAIN: the tags are those of EDGAR's published subset of HTML as commonly known; the Filer Manual, Volume
II, section 5.2.2, governs, so that the lists below are plain tables to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from section16.edgar.submission.text_exhibits import Change, Clean, decoded

TAGS = frozenset({
    "a", "address", "b", "basefont", "big", "blockquote", "body", "br", "caption", "center", "cite",
    "code", "dd", "dfn", "dir", "div", "dl", "dt", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
    "head", "hr", "html", "i", "img", "isindex", "kbd", "li", "link", "listing", "map", "menu", "meta",
    "ol", "p", "plaintext", "pre", "samp", "small", "span", "strike", "strong", "sub", "sup", "table",
    "tbody", "td", "tfoot", "th", "thead", "title", "tr", "tt", "u", "ul", "var", "xmp",
})  # fmt: skip
"""The tags that EDGAR takes."""

ACTIVE = frozenset({
    "applet", "area", "audio", "base", "bgsound", "button", "canvas", "embed", "form", "frame",
    "frameset", "iframe", "input", "object", "option", "param", "script", "select", "server", "style",
    "svg", "textarea", "video",
})  # fmt: skip
"""What runs, embeds or asks: "no active content"; an exhibit that has it is suspended."""

_ODD = re.compile(r"[^\x20-\x7e\n\t]")
_DROPPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_EDGAR_LINK = re.compile(r"https?://(?:www\.)?sec\.gov/Archives/edgar/data/", re.IGNORECASE)


class Seen(NamedTuple):
    """One thing in an HTML exhibit that is not allowed, or that EDGAR's subset does not list."""

    line: int
    what: str
    is_refused: bool


class Page(NamedTuple):
    """What an HTML exhibit shows of itself: the graphics it refers to, and what is not in order."""

    graphics: frozenset[str]
    seen: tuple[Seen, ...]


def clean_html(content: bytes, name: str = "exhibit.htm") -> Clean:
    """Return an HTML exhibit in ASCII: other letters as numeric references, control characters dropped."""
    text, changes = decoded(content, name)
    lines = []
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        plain = line
        for letter in dict.fromkeys(_ODD.findall(line)):
            instead = "" if _DROPPED.match(letter) else f"&#{ord(letter)};"
            why = "a control character is not allowed" if not instead else "the letter is not ASCII"
            changes.append(
                Change(
                    document=name,
                    line=number,
                    before=f"U+{ord(letter):04X}",
                    after=instead or "nothing",
                    why=why,
                )
            )
            plain = plain.replace(letter, instead)
        lines.append(plain)
    return Clean(content="\n".join(lines).encode(), changes=tuple(changes))


def page_of(content: bytes) -> Page:
    """Look an HTML exhibit through."""
    looking = _Looking()
    for line, what in _not_ascii(content):
        looking.seen.append(Seen(line, what, True))
    looking.feed(content.decode("latin-1"))
    looking.close()
    return Page(frozenset(looking.graphics), tuple(sorted(looking.seen)))


def _not_ascii(content: bytes) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", content), start=1):
        for letter in dict.fromkeys(_ODD.findall(line.decode("latin-1"))):
            yield number, f"the byte {ord(letter):02X}, which is no printed ASCII"


class _Looking(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.graphics: set[str] = set()
        self.seen: list[Seen] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line = self.getpos()[0]
        if tag in ACTIVE:
            self.seen.append(Seen(line, f"<{tag}>, which is active content", True))
        elif tag not in TAGS:
            self.seen.append(Seen(line, f"<{tag}>, which is not in EDGAR's list of tags", False))
        for attribute, value in attrs:
            if attribute.startswith("on") or (value or "").strip().lower().startswith("javascript:"):
                self.seen.append(Seen(line, f"<{tag} {attribute}>, which is active content", True))
            elif tag == "img" and attribute == "src" and value:
                self._graphic(line, value.strip())
            elif attribute in ("href", "background", "src") and value:
                self._link(line, tag, value.strip())

    def _graphic(self, line: int, source: str) -> None:
        if re.fullmatch(r"[\w.-]+", source):
            self.graphics.add(source)
        else:
            self.seen.append(Seen(line, "a graphic that is not of this submission", True))

    def _link(self, line: int, tag: str, target: str) -> None:
        # References to other places are not allowed, save within the document and to filings on EDGAR.
        local = target.startswith("#") or re.fullmatch(r"[\w.-]+(?:#[\w.-]*)?", target)
        if not local and not _EDGAR_LINK.match(target):
            self.seen.append(Seen(line, f"<{tag}> with a link out of EDGAR", True))
