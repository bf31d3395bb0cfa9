"""Writes down what stands where on the paper: the text of an item, its places, and how sure both are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from section16.model.reading import Repair, SeenStatus
from section16.reading.geometry.joining import Joined, joined
from section16.reading.geometry.paper import Paper, Token
from section16.reading.transcript import Sighting, Transcript

SURE = 0.99
"""How sure the recognition of a picture is where two looks at it, at different sizes, agree to the letter."""

_JOINED = 0.8
RECOGNISED = "recognised from a picture, not confirmed by a second look"

OF_A_PICTURE = Sighting(status=SeenStatus.REPAIRED, confidence=0.97, repairs=(Repair("", "", RECOGNISED),))
"""How what was told by other items of a picture was come by."""


class Scribe:
    """The notes of one reading of a paper."""

    def __init__(self, paper: Paper, transcript: Transcript) -> None:
        self.paper = paper
        self.transcript = transcript

    def take(self, path: str, tokens: Sequence[Token], right: float | None = None) -> str:
        """Return the text of the item at `path` and note where it stands."""
        if not tokens:
            return ""
        return self.note(path, tokens, joined(self.paper, tokens, right, town=path.endswith(".city")))

    def note(
        self,
        path: str,
        tokens: Sequence[Token],
        told: Joined,
        *,
        confidence: float = 1.0,
        alternatives: Iterable[str] = (),
    ) -> str:
        """Note that `told` stands at `path`; return its text.

        What was recognised from a picture is never exact: it is confirmed by a second look, or repaired.
        """
        for token in tokens:
            token.used = True
        sure = min([confidence, *(token.confidence for token in tokens)])
        repairs: tuple[Repair, ...] = ()
        if told.doubt:
            repairs = (Repair(" ".join(token.text for token in tokens), told.text, told.doubt),)
            sure = min(sure, _JOINED)
        elif sure < SURE:
            repairs = (Repair("", "", RECOGNISED),)
        status = SeenStatus.REPAIRED if repairs else SeenStatus.CONFIRMED if sure < 1 else None
        self.transcript.saw(
            path,
            Sighting(
                status=status,
                confidence=sure if sure < 1 else None,
                spans=self.paper.span(tokens),
                repairs=repairs,
                alternatives=(*told.others, *alternatives),
            ),
        )
        return told.text
