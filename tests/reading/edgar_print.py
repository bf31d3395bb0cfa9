"""A statement as EDGAR's page looks when a browser prints it: widths, borders and fonts of its stylesheets."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from html import escape
from pathlib import Path

import pytest

from section16.formats import captions
from section16.formats.sheet import Box, Cell, CheckBox, Heading, OwnerBoxes, Sheet, Table, sheet
from section16.model.statement import Statement

_CSS = """
.FormData {color: blue; font-size: small; font-family: Times, serif;}
.SmallFormData {color: blue; font-size: x-small; font-family: Times, serif;}
.FootnoteData {color: green; font-size: x-small; font-family: Times, serif;}
.FormText {font-size: small; font-family: arial, helvetica, sans-serif;}
.FormTextC {font-size: small; font-family: arial, helvetica, sans-serif; text-align: center;}
.SmallFormText {font-size: xx-small; font-family: arial, helvetica, sans-serif; text-align: left;}
.MedSmallFormText {font-size: x-small; font-family: arial, helvetica, sans-serif; text-align: left;}
.FormTitle {font-size: medium; font-family: arial, helvetica, sans-serif; font-weight: bold;}
.FormName {font-size: large; font-family: arial, helvetica, sans-serif; font-weight: bold;}
body {background: white;}
"""

STYLES = {
    "portrait": "",
    "landscape": "@page {size: letter landscape}",
    "A4": "@page {size: A4; margin: 12mm}",
    "small": "@page {size: letter landscape; margin: 8mm} body {zoom: 0.8}",
    "sans": "* {font-family: arial, helvetica, sans-serif !important}",
    "without borders": "@page {size: letter landscape} table, td, th {border: none !important}",
    "thin borders": "table {border-collapse: collapse !important} td, th {border-width: 1px !important}",
}
"""What the pages are printed with: additions to EDGAR's stylesheet."""


