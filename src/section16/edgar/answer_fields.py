"""The fields of EDGAR's answers, which its examples also write as texts: numbers, truths, moments, lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def text_of(value: Any) -> str | None:
    """Return a field of an answer as text; None where it is absent or empty."""
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def truth_of(value: Any) -> bool | None:
    """Return a field of an answer as true or false, which EDGAR's examples also write as texts."""
    return {"true": True, "false": False}.get(str(value).strip().lower())


def moment_of(value: Any) -> datetime | None:
    """Return a moment of an answer, in UTC; None where it is absent or none."""
    try:
        made = datetime.fromisoformat(str(value).strip())
    except ValueError:
        return None
    return made.astimezone(UTC) if made.tzinfo else None


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects of a list in an answer."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def texts_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return the plain fields of a message as texts; what one example calls ``message`` is its content."""
    made = {name: text for name, value in fields.items() if (text := text_of(value)) is not None}
    if "content" not in made and "message" in made:
        made["content"] = made.pop("message")
    return made
