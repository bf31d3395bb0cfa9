from __future__ import annotations

from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

import section16
from section16.errors import LedgerError
from section16.ledger.engine import writing
from section16.ledger.log import NO_HASH, LogEntry, entry
from section16.ledger.payloads import digest_of
from section16.ledger.records import Waiver
from section16.ledger.store import Ledger
from section16.ledger.tables import LOG, WAIVERS
from section16.model.filing import Filing
from section16.model.samples import SAMPLES

XML = section16.write(SAMPLES["form4"])


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    """Ten entries: contents stand at odd numbers and filings at even ones, up to 8; then two waivers."""
    for number, name in enumerate(("form3", "form4", "exercise", "joint"), 1):
        statement = SAMPLES[name]
        ledger.record(
            Filing(statement=statement, accession_number=f"0009000001-26-{number:06}"),
            content=section16.write(statement),
        )
    for number in (9, 10):
        ledger.record(Waiver(of=f"A10{number}", reason="it is right", by="Alex Specimen"))
    return ledger


def forge(ledger: Ledger, *statements: str) -> None:
    """Change a ledger as somebody can who may change its file, or owns its database."""
    made = sa.create_engine(ledger._engine.url, poolclass=sa.NullPool)
    with made.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SET session_replication_role = replica"))
        else:
            triggers = connection.execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
            for name in triggers.scalars().all():
                connection.execute(sa.text(f"DROP TRIGGER {name}"))
        for statement in statements:
            connection.execute(sa.text(statement))


def test_a_ledger_that_nobody_changed(full: Ledger):
    proof = full.verify()
    assert proof.holds
    assert (proof.entries, proof.filings, proof.contents) == (10, 4, 4)
    *_, last = full.log()
    assert proof.head == last.hash
    assert str(proof).startswith("10 entries agree: 4 filings, 4 contents")


def test_an_empty_ledger(ledger: Ledger):
    assert ledger.verify().head == NO_HASH
    assert ledger.verify(head=NO_HASH).holds


@pytest.mark.parametrize(
    ("statement", "entry", "says"),
    [
        ("UPDATE log SET who = 'nobody' WHERE sequence = 6", 6, "the entry was changed"),
        ("UPDATE log SET at = '2020-01-01T00:00:00.000000Z' WHERE sequence = 6", 6, "the entry was changed"),
        (f"UPDATE log SET hash = '{NO_HASH}' WHERE sequence = 6", 6, "the entry was changed"),
        (f"UPDATE log SET previous = '{NO_HASH}' WHERE sequence = 6", 6, "does not follow"),
        ("UPDATE log SET action = 'burn content' WHERE sequence = 6", 6, "the entry was changed"),
        ("DELETE FROM log WHERE sequence = 6", 6, "entry 6 is missing"),
        ("UPDATE contents SET bytes = substr(bytes, 2) WHERE sequence = 5", 5, "the bytes are not those"),
        ("UPDATE contents SET size = 1 WHERE sequence = 5", 5, "the bytes are not those"),
        (f"UPDATE contents SET digest = '{NO_HASH}' WHERE sequence = 5", 5, "the bytes are not those"),
        ("DELETE FROM contents WHERE sequence = 5", 5, "the bytes are gone"),
        ("UPDATE filings SET payload = replace(payload, 'EXIN', 'EXIM') WHERE sequence = 6", 6, "content was changed"),
        ("UPDATE filings SET filed_on = '2026-01-01' WHERE sequence = 6", 6, "its column filed_on"),
        ("UPDATE filings SET key = 'other' WHERE sequence = 6", 6, "under the key 'other'"),
        ("UPDATE filings SET issuer_cik = '0000000001' WHERE sequence = 6", 6, "its column issuer_cik"),
        ("UPDATE filing_owners SET cik = '0000000001' WHERE filing = 6", 6, "table filing_owners"),
        ("DELETE FROM filing_owners WHERE filing = 6", 6, "table filing_owners"),
        ("UPDATE lines SET shares = '1' WHERE filing = 6", 6, "table lines"),
        ("UPDATE lines SET shares_e4 = 1 WHERE filing = 6", 6, "table lines"),
        ("DELETE FROM lines WHERE filing = 6", 6, "table lines"),
        ("INSERT INTO lines (filing, path, kind) VALUES (6, 'table_1[9]', 'holding')", 6, "table lines"),
        ("DELETE FROM filings WHERE sequence = 6", 6, "the record is gone"),
        ("UPDATE waivers SET reason = 'other' WHERE sequence = 10", 10, "its column reason"),
        ("DELETE FROM waivers WHERE sequence = 10", 10, "the record is gone"),
    ],
)  # fmt: skip
def test_the_first_broken_place_is_named(full: Ledger, statement: str, entry: int, says: str):
    forge(full, statement, "UPDATE waivers SET payload = '{}' WHERE sequence = 10 AND payload <> payload")
    proof = full.verify()
    assert not proof.holds
    assert proof.broken
    assert proof.broken.sequence == entry
    assert says in proof.broken.says
    assert proof.entries == entry - 1
    assert str(proof).startswith(f"broken at entry {entry}, ")


