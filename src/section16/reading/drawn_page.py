"""The page that `render(statement, "html")` draws, read back into the sheet it was drawn from.

Mirrors `formats/templates/form.html`, box by box.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree
from msgspec.structs import replace

from section16.formats import captions
from section16.formats.captions import WORDINGS
from section16.formats.sheet import Box, CheckBox, IssuerBox, Note, OwnerBoxes, Sheet, Signed
from section16.reading.html_page import after_caption, cik_of, has_class, name_and_symbol, text_of, with_class
from section16.reading.html_tables import tables_of
from section16.reading.printed_values import tick_of
from section16.reading.sheets import FILING, blank_sheet, form_type_in, missing_box
from section16.reading.transcript import Transcript


def recognised(root: etree._Element) -> etree._Element | None:
    """Return the element that holds the drawn form; None when the page is not one of ours."""
    return next(with_class(root, "article", "section16"), None)


def filled(article: etree._Element, transcript: Transcript) -> Sheet:
    """Return the sheet that `article` shows. Raises a `ReadError` when part of the form is not there."""
    sheet = blank_sheet(form_type_in(text_of(next(with_class(article, "p", "form-type"), None))))
    owners = list(with_class(article, "div", "owner"))
    relationships = list(with_class(article, "div", "relationship"))
    if not owners or len(owners) != len(relationships):
        raise missing_box(sheet.relationship_caption)
    return replace(
        sheet,
        check_boxes=tuple(_ticks(article, WORDINGS[sheet.form].check_boxes, "", transcript)),
        owners=tuple(
            _owner(box, beside, f"owners[{position}]", transcript)
            for position, (box, beside) in enumerate(zip(owners, relationships, strict=True))
        ),
        issuer=_issuer(_box(article, "issuer", sheet.issuer.caption), sheet.issuer.caption),
        period=Box(sheet.period.caption, after_caption(_box(article, "period", sheet.period.caption))),
        original=Box(
            sheet.original.caption, after_caption(_box(article, "original", sheet.original.caption))
        ),
        filing=tuple(_ticks(_box(article, "filing", sheet.filing_caption), FILING, "", transcript)),
        tables=tables_of(article, sheet),
        **_explanation(article, transcript),
        signatures=tuple(
            Signed(name, date)
            for line in _box(article, "signatures", captions.SIGNATURE).iter("dl")
            for name, date in [_texts(line, "dd", 2)]
        ),
    )


def _box(article: etree._Element, name: str, caption: str) -> etree._Element:
    """Return the part of the form that carries the class `name`; `caption` names it in the error."""
    for element in article.iter("div", "section"):
        if has_class(element, name):
            return element
    raise missing_box(caption)


def _value(box: etree._Element) -> str:
    return text_of(next(with_class(box, "p", "value"), None))


def _texts(element: etree._Element, tag: str, count: int) -> list[str]:
    """Return the texts of the first `count` elements of that tag, empty where there are fewer."""
    texts = [text_of(found) for found in element.iter(tag)]
    return (texts + [""] * count)[:count]


_SAID = {"ticked": True, "not ticked": False, "blank": None}


def _ticks(
    element: etree._Element, known: Iterable[tuple[str, str]], prefix: str, transcript: Transcript
) -> Iterator[CheckBox]:
    """Yield the check boxes of `known`, pairs of attribute and caption, that are in `element`."""
    attributes = {caption: attribute for attribute, caption in known}
    for box in (found for found in element.iter("p", "li") if has_class(found, "check")):
        tick, caption = next(with_class(box, "span", "tick"), None), text_of(box.find("span[last()]"))
        if tick is None or caption not in attributes:
            continue
        said = tick.get("aria-label") or ""
        ticked = _SAID[said] if said in _SAID else tick_of(text_of(tick))
        attribute = attributes[caption]
        if ticked is None and said != "blank" and attribute:
            transcript.unreadable(prefix + attribute, text_of(tick))
        yield CheckBox(caption, ticked)


def _owner(
    box: etree._Element, relationship: etree._Element, path: str, transcript: Transcript
) -> OwnerBoxes:
    values = list(with_class(box, "p", "value"))
    if not values:
        raise missing_box(captions.OWNER)
    texts = next(with_class(relationship, "p", "value"), relationship).findall("span")
    if len(texts) != 2:
        raise missing_box("Officer (give title below), Other (specify below)")
    return OwnerBoxes(
        name=text_of(values[0]),
        cik=cik_of(values[0].find("a")),
        streets=tuple(filter(None, map(text_of, values[1:]))),
        places=tuple(map(_place, box.iterfind("dl/div"))),
        relationship=tuple(_ticks(relationship, captions.RELATIONSHIPS, f"{path}.relationship.", transcript)),
        officer_title=text_of(texts[0]),
        other_text=text_of(texts[1]),
    )


_PLACES = (captions.CITY, captions.STATE, captions.ZIP, captions.NON_US_STATE, captions.COUNTRY)


def _place(element: etree._Element) -> Box:
    caption = text_of(element.find("dt"))
    if caption not in _PLACES:
        raise missing_box(captions.CITY)
    return Box(caption, text_of(element.find("dd")))


def _issuer(box: etree._Element, caption: str) -> IssuerBox:
    value = next(with_class(box, "p", "value"), None)
    if value is None:
        raise missing_box(caption)
    link = value.find("a")
    name, symbol = name_and_symbol(text_of(value) if link is None else link.tail or "")
    foreign = next(with_class(box, "span", "value"), None)
    return IssuerBox(
        caption=caption,
        name=name if link is None else text_of(link),
        symbol=symbol,
        foreign_symbol=text_of(foreign).removeprefix("[").removesuffix("]").strip(),
        cik=cik_of(link),
    )


# "{{ note.number }}. {{ note.text }}"
_NOTE = re.compile(r"(?P<number>.*?)\.(?: (?P<text>.*))?", re.DOTALL)


def _explanation(article: etree._Element, transcript: Transcript) -> dict[str, object]:
    """Return the footnotes, the remarks and whether nothing is owned."""
    _box(article, "explanation", captions.EXPLANATION)
    notes: list[Note] = []
    said = {"none_owned": "", "remarks": ""}
    for section in with_class(article, "section", "explanation"):
        texts = [text_of(note) for note in with_class(section, "p", "note")]
        heading = text_of(section.find("h2"))
        if heading not in (captions.EXPLANATION, captions.REMARKS):
            raise missing_box(captions.REMARKS)
        if heading == captions.REMARKS:
            said["remarks"] = "".join(texts)
            continue
        said["none_owned"] = _value(section)
        for text in texts:
            if match := _NOTE.fullmatch(text):
                notes.append(Note(match["number"], match["text"] or ""))
            else:
                transcript.stray("footnotes", text, "a text without a footnote's number")
    return {"footnotes": tuple(notes), **said}
