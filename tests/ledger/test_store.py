from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

import section16
from section16.drafting.samples import SHEET
from section16.errors import LedgerError, ReadError, Section16Error, UnsureReading, UsageError, WriteError
from section16.ledger.engine import reading, writing
from section16.ledger.payloads import digest_of, fact_record
from section16.ledger.records import (
    Document,
    DocumentKind,
    DraftState,
    DraftVersion,
    FactRecord,
    Posting,
    ProfileVersion,
    Records,
    Waiver,
)
from section16.ledger.store import Ledger
from section16.model.filing import Filing
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.samples import SAMPLES
from section16.model.statement import Statement

EASTERN = ZoneInfo("America/New_York")
NUMBER = "0009000001-26-000001"
FORM_4 = SAMPLES["form4"]
XML = section16.write(FORM_4, disseminated=True)


def filing(number: int = 1, statement: Statement = FORM_4, day: int = 6, **more: Any) -> Filing:
    return Filing(
        statement=statement,
        accession_number=f"0009000001-26-{number:06}",
        filed_on=date(2026, 5, day),
        accepted_at=datetime(2026, 5, day, 17, 30, 5, tzinfo=EASTERN),
        **more,
    )


def every_record() -> Iterator[Any]:
    yield filing()
    for fact in SHEET.facts:
        yield fact_record(fact, issuer_cik="9000001", owner_ciks=["9000101"])
    yield ProfileVersion(key="exin", profile=SHEET.issuers["exin"], valid_from=date(2026, 1, 1))
    yield ProfileVersion(key="robin", profile=SHEET.owners["robin"], valid_from=date(2026, 1, 1))
    yield DraftVersion(key="robin-may", version=1, statement=FORM_4, due=date(2026, 5, 8))
    yield Waiver(of="A101 table_1[0].price", reason="the price is right", by="Alex Specimen")
    yield Document(kind=DocumentKind.PLAN, name="plan.pdf", since=date(2026, 1, 1), owner_cik="9000101")
    yield Posting(
        accession_number=NUMBER,
        posted_at=datetime(2026, 5, 7, 9, tzinfo=EASTERN),
        place="https://example.com/section16",
    )


class TestRecording:
    @pytest.mark.parametrize("record", list(every_record()), ids=lambda record: type(record).__name__)
    def test_twice_is_harmless(self, ledger: Ledger, record: Any):
        first, second = ledger.record(record), ledger.record(record)
        assert first.is_new
        assert not second.is_new
        assert (first.sequence, first.digest, first.recorded_at) == (
            second.sequence,
            second.digest,
            second.recorded_at,
        )
        assert len(list(ledger.log())) == 1

    def test_each_record_comes_back_as_it_was(self, ledger: Ledger):
        given = list(every_record())
        at = [ledger.record(record).recorded_at for record in given]
        held = ledger.records("9000001")
        assert held.filings == (given[0],)
        assert held.facts == tuple(
            replace(each, recorded_at=when) for each, when in zip(given[1:3], at[1:3], strict=True)
        )
        assert held.profiles.issuers == {"exin": given[3].profile}
        assert held.profiles.owners == {"robin": given[4].profile}
        assert [
            *held.drafts,
            *held.waivers,
            *held.documents,
            *held.postings,
        ] == [replace(each, recorded_at=when) for each, when in zip(given[5:], at[5:], strict=True)]

    @pytest.mark.parametrize("name", list(SAMPLES))
    def test_every_sample_comes_back_equal(self, ledger: Ledger, name: str):
        ledger.record(filing(statement=SAMPLES[name]))
        assert [each.statement for each in ledger.filings(issuer=9000001)] == [SAMPLES[name]]

    def test_a_moment_of_acceptance_is_in_eastern_time(self, ledger: Ledger):
        ledger.record(filing())
        (held,) = ledger.filings(owner=9000101)
        assert held.accepted_at == datetime(2026, 5, 6, 17, 30, 5, tzinfo=EASTERN)
        assert held.accepted_at.tzinfo == EASTERN

    def test_a_reading_with_its_bytes(self, ledger: Ledger):
        recorded = ledger.record(section16.read(XML), content=XML)
        (held,) = ledger.filings(owner=9000101)
        assert held.digest == digest_of(XML)
        assert ledger.content(digest_of(XML)) == XML
        assert recorded.kind == "filing"

    def test_all_or_none(self, ledger: Ledger):
        with pytest.raises(LedgerError):
            ledger.record_all([(filing(), None), (filing(statement=SAMPLES["form5"]), None)])
        assert list(ledger.log()) == []

    def test_the_log_says_who_did_what_when(self, ledger: Ledger):
        ledger.record(filing(), content=XML)
        kept, recorded = ledger.log()
        assert (kept.action, kept.subject) == ("keep content", digest_of(XML))
        assert (recorded.action, recorded.subject) == ("record filing", NUMBER)
        assert recorded.who == "tester"
        assert recorded.recorded_at == datetime(2026, 6, 1, 12, 0, 1, tzinfo=UTC)
        assert [entry.sequence for entry in ledger.log(after=1)] == [2]


