"""Family S, S001 to S020: how the document itself departs from its format.

Reading records each departure as a `Deviation`; the table below gives each kind its check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from section16.checks.rule import Case, Example, Find, Problem, Purpose, check
from section16.law import edgar_citations as edgar
from section16.law.citations import Citation
from section16.model.findings import Severity
from section16.model.items import Kind, item_at
from section16.model.reading import Deviation, DeviationKind

_LONGEST_SHOWN = 60


def shown(raw: str | None) -> str:
    """Quote what stood in the document, on one line and cut to a readable length."""
    text = " ".join((raw or "").split())
    return f"“{text[:_LONGEST_SHOWN]}…”" if len(text) > _LONGEST_SHOWN else f"“{text}”"


class _Departure(Struct, frozen=True, kw_only=True):
    """One line of the table: a kind of deviation, and what the check of it says."""

    id: str
    kind: DeviationKind
    title: str
    severity: Severity
    cites: Citation
    message: str
    remedy: str
    why: str
    at: str = ""
    raw: str | None = None
    detail: str | None = None
    facets: tuple[str, ...] = ()
    only: Purpose | None = None
    told: Callable[[Deviation], bool] = lambda _: True


def _may_stand_blank(deviation: Deviation) -> bool:
    # "The <transactionFormType> value of '3'" marks a late holding; EDGAR's own Form 5 page leaves the
    # element blank on every other holding, and such filings are accepted (docs/decisions/0012).
    return deviation.path.startswith("table_") and deviation.path.endswith(".form_type")


def _counts_white_space(deviation: Deviation) -> bool:
    """Whether white space around this value breaks its length, pattern or list.

    The schema collapses white space around dates, decimals and booleans, and counts it in strings.
    """
    item = item_at(deviation.path)
    if item is None or deviation.raw is None or item.kind in (Kind.DATE, Kind.DECIMAL, Kind.BOOLEAN):
        return False
    too_long = item.max_length is not None and len(deviation.raw) > item.max_length
    return too_long or item.kind in (Kind.CIK, Kind.CHOICE)


def _is_no_choice(deviation: Deviation) -> bool:
    item = item_at(deviation.path)
    return item is None or item.kind is not Kind.CHOICE


_REJECT, _WARNING, _NOTE = Severity.REJECT, Severity.WARNING, Severity.NOTE

_DEPARTURES = (
    _Departure(
        id="S001",
        kind=DeviationKind.NOT_WELL_FORMED,
        title="The document must be well-formed",
        severity=_REJECT,
        cites=edgar.SPEC_ESCAPES,
        facets=("well-formed",),
        message="The document is not well-formed: {detail}.",
        remedy="Write & as &amp;, < as &lt; and > as &gt;, and close every element; then write the document "
        "again.",
        why="EDGAR's parser stops at the first breach of the rules of XML and suspends the submission. What "
        "could be recovered was read, so the other findings still hold.",
        detail="line 12: an ampersand not written as &amp;",
    ),
    _Departure(
        id="S002",
        kind=DeviationKind.TEXT_BEFORE_DECLARATION,
        severity=_REJECT,
        cites=edgar.SPEC_DECLARATION,
        title="Nothing may stand before the XML declaration",
        message="Something stands before the XML declaration: {raw}.",
        remedy="Delete everything before <?xml, blank lines too, or leave the declaration out.",
        why="The declaration is optional, but if it is there it must be the first bytes of the file.",
        raw="\n\n",
    ),
    _Departure(
        id="S003",
        kind=DeviationKind.PROCESSING_INSTRUCTION,
        severity=_REJECT,
        cites=edgar.SPEC_INSTRUCTIONS,
        title="Processing instructions and style sheet links are not allowed",
        message="The document has a processing instruction: {raw}.",
        remedy="Delete the instruction; the SEC shows statements with its own style sheets.",
        why="Software that previews a form often links a style sheet. EDGAR suspends a filing that still has "
        "it.",
        raw='<?xml-stylesheet href="form4.xsl"?>',
    ),
    _Departure(
        id="S004",
        kind=DeviationKind.NAMESPACE,
        severity=_REJECT,
        cites=edgar.SPEC_SCHEMA,
        title="The elements must be in no namespace",
        message="The elements are in the namespace {raw}; EDGAR's ownership documents have none.",
        remedy="Remove the xmlns attribute.",
        raw="http://www.sec.gov/edgar/ownership",
        why="Under EDGAR's schema an element in a namespace is a different, unknown element.",
    ),
    _Departure(
        id="S005",
        kind=DeviationKind.UNKNOWN_ELEMENT,
        severity=_REJECT,
        cites=edgar.SPEC_UNKNOWN_ELEMENT,
        title="Every element must be one that the schema knows in that place",
        facets=("element",),
        message="There is an element that has no place here: {detail}; it says {raw}.",
        remedy="Remove the element, or put what it says where the form asks for it.",
        why="An element the schema does not prescribe suspends the whole submission, whatever it says.",
        at="table_1[0]",
        raw="NYSE",
        detail="<exchange>, line 40",
    ),
    _Departure(
        id="S006",
        kind=DeviationKind.UNKNOWN_ATTRIBUTE,
        severity=_REJECT,
        cites=edgar.SPEC_SCHEMA,
        title="Every XML attribute must be one that the schema knows",
        facets=("attribute",),
        message="There is an XML attribute that has no place here: {detail}; it says {raw}.",
        remedy="Remove the attribute; only footnote and footnoteId have one, id.",
        why="The schema knows one attribute, the id of footnotes and of references to them.",
        raw="USD",
        detail="currency of <value>, line 40",
    ),
    _Departure(
        id="S007",
        kind=DeviationKind.WRONG_ORDER,
        severity=_REJECT,
        cites=edgar.SPEC_SEQUENCE,
        title="Elements must stand in the prescribed order",
        facets=("sequence",),
        message="<{plain}> stands after an element that must follow it ({detail}).",
        remedy="Put the elements in the order of section 3.5 of the specification.",
        why="Every group of the schema is a sequence. Any other order suspends the submission.",
        at="table_1[0]",
        raw="transactionDate",
        detail="line 33",
    ),
    _Departure(
        id="S008",
        kind=DeviationKind.REPEATED,
        severity=_REJECT,
        cites=edgar.SPEC_MAX_OCCUR,
        title="An element that may stand once must not stand again",
        facets=("maxOccurs",),
        message="{raw} stands a second time ({detail}); the first was read.",
        remedy="Remove the second; give a second value its own line.",
        why="Which of the two was meant cannot be known, and EDGAR suspends the submission.",
        at="table_1[0]",
        raw="transactionDate",
        detail="line 35",
    ),
    _Departure(
        id="S009",
        kind=DeviationKind.STRAY_TEXT,
        severity=_REJECT,
        cites=edgar.SPEC_SCHEMA,
        title="Text may stand only in elements that hold a value",
        message="Text stands where only elements may ({detail}): {raw}.",
        remedy="Remove the text, or put it into the element, footnote or remark it belongs to.",
        why="The groups of the schema hold elements only. Such text is also lost on every reader.",
        raw="see attached",
        detail="in <transactionAmounts>, line 44",
    ),
    _Departure(
        id="S010",
        kind=DeviationKind.BLANK_VALUE,
        severity=_REJECT,
        cites=edgar.SPEC_NO_VALUE,
        title="An element that must have a value may not be blank",
        facets=("blank",),
        message="The element is there and has no value ({detail}).",
        remedy="Give the value, or leave the whole element out where it is optional.",
        why="A date, a decimal or a boolean may be left out, but an empty element of these types breaks the "
        "schema; so does an empty mandatory text.",
        at="table_1[0].shares",
        detail="line 47",
        told=lambda deviation: not _may_stand_blank(deviation),
    ),
    _Departure(
        id="S011",
        kind=DeviationKind.UNTYPABLE,
        severity=_REJECT,
        cites=edgar.SPEC_MANDATORY,
        title="A value must be of its type",
        facets=("type",),
        message="{raw} is no {kind} that EDGAR takes.",
        remedy="Write dates as 2026-05-31 and numbers with digits and one period only; true and false as 1 "
        "and 0.",
        why="EDGAR's schema fixes the type of every item. A sign, a comma, a dollar sign or a day that does "
        "not exist suspends the submission.",
        at="table_1[0].shares",
        raw="-5",
        told=_is_no_choice,
    ),
    _Departure(
        id="S012",
        kind=DeviationKind.PADDED,
        severity=_REJECT,
        cites=edgar.SPEC_SAME_LINE,
        title="White space must not break the limits of a value",
        facets=("whiteSpace",),
        message="White space surrounds the value and makes it {length} characters long, or no value of its "
        "list.",
        remedy="Put the start tag, the value and the end tag on one line without blanks between them.",
        why="EDGAR counts the white space around a text: a padded CIK is no CIK, a padded code no code.",
        at="issuer.cik",
        raw="\n      9000001\n    ",
        told=_counts_white_space,
    ),
    _Departure(
        id="S013",
        kind=DeviationKind.PADDED,
        severity=_NOTE,
        cites=edgar.SPEC_SAME_LINE,
        title="White space surrounds a value",
        message="White space surrounds the value; it was read without.",
        remedy="Put the start tag, the value and the end tag on one line without blanks between them.",
        why="It breaks no limit here, but EDGAR counts it, and it may the next time.",
        at="footnotes[0].text",
        raw=" Shares withheld. ",
        told=lambda deviation: not _counts_white_space(deviation),
    ),
    _Departure(
        id="S014",
        kind=DeviationKind.ZONE_SUFFIX,
        severity=_NOTE,
        cites=edgar.SPEC_DATES,
        title="A date should carry no time zone",
        message="The date is written {raw}; the time zone was dropped and the calendar date kept.",
        remedy="Write the date as YYYY-MM-DD.",
        why="The schema's type admits a zone, and some filing software writes one, but a legal date has "
        "none.",
        at="period_of_report",
        raw="2026-05-05-05:00",
    ),
    _Departure(
        id="S015",
        kind=DeviationKind.CCC_DROPPED,
        severity=_NOTE,
        cites=edgar.SPEC_CCC,
        title="A CCC stood in the document and was dropped",
        message="The document holds this owner's CCC, a secret; it was dropped and is never printed.",
        remedy="Keep the CCC out of statements; it is supplied when filing. If others saw the file, change "
        "the CCC.",
        why="EDGAR removes the CCC from what it publishes. A file that still has it should not be passed on.",
        at="owners[0]",
    ),
    _Departure(
        id="S016",
        kind=DeviationKind.ENCODING,
        severity=_WARNING,
        cites=edgar.SPEC_DECLARATION,
        title="The bytes are not in the encoding the document declares",
        message="The bytes are not in the encoding the document declares: {detail}.",
        remedy="Save the document as UTF-8, and compare names and footnotes with the original.",
        why="Characters outside ASCII may have been read wrongly: accents, dashes, typographic quotes.",
        detail="byte 2,041 is not UTF-8; the document was read as Windows-1252",
    ),
    _Departure(
        id="S017",
        kind=DeviationKind.ESCAPED_COPY,
        severity=_WARNING,
        cites=edgar.SPEC_SCHEMA,
        title="The document is an escaped copy",
        message="The document is a copy with line ends or quotes written as backslash escapes; they were "
        "undone.",
        remedy="Fetch the document again from EDGAR.",
        why="Such a copy is not what EDGAR holds. It was mended, but the original is the evidence.",
    ),
    _Departure(
        id="S018",
        kind=DeviationKind.BROKEN_TAG,
        severity=_WARNING,
        cites=edgar.SPEC_SCHEMA,
        title="A tag was broken and put together again",
        message="A tag was broken and put together again: {detail}.",
        remedy="Compare the line with the document on EDGAR.",
        why="EDGAR's own older copies broke long lines and cut long names. Nothing was lost, but it was "
        "repaired.",
        detail="read as </footnote>, line 61",
    ),
    _Departure(
        id="S019",
        kind=DeviationKind.HEADER_DISAGREES,
        severity=_WARNING,
        cites=edgar.SPEC_SUBMISSION_TYPE,
        title="The submission header must agree with the document",
        message="The submission header and the document disagree: {detail}.",
        remedy="Correct whichever is wrong; EDGAR files the statement under the header's parties.",
        why="A statement filed under another issuer, owner or form type is not found where people look for "
        "it.",
        at="issuer.cik",
        detail="the header's issuer is 0009000002, the document's 9000001",
    ),
    _Departure(
        id="S020",
        kind=DeviationKind.EDGAR_INTERNAL,
        severity=_WARNING,
        cites=edgar.SPEC_NA,
        only="to_file",
        title="Elements of EDGAR's own processing should not be supplied",
        message="The document has an element of EDGAR's own processing: {detail}.",
        remedy="Leave the element out; EDGAR discards it.",
        why="A document fetched from EDGAR and filed again carries elements that EDGAR added.",
        at="owners[0]",
        detail="<rptOwnerGoodAddress>",
    ),
)

_KINDS_IN_WORDS = {
    Kind.DECIMAL: "number",
    Kind.DATE: "calendar date",
    Kind.BOOLEAN: "true or false",
    Kind.CIK: "CIK",
}


def _fields(deviation: Deviation) -> dict[str, Any]:
    item = item_at(deviation.path)
    return {
        "raw": shown(deviation.raw),
        "plain": deviation.raw,
        "length": len(deviation.raw or ""),
        "detail": deviation.detail or "no more is known",
        "kind": _KINDS_IN_WORDS.get(item.kind, "value") if item else "value",
    }


def _speaking_of(departure: _Departure) -> Find:
    def find(case: Case) -> Iterator[Problem]:
        for deviation in case.deviations:
            if deviation.kind is departure.kind and departure.told(deviation):
                yield Problem(deviation.path, **_fields(deviation))

    find.__doc__ = departure.why
    return find


for _each in _DEPARTURES:
    check(
        _each.id,
        title=_each.title,
        severity=_each.severity,
        cites=_each.cites,
        message=_each.message,
        remedy=_each.remedy,
        facets=_each.facets,
        only=_each.only,
        bad=Example(
            deviations=(Deviation(_each.kind, _each.at, _each.raw, _each.detail),),
            purpose=_each.only or "filed",
            at=_each.at,
        ),
    )(_speaking_of(_each))