def printable(statement: Statement, style: str = "portrait", *, titles_in_one_cell: bool = False) -> str:
    """Return the page of a statement in one of `STYLES`; older editions print both titles in one cell."""
    form = sheet(statement)
    first, *_ = form.owners
    joint = (
        '<table width="40%" border="1" cellspacing="0" cellpadding="4">'
        + "".join(f"<tr><td>{_owner(owner)}</td></tr>" for owner in form.owners)
        + "</table>"
        if len(form.owners) > 1
        else ""
    )
    issuer = (
        f"{_caption(form.issuer.caption)}<br><a href='#'>{escape(form.issuer.name)}</a> "
        f"[ {_value(form.issuer.symbol)} ]"
    )
    relationship = _relationship(form, titles_in_one_cell)
    filing = (
        f'{_caption(form.filing_caption)}<table border="0" width="100%">'
        + "".join(
            f'<tr><td width="15%" align="center">{_mark(box)}</td>'
            f'<td width="85%" class="MedSmallFormText">{box.caption}</td></tr>'
            for box in form.filing
        )
        + "</table>"
    )
    boxes = (
        f"""<tr><td rowspan="3" width="30%" valign="top">{_owner(first)}</td>
        <td rowspan="3" width="15%" valign="top">{_day(form.period)}</td>
        <td colspan="2" valign="top">{issuer}</td></tr>
        <tr><td rowspan="2" width="30%" valign="top">{relationship}</td><td valign="top">{_day(form.original)}</td></tr>
        <tr><td valign="top">{filing}</td></tr>"""
        if form.form == "3"
        else f"""<tr><td rowspan="3" width="35%" valign="top">{_owner(first)}</td>
        <td width="35%" valign="top">{issuer}</td><td rowspan="2" valign="top">{relationship}</td></tr>
        <tr><td valign="top">{_day(form.period)}</td></tr>
        <tr><td valign="top">{_day(form.original)}</td><td valign="top">{filing}</td></tr>"""
    )
    check_boxes = "".join(
        '<tr valign="middle"><td><table width="100%" border="1" cellpadding="0" cellspacing="0"><tr>'
        f"<td>{_mark(box) or '&nbsp;&nbsp;'}</td></tr></table></td>"
        f'<td class="SmallFormText">{escape(box.caption)}</td></tr>'
        for box in form.check_boxes
    )
    rows = len(form.check_boxes) + 1
    return (
        f"<html><head><title>SEC FORM {form.form_type}</title><style>{_CSS}{STYLES[style]}</style></head>"
        f'<body>SEC Form {form.form_type}<table width="100%" border="0" cellspacing="0" cellpadding="4"><tr>'
        f'<td width="20%" colspan="2" valign="top" align="center" class="FormName">FORM {form.form_type}</td>'
        f'<td rowspan="{rows}" width="60%" valign="middle" align="center"><span class="FormTitle">'
        f'{captions.AGENCY}</span><br><span class="MedSmallFormText">{captions.SEAT}</span><br><br>'
        f'<span class="FormTitle">{form.title}</span><br><br><span class="MedSmallFormText">'
        f'{"<br>".join(captions.AUTHORITY)}</span></td><td rowspan="{rows}" width="20%" valign="top">'
        '<table width="100%" border="1"><tr><td class="FormTextC">OMB APPROVAL</td></tr><tr><td><table '
        'width="100%" border="0"><tr><td class="SmallFormText">OMB Number:</td><td class="SmallFormText">'
        f'{form.omb_number}</td></tr><tr><td class="SmallFormText" colspan="2">Estimated average burden</td>'
        '</tr><tr><td class="SmallFormText">hours per response:</td><td class="SmallFormText">'
        f"{form.hours}</td></tr></table></td></tr></table></td></tr>{check_boxes}</table>"
        f'<table width="100%" border="1" cellspacing="0" cellpadding="4">{boxes}</table>'
        + "".join(map(_table, form.tables))
        + joint
        + _explanation(form)
        + _signatures(form)
        + "</body></html>"
    )


def printed(*pages: str, header: bool = False) -> list[bytes]:
    """Print pages with the browser, each to a PDF; the test is skipped where there is none."""
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if browser is None:
        pytest.skip("skipped: printing EDGAR's page needs Chromium, which is not installed")
    made = []
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate(pages):
            source, target = Path(folder, f"{number}.html"), Path(folder, f"{number}.pdf")
            source.write_text(page, encoding="utf-8")
            subprocess.run(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu",
                    *(() if header else ("--no-pdf-header-footer",)),
                    f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}", str(source),
                ],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            made.append(target.read_bytes())
    return made


def _caption(text: str) -> str:
    return f'<span class="MedSmallFormText">{escape(text)}</span>'


def _value(text: str, kind: str = "FormData") -> str:
    return f'<span class="{kind}">{escape(text)}</span>'


def _mark(box: CheckBox) -> str:
    return _value("X") if box.ticked else ""


def _day(box: Box) -> str:
    return f"{_caption(box.caption)}<br>{_value(box.text)}"


def _thirds(*cells: str) -> str:
    return (
        '<table border="0" width="100%"><tr>'
        + "".join(f'<td width="33%" class="MedSmallFormText">{cell}</td>' for cell in cells)
        + "</tr></table>"
    )


def _owner(owner: OwnerBoxes) -> str:
    streets = "".join(f"<tr><td>{_value(street)}</td></tr>" for street in (*owner.streets, "", "")[:2])
    # EDGAR's page prints the state's code alone.
    places = [Box(place.caption, place.text.partition(" (")[0]) for place in owner.places[:3]]
    return (
        f'<span class="MedSmallFormText">1. Name and Address of Reporting Person<sup>*</sup></span>'
        f'<table border="0" width="100%"><tr><td><a href="#">{escape(owner.name)}</a></td></tr></table>'
        f'<hr width="98%">{_thirds(*captions.NAME_PARTS)}<table border="0" width="100%">{streets}</table>'
        f'<hr width="98%">{_caption(captions.STREET)}{_thirds(*(_value(place.text) for place in places))}'
        f'<hr width="98%">{_thirds(*(place.caption for place in places))}'
    )


