"""The parts of a form in a text: head, Table I, Table II, explanation, remarks, signatures, small print.

Their headings are the landmarks; each may be cut by a converter's columns or doubled at the cuts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from msgspec import Struct

from section16.formats.captions import WORDINGS
from section16.reading.text.lines import Line, letters_of


class Part(Enum):
    """A part of the form, by what it holds."""

    HEAD = "head"
    TABLE_1 = "Table I"
    TABLE_2 = "Table II"
    EXPLANATION = "Explanation of Responses"
    REMARKS = "Remarks"
    SIGNED = "Signature of Reporting Person"
    SMALL_PRINT = "small print"


class FormText(Struct, frozen=True):
    """The lines of one form, by part; a part may stand on several stretches of lines, one a page."""

    lines: tuple[Line, ...]
    parts: dict[Part, tuple[Line, ...]]

    def part(self, part: Part) -> tuple[Line, ...]:
        """Return the lines of a part, none where it is not there."""
        return self.parts.get(part, ())


_TITLES = {letters_of(wording.title): form for form, wording in WORDINGS.items()}
_TITLE = re.compile(r"(annual)?(initial)?statementof(changesin)?beneficialownership")
_FORM = re.compile(r"\W*(?:SEC\s{0,3})?FORM\s{0,3}[345]\b", re.IGNORECASE)
# "Table I" may be cut and doubled at the cut: "Ta|able II".
_TABLE = re.compile(r"t{1,2}a{1,2}b{1,2}l{1,2}e{1,2}(?P<number>[il1]{1,3}|2)(?P<rest>.*)", re.DOTALL)
_LONGEST_HEADING = 400


def heading_of(line: Line) -> Part | None:
    """Say which part a line begins; None when it begins none."""
    if line.end - line.start > _LONGEST_HEADING * 2:
        return None
    letters = letters_of(line.words)[:_LONGEST_HEADING]
    if not letters:
        return None
    if letters[0] == "t" and (table := _TABLE.match(letters)):
        return _table(table)
    if letters.startswith("explanationofresponse"):
        return Part.EXPLANATION
    if letters.startswith("remarks") and (len(letters) == 7 or line.words[7:8] == ":"):
        return Part.REMARKS
    if "signatureofreporting" in letters[:60] and "attorney" not in letters:
        return Part.SIGNED
    if letters.startswith(
        ("reminderreportonaseparate", "iftheformisfiledbymorethan", "intentionalmisstatement")
    ):
        return Part.SMALL_PRINT
    if letters.startswith(("notefilethreecopies", "personswhorespondtothe")):
        return Part.SMALL_PRINT
    return None


def _table(table: re.Match[str]) -> Part | None:
    rest = table["rest"]
    if re.match(r"i?n{1,2}on|onderiv|n?i?nderiv", rest):
        return Part.TABLE_1  # of "Non-Derivative", whose N may be cut in two and read as an I
    if table["number"] == "i" or table["number"] in ("l", "1"):
        known = not rest or rest.startswith("n") or "derivativ" in rest
        return Part.TABLE_1 if known else None
    known = not rest or rest[:1] in "d" or "derivativ" in rest or len(rest) < 80
    return Part.TABLE_2 if known else None


def _captioned_table(line: Line) -> Part | None:
    """Say which table a line of captions begins, told by the first of them."""
    letters = letters_of(line.words[:200])
    if letters.startswith("1titleofsecurit"):
        return Part.TABLE_1
    return Part.TABLE_2 if letters.startswith("1titleofderivative") else None


def begins_form(line: Line) -> bool:
    """Whether a line is a heading that stands once on a form, at its top."""
    words = line.words[:200]
    return bool(_FORM.match(words) and len(words) < 90) or is_title(line)


def is_title(line: Line) -> bool:
    """Whether a line is the form's title, "STATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP" or the like."""
    return bool(_TITLE.match(letters_of(line.words[:120])))


def forms_of(lines: Sequence[Line]) -> list[FormText]:
    """Return the forms of a text, one after another.

    A form ends with its signatures and small print; the next begins with its heading or its box 1.
    """
    stretches: list[list[Line]] = [[]]
    ended = False
    for line in lines:
        heading = heading_of(line)
        if ended and (begins_form(line) or _owner_box(line)):
            stretches.append([])
            ended = False
        ended = ended or heading in (Part.SIGNED,)
        stretches[-1].append(line)
    return [FormText(tuple(stretch), _parts(stretch)) for stretch in stretches]


_OWNER_BOX = "nameandaddressofreportingperson"


def _owner_box(line: Line) -> bool:
    letters = letters_of(line.words[:300])
    return _OWNER_BOX in letters[:60] or (
        letters.startswith("1namea") and "ddressofreporting" in letters[:120]
    )


def _parts(lines: Sequence[Line]) -> dict[Part, tuple[Line, ...]]:
    found: dict[Part, list[Line]] = {part: [] for part in Part}
    for part, line in _placed(lines):
        found[part].append(line)
    return {part: tuple(stretch) for part, stretch in found.items() if stretch}


def _placed(lines: Sequence[Line]) -> Iterator[tuple[Part, Line]]:
    """Yield each line with its part; the line of the signature's caption itself is the last of SIGNED."""
    part = Part.HEAD
    for line in lines:
        heading = heading_of(line)
        if heading is not None and not (heading is Part.REMARKS and part is Part.HEAD):
            part = heading
        elif (table := _captioned_table(line)) is not None and (
            part is Part.HEAD or (part, table) == (Part.TABLE_1, Part.TABLE_2)
        ):
            part = table  # its title is lost
        elif part in (Part.TABLE_2, Part.TABLE_1) and _owner_box(line):
            part = Part.HEAD  # the box of a further owner, below the tables
        yield part, line
