"""Facts and profiles written as the TOML files from which they are read, in the shape a person would write.

Libraries write what TOML allows: a fact on one line where it fits. These files are there to be edited.

>>> from section16.drafting.samples import SHEET
>>> print(text_of(SHEET).split("\\n\\n")[0])
[[facts]]
fact = "held"
on = 2026-05-05
shares = 18590
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from section16.drafting.fact_sheet import FactSheet
from section16.drafting.profiles import Profiles
from section16.errors import UsageError
from section16.model.values import plain

_NOTHING = "none"  # TOML has no null
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def text_of(whole: FactSheet | Profiles) -> str:
    """Write a sheet of facts or some profiles as TOML: a table for each fact and profile.

    What has its default is left out. `section16.drafting.fact_files` and `profile_files` read it back.
    Raises `UsageError` for a text that is just "none", which these files read as nothing.
    """
    members = _members(whole)
    plainly = [f"{key} = {_value(part)}" for key, part in members.items() if not _is_sections(part)]
    sections = [
        section for key, part in members.items() if _is_sections(part) for section in _sections(key, part)
    ]
    return "\n\n".join(["\n".join(plainly)] * bool(plainly) + sections) + "\n"


def _members(part: Any) -> dict[str, Any]:
    """Return what a struct or mapping holds by key, without what has its default; the tag comes first."""
    if isinstance(part, Mapping):
        return dict(part)
    config = part.__struct_config__
    found = {config.tag_field: config.tag} if config.tag_field else {}
    for field in fields(part):
        default = field.default if field.default_factory is NODEFAULT else field.default_factory()
        value = getattr(part, field.name)
        if value != default:
            found[field.encode_name] = value
    return found


def _is_table(part: Any) -> bool:
    return isinstance(part, Struct | Mapping)


def _is_sections(part: Any) -> bool:
    """Whether a member of the whole becomes sections of the file: tables by key, or a list of tables."""
    parts = part.values() if isinstance(part, Mapping) else part if isinstance(part, tuple) else (None,)
    return bool(parts) and all(map(_is_table, parts))


def _sections(name: str, part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        headed = [(f"[{name}.{_key(key)}]", each) for key, each in part.items()]
    else:
        headed = [(f"[[{name}]]", each) for each in part]
    for head, each in headed:
        yield "\n".join([head, *(f"{_key(key)} = {_value(value)}" for key, value in _members(each).items())])


def _value(part: Any) -> str:
    return next(write(part) for kinds, write in _WRITTEN if isinstance(part, kinds))


def _text(part: str) -> str:
    if part == _NOTHING:
        raise UsageError(f'the text "{_NOTHING}" stands for nothing in a file; say it in other words')
    return _quoted(part)


def _quoted(part: str) -> str:
    # A JSON text is a basic string of TOML but for the delete character.
    return json.dumps(part, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _list(part: tuple[Any, ...]) -> str:
    """Write a list in one line, and one of tables with a line for each."""
    written = [_value(each) for each in part]
    if any(map(_is_table, part)):
        return "[\n" + "".join(f"    {each},\n" for each in written) + "]"
    return f"[{', '.join(written)}]"


def _table(part: Any) -> str:
    """Write a table within a section, in one line as TOML wants it."""
    inside = ", ".join(f"{_key(key)} = {_value(value)}" for key, value in _members(part).items())
    return f"{{ {inside} }}".replace("\n", " ") if inside else "{}"


_WRITTEN: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
    (type(None), lambda _: _quoted(_NOTHING)),
    (bool, lambda part: str(part).lower()),
    (int, str),
    (Decimal, plain),
    (str, _text),
    ((date, time), lambda part: part.isoformat()),
    ((tuple, list), _list),
    ((Struct, Mapping), _table),
)
