"""Which form a text is: told by its heading, its title, its OMB number and the caption of its date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, cast

from section16.errors import MangledDocument, NotAStatement
from section16.formats.captions import WORDINGS
from section16.model.values import Form
from section16.reading.text.lines import Line, letters_of
from section16.reading.text.parts import FormText, Part

_HEADING = re.compile(r"\W*(?:SEC\s{0,3})?FORM\s{0,3}(?P<form>[345])\s?(?P<amended>/\s?A\b)?", re.IGNORECASE)
_OMB = {wording.omb_number: form for form, wording in WORDINGS.items()}
_OMB_NUMBER = re.compile(r"3235[\s-]{1,3}0\d{3}")
_TITLES = sorted(
    ((letters_of(wording.title), form) for form, wording in WORDINGS.items()), key=lambda pair: -len(pair[0])
)
_PERIODS: dict[str, Form] = {
    "dateofearliesttransaction": "4",
    "dateofeventrequiringstatement": "3",
    "statementforissuersfiscalyear": "5",
}


class FormFound(NamedTuple):
    """The form type, whether its heading names it, and what else tells it."""

    form: Form
    amended: bool
    headed: bool
    told_by: tuple[str, ...]
    line: Line | None


def form_of(text: FormText, *, amended: bool) -> FormFound:
    """Return which form a text is; `amended` tells that box 4 or 5 has the date of an original.

    Raises `NotAStatement` when nothing names it, `MangledDocument` when what names it disagrees.
    """
    heading = _heading(text)
    told = list(_told(text))
    votes = Counter(form for form, _ in told)
    if heading is not None:
        votes[heading[0]] += 2
    if not votes:
        raise NotAStatement(
            "the text names no form: no heading FORM 3, FORM 4 or FORM 5, no title of one, no OMB number"
        )
    named, most = votes.most_common(1)[0]
    if list(votes.values()).count(most) > 1:
        says = ", ".join(f"{what} is of Form {said}" for said, what in told)
        raise MangledDocument(f"the text does not agree on which form it is: {says}; give the form alone")
    headed = heading is not None and heading[0] == named
    return FormFound(
        cast(Form, named),
        amended or (heading is not None and heading[1]),
        headed,
        tuple(what for said, what in told if said == named),
        heading[2] if heading is not None else None,
    )


def _heading(text: FormText) -> tuple[str, bool, Line] | None:
    for line in text.part(Part.HEAD):
        for cell in line.filled:
            words = cell.words
            match = _HEADING.match(words)
            if match and not re.match(
                r"\s*(?:obligations|filed|or|and)\b", words[match.end() :], re.IGNORECASE
            ):
                return match["form"], bool(match["amended"]), line
    return None


def _told(text: FormText) -> Iterator[tuple[str, str]]:
    head = text.part(Part.HEAD)
    words = "\n".join(line.words for line in head)[:200_000]
    for number in dict.fromkeys(_OMB_NUMBER.findall(words)):
        written = "-".join(re.findall(r"\d{4}", number))
        if written in _OMB:
            yield _OMB[written], f"OMB number {written}"
    letters = letters_of(words)
    for title, form in _TITLES:
        if title in letters:
            yield form, f"the title {WORDINGS[form].title!r}"
            break
    for caption, dated in _PERIODS.items():
        if caption in letters:
            yield dated, f"the caption {WORDINGS[dated].period!r}"
