"""How a statement shows itself: drawings that live in higher layers and are hung in here by the package.

A `Statement` has `_repr_html_`, `__rich__` and `to_dataframe`, but the model may not import the formats
that draw them; `section16/__init__.py` joins the two.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_DRAWN: dict[str, Callable[..., Any]] = {}


def hang(name: str, drawing: Callable[..., Any]) -> None:
    """Say which function draws the view `name` (``html``, ``rich`` or ``frame``)."""
    _DRAWN[name] = drawing


def draw(name: str, *arguments: Any) -> Any:
    """Draw the view `name` of a statement. Raises LookupError before the package is imported whole."""
    return _DRAWN[name](*arguments)
