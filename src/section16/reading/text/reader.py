"""From the text of one form to a reading: part by part into the sheet, then typed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec.structs import replace

from section16.errors import MangledDocument, ReadError
from section16.formats.sheet import Cell, CheckBox, Note, OwnerBoxes, Sheet, Signed, Table
from section16.model.reading import Reading, Repair, SeenStatus
from section16.reading.coverage import coverage_of
from section16.reading.finish import reading_of
from section16.reading.printed_values import day_of
from section16.reading.sheets import blank_sheet
from section16.reading.solve import Facts
from section16.reading.text import assembling, jumbled_head, loose_rows
from section16.reading.text.anchors import Zones
from section16.reading.text.boxes import day_box, further_owner, issuer_of, owners_of
from section16.reading.text.channel import pooled_channel
from section16.reading.text.cut_head import CutHead
from section16.reading.text.cut_signs import cuts_titles, is_cut
from section16.reading.text.forms import FormFound, form_of
from section16.reading.text.heads import alike
from section16.reading.text.jumbled_head import is_jumbled
from section16.reading.text.kinds import with_codes_in_place
from section16.reading.text.lines import letters_of
from section16.reading.text.markup import Plain
from section16.reading.text.noted import Noted
from section16.reading.text.notes import explanation_of, flowing
from section16.reading.text.parts import FormText, Part
from section16.reading.text.relationships import check_boxes_of, relations_of
from section16.reading.text.signatures import closing_of, signatures_of
from section16.reading.text.tables import rows_in, table_text
from section16.reading.text.ticks import filing_mark
from section16.reading.text.unread_tables import unread_rows
from section16.reading.transcript import Sighting, Transcript

_TABLES = (Part.TABLE_1, Part.TABLE_2)


TablesOf = Callable[[Sheet, Transcript], tuple[Table, ...]]
"""Reads the tables of a form in another way than line by line."""


def reading_of_form(
    plain: Plain, text: FormText, source: str | None, tables_of: TablesOf | None = None
) -> Reading:
    """Return the reading of one form's text. Raises a `ReadError` where part of it cannot be told."""
    transcript = Transcript()
    noted = Noted(plain, transcript)
    cut = tables_of is None and cuts_titles(text.lines)
    zones = Zones(plain.shown, () if cut else text.part(Part.HEAD))
    jumbled = tables_of is None and not cut and is_jumbled(zones)
    if cut or (is_cut(zones) and not jumbled):
        tables_at = min(
            (line.start for part in _TABLES for line in text.part(part)), default=len(plain.shown)
        )
        zones = CutHead(plain.shown, text.part(Part.HEAD), noted, lexicon_of(text, ()), tables_at)
    found = form_of(text, amended=not jumbled and _original_given(zones))
    sheet = blank_sheet(found.form + ("/A" if found.amended else ""))
    _note_form(found, noted)
    boxes = check_boxes_of(plain.shown, text.part(Part.HEAD), found.form, noted)
    sheet = replace(sheet, check_boxes=boxes)
    if jumbled:
        persons = jumbled_head.owners_below(zones, noted) if len(zones.of("owner")) > 1 else []
        if len(zones.of("owner")) > 1 and not persons:
            raise MangledDocument(
                "the boxes of several reporting persons were written through each other, so that they "
                "cannot be told apart; give the page itself, or its text in fixed columns"
            )
        sheet = replace(sheet, owners=tuple(persons) or sheet.owners)
        sheet = _with_closing(sheet, text, noted)
        signers = [line.name for line in sheet.signatures]
        sheet = jumbled_head.with_boxes(sheet, zones, noted, signers, owned=bool(persons))
    else:
        sheet = replace(
            sheet,
            issuer=issuer_of(zones, noted, sheet.issuer.caption),
            period=day_box(zones, noted, "period", "period_of_report", sheet.period.caption),
            original=day_box(zones, noted, "original", "date_of_original", sheet.original.caption),
        )
        sheet = replace(sheet, owners=_owners(zones, noted, sheet))
        sheet = _with_closing(sheet, text, noted)
    placed = _placed(sheet, tables_of, transcript) if tables_of else None
    if placed:
        sheet = replace(sheet, tables=placed)
    else:
        celled = sum(line.divided for line in text.part(Part.TABLE_1)) > 2 and not jumbled
        sheet = _with_tables(sheet, text, noted, partly=celled or isinstance(zones, CutHead))
    told = [filing_mark(plain.shown), *transcript.repeated, *(met.raw or "" for met in transcript.deviations)]
    covered = coverage_of(_texts(text), sheet, told)
    if covered.unplaced:
        transcript.stray(
            "", " ".join(covered.unplaced)[:200], "words of the text that stand in none of its items"
        )
    return reading_of(sheet, transcript, source=source, coverage=covered.share, unplaced=covered.unplaced)