class TestContradictions:
    def test_an_accession_number_with_another_statement_shows_both_digests(self, ledger: Ledger):
        first = ledger.record(filing(), content=XML)
        other = replace(FORM_4, remarks="something else")
        with pytest.raises(LedgerError, match=NUMBER) as refused:
            ledger.record(filing(statement=other), content=b"<other/>")
        for digest in (digest_of(XML), digest_of(b"<other/>")):
            assert digest in str(refused.value)
        assert [each.statement for each in ledger.filings(owner=9000101)] == [FORM_4]
        assert first.sequence == 2

    def test_an_accession_number_with_other_bytes_shows_both_digests(self, ledger: Ledger):
        ledger.record(filing(), content=XML)
        with pytest.raises(LedgerError) as refused:
            ledger.record(filing(), content=XML + b"\n")
        assert digest_of(XML) in str(refused.value)
        assert digest_of(XML + b"\n") in str(refused.value)
        with pytest.raises(LedgerError, match="no bytes"):
            ledger.content(digest_of(XML + b"\n"))

    def test_another_filing_date_is_refused(self, ledger: Ledger):
        ledger.record(filing())
        with pytest.raises(LedgerError, match="filed on 2026-05-06, not 2026-05-07"):
            ledger.record(replace(filing(), filed_on=date(2026, 5, 7)))

    def test_a_version_of_a_draft_is_never_another(self, ledger: Ledger):
        draft = DraftVersion(key="d", version=1, statement=FORM_4)
        ledger.record(draft)
        with pytest.raises(LedgerError, match="record it as version 2"):
            ledger.record(replace(draft, statement=SAMPLES["form5"]))

    def test_an_id_of_a_fact_is_never_another(self, ledger: Ledger):
        fact = FactRecord(id="a", issuer_cik="9000001", owner_ciks=(), fact=SHEET.facts[0])
        ledger.record(fact)
        with pytest.raises(LedgerError, match="fact_record"):
            ledger.record(replace(fact, fact=SHEET.facts[1]))

    def test_bytes_must_have_the_digest_that_the_record_names(self, ledger: Ledger):
        with pytest.raises(UsageError, match="SHA-256"):
            ledger.record(filing(digest="0" * 64), content=XML)


class TestOneFilingInSeveralStates:
    def test_what_was_not_known_is_completed(self, ledger: Ledger):
        ledger.record(Filing(statement=FORM_4, accession_number=NUMBER))
        recorded = ledger.record(filing(), content=XML)
        assert recorded.is_new
        assert ledger.filings(owner=9000101) == (replace(filing(), digest=digest_of(XML)),)
        assert not ledger.record(Filing(statement=FORM_4, accession_number=NUMBER)).is_new

    def test_a_copy_without_a_number_is_the_same_filing(self, ledger: Ledger):
        ledger.record(filing(), content=XML)
        copy = ledger.record(Filing(statement=FORM_4), content=b"another copy")
        assert not copy.is_new
        assert copy.key == NUMBER

    def test_a_copy_that_came_before_its_number_counts_once(self, ledger: Ledger):
        ledger.record(Filing(statement=FORM_4))
        ledger.record(filing())
        assert ledger.filings(issuer=9000001) == (filing(),)

    def test_two_numbers_are_two_filings_though_they_say_the_same(self, ledger: Ledger):
        ledger.record(filing(1))
        ledger.record(filing(2))
        assert ledger.filings(owner=9000101) == (filing(1), filing(2))

    def test_bytes_may_come_later(self, ledger: Ledger):
        ledger.record(filing(digest=digest_of(XML)))
        ledger.record(filing(), content=XML)
        assert ledger.content(digest_of(XML)) == XML


