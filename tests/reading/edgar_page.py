"""A statement as EDGAR's stylesheets show it: the same nested tables and classes, with made-up contents."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from section16.formats import captions
from section16.formats.sheet import Box, Cell, CheckBox, OwnerBoxes, Sheet, Table, sheet
from section16.model.statement import Statement

CIK = "/cgi-bin/browse-edgar?action=getcompany&amp;CIK="


def edgar_page(statement: Statement, *, titles_in_one_cell: bool = False) -> str:
    """Return the page of a statement; older editions print officer title and other text in one cell."""
    form = sheet(statement)
    joint = (
        "".join(f"<tr><td>{_owner(owner)}</td></tr>" for owner in form.owners) if len(form.owners) > 1 else ""
    )
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">\n<html>\n<head>'
        f"<title>SEC FORM \n            {form.form_type}</title></head>\n<body>SEC Form {form.form_type} \n   "
        f'<table><tr><td colspan="2" class="FormName">FORM {form.form_type}</td>'
        f'<td><span class="FormTitle">{captions.AGENCY}</span></td></tr>'
        + "".join(
            f"<tr><td><table><tr><td>{_mark(box) or '&nbsp;&nbsp;'}</td></tr></table></td>"
            f'<td class="SmallFormText">{escape(box.caption)}</td></tr>'
            for box in form.check_boxes
        )
        + f"</table>\n<table><tr><td rowspan='4'>{_owner(form.owners[0])}</td>{_issuer(form)}"
        f"<td>{_relationship(form, titles_in_one_cell)}</td></tr>"
        f"<tr><td>{_day(form.period)}</td></tr><tr><td>{_day(form.original)}</td>"
        f"<td>{_caption(form.filing_caption)}<table>{_pairs(form.filing)}</table></td></tr></table>\n"
        + "".join(map(_table, form.tables))
        + (f"<table>{joint}</table>" if joint else "")
        + _explanation(form)
        + _signatures(form)
        + "</body></html>"
    )


def _caption(text: str) -> str:
    return f'<span class="MedSmallFormText">{escape(text)}\n      </span>'


def _value(text: str) -> str:
    return f'<span class="FormData">{escape(text)}</span>'


def _mark(box: CheckBox) -> str:
    return _value("X") if box.ticked else ""


def _link(name: str, cik: str) -> str:
    return f'<a href="{CIK}{cik}">{escape(name)}</a>' if cik else escape(name)


def _line(*cells: str, kind: str = "") -> str:
    return "<table><tr>" + "".join(f"<td{kind}>{cell}</td>" for cell in cells) + "</tr></table>"


def _small(*texts: str) -> str:
    return _line(*map(escape, texts), kind=' class="MedSmallFormText"')


def _owner(owner: OwnerBoxes) -> str:
    streets = "".join(f"<tr><td>{_value(street)}</td></tr>" for street in (*owner.streets, "", "")[:2])
    return (
        f"{_caption(captions.OWNER)}{_line(_link(owner.name, owner.cik))}<hr>{_small(*captions.NAME_PARTS)}"
        f"<table>{streets}</table><hr>{_caption(captions.STREET)}"
        f"{_line(*(_value(place.text) for place in owner.places))}<hr>"
        f"{_small(*(place.caption for place in owner.places))}"
    )


def _issuer(form: Sheet) -> str:
    return (
        f"<td>{_caption(form.issuer.caption)}<br>{_link(form.issuer.name, form.issuer.cik)}\n"
        f"     [ {_value(form.issuer.symbol)} ]\n   </td>"
    )


def _day(box: Box) -> str:
    return f"{_caption(box.caption)}<br>{_value(box.text) if box.text else ''}"


def _pairs(boxes: Iterable[CheckBox]) -> str:
    return "".join(
        f'<tr><td align="center">{_mark(box)}</td><td class="MedSmallFormText">{box.caption}</td></tr>'
        for box in boxes
    )


def _relationship(form: Sheet, titles_in_one_cell: bool) -> str:
    owner = form.owners[0]
    titles = (
        f"<td colspan='4'>{_value(owner.officer_title)}{_value(owner.other_text)}</td>"
        if titles_in_one_cell
        else f"<td></td><td>{escape(owner.officer_title)}</td><td></td><td>{escape(owner.other_text)}</td>"
    )
    return (
        f"{_caption(form.relationship_caption)}<br>{_caption(captions.CHECK_ALL)}"
        f"<table>{_pairs(owner.relationship)}<tr>{titles}</tr></table>"
    )


def _table(table: Table) -> str:
    heads = "".join(
        "<tr>"
        + "".join(
            f'<th colspan="{head.columns}" rowspan="{head.rows}">{escape(head.caption)}</th>' for head in row
        )
        + "</tr>"
        for row in table.headings
    )
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in table.rows)
    titles = "<br>".join(f"<b>{title}</b>" for title in table.titles)
    return (
        f'<table><thead><tr><th colspan="16">{titles}</th></tr>{heads}</thead>'
        f"{f'<tbody>{body}</tbody>' if body else ''}</table>\n"
    )


def _cell(cell: Cell) -> str:
    entries = "".join(
        (
            f'<span class="FormText">$</span>{_value(entry.text[1:])}'
            if entry.text.startswith("$")
            else _value(entry.text)
        )
        + "".join(f'<span class="FootnoteData"><sup>({number})</sup></span>' for number in entry.notes)
        for entry in cell.entries
    )
    return f'<td colspan="{cell.columns}">\n{entries}\n</td>'


def _explanation(form: Sheet) -> str:
    lines = [form.none_owned] if form.none_owned else []
    lines += [f"{note.number}. {note.text}" for note in form.footnotes]
    return (
        f'<table><tr><td class="MedSmallFormText"><b>{captions.EXPLANATION}</b></td></tr>'
        + "".join(f'<tr><td class="FootnoteData">{escape(line)}</td></tr>' for line in lines)
        + f'<tr><td class="FormText"><b>{captions.REMARKS}</b></td></tr>'
        f'<tr><td class="FootnoteData">{escape(form.remarks)}</td></tr></table>\n'
    )


def _signatures(form: Sheet) -> str:
    signed = "".join(
        f"<tr><td></td><td><u>{_value(line.name)}</u></td><td><u>{_value(line.date)}</u></td></tr>"
        for line in form.signatures
    )
    small = "".join(
        f'<tr><td colspan="3" class="MedSmallFormText">{line}</td></tr>' for line in form.small_print
    )
    return (
        f"<table>{signed}<tr><td></td>"
        f'<td class="MedSmallFormText">{captions.SIGNATURE}</td><td class="MedSmallFormText">{captions.DATE}</td></tr>'
        f"{small}</table>"
    )
