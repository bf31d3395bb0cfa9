"""The envelopes: one case table, written and read back; damaged files told or refused."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.edgar.journal import Mode
from section16.edgar.submission import (
    Ccc,
    Contact,
    SubmissionParts,
    envelope,
    envelopes,
    read_submission,
    register,
)
from section16.errors import ReadError, UnsafeDocument, UsageError, WriteError
from section16.formats import ownership_xml
from section16.model.samples import FORM_4, JOINT
from section16.model.submission import Document

CODE = "aB1$<&>9"
MAIN = Document(type="4", filename="form4.xml", content=ownership_xml.write(JOINT))
POWER = Document(
    type="EX-24.1", filename="poa.txt", description='Power of "attorney" & more', content=b"POWER\n"
)
PLAIN = SubmissionParts(
    form_type="4",
    mode=Mode.TEST,
    documents=(MAIN,),
    cccs={"9000102": Ccc(CODE), "9000103": Ccc("12345678")},
)

# Each case is written in every envelope, and must come back as it was: one table for both directions.
CASES: dict[str, SubmissionParts] = {
    "plain": PLAIN,
    "live": replace(PLAIN, mode=Mode.LIVE),
    "contact": replace(
        PLAIN, contact=Contact(name="Pat <Example>", telephone="555-555-0100", email="Pat@example.com")
    ),
    "half a contact": replace(PLAIN, contact=Contact(telephone="555-555-0100")),
    "notified": replace(PLAIN, notify=("a@example.com", "b@example.com")),
    "return copy": replace(PLAIN, return_copy=True),
    "exhibits": replace(PLAIN, documents=(MAIN, POWER, replace(POWER, type="COVER", filename="c.txt"))),
    "any bytes": replace(
        PLAIN,
        documents=(MAIN, Document(type="GRAPHIC", filename="a.gif", content=bytes(range(256)) * 400)),
    ),
    "exhibit first": replace(PLAIN, documents=(POWER, MAIN)),
}


@pytest.mark.parametrize("name", envelopes())
@pytest.mark.parametrize("case", CASES)
def test_what_is_written_is_read_back(name: str, case: str) -> None:
    parts = replace(CASES[case], envelope=name)
    assert read_submission(envelope(name).write(parts)) == parts


def test_an_owner_without_code_is_written_without() -> None:
    parts = replace(PLAIN, cccs={"9000103": Ccc("12345678")})
    read = read_submission(envelope("ownership").write(parts))
    assert read.cccs == {"9000103": Ccc("12345678")}


# The elements as published, in order: what is written, against the specification's own skeleton.
PUBLISHED = """\
<?xml version="1.0"?>
<edgarSubmission>
    <submissionType>4</submissionType>
    <testOrLive>TEST</testOrLive>
    <pointOfContact>
        <contactName>Pat Example</contactName>
        <contactPhoneNumber>555-555-0100</contactPhoneNumber>
        <contactEmailAddress>pat@example.com</contactEmailAddress>
    </pointOfContact>
    <returnCopy>false</returnCopy>
    <notificationAddresses>
        <notificationEmailAddress>legal@example.com</notificationEmailAddress>
    </notificationAddresses>
    <edgarDocument>
        <documentName>poa.txt</documentName>
        <documentType>EX-24</documentType>
        <documentDescription>Power of attorney</documentDescription>
        <documentMimeBlock>UE9XRVIK</documentMimeBlock>
    </edgarDocument>
</edgarSubmission>
"""
GENERAL = """\
<?xml version="1.0"?>
<cor:edgarSubmission xmlns:cor="http://www.sec.gov/edgar/coreg" xmlns:com="http://www.sec.gov/edgar/common">
    <cor:liveTestFlag>TEST</cor:liveTestFlag>
    <cor:flags>
        <com:confirmingCopyFlag>false</com:confirmingCopyFlag>
        <com:overrideInternetFlag>false</com:overrideInternetFlag>
        <com:returnCopyFlag>false</com:returnCopyFlag>
    </cor:flags>
    <cor:submissionType>4</cor:submissionType>
    <cor:filer>
        <cor:filerId>9000101</cor:filerId>
        <cor:filerCcc>12345678</cor:filerCcc>
    </cor:filer>
    <cor:sros>
        <com:sroId>NONE</com:sroId>
    </cor:sros>
    <cor:notifications>
        <com:internetNotificationAddress>legal@example.com</com:internetNotificationAddress>
    </cor:notifications>
    <cor:documents>
        <com:document>
            <com:conformedName>poa.txt</com:conformedName>
            <com:conformedDocumentType>EX-24</com:conformedDocumentType>
            <com:contents>UE9XRVIK</com:contents>
        </com:document>
    </cor:documents>
