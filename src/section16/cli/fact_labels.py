"""Where each fact was written: "vests.csv, line 2" says more to a person than "facts[7]"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_FACT = re.compile(r"facts\[(\d+)\]")
_NUMBERED = re.compile(r"\bFact (\d+):")


class Labels(NamedTuple):
    """The place of each fact of a sheet, in its order."""

    places: Sequence[str] = ()

    def of(self, fact: int) -> str:
        """Return the place of a fact, or its number where no place is known."""
        return self.places[fact] if fact < len(self.places) else f"facts[{fact}]"

    def told(self, text: str) -> str:
        """Put places into a text that speaks of facts by number."""
        text = _FACT.sub(lambda match: self.of(int(match[1])), text)
        return _NUMBERED.sub(lambda match: f"{self.of(int(match[1]) - 1)}:", text)


NO_LABELS = Labels()
"""No place is known: facts go by their numbers."""
