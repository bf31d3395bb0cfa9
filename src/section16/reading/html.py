"""From a web page of a Form 3, 4 or 5 to a `Reading`: EDGAR's own view of a filing, or the page drawn here.

Each kind of page is read into a `Sheet`, the official form as plain data, and the sheet is then typed. What
a page does not print cannot be read from it; `NOT_SHOWN` lists it.
"""

from __future__ import annotations

import re

from lxml import etree

from section16.errors import MangledDocument, NotAStatement, ReadError, TruncatedDocument
from section16.formats.sheet import Sheet
from section16.model.reading import Reading
from section16.reading import drawn_page, edgar_view
from section16.reading.coverage import coverage_of
from section16.reading.finish import reading_of
from section16.reading.html_page import page_of, shown, text_of, texts_of
from section16.reading.transcript import Transcript

NOT_SHOWN = {
    "schema_version": "it is printed nowhere and is unknown",
    "no_securities_owned": "False is inferred where a Form 3 lists what is owned",
    "no_longer_subject": "a blank box of EDGAR's view is False, filed so or left out",
    "under_10b5_1_plan": "a blank box of EDGAR's view is False; where an edition has no box it is unknown",
    "form_3_holdings_reported": "a blank box of EDGAR's view is False, filed so or left out",
    "form_4_transactions_reported": "a blank box of EDGAR's view is False, filed so or left out",
    "owners.address.non_us_address": "it is printed nowhere and is unknown",
    "owners.address.street_2": "where it stands alone it is the first line of the street",
    "owners.address.state_description": "EDGAR's view prints the code of the state alone",
    "owners.relationship": "EDGAR's view prints that of the first owner only; the others' is unknown",
    "form_type": "inferred as 4 on Form 4 and 5 on Form 5, unless V or a figure after the code tells another",
    "timeliness": "V tells E and a figure after the code L, filed so or following from the form type",
    "equity_swap": "False is inferred where no K follows the code",
    "notes": "one that stands alone for an amount is on the number, not on the dollar value",
    "footnotes": "they stand in the order of their numbers",
    "signatures": "one without name and date is not there",
}
"""What a page does not print, or prints alike for different statements, and what is read instead.

All texts lose their line ends and the white space around them; numbers may lose trailing zeros.
"""

_ADVICE = "give the page of a Form 3, 4 or 5 as EDGAR shows it (its folder is named xslF345X..), or its XML"


class NotEdgarsPage(NotAStatement):
    """The page is neither EDGAR's view nor one drawn here; it may show a statement in another way."""


def read(data: bytes, *, source: str | None = None) -> Reading:
    """Read the page of one statement: EDGAR's view of any edition from 2003 to 2026, or `render`'s page.

    `source` names the page in errors. What the page does not print is None, or inferred where the form
    implies it (`evidence` gives the reason); a check box that was not found is None, never False.
    Raises a `ReadError` for any other page, one cut short, and one whose tables are not those of its form.
    """
    transcript = Transcript()
    try:
        root = page_of(data)
        sheet = _sheet_of(root, transcript)
        told = [*transcript.repeated, *(met.raw or "" for met in transcript.deviations)]
        covered = coverage_of(texts_of(root), sheet, told)
        if covered.unplaced:
            transcript.stray(
                "", " ".join(covered.unplaced)[:200], "words of the page that stand in none of its items"
            )
        return reading_of(sheet, transcript, source=source, coverage=covered.share, unplaced=covered.unplaced)
    except ReadError as error:
        error.source = source
        raise


def _sheet_of(root: etree._Element, transcript: Transcript) -> Sheet:
    for recognised, filled in (
        (drawn_page.recognised, drawn_page.filled),
        (edgar_view.recognised, edgar_view.filled),
    ):
        form = recognised(root)
        if form is not None:
            _refuse_cut(root)
            sheet = filled(form, transcript)
            _refuse_lost_owners(sheet)
            return sheet
    raise _no_statement(root)


# "Persons who respond to the collection of information contained in this form are not required to respond
# unless the form displays a currently valid OMB Number." - the last line of every edition.
_LAST_WORDS = "currently valid OMB"


def _refuse_cut(root: etree._Element) -> None:
    if _LAST_WORDS not in " ".join("".join(map(str, root.itertext())).split()):
        raise TruncatedDocument(
            f"the page ends before the form does (its last line says {_LAST_WORDS!r}); give the whole page"
        )


def _refuse_lost_owners(sheet: Sheet) -> None:
    jointly = any(box.ticked for box in sheet.filing[1:])
    if jointly and len(sheet.owners) == 1:
        raise MangledDocument(
            f"the box {sheet.filing[1].caption!r} is ticked, but one person is named; give the whole page"
        )


_INDEX = re.compile(r"EDGAR Filing Documents for ([0-9-]{10,25})")


def _no_statement(root: etree._Element) -> NotEdgarsPage:
    """Say what a page is that shows no statement."""
    title = text_of(next(root.iter("title"), None))
    index = _INDEX.search(title)
    if index is not None:
        return NotEdgarsPage(
            f"this is EDGAR's index page of filing {index[1]}, which lists its documents and shows none; "
            "give the document itself, such as the .xml file that it lists"
        )
    begins = title or shown("".join(map(str, root.itertext())))[:60]
    return NotEdgarsPage(f"this HTML page shows no statement; it begins {begins[:60]!r}; {_ADVICE}")
