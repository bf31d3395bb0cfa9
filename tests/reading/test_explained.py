"""What the evidence says in words, in the terminal and on the page beside the document."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import section16
from section16.errors import UnsureReading
from section16.model.reading import Reading, Repair, Seen, SeenStatus, Span
from section16.model.samples import FORM_4
from section16.reading.explained import explained
from section16.reading.report import report

EVIDENCE = {
    "period_of_report": Seen(value=date(2026, 5, 5), where="Box 3"),
    "owners[0].relationship.officer": Seen(
        status=SeenStatus.UNREADABLE,
        confidence=0.0,
        spans=(Span(start=8, end=19, text="Officer (gi"),),
        repairs=(Repair("", "", "the box was cut off"),),
    ),
    "table_1[0].price": Seen(
        value=Decimal("1.88"),
        status=SeenStatus.REPAIRED,
        confidence=0.75,
        where="Table I, row 1, column 4",
        repairs=(Repair("$1.8 + 88", "$1.88", "the two cells share a glyph"),),
        alternatives=(Decimal("1.888"),),
        spans=(Span(start=0, end=7, text="$1.8|88"),),
    ),
    "table_1[0].direction": Seen(
        status=SeenStatus.CONFLICT, confidence=0.0, alternatives=("A", "D"), where="Table I, row 1, column 4"
    ),
}


@pytest.fixture
def reading() -> Reading:
    return Reading(
        FORM_4,
        source="form.txt",
        coverage=0.9996,
        unplaced=("Johnson",),
        find_evidence=lambda: EVIDENCE,
    )


def test_everything_that_is_not_plain_is_told_with_its_reason(reading: Reading):
    assert list(explained(reading)) == [
        "99.9% of the document's words are explained by the form.",
        "Not explained: Johnson",
        "Items: 1 exact, 1 repaired, 1 conflict, 1 unreadable",
        "Reporting person 1, box 5, Officer: unreadable; there stands 'Officer (gi'",
        "    the box was cut off",
        "Table I, row 1, column 4, Price: 1.88, repaired, 75% sure; or 1.888",
        "    '$1.8 + 88' is read as '$1.88': the two cells share a glyph",
        "Table I, row 1, column 4, Acquired (A) or disposed of (D): conflict between A and D",
    ]


def test_the_page_shows_the_text_with_numbered_marks_that_lead_to_the_items(reading: Reading):
    page = report(b"$1.8|88 Officer (gi <b>", [reading])
    assert '<mark class="repaired" title="Table I, row 1, column 4, Price: repaired">$1.8|88' in page
    assert '<a href="#item-2">2</a></mark> <mark class="unreadable"' in page
    assert 'id="item-2"' in page
    assert "&lt;b&gt;" in page
    assert "the two cells share a glyph" in page
    assert "FORM 4" in page


def test_a_statement_is_refused_while_a_needed_item_is_in_doubt(reading: Reading):
    assert list(reading.doubts()) == ["owners[0].relationship.officer", "table_1[0].direction"]
    assert list(reading.doubts(within=("table_1",))) == ["table_1[0].direction"]
    with pytest.raises(UnsureReading) as refusal:
        reading.to_statement()
    said = str(refusal.value)
    assert said.startswith("form.txt: 2 items not read surely enough: ")
    assert "(owners[0].relationship.officer): unreadable, there stands 'Officer (gi'" in said
    assert "Table I, row 1, column 4 (table_1[0].direction): conflict between A and D" in said
    accepted = ("owners[0].relationship.officer", "table_1[0].direction")
    assert reading.to_statement(accept=accepted) == FORM_4
    with pytest.raises(UnsureReading, match=r"repaired 1.88, 75% sure"):
        reading.to_statement(accept=accepted, at_least=0.9)


def test_a_reading_without_a_statement_is_refused():
    with pytest.raises(UnsureReading, match="no statement could be made"):
        Reading(None).to_statement()


def test_a_plain_reading_gives_its_statement():
    assert section16.read(section16.render(FORM_4, "html")).to_statement() == FORM_4
    assert (
        section16.read(section16.write(FORM_4)).to_statement()
        == section16.read(section16.write(FORM_4)).statement
    )
