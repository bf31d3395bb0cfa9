"""What was read is written again the same, and nothing of a document is unaccounted for.

Judged by an outside measure (`canonical`), on real filings, on the samples and on statements made at random.
"""

from __future__ import annotations

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec import Struct

from formats.canonical import canonical
from section16.formats import ownership_xml
from section16.formats.ownership_xml import UnconfirmedWarning
from section16.model.reading import DeviationKind, Reading
from section16.model.samples import SAMPLES
from section16.model.statement import Statement
from section16.model.values import plain
from shared import ownership_documents, submissions
from strategies import statements

# An escaped copy, the one stored document that is no XML as it stands.
NOT_WELL_FORMED = {"xml/0000320193-22-000061.xml": DeviationKind.ESCAPED_COPY}

_NUMBER = re.compile(r"(?=\.?\d)\d*\.?\d*", re.ASCII)
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)")
_BOXES = {
    "isDirector",
    "isOfficer",
    "isTenPercentOwner",
    "isOther",
    "notSubjectToSection16",
    "director",
    "officer",
    "ten_percent_owner",
    "other",
    "no_longer_subject",
}


def token(text: str) -> str:
    """Return `text` in the one spelling that writing keeps."""
    text = {"true": "1", "false": "0"}.get(text, text)
    if _NUMBER.fullmatch(text):
        return plain(Decimal(text))
    dated = _DATE.fullmatch(text)
    return dated[1] if dated else text


def tokens_of_source(data: bytes) -> Counter[str]:
    """Return every text and every id of a document; a tick box that is not ticked says nothing."""
    found: Counter[str] = Counter()
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, resolve_entities=False)
    for element in etree.fromstring(data, parser).iter("*"):
        found.update(value for value in element.values() if value)
        text = (element.text or "").strip(" \t\r\n")
        if text and not (element.tag in _BOXES and text in ("0", "false")):
            found[token(text)] += 1
    return found


def tokens_of_statement(part: Any, name: str = "") -> Iterator[str]:
    """Yield every value and every footnote reference of a statement."""
    if isinstance(part, Statement):
        yield part.form_type
    if isinstance(part, Struct):
        for attribute in part.__struct_fields__:
            if attribute not in ("form", "is_amendment"):
                yield from tokens_of_statement(getattr(part, attribute), attribute)
    elif isinstance(part, tuple):
        for inner in part:
            yield from tokens_of_statement(inner)
    elif isinstance(part, dict):
        for ids in part.values():
            yield from ids
    elif isinstance(part, bool):
        if part or name not in _BOXES:
            yield "1" if part else "0"
    elif isinstance(part, Decimal):
        yield plain(part)
    elif part is not None:
        yield token(part.value if isinstance(part, Enum) else str(part))


def unaccounted(data: bytes, reading: Reading) -> Counter[str]:
    """Return what the document says and neither the statement nor a deviation has, and what was made up."""
    said, held = tokens_of_source(data), Counter(tokens_of_statement(reading.statement))
    told = Counter(token((d.raw or "").strip(" \t\r\n")) for d in reading.deviations)
    return (said - held - told) + (held - said)


def faults_of(data: bytes) -> Iterator[str]:
    """Yield what goes wrong when a document is read and written again."""
    reading = ownership_xml.read(data)
    written = ownership_xml.write(reading.statement, disseminated=True)
    if canonical(written) != canonical(data):
        yield f"written: {sorted(set(canonical(written)) ^ set(canonical(data)))[:6]}"
    if ownership_xml.read(written).statement != reading.statement:
        yield "read again: another statement"
    if lost := unaccounted(data, reading):
        yield f"unaccounted: {dict(lost)}"


def test_every_real_document_survives_reading_and_writing():
    faults: list[str] = []
    for name, data in ownership_documents():
        if name in NOT_WELL_FORMED:
            continue
        faults.extend(f"{name}: {fault}" for fault in faults_of(data))
    assert faults == []


def test_the_documents_that_are_not_well_formed_are_these_and_are_read_with_findings():
    met: dict[str, DeviationKind] = {}
    for name, data in ownership_documents():
        try:
            etree.fromstring(data)
        except etree.XMLSyntaxError:
            reading = ownership_xml.read(data)
            assert reading.statement is not None
            assert reading.statement.rows
            met[name] = reading.deviations[0].kind
    assert met == NOT_WELL_FORMED


def test_the_document_of_every_real_submission_survives_reading_and_writing():
    faults: list[str] = []
    for name, data in submissions():
        for xml in re.findall(rb"<XML>\s*(.*?)\s*</XML>", data, re.DOTALL):
            if b"<ownershipDocument" in xml:
                faults.extend(f"{name}: {fault}" for fault in faults_of(xml))
    assert faults == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_back_as_it_was_written(name: str):
    sample = SAMPLES[name]
    written = ownership_xml.write(sample, disseminated=True)
    reading = ownership_xml.read(written)
    assert reading.deviations == ()
    assert reading.statement == sample
    assert list(faults_of(written)) == []


@settings(max_examples=200, deadline=None)
@given(statements())
def test_any_statement_is_read_back_as_it_was_written(statement: Statement):
    written = ownership_xml.write(statement, disseminated=True)
    reading = ownership_xml.read(written)
    assert reading.deviations == ()
    assert reading.statement == statement
    assert not unaccounted(written, reading)


@settings(max_examples=100, deadline=None)
@given(statements())
def test_what_is_filed_and_what_is_published_say_the_same_but_for_what_edgar_sets(statement: Statement):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnconfirmedWarning)
        filed = canonical(ownership_xml.write(statement))
    published = canonical(ownership_xml.write(statement, disseminated=True))
    assert set(filed) <= set(published)
    only_published = {place.rpartition("/")[2].partition("[")[0] for place, _ in set(published) - set(filed)}
    assert only_published <= {
        "schemaVersion",
        "issuerName",
        "rptOwnerName",
        "rptOwnerStateDescription",
        "noSecuritiesOwned",
        "form3HoldingsReported",
        "form4TransactionsReported",
    }
