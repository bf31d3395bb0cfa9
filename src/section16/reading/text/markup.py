"""A converter's markup made plain: one shown text, and for every letter of it its place in the source.

Markdown, scraps of HTML and of LaTeX say the same things in many spellings: a ticked box is ``[x]``, ``☒``,
``<input checked>`` or ``\\boxtimes``; a footnote's marker is ``⁽¹⁾``, ``<sup>(1)</sup>`` or ``$^{(1)}$``.
Here each becomes one letter or one plain spelling. What divides a text stays, as a letter of its own.
"""

from __future__ import annotations

import re
from array import array
from html import unescape
from typing import NamedTuple

from section16.model.reading import Span

RUN, RUN_END = "\ue000", "\ue001"
"""The beginning and the end of an underlined run: EDGAR underlines what was filed."""

BREAK = "\ue002"
"""A line end inside a cell."""

RAISED = "\ue003"
"""Stands before a footnote's marker that the source raises above the line."""

BULLET = "\ue004"
"""The mark of a list without numbers."""

CELL = "\ue005"
"""The beginning of a cell of an HTML table."""

SOFT = "\ue006"
"""A line end inside a cell where the line may have been wrapped for want of room."""

TICKED, UNTICKED = "☒", "☐"

DIVIDERS = f"{RUN}{RUN_END}{BREAK}{RAISED}{BULLET}{CELL}{SOFT}"


class Plain(NamedTuple):
    """A source made plain: `shown`, and the offset `at` which each of its letters began in the source."""

    shown: str
    at: array[int]
    source: str

    def span(self, start: int, end: int) -> Span:
        """Return where the shown letters from `start` to `end` stand in the source."""
        while start < end and (self.shown[start].isspace() or self.shown[start] in DIVIDERS):
            start += 1
        while end > start and (self.shown[end - 1].isspace() or self.shown[end - 1] in DIVIDERS):
            end -= 1
        begins = self.at[start]
        ends = self.at[end - 1] + 1 if end > start else begins
        following = self.at[end] if end < len(self.at) else len(self.source)
        if end > start and self.shown[start:end].endswith((")", TICKED, UNTICKED)):
            ends = max(ends, following)  # what was one spelling of several letters
        return Span(start=begins, end=ends, text=self.source[begins:ends])


_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾", "0123456789()")

_SPELLINGS = (
    ("html_input", r"<input\b[^<>]{0,300}>"),
    ("break", r"<br\s*/?>"),
    ("run", r"<u\b[^<>]{0,100}>"),
    ("run_end", r"</u\s*>"),
    ("raised", r"<sup>\s*(?P<sup>[^<>]{1,40})\s*</sup>"),
    (
        "latex_raised",
        r"\$?\s?(?:\\\(\s?)?\^\s?\{?\s?\(?(?P<tex>\d{1,2}(?:[),(\s]{1,4}\d{1,2}){0,9})\)?\s?\}?(?:\s?\\\))?\$?",
    ),
    ("superscript", r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁽][⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾,\u2009 ]{0,30}"),
    ("ticked", r"\$?\\(?:boxtimes|checkmark|checked)\b\$?|[☑✓✔✗✘☒🗹]|\\\(\s?\\boxtimes\s?\\\)"),
    ("unticked", r"\$?\\(?:square|Box)\b\$?|[☐□▢⬜]|\\\(\s?\\square\s?\\\)"),
    ("cell", r"<t[dh]\b[^<>]{0,300}>"),
    ("line", r"</?(?:tr|table|p|div|h[1-6]|li|ul|ol|thead|tbody)\b[^<>]{0,300}>|\f"),
    ("picture", r"!\[[^\[\]\n]{0,200}\]\([^()\s]{0,400}\)|<!--(?:(?!-->)[\s\S]){0,2000}-->"),
    ("link", r"\[(?P<linked>[^\[\]\n|]{1,200})\]\([^()\s]{0,400}\)"),
    ("tag", r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,300})?/?>"),
    ("escape", r"\\(?P<escaped>[\\`*_{}\[\]()<>#+\-.!|$~&%])"),
    ("entity", r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][0-9A-Fa-f]{1,6});"),
    ("heading", r"^[ ]{0,3}#{1,6}[ \t]+"),
    ("quote", r"^[ ]{0,3}>[ ]?"),
    ("bullet", r"^[ \t]{0,8}[-•◦●▪*+][ \t]+(?=\S)"),
    ("carriage", r"\r\n?"),
)
_SPELLING = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _SPELLINGS), re.MULTILINE)

