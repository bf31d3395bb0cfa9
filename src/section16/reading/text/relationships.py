"""The boxes that are ticked: the owner's relationship to the issuer, and those at the top of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import CheckBox
from section16.model.values import Form
from section16.reading.text.anchors import RELATIONSHIPS, Anchor, Zones
from section16.reading.text.cut_head import CutHead
from section16.reading.text.lines import Cell, Line, joined
from section16.reading.text.markup import TICKED, UNTICKED
from section16.reading.text.noted import Noted
from section16.reading.text.notes import flowing
from section16.reading.text.ticks import Ticked, group_of, marks_in


class Relations:
    """The relationship box of an owner: its four ticks, the officer's title, the words beside "Other"."""

    def __init__(self, boxes: tuple[CheckBox, ...], officer_title: str, other_text: str) -> None:
        self.boxes = boxes
        self.officer_title = officer_title
        self.other_text = other_text


def relations_of(zones: Zones, noted: Noted, caption: Anchor | None, path: str) -> Relations:
    """Return a relationship box; what its fragments do not tell is unread, never taken for unticked."""
    if isinstance(zones, CutHead):
        return _of_cut(zones, noted, path)
    labels = _labels(zones, caption)
    names = [label.name for label in labels]
    if sorted(names) != sorted(RELATIONSHIPS):
        return _fragments(zones, noted, names, caption, path)
    last = _end(zones, labels[-1])
    first = max((anchor.end for anchor in zones.anchors if anchor.end <= labels[0].start), default=0)
    group = group_of(zones.shown, [(label.name, label.start, label.end) for label in labels], first, last)
    titles = list(_titles(zones, labels))
    boxes = []
    for attribute, label in captions.RELATIONSHIPS:
        boxes.append(CheckBox(label, _noted(noted, zones, group, attribute, labels, path)))
    return Relations(tuple(boxes), *_given(noted, group, titles, path))


def _of_cut(zones: CutHead, noted: Noted, path: str) -> Relations:
    """Return the box of a page cut in columns of its own: what stands whole before and after the cuts.

    Without one mark before a label nothing is told: "null (unknown), not false".
    """
    found = zones.labelled()
    told = {name: said for name, (said, _) in found.items() if said is not None}
    if not told:
        return _fragments(zones, noted, list(found), None, path)
    boxes: list[CheckBox] = []
    for attribute, caption in captions.RELATIONSHIPS:
        if attribute not in found:
            noted.unread(
                f"{path}.{attribute}", f"the label {caption!r} is cut, and whether it is ticked with it"
            )
            boxes.append(CheckBox(caption, None))
            continue
        said, label = found[attribute]
        cell = Cell(label.word.text, label.word.start, label.word.end)
        why = "the page was cut in columns of its own; "
        if said is None:
            why += "no mark stands before this label, while one stands before another"
        else:
            why += "the mark before this label stands in the piece with it"
        noted.repaired(
            f"{path}.{attribute}",
            "",
            "ticked" if said else "not ticked",
            why,
            cell,
            confidence=0.9 if said is not None else 0.8,
        )
        boxes.append(CheckBox(caption, bool(said)))
    titles = zones.title()
    officer, other = (found.get(name, (False, None))[0] for name in ("officer", "other"))
    if not titles or not (officer or other):
        if officer:
            noted.unread(f"{path}.officer_title", "the box is cut and no title is left in it")
        return Relations(tuple(boxes), "", "")
    text = joined(titles)
    given = "officer_title" if officer else "other_text"
    noted.repaired(
        f"{path}.{given}",
        text,
        text,
        "the box was cut; what stands in it besides labels",
        *titles,
        confidence=min(0.7, noted.healed[titles[0].start].confidence),
    )
    return Relations(tuple(boxes), text if officer else "", "" if officer else text)


def _labels(zones: Zones, caption: Anchor | None) -> list[Anchor]:
    """Return the four labels, the first of each after the relationship's caption where that is there."""
    after = caption.start if caption else 0
    found: dict[str, Anchor] = {}
    for anchor in zones.anchors:
        if anchor.name in RELATIONSHIPS and (anchor.start > after or not after):
            found.setdefault(anchor.name, anchor)
    return sorted(found.values(), key=lambda anchor: anchor.start)


