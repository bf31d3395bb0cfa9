"""Where the values of a TOML or JSON text stand: the line of each, by the path that leads to it.

    >>> lines = toml_positions('[[facts]]\\nfact = "gift"\\nheld = { nature = "By Trust" }\\n')
    >>> lines.line(("facts", 0, "held", "nature"))
    3

The parsers of the standard library tell no lines. Both scanners go through a text that its parser has taken
already: it is known to be well formed, and only where things begin is looked for.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping

from msgspec import Struct

Path = tuple[str | int, ...]
"""The keys and the numbers in lists that lead from the whole text to a value; lists count from 0."""


class Positions(Struct, frozen=True, kw_only=True):
    """The line in which each value begins; that of a member is the line of its key. Lines count from 1.

    `repeated` holds the keys that stand twice in one JSON object, with the line of the later one.
    """

    lines: Mapping[Path, int]
    repeated: Mapping[Path, int] = {}

    def line(self, path: Path) -> int:
        """Return the line of the value at `path`; for one that is not there, of the nearest that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def within(self, *keys: str | int) -> Positions:
        """Return the same lines for a text that has become the value at `keys` of something larger."""
        return Positions(
            lines={(*keys, *path): line for path, line in self.lines.items()},
            repeated={(*keys, *path): line for path, line in self.repeated.items()},
        )


def toml_positions(text: str) -> Positions:
    """Return the lines of a TOML text that `tomllib` takes."""
    scanner = _Toml(text)
    scanner.document()
    return Positions(lines=scanner.lines)


def json_positions(text: str) -> Positions:
    """Return the lines of a JSON text that `json` takes, and the keys that stand twice in one object."""
    scanner = _Json(text)
    scanner.value(())
    return Positions(lines=scanner.lines, repeated=scanner.repeated)


class _Scanner:
    """A place in a text that only moves forward, and the lines met on the way."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[Path, int] = {}
        self._line, self._counted = 1, 0

    @property
    def next(self) -> str:
        """The character at this place; empty at the end."""
        return self.text[self.at : self.at + 1]

    def take(self, pattern: re.Pattern[str]) -> str:
        """Move past what `pattern` matches here, and return it."""
        match = pattern.match(self.text, self.at)
        assert match is not None  # the parser took the text
        self.at = match.end()
        return match[0]

    def after(self, gap: re.Pattern[str]) -> str:
        """Move past what stands between values, and return the character that follows."""
        self.take(gap)
        return self.next

    def mark(self, path: Path) -> int:
        """Note that the value at `path` begins in this line, unless it has begun before; return this line."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        self.lines.setdefault(path, self._line)
        return self._line


_TOML_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_TOML_KEY = re.compile(r"""[ \t]*("(?:[^"\\]|\\.)*"|'[^']*'|[A-Za-z0-9_-]+)[ \t]*""")
# Up to two quotation marks may stand before the three that end a text of several lines.
_TOML_TEXT = re.compile(
    r"""
    \"{3} (?:[^\\]|\\.)*? \"{3,5}  |  '{3} .*? '{3,5}
    |  " (?:[^"\\]|\\.)* "         |  ' [^']* '
    """,
    re.DOTALL | re.VERBOSE,
)
_TOML_OTHER = re.compile(r"[^,\]}\n#]+")  # a number, a date, a time, true or false


class _Toml(_Scanner):
    """TOML 1.0: headers of tables, and below them keys with their values."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("\r\n", "\n"))
        self.counts: dict[Path, int] = {}  # how many tables an array of tables has so far

    def document(self) -> None:
        table: Path = ()
        while begins := self.after(_TOML_GAP):
            if begins == "[":
                table = self.header()
            else:
                self.member(table)

    def header(self) -> Path:
        """Go past ``[name]`` or ``[[name]]``, and return the path of the table that it opens."""
        brackets = 2 if self.text.startswith("[[", self.at) else 1
        self.at += brackets
        path: Path = ()
        *outer, last = self.key()
        for name in outer:
            path = self.newest((*path, name))
        path = (*path, last)
        if brackets == 2:
            self.counts[path] = self.counts.get(path, 0) + 1
        path = self.newest(path)
        self.at += brackets
        return path

    def newest(self, path: Path) -> Path:
        """Return `path`, or where it is an array of tables the path of the last of them."""
        self.mark(path)
        if path in self.counts:
            path = (*path, self.counts[path] - 1)
            self.mark(path)
        return path

    def member(self, path: Path) -> None:
        """Go past ``key = value`` in the table at `path`; the key may be dotted."""
        for name in self.key():
            path = (*path, name)
            self.mark(path)
        self.at += len("=")
        self.take(_TOML_GAP)
        self.value(path)

    def key(self) -> list[str]:
        """Go past a key, and return its parts."""
        names = [self.name()]
        while self.next == ".":
            self.at += 1
            names.append(self.name())
        return names

    def name(self) -> str:
        written = self.take(_TOML_KEY).strip(" \t")
        if written[0] not in "\"'":
            return written
        spoken: str = tomllib.loads(f"name = {written}")["name"]
        return spoken

    def value(self, path: Path) -> None:
        if self.next == "[":
            self.array(path)
        elif self.next == "{":
            self.inline_table(path)
        else:
            self.take(_TOML_TEXT if self.next in "\"'" else _TOML_OTHER)

    def array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self.after(_TOML_GAP) != "]":
            self.mark((*path, number))
            self.value((*path, number))
            self.at += self.after(_TOML_GAP) == ","
            number += 1
        self.at += 1

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while self.after(_TOML_GAP) != "}":
            self.member(path)
            self.at += self.after(_TOML_GAP) == ","
        self.at += 1


_JSON_GAP = re.compile(r"[ \t\r\n]*")
_JSON_TEXT = re.compile(r'"(?:[^"\\]|\\.)*"')
_JSON_OTHER = re.compile(r"[^,\]} \t\r\n]+")  # a number, true, false or null


class _Json(_Scanner):
    """JSON: objects and arrays, and in them texts and other values."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.repeated: dict[Path, int] = {}

    def value(self, path: Path) -> None:
        begins = self.after(_JSON_GAP)
        self.mark(path)
        if begins == "[":
            self.array(path)
        elif begins == "{":
            self.object(path)
        else:
            self.take(_JSON_TEXT if begins == '"' else _JSON_OTHER)

    def array(self, path: Path) -> None:
        self.at += 1
        number = 0
        while self.after(_JSON_GAP) != "]":
            self.value((*path, number))
            self.at += self.after(_JSON_GAP) == ","
            number += 1
        self.at += 1

    def object(self, path: Path) -> None:
        self.at += 1
        names: set[str] = set()
        while self.after(_JSON_GAP) != "}":
            member = (*path, name := json.loads(self.take(_JSON_TEXT)))
            line = self.mark(member)
            if name in names:
                self.repeated[member] = line
            names.add(name)
            self.take(_JSON_GAP)
            self.at += len(":")
            self.value(member)
            self.at += self.after(_JSON_GAP) == ","
        self.at += 1
