"""The page in which EDGAR shows a filed statement (folders `xslF345X01` to `xslF345X05`), read into a sheet.

EDGAR's stylesheets set what the form prints in one class (`MedSmallFormText` and the like) and what was filed
in another (`FormData`), so that no text of a filer is taken for a caption. The boxes are found by the letters
of their captions, in which all editions agree. No page of the edition of March 2026 was at hand: what it adds
(foreign trading symbol, country, state or territory abroad) is not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from msgspec.structs import replace

from section16.errors import MangledDocument
from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import Box, CheckBox, IssuerBox, Note, OwnerBoxes, Sheet, Signed
from section16.reading.html_page import (
    after_caption,
    cik_of,
    has_class,
    letters_of,
    name_and_symbol,
    text_of,
    with_class,
)
from section16.reading.html_tables import tables_of
from section16.reading.printed_values import tick_of
from section16.reading.sheets import FILING, blank_sheet, form_type_in, missing_box
from section16.reading.transcript import Transcript

_CAPTIONS = {
    "nameandaddress": "owner",
    "issuername": "issuer",
    "dateofearliesttransaction": "period",
    "dateofeventrequiringstatement": "period",
    "statementforissuersfiscalyear": "period",
    "ifamendment": "original",
    "relationshipofreportingperson": "relationship",
    "individualorjoint": "filing",
}


def recognised(root: etree._Element) -> etree._Element | None:
    """Return the cell that names the form; None when the page is not in EDGAR's view."""
    return next(with_class(root, "td", "FormName"), None)


def filled(heading: etree._Element, transcript: Transcript) -> Sheet:
    """Return the sheet that the page shows whose form `heading` names.

    Raises a `ReadError` when part of the form is not there.
    """
    root = heading.getroottree().getroot()
    boxes = _boxes(root)
    form_type = form_type_in(text_of(heading))
    wording = WORDINGS[blank_sheet(form_type).form]
    for name in dict.fromkeys(_CAPTIONS.values()):
        if name not in boxes:
            raise missing_box(captions.OWNER if name == "owner" else getattr(wording, name))
    original = after_caption(boxes["original"][0])
    if original and not form_type.endswith("/A"):
        form_type += "/A"
        transcript.infer("form_type", form_type, "only an amendment has the date of its original")
    sheet = blank_sheet(form_type)
    relationship = boxes["relationship"][0]
    title, other = _titles(relationship)
    first, *further = [_owner(box) for box in boxes["owner"]]
    first = replace(
        first,
        relationship=tuple(
            _ticks(relationship, captions.RELATIONSHIPS, "owners[0].relationship.", transcript)
        ),
        officer_title=title,
        other_text=other,
    )
    # Of a joint filing every owner stands again below the tables, the first one too.
    if further and (further[0].cik, further[0].name) == (first.cik, first.name):
        again = further.pop(0)
        transcript.repeated += (again.name, *again.streets, *(place.text for place in again.places))
    transcript.not_shown.update(f"owners[{n}].relationship" for n in range(1, 1 + len(further)))
    return replace(
        sheet,
        check_boxes=tuple(_ticks(_table_of(heading), wording.check_boxes, "", transcript)),
        owners=(first, *further),
        issuer=_issuer(boxes["issuer"][0], sheet.issuer.caption),
        period=Box(sheet.period.caption, after_caption(boxes["period"][0])),
        original=Box(sheet.original.caption, original),
        filing=tuple(_ticks(boxes["filing"][0], FILING, "", transcript)),
        tables=tables_of(root, sheet),
        **_explanation(root, transcript),
        signatures=tuple(_signatures(root)),
    )


def _boxes(root: etree._Element) -> dict[str, list[etree._Element]]:
    """Return the cells that hold the numbered boxes 1 to 6, by what they hold."""
    boxes: dict[str, list[etree._Element]] = {}
    for cell in root.iter("td"):
        caption = cell[0] if len(cell) and has_class(cell[0], "MedSmallFormText") else None
        if caption is None:
            continue
        letters = letters_of(text_of(caption)).lstrip("0123456789")
        for beginning, name in _CAPTIONS.items():
            if letters.startswith(beginning):
                boxes.setdefault(name, []).append(cell)
    return boxes


_ALIKE = 24
"""How many letters of a check box's caption tell it from all others."""


def _ticks(
    element: etree._Element, known: tuple[tuple[str, str], ...], prefix: str, transcript: Transcript
) -> Iterator[CheckBox]:
    """Yield the check boxes of `known`, pairs of attribute and caption, that are in `element`.

    The mark of a box stands in the cell before its caption.
    """
    beginnings = {letters_of(caption)[:_ALIKE]: (attribute, caption) for attribute, caption in known}
    for cell in element.iter("td"):
        mark = cell.getprevious()
        if mark is None or not (has_class(cell, "SmallFormText") or has_class(cell, "MedSmallFormText")):
            continue
        beginning = letters_of(text_of(cell))[:_ALIKE]
        if beginning not in beginnings:
            continue
        attribute, caption = beginnings[beginning]
        ticked = _tick(mark)
        if ticked is None and attribute:
            transcript.unreadable(prefix + attribute, text_of(mark))
        yield CheckBox(caption, ticked)


