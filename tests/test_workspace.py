"""The workspace: the verbs of the desk over one ledger, by name or CIK, as of any day."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

import section16
from section16.drafting.fact_files import read_facts
from section16.drafting.profile_files import read_profiles
from section16.errors import UsageError
from section16.history.holdings import View
from section16.model.filing import Filing
from section16.model.samples import FORM_4
from section16.workspace import Workspace
from shared_desk import DESK

NOW = datetime(2026, 5, 7, 16, tzinfo=UTC)
NUMBER = "0009000001-26-000007"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.open(tmp_path / "desk.ledger", create=True, clock=lambda: NOW) as made:
        yield made


def filed(desk: Workspace, statement: section16.Statement = FORM_4, number: str = NUMBER) -> None:
    filing = Filing(statement=statement, accession_number=number, filed_on=date(2026, 5, 7))
    desk.ledger.record(filing)


def test_holdings_by_a_part_of_a_name_say_where_they_are_written(desk: Workspace) -> None:
    filed(desk)
    name = FORM_4.owners[0].name or ""
    held = desk.holdings(name.split()[0], on=date(2026, 12, 31))
    assert {each.amount for each in held} == {Decimal(16090), Decimal(7000)}
    assert all("Table I" in each.says for each in held)


def test_an_amendment_of_an_old_form_leaves_todays_holdings_alone(desk: Workspace) -> None:
    # Peer defect 20: "balances follow the last edit".
    filed(desk)
    before = desk.holdings()
    old = replace(
        FORM_4,
        is_amendment=True,
        period_of_report=date(2025, 5, 5),
        date_of_original=date(2025, 5, 7),
        table_1=tuple(
            replace(row, owned_following=Decimal(1), transaction_date=date(2025, 5, 5))
            for row in FORM_4.table_1
            if row.kind == "transaction"
        ),
    )
    filed(desk, old, "0009000001-26-000099")
    assert [each.amount for each in desk.holdings()] == [each.amount for each in before]
    assert [each.amount for each in desk.holdings(view=View.AS_FILED)] == [each.amount for each in before]


def test_what_was_not_public_is_not_known(desk: Workspace) -> None:
    filed(desk)
    assert desk.holdings(known=date(2026, 5, 6)) == ()


@pytest.mark.parametrize(
    ("name", "says"), [("Nobody", "the ledger knows no owner 'Nobody'"), ("", "may be any of|knows no owner")]
)
def test_a_name_that_is_nobodys_is_refused_with_who_is_near(desk: Workspace, name: str, says: str) -> None:
    filed(desk)
    with pytest.raises(UsageError, match=says):
        desk.cik(name or "Nemo", "owner")


def test_the_only_owner_and_issuer_need_no_name(desk: Workspace) -> None:
    with pytest.raises(UsageError, match="knows 0 owners"):
        desk.profit()
    filed(desk)
    assert desk.profit().greatest.amount == 0


def test_a_draft_of_the_ledger_opens_where_the_last_filing_closed(desk: Workspace, tmp_path: Path) -> None:
    desk.record_profiles(read_profiles(DESK / "profiles"), valid_from=date(2024, 1, 1))
    filed(desk)
    facts = tmp_path / "gift.toml"
    facts.write_text(
        'owner = "robin"\n[[facts]]\nfact = "gift"\non = 2026-05-06\ndid = "gave"\nshares = 90\n'
    )
    made = desk.draft(read_facts(facts))
    assert made.drafts[0].statement.table_1[0].owned_following == Decimal(16000)
    records = desk.records()
    assert [draft.version for draft in records.drafts] == [1]
    assert records.drafts[0].facts == (records.facts[0].id,)
    desk.draft(read_facts(facts))
    assert [draft.version for draft in desk.records().drafts] == [1]


def test_a_fact_that_is_drafted_is_due_until_it_is_filed(desk: Workspace, tmp_path: Path) -> None:
    desk.record_profiles(read_profiles(DESK / "profiles"), valid_from=date(2024, 1, 1))
    filed(desk)
    facts = tmp_path / "gift.toml"
    facts.write_text(
        'owner = "robin"\n[[facts]]\nfact = "gift"\non = 2026-05-06\ndid = "gave"\nshares = 90\n'
    )
    made = desk.draft(read_facts(facts))
    (duty,) = (duty for duty in desk.agenda() if duty.kind == "Form 4")
    assert (duty.state, duty.due) == ("drafted", date(2026, 5, 8))
    desk.ledger.record(
        Filing(
            statement=made.drafts[0].statement,
            accession_number="0009000001-26-000008",
            filed_on=date(2026, 5, 7),
        )
    )
    assert [duty.state for duty in desk.agenda() if duty.kind == "Form 4"] in ([], ["done"])


def test_a_rebuild_records_everything_and_tells_what_it_could_not_take(
    desk: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "filings"
    folder.mkdir()
    for name, sample in section16.SAMPLES.items():
        (folder / f"{name}.xml").write_bytes(section16.write(sample))
    (folder / "page.txt").write_text("Dear all, no statement here.")
    shutil.make_archive(str(tmp_path / "again"), "zip", folder)
    made = desk.rebuild(folder)
    assert made.recorded == len(section16.SAMPLES)
    assert [Path(each.source).name for each in made.not_taken] == ["page.txt"]
    again = desk.rebuild(tmp_path / "again.zip")
    assert (again.recorded, again.held) == (0, len(section16.SAMPLES))
    assert desk.verify().holds


def test_a_rebuild_of_one_issuer_leaves_others_out(desk: Workspace, tmp_path: Path) -> None:
    (tmp_path / "form4.xml").write_bytes(section16.write(FORM_4))
    made = desk.rebuild(tmp_path / "form4.xml", issuer="1234567")
    assert (made.recorded, made.of_others) == (0, 1)


def test_the_timeline_draws_every_account(desk: Workspace) -> None:
    filed(desk)
    drawn = desk.timeline(until=date(2026, 12, 31))
    assert drawn.count('class="line"') == 2


def test_the_website_records_its_posting_once(desk: Workspace, tmp_path: Path) -> None:
    filed(desk)
    desk.website(folder=tmp_path / "site", posted_at="https://example.com/section16")
    package = desk.website(folder=tmp_path / "site", posted_at="https://example.com/section16")
    assert package.to_post == ()
    assert len(desk.records().postings) == 1


def test_what_a_trade_would_add(desk: Workspace) -> None:
    bought = replace(
        FORM_4,
        table_1=(
            replace(
                FORM_4.table_1[0],
                code="P",
                direction=section16.Direction.ACQUIRED,
                shares=Decimal(1000),
                price=Decimal(10),
                notes={},
            ),
        ),
        footnotes=(),
    )
    filed(desk, bought)
    answer = desk.what_if(side="sale", shares=Decimal(400), price=Decimal(15), on=date(2026, 6, 1))
    assert (answer.without, answer.added) == (0, 2000)
    assert not answer.free_today
