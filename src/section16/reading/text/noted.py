"""How the readers of parts note where a text stood and what was done to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from section16.model.reading import Repair, SeenStatus, Span
from section16.reading.text.lines import Cell
from section16.reading.text.markup import Plain
from section16.reading.transcript import Sighting, Transcript


class Healed(NamedTuple):
    """How a text that begins at a place was put together: what stood there, why, and how sure it is."""

    before: str
    why: str
    confidence: float
    alternatives: tuple[str, ...] = ()
    spans: tuple[Cell, ...] = ()


class Noted:
    """The source made plain, and the transcript in which the evidence is noted."""

    def __init__(self, plain: Plain, transcript: Transcript) -> None:
        self.plain = plain
        self.transcript = transcript
        self.healed: dict[int, Healed] = {}

    def spans(self, cells: Iterable[Cell]) -> tuple[Span, ...]:
        """Return where pieces of text stand in the source."""
        return tuple(self.plain.span(cell.start, cell.end) for cell in cells)

    def exact(self, path: str, *cells: Cell) -> None:
        """Note that an item is printed as it was read, or how it was put together if it was."""
        healed = next((self.healed[cell.start] for cell in cells if cell.start in self.healed), None)
        if healed is not None:
            text = " ".join(cell.text for cell in cells)
            self.repaired(
                path, healed.before, text, healed.why, *(healed.spans or cells),
                confidence=healed.confidence, alternatives=healed.alternatives,
            )  # fmt: skip
            return
        self.transcript.saw(path, Sighting(spans=self.spans(cells)))

    def inferred(self, path: str, value: str, why: str, *cells: Cell, confidence: float = 0.95) -> None:
        """Note that an item is not printed but follows from what is."""
        self.transcript.saw(
            path,
            Sighting(
                status=SeenStatus.INFERRED,
                confidence=confidence,
                spans=self.spans(cells),
                repairs=(Repair("", value, why),),
            ),
        )

    def repaired(
        self,
        path: str,
        before: str,
        after: str,
        why: str,
        *cells: Cell,
        confidence: float = 0.9,
        alternatives: tuple[str, ...] = (),
    ) -> None:
        """Note that an item was printed otherwise than it was read."""
        self.transcript.saw(
            path,
            Sighting(
                status=SeenStatus.REPAIRED,
                confidence=confidence,
                spans=self.spans(cells),
                repairs=(Repair(before, after, why),),
                alternatives=alternatives,
            ),
        )

    def unread(self, path: str, why: str, *cells: Cell) -> None:
        """Note that nobody can tell what stands at `path`."""
        self.transcript.unread(path, why, *self.spans(cells))
