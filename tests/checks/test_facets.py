"""Nothing of the schema or of EDGAR's error table is left without a check or a type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from lxml import etree

from section16.checks import rule, rules
from section16.model.findings import Severity
from section16.model.items import (
    BY_NAME,
    DECIMAL_DIGITS,
    DECIMAL_PLACES,
    ITEMS,
    LARGEST_DECIMAL,
    MAX_FOOTNOTES,
    MAX_OWNERS,
    MAX_REFERENCES,
    MAX_ROWS,
    MAX_SIGNATURES,
    Footnoting,
    Item,
    Kind,
    of_group,
)  # fmt: skip
from section16.model.states import OBSOLETE_STATES, STATES
from shared import shared_folder

XS = "{http://www.w3.org/2001/XMLSchema}"

# The specification's table of errors (v5.4, section 5), row by row, and the checks that speak for each.
ERROR_TABLE = [
    ("Elements not in sequence prescribed in Sections 3.4 and 3.5", "SUSPENSE", ("S007",)),
    ("Inclusion of XML-stylesheet reference or any other Processing Instruction", "SUSPENSE", ("S003",)),
    ("Inclusion of an element not prescribed in the schema", "SUSPENSE", ("S005", "S102", "S406", "S501")),
    ("String value exceeds maximum length constraint", "SUSPENSE", ("S201",)),
    ("Element constrained by a Choice List has an invalid value", "SUSPENSE", ("S204", "S205")),
    ("Mandatory element has no value or an invalid value", "SUSPENSE", ("S101", "S011")),
    ("Special character (&, <, >) not provided as escape sequence", "SUSPENSE", ("S001",)),
    ("Date, Boolean, or Decimal element does not have a value", "SUSPENSE", ("S010",)),
    ("Duplicate Reporting Owner CIK", "SUSPENSE", ("S303",)),
    ("Duplicate Notification Address", "WARNING", ("S906",)),
    ("Invalid footnote ID (must be “F” followed by number from 1 to 99)", "SUSPENSE", ("S401",)),
    ("Inclusion of a footnote that is never referenced", "SUSPENSE", ("S403",)),
    ("Duplicate footnote ID", "SUSPENSE", ("S402",)),
    ("Multiple references to the same footnote from within a single element", "SUSPENSE", ("S405",)),
    ("“NA” or blank field has a value", "WARNING", ("S020", "S103")),
    ("Invalid Issuer CIK", "SUSPENSE", ("S901",)),
    ("Invalid Reporting Owner CIK and/or CCC", "SUSPENSE", ("S902",)),
    ("Improperly formatted email address", "SUSPENSE", ("S905",)),
    ("Inclusion of a PDF document", "WARNING", ("S907",)),
    ("Exceeding a “Max Occur” limit from Section 3.4 and 3.5", "SUSPENSE", ("S008", "S301")),
    ("Invalid content in an enclosed ASCII document.", "SUSPENSE", ("S908",)),
    ("Invalid content in an enclosed HTML document.", "SUSPENSE", ("S909",)),
    ("Enclosed graphic document that is not referenced by an HTML document", "SUSPENSE", ("S910",)),
    (
        "Any XML schema violation not mentioned in previous table row",
        "SUSPENSE",
        ("S004", "S006", "S009", "S202", "S203"),
    ),
    ("Inclusion of value for <ownershipNature.natureOfOwnership> when value", "SUSPENSE", ("S109",)),
]

OF_EDGAR = {"SUSPENSE": Severity.REJECT, "WARNING": Severity.WARNING}

# The conditional rules of section 3.3, and the checks that enforce them.
CONDITIONS = {
    "cm(1)": "S104", "cm(2)": "S105", "cm(3)": "S106", "cm(4)": "S108", "cm(5)": "S110", "cm(6)": "S108",
    "cm(7)": "S108", "cm(8)": "S101",
}  # fmt: skip

BY_TYPE = {"ID", "IDREF", "attribute", "element", "sequence", "choice"}


def enforced() -> set[str]:
    return {facet for each in rules() for facet in each.facets}


@pytest.mark.parametrize(
    ("condition", "severity", "ids"), ERROR_TABLE, ids=[row[0][:40] for row in ERROR_TABLE]
)
def test_every_row_of_the_error_table_has_its_checks_at_edgars_severity(condition, severity, ids):
    for id in ids:
        assert rule(id).severity is OF_EDGAR[severity]
        assert any(
            "Specification" in citation.name or "Schema" in citation.name for citation in rule(id).cites
        )


def test_the_error_table_is_that_of_the_specification():
    text = (shared_folder() / "reference/xsd/ownershipxmltechspec-v5.4-2023-03.txt").read_text()
    table = text[
        text.rindex("Error Condition") : text.rindex("You may sometimes get multiple error messages")
    ]
    squeezed = " ".join(table.split())
    ends = ("SUSPENSE", "WARNING", "SUSPENSE or")
    lines = [line for line in table.splitlines() if line.rstrip().endswith(ends)]
    rows = [line for line in lines if "Manual for details" not in line]  # the second lines of two rows
    assert len(rows) == len(ERROR_TABLE)
    for condition, _, _ in ERROR_TABLE:
        assert condition[:60] in squeezed, condition


@pytest.mark.parametrize(("condition", "id"), CONDITIONS.items())
def test_every_condition_of_the_specification_is_cited_by_its_check(condition, id):
    assert any(condition in citation.name for citation in rule(id).cites) or id == "S101"


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.name)
def test_every_limit_of_an_item_is_enforced(item: Item):
    limits = {
        "maxLength": item.max_length,
        "minLength": item.min_length,
        "pattern": item.pattern,
        "enumeration": item.choices,
        "choice": item.partner,
        "use": item.uses,
        "minInclusive": item.kind is Kind.DECIMAL,
        "fractionDigits": item.kind is Kind.DECIMAL,
        "type": True,
    }
    assert {facet for facet, given in limits.items() if given} <= enforced()


@cache
def schema() -> tuple[etree._Element, ...]:
    folder = shared_folder() / "reference/xsd/X0306"
    names = ("ownership4Document.xsd.xml", "ownershipDocumentCommon.xsd.xml")
    return tuple(etree.parse(folder / name).getroot() for name in names)


def nodes(tag: str) -> Iterator[etree._Element]:
    for root in schema():
        yield from root.iter(XS + tag)


def test_every_facet_of_the_schema_is_enforced():
    met = set()
    for restriction in nodes("restriction"):
        met.update(etree.QName(child).localname for child in restriction if isinstance(child.tag, str))
    met.update(name for name in ("sequence", "choice", "attribute") if any(True for _ in nodes(name)))
    for element in nodes("element"):
        met.update({"minOccurs", "maxOccurs"} & set(element.attrib))
    assert met >= {"maxLength", "pattern", "enumeration", "totalDigits", "whiteSpace", "sequence"}
    assert met <= enforced()


def type_named(name: str) -> etree._Element | None:
    return next(
        (t for kind in ("simpleType", "complexType") for t in nodes(kind) if t.get("name") == name), None
    )


def shape(element: etree._Element) -> etree._Element:
    """Return the type of an element, its own or a named one; the element itself for a type of XML Schema."""
    own = element.find(XS + "simpleType")
    named = type_named(element.get("type") or "")
    return own if own is not None else named if named is not None else element


def elements_of(item: Item) -> list[etree._Element]:
    return [element for element in nodes("element") if element.get("name") == item.tag]


IN_X0306 = [item for item in ITEMS if item.since is None and not item.tag.startswith("@")]


@pytest.mark.parametrize("item", IN_X0306, ids=lambda item: item.name)
def test_the_limits_of_the_table_are_those_of_the_schema(item: Item):
    found = elements_of(item)
    if item.tag in (
        "dateOfOriginalSubmission",
        "noSecuritiesOwned",
        "form3HoldingsReported",
        "form4TransactionsReported",
    ):
        assert not found  # not in the schema of Form 4
        return
    assert found
    for element in found:
        facets = {
            etree.QName(f).localname: f.get("value")
            for f in shape(element).iter(XS + "maxLength", XS + "minLength", XS + "pattern", XS + "length")
        }
        if "maxLength" in facets:
            assert item.max_length == int(facets["maxLength"])
        if "minLength" in facets and item.kind in (Kind.TEXT, Kind.CIK):
            assert item.min_length == int(facets["minLength"])
        if "length" in facets:
            assert item.min_length == item.max_length == int(facets["length"])
        if item.pattern and "pattern" in facets:
            assert item.pattern == facets["pattern"]


# The schema's types with footnotes, and what the table of items calls them.
FOOTNOTING = {
    "NUMBER_WITH_FOOTNOTE": Footnoting.BESIDE,
    "DATE_WITH_FOOTNOTE": Footnoting.BESIDE,
    "SECURITY_TITLE": Footnoting.BESIDE,
    "OWNERSHIP_TYPE": Footnoting.BESIDE,
    "INDIRECT_NATURE": Footnoting.BESIDE,
    "ACQ_DISP_CODE": Footnoting.BESIDE,
    "ACQ_DISP_NO_FOOT": Footnoting.NONE,
    "OPT_NUMBER_WITH_FOOTNOTE": Footnoting.INSTEAD,
    "OPT_DATE_WITH_FOOTNOTE": Footnoting.INSTEAD,
    "DATE_AND_OR_FOOTNOTE": Footnoting.FREELY,
    "TRANSACTION_TIMELINESS": Footnoting.FREELY,
}


@pytest.mark.parametrize("item", [*of_group("table_1"), *of_group("table_2")], ids=lambda item: item.name)
def test_footnotes_are_taken_where_the_schema_takes_them(item: Item):
    kinds = {FOOTNOTING[e.get("type")] for e in elements_of(item) if e.get("type") in FOOTNOTING}
    if item.footnoting is Footnoting.GROUP:
        assert not kinds
    else:
        assert item.footnoting in kinds


def enumerated(name: str) -> set[str]:
    element = next(e for e in nodes("element") if e.get("name") == name)
    return {e.get("value") for e in element.iter(XS + "enumeration")}


def test_the_states_are_those_of_the_schema():
    assert {
        code for code in enumerated("rptOwnerState") if code.strip()
    } == STATES.keys() | OBSOLETE_STATES.keys()


def test_the_transaction_codes_are_those_of_the_schema():
    pattern = type_named("TRANS_CODE_PICKLIST").find(f".//{XS}pattern").get("value")
    assert tuple(pattern.split("|")) == BY_NAME["table_1.code"].choices == BY_NAME["table_2.code"].choices


def test_the_numbers_are_those_of_the_schema():
    facets = {etree.QName(f).localname: f.get("value") for f in type_named("POSITIVE_DECIMAL")[0]}
    assert facets == {
        "minInclusive": "0.0", "maxInclusive": LARGEST_DECIMAL, "totalDigits": str(DECIMAL_DIGITS),
        "fractionDigits": str(DECIMAL_PLACES),
    }  # fmt: skip


def test_the_counts_are_those_of_the_schema():
    most = {
        e.get("name"): int(e.get("maxOccurs")) for e in nodes("element") if e.get("maxOccurs", "1") != "1"
    }
    assert most["reportingOwner"] == MAX_OWNERS
    assert most["ownerSignature"] == MAX_SIGNATURES
    assert most["footnote"] == MAX_FOOTNOTES
    assert {int(c.get("maxOccurs")) for c in nodes("choice") if c.get("maxOccurs")} == {MAX_ROWS}
    assert (
        max(int(e.get("maxOccurs", 1)) for e in nodes("element") if e.get("name") == "footnoteId")
        == MAX_REFERENCES
    )


@pytest.mark.parametrize(
    ("table", "line"), [("table_1", "NONDERIVATIVE_TRANSACTION"), ("table_2", "DERIVATIVE_TRANSACTION")]
)
def test_the_items_of_a_line_stand_in_the_order_of_the_schema(table, line):
    order = [e.get("name") for e in type_named(line).iter(XS + "element")]
    groups = list(dict.fromkeys((item.parents or (item.tag,))[0] for item in of_group(table)))
    assert groups == order
