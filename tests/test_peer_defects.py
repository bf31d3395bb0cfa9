"""What other readers of these forms get wrong, one test for each: none of it may happen here."""

from __future__ import annotations

import html
import json
import re
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

import section16
from section16 import (
    DerivativeTransaction,
    Direction,
    Footnote,
    Holding,
    Relationship,
    Severity,
    Statement,
    Timeliness,
)
from section16.checks.bend import bend
from section16.drafting.split import split
from section16.errors import MangledDocument
from section16.history.amendments import affected_by
from section16.history.blocks import counted_once
from section16.history.holdings import holdings
from section16.law.deadlines import form_4_due
from section16.law.filing_day import filed_on
from section16.law.short_swing import in_window
from section16.model.codes import CODES
from section16.model.filing import Filing
from section16.model.items import TRANSACTION_CODES
from section16.model.reading import DeviationKind
from section16.workspace import Workspace

FORM_4 = section16.SAMPLES["form4"]
EXERCISE = section16.SAMPLES["exercise"]
JOINT = section16.SAMPLES["joint"]


def published(statement: Statement) -> bytes:
    return section16.write(statement, disseminated=True)


def read_back(statement: Statement) -> Statement:
    """Return the statement after travelling as XML and as JSON, which must agree."""
    from_xml = section16.read(published(statement)).statement
    from_json = section16.read(section16.write(statement, "json")).statement
    assert from_xml == from_json
    return from_xml


def drawn(statement: Statement) -> Iterator[str]:
    """Yield the form as a page and as text, white space made one blank."""
    for format in ("html", "txt"):
        yield " ".join(section16.render(statement, format).decode().split())


def words_of(page: str) -> str:
    """Return what a page says, without markup and style."""
    return html.unescape(re.sub(r"<style.*?</style>|<[^>]*>", " ", page, flags=re.DOTALL))


