"""The bands of a form on the paper, from top to bottom, told by the phrases that head them."""

from __future__ import annotations

from collections.abc import Sequence

from section16.errors import TruncatedDocument
from section16.formats import captions
from section16.formats.captions import TABLE_TITLES
from section16.reading.geometry.captions import EVERYWHERE, Caption, found
from section16.reading.geometry.notes import Signatures, clearest
from section16.reading.geometry.paper import Paper
from section16.reading.sheets import missing_box


class Bands:
    """The bands of a form from top to bottom: boxes, tables, further owners, explanation, signatures."""

    def __init__(self, paper: Paper, source: str | None) -> None:
        titles = [
            [caption for caption in found(paper, phrase) if not _is_text(paper, caption)]
            for phrase in _TITLES
        ]
        for number in (0, 1):
            titles[number] = titles[number] or _spoiled_title(paper, number, titles[1 - number])
        self.signatures = Signatures(paper, titles[0][0].bottom if titles[0] else 0.0)
        if not self.signatures.captions:
            raise TruncatedDocument(
                f"the document has no {captions.SIGNATURE!r}: it ends early, or pages are missing. "
                "Give all pages of the form",
                source=source,
            )
        for number, captions_of in enumerate(titles):
            if not captions_of:
                raise missing_box(("Table I", "Table II")[number])
            for caption in captions_of:
                _use_line(paper, caption)
                for text in TABLE_TITLES["4"][number][1:]:
                    below = (caption.bottom - 2, caption.bottom + 3 * caption.size, -1e9, 1e9)
                    for line in found(paper, text, below):
                        line.use()
        self.titles = titles
        self.top = titles[0][0].top - 1
        explained = [
            caption
            for caption in clearest(paper, captions.EXPLANATION, titles[1][0].top)
            if not _is_text(paper, caption)
        ]
        if not explained:
            raise missing_box(captions.EXPLANATION)
        self.explanation = explained[0]
        self.owners = found(paper, captions.OWNER, (titles[1][0].top, self.explanation.top, -1e9, 1e9))
        self.end = self.explanation.top - 1

    def stretches(self, number: int) -> tuple[list[Caption], list[float]]:
        """Return the titles of a table, and where what stands under each ends."""
        stops = sorted(
            [caption.top - 1 for titles in self.titles for caption in titles]
            + [caption.top - 3 for caption in self.owners]
            + [self.end]
        )
        titles = self.titles[number]
        return titles, [
            next((stop for stop in stops if stop > caption.bottom), self.end) for caption in titles
        ]


_TITLES = (TABLE_TITLES["4"][0][0][:35], TABLE_TITLES["4"][1][0][:32])
"""How the titles of both tables begin on every form."""


def _spoiled_title(paper: Paper, number: int, others: Sequence[Caption]) -> list[Caption]:
    """Return where the title of a table stands misread: on its side of the `others`, those of the other
    table, and more like its own than like theirs.
    """
    area = (-1e9, others[0].top, -1e9, 1e9) if number == 0 and others else EVERYWHERE
    if number == 1 and others:
        area = (others[0].bottom, 1e9, -1e9, 1e9)
    alike = {
        caption.tokens[0]: caption.share for caption in found(paper, _TITLES[1 - number], area, spoilt=True)
    }
    return [
        caption
        for caption in found(paper, _TITLES[number], area, spoilt=True)
        if caption.share > alike.get(caption.tokens[0], 0.0) and not _is_text(paper, caption)
    ]


def _is_text(paper: Paper, caption: Caption) -> bool:
    """Whether words stand before a caption on its line, as in a running text."""
    token = caption.tokens[0]
    return any(
        other.right <= token.left + 1 and token.left - other.right < 1.5 * token.size and other.letters
        for other in paper.between(token.middle - 0.4 * token.size, token.middle + 0.4 * token.size)
        if other is not token
    )


def _use_line(paper: Paper, caption: Caption) -> None:
    """Account for the title lines of a table."""
    caption.use()
    for token in paper.between(caption.top - 1, caption.bottom + 1):
        token.used = True
