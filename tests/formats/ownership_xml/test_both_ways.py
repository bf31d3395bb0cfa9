"""The quick way and the thorough way through a document agree, and the quick way takes most documents."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from section16.errors import ReadError
from section16.formats import ownership_xml
from section16.formats.ownership_xml import tape
from section16.formats.ownership_xml.parse import document_element
from section16.model.reading import Reading
from section16.model.samples import SAMPLES
from section16.model.statement import Statement
from shared import ownership_documents
from strategies import statements

LOOSE = 1500


def thoroughly(data: bytes) -> Reading:
    """Read `data` without the quick way."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tape, "arguments", lambda root: None)
        return ownership_xml.read(data)


def is_quick(data: bytes) -> bool:
    return tape.arguments(document_element(data, [])) is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_both_ways_read_a_sample_the_same(name: str):
    data = ownership_xml.write(SAMPLES[name], disseminated=True)
    assert is_quick(data)
    slow = thoroughly(data)
    assert slow.statement == ownership_xml.read(data).statement
    assert slow.deviations == ()


@settings(max_examples=150, deadline=None)
@given(statements())
def test_both_ways_read_any_statement_the_same(statement: Statement):
    data = ownership_xml.write(statement, disseminated=True)
    assert thoroughly(data).statement == ownership_xml.read(data).statement == statement


def test_both_ways_read_real_documents_the_same():
    faults: list[str] = []
    quick = 0
    for name, data in islice(ownership_documents(), LOOSE):
        fast, slow = ownership_xml.read(data), thoroughly(data)
        quick += is_quick(data)
        if fast.statement != slow.statement:
            faults.append(f"{name}: another statement")
        if fast.deviations != slow.deviations:
            faults.append(f"{name}: {fast.deviations} and {slow.deviations}")
    assert faults == []
    assert quick > LOOSE * 0.9


BENT = st.sampled_from(
    (
        (b"</value>", b"</value><value>1</value>"),
        (b"<value>", b"<value> "),
        (b"<value>", b"<value>-"),
        (b"<footnoteId ", b"<value/><footnoteId "),
        (b'id="', b'ref="'),
        (b'id="', b'id="&amp;&quot;'),
        (b'id="F1"/>', b'id="F1">x</footnoteId>'),
        (b"<footnote ", b"text<footnote "),
        (b"<issuer>", b"<issuer>text"),
        (b"</issuer>", b"<issuerName>B</issuerName></issuer>"),
        (b"<isDirector>", b"<isOther>1</isOther><isDirector>"),
        (b"<documentType>4</documentType>", b""),
        (b"<ownershipNature>", b"<?x y?><ownershipNature>"),
        (b"<nonDerivativeTable>", b"<remarks/><nonDerivativeTable>"),
        (b"<securityTitle>", b"<transactionDate/><securityTitle>"),
        (b"Common", b"&#65;&lt;&gt;&amp;&quot;&#13;\xc2\xa0"),
        (b"<value>D</value>", b"<value/>"),
        (b"<transactionCode>", b"<footnoteId id='F1'/><transactionCode>"),
        (b"reportingOwnerId>", b"reportingOwnerAddress>"),
    )
)


@given(st.sampled_from(sorted(SAMPLES)), st.lists(BENT, max_size=3), st.integers(1, 3))
def test_both_ways_read_a_bent_document_the_same(name: str, bends: list[tuple[bytes, bytes]], times: int):
    data = ownership_xml.write(SAMPLES[name], disseminated=True)
    for old, new in bends:
        data = data.replace(old, new, times)
    try:
        fast = ownership_xml.read(data)
    except ReadError as error:
        with pytest.raises(type(error)):
            thoroughly(data)
        return
    slow = thoroughly(data)
    assert (fast.statement, fast.deviations) == (slow.statement, slow.deviations)


def test_what_the_quick_way_remembers_is_bounded():
    many = b'<footnoteId id="F3"/>' * 500
    data = ownership_xml.write(SAMPLES["form4"], disseminated=True)
    data = data.replace(b'<footnoteId id="F3"/>', many)
    assert ownership_xml.read(data).statement.table_1[1].notes["price"] == ("F3",) * 500
    assert thoroughly(data).statement == ownership_xml.read(data).statement
    remembered = [markup for place in tape._START._places.values() for markup in place.moves]
    assert max(map(len, remembered)) <= tape._LONGEST_MARKUP
    assert len(remembered) <= tape._MOST_MOVES
