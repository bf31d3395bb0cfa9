"""One case table: a sample bent in one place, and the deviation that reading it must report.

The bent document is Form 4 of the samples as EDGAR publishes it. Every case names the kind, the path and the
raw text of the one deviation it expects, and what the statement still holds.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from msgspec.structs import replace

from section16.formats import ownership_xml
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.samples import SAMPLES
from section16.model.statement import Statement

SAMPLE = SAMPLES["form4"]
DOCUMENT = ownership_xml.write(replace(SAMPLE, schema_version="X0508"), disseminated=True).decode()
KIND = DeviationKind


def bent(old: str, new: str) -> bytes:
    """Return the document with the first `old` replaced."""
    assert old in DOCUMENT
    return DOCUMENT.replace(old, new, 1).encode()


def value_at(statement: Statement, path: str) -> Any:
    value: Any = statement
    for step in path.replace("[", ".[").split("."):
        value = value[int(step[1:-1])] if step.startswith("[") else getattr(value, step)
    return value


class Case(NamedTuple):
    """`old` replaced by `new` must report `kind` at `path` with `raw`; `at` then holds `holds`."""

    old: str
    new: str
    kind: DeviationKind
    path: str
    raw: str | None
    at: str = "form"
    holds: Any = "4"


SHARES = "<value>410</value>"
CODE = "<transactionCode>F</transactionCode>"
PERIOD = "<periodOfReport>2026-05-05</periodOfReport>"
OFFICER = "<isOfficer>1</isOfficer>"
TITLE = "<value>Common Stock</value>"
F1 = 'id="F1">Shares withheld by'

CASES = {
    # Values that are none of their type (specification 3.2).
    "a code that is not in the list": Case(
        CODE,
        "<transactionCode>Q</transactionCode>",
        KIND.UNTYPABLE,
        "table_1[0].code",
        "Q",
        "table_1[0].code",
        None,
    ),
    "a code in small letters": Case(
        CODE,
        "<transactionCode>f</transactionCode>",
        KIND.UNTYPABLE,
        "table_1[0].code",
        "f",
        "table_1[0].code",
        None,
    ),
    **{
        f"the number {text}": Case(
            SHARES,
            f"<value>{text}</value>",
            KIND.UNTYPABLE,
            "table_1[0].shares",
            text,
            "table_1[0].shares",
            None,
        )
        for text in ("-5", "+5", "1,000", "$5", "1E5", "NaN", "Infinity", "(5)", "5 000", ".", "½", "٤١٠")
    },
    **{
        f"the date {text}": Case(
            PERIOD,
            f"<periodOfReport>{text}</periodOfReport>",
            KIND.UNTYPABLE,
            "period_of_report",
            text,
            "period_of_report",
            None,
        )
        for text in ("2023-02-30", "05/05/2026", "2026-5-5", "20260505", "0000-01-01", "2026-05-05T00:00:00")
    },
    **{
        f"the boolean {text}": Case(
            OFFICER,
            f"<isOfficer>{text}</isOfficer>",
            KIND.UNTYPABLE,
            "owners[0].relationship.officer",
            text,
            "owners[0].relationship.officer",
            None,
        )
        for text in ("yes", "TRUE", "2", "X")
    },
    # Values that are kept although something stands around them.
    "a padded number": Case(
        SHARES,
        "<value> 410\n</value>",
        KIND.PADDED,
        "table_1[0].shares",
        " 410\n",
        "table_1[0].shares",
        Decimal(410),
    ),
    "a padded title": Case(
        TITLE,
        "<value>Common Stock </value>",
        KIND.PADDED,
        "table_1[0].security",
        "Common Stock ",
        "table_1[0].security",
        "Common Stock",
    ),
    "a padded form type": Case(
        "<documentType>4</documentType>",
        "<documentType> 4 </documentType>",
        KIND.PADDED,
        "form_type",
        " 4 ",
    ),
    "a padded footnote": Case(
        F1,
        'id="F1">\n  Shares withheld by',
        KIND.PADDED,
        "footnotes[0].text",
        f"\n  {SAMPLE.footnotes[0].text}",
        "footnotes[0].text",
        SAMPLE.footnotes[0].text,
    ),
    "a date with the zone of New York": Case(
        PERIOD,
        "<periodOfReport>2026-05-05-05:00</periodOfReport>",
        KIND.ZONE_SUFFIX,
        "period_of_report",
        "2026-05-05-05:00",
        "period_of_report",
        date(2026, 5, 5),
    ),
    "a date with the zone of Greenwich": Case(
        PERIOD,
        "<periodOfReport>2026-05-05Z</periodOfReport>",
        KIND.ZONE_SUFFIX,
        "period_of_report",
        "2026-05-05Z",
        "period_of_report",
        date(2026, 5, 5),
    ),
    # Blanks where a value must stand.
    "a blank number": Case(
        SHARES,
        "<value></value>",
        KIND.BLANK_VALUE,
        "table_1[0].shares",
        None,
        "table_1[0].shares",
        None,
    ),
    "a blank date": Case(PERIOD, "<periodOfReport/>", KIND.BLANK_VALUE, "period_of_report", None),
    "a footnote without text": Case(
        SAMPLE.footnotes[0].text,
        "",
        KIND.BLANK_VALUE,
        "footnotes[0].text",
        None,
        "footnotes[0].text",
        None,
    ),
    # Elements out of place.
    "an unknown element of the document": Case(
        PERIOD,
        f"{PERIOD}<isDirectorNominee>yes <b>indeed</b></isDirectorNominee>",
        KIND.UNKNOWN_ELEMENT,
        "",
        "yes indeed",
        "period_of_report",
        date(2026, 5, 5),
    ),
    "an unknown element in a line": Case(
        "<transactionCoding>",
        "<broker>Specimen &amp; Co.</broker><transactionCoding>",
        KIND.UNKNOWN_ELEMENT,
        "table_1[0]",
        "Specimen & Co.",
        "table_1[0].code",
        "F",
    ),
    "an unknown element in a value's place": Case(
        SHARES,
        f"<unit>shares</unit>{SHARES}",
        KIND.UNKNOWN_ELEMENT,
        "table_1[0].shares",
        "shares",
        "table_1[0].shares",
        Decimal(410),
    ),
    "an unknown element of a table": Case(
        "<nonDerivativeTable>",
        "<nonDerivativeTable><total>3</total>",
        KIND.UNKNOWN_ELEMENT,
        "table_1",
        "3",
        "table_1[0].code",
        "F",
    ),
    "a line in the wrong table": Case(
        "<nonDerivativeTable>",
        "<nonDerivativeTable><derivativeHolding><securityTitle><value>Option</value>"
        '<footnoteId id="F4"/></securityTitle></derivativeHolding>',
        KIND.UNKNOWN_ELEMENT,
        "table_1",
        "Option F4",
        "table_1[0].code",
        "F",
    ),
    "an unknown element among the footnotes": Case(
        "<footnotes>",
        "<footnotes><title>Explanation</title>",
        KIND.UNKNOWN_ELEMENT,
        "footnotes",
        "Explanation",
        "footnotes[0].id",
        "F1",
    ),
    "markup inside a footnote": Case(
        F1,
        'id="F1">Shares <i>withheld</i> by',
        KIND.UNKNOWN_ELEMENT,
        "footnotes[0]",
        "withheld",
        "footnotes[0].text",
        SAMPLE.footnotes[0].text,
    ),
    "a footnote reference where none may stand": Case(
        "<transactionAmounts>",
        '<transactionAmounts><footnoteId id="F2"/>',
        KIND.UNKNOWN_ELEMENT,
        "table_1[0]",
        "F2",
        "table_1[0].notes",
        {"code": ("F1",)},
    ),
    "elements in the wrong order": Case(
        f"{CODE}\n                <equitySwapInvolved>0</equitySwapInvolved>",
        f"<equitySwapInvolved>0</equitySwapInvolved>{CODE}",
        KIND.WRONG_ORDER,
        "table_1[0]",
        "transactionCode",
        "table_1[0].code",
        "F",
    ),
    "a reference before the value": Case(
        '<value>53.115</value>\n                    <footnoteId id="F3"/>',
        '<footnoteId id="F3"/><value>53.115</value>',
        KIND.WRONG_ORDER,
        "table_1[1].price",
        "53.115",
        "table_1[1].price",
        Decimal("53.115"),
    ),
    "a reference before the code": Case(
        "<transactionFormType>4</transactionFormType>",
        '<footnoteId id="F2"/><transactionFormType>4</transactionFormType>',
        KIND.WRONG_ORDER,
        "table_1[0]",
        "footnoteId",
        "table_1[0].notes",
        {"code": ("F2", "F1")},
    ),
    "groups in the wrong order": Case(
        "<reportingOwner>",
        "<remarks>Early.</remarks><reportingOwner>",
        KIND.WRONG_ORDER,
        "",
        "reportingOwner",
        "remarks",
        "Early.",
    ),
    "an element repeated": Case(
        OFFICER,
        f"{OFFICER}<isOfficer>0</isOfficer>",
        KIND.REPEATED,
        "owners[0].relationship",
        "0",
        "owners[0].relationship.officer",
        True,
    ),
    "a value repeated": Case(
        SHARES,
        f"{SHARES}<value>411</value>",
        KIND.REPEATED,
        "table_1[0].shares",
        "411",
        "table_1[0].shares",
        Decimal(410),
    ),
    "an item of the document repeated": Case(
        PERIOD,
        f"{PERIOD}<periodOfReport>2026-05-06</periodOfReport>",
        KIND.REPEATED,
        "period_of_report",
        "2026-05-06",
        "period_of_report",
        date(2026, 5, 5),
    ),
    "the issuer repeated": Case(
        "</issuer>",
        "</issuer><issuer><issuerCik>9000009</issuerCik></issuer>",
        KIND.REPEATED,
        "issuer",
        "9000009",
        "issuer.cik",
        "9000001",
    ),
    # What may stand nowhere.
    "an unknown attribute": Case(
        "<nonDerivativeTable>",
        '<nonDerivativeTable rows="3">',
        KIND.UNKNOWN_ATTRIBUTE,
        "",
        "3",
    ),
    "an attribute in place of another": Case(
        '<footnoteId id="F1"/>',
        '<footnoteId ref="F1"/>',
        KIND.UNKNOWN_ATTRIBUTE,
        "",
        "F1",
        "table_1[0].notes",
        {"code": ("",)},
    ),
    "a schema location": Case(
        "<ownershipDocument>",
        '<ownershipDocument xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="a.xsd">',
        KIND.UNKNOWN_ATTRIBUTE,
        "",
        "a.xsd",
    ),
    "text between elements": Case(
        "<transactionAmounts>",
        "<transactionAmounts>see below",
        KIND.STRAY_TEXT,
        "",
        "see below",
    ),
    "a value without its element": Case(
        TITLE,
        "Common Stock",
        KIND.STRAY_TEXT,
        "",
        "Common Stock",
        "table_1[0].security",
        None,
    ),
    "text in a footnote reference": Case(
        '<footnoteId id="F1"/>',
        '<footnoteId id="F1">one</footnoteId>',
        KIND.STRAY_TEXT,
        "",
        "one",
        "table_1[0].notes",
        {"code": ("F1",)},
    ),
    "text that makes up for a footnote without any": Case(
        f"<footnotes>\n        <footnote {F1}",
        f'<footnotes>astray<footnote id="F0"/>\n        <footnote {F1}',
        KIND.STRAY_TEXT,
        "",
        "astray",
        "footnotes[1].text",
        SAMPLE.footnotes[0].text,
    ),
    **{
        f"an instruction {place}": Case(
            old,
            new,
            KIND.PROCESSING_INSTRUCTION,
            "",
            '<?xml-stylesheet href="a.xsl"?>',
            "table_1[0].shares",
            Decimal(410),
        )
        for place, old, new in (
            (
                "before the document",
                "<ownershipDocument>",
                '<?xml-stylesheet href="a.xsl"?><ownershipDocument>',
            ),
            (
                "in place of the declaration",
                '<?xml version="1.0"?>\n',
                '<?xml-stylesheet href="a.xsl"?>',
            ),
            (
                "in the document",
                "<transactionAmounts>",
                '<transactionAmounts><?xml-stylesheet href="a.xsl"?>',
            ),
            ("in a value", SHARES, '<value>410<?xml-stylesheet href="a.xsl"?></value>'),
            ("in a footnote", "taxes due", 'taxes <?xml-stylesheet href="a.xsl"?>due'),
            (
                "after the document",
                "</ownershipDocument>",
                '</ownershipDocument><?xml-stylesheet href="a.xsl"?>',
            ),
        )
    },
    "text before the declaration": Case(
        "<?xml",
        "Form 4\n<?xml",
        KIND.TEXT_BEFORE_DECLARATION,
        "",
        "Form 4\n",
    ),
    "a blank line before the declaration": Case("<?xml", "\n<?xml", KIND.TEXT_BEFORE_DECLARATION, "", "\n"),
    "a namespace": Case(
        "<ownershipDocument>",
        '<ownershipDocument xmlns="http://www.sec.gov/edgar/document/ownership">',
        KIND.NAMESPACE,
        "",
        "http://www.sec.gov/edgar/document/ownership",
        "table_1[0].shares",
        Decimal(410),
    ),
    "EDGAR's own mark": Case(
        "</reportingOwnerAddress>",
        "<rptOwnerGoodAddress>1</rptOwnerGoodAddress></reportingOwnerAddress>",
        KIND.EDGAR_INTERNAL,
        "owners[0].address",
        "1",
    ),
    # Damage.
    "a name cut short": Case(
        "<sharesOwnedFollowingTransaction>\n                    <value>18590</value>\n"
        "                </sharesOwnedFollowingTransaction>",
        "<sharesOwnedFollowingTransacti><value>18590</value></sharesOwnedFollowingTransacti>",
        KIND.BROKEN_TAG,
        "table_1[0]",
        "sharesOwnedFollowingTransacti",
        "table_1[0].owned_following",
        Decimal(18590),
    ),
    "a tag broken across lines": Case(
        "</footnote>", "</foot\nnote>", KIND.BROKEN_TAG, "", "</foot\nnote>", "footnotes[3].id", "F4"
    ),
    "a bare ampersand": Case(
        "Example Instruments Inc.",
        "Example & Sons",
        KIND.NOT_WELL_FORMED,
        "",
        "Example & Sons",
        "issuer.name",
        "Example & Sons",
    ),
    "an entity that XML does not know": Case(
        "Example Instruments Inc.",
        "Example&nbsp;Inc.",
        KIND.NOT_WELL_FORMED,
        "",
        "Example&nbsp;Inc.",
        "issuer.name",
        "Example&nbsp;Inc.",
    ),
    "a bare less-than": Case(
        "Example Instruments Inc.",
        "Example <5% Inc.",
        KIND.NOT_WELL_FORMED,
        "",
        "Example <5% Inc.",
        "issuer.name",
        "Example <5% Inc.",
    ),
    "a control character": Case(
        "Example Instruments Inc.",
        "Example\x19s Inc.",
        KIND.NOT_WELL_FORMED,
        "",
        None,
        "issuer.name",
        "Examples Inc.",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_departure_is_reported_with_the_text_as_it_stood(case: Case):
    reading = ownership_xml.read(bent(case.old, case.new))
    assert reading.statement is not None
    assert (case.kind, case.path, case.raw) in [(d.kind, d.path, d.raw) for d in reading.deviations]
    assert value_at(reading.statement, case.at) == case.holds


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_nothing_else_of_the_statement_changes(case: Case):
    statement = ownership_xml.read(bent(case.old, case.new)).statement
    assert statement is not None
    assert len(statement.rows) == len(SAMPLE.rows)
    assert len(statement.owners) == len(SAMPLE.owners)
    assert len(statement.signatures) == len(SAMPLE.signatures)
    assert {note.id for note in SAMPLE.footnotes} <= {note.id for note in statement.footnotes}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_evidence_of_a_departing_document_can_be_asked_for(case: Case):
    reading = ownership_xml.read(bent(case.old, case.new))
    assert reading.evidence["table_1[0].code"].where


HARMLESS = {
    "a comment in the document": ("<transactionAmounts>", "<transactionAmounts><!-- amounts & more -->"),
    "a comment before the document": ("<ownershipDocument>", "<!-- made by hand --><ownershipDocument>"),
    "a comment and no declaration": ('<?xml version="1.0"?>\n', "<!-- made by hand -->\n"),
    "a comment after the document": ("</ownershipDocument>", "</ownershipDocument><!-- = -->"),
    "a comment in a value": (SHARES, "<value>4<!-- -->10</value>"),
    "marked character data": (TITLE, "<value><![CDATA[Common Stock]]></value>"),
    "partly marked character data": (TITLE, "<value>Common<![CDATA[ St]]>ock</value>"),
    "a character by its number": (TITLE, "<value>Common&#32;Stock</value>"),
    "no declaration": ('<?xml version="1.0"?>\n', ""),
    "a byte order mark": ("<?xml", "\ufeff<?xml"),
    "an encoding named": ('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'),
    "the other booleans": (OFFICER, "<isOfficer>true</isOfficer>"),
    "a tick box left out": ("<isOther>0</isOther>", ""),
    "an exit box left out": ("<notSubjectToSection16>0</notSubjectToSection16>", ""),
    "an empty optional element": ("</footnotes>", "</footnotes><remarks></remarks>"),
    "an empty table": ("</nonDerivativeTable>", "</nonDerivativeTable><derivativeTable/>"),
    "white space in tags": ("<transactionAmounts>", "<transactionAmounts >"),
    "single quotes": ('<footnoteId id="F1"/>', "<footnoteId id = 'F1'></footnoteId>"),
    "an empty timeliness": ("</transactionCoding>", "</transactionCoding><transactionTimeliness/>"),
    "a blank timeliness": (
        "</transactionCoding>",
        "</transactionCoding><transactionTimeliness><value> </value></transactionTimeliness>",
    ),
}


@pytest.mark.parametrize(("old", "new"), HARMLESS.values(), ids=HARMLESS)
def test_another_spelling_of_the_same_document_is_read_the_same(old: str, new: str):
    reading = ownership_xml.read(bent(old, new))
    assert reading.deviations == ()
    assert reading.statement == replace(SAMPLE, schema_version="X0508")


def test_line_ends_of_any_system_are_read_the_same():
    crlf = DOCUMENT.replace("\n", "\r\n").encode()
    assert ownership_xml.read(crlf).statement == ownership_xml.read(DOCUMENT.encode()).statement


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "iso-8859-1", "cp1252"])
def test_every_declared_encoding_is_read(encoding: str):
    declared = f'<?xml version="1.0" encoding="{encoding.removesuffix("-le").removesuffix("-be")}"?>'
    text = DOCUMENT.replace('<?xml version="1.0"?>', declared).replace("Sample Robin", "Samplé Robin")
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    if encoding == "cp1252":
        text = text.replace("cp1252", "windows-1252")
    reading = ownership_xml.read(bom + text.encode(encoding))
    assert reading.deviations == ()
    assert reading.statement.owners[0].name == "Samplé Robin Q."


def test_bytes_that_are_not_the_declared_encoding_are_read_and_reported():
    reading = ownership_xml.read(DOCUMENT.replace("Sample Robin", "Sampl\xe9 \x93R\x94").encode("latin-1"))
    assert [(d.kind, d.raw) for d in reading.deviations] == [(KIND.ENCODING, r"\xe9")]
    assert reading.statement.owners[0].name == "Samplé “R” Q."


def test_a_copy_with_escaped_line_ends_is_undone_and_reported():
    escaped = DOCUMENT.replace('"', '\\"').replace("\n", "\\n").encode()
    reading = ownership_xml.read(escaped)
    assert [d.kind for d in reading.deviations] == [KIND.ESCAPED_COPY]
    assert reading.statement == replace(SAMPLE, schema_version="X0508")


def test_a_repeated_table_loses_no_line_and_repeated_footnotes_no_note():
    table = DOCUMENT[DOCUMENT.index("    <nonDerivativeTable>") : DOCUMENT.index("    <ownerSignature>")]
    reading = ownership_xml.read(bent("    <ownerSignature>", f"{table}    <ownerSignature>"))
    assert reading.statement.table_1 == SAMPLE.table_1 * 2
    assert reading.statement.footnotes == SAMPLE.footnotes * 2
    repeated = [d.path for d in reading.deviations if d.kind is KIND.REPEATED]
    assert repeated == ["table_1", "footnotes"]
    assert reading.evidence["table_1[3].shares"].where


GROUPS = (
    "transactionCoding",
    "transactionAmounts",
    "postTransactionAmounts",
    "ownershipNature",
    "securityTitle",
    "transactionDate",
    "underlyingSecurity",
    "conversionOrExercisePrice",
    "exerciseDate",
    "expirationDate",
    "reportingOwnerId",
    "reportingOwnerAddress",
    "reportingOwnerRelationship",
    "issuer",
    "ownerSignature",
    "footnotes",
)


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", ["form4", "exercise", "form3", "joint", "form5"])
def test_a_missing_group_never_drops_a_line(name: str, group: str):
    text = ownership_xml.write(SAMPLES[name], disseminated=True).decode()
    while (start := text.find(f"<{group}>")) >= 0:
        end = text.index(f"</{group}>") + len(f"</{group}>")
        text = text[:start] + text[end:]
    statement = ownership_xml.read(text.encode()).statement
    sample = SAMPLES[name]
    assert [row.kind for row in statement.rows] == [row.kind for row in sample.rows]
    assert len(statement.owners) == len(sample.owners)
    if group == "reportingOwnerRelationship":
        assert statement.owners[0].relationship.director is None  # unknown, not unticked


CCC = "s3cr#t9x"
CCC_CASES = {
    "its own element": ("</reportingOwnerId>", f"<rptOwnerCcc>{CCC}</rptOwnerCcc></reportingOwnerId>"),
    "another spelling": ("</reportingOwnerId>", f"<rptOwnerCCC>{CCC}</rptOwnerCCC></reportingOwnerId>"),
    "a name cut short": ("</reportingOwnerId>", f"<rptOwnerCc>{CCC}</rptOwnerCc></reportingOwnerId>"),
    "an unknown element": ("<issuer>", f"<filer><filerCcc>{CCC}</filerCcc></filer><issuer>"),
    "a repeated group": (
        "</reportingOwnerId>",
        f"</reportingOwnerId><reportingOwnerId><rptOwnerCcc>{CCC}</rptOwnerCcc></reportingOwnerId>",
    ),
    "an attribute": ("<reportingOwnerId>", f'<reportingOwnerId rptOwnerCcc="{CCC}">'),
    "an element within its element": (
        "</reportingOwnerId>",
        f"<rptOwnerCcc>{CCC}<v>{CCC}<w/></v></rptOwnerCcc></reportingOwnerId>",
    ),
    "an attribute of its element": (
        "</reportingOwnerId>",
        f'<rptOwnerCcc value="{CCC}"/></reportingOwnerId>',
    ),
    "an envelope before the declaration": ("<?xml", f"<ccc>{CCC}</ccc>\n<?xml"),
    "a bare ampersand in it": (
        "</reportingOwnerId>",
        f"<rptOwnerCcc>{CCC}&</rptOwnerCcc></reportingOwnerId>",
    ),
    "a bare ampersand beside it": (
        "</reportingOwnerId>",
        f"<rptOwnerCcc>{CCC}</rptOwnerCcc><a>&</a></reportingOwnerId>",
    ),
    "a value": (SHARES, f"<value>410<rptOwnerCcc>{CCC}</rptOwnerCcc></value>"),
    "a footnote reference": (
        '<footnoteId id="F1"/>',
        f'<footnoteId id="F1"><rptOwnerCcc>{CCC}</rptOwnerCcc></footnoteId>',
    ),
}


def everything_said(reading: Reading) -> str:
    written = (
        ownership_xml.write(reading.statement),
        ownership_xml.write(reading.statement, disseminated=True),
    )
    return "\n".join(
        (
            repr(reading),
            repr(reading.statement),
            repr(reading.deviations),
            repr(dict(reading.evidence)),
            *map(str, written),
        )
    )


@pytest.mark.parametrize(("old", "new"), CCC_CASES.values(), ids=CCC_CASES)
def test_a_ccc_is_told_to_nobody_wherever_it_stands(old: str, new: str):
    reading = ownership_xml.read(bent(old, new))
    assert CCC not in everything_said(reading)
    assert len(reading.statement.rows) == 3


def test_a_ccc_in_an_envelope_around_the_document_is_told_to_nobody():
    inner = DOCUMENT.partition("\n")[2]
    reading = ownership_xml.read(f"<envelope><ccc>{CCC}</ccc>{inner}</envelope>".encode())
    assert CCC not in everything_said(reading)
    assert [(d.kind, d.detail) for d in reading.deviations] == [
        (KIND.UNKNOWN_ELEMENT, "<envelope> around <ownershipDocument>")
    ]


def test_a_dropped_ccc_is_said():
    reading = ownership_xml.read(bent(*CCC_CASES["its own element"]))
    assert reading.deviations == (
        Deviation(KIND.CCC_DROPPED, "owners[0]", None, "the CCC is supplied separately when filing"),
    )


def test_every_kind_of_deviation_of_xml_has_a_case():
    met = {case.kind for case in CASES.values()}
    elsewhere = {KIND.HEADER_DISAGREES, KIND.ENCODING, KIND.ESCAPED_COPY, KIND.CCC_DROPPED}
    assert met | elsewhere == set(KIND)
