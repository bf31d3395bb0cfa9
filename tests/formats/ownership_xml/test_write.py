"""The writer: what EDGAR takes and nothing else, in order, escaped, and valid against the official schema."""

from __future__ import annotations

import re
import warnings
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from lxml import etree
from msgspec.structs import replace

from section16.checks.bend import bend
from section16.errors import UsageError, WriteError
from section16.formats import ownership_xml
from section16.formats.ownership_xml import CURRENT_VERSION, VERSIONS, UnconfirmedWarning
from section16.model.items import ITEMS
from section16.model.samples import SAMPLES
from section16.model.statement import Footnote, Statement
from section16.model.tables import DerivativeTransaction, Transaction
from section16.model.values import Direction, Timeliness
from shared import ownership_documents, shared_folder
from strategies import statements

# Specification 3.3: "NA" items, which EDGAR sets and a filer does not supply, and the owner's CCC.
BY_EDGAR = (
    "schemaVersion",
    "issuerName",
    "rptOwnerName",
    "rptOwnerStateDescription",
    "noSecuritiesOwned",
    "form3HoldingsReported",
    "form4TransactionsReported",
    "rptOwnerGoodAddress",
    "rptOwnerCcc",
)

FULL = bend(
    replace(SAMPLES["form5"], schema_version="X0508", form_3_holdings_reported=True),
    {
        "form_4_transactions_reported": True,
        "owners[0].address.state_description": "MASSACHUSETTS",
    },
)


@pytest.mark.parametrize("statement", [*SAMPLES.values(), FULL])
def test_what_is_filed_holds_nothing_that_edgar_sets(statement: Statement):
    filed = ownership_xml.write(statement).decode()
    assert [tag for tag in BY_EDGAR if f"<{tag}>" in filed] == []


def test_what_is_published_holds_what_edgar_sets():
    published = ownership_xml.write(FULL, disseminated=True).decode()
    shown = [tag for tag in BY_EDGAR if f"<{tag}>" in published]
    assert shown == [
        t for t in BY_EDGAR if t not in ("noSecuritiesOwned", "rptOwnerGoodAddress", "rptOwnerCcc")
    ]


@pytest.mark.parametrize("name", SAMPLES)
def test_each_element_stands_on_a_line_of_its_own(name: str):
    # "start tag, value and end tag on the same line" - specification 4.1
    lines = ownership_xml.write(SAMPLES[name], disseminated=True).decode().splitlines()
    assert lines[0] == '<?xml version="1.0"?>'
    element = re.compile(r' *(<(\w+)( id="\w+")?>[^<]*</\2>|</?\w+>|<footnoteId id="F\d+"/>)')
    assert [line for line in lines[1:] if not element.fullmatch(line)] == []


def test_special_characters_are_escaped_and_read_back():
    title = """A&B <"5%" 'Notes'> ]]> &amp; Größe €"""
    statement = bend(SAMPLES["form4"], {"table_1[0].security": title, "remarks": "one\ntwo\tthree\rfour"})
    written = ownership_xml.write(statement).decode()
    assert "A&amp;B &lt;&quot;5%&quot; 'Notes'&gt; ]]&gt; &amp;amp; Größe €" in written
    read = ownership_xml.read(written.encode()).statement
    assert (read.table_1[0].security, read.remarks) == (title, "one\ntwo\tthree\rfour")


def test_the_items_stand_in_the_order_of_the_table_of_items():
    written = ownership_xml.write(SAMPLES["joint"], disseminated=True)
    row = etree.fromstring(written).find("derivativeTable/derivativeTransaction")
    order = [item.element.partition("/")[0] for item in ITEMS if item.group == "table_2"]
    tags = [child.tag for child in row]
    assert tags == sorted(tags, key=order.index)


@pytest.mark.parametrize(
    ("text", "written"),
    [("1E+3", "1000"), ("1E-4", "0.0001"), ("0E+2", "0"), ("2.50", "2.50"), ("999999999999.9999",) * 2],
)
def test_a_number_is_written_plainly_with_its_decimals(text: str, written: str):
    statement = bend(SAMPLES["form4"], {"table_1[0].shares": Decimal(text)})
    assert f"<value>{written}</value>".encode() in ownership_xml.write(statement)


