"""The library of footnotes: templates in neutral words, to which a desk and an issuer may give their own."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from section16.drafting.footnote_numbering import IDS
from section16.drafting.footnote_text import one_spaced
from section16.errors import UsageError
from section16.model.items import DECIMAL_PLACES, ITEMS, LARGEST_DECIMAL, Footnoting
from section16.model.lines import number

Value = str | int | Decimal | date
"""What fills a variable: a number is an `int` or a `Decimal`, a day a `date`."""


class VariableKind(StrEnum):
    """What a variable holds, which decides how it is written."""

    MONEY = "money"
    """U.S. dollars, written $1,234.56, with up to four decimals where there are more than two."""
    SHARES = "shares"
    """An amount of securities with up to four decimals, written 1,234."""
    NUMBER = "number"
    """A rate, ratio or percentage, written without idle zeros."""
    INTEGER = "integer"
    """A whole number, written plainly."""
    DATE = "date"
    """A day, written May 5, 2026."""
    TEXT = "text"
    """Words, in which white space counts as one space."""


class Template(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One footnote with places to fill in; `footnotes.toml` explains the fields.

    `attributes` are those of the rows on which it may stand, the usual one first; ``remarks`` is the
    statement's own text. A variable is of a `VariableKind` or one of a few words. `seen_in_filings` is False
    where neither use nor words are confirmed by filings that were read.
    """

    text: str
    attributes: tuple[str, ...]
    trigger: str
    variables: Mapping[str, VariableKind | tuple[str, ...]] = {}
    rule: str | None = None
    seen_in_filings: bool = False

    @property
    def required(self) -> tuple[str, ...]:
        """The variables that must be given: those outside the brackets, in the order of the text."""
        return tuple(_names(_OPTIONAL.sub("", self.text)))


class Library(Struct, frozen=True, kw_only=True):
    """Templates of footnotes by key: the built-in ones, a desk's own, an issuer's wording."""

    templates: Mapping[str, Template]

    @classmethod
    def load(cls, *paths: str | Path) -> Library:
        """Return the built-in templates, changed and completed by TOML files, the later over the earlier.

        A file has the shape of `footnotes.toml`. For a key that exists already it gives only what changes.
        Raises `UsageError` naming file, key and field.
        """
        library = _built_in()
        for path in paths:
            library = library.with_templates(_tables(Path(path)), source=str(path))
        return library

    def with_templates(
        self, tables: Mapping[str, Mapping[str, object]], *, source: str = "the footnotes given"
    ) -> Library:
        """Return the library with templates changed or added; `source` is named in the `UsageError`s."""
        changed = {key: self._changed(key, fields, source) for key, fields in tables.items()}
        return replace(self, templates={**self.templates, **changed})

    def for_issuer(self, wording: Mapping[str, str]) -> Library:
        """Return the library with an issuer's own words for some keys.

        A wording uses the variables of the template it replaces. Raises `UsageError` naming the key.
        """
        for key in wording:
            self.template(key)
        tables = {key: {"text": text} for key, text in wording.items()}
        return self.with_templates(tables, source="the issuer's wording")

    def template(self, key: str) -> Template:
        """Return the template of this key. Raises `UsageError` naming the nearest keys when there is none."""
        try:
            return self.templates[key]
        except KeyError:
            raise UsageError(f"there is no footnote {key!r}; {_nearest(key, self.templates)}") from None

    def text(self, key: str, /, **variables: Value | None) -> str:
        """Return the footnote of this key with its variables filled in.

        A part in brackets is left out when its variables are None or not given. ``{ids}`` stays for the
        numbering to fill in. Raises `UsageError` naming key and variable: one that is missing, unknown, or
        cannot be written as its kind.
        """
        template = self.template(key)
        for name in variables.keys() - template.variables.keys():
            known = ", ".join(template.variables) or "none"
            raise UsageError(f"footnote {key!r} has no variable {name!r}; it has {known}")
        told = {
            name: _written(key, name, template.variables[name], value)
            for name, value in variables.items()
            if value is not None
        }
        for name in template.required:
            if name not in told:
                raise UsageError(f"footnote {key!r} needs the variable {name!r}: {template.text!r}")

        def optional(part: re.Match[str]) -> str:
            own = [name for name in _names(part[1]) if name not in template.required]
            missing = [name for name in own if name not in told]
            if missing and len(missing) < len(own):
                raise UsageError(f"footnote {key!r} needs the variable {missing[0]!r} too for {part[1]!r}")
            return "" if missing else part[1]

        chosen = _OPTIONAL.sub(optional, template.text)
        return one_spaced(_VARIABLE.sub(lambda place: told.get(place[1], place[0]), chosen))

    def _changed(self, key: str, fields: object, source: str) -> Template:
        where = f"{source}, footnote {key!r}"
        if not isinstance(fields, Mapping):
            raise UsageError(f"{where}: must be a table such as [{key}] with text, attributes and trigger")
        known = self.templates.get(key)
        before = msgspec.to_builtins(known) if known else {}
        try:
            template = msgspec.convert({**before, **fields}, Template)
        except msgspec.ValidationError as error:
            hint = "" if known else f"; it is new here ({_nearest(key, self.templates)})"
            raise UsageError(f"{where}: {error}{hint}") from error
        template = replace(template, text=one_spaced(template.text))
        for field, wrong in _wrong(template):
            raise UsageError(f"{where}, {field}: {wrong}")
        return template


