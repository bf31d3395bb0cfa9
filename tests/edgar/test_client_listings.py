"""EDGAR's own lists, as they are: indexes of every layout and age, and submissions JSON."""

from __future__ import annotations

import gzip
import json
import time
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from section16.edgar.calendar_of_lists import Quarter, covering, quarter_of
from section16.edgar.filer_list import clock_of, entries, read_filer, read_older
from section16.edgar.index_files import read_index
from section16.edgar.index_lists import received_until
from section16.edgar.kinds import Kind, check
from section16.edgar.listed import FORMS, Role
from section16.errors import EdgarError
from section16.model.submission import Party
from shared import shared_folder

EASTERN = ZoneInfo("America/New_York")


def real(name: str) -> bytes:
    return (shared_folder() / "corpus" / "index" / name).read_bytes()


@pytest.mark.parametrize(
    ("name", "count", "rows", "until"),
    [
        ("master.1993QTR1.idx", 0, 0, date(1993, 3, 31)),
        ("master.20181231.secedgar.idx", 3, 3, date(2018, 12, 31)),
        ("master.2023QTR2.forms345.idx.gz", 55207, 115252, date(2023, 6, 30)),
        ("master.2025QTR4.forms345-144.idx.gz", 36421, 76007, date(2025, 12, 31)),
        ("company.20221003.idx.gz", 1126, 2334, date(2022, 10, 3)),
        ("form.20200318.idx.gz", 1036, 2159, date(2020, 3, 18)),
        ("form-empty.idx", 0, 0, date(2025, 3, 29)),
        ("q1_2025.cut.idx", 0, 0, date(2025, 3, 31)),
    ],
)
def test_real_indexes(name: str, count: int, rows: int, until: date) -> None:
    content = real(name)
    check(Kind.INDEX, content)
    found = read_index(content, FORMS, source=name)
    assert len(found) == len({entry.accession_number for entry in found}) == count
    assert abs(sum(len(entry.parties) for entry in found) - rows) <= rows * 0.01
    assert {entry.form_type for entry in found} <= set(FORMS)
    assert received_until(gzip.decompress(content) if name.endswith("gz") else content) == until


def test_a_form_whose_name_is_wider_than_its_column_is_found_too() -> None:
    found = read_index(real("q1_2025.cut.idx"), ("DEF 14A", "D/A"), source="here")
    assert [entry.form_type for entry in found] == ["DEF 14A", "D/A", "DEF 14A", "DEF 14A"]
    assert found[0].parties[0].name == "&PARTNERS"


def test_a_whole_quarter_is_read_in_seconds() -> None:
    """As many lines as a quarter has, a third of them forms of owners."""
    head = "Description: Master Index\n\nCIK|Company Name|Form Type|Date Filed|Filename\n" + "-" * 80 + "\n"
    lines = [
        f"{n % 9000 + 1}|COMPANY {n}|{'4' if n % 3 == 0 else '424B2'}|2026-05-0{n % 9 + 1}|"
        f"edgar/data/{n % 9000 + 1}/0001234567-26-{n // 2:06}.txt\n"
        for n in range(300_000)
    ]
    content = (head + "".join(lines)).encode()
    began = time.process_time()
    found = read_index(content, FORMS, source="here")
    assert len(found) == 100_000
    assert time.process_time() - began < 10


def test_an_index_cut_anywhere_in_a_row_is_an_error() -> None:
    content = b"Description: x\nCIK|Company Name|Form Type|Date Filed|Filename\n" + b"-" * 80 + b"\n"
    line = b"100|SAMPLE CORP|4|2026-05-05|edgar/data/100/0000000200-26-000001.txt"
    for layout in (content + line,):
        assert len(read_index(layout, FORMS, source="here")) == 1
        for cut in range(1, len(line)):
            with pytest.raises(EdgarError, match="not whole"):
                read_index(layout[:-cut], FORMS, source="here")


@pytest.mark.parametrize(
    "content", [b"", b"<html></html>", b"CIK|Company Name\n1|2\n", gzip.compress(b"x" * 99)[:-9]]
)
def test_what_is_no_index_is_an_error_never_an_empty_one(content: bytes) -> None:
    with pytest.raises(EdgarError):
        read_index(content, FORMS, source="here")