PLACELESS = {
    "a transaction on Form 3": ("form3", {"table_1": SAMPLES["form4"].table_1[:1]}, "table_1[0].security"),
    "an exit box on Form 3": ("form3", {"no_longer_subject": True}, "no_longer_subject"),
    "a plan box on Form 3": ("form3", {"under_10b5_1_plan": True}, "under_10b5_1_plan"),
    "a date of original on an original": (
        "form4",
        {"date_of_original": SAMPLES["form4"].period_of_report},
        "date_of_original",
    ),
    "an amount owned on a derivative holding of Form 3": (
        "form3",
        {"table_2[0].owned_following": Decimal(1)},
        "table_2[0].owned_following",
    ),
    "a form type on a holding of Form 4": ("form4", {"table_1[2].form_type": "3"}, "table_1[2].form_type"),
}


@pytest.mark.parametrize(("name", "changes", "path"), PLACELESS.values(), ids=PLACELESS)
def test_a_value_without_a_place_on_the_form_is_refused(name: str, changes: dict[str, Any], path: str):
    with pytest.raises(
        WriteError, match=rf"^{re.escape(path)}: Form \S+ has no place for .*; take the value"
    ):
        ownership_xml.write(bend(SAMPLES[name], changes))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "sNaN", "-5", "-0"])
def test_a_number_that_edgar_does_not_take_is_refused(number: str):
    statement = bend(SAMPLES["form4"], {"table_1[0].shares": Decimal(number)})
    for disseminated in (False, True):
        with pytest.raises(WriteError, match=r"^table_1\[0\]\.shares is .*, which is no number EDGAR takes"):
            ownership_xml.write(statement, disseminated=disseminated)


@pytest.mark.parametrize("letter", ["\0", "\x19", "\x0b", "\ud800", "\uffff"])
@pytest.mark.parametrize("path", ["remarks", "table_1[0].security", "footnotes[0].text", "footnotes[0].id"])
def test_a_character_that_xml_cannot_carry_is_refused(path: str, letter: str):
    with pytest.raises(WriteError, match=rf"^{re.escape(path)} holds the character U\+[0-9A-F]{{4}}"):
        ownership_xml.write(bend(SAMPLES["form4"], {path: f"a{letter}b"}))


@pytest.mark.parametrize("attribute", ["prise", "form_type", "owners"])
def test_a_note_on_what_can_have_none_is_refused_and_not_lost(attribute: str):
    row = replace(SAMPLES["form4"].table_1[0], notes={attribute: ("F1",)})
    with pytest.raises(WriteError, match=rf"^table_1\[0\]\.notes: one of {attribute} is no attribute"):
        ownership_xml.write(replace(SAMPLES["form4"], table_1=(row,)))


def test_a_footnote_stands_instead_of_a_price_and_beside_an_empty_nature():
    statement = bend(
        SAMPLES["form4"],
        {"table_1[1].price": None, "table_1[2].nature_of_ownership": None},
    )
    written = re.sub(rb"\s+<", b"<", ownership_xml.write(statement)).decode()
    assert '<transactionPricePerShare><footnoteId id="F3"/></transactionPricePerShare>' in written
    assert '<natureOfOwnership><value></value><footnoteId id="F4"/></natureOfOwnership>' in written


# Versions


def test_the_current_version_is_the_newest():
    assert VERSIONS[-1] == CURRENT_VERSION
    assert list(VERSIONS) == sorted(VERSIONS)


def test_an_older_version_is_written_on_request():
    old = bend(SAMPLES["form4"], {"under_10b5_1_plan": None})
    assert b"aff10b5One" not in ownership_xml.write(old, version="X0306")
    published = ownership_xml.write(old, version="X0306", disseminated=True)
    assert b"<schemaVersion>X0306</schemaVersion>" in published


@pytest.mark.parametrize("disseminated", [False, True])
def test_what_came_later_is_refused_in_an_older_version(disseminated: bool):
    with pytest.raises(
        WriteError, match=r"^under_10b5_1_plan: schema X0306 has no aff10b5One \(it came with X0407"
    ):
        ownership_xml.write(SAMPLES["form4"], version="X0306", disseminated=disseminated)
    abroad = bend(SAMPLES["form4"], {"owners[0].address.non_us_address": True})
    with pytest.raises(
        WriteError, match=r"^owners\[0\]\.address\.non_us_address: schema X0508 has no rptOwnerNonUS"
    ):
        ownership_xml.write(abroad, version="X0508", disseminated=disseminated)


def test_an_unknown_version_is_a_bad_call():
    with pytest.raises(UsageError, match="no schema version 'X9999'; known are X0101, "):
        ownership_xml.write(SAMPLES["form4"], version="X9999")


UNCONFIRMED = {
    "issuer.foreign_trading_symbol": ("EXIN.TW", "issuerForeignTradingSymbol"),
    "owners[0].address.non_us_state": ("Bavaria", "rptOwnerNonUSStateTerritory"),
    "owners[0].address.country": ("2M", "rptOwnerCountry"),
}