</cor:edgarSubmission>
"""
_POA = Document(type="EX-24", filename="poa.txt", content=b"POWER\n")
_HEAD = SubmissionParts(form_type="4", mode=Mode.TEST, documents=(_POA,), notify=("legal@example.com",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            PUBLISHED,
            replace(
                _HEAD,
                documents=(replace(_POA, description="Power of attorney"),),
                contact=Contact(name="Pat Example", telephone="555-555-0100", email="pat@example.com"),
            ),
        ),
        (GENERAL, replace(_HEAD, envelope="general", cccs={"9000101": Ccc("12345678")})),
    ],
    ids=envelopes(),
)
def test_the_published_skeleton_is_written_and_read(text: str, parts: SubmissionParts) -> None:
    assert envelope(parts.envelope).write(parts).decode() == text
    assert read_submission(text.encode()) == parts


FAULTS: dict[str, tuple[str, str, str]] = {
    "unknown element": ("<returnCopy>", "<sros>NONE</sros><returnCopy>", "<sros> is no element"),
    "wrong order": (
        "<submissionType>4</submissionType>\n    <testOrLive>TEST</testOrLive>",
        "<testOrLive>TEST</testOrLive><submissionType>4</submissionType>",
        "stands after an element that it must precede",
    ),
    "twice": (
        "<testOrLive>TEST</testOrLive>",
        "<testOrLive>TEST</testOrLive><testOrLive>LIVE</testOrLive>",
        "more than once",
    ),
    "too long": ("Pat Example", "P" * 31, "has 31 characters"),
    "no base64": ("UE9XRVIK", "UE9X*VIK", "not encoded in base64"),
    "uuencoded": ("UE9XRVIK", "begin 644 a\n&amp;4$]715(*\nend", "not encoded in base64"),
    "no name": ("<documentName>poa.txt</documentName>", "", "<documentName> is missing"),
    "empty type": ("EX-24", "", "<documentType> has no value"),
}


@pytest.mark.parametrize("case", FAULTS)
def test_departures_from_the_schema_are_told(case: str) -> None:
    before, after, says = FAULTS[case]
    assert before in PUBLISHED
    faults = read_submission(PUBLISHED.replace(before, after).encode()).faults
    assert any(says in fault for fault in faults), faults


def test_the_first_of_two_modes_counts() -> None:
    twice = PUBLISHED.replace("TEST</testOrLive>", "TEST</testOrLive><testOrLive>LIVE</testOrLive>")
    assert read_submission(twice.encode()).mode is Mode.TEST


def test_codes_that_differ_are_told_and_not_quoted() -> None:
    made = envelope("general").write(replace(PLAIN, envelope="general")).decode()
    parts = read_submission(made.replace("12345678", "87654321", 1).encode())
    assert any("9000103 different CCCs" in fault for fault in parts.faults)
    assert "8765" not in str(parts.faults)


REFUSED: dict[str, tuple[bytes, type[Exception], str]] = {
    "nothing": (b"", ReadError, "no well-formed XML"),
    "no XML": (b"secret12", ReadError, "no well-formed XML"),
    "cut": (PUBLISHED[:300].encode(), ReadError, "no well-formed XML"),
    "other root": (b"<ownershipDocument/>", ReadError, "no envelope of a submission"),
    "no mode": (b"<edgarSubmission/>", ReadError, "does not say TEST or LIVE"),
    "document type": (b"<!DOCTYPE a [<!ENTITY e 'x'>]><edgarSubmission/>", UnsafeDocument, "DOCTYPE"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_submission_is_refused_without_quoting_it(case: str) -> None:
    content, error, says = REFUSED[case]
    with pytest.raises(error, match=says) as raised:
        read_submission(content)
    assert "secret12" not in str(raised.value)
    assert raised.value.__cause__ is None


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_codes_are_taken_out_of_other_encodings(encoding: str) -> None:
    xml = ownership_xml.write(FORM_4).decode()
    xml = xml.replace("</rptOwnerCik>", "</rptOwnerCik><rptOwnerCcc>secret12</rptOwnerCcc>")
    block = base64.b64encode(xml.encode(encoding)).decode()
    text = PUBLISHED.replace("UE9XRVIK", block).replace("EX-24", "4")
    parts = read_submission(text.encode())
    assert parts.cccs == {"9000101": Ccc("secret12")}
    assert "secret12" not in repr(parts)
    assert b"secret12" not in parts.documents[0].content


def test_an_unknown_envelope_is_named_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="'ownershp'; did you mean ownership"):
        envelope("ownershp")


def test_a_further_envelope_is_a_further_name() -> None:
    class Twice:
        name: Any = "ownership"
        root: Any = "other"

    with pytest.raises(UsageError, match="already"):
        register(Twice())  # type: ignore[arg-type]


@given(st.integers(0, len(PUBLISHED) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_any_damage_is_told_or_refused(at: int, put: bytes, gone: int) -> None:
    content = PUBLISHED.encode()
    for text in (content, GENERAL.encode()):
        try:
            read_submission(text[:at] + put + text[at + gone :])
        except ReadError:
            continue


def test_what_xml_cannot_carry_is_refused() -> None:
    with pytest.raises(WriteError, match="control character"):
        envelope("ownership").write(replace(PLAIN, contact=Contact(name="a\x07b")))