def _placed(sheet: Sheet, tables_of: TablesOf, transcript: Transcript) -> tuple[Table, ...] | None:
    """Return the tables as the reader of places has them; None where it refuses them."""
    own = Transcript()
    try:
        tables = tables_of(sheet, own)
    except ReadError:
        return None
    for path, sighting in own.sightings.items():
        if sighting.status is None and not sighting.repairs:
            sighting = replace(sighting, status=SeenStatus.REPAIRED, confidence=0.97, repairs=(_BY_PLACE,))
        transcript.saw(path, sighting)
    return tuple(
        with_codes_in_place(name, table, transcript)
        for name, table in zip(("table_1", "table_2"), tables, strict=True)
    )


_BY_PLACE = Repair(
    "", "", "the columns of the text were told by where the captions and the words stand in their lines"
)


def _original_given(zones: Zones) -> bool:
    anchors = zones.of("original")
    return bool(anchors) and any(day_of(piece.words) for piece in zones.after(anchors[0]))


def _note_form(found: FormFound, noted: Noted) -> None:
    if not found.headed:
        noted.transcript.infer(
            "form_type",
            found.form,
            f"the heading FORM {found.form} is not in the text; told by {' and '.join(found.told_by)}",
        )
        if not found.amended:
            noted.transcript.infer(
                "is_amendment",
                False,
                "no heading with /A is in the text, and the box for the date of an original is blank",
            )


def _owners(zones: Zones, noted: Noted, sheet: Sheet) -> tuple[OwnerBoxes, ...]:
    """Return the owners, each with its relationship; that of a further one only where its box is printed."""
    captioned = zones.of("relationship")
    owners = owners_of(zones, noted, sheet.issuer.name)
    boxes = [(owner.boxes, owner.relationship) for owner in owners] or [(sheet.owners[0], None)]
    if isinstance(zones, CutHead):
        below = list(_below(zones, noted, sheet, boxes[0][0], len(boxes)))
        boxes += [(owner, None) for owner in below[1:]]
        boxes[0] = (below[0] if below else boxes[0][0], boxes[0][1])
    boxes[0] = (boxes[0][0], captioned[0] if captioned else None)
    found: list[OwnerBoxes] = []
    for number, (owner, caption) in enumerate(boxes):
        if number and caption is None:
            unknown = tuple(CheckBox(box.caption, None) for box in sheet.owners[0].relationship)
            found.append(replace(owner, relationship=unknown))
            noted.transcript.not_shown.add(f"owners[{number}].relationship")
            continue
        relations = relations_of(zones, noted, caption, f"owners[{number}].relationship")
        found.append(
            replace(
                owner,
                relationship=relations.boxes,
                officer_title=relations.officer_title,
                other_text=relations.other_text,
            )
        )
    return tuple(found)


def _below(zones: CutHead, noted: Noted, sheet: Sheet, first: OwnerBoxes, known: int) -> Iterator[OwnerBoxes]:
    """Yield the first owner as it is told best, and the others, which are printed below the tables.

    The first is printed there again: in boxes of its own it is less cut than beside those of the issuer.
    """
    for number, block in enumerate(zones.further()):
        own = Noted(noted.plain, Transcript())
        own.healed = noted.healed
        owner = further_owner(block, own, "owners[0]", sheet.issuer.name)
        if number:
            yield further_owner(block, noted, f"owners[{known}]", sheet.issuer.name)
            known += 1
        elif first.name and alike(letters_of(owner.name), letters_of(first.name)) < 0.5:
            yield first
            yield further_owner(block, noted, f"owners[{known}]", sheet.issuer.name)
            known += 1
        else:
            told = (first.name, *first.streets, *(place.text for place in first.places))
            noted.transcript.repeated += told
            noted.transcript.sightings.update(own.transcript.sightings)
            yield owner


def _with_closing(sheet: Sheet, text: FormText, noted: Noted) -> Sheet:
    owners = [owner.name for owner in sheet.owners]
    explanation = text.part(Part.EXPLANATION)
    remarked = text.part(Part.REMARKS)
    closing = closing_of(remarked or explanation, text.part(Part.SIGNED), owners, remarked=bool(remarked))
    signatures = [
        _hyphened(line, f"signatures[{number}].name", noted)
        for number, line in enumerate(signatures_of(closing, noted, owners))
    ]
    if closing.remarks and remarked:
        noted.exact("remarks", *closing.remarks)
    if not remarked:
        explanation = tuple(line for line in explanation if line.end <= closing.begins)
    explained = explanation_of(explanation, noted, _references(text))
    return replace(
        sheet,
        footnotes=explained.footnotes,
        none_owned=explained.none_owned,
        remarks=flowing([cell.text for cell in closing.remarks]) if remarked else "",
        signatures=tuple(signatures) or sheet.signatures,
    )


