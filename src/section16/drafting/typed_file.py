"""A file of facts or profiles: its text becomes TOML or JSON values, and these a type, or one refusal of all.

A refusal names the file, and for everything that is wrong the line, the field and how to mend it:

    trades.toml: line 12, facts[2].side: 'sold ' is not one of bought, sold
"""

from __future__ import annotations

import json
import os
import pathlib
import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from section16.drafting.positions import Path, Positions, json_positions, toml_positions
from section16.drafting.typed_values import Complaint, complaints
from section16.errors import ReadError, TooLarge, UnsafeDocument

T = TypeVar("T")

Source = str | os.PathLike[str] | bytes
"""A path, the bytes of a file, or a text: what has a line break or begins as JSON does is no path."""

MAX_BYTES = 16 * 1024 * 1024
"""The largest file taken; tens of thousands of facts take less."""

_MOST_SHOWN = 50  # complaints in one refusal

# A TOML text begins with a key, a comment, or a header: [table] or [[list of tables]].
_JSON = re.compile(r"[ \t\r\n]*(\{|\[[ \t\r\n]*[\]{])")

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


class Document(Struct, frozen=True, kw_only=True):
    """What a file says, not yet of any type, and in which line it says it; `name` is None for bare bytes."""

    name: str | None
    content: Any
    positions: Positions

    def within(self, *keys: str | int) -> Document:
        """Return this document as if it stood at `keys` of a larger one."""
        content = self.content
        for key in reversed(keys):
            content = {key: content} if isinstance(key, str) else [content]
        return Document(name=self.name, content=content, positions=self.positions.within(*keys))

    def complaints(self, kind: type) -> list[Complaint]:
        """Return everything that keeps the document from being a `kind`, in the order of its lines."""
        found = [*self._repetitions(), *complaints(self.content, kind)]
        return sorted(found, key=lambda complaint: self.positions.line(complaint.path))

    def _repetitions(self) -> Iterator[Complaint]:
        for path, line in self.positions.repeated.items():
            if path[:-1] not in self.positions.repeated:
                yield Complaint(path, f"this key stands again in line {line}; keep one")

    def said(self, complaint: Complaint) -> str:
        """Write a complaint with its line and its field."""
        where = f"line {self.positions.line(complaint.path)}"
        if complaint.path:
            where += f", {dotted(complaint.path)}"
        return f"{where}: {complaint.says}"


def opened(source: Source) -> Document:
    """Return the values of a TOML or JSON source, told apart by how it begins.

    TOML has no null; in both the text ``"none"`` says that there is nothing. Raises `ReadError` for what is
    neither, and `OSError` for a bad path.
    """
    text, name = _text_of(source)
    try:
        return _json(text, name) if _JSON.match(text) else _toml(text, name)
    except RecursionError:
        raise UnsafeDocument(
            "its values nest deeper than those of any fact or profile", source=name
        ) from None


def typed(document: Document, kind: type[T]) -> T:
    """Return the document as a `kind`; raises `ReadError` with everything that is wrong."""
    refuse((document.said(each) for each in document.complaints(kind)), source=document.name)
    return msgspec.convert(document.content, kind)


def refuse(said: Iterable[str], *, source: str | None) -> None:
    """Raise `ReadError` with all that is said, a line each; return when nothing is."""
    wrong = list(said)
    if not wrong:
        return
    told = wrong[:_MOST_SHOWN]
    if len(wrong) > _MOST_SHOWN:
        told.append(f"and {len(wrong) - _MOST_SHOWN:,} more")
    if len(told) > 1:
        told.insert(0, f"{len(wrong):,} things are to be mended")
    raise ReadError("\n".join(told), source=source)


def dotted(path: Path) -> str:
    """Write a path as questions and drafts do: ``facts[2].security.title``."""
    written = "".join(f"[{key}]" if isinstance(key, int) else f".{_key(key)}" for key in path)
    return written.removeprefix(".")


def _key(name: str) -> str:
    return name if _BARE_KEY.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _text_of(source: Source) -> tuple[str, str | None]:
    """Return the text of a source, and the name of the file."""
    if isinstance(source, str) and ("\n" in source or _JSON.match(source)):
        return source.removeprefix("\ufeff"), None
    if isinstance(source, bytes):
        return _decoded(source, None), None
    path = pathlib.Path(source)
    if path.is_dir():
        raise ReadError("this is a folder; give a TOML or JSON file", source=str(path))
    with path.open("rb") as file:
        return _decoded(file.read(MAX_BYTES + 1), str(path)), str(path)


def _decoded(content: bytes, name: str | None) -> str:
    if len(content) > MAX_BYTES:
        raise TooLarge(f"this has more than {MAX_BYTES:,} bytes, the most that are read", source=name)
    encoding = json.detect_encoding(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        message = f"byte {error.start + 1} is not {error.encoding}; save the file as UTF-8"
        raise ReadError(message, source=name) from None


def _toml(text: str, name: str | None) -> Document:
    try:
        content = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        raise ReadError(
            f"this is not TOML: {error}. Texts stand in double quotes, numbers and dates in none; each key "
            "stands with its value on a line of its own.",
            source=name,
        ) from None
    except ValueError:  # Python's limit on the digits of an integer
        raise ReadError("this holds a number of thousands of digits; shorten it", source=name) from None
    return Document(name=name, content=_without_none(content), positions=toml_positions(text))


def _json(text: str, name: str | None) -> Document:
    try:
        content = json.loads(text, parse_float=_number, parse_int=_number, parse_constant=_number)
    except json.JSONDecodeError as error:
        raise ReadError(
            f"line {error.lineno}, column {error.colno} is not JSON: {error.msg}. Keys and texts need double "
            "quotes, values a comma between them and none after the last; there are no comments.",
            source=name,
        ) from None
    return Document(name=name, content=_without_none(content), positions=json_positions(text))


def _number(written: str) -> Decimal:
    """Return a number with every digit as written; one beyond all bounds is infinite."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal("Infinity")


def _without_none(part: Any) -> Any:
    """Put nothing in the place of every text "none"."""
    if isinstance(part, dict):
        return {key: _without_none(each) for key, each in part.items()}
    if isinstance(part, list):
        return [_without_none(each) for each in part]
    return None if part == "none" else part
