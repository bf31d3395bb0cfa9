"""A statement as EDGAR shows it: nested tables, widths and style sheet of its folders xslF345X02 to X05."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from section16.formats import captions
from section16.formats.sheet import Box, Cell, CheckBox, OwnerBoxes, Sheet, Table, sheet
from section16.model.statement import Statement
from section16.model.states import STATES

STYLE_SHEET = """
.FormData {color: blue; font-size: small; font-family: Times, serif;}
.SmallFormData {color: blue; font-size: x-small; font-family: Times, serif;}
.FootnoteData {color: green; font-size: x-small; font-family: Times, serif;}
.FormText {font-size: small; font-family: arial, helvetica, sans-serif; text-align: left;}
.FormTextC {font-size: small; font-family: arial, helvetica, sans-serif; text-align: center;}
.SmallFormText {font-size: xx-small; font-family: arial, helvetica, sans-serif; text-align: left;}
.SmallFormTextR {font-size: xx-small; font-family: arial, helvetica, sans-serif; text-align: right;}
.MedSmallFormText {font-size: x-small; font-family: arial, helvetica, sans-serif; text-align: left;}
.FormTitle {font-size: medium; font-family: arial, helvetica, sans-serif; font-weight: bold;}
.FormName {font-size: large; font-family: arial, helvetica, sans-serif; font-weight: bold;}
body {background: white;}
th {font-weight: normal;}
"""
"""The classes of EDGAR's own style sheet that its pages of the form use."""

_CIK = "/cgi-bin/browse-edgar?action=getcompany&amp;CIK="
_GRID = '<table width="100%" border="1" cellspacing="0" cellpadding="4">'


def edgar_page(statement: Statement, css: str = "") -> str:
    """Return EDGAR's page of a statement; `css` is added to its style sheet."""
    form = sheet(statement)
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">\n'
        '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">\n'
        f'<title>SEC FORM \n            {form.form_type}</title>\n<style type="text/css">{STYLE_SHEET}{css}</style>'
        f"\n</head>\n<body>SEC Form {form.form_type} \n   {_head(form)}{_boxes(form)}"
        + "".join(_table(table, form.form) for table in form.tables)
        + (_further(form.owners) if len(form.owners) > 1 else "")
        + _explanation(form)
        + _signatures(form)
        + "</body>\n</html>\n"
    )


def _caption(text: str) -> str:
    shown = (
        escape(text)
        .replace("Issuer Name and", "Issuer Name <b>and</b>")
        .replace("Person*", "Person<sup>*</sup>")
    )
    return f'<span class="MedSmallFormText">{shown}</span>'


def _value(text: str, kind: str = "FormData") -> str:
    return f'<span class="{kind}">{escape(text)}</span>'


def _head(form: Sheet) -> str:
    rows = max(2, 1 + len(form.check_boxes))
    boxes = "".join(
        '<tr valign="middle">\n<td><table width="100%" border="1" cellpadding="0" cellspacing="0"><tr><td>'
        f"{_value('X') if box.ticked else '&nbsp;&nbsp;'}</td></tr></table></td>\n"
        f'<td class="SmallFormText">{escape(box.caption).replace(" See ", " <i>See</i> ")}</td>\n</tr>\n'
        for box in form.check_boxes
    )
    authority = "<br>".join(map(escape, captions.AUTHORITY))
    return (
        '<table width="100%" border="0" cellspacing="0" cellpadding="4">\n<tr>\n'
        f'<td width="20%" colspan="2" valign="top" align="center" class="FormName">FORM {form.form_type}</td>\n'
        f'<td rowspan="{rows}" width="60%" valign="middle" align="center"><span class="FormTitle">'
        f'{captions.AGENCY}</span><br><span class="MedSmallFormText">{captions.SEAT}</span><br><br>'
        f'<span class="FormTitle">{form.title}</span><br><br>'
        f'<span class="MedSmallFormText">{authority}</span></td>\n'
        f'<td rowspan="{rows}" width="20%" valign="top" align="center"><table width="100%" border="1">'
        '<tr><td class="FormTextC">OMB APPROVAL</td></tr>\n<tr><td><table width="100%" border="0">'
        '<tr><td class="SmallFormText" colspan="3">OMB Number:</td>'
        f'<td class="SmallFormTextR">{form.omb_number}</td></tr>'
        '<tr><td class="SmallFormText" colspan="4">Estimated average burden</td></tr>'
        '<tr><td class="SmallFormText" colspan="3">hours per response:</td>'
        f'<td class="SmallFormTextR">{form.hours}</td></tr></table></td></tr></table></td>\n</tr>\n'
        f"{boxes}</table>\n"
    )