def _tick(mark: etree._Element) -> bool | None:
    box = next(mark.iter("input"), None)
    return tick_of(text_of(mark)) if box is None else box.get("checked") is not None


def _titles(relationship: etree._Element) -> tuple[str, str]:
    """Return the officer's title and the words beside "Other": the last row of the box.

    They stand in the second and fourth cell of it; in older editions as two spans of its only cell.
    """
    rows = list(relationship.iter("tr"))
    cells = rows[-1].findall("td") if rows else []
    if len(cells) == 4:
        return text_of(cells[1]), text_of(cells[3])
    spans = cells[0].findall("span") if len(cells) == 1 else []
    if len(spans) == 2:
        return text_of(spans[0]), text_of(spans[1])
    raise missing_box("Officer (give title below), Other (specify below)")


_PLACES = {
    letters_of(caption): caption
    for caption in (
        captions.CITY,
        captions.STATE,
        captions.ZIP,
        captions.NON_US_STATE,
        captions.COUNTRY,
    )
}


def _owner(box: etree._Element) -> OwnerBoxes:
    """Return box 1: tables of the name, its captions, the streets, the places and their captions."""
    tables = box.findall("table")
    if len(tables) < 5:
        raise missing_box(captions.OWNER)
    places: list[Box] = []
    for above, below in zip(tables[3::2], tables[4::2], strict=False):
        values, names = list(above.iter("td")), list(below.iter("td"))
        if len(values) != len(names):
            raise missing_box(captions.CITY)
        for value, name in zip(values, names, strict=True):
            caption = _PLACES.get(letters_of(text_of(name)))
            if caption is None:
                raise missing_box(captions.CITY)
            places.append(Box(caption, text_of(value)))
    return OwnerBoxes(
        name=text_of(tables[0]),
        cik=cik_of(next(tables[0].iter("a"), None)),
        streets=tuple(filter(None, map(text_of, tables[2].iter("td")))),
        places=tuple(places),
        relationship=(),
        officer_title="",
        other_text="",
    )


def _issuer(box: etree._Element, caption: str) -> IssuerBox:
    """Return the issuer's box: caption, linked name, and the symbol in square brackets."""
    link = box.find("a")
    name, symbol = name_and_symbol(after_caption(box))
    return IssuerBox(caption=caption, name=name, symbol=symbol, foreign_symbol="", cik=cik_of(link))


_NOTE = re.compile(r"(?P<number>[0-9]{1,3})\.(?:\s(?P<text>.*))?", re.DOTALL)


def _explanation(root: etree._Element, transcript: Transcript) -> dict[str, object]:
    """Return the footnotes, the remarks and whether nothing is owned, all told below the tables."""
    title = _caption(root, captions.EXPLANATION)
    notes: list[Note] = []
    said = {"none_owned": "", "remarks": ""}
    below_remarks = False
    for cell in _table_of(title).iter("td"):
        text = text_of(cell)
        if cell is title or not text:
            continue
        if not has_class(cell, "FootnoteData") and letters_of(text) == letters_of(captions.REMARKS):
            below_remarks = True
        elif below_remarks:
            said["remarks"] = f"{said['remarks']} {text}".strip()
        elif letters_of(text) == letters_of(captions.NONE_OWNED):
            said["none_owned"] = captions.NONE_OWNED
        elif match := _NOTE.fullmatch(text):
            notes.append(Note(match["number"], match["text"] or ""))
        else:
            transcript.stray("footnotes", text, "a text without a footnote's number")
    return {"footnotes": tuple(notes), **said}


def _signatures(root: etree._Element) -> Iterator[Signed]:
    """Yield the lines with name and date that stand over "Signature of Reporting Person"."""
    caption = _caption(root, captions.SIGNATURE)
    for row in _table_of(caption).iter("tr"):
        cells = row.findall("td")
        if len(cells) == 3 and letters_of(text_of(cells[1])) != letters_of(captions.SIGNATURE):
            yield Signed(text_of(cells[1]), text_of(cells[2]))


def _table_of(cell: etree._Element) -> etree._Element:
    """Return the innermost table that a cell is in."""
    for table in cell.iterancestors("table"):
        return table
    raise missing_box(text_of(cell)[:60])


def _caption(root: etree._Element, caption: str) -> etree._Element:
    """Return the cell that holds a caption which stands once on the page."""
    letters = letters_of(caption)
    for cell in with_class(root, "td", "MedSmallFormText"):
        if letters_of(text_of(cell)) == letters:
            return cell
    raise MangledDocument(
        f"the page has no {caption!r}; it ends early, or is cut. Give the whole page as EDGAR shows it."
    )