@pytest.mark.parametrize(("path", "value", "tag"), [(p, *rest) for p, rest in UNCONFIRMED.items()])
def test_what_no_primary_source_confirms_is_written_with_a_warning(path: str, value: str, tag: str):
    statement = bend(SAMPLES["form4"], {path: value})
    with pytest.warns(UnconfirmedWarning, match=f"^{re.escape(path)}: <{tag}> was written, but its "):
        written = ownership_xml.write(statement)
    assert f"<{tag}>{value}</{tag}>".encode() in written
    assert ownership_xml.write(statement, disseminated=True)  # as EDGAR published it: no warning


def test_the_unconfirmed_items_are_these():
    assert {item.tag for item in ITEMS if item.unconfirmed} == {tag for _, tag in UNCONFIRMED.values()}


# The official schema of Form 4


@cache
def schema() -> etree.XMLSchema:
    """Return the official schema X0306 of Form 4, its include found beside it."""
    folder = shared_folder() / "reference" / "xsd" / "X0306"
    document = etree.parse(folder / "ownership4Document.xsd.xml")
    for include in document.iter("{*}include"):
        include.set("schemaLocation", Path(folder / "ownershipDocumentCommon.xsd.xml").as_uri())
    return etree.XMLSchema(document)


def complaints(written: bytes) -> list[str]:
    schema().validate(etree.fromstring(written))
    return [error.message for error in schema().error_log]


@pytest.mark.parametrize("name", [name for name, sample in SAMPLES.items() if sample.form_type == "4"])
def test_a_sample_form_4_is_valid(name: str):
    statement = bend(SAMPLES[name], {"under_10b5_1_plan": None})
    assert complaints(ownership_xml.write(statement, version="X0306")) == []


def test_a_form_4_with_everything_on_it_is_valid():
    line = SAMPLES["form4"].table_1[0]
    common = {a: getattr(line, a) for a in ("security", "transaction_date", "form_type", "ownership")}
    statement = replace(
        SAMPLES["form4"],
        under_10b5_1_plan=None,
        table_1=(
            Transaction(
                **{**common, "form_type": "5"},
                deemed_execution_date=line.transaction_date,
                code="G",
                equity_swap=True,
                timeliness=Timeliness.EARLY,
                shares=Decimal(1),
                direction=Direction.DISPOSED,
                value_owned_following=Decimal("5.25"),
                notes={
                    "security": ("F1",), "transaction_date": ("F1", "F2"), "deemed_execution_date": ("F1",),
                    "code": ("F1", "F2"), "timeliness": ("F1",), "shares": ("F1",), "price": ("F1", "F2"),
                    "direction": ("F1",), "value_owned_following": ("F1",), "ownership": ("F1",),
                },
            ),
        ),
        table_2=(
            DerivativeTransaction(
                **common,
                code="J",
                equity_swap=False,
                total_value=Decimal("1000000"),
                price=Decimal("0.5"),
                direction=Direction.ACQUIRED,
                underlying_title="Common Stock",
                owned_following=Decimal(0),
                notes={
                    "exercise_price": ("F1",), "exercise_date": ("F1", "F2"), "expiration_date": ("F2",),
                    "underlying_title": ("F1",), "underlying_value": ("F1",), "total_value": ("F1",),
                },
            ),
        ),
        footnotes=(Footnote(id="F1", text='Said "so" & <so>.'), Footnote(id="F2", text="Said.")),
    )  # fmt: skip
    assert complaints(ownership_xml.write(statement, version="X0306")) == []


@settings(max_examples=200, deadline=None)
@given(statements(form_types=("4",)))
def test_any_form_4_is_valid_once_what_is_newer_is_taken_out(statement: Statement):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UnconfirmedWarning)
        assert complaints(older(ownership_xml.write(statement))) == []


def older(written: bytes) -> bytes:
    """Take out of `written` the elements that came after X0306."""
    root = etree.fromstring(written)
    for element in list(root.iter(*(item.tag for item in ITEMS if item.since))):
        element.getparent().remove(element)
    return etree.tostring(root)


def test_every_real_form_4_is_valid_when_written_again():
    faults: list[str] = []
    checked = 0
    for name, data in ownership_documents():
        if b"<documentType>4</documentType>" not in data or b"<schemaVersion>X06" in data:
            continue
        statement = ownership_xml.read(data).statement
        written = ownership_xml.write(replace(statement, under_10b5_1_plan=None), disseminated=True)
        checked += 1
        if said := complaints(written):
            faults.append(f"{name}: {said[0]}")
    assert faults == []
    assert checked > 9000