class TestAsking:
    def test_filings_stand_in_the_order_filed(self, ledger: Ledger):
        given = [filing(number, day=day) for number, day in ((1, 20), (2, 3), (3, 11))]
        for each in given:
            ledger.record(each)
        unnumbered = Filing(statement=SAMPLES["form3"])  # signed in its time
        ledger.record(unnumbered)
        days = [each.filed_on for each in ledger.filings(issuer=9000001) if each.filed_on]
        assert days == sorted(days)

    def test_a_joint_filing_belongs_to_each_owner_and_counts_once(self, ledger: Ledger):
        joint = filing(statement=SAMPLES["joint"])
        ledger.record(joint)
        for owner in SAMPLES["joint"].owners:
            assert ledger.filings(owner=owner.cik) == (joint,)
        assert ledger.filings(issuer=9000001) == (joint,)
        assert ledger.filings() == (joint,)
        assert ledger.owners(9000001) == tuple(
            sorted(str(owner.cik).zfill(10) for owner in SAMPLES["joint"].owners)
        )

    def test_owner_and_issuer_narrow_one_another(self, ledger: Ledger):
        elsewhere = replace(FORM_4, issuer=replace(FORM_4.issuer, cik="9000002"))
        ledger.record(filing(1))
        ledger.record(filing(2, elsewhere))
        assert len(ledger.filings(owner=9000101)) == 2
        assert ledger.filings(owner=9000101, issuer="0009000002") == (filing(2, elsewhere),)
        assert ledger.issuers() == ("0009000001", "0009000002")
        assert ledger.filings(owner=1) == ()

    def test_known_by_then(self, ledger: Ledger):
        ledger.record(filing(1, day=6))
        ledger.record(replace(filing(2, SAMPLES["form5"], day=8), accepted_at=None))
        unnumbered = Filing(statement=SAMPLES["form3"])
        ledger.record(unnumbered)  # on 2026-06-01

        def known(when: date | datetime) -> set[str]:
            return {each.statement.form for each in ledger.filings(issuer=9000001, known=when)}

        assert known(date(2026, 5, 5)) == set()
        assert known(date(2026, 5, 6)) == {"4"}
        assert known(datetime(2026, 5, 6, 17, 30, tzinfo=EASTERN)) == set()
        assert known(datetime(2026, 5, 6, 17, 30, 5, tzinfo=EASTERN)) == {"4"}
        assert known(datetime(2026, 5, 8, 12, tzinfo=EASTERN)) == {"4"}
        assert known(date(2026, 5, 8)) == {"4", "5"}
        assert known(date(2026, 6, 1)) == {"3", "4", "5"}
        with pytest.raises(UsageError, match="time zone"):
            known(datetime(2026, 5, 8))  # noqa: DTZ001

    def test_no_cik(self, ledger: Ledger):
        with pytest.raises(UsageError, match="'robin' is no CIK"):
            ledger.filings(owner="robin")

    def test_lines_can_be_asked_in_sql(self, ledger: Ledger):
        ledger.record(filing(statement=SAMPLES["exercise"]))
        with reading(ledger._engine) as connection:
            rows = connection.execute(
                sa.text("SELECT path, code, shares, shares_e4, price, price_e4 FROM lines ORDER BY path")
            ).all()
        wanted = []
        for path, row in SAMPLES["exercise"].rows_with_paths():
            shares, price = getattr(row, "shares", None), getattr(row, "price", None)
            wanted.append(
                (
                    path,
                    getattr(row, "code", None),
                    None if shares is None else str(shares),
                    None if shares is None else int(shares * 10_000),
                    None if price is None else str(price),
                    None if price is None else int(price * 10_000),
                )
            )
        assert [tuple(row) for row in rows] == sorted(wanted)

    @pytest.mark.parametrize(
        ("price", "in_column"),
        [
            ("52.3125", 523125),
            ("52.31255", None),
            ("0", 0),
            ("100.0000000", 1_000_000),
            ("999999999999.9999", 9999999999999999),
            ("99999999999999999999", None),
        ],
    )
    def test_ten_thousandths(self, ledger: Ledger, price: str, in_column: int | None):
        line = replace(FORM_4.table_1[0], price=Decimal(price))
        ledger.record(filing(statement=replace(FORM_4, table_1=(line,))))
        with reading(ledger._engine) as connection:
            assert connection.execute(sa.text("SELECT price, price_e4 FROM lines")).one() == (
                price,
                in_column,
            )
        assert ledger.verify().holds


