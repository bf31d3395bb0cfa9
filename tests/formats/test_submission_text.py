"""Submission files: header and documents in, the same out, named errors for everything else."""

from __future__ import annotations

import binascii
from contextlib import suppress
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.errors import NotAStatement, ReadError, TooLarge, WriteError
from section16.formats import submission_documents, submission_header, submission_text
from section16.model.reading import DeviationKind
from section16.model.submission import Document, Party, Submission
from shared import submissions as real_submissions
from strategies import submissions

FORM = b"""<?xml version="1.0"?>
<ownershipDocument>
    <documentType>4</documentType>
    <periodOfReport>2026-05-05</periodOfReport>
    <issuer>
        <issuerCik>9000001</issuerCik>
        <issuerTradingSymbol>EXIN</issuerTradingSymbol>
    </issuer>
    <reportingOwner>
        <reportingOwnerId>
            <rptOwnerCik>0009000101</rptOwnerCik>
        </reportingOwnerId>
        <reportingOwnerRelationship>
            <isDirector>1</isDirector>
        </reportingOwnerRelationship>
    </reportingOwner>
    <aff10b5One>0</aff10b5One>
    <ownerSignature>
        <signatureName>/s/ Robin Q. Sample</signatureName>
        <signatureDate>2026-05-07</signatureDate>
    </ownerSignature>
</ownershipDocument>"""

HEADER = """<SEC-HEADER>0009000101-26-000001.hdr.sgml : 20260507
<ACCEPTANCE-DATETIME>20260507173001
ACCESSION NUMBER:		0009000101-26-000001
CONFORMED SUBMISSION TYPE:	4
PUBLIC DOCUMENT COUNT:		1
CONFORMED PERIOD OF REPORT:	20260505
FILED AS OF DATE:		20260507
DATE AS OF CHANGE:		20260508

REPORTING-OWNER:

	OWNER DATA:
		COMPANY CONFORMED NAME:			Sample Robin Q.
		CENTRAL INDEX KEY:			0009000101

	FILING VALUES:
		FORM TYPE:		4

	MAIL ADDRESS:
		STREET 1:		SUITE 4: TOWER
		CITY:			ANYTOWN

	FORMER NAME:
		FORMER CONFORMED NAME:	Specimen Robin Q.
		DATE OF NAME CHANGE:	20200102

ISSUER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			EXAMPLE INSTRUMENTS: INC.
		CENTRAL INDEX KEY:			0009000001

	FORMER COMPANY:
		FORMER CONFORMED NAME:	EXAMPLE TOOLS INC
		DATE OF NAME CHANGE:	20100102

	FORMER COMPANY:
		FORMER CONFORMED NAME:	EXAMPLE TOYS INC
		DATE OF NAME CHANGE:	20010102
</SEC-HEADER>
"""

FEED_HEADER = """<SUBMISSION>
<ACCESSION-NUMBER>0009000101-26-000001
<TYPE>4
<PUBLIC-DOCUMENT-COUNT>1
<PERIOD>20260505
<FILING-DATE>20260507
<DATE-OF-FILING-DATE-CHANGE>20260508
<REPORTING-OWNER>
<OWNER-DATA>
<CONFORMED-NAME>Sample Robin Q.
<CIK>0009000101
</OWNER-DATA>
<FORMER-NAME>
<FORMER-CONFORMED-NAME>Specimen Robin Q.
<DATE-CHANGED>20200102
</FORMER-NAME>
</REPORTING-OWNER>
<ISSUER>
<COMPANY-DATA>
<CONFORMED-NAME>EXAMPLE INSTRUMENTS: INC.
<CIK>0009000001
</COMPANY-DATA>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>EXAMPLE TOOLS INC
<DATE-CHANGED>20100102
</FORMER-COMPANY>
<FORMER-COMPANY>
<FORMER-CONFORMED-NAME>EXAMPLE TOYS INC
<DATE-CHANGED>20010102
</FORMER-COMPANY>
</ISSUER>
"""


def document(content: bytes = FORM, *, wrapper: str = "XML", type: str = "4", more: str = "") -> bytes:
    body = f"<{wrapper}>\n".encode() + content + f"\n</{wrapper}>".encode() if wrapper else content
    head = f"<DOCUMENT>\n<TYPE>{type}\n<SEQUENCE>1\n<FILENAME>form4.xml\n<DESCRIPTION>FORM 4\n{more}<TEXT>\n"
    return head.encode() + body + b"\n</TEXT>\n</DOCUMENT>\n"


