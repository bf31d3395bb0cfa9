"""CIKs from a table: inferred with the reason where the table leaves no doubt, else unknown with the reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.errors import UsageError
from section16.model.reading import Reading, SeenStatus
from section16.model.samples import FORM_4, JOINT
from section16.reading.cik_table import CikTable, Registrant, with_ciks

ISSUER = replace(FORM_4.issuer, cik="0009000001")
OWNER = replace(FORM_4.owners[0], cik="0009000101")
FORM_4 = replace(FORM_4, issuer=ISSUER, owners=(OWNER,))
KNOWN = (
    Registrant(ISSUER.cik, "EXAMPLE INSTRUMENTS INC /DE/", ISSUER.trading_symbol),
    Registrant(OWNER.cik, "SAMPLE ROBIN Q"),
)
WITHOUT = replace(
    FORM_4, issuer=replace(ISSUER, cik=None), owners=(replace(OWNER, cik=None),)
)  # what a page without links shows


def resolved(*known: Registrant) -> Reading:
    return with_ciks(Reading(WITHOUT, not_shown=frozenset({"issuer.cik"})), CikTable(known, "mine.csv"))


def test_a_name_and_symbol_in_the_table_tell_the_cik():
    reading = resolved(*KNOWN)
    assert reading.statement == FORM_4
    seen = reading.evidence["issuer.cik"]
    assert (seen.value, seen.status) == (ISSUER.cik, SeenStatus.INFERRED)
    assert seen.repairs[0].why == "mine.csv has this name and the symbol EXIN"
    assert reading.evidence["owners[0].cik"].repairs[0].why == "mine.csv has this name once"
    assert "issuer.cik" not in reading.not_shown


NOT_TOLD = {
    "nobody": ((), "mine.csv has this name not at all"),
    "the symbol of another": (
        (Registrant("0000000007", "OTHER CORP", "EXIN"),),
        "mine.csv has the symbol EXIN for OTHER CORP (0000000007)",
    ),
    "two of one name": (
        (Registrant("0000000007", "Example Instruments Inc"), Registrant("0000000008", "Example Instruments Inc.")),
        "mine.csv has this name 2 times (0000000007, 0000000008)",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("known", "why"), NOT_TOLD.values(), ids=NOT_TOLD)
def test_where_the_table_leaves_a_doubt_the_cik_stays_unknown(known: tuple[Registrant, ...], why: str):
    reading = resolved(*known)
    assert reading.statement is not None
    assert reading.statement.issuer.cik is None
    seen = reading.evidence["issuer.cik"]
    assert (seen.status, seen.repairs[0].why) == (SeenStatus.ABSENT, why)
    assert "issuer.cik" in reading.not_shown


def test_a_cik_that_the_document_has_is_kept():
    other = Registrant("0000000007", JOINT.issuer.name, JOINT.issuer.trading_symbol)
    assert with_ciks(Reading(JOINT), CikTable([other])).statement == JOINT


FILES = {
    "a CSV": f"Name,CIK,Symbol\n{ISSUER.name},{ISSUER.cik},{ISSUER.trading_symbol}\n{OWNER.name},{OWNER.cik},\n",
    "EDGAR's tickers": json.dumps(
        {
            "0": {"cik_str": int(ISSUER.cik), "ticker": ISSUER.trading_symbol, "title": ISSUER.name},
            "1": {"cik_str": int(OWNER.cik), "ticker": "", "title": OWNER.name},
        }
    ),
    "EDGAR's tickers by exchange": json.dumps(
        {
            "fields": ["cik", "name", "ticker", "exchange"],
            "data": [
                [int(ISSUER.cik), ISSUER.name, ISSUER.trading_symbol, "NYSE"],
                [int(OWNER.cik), OWNER.name, None, None],
            ],
        }
    ),
    "EDGAR's list of names": f"EXAMPLE INSTRUMENTS INC:{ISSUER.cik}:\nSAMPLE ROBIN Q.:{OWNER.cik}:\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES)
def test_every_shape_of_table_is_taken_by_the_door(text: str, tmp_path: Path):
    table = tmp_path / "table"
    table.write_text(text)
    page = section16.render(WITHOUT, "html")
    statement = section16.read(page, ciks=table).statement
    assert statement is not None
    assert (statement.issuer.cik, statement.owners[0].cik) == (ISSUER.cik, OWNER.cik)
    assert [reading.statement for reading in section16.read_all(page, ciks=CikTable.of(table))] == [statement]


BAD = {
    "a CSV without a heading": ("a,b\n1,2\n", "the first line of a table of CIKs names its columns"),
    "no number": ("cik,name\nx12,Example\n", "line 2: 'x12' is no CIK, which has up to ten digits"),
    "a line too short": ("name,cik\nExample\n", "line 2: 'None' is no CIK"),
    "another JSON": ('{"a": 1}', "entry 'a' is no line of EDGAR's list of tickers"),
    "broken JSON": ('{"a": ', "JSON"),
}


@pytest.mark.parametrize(("text", "says"), BAD.values(), ids=BAD)
def test_a_file_that_is_no_table_is_named(text: str, says: str, tmp_path: Path):
    table = tmp_path / "table.csv"
    table.write_text(text)
    with pytest.raises(UsageError) as refusal:
        CikTable.of(table)
    assert str(refusal.value).startswith(f"{table}: ")
    assert says in str(refusal.value)
