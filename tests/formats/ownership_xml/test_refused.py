"""What is refused: each with an error of its own kind that says what, where and how to mend it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.errors import (
    MangledDocument,
    NotAStatement,
    ReadError,
    TooLarge,
    TruncatedDocument,
    UnsafeDocument,
)
from section16.formats import ownership_xml
from section16.formats.ownership_xml.parse import MAX_BYTES
from section16.model.samples import SAMPLES

DOCUMENT = ownership_xml.write(SAMPLES["form4"], disseminated=True)
DEEP = b"<a>" * 300 + b"</a>" * 300


def bent(old: bytes, new: bytes) -> bytes:
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new, 1)


REFUSED = {
    "nothing": (b"", NotAStatement, "the source is empty"),
    "only blanks": (b" \n ", NotAStatement, "the source is empty"),
    "a text": (b"Dear Sir or Madam", NotAStatement, "it begins 'Dear Sir or Madam'"),
    "a web page": (b"<html><p>Form 4</html>", NotAStatement, "has no <ownershipDocument>"),
    "another document": (
        b'<?xml version="1.0"?><edgarSubmission><a/></edgarSubmission>',
        NotAStatement,
        "the XML is a <edgarSubmission>, not an <ownershipDocument>",
    ),
    "another form": (
        bent(b"<documentType>4<", b"<documentType>144<"),
        NotAStatement,
        "documentType is '144'; it must be one of 3, 3/A, 4, 4/A, 5, 5/A",
    ),
    "no form": (bent(b"<documentType>4</documentType>", b""), NotAStatement, "documentType is None"),
    "a root alone": (b"<ownershipDocument/>", NotAStatement, "documentType is None"),
    "a cut": (DOCUMENT[: len(DOCUMENT) // 2], TruncatedDocument, "it was cut off. Fetch it again"),
    "a cut in the last tag": (DOCUMENT[:-6], TruncatedDocument, "before </ownershipDocument>"),
    "a document type": (
        bent(b"<ownershipDocument>", b"<!DOCTYPE ownershipDocument [<!ENTITY a 'b'>]><ownershipDocument>"),
        UnsafeDocument,
        "Remove the <!DOCTYPE ...> declaration",
    ),
    "a document type in an encoding of two bytes": (
        b'<?xml version="1.0" encoding="UTF-16LE"?><!DOCTYPE a [<!ENTITY b "c">]>'.decode().encode(
            "utf-16-le"
        )
        + DOCUMENT.decode().partition("\n")[2].encode("utf-16-le"),
        UnsafeDocument,
        "declares a document type",
    ),
    "too many levels": (
        bent(b"<nonDerivativeTable>", b"<nonDerivativeTable>" + DEEP),
        UnsafeDocument,
        "nests deeper than any statement",
    ),
    "too many bytes": (
        DOCUMENT + b" " * MAX_BYTES,
        TooLarge,
        "no statement has more than 8,388,608",
    ),
    "a NUL": (bent(b"Common Stock", b"Common\0Stock"), MangledDocument, "NUL bytes, first at byte"),
    "a line cut out of its middle": (
        bent(b"<transactionCoding>", b"<transactionCoding"),
        MangledDocument,
        "refused rather than half-read",
    ),
    "a text cut out of its middle": (
        bent(b"to cover taxes due", b"to cover <taxes due"),
        MangledDocument,
        "refused rather than half-read",
    ),
    "bytes of another encoding": (
        b"\xff\xfe" + DOCUMENT.decode().encode("utf-16-le") + b"<",
        NotAStatement,
        "the bytes begin as UTF-16 and are not",
    ),
}


@pytest.mark.parametrize(("data", "kind", "says"), REFUSED.values(), ids=REFUSED)
def test_a_refusal_says_what_is_the_matter(data: bytes, kind: type[ReadError], says: str):
    with pytest.raises(kind) as refusal:
        ownership_xml.read(data, source="form4.xml")
    assert type(refusal.value) is kind
    assert says in str(refusal.value)
    assert str(refusal.value).startswith("form4.xml: ")
    assert refusal.value.source == "form4.xml"
    assert "\n" not in str(refusal.value)


def test_a_file_is_never_fetched_or_opened_for_a_document(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hidden")
    entity = f'<!DOCTYPE a [<!ENTITY b SYSTEM "{secret.as_uri()}">]><ownershipDocument>'.encode()
    with pytest.raises(UnsafeDocument):
        ownership_xml.read(bent(b"<ownershipDocument>", entity).replace(b"Common Stock", b"&b;"))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes):
    for attempt in (data, b"<ownershipDocument>" + data, b"<?xml " + data + b"</ownershipDocument>"):
        with pytest.raises(ReadError):
            ownership_xml.read(attempt)


@pytest.mark.parametrize("seed", range(300))
def test_a_document_damaged_anywhere_is_read_or_refused(seed: int):
    chance = random.Random(seed)
    data = bytearray(DOCUMENT)
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(data)), chance.randint(0, 12)
        data[at : at + length] = chance.choice(
            (b"", b"<", b">", b"&", b"</", b"\x19", b"\xff", b'"', b"<!--", b"]]>", bytes(data[at - 9 : at]))
        )
    try:
        reading = ownership_xml.read(bytes(data))
    except ReadError:
        return
    assert reading.statement is not None
    assert isinstance(reading.evidence, dict)
    written = ownership_xml.write(reading.statement, disseminated=True)
    assert len(ownership_xml.read(written).statement.rows) == len(reading.statement.rows)
