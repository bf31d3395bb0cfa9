"""The website package: official form, XML and index, kept for twelve months, with a record of when."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import section16
from section16.errors import UsageError
from section16.ledger.records import Posting, Records
from section16.ledger.website import pages_of, postings, write_website
from section16.model.filing import Filing

FORM_4 = Filing(
    statement=section16.SAMPLES["form4"],
    accession_number="0009900001-26-000007",
    filed_on=date(2026, 5, 7),
)
FORM_3 = Filing(
    statement=section16.SAMPLES["form3"],
    accession_number="0009900001-25-000003",
    filed_on=date(2025, 3, 3),
)
RECORDS = Records(filings=(FORM_3, FORM_4))


def _files(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_package_holds_form_xml_and_index(tmp_path: Path) -> None:
    package = write_website(RECORDS, tmp_path, as_of=date(2026, 5, 8))
    assert _files(tmp_path) == ["0009900001-26-000007.html", "0009900001-26-000007.xml", "index.html"]
    assert [page.name for page in package.left_out] == ["0009900001-25-000003"]
    again = section16.read(tmp_path / "0009900001-26-000007.xml").statement
    assert again is not None
    assert again.table_1 == FORM_4.statement.table_1
    index = (tmp_path / "index.html").read_text()
    assert 'href="0009900001-26-000007.html"' in index
    assert "<script" not in index
    assert "http" not in index


def test_no_page_asks_the_network_by_itself(tmp_path: Path) -> None:
    write_website(RECORDS, tmp_path, as_of=date(2026, 5, 8))
    for page in tmp_path.glob("*.html"):
        assert "src=" not in page.read_text()


def test_it_is_due_by_the_end_of_the_next_business_day() -> None:
    # Filed Fri 2024-05-17 -> posted by Mon 2024-05-20: Rule 16a-3(k).
    filing = Filing(
        statement=FORM_4.statement, accession_number="0009900001-24-000001", filed_on=date(2024, 5, 17)
    )
    assert pages_of(Records(filings=(filing,)))[0].due == date(2024, 5, 20)


def test_a_posting_is_recorded_once_and_keeps_the_page_for_twelve_months(tmp_path: Path) -> None:
    package = write_website(RECORDS, tmp_path, as_of=date(2026, 5, 8))
    at = datetime(2026, 5, 8, 15, tzinfo=UTC)
    made = postings(package, place="https://example.com/section16", at=at)
    assert [posting.accession_number for posting in made] == ["0009900001-26-000007"]
    posted = Records(filings=RECORDS.filings, postings=made)
    later = write_website(posted, tmp_path, as_of=date(2027, 5, 8))
    assert [page.keep_until for page in later.pages] == [date(2027, 5, 8)]
    assert later.to_post == ()
    write_website(posted, tmp_path, as_of=date(2027, 5, 9))
    assert _files(tmp_path) == ["index.html"]
    assert "No statements" in (tmp_path / "index.html").read_text()


def test_the_first_posting_counts_not_a_second_one() -> None:
    number = FORM_4.accession_number or ""
    twice = tuple(
        Posting(accession_number=number, posted_at=datetime(2026, month, 8, tzinfo=UTC), place="x")
        for month in (6, 5)
    )
    page = pages_of(Records(filings=(FORM_4,), postings=twice))[0]
    assert page.posted_on == date(2026, 5, 7)  # midnight in Greenwich is the evening before in New York


def test_a_folder_with_other_pages_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>our home page</p>")
    with pytest.raises(UsageError, match="is not a page of a website package"):
        write_website(RECORDS, tmp_path, as_of=date(2026, 5, 8))
    assert (tmp_path / "index.html").read_text() == "<p>our home page</p>"


def test_other_files_in_the_folder_stay(tmp_path: Path) -> None:
    (tmp_path / "logo.html").write_text("x")
    write_website(RECORDS, tmp_path, as_of=date(2026, 5, 8))
    write_website(Records(), tmp_path, as_of=date(2026, 5, 8))
    assert _files(tmp_path) == ["index.html", "logo.html"]
