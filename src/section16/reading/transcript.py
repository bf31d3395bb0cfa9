"""What is noted while a printed form is typed: texts that are no values, what was inferred and why."""

from __future__ import annotations

from typing import Any, TypeVar

from msgspec import Struct

from section16.model.items import BY_NAME
from section16.model.reading import Deviation, DeviationKind, Repair, SeenStatus, Span
from section16.reading.printed_values import typed

_T = TypeVar("_T")


class Sighting(Struct, frozen=True, kw_only=True):
    """How a reader came by the text of one item.

    Leave `status` out where it follows: *repaired* when there are `repairs`, else *exact*. A status of
    *unreadable* is for an item whose text was left empty because nobody can tell it; `repairs` may then hold
    the reason. `alternatives` are the other texts that the same marks could be, the likeliest first.
    """

    status: SeenStatus | None = None
    confidence: float | None = None
    spans: tuple[Span, ...] = ()
    repairs: tuple[Repair, ...] = ()
    alternatives: tuple[str, ...] = ()


class Transcript:
    """The notes of one typing: `deviations`, and by path the reason of every value that was `inferred` and
    the values between which the form does not decide (`conflicts`); the paths `not_shown` by the page, and
    texts that it has `repeated` from elsewhere on it; by path how the reader came by it (`sightings`), and of
    what has no path there, `unnoted`.
    """

    def __init__(self) -> None:
        self.sightings: dict[str, Sighting] = {}
        self.deviations: list[Deviation] = []
        self.inferred: dict[str, str] = {}
        self.conflicts: dict[str, tuple[str, ...]] = {}
        self.not_shown: set[str] = set()
        self.repeated: list[str] = []
        self.unnoted = Sighting()

    def saw(self, path: str, sighting: Sighting) -> None:
        """Note how the text of the item at `path` was come by."""
        self.sightings[path] = sighting

    def unread(self, path: str, why: str, *spans: Span) -> None:
        """Note that nobody can tell what stands at `path`, or whether anything does: it is unknown."""
        reason = (Repair(" ".join(span.text for span in spans), "", why),)
        self.saw(path, Sighting(status=SeenStatus.UNREADABLE, confidence=0.0, spans=spans, repairs=reason))

    def value(self, item: str, path: str, text: str) -> Any:
        """Type `text` as the item of that name; None for no text, or when it is noted as no such value."""
        if not text:
            return None
        value = typed(BY_NAME[item], text)
        return self.unreadable(path, text) if value is None else value

    def unreadable(self, path: str, text: str) -> Any:
        """Note that what stands at `path` is no value of its type; return None, its value from now on."""
        self.deviations.append(Deviation(DeviationKind.UNTYPABLE, path, text, "no such value"))
        return None

    def conflict(self, path: str, *values: str) -> Any:
        """Note that the form says several things at `path`; return None, its value from now on."""
        self.conflicts[path] = values
        return self.unreadable(path, " and ".join(values))

    def stray(self, path: str, text: str, detail: str) -> None:
        """Note a text that stands where none is expected."""
        self.deviations.append(Deviation(DeviationKind.STRAY_TEXT, path, text, detail))

    def infer(self, path: str, value: _T, why: str) -> _T:
        """Return `value`, noting why it was inferred although the page does not print it."""
        self.inferred[path] = why
        return value
