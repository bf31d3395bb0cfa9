"""Documents of another's making: a page with its own layout, a form of before 2003, handed to who reads them."""

from __future__ import annotations

import pytest
from old_pages import old_ascii

import section16
from section16.errors import NotAStatement
from section16.formats.sheet import Cell, sheet
from section16.model.samples import FORM_4
from section16.reading.typed import is_before_xml


def cell(cell: Cell) -> str:
    return " ".join(
        f"{entry.text}{''.join(f'<sup>({n})</sup>' for n in entry.notes)}" for entry in cell.entries
    )


def another_page() -> str:
    """Return Form 4 as a news service might show it: plain tables, none of EDGAR's classes."""
    form = sheet(FORM_4)
    owner = form.owners[0]
    tables = "".join(
        "<table>"
        + "".join(f"<tr><td>{title}</td></tr>" for title in table.titles)
        + "".join(
            "<tr>" + "".join(f'<th colspan="{h.columns}">{h.caption}</th>' for h in row) + "</tr>"
            for row in table.headings
        )
        + "".join("<tr>" + "".join(f"<td>{cell(c)}</td>" for c in row) + "</tr>" for row in table.rows)
        + "</table>"
        for table in form.tables
    )
    ticks = "".join(f"<p>[{'X' if box.ticked else ' '}] {box.caption}</p>" for box in owner.relationship)
    return (
        f"<html><body><h1>FORM {form.form_type}</h1><p>{form.title}</p>"
        f"<p>1. Name and Address of Reporting Person*</p><p>{owner.name}</p><p>(Last) (First) (Middle)</p>"
        f"<p>{owner.streets[0]}</p><p>(Street)</p><p>{' '.join(place.text for place in owner.places)}</p>"
        f"<p>(City) (State) (Zip)</p><p>{form.issuer.caption}</p><p>{form.issuer.name} [ {form.issuer.symbol} ]</p>"
        f"<p>{form.period.caption}</p><p>{form.period.text}</p><p>{form.original.caption}</p>"
        f"<p>{form.relationship_caption}</p><p>(Check all applicable)</p>{ticks}<p>{owner.officer_title}</p>"
        f"{tables}<p>Explanation of Responses:</p>"
        + "".join(f"<p>{note.number}. {note.text}</p>" for note in form.footnotes)
        + f"<p>Remarks:</p><p>{form.signatures[0].name} {form.signatures[0].date}</p>"
        "<p>** Signature of Reporting Person Date</p></body></html>"
    )


def test_a_page_of_another_layout_is_read_by_its_words():
    statement = section16.read(another_page()).statement
    assert statement is not None
    assert [row.shares for row in statement.table_1 if row.kind == "transaction"] == [
        row.shares for row in FORM_4.table_1 if row.kind == "transaction"
    ]
    assert statement.period_of_report == FORM_4.period_of_report
    assert statement.owners[0].name == FORM_4.owners[0].name
    assert [note.id for note in statement.footnotes] == [note.id for note in FORM_4.footnotes]


@pytest.mark.parametrize("page", ["<p>An article on Form 4</p>", "<html><body>Dear Sir</body></html>"])
def test_a_page_without_a_form_is_refused(page: str):
    with pytest.raises(NotAStatement, match="this HTML page shows no statement"):
        section16.read(page)


def test_a_text_is_told_by_the_boxes_of_its_edition():
    old = old_ascii(FORM_4, 1, "1996").encode()
    assert is_before_xml(old)
    assert not is_before_xml(another_page().encode())
    assert not any(is_before_xml(section16.render(each, "txt")) for each in section16.SAMPLES.values())
    statement = section16.read(old).statement
    assert statement is not None
    assert statement.owners[0].name == FORM_4.owners[0].name
