"""A text exhibit made EDGAR-clean: ASCII, 80 columns, no tabs, no control characters; all changes are listed.

Source: specification, section 4.2; EDGAR Filer Manual, Volume II, section 5.2.1.
"""

from __future__ import annotations

import codecs
import re
import textwrap
import unicodedata
from collections.abc import Iterator

from msgspec import Struct

WIDTH = 80
"""The most characters of a line."""
TABLE_WIDTH = 132
"""The most characters of a line between <TABLE> and </TABLE>."""

_TAB = 8

# What typewriters and word processors put for what ASCII has; the words are those of the change.
_IN_ASCII = {
    "typographic quote": dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    "dash": dict.fromkeys("\u2010\u2011\u2012\u2013\u2212\u00ad", "-") | {"\u2014": "--", "\u2015": "--"},
    "special blank": dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000", " ")
    | dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff", ""),
    "sign": {
        "\u2026": "...", "\u2022": "*", "\u25cf": "*", "\u00b7": "*", "\u00a7": "Sec.", "\u00b6": "Par.",
        "\u00a9": "(C)", "\u00ae": "(R)", "\u2122": "(TM)", "\u20ac": "EUR ", "\u00a3": "GBP ",
        "\u00a5": "JPY ", "\u00bd": "1/2", "\u00bc": "1/4", "\u00be": "3/4", "\u00d7": "x", "\u00df": "ss",
        "\u00c6": "AE", "\u00e6": "ae", "\u00d8": "O", "\u00f8": "o", "\u0152": "OE", "\u0153": "oe",
        "\u0141": "L", "\u0142": "l", "\u2610": "[ ]", "\u2611": "[x]", "\u2612": "[x]",
    },
}  # fmt: skip
_KINDS = {letter: (kind, plain) for kind, letters in _IN_ASCII.items() for letter, plain in letters.items()}
_ODD = re.compile(r"[^\x20-\x7e]")
_TABLE = re.compile(r"<(/?)TABLE>", re.IGNORECASE)


class Change(Struct, frozen=True, kw_only=True):
    """One change made to a document before sending: in which line as given, from what to what, and why."""

    document: str
    line: int
    before: str
    after: str
    why: str


class Clean(Struct, frozen=True, kw_only=True):
    """A document as it can be sent, and everything that was changed for it, in order."""

    content: bytes
    changes: tuple[Change, ...] = ()


def clean_text(content: bytes, name: str = "exhibit.txt") -> Clean:
    """Return a text exhibit as EDGAR takes it, with every change.

    It is read as UTF-8, else as Windows-1252. A letter for which ASCII has nothing becomes ``?``, and the
    change says so: nothing is lost silently. What is clean already comes back as it was, line ends apart.
    """
    text, changes = decoded(content, name)
    lines: list[str] = []
    in_table = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):

        def changed(before: str, after: str, why: str, number: int = number) -> Change:
            return Change(document=name, line=number, before=before, after=after, why=why)

        plain = line
        if "\t" in plain:
            plain = plain.expandtabs(_TAB)
            changes.append(changed("tab", "blanks", "EDGAR's text has no tabs"))
        for letter in dict.fromkeys(_ODD.findall(plain)):
            kind, instead = _plain(letter)
            changes.append(changed(_shown(letter), instead or "nothing", f"a {kind} is not ASCII"))
            plain = plain.replace(letter, instead)
        for tag in _TABLE.finditer(plain):
            in_table = not tag[1]
        width = TABLE_WIDTH if in_table else WIDTH
        plain = plain.rstrip()
        if len(plain) > width:
            parts = list(_wrapped(plain, width))
            changes.append(
                changed(f"{len(plain)} columns", f"{len(parts)} lines", f"a line has at most {width}")
            )
            lines.extend(parts)
        else:
            lines.append(plain)
    while lines and not lines[-1]:
        lines.pop()
    return Clean(content="".join(f"{line}\n" for line in lines).encode(), changes=tuple(changes))


def decoded(content: bytes, name: str) -> tuple[str, list[Change]]:
    """Return the text of a document, with a change where it is in another encoding than UTF-8."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in _UTF_16 else "cp1252", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding == "utf-8-sig":
            return text, []
        why = "it is no UTF-8, and was read in this encoding"
        return text, [Change(document=name, line=1, before=encoding, after="ASCII", why=why)]
    raise AssertionError("latin-1 decodes any bytes")


_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _plain(letter: str) -> tuple[str, str]:
    """Return what kind of letter it is, and what stands for it in ASCII."""
    if letter in _KINDS:
        return _KINDS[letter]
    if unicodedata.category(letter).startswith("C"):
        return "control character", ""
    base = "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isascii())
    if base and base.isprintable():
        return "letter with an accent", base
    return "letter that ASCII has nothing for, and it", "?"


def _shown(letter: str) -> str:
    return f"U+{ord(letter):04X}" + (f" {letter}" if letter.isprintable() and letter.strip() else "")


def _wrapped(line: str, width: int) -> Iterator[str]:
    """Divide a line between words, its indentation kept; a word longer than a line is divided too."""
    indent = line[: len(line) - len(line.lstrip())][: width // 2]
    yield from textwrap.wrap(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        drop_whitespace=True,
        replace_whitespace=False,
    )


def tabs(text: str) -> Iterator[int]:
    """Yield the number of each line that holds a tab; EDGAR has accepted many, and shows them as it likes."""
    return (number for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1) if "\t" in line)


def too_wide(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each line that is too wide: its number, its width and the most that it may have."""
    in_table = False
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), start=1):
        for tag in _TABLE.finditer(line):
            in_table = not tag[1]
        width = TABLE_WIDTH if in_table else WIDTH
        if len(line) > width:
            yield number, len(line), width


# A tag of the file around the document would end it before its end.
_OF_THE_FILE = re.compile(r"</?(?:SUBMISSION|SEC-DOCUMENT|SEC-HEADER|DOCUMENT|TYPE|TEXT)>", re.IGNORECASE)


def not_allowed(content: bytes) -> Iterator[tuple[int, str]]:
    """Yield what no ASCII document may hold: the line and the thing in words."""
    for number, line in enumerate(re.split(rb"\r\n|\r|\n", content), start=1):
        text = line.decode("latin-1")
        for letter in dict.fromkeys(_ODD.findall(text.replace("\t", " "))):
            yield number, f"the byte {ord(letter):02X}, which is no printed ASCII"
        for tag in _OF_THE_FILE.findall(text):
            yield number, f"the tag {tag}, which belongs to the file around it"