# **bold**, *italic*, __bold__: the marks hug what they mark, "* If the form" and "Person*" do not.
_EMPHASIS = re.compile(r"(?<![\w*\\])(\*{1,3}|_{2})(?=[^\s*_])([^*\n|]{1,500}?)(?<=[^\s\\])\1(?![\w*])")

_COLSPAN = re.compile(r"""colspan\s*=\s*["']?(\d{1,2})""", re.IGNORECASE)
_CHECKED = re.compile(r"\bchecked\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}")


def plain(source: str) -> Plain:
    """Return `source` without its markup."""
    dropped = _emphasis(source)
    letters: list[str] = []
    at = array("l")
    last = 0

    def keep(start: int, end: int) -> None:
        for mark_start, mark_end in dropped.between(start, end):
            letters.append(source[start:mark_start])
            at.extend(range(start, mark_start))
            start = mark_end
        letters.append(source[start:end])
        at.extend(range(start, end))

    for match in _SPELLING.finditer(source):
        if match.end() == match.start():
            continue
        keep(last, match.start())
        last = match.end()
        inner = _inside(match)
        if inner is not None:
            keep(*inner)
            continue
        said = _said(match)
        letters.append(said)
        at.extend([match.start()] * len(said))
    keep(last, len(source))
    return Plain("".join(letters), at, source)


def _inside(match: re.Match[str]) -> tuple[int, int] | None:
    """Return which part of a match is shown as it stands; None when all of it is replaced."""
    for name in ("linked", "escaped"):
        if match[name] is not None:
            return match.span(name)
    return None


def _said(match: re.Match[str]) -> str:
    kind = match.lastgroup
    text = match[0]
    if kind == "html_input":
        return TICKED if _CHECKED.search(text) else UNTICKED
    if kind == "raised":
        return _marker(match["sup"]) or match["sup"]
    if kind == "latex_raised":
        return _marker(match["tex"]) or text
    if kind == "superscript":
        return _marker(text.translate(_SUPERSCRIPTS)) or text
    if kind == "cell":
        span = _COLSPAN.search(text)
        return CELL * min(int(span[1]), 30) if span and int(span[1]) else CELL
    if kind == "entity":
        shown = unescape(text)
        return " " if shown.isspace() else TICKED if shown in "☑☒✓✔" else UNTICKED if shown == "☐" else shown
    return _FIXED.get(kind or "", "")


_FIXED = {
    "break": BREAK,
    "run": RUN,
    "run_end": RUN_END,
    "ticked": TICKED,
    "unticked": UNTICKED,
    "line": "\n",
    "carriage": "\n",
    "bullet": BULLET,
}


def _marker(text: str) -> str:
    """Write a raised text as footnote markers, "(1)(2)"; empty when it holds anything but numbers."""
    if re.sub(r"[\d\s(),]", "", text):
        return ""
    return "".join(f"{RAISED}({number})" for number in _NUMBER.findall(text))


class _Dropped:
    """The places of emphasis marks, asked for in rising order."""

    def __init__(self, places: list[tuple[int, int]]) -> None:
        self.places = places
        self.next = 0

    def between(self, start: int, end: int) -> list[tuple[int, int]]:
        found = []
        while self.next < len(self.places) and self.places[self.next][0] < end:
            place = self.places[self.next]
            if place[0] >= start and place[1] <= end:
                found.append(place)
            self.next += 1
        return found


def _emphasis(source: str) -> _Dropped:
    places = []
    for match in _EMPHASIS.finditer(source):
        places += [match.span(1), (match.end(2), match.end())]
    return _Dropped(sorted(places))
