"""The templates of web pages: one way to load them, with every text escaped and every name required."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template


@cache
def page_template(room: str, name: str) -> Template:
    """Return the template `name` of the folder ``templates`` in a room, such as ``"section16.reading"``."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(room, "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    ).get_template(name)