def test_1_reading_checking_and_drawing_open_no_socket(monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    data = published(JOINT)
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    reading = section16.read(data)
    section16.check(reading)
    assert section16.render(reading, "html")
    assert section16.render(reading, "txt")


@pytest.mark.parametrize("name", ["form3", "form4", "form5", "exercise"])
def test_2_an_amendment_is_drawn_as_its_original_is_and_shows_the_original_date(name: str):
    original = section16.SAMPLES[name]
    filed = original.signatures[0].date
    amendment = replace(original, is_amendment=True, date_of_original=filed)
    assert read_back(amendment) == amendment
    for before, after in zip(drawn(original), drawn(amendment), strict=True):
        assert f"{filed:%m/%d/%Y}" in words_of(after)
        lost = Counter(words_of(before).split()) - Counter(words_of(after).split())
        assert set(lost) <= {original.form, f"{original.form},", "|"}  # form 4 is now 4/A; a rule of the text


def test_3_sixteen_footnotes_go_in_and_sixteen_with_every_marker_come_out():
    notes = tuple(Footnote(id=f"F{n}", text=f"The note of number {n} of sixteen.") for n in range(1, 17))
    row, second, third = FORM_4.table_1
    ids = [note.id for note in notes]
    statement = replace(
        FORM_4,
        footnotes=notes,
        table_1=(
            replace(row, notes={"security": ids[:3], "transaction_date": ids[3:4], "code": ids[4:6]}),
            replace(second, notes={"shares": ids[6:7], "price": ids[7:12], "owned_following": ids[12:13]}),
            replace(third, notes={"nature_of_ownership": ids[13:]}),
        ),
    )
    assert read_back(statement) == statement
    for page in drawn(statement):
        said = words_of(page)
        table, _, explanation = said.partition("Explanation of Responses")
        for number, note in enumerate(notes, start=1):
            assert note.text in explanation
            assert re.search(rf"\(\s*{number}\s*\)", table), number


def test_4_every_owner_signature_box_and_text_of_a_joint_filing_is_everywhere():
    assert read_back(JOINT) == JOINT
    _, partner = read_back(JOINT).owners
    assert partner.relationship == Relationship(
        director=True,
        officer=True,
        ten_percent_owner=True,
        other=True,
        officer_title="See Remarks",
        other_text="Member of a group",
    )
    for page in drawn(JOINT):
        said = re.sub(r"\s+", "", words_of(page))
        for text in (
            *(owner.name for owner in JOINT.owners),
            *(signature.name for signature in JOINT.signatures),
            partner.relationship.officer_title,
            partner.relationship.other_text,
        ):
            assert re.sub(r"\s+", "", text) in said, text


@pytest.mark.parametrize(("written", "means"), [("true", True), ("1", True), ("false", False), ("0", False)])
def test_5_all_four_spellings_of_a_boolean_are_read(written: str, means: bool):
    data = re.sub(rb"(<isOfficer>|<aff10b5One>)1<", rb"\g<1>%b<" % written.encode(), published(FORM_4))
    reading = section16.read(data)
    assert reading.deviations == ()
    assert reading.statement.owners[0].relationship.officer is means
    assert reading.statement.under_10b5_1_plan is means


def test_6_a_price_given_by_a_footnote_only_is_no_price_and_never_zero():
    statement = bend(FORM_4, {"table_1[1].price": None})
    row = read_back(statement).table_1[1]
    assert row.price is None
    assert row.notes["price"] == ("F3",)
    assert json.loads(section16.write(statement, "json"))["table_1"][1]["price"] is None
    assert b"<transactionPricePerShare>\n                    <footnoteId" in published(statement)
    assert statement.to_dataframe("arrow").column("price").to_pylist()[1] is None
    for page in drawn(statement):
        assert "$0" not in words_of(page)


def test_7_amounts_are_exact_to_the_last_digit():
    exact = (Decimal("0.75"), Decimal("999999999999.9999"), Decimal("140.0000"), Decimal("1234567890.1"))
    for amount in exact:
        row = read_back(bend(FORM_4, {"table_1[0].shares": amount})).table_1[0]
        assert str(row.shares) == str(amount)
        assert (
            section16.render(bend(FORM_4, {"table_1[0].shares": amount}), "txt")
            .decode()
            .count(f"{amount:,f}")
        )
    halves = read_back(bend(FORM_4, {"table_1[0].shares": exact[0], "table_1[1].shares": exact[0]})).table_1
    assert halves[0].shares + halves[1].shares == Decimal("1.5")


def test_8_the_price_of_a_derivative_is_multiplied_by_derivatives_and_not_by_what_underlies_them():
    row = EXERCISE.table_2[0]
    bought = replace(
        EXERCISE,
        table_1=(),
        table_2=(
            replace(
                row,
                security="Warrant",
                code="P",
                direction=Direction.ACQUIRED,
                shares=Decimal(10),
                price=Decimal(1000),
                underlying_shares=Decimal(10000),
                owned_following=Decimal(10),
            ),
        ),
    )
    warrants = read_back(bought).table_2[0]
    assert warrants.shares * warrants.price == Decimal(10000)
    assert [f for f in section16.check(bought) if f.severity is not Severity.NOTE] == []
    frame = bought.to_dataframe("arrow").to_pylist()[0]
    assert (frame["shares"], frame["price"], frame["underlying_shares"]) == (10, 1000, 10000)


GROUPS = ("postTransactionAmounts", "ownershipNature", "transactionCoding", "underlyingSecurity")


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("name", ["form4", "exercise", "joint", "form3", "form5"])
def test_9_a_missing_group_drops_no_line_anywhere(name: str, group: str):
    sample = section16.SAMPLES[name]
    data = re.sub(rb"<%b>.*?</%b>" % ((group.encode(),) * 2), b"", published(sample), flags=re.DOTALL)
    reading = section16.read(data)
    statement = reading.statement
    assert [row.security for row in statement.rows] == [row.security for row in sample.rows]
    assert len(json.loads(section16.write(statement, "json"))["table_1"]) == len(sample.table_1)
    assert statement.to_dataframe("arrow").num_rows == len(sample.rows)
    assert all(page for page in drawn(statement))
    assert isinstance(section16.check(reading), tuple)


def test_10_a_holding_told_by_its_value_is_kept():
    fund = Holding(
        security="401(k) fund",
        value_owned_following=Decimal("12345.67"),
        ownership=FORM_4.table_1[2].ownership,
        nature_of_ownership="By 401(k)",
    )
    statement = replace(FORM_4, table_1=(*FORM_4.table_1, fund))
    assert read_back(statement).table_1[-1] == fund
    assert all("12,345.67" in words_of(page) for page in drawn(statement))


def test_11_the_items_that_others_leave_out_are_kept():
    changes = {
        "table_1[0].deemed_execution_date": FORM_4.period_of_report,
        "table_1[0].timeliness": Timeliness.LATE,
        "issuer.foreign_trading_symbol": "EXIN.TW",
        "owners[0].relationship.other": True,
        "owners[0].relationship.other_text": "Former director",
        "owners[0].address.non_us_address": True,
        "owners[0].address.non_us_state": "Bavaria",
        "owners[0].address.country": "2M",
        "owners[0].address.state_description": "GERMANY",
    }
    statement = bend(FORM_4, changes)
    assert read_back(statement) == statement
    assert read_back(JOINT).table_2[0].total_value == Decimal(1000000)


def test_12_direct_and_indirect_holdings_are_two_holdings():
    direct, indirect = (
        Holding(
            security="Common Stock",
            owned_following=Decimal(owned),
            ownership=ownership,
            nature_of_ownership=nature,
        )
        for owned, ownership, nature in ((900, "D", None), (7, "I", "By Spouse"))
    )
    statement = replace(section16.SAMPLES["form3"], table_1=(direct, indirect))
    read = read_back(statement)
    assert [(row.owned_following, row.ownership.value) for row in read.table_1] == [(900, "D"), (7, "I")]
    assert [f for f in section16.check(read) if f.id.startswith("A")] == []


def test_13_every_code_is_explained_and_marks_are_no_codes():
    assert {code.letter for code in CODES.values() if code.travels} == set(TRANSACTION_CODES)
    assert all(code.meaning and code.name for code in CODES.values())
    assert not CODES["V"].travels
    assert not CODES["K"].travels
    assert "discretionary" in CODES["I"].name.lower()
    early = bend(EXERCISE, {"table_1[1].form_type": "5", "table_1[1].timeliness": Timeliness.EARLY})
    swapped = bend(EXERCISE, {"table_1[1].equity_swap": True})
    assert read_back(early).table_1[1].code == read_back(swapped).table_1[1].code == "S"
    for page in drawn(swapped):
        assert re.search(r"\bS/K\b", words_of(page))


def test_14_markup_is_escaped_in_pages_and_a_bare_ampersand_in_xml_is_reported():
    title = "<script>alert('1')</script> & \"Co\""
    statement = bend(FORM_4, {"table_1[0].security": title})
    assert read_back(statement).table_1[0].security == title
    page = section16.render(statement, "html").decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    reading = section16.read(published(FORM_4).replace(b"Example Instruments", b"Example & Co"))
    assert [d.kind for d in reading.deviations] == [DeviationKind.NOT_WELL_FORMED]
    assert reading.statement.issuer.name == "Example & Co Inc."


@pytest.mark.parametrize(
    "name", ["McDonald Ronald", "VAN DER BERG O'Neil, Jr.", "de la Cruz iii MARIA", "ÅSA Ö"]
)
def test_15_names_are_kept_as_filed(name: str):
    statement = bend(FORM_4, {"owners[0].name": name, "issuer.name": name})
    read = read_back(statement)
    assert (read.owners[0].name, read.issuer.name) == (name, name)
    for page in drawn(statement):
        assert name in words_of(page)


def test_16_a_filing_listed_under_issuer_and_owners_counts_once(tmp_path: Path):
    filing = Filing(statement=FORM_4, accession_number="0009000001-26-000007", filed_on=date(2026, 5, 7))
    with Workspace.open(tmp_path / "desk.ledger", create=True) as desk:
        for _ in range(3):
            desk.ledger.record(filing)
        of_owner = desk.ledger.filings(owner=FORM_4.owners[0].cik)
        of_issuer = desk.ledger.filings(issuer=FORM_4.issuer.cik)
        assert of_owner == of_issuer == (filing,)
        assert desk.ledger.filings(owner=FORM_4.issuer.cik) == ()


def test_17_a_block_that_a_chain_of_owners_reports_four_times_is_counted_once():
    sold = replace(
        FORM_4.table_1[1],
        ownership=section16.Ownership.INDIRECT,
        nature_of_ownership="See footnote",
        notes={"nature_of_ownership": ("F1",)},
    )
    note = Footnote(
        id="F1", text="Held by Specimen Fund; Specimen GP, Specimen Manager and J. Example own it."
    )
    names = ("Specimen Fund", "Specimen GP", "Specimen Manager", "Example J.")
    chain = [
        Filing(
            statement=replace(
                FORM_4,
                owners=(replace(FORM_4.owners[0], cik=f"900020{number}", name=name),),
                table_1=(sold,),
                footnotes=(note,),
            ),
            accession_number=f"000900020{number}-26-000001",
            filed_on=date(2026, 5, 7),
        )
        for number, name in enumerate(names)
    ]
    assert [row.shares for _, row in counted_once(chain)] == [sold.shares]


def test_20_amending_last_years_form_leaves_todays_holding_and_lists_later_forms():
    then, now = date(2025, 5, 5), date(2026, 5, 7)
    original = Filing(statement=at(then, 1000, 5000), accession_number="0009000001-25-000001", filed_on=then)
    later = Filing(statement=at(now, 500, 5500), accession_number="0009000001-26-000001", filed_on=now)
    correction = replace(at(then, 900, 4900), is_amendment=True, date_of_original=then)
    amendment = Filing(
        statement=correction, accession_number="0009000001-26-000002", filed_on=date(2026, 6, 1)
    )
    before = holdings((original, later))
    after = holdings((original, later, amendment))
    assert [held.amount for held in before] == [held.amount for held in after] == [Decimal(5500)]
    assert [each.filing for each in affected_by(amendment, (original, later, amendment))] == [later]


def at(day: date, shares: int, total: int) -> Statement:
    """Return a Form 4 with one acquisition."""
    row = replace(
        FORM_4.table_1[0],
        transaction_date=day,
        code="A",
        direction=Direction.ACQUIRED,
        shares=Decimal(shares),
        owned_following=Decimal(total),
        notes={},
    )
    return replace(FORM_4, period_of_report=day, table_1=(row,), footnotes=())


@pytest.mark.parametrize(
    ("day", "check"),
    [(date(2026, 5, 20), "F103"), (date(22, 5, 5), "F104")],
    ids=["after filing", "year 0022"],
)
def test_18_a_date_that_cannot_be_is_flagged_and_kept(day: date, check: str):
    statement = bend(FORM_4, {"table_1[0].transaction_date": day})
    assert read_back(statement).table_1[0].transaction_date == day
    found = section16.check(statement, filed_on=date(2026, 5, 8))
    assert check in {finding.id for finding in found if finding.path == "table_1[0].transaction_date"}


def test_21_what_does_not_fit_one_form_becomes_two():
    eleven = tuple(
        replace(JOINT.owners[0], cik=str(9_000_400 + n), name=f"Specimen Fund {n}, L.P.") for n in range(11)
    )
    by_owners = split(replace(JOINT, owners=eleven)).parts
    assert [len(part.owners) for part in by_owners] == [10, 1]
    sales = tuple(FORM_4.table_1[1:2]) * 31
    by_lines = split(replace(FORM_4, table_1=sales, footnotes=FORM_4.footnotes[1:3])).parts
    assert [len(part.table_1) for part in by_lines] == [30, 1]
    assert all(part.remarks.startswith(f"Form {n} of 2") for n, part in enumerate(by_lines, start=1))


def test_21_a_footnote_of_1001_characters_becomes_two_on_the_same_item():
    text = "The shares are held by a trust. " * 31 + "No more."
    long = bend(FORM_4, {"footnotes[3].text": text + "x" * (1001 - len(text))})
    (part,) = split(long).parts
    ids = part.table_1[2].notes["nature_of_ownership"]
    assert len(ids) == 2
    assert " ".join(part.footnote(id) for id in ids) == long.footnote("F4")
    assert all(len(footnote.text) <= 1000 for footnote in part.footnotes)


def test_22_twenty_december_matches_with_eighteen_june_and_not_with_the_nineteenth():
    assert in_window(date(1972, 12, 20), date(1973, 6, 18)).value
    assert not in_window(date(1972, 12, 20), date(1973, 6, 19)).value


@pytest.mark.parametrize(
    ("traded", "due", "closed"),
    [
        (date(2024, 10, 10), date(2024, 10, 15), "Columbus Day"),
        (date(2025, 1, 7), date(2025, 1, 10), "mourning"),
    ],
)
def test_23_a_deadline_passes_over_holidays_and_closures(traded: date, due: date, closed: str):
    answer = form_4_due(traded)
    assert answer.value == due
    assert closed in answer.why


def test_23_a_form_accepted_at_a_minute_past_ten_counts_for_the_next_business_day():
    eastern = ZoneInfo("America/New_York")
    in_time = datetime(2024, 10, 11, 22, 0, tzinfo=eastern)
    assert filed_on(in_time).value == date(2024, 10, 11)
    assert filed_on(in_time + timedelta(minutes=1)).value == date(2024, 10, 15)  # over Columbus Day


def test_24_a_ccc_is_never_written_to_any_copy():
    data = published(FORM_4).replace(
        b"</reportingOwnerId>", b"<rptOwnerCcc>s3cr#t9x</rptOwnerCcc></reportingOwnerId>"
    )
    reading = section16.read(data)
    copies = [section16.write(reading, "json"), section16.write(reading), published(reading.statement)]
    copies.extend(section16.render(reading, format) for format in ("html", "txt"))
    assert not any(b"s3cr#t9x" in copy or b"Ccc" in copy for copy in copies)
    assert "s3cr#t9x" not in repr((reading.statement, reading.deviations, section16.check(reading)))


def test_25_tags_cut_short_are_read_whole_or_refused_by_name():
    cut = published(FORM_4).replace(b"sharesOwnedFollowingTransaction", b"sharesOwnedFollowingTransacti")
    reading = section16.read(cut)
    assert [row.owned_following for row in reading.statement.table_1] == [18590, 16090, 7000]
    assert {d.kind for d in reading.deviations} == {DeviationKind.BROKEN_TAG}
    half = published(FORM_4).replace(b"</transactionAmounts>", b"</transactionAmo", 1)
    with pytest.raises(MangledDocument, match="refused rather than half-read"):
        section16.read(half)


def test_26_a_title_that_points_to_the_remarks_stays_and_so_do_the_remarks():
    remarks = "Executive Vice President and General Counsel. Exhibit 24 - Power of Attorney."
    statement = bend(
        FORM_4, {"owners[0].relationship.officer_title": "EVP (See Remarks)", "remarks": remarks}
    )
    read = read_back(statement)
    assert read.owners[0].relationship.officer_title == "EVP (See Remarks)"
    assert read.remarks == remarks
    for page in drawn(statement):
        assert "EVP (See Remarks)" in words_of(page)
        assert remarks in words_of(page)


def test_27_an_exercise_and_a_withholding_are_not_called_a_sale():
    trade = re.compile(r"\b(bought|buy|buys|purchase[ds]?|sale|sales|sell|sells|sold)\b", re.IGNORECASE)
    for letter in "MFACDGHX":
        code = CODES[letter]
        assert not code.is_open_market
        assert not trade.search(code.name)
    withheld = replace(FORM_4.table_1[0], owned_following=Decimal(18590))
    exercised = replace(EXERCISE, table_1=(EXERCISE.table_1[0], withheld), footnotes=())
    row = read_back(exercised).table_2[0]
    assert isinstance(row, DerivativeTransaction)
    assert (row.code, row.direction, row.direction.name) == ("M", "D", "DISPOSED")
    exercised = bend(exercised, {"table_2[0].security": "Option"})
    without_lines = replace(exercised, table_1=(), table_2=())
    for page, captions in zip(drawn(exercised), drawn(without_lines), strict=True):
        assert trade.findall(words_of(page)) == trade.findall(words_of(captions))  # the form's own words
