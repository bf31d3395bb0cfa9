"""Family S, S201 to S210: the limits of each value, one check for each facet of the table of items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.said import Said
from section16.checks.schema_document import shown
from section16.law import edgar_citations as edgar
from section16.model.findings import Severity
from section16.model.items import DECIMAL_PLACES, LARGEST_DECIMAL, Kind
from section16.model.reading import Deviation, DeviationKind
from section16.model.states import OBSOLETE_STATES, STATES

_TEXTS = (Kind.TEXT, Kind.CIK)
_LARGEST = Decimal(LARGEST_DECIMAL)
_MATCHED_BY_ANOTHER_CHECK = frozenset({"footnote.id"})  # S401


def _texts(case: Case) -> Iterator[tuple[Said, str]]:
    for said in case.said:
        if said.item.kind in _TEXTS and isinstance(said.value, str):
            yield said, said.value


def _numbers(case: Case) -> Iterator[tuple[Said, Decimal]]:
    for said in case.said:
        if said.item.kind is Kind.DECIMAL and isinstance(said.value, Decimal):
            yield said, said.value


_compiled = cache(re.compile)


@check(
    "S201",
    title="A text must not be longer than its limit",
    severity=Severity.REJECT,
    cites=edgar.SPEC_TOO_LONG,
    message="{label} has {length} characters; EDGAR takes at most {limit}.",
    remedy="Shorten it, or continue in a footnote, in the remarks or in an exhibit 99.",
    facets=("maxLength", "length"),
    bad=(
        Example(changes={"table_1[0].security": "Common Stock " * 5}, at="table_1[0].security", says="60"),
        Example(
            changes={"owners[0].relationship.officer_title": "Executive Vice President, Operations"},
            at="owners[0].relationship.officer_title",
            says="30",
        ),
        Example(changes={"footnotes[0].text": "x" * 1001}, at="footnotes[0].text", says="1000"),
        Example(changes={"remarks": "x" * 2001}, at="remarks", says="2000"),
    ),
)
def too_long(case: Case) -> Iterator[Problem]:
    """EDGAR suspends a submission with an over-long text; it never cuts one."""
    for said, text in _texts(case):
        limit = said.item.max_length
        if limit is not None and len(text) > limit:
            yield Problem(said.path, label=said.item.label, length=len(text), limit=limit)


@check(
    "S202",
    title="A text must not be shorter than its limit",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SCHEMA,
    message="{label} has {length} characters; EDGAR takes no fewer than {limit}.",
    remedy="Give the whole value.",
    facets=("minLength", "length"),
    bad=Example(changes={"schema_version": "X06"}, at="schema_version", says="5"),
)
def too_short(case: Case) -> Iterator[Problem]:
    """A schema version has exactly five characters. A mandatory text without any is missing (S101)."""
    for said, text in _texts(case):
        if 0 < len(text) < said.item.min_length:
            yield Problem(said.path, label=said.item.label, length=len(text), limit=said.item.min_length)


@check(
    "S203",
    title="A text must have the prescribed characters",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SCHEMA,
    message="{label} is {text}; it may have only {allowed}.",
    remedy="Write it with the characters allowed; put anything else into another item.",
    facets=("pattern",),
    bad=(
        Example(changes={"issuer.cik": "CIK900"}, at="issuer.cik", says="digits"),
        Example(changes={"owners[0].address.zip_code": "01234/5"}, at="owners[0].address.zip_code"),
    ),
)
def pattern(case: Case) -> Iterator[Problem]:
    """A CIK is digits alone; a ZIP code is letters, digits, blanks, # and hyphens."""
    for said, text in _texts(case):
        wanted = said.item.pattern
        if not text or not wanted or said.item.name in _MATCHED_BY_ANOTHER_CHECK:
            continue
        if not _compiled(wanted).fullmatch(text):
            allowed = "digits" if said.item.kind is Kind.CIK else f"characters of {wanted}"
            yield Problem(said.path, label=said.item.label, text=shown(text), allowed=allowed)


