"""From the lines of an old form to the sheet of the modern one, item by item, with the evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from section16.errors import MangledDocument
from section16.formats import captions as modern
from section16.formats.captions import WORDINGS
from section16.formats.sheet import Box, CheckBox, Note, Sheet, Signed
from section16.model.reading import Deviation, DeviationKind, Repair, Span
from section16.model.submission import Submission
from section16.model.values import Form
from section16.reading.old_forms import captions, items
from section16.reading.old_forms.cells import Marks, marks_of, row_of, spans_of
from section16.reading.old_forms.further import parted
from section16.reading.old_forms.lines import Line, Paper, joined
from section16.reading.old_forms.notes import Ending, ending_of
from section16.reading.old_forms.persons import issuer_box, owners_in
from section16.reading.old_forms.tables import Part, above_tables, parts_of, refuse_untitled, table_read
from section16.reading.old_forms.ticks import ticks_in, top_boxes
from section16.reading.old_forms.values import Printed, Years, date_text, month_of
from section16.reading.sheets import FILING, blank_sheet
from section16.reading.transcript import Sighting, Transcript


class Filled(Struct):
    """A sheet, and the texts of the document that were told apart from it (for the measure of coverage)."""

    sheet: Sheet
    told: list[str]


def filled(paper: Paper, form_type: str, transcript: Transcript, submission: Submission | None) -> Filled:
    """Return the sheet that an old form fills.

    Raises `MangledDocument` when its tables are not those of the form, or none of its boxes is found.
    """
    blank = blank_sheet(form_type)
    parts, first = parts_of(list(paper.lines))
    above = above_tables(list(paper.lines), first)
    boxes = items.boxes_of(above)
    if "owner" not in boxes and "issuer" not in boxes:
        raise MangledDocument(
            "the document has neither a box 'Name and Address of Reporting Person' nor 'Issuer Name'; "
            "give the whole form as EDGAR has it"
        )
    body, tail = _ending(parts)
    tail, further = parted(tail)
    ending = ending_of(tail)
    years = _years(paper, submission)
    marks = marks_of(note.mark for note in ending.notes)
    told: list[str] = []
    refusals: list[MangledDocument] = []
    owners = owners_in(blank, boxes, further.owners, transcript, told)
    for text in further.strays:
        transcript.stray("owners", text, "it stands among the further reporting persons")
    filing = tuple(_filing(boxes))
    if len(owners) == 1 and filing[1].ticked:
        why = "the form is filed by more than one reporting person, but no further one is found"
        transcript.deviations.append(Deviation(DeviationKind.BLANK_VALUE, "owners", None, why))
    original, amended = _original(boxes, years, transcript)
    if amended and submission is None and not form_type.endswith("/A"):
        why = "only an amendment has the date of its original"
        blank = blank_sheet(transcript.infer("form_type", f"{form_type}/A", why))
    sheet = replace(
        blank,
        check_boxes=tuple(_check_boxes(paper, first, blank.form, transcript)),
        issuer=issuer_box(blank, boxes, transcript, told),
        period=Box(blank.period.caption, _dated(boxes, "period", "period_of_report", years, transcript)),
        original=Box(blank.original.caption, original),
        owners=owners,
        filing=filing,
        tables=tuple(
            replace(
                table,
                rows=_rows(blank.form, n, table.columns, body, marks, years, transcript, refusals),
            )
            for n, table in enumerate(blank.tables)
        ),
        none_owned=_none_owned(blank.form, paper),
        footnotes=tuple(_notes(ending, marks, transcript)),
        remarks=_remarks(ending, transcript),
        signatures=tuple(_signatures(ending, years, transcript)) or blank.signatures,
    )
    if refusals and not any(table.rows for table in sheet.tables):
        raise refusals[0]
    told.extend(further.again)
    told.extend(_also_told(paper, boxes, transcript, ending))
    return Filled(sheet, told)


def _ending(parts: list[Part]) -> tuple[list[Part], list[Line]]:
    """Part the tables from what stands below them: explanations, remarks, signatures."""
    for n, part in enumerate(parts):
        for at, line in enumerate(part.lines):
            text = line.text.strip()
            signed = captions.SIGNATURE.search(text) is not None
            if not (signed or captions.EXPLANATION.match(text) or captions.REMARKS.match(text)):
                continue
            more = any(line.said for later in parts[n + 1 :] for line in later.lines)
            if more and not signed and not any(captions.SIGNATURE.search(line.text) for line in part.lines):
                # An agent may explain Table I before Table II begins; the signature ends both.
                continue
            if signed:
                at = _notes_above(part.lines, _name_above(part.lines, at))
            tail = [*part.lines[at:], *(line for later in parts[n + 1 :] for line in later.lines)]
            return [*parts[:n], Part(part.table, part.lines[:at])], tail
    return parts, []


_FIRST_NOTE = re.compile(r"(?i)\W{0,2}(?:\((?:1|a)\)|\[1\]|1[.)]|\*)\s*[A-Z]\w*\s+\w+\s+\w+")


def _notes_above(lines: list[Line], at: int) -> int:
    """Return the line where notes without a heading begin, between the last row and line `at`."""
    for n, line in enumerate(lines[:at]):
        begins = len(line.said) == 1 and _FIRST_NOTE.match(line.text.strip())
        if begins and all(len(below.said) <= 2 for below in lines[n:at]):
            return n
    return at


_FURTHEST = 8


def _name_above(lines: list[Line], at: int) -> int:
    """Return the line where a signature begins whose caption stands on line `at`."""
    back = max(0, at - _FURTHEST)
    for n in range(back, at):
        if re.match(r"(?i)\s*(?:by:\s*)?/?s/", lines[n].text.strip()):
            return n
    return max((n + 1 for n in range(back, at - 1) if not lines[n].said), default=at)


def _years(paper: Paper, submission: Submission | None) -> Years:
    if submission is not None and submission.filed_on:
        filed = submission.filed_on.year
        return Years(filed, f"the form was filed in {filed}")
    found = [
        int(match[0])
        for line in paper.lines
        for match in re.finditer(r"(?<![\d-])(?:19[6-9]\d|20[0-4]\d)(?![\d-])", line.text)
        if not re.search(r"(?i)act\s+of|expires", line.text)
    ]
    recent = [year for year in found if year >= 1993]
    if recent:
        latest = _signed_year(paper) or max(recent)
        return Years(latest, f"the form names the year {latest}")
    return Years(None, "forms of this edition were filed from 1993 to 2003")


def _signed_year(paper: Paper) -> int | None:
    at = next((n for n, line in enumerate(paper.lines) if captions.SIGNATURE.search(line.text)), None)
    if at is None:
        return None
    for line in paper.lines[max(0, at - 6) : at + 4]:
        if (
            match := re.search(r"(?<![\d-])(?:19[89]\d|20[0-4]\d)(?![\d-])", line.text)
        ) and "U.S.C" not in line.text:
            return int(match[0])
    return None


def _filing(boxes: dict[str, list[items.Box]]) -> Iterator[CheckBox]:
    rows = boxes["filing"][0].rows if "filing" in boxes else []
    ticks = ticks_in(rows, captions.FILING_LABELS)
    for (_, caption), name in zip(FILING, ("alone", "jointly"), strict=True):
        yield CheckBox(caption, ticks.said.get(name))


def _check_boxes(paper: Paper, first: int, form: Form, transcript: Transcript) -> Iterator[CheckBox]:
    found = top_boxes(list(paper.lines[:first]), captions.TOP_BOXES)
    for attribute, caption in WORDINGS[form].check_boxes:
        if attribute not in found:
            if attribute != "under_10b5_1_plan":
                transcript.not_shown.add(attribute)
            continue
        ticked, pieces = found[attribute]
        if ticked is None:
            transcript.unread(attribute, "the mark of the box cannot be told", *spans_of(pieces))
        else:
            transcript.saw(attribute, Sighting(spans=spans_of(pieces)))
        yield CheckBox(caption, ticked)


def _dated(
    boxes: dict[str, list[items.Box]], item: str, path: str, years: Years, transcript: Transcript
) -> str:
    if item not in boxes:
        transcript.not_shown.add(path)
        return ""
    pieces = [piece for row in boxes[item][0].said for piece in row]
    text = joined(piece.text for piece in pieces).strip(" :_")
    if not text:
        return ""
    return _date_or_month(path, text, spans_of(pieces), years, transcript)


def _date_or_month(
    path: str, text: str, spans: tuple[Span, ...], years: Years, transcript: Transcript
) -> str:
    close = re.sub(r"\s*/\s*", "/", text)
    if month_of(close) is not None:
        transcript.unread(path, f"the edition asks for month and year only: {text!r}", *spans)
        return ""
    printed: Printed = date_text(close, years)
    if close != text and not printed.repairs:
        printed = Printed(printed.text, repairs=(Repair(text, printed.text, "the date has blanks in it"),))
    transcript.saw(path, Sighting(spans=spans, repairs=printed.repairs))
    return printed.text


def _original(boxes: dict[str, list[items.Box]], years: Years, transcript: Transcript) -> tuple[str, bool]:
    text = _dated(boxes, "original", "date_of_original", years, transcript)
    if re.fullmatch(r"(?i)n/?a|none|not\s+applicable|[-\u2014]+", text):
        transcript.sightings.pop("date_of_original", None)
        return "", False
    return text, bool(text) or "date_of_original" in transcript.sightings


def _rows(
    form: Form,
    n: int,
    columns: object,
    parts: list[Part],
    marks: Marks,
    years: Years,
    transcript: Transcript,
    refusals: list[MangledDocument],
) -> tuple[object, ...]:
    """Return the rows of a table; one that cannot be told is left unread, and why is among `refusals`."""
    mine = [part for part in parts if part.table == n]
    name = f"table_{n + 1}"
    try:
        if not mine:
            refuse_untitled([line for part in parts for line in part.lines], form, n)
            transcript.not_shown.add(name)
            return ()
        read = table_read(form, n, mine)
    except MangledDocument as error:
        refusals.append(error)
        pieces = [piece for part in mine for line in part.lines for piece in line.pieces]
        transcript.unread(name, str(error), *spans_of(pieces))
        return ()
    for piece in read.strays:
        transcript.stray(name, piece.text, "words that stand in no row")
    return tuple(
        row_of(form, f"{name}[{at}]", columns, row, marks, years, transcript, read.clean)  # type: ignore[arg-type]
        for at, row in enumerate(read.rows)
    )


def _none_owned(form: Form, paper: Paper) -> str:
    if form != "3":
        return ""
    said = any(
        re.search(r"(?i)no\s+securities\s+(?:are\s+)?(?:beneficially\s+)?owned", line.text)
        for line in paper.lines
    )
    return modern.NONE_OWNED if said else ""


def _notes(ending: Ending, marks: Marks, transcript: Transcript) -> Iterator[Note]:
    known: dict[str, Note] = {}
    places: dict[str, tuple[Span, ...]] = {}
    for note in ending.notes:
        number = marks.numbers.get(note.mark)
        if number is None or number in known:
            transcript.stray("footnotes", note.text, f"a further note marked {note.mark!r}")
            continue
        known[number] = Note(number, note.text)
        places[number] = spans_of(note.pieces)
    reasons = {
        marks.numbers[mark]: Repair(mark, f"F{marks.numbers[mark]}", why) for mark, why in marks.why.items()
    }
    for position, number in enumerate(sorted(known, key=int)):
        repairs = (reasons[number],) if number in reasons else ()
        transcript.saw(f"footnotes[{position}].text", Sighting(spans=places[number]))
        if repairs:
            transcript.saw(f"footnotes[{position}].id", Sighting(spans=places[number], repairs=repairs))
        yield known[number]


_NOTHING = re.compile(
    r"(?i)\W*(?:none|n/a|not applicable|no\s+securities\s+(?:are\s+)?(?:beneficially\s+)?owned)?\W*"
)


def _remarks(ending: Ending, transcript: Transcript) -> str:
    said = [*ending.remarks]
    repairs: tuple[Repair, ...] = ()
    if not said and ending.unmarked:
        said = ending.unmarked
        text = joined(piece.text for piece in said)
        if _NOTHING.fullmatch(text):
            return ""
        repairs = (Repair(text, text, "it stands among the explanations, without a note's mark"),)
    elif ending.unmarked:
        transcript.stray("footnotes", joined(p.text for p in ending.unmarked), "a text without a note's mark")
    text = joined(piece.text for piece in said)
    if text:
        transcript.saw("remarks", Sighting(spans=spans_of(said), repairs=repairs))
    return text


def _signatures(ending: Ending, years: Years, transcript: Transcript) -> Iterator[Signed]:
    for position, signed in enumerate(ending.signed):
        names, dated = signed.names, signed.date
        name = joined(piece.text for piece in names).strip(" _")
        day = ""
        if names:
            transcript.saw(f"signatures[{position}].name", Sighting(spans=spans_of(names)))
        if dated is not None:
            day = _date_or_month(
                f"signatures[{position}].date", dated.text, spans_of([dated]), years, transcript
            )
        yield Signed(name, day)


_OMB = re.compile(r"(?i)expires?\s*:?\s*[a-z]*\s*\d*,?\s*\d*|hours\s+per\s+response[\s.]*[\d.]+")


def _also_told(
    paper: Paper, boxes: dict[str, list[items.Box]], transcript: Transcript, ending: Ending
) -> Iterator[str]:
    """Yield the texts as they stood before they were changed, and those that were noted."""
    for line in paper.lines:
        yield from _OMB.findall(line.text)
    for sighting in transcript.sightings.values():
        for span in sighting.spans:
            yield span.text
    for deviation in transcript.deviations:
        yield deviation.raw or ""
    for box in boxes.get("irs", ()):
        yield box.text
    yield " ".join(note.mark for note in ending.notes)