class TestRecords:
    def test_profiles_are_those_in_force(self, ledger: Ledger, clock: Any):
        before, after = SHEET.issuers["exin"], replace(SHEET.issuers["exin"], trading_symbol="EXI")
        for profile, day in ((before, date(2026, 1, 1)), (after, date(2026, 7, 1))):
            ledger.record(ProfileVersion(key="exin", profile=profile, valid_from=day))
        assert ledger.records(9000001).profiles.issuers == {"exin": before}
        clock.now = datetime(2026, 7, 1, 12, tzinfo=UTC)
        assert ledger.records(9000001).profiles.issuers == {"exin": after}
        assert ledger.records(9000001, known=date(2026, 6, 30)).profiles.issuers == {"exin": before}
        assert ledger.records(9000001, known=date(2025, 6, 30)).profiles.issuers == {}

    def test_a_profile_taken_back_is_in_force_again(self, ledger: Ledger):
        before, after = SHEET.issuers["exin"], replace(SHEET.issuers["exin"], trading_symbol="EXI")
        for profile in (before, after, before):
            ledger.record(ProfileVersion(key="exin", profile=profile, valid_from=date(2026, 1, 1)))
        assert len(list(ledger.log())) == 3
        assert ledger.records(9000001).profiles.issuers == {"exin": before}

    def test_a_profile_elsewhere_is_not_taken(self, ledger: Ledger):
        other = replace(SHEET.issuers["exin"], cik="9000002")
        office = replace(SHEET.owners["robin"].offices[0], issuer="other")
        owner = replace(SHEET.owners["robin"], cik="9000199", offices=(office,))
        for key, profile in (("exin", SHEET.issuers["exin"]), ("other", other), ("kim", owner)):
            ledger.record(ProfileVersion(key=key, profile=profile, valid_from=date(2026, 1, 1)))
        assert ledger.records(9000001).profiles.owners == {}
        assert ledger.records(9000002).profiles.owners == {"kim": owner}

    def test_of_drafts_the_last_version_stands(self, ledger: Ledger):
        for version, state in ((1, DraftState.OPEN), (2, DraftState.SIGNED)):
            ledger.record(DraftVersion(key="d", version=version, statement=FORM_4, state=state))
        (draft,) = ledger.records(9000001).drafts
        assert (draft.version, draft.state) == (2, DraftState.SIGNED)

    def test_of_documents_the_last_of_a_kind_name_person_and_day_stands(self, ledger: Ledger):
        plan = Document(kind=DocumentKind.PLAN, name="plan", since=date(2026, 1, 1), issuer_cik="9000001")
        ended = replace(plan, until=date(2026, 5, 1))
        ledger.record(plan)
        ledger.record(ended)
        (held,) = ledger.records(9000001).documents
        assert held.until == date(2026, 5, 1)
        assert ledger.records(9000002).documents == ()

    def test_as_of_a_moment_what_was_recorded_later_is_not_known(self, ledger: Ledger, clock: Any):
        for record in every_record():
            ledger.record(record)
        clock.now += timedelta(days=9)
        ledger.record(DraftVersion(key="robin-may", version=2, statement=FORM_4))
        assert ledger.records(9000001).drafts[0].version == 2
        then = ledger.records(9000001, known=date(2026, 6, 1))
        assert then.drafts[0].version == 1
        assert len(then.facts) == 2
        before = ledger.records(9000001, known=date(2026, 5, 10))
        assert before == Records(filings=(filing(),))


