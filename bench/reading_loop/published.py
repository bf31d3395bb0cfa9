"""The published page, docs/reading-accuracy.md, written from the figures that the hold-out gave."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from bench.reading_loop.calibration import COVERAGES
from bench.reading_loop.channels.registry import CHANNELS, Channel
from bench.reading_loop.figures import Figures
from bench.reading_loop.score import PARTS, SORTS

_HERE = Path(__file__).resolve().parent
CURRENT = _HERE / "figures.json"
"""The figures of the last run of each channel over the hold-out."""
FIRST_CONTACT = _HERE / "first_contact.json"
"""The figures of the first run of each channel over the hold-out; written once."""
PAGE = _HERE.parents[1] / "docs" / "reading-accuracy.md"


def kept(file: Path) -> dict[str, Figures]:
    """Return the figures in a file, by channel."""
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Figures]) if file.exists() else {}


def keep(file: Path, figures: dict[str, Figures]) -> None:
    """Write the figures by channel, in the order of the registry, so that a change shows as a change."""
    ordered = {channel.name: figures[channel.name] for channel in CHANNELS if channel.name in figures}
    file.write_bytes(msgspec.json.format(msgspec.json.encode(_rounded(ordered)), indent=1) + b"\n")


def _rounded(figures: object) -> object:
    """Return plain values with shares and times to four digits after the point."""
    if isinstance(figures, float):
        return round(figures, 4)
    if isinstance(figures, dict):
        return {name: _rounded(value) for name, value in figures.items()}
    if isinstance(figures, list | tuple):
        return [_rounded(value) for value in figures]
    if isinstance(figures, msgspec.Struct):
        return _rounded(msgspec.structs.asdict(figures))
    return figures


def publish(found: Iterable[Figures], *, first_contact: bool = False) -> None:
    """Record the figures of a run over the hold-out, and write the page anew.

    A first contact is written when a channel meets the hold-out for the first time; later runs leave it
    alone, unless `first_contact` says that this run is one again (new issuers, new styles).
    """
    current, first = kept(CURRENT), kept(FIRST_CONTACT)
    for figures in found:
        current[figures.channel] = figures
        if first_contact or figures.channel not in first:
            first[figures.channel] = figures
    keep(CURRENT, current)
    keep(FIRST_CONTACT, first)
    PAGE.write_text(page(kept(CURRENT), kept(FIRST_CONTACT)), "utf-8")


def page(current: dict[str, Figures], first: dict[str, Figures]) -> str:
    """Return the page in Markdown."""
    measured = [channel for channel in CHANNELS if channel.name in current]
    waiting = [channel for channel in CHANNELS if channel.name not in current]
    return "\n".join(
        [
            *_BEGINNING,
            *_targets(measured, current, first),
            "",
            *(_waiting(waiting) if waiting else ()),
            "## By group of items, exact in percent",
            "",
            *_table(
                ("channel", *_PART_HEADS),
                (
                    (channel.name, *(_one(current[channel.name].parts.get(part)) for part in PARTS))
                    for channel in measured
                ),
            ),
            "",
            *_sorts(measured, current),
            "## What became of the items that were not exact, in percent of all items",
            "",
            "*Wrong* is another value, or a value where there is none. *Abstained* is unreadable, in conflict or not "
            "shown, and said to be so. *Missed* is said to be absent. *Refused* are items of documents that were "
            "refused whole, by a named error.",
            "",
            *_table(
                (
                    "channel",
                    "exact",
                    "wrong",
                    "of it silent",
                    "abstained",
                    "missed",
                    "refused",
                    "documents refused",
                ),
                (_outcomes(current[channel.name]) for channel in measured),
            ),
            "",
            *_calibration(measured, current),
            *_risks(measured, current),
            *_ending(current),
        ]
    )


_PART_HEADS = (
    "items 1-4 and boxes above", "items 5, 6", "Table I", "Table II", "footnote marks", "footnotes, remarks", "signatures"
)  # fmt: skip

_BEGINNING = (
    "# How well documents are read",
    "",
    "Written by `make bench-reading`; every figure was measured in the run that its line names, none is copied or "
    "estimated. True statements are printed, sent through a channel, read by `section16.read`, and every item that "
    "the document can show is compared with the truth: *exact* is the same string, number, date or mark.",
    "",
    "**What is synthetic.** Half of the statements are real filings (their XML is the truth), where they are at hand, "
    "the others are made up. The pages are synthetic, drawn in EDGAR's layout or by `section16 render`, save those of "
    "the lines whose page is called real: there it is one that EDGAR rendered, or what a converter made of one. Noise, "
    "wear and wrong grids are simulated; the converters named (pdftotext, MarkItDown, Chromium) are the real programs. "
    "Those few real documents have no hold-out, and their lines say so.",
    "",
    "**Hold-out.** Issuers are split by the SHA-1 of their CIK, and page styles by hand; these figures are of issuers "
    "and styles that no reader was tuned on. *First contact* is the first run ever over them, kept as it was. The reader "
    "of HTML was finished before there was a split, so that its lines are a hold-out of styles only.",
    "",
    "*Silently wrong* is a wrong value that the reading calls exact or confirmed, in percent of all items; where the "
    "limit speaks of numbers, dates and codes, of those. Real and made-up statements are counted as n = real + made up.",
    "",
    "## Targets",
    "",
)


def _targets(
    measured: Sequence[Channel], current: dict[str, Figures], first: dict[str, Figures]
) -> Iterator[str]:
    yield from _table(
        (
            "document", "channel", "page", "n", "exact %", "target", "reached", "real / made up %", "silently wrong %", "at most",
            "kept", "first contact: exact %, silent %", "ms each",
        ),
        (_line(channel, current[channel.name], first.get(channel.name)) for channel in measured),
    )  # fmt: skip


def _line(channel: Channel, found: Figures, first: Figures | None) -> tuple[str, ...]:
    silent = found.silent_hard if channel.hard_only else found.silent
    hard = " (numbers, dates, codes)" if channel.hard_only else ""
    met = (
        f"{_two(first.exact)}, {_two(first.silent_hard if channel.hard_only else first.silent)} ({first.day})"
        if first
        else ""
    )
    development = "" if found.split == "holdout" else " *(not held out)*"
    return (
        channel.says + development,
        f"`{channel.name}`",
        "real" if channel.given else "synthetic",
        f"{found.real} + {found.statements - found.real}",
        f"**{_two(found.exact)}**",
        _wanted(channel),
        _kept(
            found.exact >= (channel.target or 0) and (found.parts.get("fnref") or 100) >= (channel.marks or 0)
            if channel.target is not None
            else None
        ),
        f"{_two(found.exact_real)} / {_two(found.exact_made_up)}",
        f"{_two(silent)}{hard}",
        "-" if channel.silent is None else f"{channel.silent:g}",
        _kept(None if channel.silent is None else silent <= channel.silent),
        met,
        f"{found.milliseconds:.0f}" if found.milliseconds >= 10 else f"{found.milliseconds:.1f}",
    )


def _wanted(channel: Channel) -> str:
    if channel.target is None:
        return "-"
    return f"{channel.target:g}" + (
        f" (footnote marks {channel.marks:g})" if channel.marks is not None else ""
    )


def _kept(kept: bool | None) -> str:
    return "-" if kept is None else "yes" if kept else "**no**"


def _waiting(channels: Sequence[Channel]) -> Iterator[str]:
    yield (
        "Not measured on the hold-out yet: "
        + "; ".join(f"{channel.says} (`{channel.name}`)" for channel in channels)
        + "."
    )
    yield ""


def _sorts(measured: Sequence[Channel], current: dict[str, Figures]) -> Iterator[str]:
    yield from (
        "## By sort of value: exact in percent, and in brackets how many are silently wrong in percent",
        "",
        "*Codes* are letters and words of a list: transaction code, A or D, D or I, V, form type. A *mark* is all footnote "
        "numbers of one cell.",
        "",
    )
    heads = ("numbers", "dates", "codes", "boxes", "footnote marks", "texts")
    yield from _table(
        ("channel", *heads),
        (
            (
                channel.name,
                *(
                    f"{_two(found.exact)} ({_two(found.silent)})"
                    if (found := sorts.get(sort)) and found.items
                    else "-"
                    for sort in SORTS
                ),
            )
            for channel in measured
            if (sorts := current[channel.name].sorts) is not None
        ),
    )
    yield ""


def _outcomes(found: Figures) -> tuple[str, ...]:
    shares = (found.exact, found.wrong, found.silent, found.abstained, found.missed, found.refused)
    return (found.channel, *map(_two, shares), f"{found.refused_documents} of {found.statements}")


def _calibration(measured: Sequence[Channel], current: dict[str, Figures]) -> Iterator[str]:
    yield from (
        "## Calibration",
        "",
        "Answers by the confidence that the reading gives them, in tenths: how many, how sure they say they are in the "
        "mean, and how many of them are exact. The target is that the two lie within 2 points; tenths of fewer than 50 "
        "answers tell little.",
        "",
    )
    yield from _table(
        ("channel", "confidence", "answers", "stated %", "observed %", "apart", "within 2 points"),
        (
            (
                channel.name,
                f"{decile.lowest:.1f} to {decile.lowest + 0.1:.1f}",
                f"{decile.count:,}",
                _one(decile.stated * 100),
                _one(decile.observed * 100),
                _one(decile.apart),
                ("yes" if decile.apart <= 2 else "**no**") if decile.count >= 50 else "",
            )
            for channel in measured
            for decile in current[channel.name].deciles
        ),
    )
    yield ""


def _risks(measured: Sequence[Channel], current: dict[str, Figures]) -> Iterator[str]:
    yield from (
        "## Risk and coverage",
        "",
        "The share of wrong values, in percent, when only the surest answers are taken, as many as the head says of all "
        "items; the last column is all answers that were given.",
        "",
    )
    heads = tuple(f"{coverage:.0%}" for coverage in COVERAGES if coverage < 1)
    yield from _table(
        ("channel", *heads, "all answers"), (_risk(current[channel.name]) for channel in measured)
    )
    yield ""


def _risk(found: Figures) -> tuple[str, ...]:
    by = {round(risk.coverage, 4): risk for risk in found.risks}
    points = tuple(_two(by[c].wrong * 100) if c in by else "" for c in COVERAGES if c < 1)
    last = found.risks[-1] if found.risks else None
    return (found.channel, *points, f"{last.wrong * 100:.2f} at {last.coverage:.1%}" if last else "")


def _ending(current: dict[str, Figures]) -> Iterator[str]:
    yield from (
        "## How to run it again",
        "",
        "`make bench-reading` runs every channel over the hold-out and writes this page; real filings are used when they "
        "lie in ../shared or where `SECTION16_SHARED` says. The development set, with what went wrong item by item:",
        "",
        "    python -m bench.reading_loop --channel cut-grid --n 40 --worst",
        "",
        "Seeds are fixed: the same command makes the same documents. Times are processor time of reading alone, "
        f"the median of the documents, with Python {platform.python_version()} on {platform.system()} {platform.machine()}.",
        "",
        "| channel | measured on | commit | seed |",
        "|---|---|---|---|",
    )
    for found in current.values():
        yield f"| {found.channel} | {found.day} | {found.commit} | {found.seed} |"
    yield ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _two(share: float | None) -> str:
    """Return a share with two digits after the point, cut and not rounded, so that 100 means all."""
    return "-" if share is None else f"{int(share * 100 + 1e-6) / 100:.2f}"


def _one(share: float | None) -> str:
    return "-" if share is None else f"{int(share * 10 + 1e-6) / 10:.1f}"