def _boxes(form: Sheet) -> str:
    owner, issuer, period = _owner(form.owners[0]), _issuer(form), _day(form.period)
    original, relationship, filing = _day(form.original), _relationship(form), _filing(form)
    if form.form == "3":
        return (
            f'{_GRID}\n<tr>\n<td rowspan="3" width="35%" valign="top">{owner}</td>\n'
            f'<td rowspan="3" width="15%" valign="top">{period}</td>\n<td valign="top" colspan="2">{issuer}</td>\n'
            f'</tr>\n<tr>\n<td rowspan="2" width="30%" valign="top">{relationship}</td>\n'
            f'<td valign="top">{original}</td>\n</tr>\n<tr><td valign="top">{filing}</td></tr>\n</table>\n'
        )
    return (
        f'{_GRID}\n<tr>\n<td rowspan="4" width="35%" valign="top">{owner}</td>\n'
        f'<td width="35%" valign="top">{issuer}</td>\n<td rowspan="2" valign="top">{relationship}</td>\n</tr>\n'
        f'<tr><td valign="top">{period}</td></tr>\n<tr>\n<td valign="top">{original}</td>\n'
        f'<td valign="top">{filing}</td>\n</tr>\n</table>\n'
    )


def _owner(owner: OwnerBoxes) -> str:
    name = (
        f'<a href="{_CIK}{owner.cik.zfill(10)}">{escape(owner.name)}</a>' if owner.cik else escape(owner.name)
    )
    parts = "".join(f'<td width="33%" class="MedSmallFormText">{part}</td>' for part in captions.NAME_PARTS)
    streets = "".join(f"<tr><td>{_value(street)}</td></tr>\n" for street in (*owner.streets, "", "")[:2])
    places = owner.places[:3]
    values = "".join(f'<td width="33%">{_value(place_shown(place))}</td>' for place in places)
    names = "".join(f'<td width="33%" class="MedSmallFormText">{place.caption}</td>' for place in places)
    line = '\n<hr width="98%">\n<table border="0" width="100%"><tr>'
    return (
        f'{_caption(captions.OWNER)}<table border="0" width="100%"><tr><td>{name}</td></tr></table>'
        f'{line}{parts}</tr></table>\n<table border="0" width="100%">\n{streets}</table>\n<hr width="98%">\n'
        f'{_caption(captions.STREET)}<table border="0" width="100%"><tr>{values}</tr></table>{line}{names}</tr></table>'
    )


def place_shown(place: Box) -> str:
    """Return the text of a place; EDGAR prints the code of a state alone."""
    code = place.text[:2]
    return code if place.caption == captions.STATE and code in STATES else place.text


def _issuer(form: Sheet) -> str:
    issuer = form.issuer
    name = (
        f'<a href="{_CIK}{issuer.cik.zfill(10)}">{escape(issuer.name)}</a>'
        if issuer.cik
        else escape(issuer.name)
    )
    return f"{_caption(issuer.caption)}<br>{name}\n     [ {_value(issuer.symbol)} ]\n   "


def _day(box: Box) -> str:
    return f"{_caption(box.caption)}<br>{_value(box.text) if box.text else ''}"


def _ticks(boxes: Iterable[CheckBox], width: int) -> str:
    return "".join(
        f'<td width="15%" align="center">{_value("X") if box.ticked else ""}</td>\n'
        f'<td width="{width}%" class="MedSmallFormText">{escape(box.caption)}</td>\n'
        for box in boxes
    )


def _relationship(form: Sheet) -> str:
    owner = form.owners[0]
    boxes = owner.relationship
    return (
        f'{_caption(form.relationship_caption)}<br>{_caption(captions.CHECK_ALL)}<table border="0" width="100%">\n'
        f"<tr>\n{_ticks(boxes[:2], 35)}</tr>\n<tr>\n{_ticks(boxes[2:], 35)}</tr>\n"
        '<tr>\n<td width="15%" align="center"></td>\n'
        f'<td width="35%" align="left" style="color: blue">{escape(owner.officer_title)}</td>\n'
        '<td width="15%" align="center"></td>\n'
        f'<td width="35%" align="left" style="color: blue">{escape(owner.other_text)}</td>\n</tr>\n</table>'
    )