@pytest.mark.parametrize(
    ("name", "role", "count", "forms"),
    [
        ("CIK0000320193.json.gz", Role.ISSUER, 1000, 624),
        ("CIK0000789019.json.gz", None, 1007, 0),
        ("CIK0001318605.json.gz", Role.ISSUER, 1000, 0),
        ("rust-AEP_submissions.json.gz", Role.ISSUER, 1001, 0),
        ("rust-RDDT_submissions.json.gz", Role.ISSUER, 418, 0),
    ],
)
def test_real_lists_of_filers(name: str, role: Role | None, count: int, forms: int) -> None:
    told = json.loads(gzip.decompress(real(f"submissions-json/{name}")))
    content = json.dumps(told.get("data", told)).encode()  # one copy was kept in a wrapper by who saved it
    filer = read_filer(content, source=name)
    recent = filer.filings.recent
    found = list(entries(recent, filer.party, source=name))
    assert (filer.role, len(found)) == (role, count)
    assert clock_of(recent.acceptance_date_time).name == "Eastern"
    ours = [entry for entry in found if entry.form_type in FORMS]
    assert len(ours) >= max(forms, 200)
    assert all(entry.document is None or "xsl" not in entry.document.lower() for entry in ours)


def test_a_real_older_part_and_its_acceptance_times() -> None:
    name = "CIK0000320193-submissions-001.json.gz"
    columns = read_older(gzip.decompress(real(f"submissions-json/{name}")), source=name)
    found = list(entries(columns, Party(cik="0000320193"), source=name))
    assert len(found) == 988
    assert found[2].accepted_at == datetime(2013, 2, 4, 18, 42, 45, tzinfo=EASTERN)
    assert found[2].document == "form4.xml"


TIMES = [f"2026-05-{day:02}T{hour:02}:15:00.000Z" for day in (4, 5, 6, 7) for hour in (6, 9, 16, 21)]
IN_UTC = [f"2026-05-{day:02}T{hour:02}:15:00.000Z" for day in (5, 6, 7, 8) for hour in (1, 10, 13, 20)]


@pytest.mark.parametrize(
    ("times", "clock"),
    [
        (TIMES, "Eastern"),
        (IN_UTC, "UTC"),
        (["2026-05-05T15:00:00.000Z"], None),
        (["2026-05-05T00:00:00.000Z"], None),
        (["", "nonsense"], None),
        ([], None),
    ],
)
def test_the_clock_of_a_list_is_told_by_edgars_hours(times: list[str], clock: str | None) -> None:
    told = clock_of(times)
    assert told.name == clock
    if clock == "UTC":
        assert told.read(IN_UTC[0]) == datetime(2026, 5, 4, 21, 15, tzinfo=EASTERN)


@pytest.mark.parametrize(
    "change",
    [
        {"form": ["4"]},
        {"accessionNumber": ["x", "y"]},
        {"filingDate": ["2026-02-30", "2026-01-01"]},
        {"reportDate": ["2026-01-01"]},
    ],
)
def test_a_damaged_list_is_an_error(change: dict[str, list[str]]) -> None:
    told = {
        "accessionNumber": ["0000000200-26-000001", "0000000200-26-000002"],
        "filingDate": ["2026-01-02", "2026-01-01"],
        "form": ["4", "4"],
    }
    assert len(list(entries(read_older(json.dumps(told).encode(), source="x"), Party(), source="x"))) == 2
    with pytest.raises(EdgarError):
        list(entries(read_older(json.dumps(told | change).encode(), source="x"), Party(), source="x"))


def test_which_files_cover_a_range() -> None:
    assert list(covering(date(2025, 12, 30), date(2026, 4, 2))) == [
        date(2026, 4, 2),
        date(2026, 4, 1),
        Quarter(2026, 1),
        date(2025, 12, 31),
        date(2025, 12, 30),
    ]
    assert list(covering(date(2026, 5, 2), date(2026, 5, 3))) == []
    assert next(covering(date(1900, 1, 1), date(1993, 2, 1))) == Quarter(1993, 1)
    assert [quarter_of(date(2026, month, 1)).number for month in range(1, 13)] == [
        1,
        1,
        1,
        2,
        2,
        2,
        3,
        3,
        3,
        4,
        4,
        4,
    ]
    assert (Quarter(2026, 1).before, Quarter(2025, 4).next) == (Quarter(2025, 4), Quarter(2026, 1))
    assert Path(Quarter(2026, 1).path).name == "master.gz"
