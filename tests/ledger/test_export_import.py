from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import section16
from section16.drafting.samples import SHEET
from section16.errors import LedgerError, UsageError
from section16.ledger.payloads import digest_of, fact_record
from section16.ledger.records import (
    Document,
    DocumentKind,
    DraftVersion,
    Posting,
    ProfileVersion,
    Waiver,
)
from section16.ledger.store import Ledger
from section16.model.filing import Filing
from section16.model.samples import SAMPLES

PLAN = b"%PDF-1.7 the plan"


def fill(ledger: Ledger, names: tuple[str, ...] = tuple(SAMPLES)) -> None:
    """Record some of everything."""
    for number, (name, statement) in enumerate(SAMPLES.items(), 1):
        if name in names:
            filing = Filing(statement=statement, accession_number=f"0009000001-26-{number:06}")
            ledger.record(filing, content=section16.write(statement))
            ledger.record(completed(filing, number))
    for fact in SHEET.facts:
        ledger.record(fact_record(fact, issuer_cik="9000001", owner_ciks=["9000101"]))
    for profile in (*SHEET.issuers.items(), *SHEET.owners.items()):
        ledger.record(ProfileVersion(key=profile[0], profile=profile[1], valid_from=date(2026, 1, 1)))
    for version in (1, 2):
        ledger.record(DraftVersion(key="d", version=version, statement=SAMPLES["form4"]))
    ledger.record(Waiver(of="A101", reason='it is "right"\nand \u2603', by="Alex Specimen"))
    ledger.record(Document(kind=DocumentKind.PLAN, name="plan", since=date(2026, 1, 1)), content=PLAN)
    ledger.record(
        Posting(
            accession_number="0009000001-26-000003",
            posted_at=datetime(2026, 5, 7, 9, tzinfo=UTC),
            place="https://example.com/section16",
        )
    )


def completed(filing: Filing, number: int) -> Filing:
    """Return the filing with a filing date, as a later record completes it."""
    return Filing(
        statement=filing.statement, accession_number=filing.accession_number, filed_on=date(2026, 5, number)
    )


def everything(ledger: Ledger) -> Any:
    return list(ledger.log()), ledger.records("9000001"), ledger.verify()


def texts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def full(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "other.ledger", create=True) as opened:
        yield opened


def test_from_postgresql_to_sqlite_and_back(new_postgresql: Callable[[], str], tmp_path: Path):
    held, folders = [], []
    for number, where in enumerate((new_postgresql(), str(tmp_path / "l"), new_postgresql())):
        with Ledger.open(where, create=True) as ledger:
            if number == 0:
                fill(ledger)
            else:
                assert ledger.import_(folders[-1]) == len(held[0][0])
            held.append(everything(ledger))
            folders.append(tmp_path / f"export-{number}")
            ledger.export(folders[-1])
    assert held[0] == held[1] == held[2]
    assert held[0][2].holds
    assert texts(folders[0]) == texts(folders[1]) == texts(folders[2])


def test_what_lies_in_the_folder(full: Ledger, tmp_path: Path):
    folder = tmp_path / "export"
    entries = full.export(folder)
    assert entries == len(list(full.log()))
    names = texts(folder)
    xml = section16.write(SAMPLES["form4"])
    assert names[f"filings/{digest_of(xml)}.xml"] == xml
    assert names[f"documents/{digest_of(PLAN)}.pdf"] == PLAN
    assert {name for name in names if "/" not in name} == {
        "ledger.json", "log.jsonl", "contents.jsonl", "filings.jsonl", "facts.jsonl", "profiles.jsonl",
        "drafts.jsonl", "waivers.jsonl", "documents.jsonl", "postings.jsonl",
            "sendings.jsonl",
    }  # fmt: skip
    assert len(names["log.jsonl"].splitlines()) == entries


def test_nothing_is_overwritten(full: Ledger, tmp_path: Path):
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="not an empty folder"):
        full.export(tmp_path / "export")


def test_an_empty_ledger(ledger: Ledger, other: Ledger, tmp_path: Path):
    assert ledger.export(tmp_path / "export") == 0
    assert other.import_(tmp_path / "export") == 0


def test_importing_twice_adds_nothing(full: Ledger, other: Ledger, tmp_path: Path):
    full.export(tmp_path / "export")
    assert other.import_(tmp_path / "export") > 0
    assert other.import_(tmp_path / "export") == 0
    assert full.import_(tmp_path / "export") == 0