class TestBytes:
    CCC = "a1$bcd9@"

    def with_ccc(self, before: bytes = b"<rptOwnerCik>", text: str = "") -> bytes:
        secret = text or f"<rptOwnerCcc>{self.CCC}</rptOwnerCcc>"
        return XML.replace(before, secret.encode() + before)

    def test_a_ccc_is_blanked_and_said_so(self, where: str):
        content = self.with_ccc()
        with Ledger.open(where, create=True) as ledger:
            recorded = ledger.record(section16.read(content), content=content)
            again = ledger.record(section16.read(content), content=content)
            assert "the CCC in it was blanked; the bytes kept are not those given" in recorded.remarks
            assert not again.is_new
            (held,) = ledger.filings(owner=9000101)
            kept = ledger.content(held.digest or "")
            assert len(kept) == len(content)
            assert kept == content.replace(self.CCC.encode(), b" " * len(self.CCC))
            with reading(ledger._engine) as connection:
                for table in sa.inspect(connection).get_table_names():
                    for row in connection.execute(sa.text(f"SELECT * FROM {table}")):
                        assert self.CCC not in str(row)
                        assert digest_of(content) not in str(row)

    @pytest.mark.parametrize(
        "text",
        [
            "<rptOwnerCcc>{}</rptOwnerCcc>",
            "<rptOwnerCcc>\n  {}\n</rptOwnerCcc>",
            "<RPTOWNERCCC>{}</RPTOWNERCCC>",
            "<ns1:rptOwnerCcc>{}</ns1:rptOwnerCcc>",
            "<rptOwnerCc>{}</rptOwnerCc>",
            "<rptOwner\nCcc>{}</rptOwnerCcc>",
            "<rptOwnerC\ncc>{}</rptOwnerCcc>",
            "<rptOwnerCcc><![CDATA[{}]]></rptOwnerCcc>",
            "<rptOwnerCcc><!-- {} --></rptOwnerCcc>",
            "<rptOwnerCcc><value>{}</value></rptOwnerCcc>",
            '<rptOwnerCcc kind="x">{}</rptOwnerCcc>',
            "<rptOwnerCcc>{}",
            "<CCC>{}\r\n",
            '<filer ccc="{}"/>',
            '{{"ccc": "{}"}}',
            '{{\\"rptOwnerCcc\\":\\"{}\\"}}',
            "&lt;rptOwnerCcc&gt;{}&lt;/rptOwnerCcc&gt;",
        ],
    )
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_a_ccc_in_any_shape(self, tmp_path: Any, text: str, encoding: str):
        content = f"<a>before</a>{text.format(self.CCC)}<rptOwnerName>after</rptOwnerName>".encode(encoding)
        with Ledger.open(tmp_path / "l", create=True) as ledger:
            recorded = ledger.record(filing(), content=content)
            kept = ledger.content(ledger.filings(owner=9000101)[0].digest or "").decode(encoding)
        assert recorded.remarks
        assert self.CCC not in kept
        assert "before" in kept
        assert "<rptOwnerName>after</rptOwnerName>" in kept

    @pytest.mark.parametrize(
        "text", ["<rptOwnerCcc/>", "<rptOwnerCcc></rptOwnerCcc>", "<account>x</account>", ""]
    )
    def test_bytes_without_a_ccc_stay_as_they_are(self, tmp_path: Any, text: str):
        content = XML + text.encode()
        with Ledger.open(tmp_path / "l", create=True) as ledger:
            assert ledger.record(filing(), content=content).remarks == ()
            assert ledger.content(digest_of(content)) == content

    def test_bytes_in_which_a_ccc_cannot_be_found_are_not_kept(self, ledger: Ledger):
        met = Deviation(DeviationKind.CCC_DROPPED, "owners[0]")
        recorded = ledger.record(Reading(FORM_4, (met,)), content=b"\x00 something packed")
        assert "were not kept" in recorded.remarks[0]
        assert ledger.filings(owner=9000101)[0].digest is None
        assert [entry.kind for entry in ledger.log()] == ["filing"]

    def test_bytes_from_which_it_was_blanked_can_be_recorded_again(self, ledger: Ledger):
        ledger.record_file(self.with_ccc())
        kept = ledger.content(ledger.filings(owner=9000101)[0].digest or "")
        (again,) = ledger.record_file(kept)
        assert (again.is_new, again.remarks) == (False, ())

    def test_a_document_with_its_bytes(self, ledger: Ledger):
        power = Document(kind=DocumentKind.POWER_OF_ATTORNEY, name="poa.pdf", since=date(2026, 1, 1))
        ledger.record(power, content=b"%PDF-1.7 ...")
        (held,) = ledger.records(9000001).documents
        assert ledger.content(held.digest or "") == b"%PDF-1.7 ..."

    @pytest.mark.parametrize("kind", [DocumentKind.FILER_TOKEN, DocumentKind.USER_TOKEN])
    def test_a_token_is_never_kept(self, ledger: Ledger, kind: DocumentKind):
        with pytest.raises(UsageError, match="secret"):
            ledger.record(Document(kind=kind, name="token", since=date(2026, 1, 1)), content=b"eyJ")
        assert list(ledger.log()) == []

    def test_a_password_in_a_source_is_not_kept(self, ledger: Ledger):
        ledger.record(filing(source="https://robin:hunter2@example.com/form4.xml"))
        assert ledger.filings(owner=9000101)[0].source == "https://example.com/form4.xml"

    def test_bytes_belong_to_filings_and_documents(self, ledger: Ledger):
        with pytest.raises(UsageError, match="not to a Waiver"):
            ledger.record(Waiver(of="x", reason="y", by="z"), content=b"bytes")


