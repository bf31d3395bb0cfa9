"""What went wrong, for those who mend readers: the worst documents, and which items fail most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bench.reading_loop.measure import Document
from bench.reading_loop.score import Mark

_POSITION = re.compile(r"\[[^]]*\]")
_ORDER = ("wrong", "missed", "abstained", "refused")


def worst(documents: Sequence[Document], most: int = 20, each: int = 12) -> Iterator[str]:
    """Yield lines: silent errors first, then failures by item, then the worst documents with what was read."""
    marks = [mark for document in documents for mark in document.marks]
    silent = [mark for mark in marks if mark.silent]
    if silent:
        yield f"silently wrong, {len(silent)}:"
        yield from (f"  {mark.document}: {_said(mark)}" for mark in silent[:40])
    failures = Counter(
        (_POSITION.sub("", mark.path), mark.outcome)
        for mark in marks
        if mark.outcome not in ("exact", "refused")
    )
    if failures:
        yield "failures by item:"
        yield from (f"  {count:>5} {path} {outcome}" for (path, outcome), count in failures.most_common(25))
    styles: dict[str, list[Mark]] = {}
    for document in documents:
        styles.setdefault(document.style, []).extend(document.marks)
    yield "exact by style:"
    for style, found in styles.items():
        exact = sum(mark.outcome == "exact" for mark in found)
        yield f"  {100 * exact / max(1, len(found)):>6.2f} {style} ({len(found)} items)"
    refusals: dict[str, list[str]] = {}
    for document in documents:
        if document.refused:
            refusals.setdefault(document.refused, []).append(f"{document.name} ({document.style})")
    if refusals:
        yield "refused:"
        for why, names in sorted(refusals.items(), key=lambda each: -len(each[1])):
            yield f"  {len(names):>5} {why[:220]}: {', '.join(names[:5])}"
    ordered = sorted(documents, key=lambda document: -_harm(document))
    for document in ordered[:most]:
        if document.refused or not _harm(document):
            continue
        bad = [mark for mark in document.marks if mark.outcome != "exact"]
        yield f"{document.name} ({document.style}): {len(bad)} of {len(document.marks)} items not exact"
        bad.sort(key=lambda mark: (not mark.silent, _ORDER.index(mark.outcome)))
        yield from (f"    {_said(mark)}" for mark in bad[:each])


def _harm(document: Document) -> float:
    return sum(
        10 if mark.silent else 3 if mark.outcome == "wrong" else mark.outcome != "exact"
        for mark in document.marks
    )


def _said(mark: Mark) -> str:
    return (
        f"{mark.path} {mark.outcome}: truth {mark.truth[:160]!r}, read {mark.read[:160]!r} "
        f"({mark.status}, {mark.confidence:.2f})"
    )