def _end(zones: Zones, label: Anchor) -> int:
    place = zones.anchors.index(label)
    return zones.anchors[place + 1].start if place + 1 < len(zones.anchors) else zones.lines[-1].end


def _fragments(zones: Zones, noted: Noted, names: list[str], caption: Anchor | None, path: str) -> Relations:
    left = f"only {', '.join(names)} is left" if names else "none of them is left whole"
    why = (
        f"of the four boxes' labels {left}, and no mark stands before them: "
        "whether a box was ticked, and any title beside it, cannot be told"
    )
    pieces = zones.after(caption)[:8] if caption else []
    for attribute in (*RELATIONSHIPS, "officer_title"):
        noted.unread(f"{path}.{attribute}", why, *pieces)
    return Relations(tuple(CheckBox(caption, None) for _, caption in captions.RELATIONSHIPS), "", "")


def _noted(
    noted: Noted, zones: Zones, group: Ticked, attribute: str, labels: list[Anchor], path: str
) -> bool | None:
    path = f"{path}.{attribute}"
    label = next(label for label in labels if label.name == attribute)
    cell = Cell(zones.shown[label.start : label.end], label.start, label.end)
    said = group.said[attribute]
    if said is None:
        noted.unread(path, "no box of this group is drawn, ticked or not; their marks were lost", cell)
    elif attribute in group.drawn and not group.why:
        noted.exact(path, cell)
    elif attribute in group.drawn:
        noted.repaired(path, "", "ticked" if said else "not ticked", group.why, cell, confidence=0.9)
    else:
        ticked = next(name for name, value in group.said.items() if value)
        caption = dict(captions.RELATIONSHIPS)[ticked]
        noted.inferred(
            path, "not ticked",
            f"no mark stands before it, while one stands before {caption!r}: "
            "boxes that are not ticked are not drawn here",
            cell,
        )  # fmt: skip
    return said


_MARKS = re.compile(
    rf"[{TICKED}{UNTICKED}]|\[\s{{0,3}}[xX✓]?\s{{0,3}}\]|(?<!\S)[xX](?!\S)|_{{3,}}|\(\s{{0,3}}[xX]?\s{{0,3}}\)"
)


def _titles(zones: Zones, labels: list[Anchor]) -> Iterator[Cell]:
    """Yield the texts in the box that are neither labels nor marks."""
    for label in labels:
        for piece in zones.after(label, across=True):
            text = _MARKS.sub(" ", piece.text).strip()
            if re.search(r"[\w&]", text):
                place = piece.text.find(text)
                start = piece.start + max(place, 0)
                yield Cell(text, start, start + len(text), piece.column)


def _given(noted: Noted, group: Ticked, titles: list[Cell], path: str) -> tuple[str, str]:
    """Return the officer's title and the words beside "Other", told by which of the boxes is ticked."""
    if not titles:
        return "", ""
    officer, other = group.said["officer"], group.said["other"]
    if officer and other and len(titles) > 2:
        parted = next(
            (
                n
                for n, cell in enumerate(titles[:-1], 1)
                if not re.search(r"[&,/-]$|\b(?:and|of|the)$", cell.words)
            ),
            1,
        )
        both = (joined(titles[:parted]), joined(titles[parted:]))
        for name, text, own in zip(
            ("officer_title", "other_text"), both, (titles[:parted], titles[parted:]), strict=True
        ):
            why = "the title and the words beside Other stand in lines; where the first ends is not told"
            noted.repaired(f"{path}.{name}", joined(titles), text, why, *own, confidence=0.6)
        return both
    if officer and other and len(titles) > 1:
        noted.exact(f"{path}.officer_title", titles[0])
        noted.exact(f"{path}.other_text", *titles[1:])
        return titles[0].words, joined(titles[1:])
    text = flowing([cell.text for cell in titles])
    if _OTHER_BOXES.search(text):
        why = "words of other boxes stand among those of the title"
        noted.unread(f"{path}.{'other_text' if other and not officer else 'officer_title'}", why, *titles)
        return "", ""
    if other and not officer:
        noted.exact(f"{path}.other_text", *titles)
        return "", text
    if officer and not other:
        noted.exact(f"{path}.officer_title", *titles)
    else:
        noted.repaired(
            f"{path}.officer_title", text, text,
            "neither of the boxes Officer and Other is marked alone; this text is taken for the title",
            *titles, confidence=0.6,
        )  # fmt: skip
    return text, ""