def _filing(form: Sheet) -> str:
    lines = "".join(f"<tr>\n{_ticks([box], 85)}</tr>\n" for box in form.filing)
    return f'{_caption(form.filing_caption)}<table border="0" width="100%">\n{lines}</table>'


def _table(table: Table, form: str) -> str:
    small = "SmallFormText" if len(table.columns) > 8 else "MedSmallFormText"
    heads = ""
    for number, row in enumerate(table.headings):
        heads += "<tr>\n"
        at = 0
        for head in row:
            align = "left" if number == 0 else "center"
            width = (
                sum(column.width for column in table.columns[at : at + head.columns]) if number == 0 else 0
            )
            at += head.columns
            wide = f' width="{width}%"' if width else ""
            heads += (
                f'<th{wide} valign="{"top" if number == 0 else "bottom"}" '
                f'rowspan="{head.rows}" colspan="{head.columns}" align="{align}" class="{small}">'
                f"{escape(head.caption)}</th>\n"
            )
        heads += "</tr>\n"
    titles = "<br>".join(f"<b>{title}</b>" for title in table.titles)
    kind = "SmallFormData" if len(table.columns) > 11 and form != "3" else "FormData"
    body = "".join("<tr>\n" + "".join(_cell(cell, kind) for cell in row) + "</tr>\n" for row in table.rows)
    filled = f"<tbody>{body}</tbody>" if body else ""
    return (
        f'{_GRID}\n<thead>\n<tr><th width="100%" valign="top" colspan="{len(table.columns)}" align="center" '
        f'class="FormTextC">{titles}</th></tr>\n{heads}</thead>\n{filled}</table>\n'
    )


def _cell(cell: Cell, kind: str) -> str:
    entries = "".join(
        (
            f'<span class="{kind.replace("Data", "Text")}">$</span>{_value(entry.text[1:], kind)}'
            if entry.text.startswith("$") and not cell.words
            else _value(entry.text, kind)
        )
        + "".join(f'<span class="FootnoteData"><sup>({number})</sup></span>' for number in entry.notes)
        for entry in cell.entries
    )
    span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    return f'<td align="{"left" if cell.words else "center"}"{span}>{entries}</td>\n'


def _further(owners: tuple[OwnerBoxes, ...]) -> str:
    """Return the names and addresses of all owners of a joint filing, which stand below the tables."""
    return (
        '<table width="40%" border="1" cellspacing="0" cellpadding="4">\n'
        + "".join(f'<tr><td valign="top">{_owner(owner)}</td></tr>\n' for owner in owners)
        + "</table>\n"
    )


def _explanation(form: Sheet) -> str:
    lines = [form.none_owned] if form.none_owned else []
    lines += [f"{note.number}. {note.text}" for note in form.footnotes]
    notes = "".join(f'<tr><td class="FootnoteData">{escape(line)}</td></tr>\n' for line in lines)
    remarks = (
        f'<tr><td class="FormText"><b>{captions.REMARKS}</b></td></tr>\n'
        f'<tr><td class="FootnoteData">{escape(form.remarks)}</td></tr>\n'
    )
    return (
        '<table border="0" width="100%">\n<tr><td class="MedSmallFormText"><b>Explanation of Responses:</b></td></tr>\n'
        f"{notes}{remarks if form.remarks else ''}</table>\n"
    )


def _signatures(form: Sheet) -> str:
    signed = "".join(
        f'<tr>\n<td width="60%"></td>\n<td width="20%"><u>{_value(line.name)}</u></td>\n'
        f'<td width="20%"><u>{_value(line.date)}</u></td>\n</tr>\n'
        for line in form.signatures
    )
    *lines, last = form.small_print
    small = "".join(
        f'<tr><td colspan="3" class="MedSmallFormText">{escape(line)}</td></tr>\n' for line in lines
    )
    return (
        f'<table width="100%" border="0">\n{signed}<tr>\n<td></td>\n'
        f'<td class="MedSmallFormText">{captions.SIGNATURE}</td>\n<td class="MedSmallFormText">{captions.DATE}</td>\n</tr>\n'
        f'{small}<tr><td colspan="3" class="MedSmallFormText"><b>{escape(last)}</b></td></tr>\n</table>\n'
    )