_IN_FACT = re.compile(r"\b(Attorney)(?:-(in) | (in)-)(Fact)\b", re.IGNORECASE)


def _hyphened(line: Signed, path: str, noted: Noted) -> Signed:
    """Return a signature in whose wrapped "Attorney-in-Fact" no hyphen is lost at the line's end."""
    match = _IN_FACT.search(line.name)
    if match is None:
        return line
    whole = "-".join(part for part in match.groups() if part)
    name = line.name[: match.start()] + whole + line.name[match.end() :]
    seen = noted.transcript.sightings.get(path, Sighting())
    repair = Repair(line.name, name, "the words were wrapped at a hyphen, which was lost with the line's end")
    noted.transcript.saw(path, replace(seen, status=SeenStatus.REPAIRED, confidence=0.93, repairs=(repair,)))
    return replace(line, name=name)


_REFERENCE = re.compile(r"\((\d{1,2})\)")


def _references(text: FormText) -> list[str]:
    """Return the footnote numbers shown in the tables, in their order."""
    found: list[str] = []
    for part in _TABLES:
        for line in text.part(part):
            if not re.search(r"Instr", line.words):
                found += _REFERENCE.findall(line.words)
    return list(dict.fromkeys(str(int(number)) for number in found))


def _with_tables(sheet: Sheet, text: FormText, noted: Noted, *, partly: bool) -> Sheet:
    """Return the sheet with its tables; `partly`, one that cannot be told is left unread."""
    known = frozenset(note.number for note in sheet.footnotes)
    facts = Facts(
        form=sheet.form,
        period=day_of(sheet.period.text),
        signed=max(filter(None, (day_of(line.date) for line in sheet.signatures)), default=None),
        footnotes={note.number: note.text for note in sheet.footnotes},
    )
    lexicon = lexicon_of(text, sheet.footnotes)
    told = [table_text(text.part(part), sheet.form, number) for number, part in enumerate(_TABLES)]
    pooled = pooled_channel([table.channel for table in told], cut=cuts_titles(text.lines))
    loose = pooled is None and loose_rows.recognised(text.lines)
    tables: list[Table] = []
    lost = False  # where no row of either table can be told, the document is refused
    for number, (part, table) in enumerate(zip(_TABLES, sheet.tables, strict=True)):
        lines = text.part(part)
        if not lines and number == 0:
            raise MangledDocument(
                "the text has no Table I as the forms have it; give the text of the whole form"
            )
        own = replace(
            told[number], channel=pooled or told[number].channel, cut=pooled is not None, loose=loose
        )
        rows: tuple[tuple[Cell, ...], ...]
        try:
            candidates = rows_in(own, known, lexicon)
        except MangledDocument as error:
            if not partly or lost:
                raise
            lost = True
            rows = unread_rows(sheet.form, number, str(error), noted.transcript)
        else:
            rows = assembling.rows_of(sheet.form, number, candidates, facts, noted)
        tables.append(replace(table, rows=rows))
    return replace(sheet, tables=tuple(tables))


_TITLE_WORDS = frozenset(
    re.findall(
        r"\S+",
        "common stock class a b c series preferred ordinary shares share units unit restricted option "
        "options employee non-qualified nonqualified qualified incentive right to buy call put "
        "warrant warrants phantom performance convertible note notes debenture appreciation rights "
        "stockholder depositary american limited partnership interests by trust spouse son daughter "
        "child children family foundation llc l.p. lp inc. corp. plan 401(k) ira esop held as trustee "
        "custodian for beneficial interest par value per $0.01 $.01 $0.001 ",
    )
)


def lexicon_of(text: FormText, notes: Sequence[Note]) -> frozenset[str]:
    """Return words that may be expected whole: of usual titles, and of the form's flowing texts."""
    words = set(_TITLE_WORDS)
    for note in notes:
        words.update(word.strip("().,:;*'\"").casefold() for word in note.text.split()[:2000])
    for line in text.lines:
        if not line.divided and line.end - line.start < 20_000:
            words.update(word.strip("().,:;*'\"").casefold() for word in line.words.split())
    return frozenset(words)


def _texts(text: FormText) -> list[Any]:
    return [line.words for line in text.lines if not line.rule]