class TestFiles:
    def test_a_file_of_several_statements(self, ledger: Ledger, tmp_path: Any):
        file = tmp_path / "statements.jsonl"
        file.write_bytes(
            b"\n".join(section16.write(SAMPLES[name], "json") for name in ("form3", "form4", "form5"))
        )
        recorded = ledger.record_file(file)
        assert len(recorded) == 3
        held = ledger.filings(issuer=9000001)
        assert {each.statement.form for each in held} == {"3", "4", "5"}
        assert {each.source for each in held} == {"statements.jsonl"}
        assert {ledger.content(each.digest or "") for each in held} == {file.read_bytes()}
        assert not any(each.is_new for each in ledger.record_file(file))

    def test_a_statement_that_cannot_be_read_does_not_keep_the_others_out(self, ledger: Ledger):
        content = (
            section16.write(FORM_4, "json")
            + b'\n{"nothing": 1}\n'
            + section16.write(SAMPLES["form5"], "json")
        )
        with pytest.raises(ReadError, match="value 2"):
            ledger.record_file(content)
        assert len(ledger.filings(issuer=9000001)) == 2

    def test_another_envelope_of_a_filing_is_found(self, ledger: Ledger):
        statement = section16.read(XML).statement
        assert statement
        ledger.record(filing(statement=statement), content=b"the whole submission")
        (recorded,) = ledger.record_file(XML)
        assert not recorded.is_new
        assert "those given were not kept" in recorded.remarks[0]
        assert len(ledger.filings(owner=9000101)) == 1

    def test_what_is_no_statement(self, ledger: Ledger):
        with pytest.raises(ReadError):
            ledger.record_file(b"<html><body>Hello</body></html>")
        assert list(ledger.log()) == []