@check(
    "S204",
    title="A value of a list must be in the list",
    severity=Severity.REJECT,
    cites=edgar.SPEC_CHOICE_LIST,
    message="{label} is {value}; it must be one of {choices}.",
    remedy="Choose one of the values listed; 'section16 codes' explains the transaction codes.",
    facets=("enumeration", "pattern"),
    bad=(
        Example(changes={"table_1[0].code": "Q"}, at="table_1[0].code", says="“Q”"),
        Example(
            changes={"table_1[0].direction": None},
            deviations=(Deviation(DeviationKind.UNTYPABLE, "table_1[0].direction", "S", "line 48"),),
            at="table_1[0].direction",
            says="one of A, D",
        ),
    ),
)
def choices(case: Case) -> Iterator[Problem]:
    """V (reported early) and K (equity swap) are printed on the form but are no codes of the XML: EDGAR
    makes them from the timeliness and from the swap flag.
    """
    for said in case.said:
        if said.item.kind is not Kind.CHOICE:
            continue
        if said.value is not None and str(said.value) not in said.item.choices:
            yield _no_choice(said, str(said.value))
        elif said.value is None and said.path in case.deviating_paths:
            for deviation in case.deviations:
                if deviation.kind is DeviationKind.UNTYPABLE and deviation.path == said.path:
                    yield _no_choice(said, deviation.raw)


def _no_choice(said: Said, value: str | None) -> Problem:
    return Problem(said.path, label=said.item.label, value=shown(value), choices=", ".join(said.item.choices))


@check(
    "S205",
    title="A state must be one of EDGAR's codes",
    severity=Severity.REJECT,
    cites=edgar.SPEC_CHOICE_LIST,
    message="The state is {state}, which is no state or country code of EDGAR.",
    remedy="Use the two characters of Appendix A of the specification, such as NY, or X0 for the United "
    "Kingdom.",
    facets=("enumeration",),
    bad=Example(changes={"owners[0].address.state": "UK"}, at="owners[0].address.state"),
)
def state(case: Case) -> Iterator[Problem]:
    """EDGAR has its own codes for countries and Canadian provinces; they are not those of the post or of
    ISO.
    """
    for position, owner in enumerate(case.statement.owners):
        code = owner.address.state
        if code and str(code).strip() and code not in STATES and code not in OBSOLETE_STATES:
            yield Problem(f"owners[{position}].address.state", state=shown(str(code)))


@check(
    "S206",
    title="A state code must not be obsolete",
    severity=Severity.REJECT,
    cites=edgar.SCHEMA_STATES,
    message="The state code {state} ({name}) is obsolete.",
    remedy="Use the code of today's state or country.",
    facets=("enumeration",),
    only="to_file",
    bad=Example(
        changes={"owners[0].address.state": "Y2"},
        purpose="to_file",
        at="owners[0].address.state",
        says="YUGOSLAVIA",
    ),
)
def obsolete_state(case: Case) -> Iterator[Problem]:
    """Old documents carry the codes of states that are no more; EDGAR suspends a new filing that uses one."""
    for position, owner in enumerate(case.statement.owners):
        code = owner.address.state
        if code in OBSOLETE_STATES:
            yield Problem(f"owners[{position}].address.state", state=code, name=OBSOLETE_STATES[code])