def test_what_was_added_since_follows(full: Ledger, other: Ledger, tmp_path: Path):
    full.export(tmp_path / "first")
    other.import_(tmp_path / "first")
    full.record(Waiver(of="more", reason="it is right", by="Alex Specimen"))
    full.export(tmp_path / "second")
    assert other.import_(tmp_path / "second") == 1
    assert list(other.log()) == list(full.log())
    assert full.import_(tmp_path / "first") == 0  # an earlier state is a part of this one


def test_beside_what_is_held_records_are_recorded_anew(full: Ledger, other: Ledger, tmp_path: Path):
    other.record(Waiver(of="before", reason="it is right", by="Kim Sample"))
    fill(other, ("form4",))
    before = list(other.log())
    full.export(tmp_path / "export")
    added = other.import_(tmp_path / "export")
    assert list(other.log())[: len(before)] == before
    assert len(list(other.log())) == len(before) + added
    assert other.verify().holds
    ours, theirs = other.records("9000001"), full.records("9000001")
    assert ours.filings == theirs.filings
    assert len(ours.waivers) == 2
    assert [each.fact for each in ours.facts] == [each.fact for each in theirs.facts]
    assert other.import_(tmp_path / "export") == 0


def test_what_contradicts_keeps_everything_out(full: Ledger, other: Ledger, tmp_path: Path):
    other.record(Filing(statement=SAMPLES["form5"], accession_number="0009000001-26-000003"))
    full.export(tmp_path / "export")
    with pytest.raises(LedgerError, match=r"filings\.jsonl, line 5: 0009000001-26-000003 is held"):
        other.import_(tmp_path / "export")
    assert len(list(other.log())) == 1


def _replace(name: str, before: bytes, after: bytes) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        content = (folder / name).read_bytes()
        assert before in content
        (folder / name).write_bytes(content.replace(before, after, 1))

    return change


def _cut(name: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        (folder / name).write_bytes(b"".join((folder / name).read_bytes().splitlines(True)[:-1]))

    return change


def _first(folder: Path) -> Path:
    return min((folder / "filings").iterdir())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_replace("filings.jsonl", b"Common Stock", b"Common Stick"), "this is not what was recorded"),
        (_replace("log.jsonl", b"record filing", b"record fact"), r"log\.jsonl, line 2: the chain"),
        (_replace("log.jsonl", b'"sequence":3,', b'"sequence":4,'), r"log\.jsonl, line 3: the chain"),
        (_replace("waivers.jsonl", b'{"sequence', b"{sequence"), r"waivers\.jsonl, line 1"),
        (_replace("contents.jsonl", b'"file":"filings/', b'"file":"../filings/'), "no file of an export"),
        (_replace("ledger.json", b"ledger 1", b"ledger 9"), "format 'section16 ledger 9'"),
        (_replace("ledger.json", b"{", b""), r"ledger\.json"),
        (_cut("log.jsonl"), "ends with entry"),
        (_cut("postings.jsonl"), "is missing here"),
        (lambda folder: (folder / "ledger.json").unlink(), r"ledger\.json is missing"),
        (lambda folder: (folder / "facts.jsonl").unlink(), r"facts\.jsonl is missing"),
        (lambda folder: _first(folder).unlink(), "is missing"),
        (lambda folder: _first(folder).write_bytes(b"<other/>"), "does not hold the bytes"),
        (lambda folder: shutil.copy(folder / "log.jsonl", folder / "contents.jsonl"), r"contents\.jsonl, line 1"),
    ],
)  # fmt: skip
def test_a_broken_export_is_refused_whole(
    full: Ledger, other: Ledger, tmp_path: Path, change: Callable[[Path], None], says: str
):
    full.export(tmp_path / "export")
    change(tmp_path / "export")
    with pytest.raises(LedgerError, match=says):
        other.import_(tmp_path / "export")
    assert list(other.log()) == []


def test_a_ccc_does_not_come_in(full: Ledger, other: Ledger, tmp_path: Path):
    from section16.ledger import blanking, writing

    secret = b"<rptOwnerCcc>a1$bcd9@</rptOwnerCcc>"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "without_ccc", lambda content: content)
        full.record(Document(kind=DocumentKind.OTHER, name="x", since=date(2026, 1, 1)), content=secret)
    assert blanking.without_ccc(secret) != secret
    full.export(tmp_path / "export")
    with pytest.raises(LedgerError, match="holds a CCC"):
        other.import_(tmp_path / "export")