class TestNothingIsChanged:
    TABLES = (
        "log", "contents", "filings", "filing_owners", "lines", "facts", "profiles", "drafts", "waivers",
        "documents", "postings",
    )  # fmt: skip

    @pytest.mark.parametrize("table", TABLES)
    def test_neither_update_nor_delete(self, ledger: Ledger, table: str):
        for record in every_record():
            ledger.record(record)
        ledger.record(filing(), content=XML)
        column = "filing" if table in ("lines", "filing_owners") else "sequence"
        statements = [f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"]
        if ledger._engine.dialect.name == "postgresql":
            statements.append(f"TRUNCATE {table} CASCADE")
        else:
            statements.append(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        for statement in statements:
            with (
                pytest.raises(LedgerError, match=r"append-only|must follow"),
                writing(ledger._engine) as connection,
            ):
                connection.execute(sa.text(statement))
        assert ledger.verify().holds

    def test_not_with_another_program_either(self, tmp_path: Any):
        path = tmp_path / "l"
        with Ledger.open(path, create=True) as ledger:
            ledger.record(filing())
        connection = sqlite3.connect(path)
        for statement in ("DELETE FROM log", "REPLACE INTO filings SELECT * FROM filings"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
        connection.close()

    def test_the_log_has_no_gaps(self, ledger: Ledger):
        ledger.record(filing())
        entry = msgspec.structs.asdict(next(ledger.log()))
        for change in ({"sequence": 3}, {"sequence": 2, "previous": "0" * 64}):
            row = entry | {"hash": "1" * 64} | change
            columns, values = ", ".join(row), ", ".join(f":{name}" for name in row)
            with (
                pytest.raises(LedgerError, match="must follow the last one"),
                writing(ledger._engine) as connection,
            ):
                connection.execute(sa.text(f"INSERT INTO log ({columns}) VALUES ({values})"), row)


class TestWhatCannotBeRecorded:
    @pytest.mark.parametrize(
        ("thing", "error", "says"),
        [
            (filing(statement=replace(FORM_4, form="9")), UsageError, "cannot be recorded"),
            (filing(statement=replace(FORM_4, remarks="\ud800")), UsageError, "cannot be recorded"),
            (filing(statement=replace(FORM_4, period_of_report="May")), UsageError, "cannot be recorded"),
            (replace(filing(), accession_number="000900000126000001"), UsageError, "write '0009000001-26-000001'"),
            (replace(filing(), accession_number="twelve"), UsageError, "no accession number"),
            (replace(filing(), accepted_at=datetime(2026, 5, 6, 12)), UsageError, "time zone"),  # noqa: DTZ001
            (Waiver(of=None, reason="r", by="b"), UsageError, "cannot be recorded"),  # type: ignore[arg-type]
            (Document(kind="diary", name="n", since=date(2026, 1, 1)), UsageError, "cannot be recorded"),  # type: ignore[arg-type]
            (ProfileVersion(key="k", profile=FORM_4, valid_from=date(2026, 1, 1)), UsageError, "is no profile"),  # type: ignore[arg-type]
            (FORM_4, UsageError, "records no Statement"),
            (Reading(None), UnsureReading, "no statement"),
        ],
    )  # fmt: skip
    def test_is_refused_with_the_reason(
        self, ledger: Ledger, thing: Any, error: type[Section16Error], says: str
    ):
        with pytest.raises(error, match=says):
            ledger.record(thing)
        assert list(ledger.log()) == []

    @pytest.mark.parametrize("number", ["NaN", "-5", "Infinity"])
    def test_a_number_that_no_statement_holds(self, ledger: Ledger, number: str):
        line = replace(FORM_4.table_1[0], shares=Decimal(number))
        with pytest.raises(WriteError):
            ledger.record(filing(statement=replace(FORM_4, table_1=(line,))))

    def test_a_nul_in_a_text_comes_back(self, ledger: Ledger):
        line = replace(FORM_4.table_1[0], security="Common\0Stock")
        statement = replace(FORM_4, table_1=(line,), remarks="\0")
        ledger.record(filing(statement=statement))
        assert ledger.filings(owner=9000101)[0].statement == statement
        assert ledger.verify().holds