@cache
def _built_in() -> Library:
    tables = tomllib.loads(files("section16.drafting").joinpath("footnotes.toml").read_text(encoding="utf-8"))
    return Library(templates={}).with_templates(tables, source="footnotes.toml")


def _tables(path: Path) -> dict[str, Mapping[str, object]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{path}: is not a TOML file: {error}") from error


def _nearest(key: str, keys: Mapping[str, object]) -> str:
    near = difflib.get_close_matches(key, keys, n=3) or sorted(keys)[:3]
    return f"did you mean {', '.join(near)}?"


# How a template is written


_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_VARIABLE = re.compile(r"\{(\w+)\}")
_MARKS = re.compile(r"[\[\]{}]")

_PLACES = {item.attribute for item in ITEMS if item.footnoting not in (Footnoting.NONE, Footnoting.GROUP)}
_PLACES |= {"code", "remarks"}


def _names(text: str) -> Iterator[str]:
    """Yield the variables of a text in order, each once; `IDS` is none of them."""
    yield from dict.fromkeys(_VARIABLE.findall(text.replace(IDS, "")))


def _wrong(template: Template) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a template: the field, and what and how to mend it."""
    used, declared = set(_names(template.text)), set(template.variables)
    if not template.text:
        yield "text", "is empty"
    if _MARKS.search(_VARIABLE.sub("", _OPTIONAL.sub(r"\1", template.text))):
        yield "text", "has a bracket or brace without its partner, or brackets within brackets"
    for name in sorted(used - declared):
        yield "text", f"{{{name}}} is not one of its variables ({', '.join(sorted(declared)) or 'none'})"
    for name in sorted(declared - used):
        yield "text", f"must use its variable {{{name}}}"
    for part in _OPTIONAL.findall(template.text):
        if not set(_names(part)) - set(template.required):
            yield "text", f"[{part}] needs a variable of its own, which decides whether it is said"
    if not template.attributes:
        yield "attributes", "names no item on which the footnote may stand"
    for attribute in template.attributes:
        if attribute not in _PLACES:
            yield "attributes", f"{attribute!r} takes no footnote; it may be {', '.join(sorted(_PLACES))}"
    for name, kind in template.variables.items():
        if not kind:
            yield "variables", f"{name} has no words to choose from"


# How a value is written. Each returns None for what is not of its kind.


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LARGEST = Decimal(LARGEST_DECIMAL)
_PLACE = Decimal(1).scaleb(-DECIMAL_PLACES)


def _amount(value: Value) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    amount = Decimal(value)
    return amount if amount.is_finite() and 0 <= amount <= _LARGEST else None


def _number(value: Value) -> str | None:
    amount = _amount(value)
    return None if amount is None else number(amount)


def _shares(value: Value) -> str | None:
    amount = _amount(value)
    return None if amount is None or amount % _PLACE else number(amount)


def _money(value: Value) -> str | None:
    text = _shares(value)
    if text is None:
        return None
    whole, _, cents = text.partition(".")
    return f"${whole}.{cents:0<2}"


def _integer(value: Value) -> str | None:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _date(value: Value) -> str | None:
    if isinstance(value, datetime.datetime) or not isinstance(value, date):
        return None
    return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"


def _text(value: Value) -> str | None:
    return one_spaced(value) or None if isinstance(value, str) else None


_WRITTEN: dict[VariableKind, tuple[Callable[[Value], str | None], str]] = {
    VariableKind.MONEY: (_money, "an amount of money: a Decimal of at most four decimals"),
    VariableKind.SHARES: (_shares, "a number of shares: a Decimal of at most four decimals"),
    VariableKind.NUMBER: (_number, "a number: a Decimal, zero or more"),
    VariableKind.INTEGER: (_integer, "a whole number, zero or more"),
    VariableKind.DATE: (_date, "a date"),
    VariableKind.TEXT: (_text, "words"),
}


def _written(key: str, name: str, kind: VariableKind | tuple[str, ...], value: Value) -> str:
    """Write a value as its variable wants it. Raises `UsageError` naming key and variable."""
    if isinstance(kind, tuple):
        text, wanted = (str(value), "") if value in kind else (None, f"one of {', '.join(kind)}")
    else:
        write, wanted = _WRITTEN[kind]
        text = write(value)
    if text is None:
        raise UsageError(f"footnote {key!r}, variable {name!r}: {value!r} is not {wanted}")
    return text