def _relationship(form: Sheet, titles_in_one_cell: bool) -> str:
    owner = form.owners[0]
    pairs = [
        f'<td width="15%" align="center">{_mark(box)}</td>'
        f'<td width="35%" class="MedSmallFormText">{box.caption}</td>'
        for box in owner.relationship
    ]
    texts = (owner.officer_title, owner.other_text)
    titles = (
        f'<td colspan="4" align="center">{"".join(map(_value, texts))}</td>'
        if titles_in_one_cell
        else "".join(f'<td></td><td style="color: blue">{escape(text)}</td>' for text in texts)
    )
    return (
        f"{_caption(form.relationship_caption)}<br>{_caption(captions.CHECK_ALL)}"
        f'<table border="0" width="100%"><tr>{pairs[0]}{pairs[1]}</tr><tr>{pairs[2]}{pairs[3]}</tr>'
        f"<tr>{titles}</tr></table>"
    )


def _table(table: Table) -> str:
    heads = "".join("<tr>" + "".join(map(_heading, row)) + "</tr>" for row in table.headings)
    body = "".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in table.rows)
    titles = "<br>".join(f"<b>{title}</b>" for title in table.titles)
    return (
        '<table width="100%" border="1" cellspacing="0" cellpadding="4"><thead><tr><th colspan="'
        f'{len(table.columns)}" class="FormTextC">{titles}</th></tr>{heads}</thead>'
        f"{f'<tbody>{body}</tbody>' if body else ''}</table>"
    )


def _heading(head: Heading) -> str:
    lone = head.rows > 1 or head.columns > 1 or head.caption[:1].isdigit()
    return (
        f'<th colspan="{head.columns}" rowspan="{head.rows}" valign="{"top" if lone else "bottom"}" '
        f'style="text-align: {"left" if lone else "center"}" class="SmallFormText">{escape(head.caption)}</th>'
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
    return f'<td colspan="{cell.columns}" align="{"left" if cell.words else "center"}">{entries}</td>'


def _explanation(form: Sheet) -> str:
    lines = [form.none_owned] if form.none_owned else []
    lines += [f"{note.number}. {note.text}" for note in form.footnotes]
    return (
        '<table border="0" width="100%"><tr><td class="MedSmallFormText"><b>Explanation of Responses:</b></td></tr>'
        + "".join(f'<tr><td class="FootnoteData">{escape(line)}</td></tr>' for line in lines)
        + (
            f'<tr><td class="MedSmallFormText"><b>{captions.REMARKS}</b></td></tr>'
            f'<tr><td class="FootnoteData">{escape(form.remarks)}</td></tr>'
            if form.remarks
            else ""
        )
        + "</table>"
    )


def _signatures(form: Sheet) -> str:
    def row(*cells: str) -> str:
        widths = ("60%", "25%", "15%")
        return (
            "<tr>"
            + "".join(f'<td width="{w}">{c}</td>' for w, c in zip(widths, cells, strict=True))
            + "</tr>"
        )

    signed = "".join(
        row("", f"<u>{_value(line.name)}</u>", f"<u>{_value(line.date)}</u>") for line in form.signatures
    )
    small = "".join(_lines(form.small_print))
    return (
        f'<table border="0" width="100%">{signed}'
        f"{row('', _caption(captions.SIGNATURE), _caption(captions.DATE))}{small}</table>"
    )


def _lines(texts: Iterable[str]) -> Iterable[str]:
    return (f'<tr><td colspan="3" class="MedSmallFormText">{escape(text)}</td></tr>' for text in texts)