def whole(*documents: bytes, header: str = HEADER) -> bytes:
    opening = "<SEC-DOCUMENT>0009000101-26-000001.txt : 20260507\n" + header
    return opening.encode() + b"".join(documents or (document(),)) + b"</SEC-DOCUMENT>\n"


EXPECTED = Submission(
    accession_number="0009000101-26-000001",
    form_type="4",
    accepted_at=datetime(2026, 5, 7, 17, 30, 1, tzinfo=ZoneInfo("America/New_York")),
    filed_on=date(2026, 5, 7),
    period_of_report=date(2026, 5, 5),
    changed_on=date(2026, 5, 8),
    document_count=1,
    issuer=Party(
        cik="0009000001",
        name="EXAMPLE INSTRUMENTS: INC.",
        role="ISSUER",
        former_names=("EXAMPLE TOOLS INC", "EXAMPLE TOYS INC"),
    ),
    owners=(
        Party(
            cik="0009000101",
            name="Sample Robin Q.",
            role="REPORTING OWNER",
            former_names=("Specimen Robin Q.",),
        ),
    ),
    documents=(Document(type="4", sequence=1, filename="form4.xml", description="FORM 4", content=FORM),),
)


class TestForms:
    """The shapes in which one submission comes."""

    def test_text_file(self) -> None:
        reading = submission_text.read(whole(), source="a.txt")
        assert reading.submission == EXPECTED
        assert reading.deviations == ()
        assert reading.source == "a.txt"
        assert reading.statement is not None
        assert reading.statement.owners[0].relationship.director is True
        assert reading.evidence["issuer.cik"].value == "9000001"

    def test_acceptance_time_is_eastern(self) -> None:
        accepted = submission_text.read(whole()).submission.accepted_at
        assert accepted.isoformat() == "2026-05-07T17:30:01-04:00"

    def test_line_ends_of_windows(self) -> None:
        reading = submission_text.read(whole().replace(b"\n", b"\r\n"))
        document = replace(EXPECTED.documents[0], content=FORM.replace(b"\n", b"\r\n"))
        assert reading.submission == replace(EXPECTED, documents=(document,))

    def test_privacy_enhanced_wrapper(self) -> None:
        before = b"-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\nMIC-Info: RSA-MD5,RSA,\n abc==\n\n"
        data = before + whole() + b"-----END PRIVACY-ENHANCED MESSAGE-----\n"
        assert submission_text.read(data).submission == EXPECTED

    def test_ims_tags(self) -> None:
        assert submission_text.read(whole().replace(b"SEC-", b"IMS-")).submission == EXPECTED

    @pytest.mark.parametrize("control_block", [b"", b"0009000101-26-000001".ljust(255) + b"\n"])
    def test_feed(self, control_block: bytes) -> None:
        data = control_block + FEED_HEADER.encode() + document() + b"</SUBMISSION>\n"
        assert submission_text.read(data).submission == replace(EXPECTED, accepted_at=None)

    def test_header_of_the_nineties(self) -> None:
        header = """<SEC-HEADER>0009000101-98-000004.hdr.sgml : 19981123
ACCESSION NUMBER:		0009000101-98-000004
CONFORMED SUBMISSION TYPE:	4
FILED AS OF DATE:		19981120

SUBJECT COMPANY:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			EXAMPLE INSTRUMENTS INC /IN/
		CENTRAL INDEX KEY:			9000001
<REPORTING-OWNER>

COMPANY DATA:
	COMPANY CONFORMED NAME:			SAMPLE ROBIN Q
	CENTRAL INDEX KEY:			9000101
<RELATIONSHIP>DIRECTOR
</SEC-HEADER>
"""
        submission, deviations = submission_text.read_submission(whole(header=header))
        assert submission.issuer == Party(
            cik="0009000001", name="EXAMPLE INSTRUMENTS INC /IN/", role="SUBJECT COMPANY"
        )
        assert submission.owners == (Party(cik="0009000101", name="SAMPLE ROBIN Q", role="REPORTING OWNER"),)
        assert deviations == ()

    def test_several_statements(self) -> None:
        header = HEADER.replace("COUNT:\t\t1", "COUNT:\t\t2")
        second = FORM.replace(b"/s/ Robin", b"/s/ R.")
        readings = list(submission_text.read_all(whole(document(), document(second), header=header)))
        assert [r.statement.signatures[0].name for r in readings] == [
            "/s/ Robin Q. Sample",
            "/s/ R. Q. Sample",
        ]
        assert all(len(r.submission.documents) == 2 for r in readings)

    def test_one_bad_statement_does_not_hide_the_other(self) -> None:
        header = HEADER.replace("COUNT:\t\t1", "COUNT:\t\t2")
        readings = submission_text.read_all(
            whole(document(FORM[:60]), document(), header=header), source="a.txt"
        )
        assert next(readings).statement is not None
        with pytest.raises(ReadError, match=r"^a\.txt: "):
            next(readings)

    def test_read_never_passes_over_the_first(self) -> None:
        with pytest.raises(ReadError):
            submission_text.read(whole(document(FORM[:60]), document()))


