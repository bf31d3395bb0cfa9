"""Facts and profiles written as the TOML files from which they are read.

>>> from section16.drafting.samples import SHEET
>>> print(text_of(SHEET).split("\\n\\n")[0])
[[facts]]
fact = "held"
on = 2026-05-05
shares = 18590
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import tomli_w
from msgspec import NODEFAULT, Struct
from msgspec.structs import fields

from section16.drafting.fact_sheet import FactSheet
from section16.drafting.profiles import Profiles
from section16.errors import UsageError

_NOTHING = "none"  # TOML has no null


def text_of(whole: FactSheet | Profiles) -> str:
    """Write a sheet of facts or some profiles as TOML; what has its default is left out.

    `section16.drafting.fact_files` and `profile_files` read it back. Raises `UsageError` for a text that is
    just "none", which these files read as nothing.
    """
    return tomli_w.dumps(_told(whole), multiline_strings=False)


def _told(part: Any) -> Any:
    """Return what TOML can hold of a value: structs as tables, whole numbers without a point."""
    match part:
        case Struct():
            return _table(part)
        case Mapping():
            return {key: _told(each) for key, each in part.items()}
        case tuple() | list():
            return [_told(each) for each in part]
        case None:
            return _NOTHING
        case Decimal() if part == part.to_integral_value():
            return int(part)
        case str() if part == _NOTHING:
            raise UsageError(f'the text "{_NOTHING}" stands for nothing in a file; say it in other words')
        case str():
            return str(part)  # the words of an enumeration too
    return part


def _table(part: Struct) -> dict[str, Any]:
    """Return the fields of a struct that do not have their default, the tag first."""
    config = part.__struct_config__
    found = {config.tag_field: config.tag} if config.tag_field else {}
    for field in fields(part):
        default = field.default if field.default_factory is NODEFAULT else field.default_factory()
        value = getattr(part, field.name)
        if value != default:
            found[field.encode_name] = _told(value)
    return found