_OTHER_BOXES = re.compile(r"\bForm (?:Form|filed)\b|Month/Day|\b6\. Individ|Original Filed")

_SENTENCES = {
    "no_longer_subject": r"Check[\W_]+this[\W_]+box[\W_]+if[\W_]+no[\W_]+longer[\W_]+subject",
    "under_10b5_1_plan": r"Check[\W_]+this[\W_]+box[\W_]+to[\W_]+indicate[\W_]+that[\W_]+a[\W_]+transaction",
    "form_3_holdings_reported": r"Form[\W_]+3[\W_]+Holdings[\W_]+Reported",
    "form_4_transactions_reported": r"Form[\W_]+4[\W_]+Transactions[\W_]+Reported",
}


def check_boxes_of(shown: str, head: tuple[Line, ...], form: Form, noted: Noted) -> tuple[CheckBox, ...]:
    """Return the boxes at the top of the form; the 10b5-1 box only where this edition has it."""
    found: list[CheckBox] = []
    if not head:
        return ()
    start, end = head[0].start, head[-1].end
    for attribute, caption in WORDINGS[form].check_boxes:
        match = re.compile(_SENTENCES[attribute], re.IGNORECASE).search(shown, start, end)
        if match is None:
            if attribute == "under_10b5_1_plan":
                continue  # "the 10b5-1 box": editions before April 2023 have none
            noted.unread(attribute, f"the sentence {caption[:60]!r} is not in the text")
            found.append(CheckBox(caption, None))
            continue
        cell = Cell(match[0], match.start(), match.end())
        before = _before(shown, match.start(), start)
        marks = marks_in(before)
        if marks and not re.search(r"\w", before[marks[-1].end :].strip("-| \t\n")):
            ticked = marks[-1].ticked
            noted.exact(attribute, cell)
        elif attribute in _LONG and _marked_within(shown, match.end(), end):
            ticked = True
            noted.repaired(
                attribute, "", "ticked", "the mark stands among the words of its wrapped sentence", cell,
                confidence=0.85,
            )  # fmt: skip
        else:
            ticked = False
            noted.inferred(
                attribute, "not ticked",
                "its sentence stands whole and no mark before it: a box that is not ticked is not drawn here",
                cell, confidence=0.9,
            )  # fmt: skip
        found.append(CheckBox(caption, ticked))
    return tuple(found)


_LONG = ("no_longer_subject", "under_10b5_1_plan")
"""Boxes whose sentences are long enough to be wrapped around their mark."""


def _marked_within(shown: str, place: int, end: int) -> bool:
    """Whether a ticked mark stands inside the rest of a sentence, up to its "Instruction 10"."""
    stop = re.compile(r"Instruction\s*\d").search(shown, place, min(end, place + 600))
    return stop is not None and any(mark.ticked for mark in marks_in(shown[place : stop.start()]))


def _before(shown: str, place: int, start: int) -> str:
    """Return what stands before a sentence: in its line, or alone in the line above."""
    begins = shown.rfind("\n", start, place) + 1 or start
    own = shown[begins:place]
    if re.search(r"\w|[☒☐]", own):
        return own
    above_end = begins - 1
    while above_end > start and shown[above_end - 1] == "\n":
        above_end -= 1
    above = shown[shown.rfind("\n", start, max(start, above_end)) + 1 : max(start, above_end)]
    return above + own if len(above.strip()) <= 6 else own