class TestDocuments:
    """What a submission carries beside the statement."""

    def test_graphic(self) -> None:
        image = bytes(range(256))
        lines = b"".join(binascii.b2a_uu(image[at : at + 45]) for at in range(0, 256, 45))
        # EDGAR strips the blanks at line ends.
        encoded = b"begin 644 a.jpg\n" + b"\n".join(line.rstrip() for line in lines.split(b"\n")) + b"\nend"
        data = whole(
            document(), document(encoded, wrapper="", type="GRAPHIC"), document(encoded, wrapper="PDF")
        )
        submission, _ = submission_text.read_submission(data)
        assert [d.content for d in submission.documents] == [FORM, image, image]
        assert submission.exhibits == (submission.documents[1],)

    def test_last_group_filled_with_letters(self) -> None:
        data = whole(document(b"begin 644 a.jpg\n!V0$!\n\nend", wrapper=""))
        assert submission_text.read_submission(data)[0].documents[0].content == b"\xd9"

    @pytest.mark.parametrize(
        "encoded",
        [b"begin 644 a.jpg\nM_]C", b"begin 644 a.jpg\n\x80\x81\nend", b"begin 644 a.jpg\n!V0$!V0$!\nend"],
    )
    def test_damaged_graphic_is_kept_as_it_stands(self, encoded: bytes) -> None:
        reading = submission_text.read(
            whole(
                document(),
                document(encoded, wrapper="", type="GRAPHIC"),
                header=HEADER.replace("COUNT:\t\t1", "COUNT:\t\t2"),
            )
        )
        assert reading.submission.documents[1].content == encoded
        assert [d.kind for d in reading.deviations] == [DeviationKind.ENCODING]
        assert "GRAPHIC (form4.xml)" in reading.deviations[0].detail

    def test_cut_document(self) -> None:
        exhibit = document(b"A power of attorney", wrapper="", type="EX-24").partition(b"attorney")[0]
        data = whole(document()).partition(b"</SEC-DOCUMENT>")[0] + exhibit
        reading = submission_text.read(data)
        assert reading.submission.documents[1].content == b"A power of "
        assert [d.kind for d in reading.deviations] == [
            DeviationKind.NOT_WELL_FORMED,
            DeviationKind.HEADER_DISAGREES,
        ]

    def test_end_behind_the_last_word(self) -> None:
        data = whole(document(b"Words", wrapper="").replace(b"Words\n</TEXT>", b"Words</TEXT>"))
        assert submission_text.read_submission(data)[0].documents[0].content == b"Words"

    def test_too_many(self) -> None:
        with pytest.raises(TooLarge, match="1000 documents"):
            submission_text.read(whole(*[b"<DOCUMENT>\n</DOCUMENT>\n"] * 1000))


