"""Forms typed before XML are read as they stand: a real one against a hand-made transcription, made-up ones by facts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from section16.errors import MangledDocument, NotAStatement, ReadError, TooLarge
from section16.model.places import is_within
from section16.model.reading import DeviationKind, Reading, SeenStatus
from section16.reading import old_forms
from shared import shared_folder

HERE = Path(__file__).parent
DOCUMENTS = HERE / "old_documents"
REAL = "0000950134-02-014785"


def read(name: str) -> Reading:
    return old_forms.read((DOCUMENTS / name).read_bytes(), source=name)


def leaves(value: Any, path: str = "") -> dict[str, Any]:
    """Flatten nested objects and lists to what is not empty, by path."""
    if isinstance(value, dict):
        parts = [leaves(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()]
    elif isinstance(value, list):
        parts = [leaves(inner, f"{path}[{n}]") for n, inner in enumerate(value)]
    else:
        return {} if value is None else {path: value}
    return {key: inner for part in parts for key, inner in part.items()}


def said(reading: Reading) -> dict[str, Any]:
    return leaves(json.loads(msgspec.json.encode(reading.statement)))


class TestARealForm5OfNovember2002:
    @pytest.fixture
    def reading(self) -> Reading:
        document = shared_folder() / "corpus" / "text" / f"{REAL}.txt"
        if not document.exists():
            pytest.skip(f"skipped: the real form {document.name} is not in the shared folder")
        return old_forms.read(document.read_bytes(), source=document.name)

    @pytest.fixture
    def transcription(self) -> dict[str, Any]:
        transcribed: dict[str, Any] = json.loads((HERE / "transcriptions" / f"{REAL}.json").read_text())
        return transcribed

    def test_every_item_is_as_transcribed(self, reading: Reading, transcription: dict[str, Any]) -> None:
        assert said(reading) == leaves(transcription["statement"])

    def test_what_is_no_value_is_kept_as_it_stood(
        self, reading: Reading, transcription: dict[str, Any]
    ) -> None:
        raw = {met.path: met.raw for met in reading.deviations if met.kind is DeviationKind.UNTYPABLE}
        raw |= {
            path: seen.spans[0].text
            for path, seen in reading.evidence.items()
            if seen.status is SeenStatus.UNREADABLE and seen.spans and path not in raw
        }
        assert raw == transcription["unreadable"]

    def test_what_is_inferred_says_so(self, reading: Reading, transcription: dict[str, Any]) -> None:
        inferred = [path for path, seen in reading.evidence.items() if seen.status is SeenStatus.INFERRED]
        assert sorted(inferred) == sorted(transcription["inferred"])

    def test_every_year_of_two_figures_says_why_it_is_that_year(self, reading: Reading) -> None:
        seen = reading.evidence["table_2[2].transaction_date"]
        assert seen.status is SeenStatus.REPAIRED
        assert (seen.repairs[0].before, seen.repairs[0].after) == ("11/21/01", "11/21/2001")
        assert "filed in 2002" in seen.repairs[0].why

    def test_a_month_is_no_date_and_no_day_is_made_up(self, reading: Reading) -> None:
        seen = reading.evidence["date_of_original"]
        assert (seen.value, seen.status) == (None, SeenStatus.UNREADABLE)
        assert "month and year only: 'September 2002'" in seen.repairs[0].why
        assert "date_of_original" in reading.not_shown

    def test_the_header_is_kept_and_no_word_is_lost(self, reading: Reading) -> None:
        assert reading.submission is not None
        assert reading.submission.accession_number == REAL
        assert reading.coverage == 1.0
        assert reading.unplaced == ()


FACTS: dict[str, dict[str, Any]] = {
    "grid_of_rules.txt": {
        "form": "4",
        "no_longer_subject": False,
        "issuer.cik": "0001234501",
        "issuer.name": "Larkspur Devices, Inc.",
        "issuer.trading_symbol": "LKSP",
        "owners[0].cik": "0001234502",
        "owners[0].name": "Harbor Street Partners, on behalf of the Growth Equity Business of the "
        "Harbor Street investment unit",
        "owners[0].address.street_1": "11 Harbor Street",
        "owners[0].address.city": "Boston",
        "owners[0].address.state": "MA",
        "owners[0].address.zip_code": "02110",
        "owners[0].relationship.director": False,
        "owners[0].relationship.ten_percent_owner": True,
        "owners[0].relationship.officer": False,
        "owners[0].relationship.other": False,
        "table_1[0].security": "Common Stock par value $.001 per share",
        "table_1[0].transaction_date": "2002-07-15",
        "table_1[0].code": "S",
        "table_1[0].shares": "1025000",
        "table_1[0].direction": "D",
        "table_1[0].price": "18.75",
        "table_1[0].owned_following": "3310220",
        "table_1[0].ownership": "I",
        "table_1[0].notes.nature_of_ownership[0]": "F1",
        "table_1[1].code": "J",
        "table_1[1].notes.code[0]": "F2",
        "table_2[0].exercise_price": "12.50",
        "table_2[0].shares": "40000",
        "table_2[0].direction": "D",
        "table_2[0].expiration_date": "2005-06-30",
        "table_2[0].underlying_title": "Common Stock",
        "table_2[0].underlying_shares": "40000",
        "table_2[0].price": "0",
        "table_2[0].owned_following": "0",
        "footnotes[0].text": "The shares are held by Harbor Street Investments Holdings, a wholly-owned "
        "subsidiary of the Reporting Person.",
        "footnotes[1].text": "Distribution in kind to the limited partners, without consideration.",
        "signatures[0].name": "HARBOR STREET PARTNERS By: /s/ Marion T. Eames",
        "signatures[0].date": "2002-08-09",
    },
    "bars_cut_words.txt": {
        "issuer.name": "Northfield Mills, Inc.",
        "issuer.trading_symbol": "NFM",
        "owners[0].name": "Hartmann, Peter L.",
        "owners[0].address.street_1": "One Mill Road",
        "owners[0].address.street_2": "Suite 400",
        "owners[0].address.city": "Springfield",
        "owners[0].relationship.director": False,
        "owners[0].relationship.officer": True,
        "owners[0].relationship.officer_title": "Senior Vice President",
        "table_1[0].security": "Common Stock, $.01 par value",
        "table_1[0].transaction_date": "2001-10-03",
        "table_1[1].price": "32.625",
        "table_1[1].owned_following": "12400",
        "table_1[2].kind": "holding",
        "table_1[2].owned_following": "1250",
        "table_1[2].nature_of_ownership": "By 401(k) Plan",
        "table_1[2].notes.owned_following[0]": "F1",
        "table_2[0].security": "Employee Stock Options",
        "table_2[0].transaction_date": "2001-10-03",
        "table_2[0].shares": "5000",
        "table_2[0].direction": "D",
        "table_2[0].expiration_date": "2007-02-15",
        "table_2[0].notes.exercise_date[0]": "F2",
        "table_2[0].underlying_title": "Common Stock",
        "table_2[0].underlying_shares": "5000",
        "table_2[0].owned_following": "7500",
        "signatures[0].name": "/s/ Peter L. Hartmann",
        "signatures[0].date": "2001-11-08",
    },
    "form_3_list.txt": {
        "form": "3",
        "period_of_report": "1999-03-15",
        "issuer.name": "Pinnacle Software Corporation",
        "issuer.trading_symbol": "PNSW",
        "owners[0].name": "Delacroix Marie T.",
        "owners[0].address.street_1": "c/o Pinnacle Software Corporation",
        "owners[0].address.street_2": "4500 Tower Lane, Suite 1200",
        "owners[0].address.state": "TX",
        "owners[0].relationship.director": True,
        "owners[0].relationship.officer": True,
        "owners[0].relationship.ten_percent_owner": False,
        "owners[0].relationship.officer_title": "Vice President and General Counsel",
        "no_securities_owned": False,
        "table_1[0].owned_following": "12500",
        "table_1[1].nature_of_ownership": "By spouse",
        "table_1[2].security": "Class B Common Stock",
        "table_1[2].nature_of_ownership": "By the Delacroix Family Trust",
        "table_1[2].notes.nature_of_ownership[0]": "F1",
        "table_2[0].security": "Option (right to buy)",
        "table_2[0].exercise_price": "14.375",
        "table_2[0].expiration_date": "2009-01-04",
        "table_2[0].underlying_title": "Common Stock",
        "table_2[1].underlying_shares": "10000",
        "table_2[1].notes.exercise_date[0]": "F3",
        "signatures[0].date": "1999-03-24",
    },
    "form_5_wide.txt": {
        "form": "5",
        "no_longer_subject": False,
        "form_3_holdings_reported": False,
        "form_4_transactions_reported": True,
        "issuer.name": "Tidewater Grain Co.",
        "issuer.trading_symbol": "TGC",
        "owners[0].name": "Whitcomb, Samuel R.",
        "owners[0].address.street_1": "P.O. Box 88",
        "owners[0].address.city": "Norfolk",
        "owners[0].address.state": "VA",
        "owners[0].relationship.director": True,
        "owners[0].relationship.ten_percent_owner": True,
        "owners[0].relationship.officer": False,
        "table_1[0].code": "G",
        "table_1[0].transaction_date": "2000-03-31",
        "table_1[1].notes.code[0]": "F1",
        "table_1[1].price": "21.4375",
        "table_1[1].owned_following": "88412.7",
        "table_1[2].kind": "holding",
        "table_1[2].ownership": "I",
        "table_1[2].nature_of_ownership": "By daughter",
        "signatures[0].name": "/s/ Samuel R. Whitcomb",
        "signatures[0].date": "2001-02-09",
    },
    "cells_with_captions.htm": {
        "form": "4",
        "period_of_report": "2003-01-27",
        "no_longer_subject": False,
        "issuer.name": "Cedar Ridge Bancorp",
        "issuer.trading_symbol": "CRBC",
        "owners[0].name": "Okafor, Grace N.",
        "owners[0].address.city": "Cedar Ridge",
        "owners[0].address.state": "OH",
        "owners[0].relationship.director": True,
        "owners[0].relationship.officer": True,
        "owners[0].relationship.other": False,
        "owners[0].relationship.officer_title": "Chief Credit Officer",
        "table_1[0].code": "M",
        "table_1[0].transaction_date": "2003-01-24",
        "table_1[1].owned_following": "8314.2",
        "table_1[1].notes.owned_following[0]": "F1",
        "table_1[2].kind": "holding",
        "table_1[2].nature_of_ownership": "By Custodian For Child",
        "table_2[0].direction": "D",
        "table_2[0].expiration_date": "2008-05-18",
        "table_2[0].notes.exercise_date[0]": "F2",
        "signatures[0].name": "By: /s/ Helen R. Vance Attorney-in-Fact",
        "signatures[0].date": "2003-01-28",
    },
    "captions_over_values.htm": {
        "form": "4",
        "is_amendment": True,
        "period_of_report": "2002-11-05",
        "date_of_original": "2002-10-28",
        "issuer.name": "Quarry Lane Systems Inc",
        "issuer.trading_symbol": "QLSI",
        "owners[0].name": "Bright Hill Capital Fund, L.P.",
        "owners[0].address.street_1": "77 Harbor Road, 9th Floor",
        "owners[0].address.zip_code": "06902-1188",
        "owners[0].relationship.ten_percent_owner": True,
        "owners[0].relationship.other": True,
        "owners[0].relationship.other_text": "Member of a 13(d) group",
        "table_1[0].security": "Class A Common Stock",
        "table_1[0].notes.security[0]": "F1",
        "table_1[0].price": "3.4150",
        "table_1[0].nature_of_ownership": "See note",
        "table_1[0].notes.nature_of_ownership[0]": "F2",
        "footnotes[1].text": "The shares are held by the fund and by Bright Hill Partners LLC, its general "
        "partner, which disclaims beneficial ownership.",
        "signatures[0].date": "2002-11-06",
    },
}
"""By document what it says, as facts: whatever is not named here is not looked at."""


@pytest.mark.parametrize("name", FACTS)
def test_a_made_up_document_says_what_it_says(name: str) -> None:
    found = said(read(name))
    assert {path: found.get(path) for path in FACTS[name]} == FACTS[name]


ROWS = {
    "grid_of_rules.txt": (2, 1),
    "bars_cut_words.txt": (3, 1),
    "form_3_list.txt": (3, 2),
    "form_5_wide.txt": (3, 0),
    "cells_with_captions.htm": (3, 1),
    "captions_over_values.htm": (1, 0),
}


@pytest.mark.parametrize("name", ROWS)
def test_no_line_is_made_up_or_lost(name: str) -> None:
    statement = read(name).statement
    assert statement is not None
    assert (len(statement.table_1), len(statement.table_2)) == ROWS[name]


def test_every_document_here_is_looked_at() -> None:
    assert {file.name for file in DOCUMENTS.iterdir()} == set(FACTS) == set(ROWS)


@pytest.mark.parametrize("name", FACTS)
def test_a_made_up_document_is_recognised(name: str) -> None:
    assert old_forms.recognises((DOCUMENTS / name).read_text())


def test_places_are_those_of_the_text() -> None:
    text = (DOCUMENTS / "bars_cut_words.txt").read_text()
    reading = read("bars_cut_words.txt")
    for seen in reading.evidence.values():
        for span in seen.spans:
            assert span.start is None or text[span.start : span.end] == span.text
    assert any(span.start for seen in reading.evidence.values() for span in seen.spans)


def test_a_month_alone_is_unknown_not_absent() -> None:
    reading = read("bars_cut_words.txt")
    assert reading.evidence["period_of_report"].status is SeenStatus.UNREADABLE
    assert is_within("period_of_report", reading.not_shown)


def test_a_word_in_place_of_a_date_is_kept() -> None:
    reading = read("grid_of_rules.txt")
    raw = {met.path: met.raw for met in reading.deviations if met.kind is DeviationKind.UNTYPABLE}
    assert raw == {"table_1[1].price": "N/A", "table_2[0].exercise_date": "Immed."}


def test_words_of_joint_filers_are_told() -> None:
    reading = read("captions_over_values.htm")
    assert "designated" in reading.unplaced
    assert reading.coverage is not None
    assert reading.coverage < 1


def test_a_table_whose_columns_are_not_the_forms_is_left_unread() -> None:
    text = (DOCUMENTS / "grid_of_rules.txt").read_text()
    without = text.replace("6. Owner-   7. Nature\n", "7. Nature\n")
    reading = old_forms.read(without.encode())
    assert reading.statement is not None
    assert reading.statement.table_1 == ()
    assert reading.statement.table_2 == read("grid_of_rules.txt").statement.table_2  # type: ignore[union-attr]
    seen = reading.doubts()["table_1"]
    assert seen.status is SeenStatus.UNREADABLE
    assert "Table I: the columns found are" in seen.repairs[0].why
    assert "table_1" in reading.not_shown


def test_a_form_of_which_no_table_can_be_told_is_refused() -> None:
    text = (DOCUMENTS / "grid_of_rules.txt").read_text()
    above, table_2, _ = text.partition("TABLE II")
    assert table_2, "the document has two tables"
    without = above.replace("6. Owner-   7. Nature\n", "7. Nature\n") + "\n* Signature of Reporting Person\n"
    with pytest.raises(MangledDocument, match=r"Table I: the columns found are .*ownership"):
        old_forms.read(without.encode())


def test_a_table_without_its_title_is_refused() -> None:
    text = (DOCUMENTS / "captions_over_values.htm").read_text()
    cut = text.replace("Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned", "")
    with pytest.raises(MangledDocument):
        old_forms.read(cut.encode())


def test_an_owner_whom_the_header_does_not_name_gets_no_cik() -> None:
    text = (DOCUMENTS / "grid_of_rules.txt").read_text()
    other = text.replace("HARBOR STREET PARTNERS LP", "ZEPHYR HOLDINGS NV")
    reading = old_forms.read(other.encode())
    assert reading.statement is not None
    assert reading.statement.owners[0].cik is None
    disagreeing = [met for met in reading.deviations if met.kind is DeviationKind.HEADER_DISAGREES]
    assert any("ZEPHYR HOLDINGS NV" in (met.detail or "") for met in disagreeing)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", NotAStatement),
        (b"Dear Sirs,\nplease find enclosed ...", NotAStatement),
        (b"FORM 4\nSTATEMENT OF CHANGES IN BENEFICIAL OWNERSHIP\n", NotAStatement),
        (b"<html><body><p>FORM 10-K</p></body></html>", NotAStatement),
        (b"FORM 4 " * 1_000_000, TooLarge),
        (b"FORM 4\n" * 100_000, TooLarge),
    ],
)
def test_what_is_no_such_form_is_refused(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error):
        list(old_forms.read_all(data))


def test_no_cut_of_a_document_crashes() -> None:
    for name in ("grid_of_rules.txt", "cells_with_captions.htm", "bars_cut_words.txt"):
        data = (DOCUMENTS / name).read_bytes()
        for at in range(0, len(data), 401):
            for part in (data[:at], data[at:], data[:at] + data[at + 97 :]):
                try:
                    list(old_forms.read_all(part))
                except ReadError as error:
                    assert str(error)