def test_of_two_broken_places_the_first_is_named(full: Ledger):
    forge(
        full,
        "UPDATE lines SET shares = '1' WHERE filing = 8",
        "UPDATE contents SET size = 1 WHERE sequence = 3",
    )
    proof = full.verify()
    assert proof.broken
    assert proof.broken.sequence == 3


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("INSERT INTO waivers SELECT 11, key, \"by\", reason, until, payload FROM waivers WHERE sequence = 10", "waiver 11"),
        ("INSERT INTO waivers SELECT 4, key, \"by\", reason, until, payload FROM waivers WHERE sequence = 10", "waiver 4"),
        ("INSERT INTO lines (filing, path, kind) VALUES (99, 'table_1[0]', 'holding')", "lines of filing 99"),
        ("INSERT INTO contents SELECT 12, 'x', size, bytes FROM contents WHERE sequence = 1", "content 12"),
    ],
)  # fmt: skip
def test_what_the_log_does_not_know_is_found(full: Ledger, statement: str, place: str):
    forge(full, statement)
    proof = full.verify()
    assert proof.broken
    assert proof.broken.place == place


def test_entries_cut_off_are_seen_by_a_hash_noted_before(full: Ledger):
    noted = full.verify().head
    forge(full, "DELETE FROM waivers WHERE sequence = 10", "DELETE FROM log WHERE sequence = 10")
    assert full.verify().holds
    proof = full.verify(head=noted)
    assert proof.broken
    assert "entries noted earlier are gone" in str(proof)


def test_a_ledger_that_went_on_has_the_hash_noted_before(full: Ledger):
    noted = full.verify().head
    full.record(Waiver(of="more", reason="it is right", by="Alex Specimen"))
    assert full.verify(head=noted).holds


def test_a_history_written_anew_is_seen_by_a_hash_noted_before(full: Ledger, tmp_path: Any):
    noted = full.verify().head
    with Ledger.open(tmp_path / "anew", create=True) as other:
        statement = replace(SAMPLES["form4"], remarks="other")
        other.record(Filing(statement=statement, accession_number="0009000001-26-000002"))
        assert other.verify().holds
        assert not other.verify(head=noted).holds


def test_bytes_that_were_changed_are_not_given_out(ledger: Ledger):
    ledger.record(Filing(statement=SAMPLES["form4"]), content=XML)
    forge(ledger, "UPDATE contents SET bytes = substr(bytes, 2)")
    with pytest.raises(LedgerError, match="verify"):
        ledger.content(digest_of(XML))


def append(ledger: Ledger, action: str, subject: str, payload: bytes) -> LogEntry:
    """Append an entry that follows the last one truly, whatever it says."""
    *_, last = ledger.log()
    made = entry(
        last.sequence + 1, last.at, "forger", action, subject, digest_of(payload), last.hash
    )  # fmt: skip
    with writing(ledger._engine) as connection:
        connection.execute(LOG.insert(), msgspec.structs.asdict(made))
        if action == "record waiver":
            row = {"sequence": made.sequence, "key": subject, "by": "b", "reason": "r", "until": None}
            connection.execute(WAIVERS.insert(), row | {"payload": payload.decode()})
    return made


@pytest.mark.parametrize(
    ("action", "subject", "payload", "says"),
    [
        ("burn content", "x", b"{}", "knows no such action"),
        ("record waiver", "x", b"{}", "cannot be read"),
        ("record waiver", "x", b'{"of":"y","reason":"r","by":"b","until":null,"recorded_at":null}', "under the key"),
    ],
)  # fmt: skip
def test_an_entry_that_follows_truly_and_says_nonsense(
    full: Ledger, tmp_path: Any, action: str, subject: str, payload: bytes, says: str
):
    made = append(full, action, subject, payload)
    proof = full.verify()
    assert proof.broken
    assert proof.broken.sequence == made.sequence
    assert says in proof.broken.says
    full.export(tmp_path / "export")
    with Ledger.open(tmp_path / "other", create=True) as other, pytest.raises(LedgerError, match="not whole"):
        other.import_(tmp_path / "export")