class TestDisagreement:
    """Header against document: the document stands, the difference is told."""

    @pytest.mark.parametrize(
        ("before", "after", "path", "raw"),
        [
            ("SUBMISSION TYPE:\t4", "SUBMISSION TYPE:\t4/A", "form_type", "4"),
            ("REPORT:\t20260505", "REPORT:\t20260504", "period_of_report", "2026-05-05"),
            ("KEY:\t\t\t0009000001", "KEY:\t\t\t0009000002", "issuer.cik", "9000001"),
            ("COUNT:\t\t1", "COUNT:\t\t3", "", "1"),
        ],
    )
    def test_one_difference(self, before: str, after: str, path: str, raw: str) -> None:
        header = HEADER.replace(before, after)
        assert header != HEADER
        reading = submission_text.read(whole(header=header))
        assert [(d.kind, d.path, d.raw) for d in reading.deviations] == [
            (DeviationKind.HEADER_DISAGREES, path, raw)
        ]

    def test_owners(self) -> None:
        reading = submission_text.read(whole(header=HEADER.replace("0009000101\n\n", "0009000102\n\n")))
        assert [(d.path, d.raw) for d in reading.deviations] == [
            ("owners[0].cik", "0009000101"),
            ("owners", None),
        ]
        assert "Sample Robin Q. (CIK 0009000102)" in reading.deviations[1].detail

    @pytest.mark.parametrize(
        ("before", "after", "path"),
        [
            ("FILED AS OF DATE:\t\t20260507", "FILED AS OF DATE:\t\t20260231", "submission.filed_on"),
            ("DATETIME>20260507173001", "DATETIME>2026050717", "submission.accepted_at"),
            ("COUNT:\t\t1", "COUNT:\t\tone", "submission.document_count"),
            ("KEY:\t\t\t0009000101", "KEY:\t\t\t90-00101", "submission.owners[0].cik"),
        ],
    )
    def test_untypable_fact(self, before: str, after: str, path: str) -> None:
        header = HEADER.replace(before, after)
        assert header != HEADER
        reading = submission_text.read(whole(header=header))
        assert (DeviationKind.UNTYPABLE, path) in [(d.kind, d.path) for d in reading.deviations]

    def test_no_time_zone_database(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def missing(key: str) -> ZoneInfo:
            raise ZoneInfoNotFoundError(key)

        monkeypatch.setattr(submission_header, "ZoneInfo", missing)
        submission_header.eastern.cache_clear()
        try:
            reading = submission_text.read(whole())
            with pytest.raises(WriteError, match="tzdata"):
                submission_text.write(EXPECTED)
        finally:
            submission_header.eastern.cache_clear()
        assert reading.submission.accepted_at is None
        assert reading.deviations[0].raw == "20260507173001"
        assert "pip install tzdata" in reading.deviations[0].detail


class TestRefusals:
    """What holds no statement is named."""

    @pytest.mark.parametrize(
        "data",
        [HEADER.encode(), FEED_HEADER.encode(), HEADER.replace("<", "&lt;").replace(">", "&gt;").encode()],
        ids=["text", "feed", "index page"],
    )
    def test_header_alone(self, data: bytes) -> None:
        with pytest.raises(
            NotAStatement, match=r"only the header of a submission of form type 4.*EXAMPLE INSTRUMENTS"
        ) as caught:
            submission_text.read(data, source="a.hdr.sgml")
        assert "by Sample Robin Q. (CIK 0009000101), filed 2026-05-07" in str(caught.value)
        assert str(caught.value).startswith("a.hdr.sgml: ")

    @pytest.mark.parametrize(
        ("page", "kind"), [(b"FORM 4\nUNITED STATES", "plain text"), (b"<HTML>\n<TABLE>", "an HTML page")]
    )
    def test_page_of_before_2003(self, page: bytes, kind: str) -> None:
        with pytest.raises(NotAStatement, match=f"its Form 4 is {kind}"):
            submission_text.read(whole(document(page, wrapper="")))

    def test_another_form(self) -> None:
        with pytest.raises(NotAStatement, match=r"form type 10-K.*none of its documents is a Form 3, 4 or 5"):
            submission_text.read(
                whole(
                    document(b"words", wrapper="", type="10-K"),
                    header=HEADER.replace("TYPE:\t4", "TYPE:\t10-K"),
                )
            )

    def test_empty_form(self) -> None:
        with pytest.raises(NotAStatement, match="is empty"):
            submission_text.read(whole(document(b"", wrapper="")))

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.7", FORM])
    def test_no_submission(self, data: bytes) -> None:
        assert not submission_text.recognises(data)
        with pytest.raises(NotAStatement, match="no submission file"):
            submission_text.read(data)

    def test_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(submission_text, "LARGEST_SUBMISSION", 100)
        with pytest.raises(TooLarge, match="at most 100"):
            submission_text.read(whole())

    def test_endless_header(self) -> None:
        with pytest.raises(TooLarge, match="before the first <DOCUMENT>"):
            submission_text.read(HEADER.encode() + b"\n" * (2 << 20))

    @given(st.binary())
    @example(b"<DOCUMENT>")
    @example(b"<DOCUMENT>\n<TYPE>4\n<TEXT>\n<XML>\n<?xml")
    @example(b"&lt;SEC-HEADER&gt;&#0;&#xd800;")
    @example(
        b"<SEC-HEADER>\n<ACCEPTANCE-DATETIME>00000000000000\nPUBLIC DOCUMENT COUNT: \xb2\n<DOCUMENT>\n<SEQUENCE>\xb2"
    )
    def test_any_bytes(self, data: bytes) -> None:
        for candidate in (data, b"<SEC-HEADER>\n" + data, b"<DOCUMENT>\n<TYPE>4\n<TEXT>\n" + data):
            with suppress(ReadError):
                submission_text.read_submission(candidate)
                submission_text.read(candidate)

    @given(st.data())
    def test_any_damage(self, data: st.DataObject) -> None:
        good = whole(document(), document(b"begin 644 a.jpg\n!V0$!\n\nend", wrapper=""))
        at = data.draw(st.integers(0, len(good)))
        until = data.draw(st.integers(at, len(good)))
        with suppress(ReadError):
            submission_text.read(good[:at] + data.draw(st.binary(max_size=20)) + good[until:])


class TestWriting:
    """What is written reads back the same."""

    @given(submissions())
    @example(EXPECTED)
    @example(Submission())
    def test_round_trip(self, submission: Submission) -> None:
        assert submission_text.read_submission(submission_text.write(submission)) == (submission, ())

    def test_written_as_edgar_does(self) -> None:
        written = submission_text.write(EXPECTED).decode()
        assert written.startswith(
            "<SEC-DOCUMENT>0009000101-26-000001.txt : 20260507\n<SEC-HEADER>0009000101-26-000001.hdr"
        )
        assert (
            "\nREPORTING-OWNER:\n\n\tOWNER DATA:\n\t\tCOMPANY CONFORMED NAME:\t\t\tSample Robin Q.\n"
            in written
        )
        assert '\n<DESCRIPTION>FORM 4\n<TEXT>\n<XML>\n<?xml version="1.0"?>\n' in written
        assert written.endswith("</ownershipDocument>\n</XML>\n</TEXT>\n</DOCUMENT>\n</SEC-DOCUMENT>\n")

    def test_defaults_gain_their_role(self) -> None:
        submission = Submission(issuer=Party(cik="0000000001"), owners=(Party(name="Sample"),))
        again, _ = submission_text.read_submission(submission_text.write(submission))
        assert (again.issuer.role, again.owners[0].role) == ("ISSUER", "REPORTING OWNER")

    @pytest.mark.parametrize(
        ("submission", "why"),
        [
            (Submission(issuer=Party(name="two\nlines")), "one line"),
            (Submission(owners=(Party(name=" padded"),)), "one line"),
            (Submission(owners=(Party(name="\ud800"),)), "no text file"),
            (Submission(owners=(Party(role="ISSUER"),)), "must be REPORTING OWNER"),
            (Submission(accepted_at=datetime(2026, 5, 7)), "needs a zone"),  # noqa: DTZ001 - the naive moment is the case
            (Submission(documents=(Document(type="4", filename="a\nb"),)), "one line"),
        ],
    )
    def test_refused(self, submission: Submission, why: str) -> None:
        with pytest.raises(WriteError, match=why):
            submission_text.write(submission)


def test_every_real_submission() -> None:
    count = 0
    for name, data in real_submissions():
        reading = submission_text.read(data, source=name)
        submission = reading.submission
        assert submission.issuer.cik
        assert submission.owners
        assert submission.accepted_at
        assert not [d for d in reading.deviations if d.kind is DeviationKind.HEADER_DISAGREES], name
        assert all(
            d.content.startswith(b"\xff\xd8\xff") for d in submission.documents if d.type == "GRAPHIC"
        ), name
        assert submission_text.read_submission(submission_text.write(submission)) == (submission, ()), name
        count += 1
    assert count >= 1700
    assert submission_documents.MOST_DOCUMENTS == 999