@check(
    "S207",
    title="A number must lie between zero and 999,999,999,999.9999",
    severity=Severity.REJECT,
    cites=edgar.SPEC_TYPES,
    message="{label} is {number}; EDGAR takes numbers from 0 to {largest}.",
    remedy="Give the amount without a sign; acquired or disposed of is said by A or D.",
    facets=("minInclusive", "maxInclusive", "totalDigits"),
    bad=(
        Example(changes={"table_1[0].shares": Decimal(-410)}, at="table_1[0].shares"),
        Example(changes={"table_1[0].price": Decimal("1000000000000")}, at="table_1[0].price"),
        Example(changes={"table_1[0].owned_following": Decimal("NaN")}, at="table_1[0].owned_following"),
    ),
)
def out_of_range(case: Case) -> Iterator[Problem]:
    """Twelve digits before the period and four after it are sixteen in all, the most that the schema
    takes.
    """
    for said, number in _numbers(case):
        if not number.is_finite() or not 0 <= number <= _LARGEST:
            yield Problem(said.path, label=said.item.label, number=number, largest=LARGEST_DECIMAL)


@check(
    "S208",
    title="A number must have at most four decimal places",
    severity=Severity.REJECT,
    cites=edgar.SPEC_TYPES,
    message="{label} is {number}, with {places} decimal places; EDGAR takes four.",
    remedy="Round the number to four decimal places.",
    facets=("fractionDigits", "totalDigits"),
    bad=Example(
        changes={"table_1[0].price": Decimal("52.31258")}, at="table_1[0].price", says="5 decimal places"
    ),
)
def too_many_places(case: Case) -> Iterator[Problem]:
    """The schema counts the places of the number and not of its writing: 3.49870 has four, and accepted
    filings show such numbers.
    """
    for said, number in _numbers(case):
        exponent = number.as_tuple().exponent
        if isinstance(exponent, int) and exponent < -DECIMAL_PLACES:
            places = -int(number.normalize().as_tuple().exponent)
            if places > DECIMAL_PLACES:
                yield Problem(said.path, label=said.item.label, number=number, places=places)


# "Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]" - XML 1.0, section 2.2
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@check(
    "S209",
    title="A text must have only characters that XML can carry",
    severity=Severity.REJECT,
    cites=edgar.SPEC_SCHEMA,
    message="{label} has the character U+{code}, which no XML document may hold.",
    remedy="Delete the character; it often comes from copying out of a word processor or a PDF.",
    bad=Example(changes={"remarks": "Exhibit 24\x0b"}, at="remarks", says="U+000B"),
)
def no_xml_character(case: Case) -> Iterator[Problem]:
    """Control characters cannot be written into XML at all, not even as an escape."""
    for said, text in _texts(case):
        found = _NO_XML.search(text)
        if found:
            yield Problem(said.path, label=said.item.label, code=f"{ord(found[0]):04X}")


@check(
    "S210",
    title="A value that a program gives must be of the item's type",
    severity=Severity.REJECT,
    cites=edgar.SPEC_MANDATORY,
    message="{label} is {value}, a {type}; it must be {kind}.",
    remedy="Give numbers as Decimal, dates as date, boxes as True or False, and everything else as str.",
    facets=("type",),
    bad=(
        Example(changes={"table_1[0].price": 52.31}, at="table_1[0].price", says="float"),
        Example(changes={"issuer.cik": 9000001}, at="issuer.cik", says="int"),
        Example(changes={"period_of_report": "2026-05-05"}, at="period_of_report", says="a date"),
    ),
)
def wrong_type(case: Case) -> Iterator[Problem]:
    """Statements built by programs are not validated when they are made, and a binary fraction such as 52.31
    as a float is not the number that was meant. Until it is mended only family S speaks.
    """
    if case.is_typed:
        return
    for said in case.said:
        kind = _KINDS.get(said.item.kind)
        if kind and not said.is_typed and not isinstance(said.value, Decimal):
            yield Problem(
                said.path,
                label=said.item.label,
                value=shown(str(said.value)),
                type=type(said.value).__name__,
                kind=kind,
            )


_KINDS = {
    Kind.TEXT: "a str",
    Kind.CIK: "a str of digits",
    Kind.DECIMAL: "a Decimal",
    Kind.DATE: "a date",
    Kind.BOOLEAN: "True or False",
}
