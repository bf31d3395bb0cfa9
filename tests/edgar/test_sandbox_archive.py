"""The public side of the local EDGAR: indexes, feed, filers' lists and folders, each read back by the product."""

from __future__ import annotations

import gzip
from datetime import date

import httpx
import pytest
from msgspec.structs import replace
from sandbox_desk import CCC, NOON, made, send, status, to

import section16
from section16.edgar.feed import read_feed
from section16.edgar.index_files import read_index
from section16.edgar.journal import Mode
from section16.edgar.listed import FORMS
from section16.edgar.sandbox import Sandbox
from section16.edgar.submission import Ccc, SubmissionParts, envelope
from section16.formats import ownership_xml
from section16.model.samples import FORM_4
from section16.model.submission import Document

QUARTER = "/Archives/edgar/full-index/2026/QTR2"
DAILY = "/Archives/edgar/daily-index/2026/QTR2"
POWER = Document(type="EX-24", filename="poa.txt", content=b"POWER OF ATTORNEY\n")
STATEMENT = Document(type="4", filename="form4.xml", content=ownership_xml.write(FORM_4))


def sent(edgar: httpx.Client, *documents: Document) -> str:
    content = envelope("ownership").write(
        SubmissionParts(form_type="4", mode=Mode.LIVE, documents=documents, cccs={"9000101": Ccc(CCC)})
    )
    return send(edgar, content, "live")


@pytest.fixture
def public(edgar: httpx.Client) -> httpx.Client:
    edgar.headers["User-Agent"] = "Pat Example pat@example.com"
    return edgar


def folder(number: str, cik: str = "9000101") -> str:
    return f"/Archives/edgar/data/{cik}/{number.replace('-', '')}"


# Who asks, and how


@pytest.mark.parametrize("agent", ["", "python-httpx/0.28", "Pat Example"])
def test_who_does_not_say_who_asks_is_refused(edgar: httpx.Client, agent: str) -> None:
    answer = edgar.get(f"{QUARTER}/master.idx", headers={"User-Agent": agent})
    assert (answer.status_code, answer.headers["Content-Type"]) == (403, "text/html")


def test_what_is_the_same_is_not_sent_again(public: httpx.Client) -> None:
    whole = public.get(f"{QUARTER}/master.idx")
    again = public.get(f"{QUARTER}/master.idx", headers={"If-None-Match": whole.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    sent(public, STATEMENT)
    changed = public.get(f"{QUARTER}/master.idx", headers={"If-None-Match": whole.headers["ETag"]})
    assert changed.status_code == 200


def test_the_rest_of_a_file(public: httpx.Client) -> None:
    path = f"{folder(sent(public, STATEMENT))}/form4.xml"
    whole = public.get(path)
    rest = public.get(path, headers={"Range": "bytes=100-", "If-Range": whole.headers["ETag"]})
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    size = len(whole.content)
    assert rest.headers["Content-Range"] == f"bytes 100-{size - 1}/{size}"
    beyond = public.get(path, headers={"Range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")
    other = public.get(path, headers={"Range": "bytes=100-", "If-Range": '"another"'})
    assert (other.status_code, other.content) == (200, whole.content)


@pytest.mark.parametrize(
    "path",
    [
        f"{DAILY}/master.20260507.idx",  # of the day itself, before the night
        f"{DAILY}/master.20269999.idx",
        f"{DAILY}/master.20260107.idx",  # a day of another quarter
        "/Archives/edgar/full-index/2026/QTR3/master.idx",  # not begun
        "/submissions/CIK0009000999.json",
        "/Archives/edgar/data/9000101/000900000126000009/",
        "/Archives/edgar/data/9000102/000900000126000001/",  # another filer's
        "/Archives/edgar/data/9000101/000900000126000001/other.xml",
        "/Archives/edgar/data/9000101/000900000126000001/../../x",
        "/cgi-bin/browse-edgar",
        "/elsewhere",
    ],
)
def test_what_is_not_there(public: httpx.Client, path: str) -> None:
    sent(public, STATEMENT)
    assert public.get(path).status_code == 404


# Lists


@pytest.mark.parametrize("kind", ["master", "form", "company"])
def test_indexes_of_quarter_and_day(public: httpx.Client, kind: str) -> None:
    number = sent(public, STATEMENT, POWER)
    send(public, made(FORM_4))  # a TEST
    to(public, NOON.replace(hour=22))
    quarter = public.get(f"{QUARTER}/{kind}.idx").content
    day = public.get(f"{DAILY}/{kind}.20260507.idx").content
    for content in (quarter, day):
        (entry,) = read_index(content, FORMS, source=kind)
        assert (entry.accession_number, entry.form_type) == (number, "4")
        assert entry.filed_on == date(2026, 5, 7)
        assert {each.name for each in entry.parties} == {"Example Instruments Inc.", "Sample Robin Q."}
    assert gzip.decompress(public.get(f"{QUARTER}/{kind}.gz").content) == quarter
    names = [each["name"] for each in public.get(f"{DAILY}/index.json").json()["directory"]["item"]]
    assert f"{kind}.20260507.idx" in names


def test_current_feed(public: httpx.Client) -> None:
    numbers = [sent(public, STATEMENT) for _ in range(2)]
    asked = {"action": "getcurrent", "type": "4", "output": "atom", "count": "2"}
    for start, number in (("0", numbers[1]), ("2", numbers[0])):
        answer = public.get("/cgi-bin/browse-edgar", params={**asked, "start": start})
        count, (entry,) = read_feed(answer.content, source="feed")
        assert (count, entry.accession_number, entry.accepted_at) == (2, number, NOON)
        assert entry.roles_known
    answer = public.get("/cgi-bin/browse-edgar", params={**asked, "type": "3"})
    assert read_feed(answer.content, source="feed") == (0, [])


@pytest.mark.parametrize(("cik", "as_owner"), [("0009000101", 1), ("0009000001", 0)])
def test_a_filers_submissions(public: httpx.Client, cik: str, as_owner: int) -> None:
    number = sent(public, STATEMENT)
    told = public.get(f"/submissions/CIK{cik}.json").json()
    recent = told["filings"]["recent"]
    assert recent["accessionNumber"] == [number]
    assert recent["filingDate"] == ["2026-05-07"]
    assert recent["form"] == ["4"]
    assert {len(column) for column in recent.values()} == {1}
    assert told["insiderTransactionForOwnerExists"] == as_owner
    assert told["insiderTransactionForIssuerExists"] == 1 - as_owner


# Folders


def test_a_folder_and_everything_in_it(public: httpx.Client) -> None:
    number = sent(public, STATEMENT, POWER)
    for cik in ("9000101", "9000001"):
        place = folder(number, cik)
        listed = public.get(f"{place}/index.json").json()["directory"]["item"]
        names = [each["name"] for each in listed]
        assert names == [f"{number}.txt", f"{number}-index.htm", "form4.xml", "poa.txt"]
        page = public.get(f"{place}/").text
        for name in names:
            assert public.get(f"{place}/{name}").status_code == 200
            assert name in page
        assert section16.read(public.get(f"{place}/form4.xml").content).statement
        assert public.get(f"{place}/poa.txt").content == POWER.content
        assert "Example Instruments Inc." in public.get(f"{place}/xslF345X06/form4.xml").text


def test_the_whole_text_reads_back(public: httpx.Client) -> None:
    number = sent(public, STATEMENT, POWER)
    reading = section16.read(public.get(f"/Archives/edgar/data/9000101/{number}.txt").content)
    assert reading.submission is not None
    assert reading.submission.accession_number == number
    assert reading.submission.accepted_at == NOON
    assert reading.submission.filed_on == NOON.date()
    assert [each.type for each in reading.submission.documents] == ["4", "EX-24"]
    assert reading.statement is not None
    assert reading.statement.table_1 == FORM_4.table_1


def test_the_statement_stands_first_and_letters_and_pdf_stay_unseen(public: httpx.Client) -> None:
    cover = Document(type="COVER", filename="cover.txt", content=b"To the staff only\n")
    letter = Document(type="CORRESP.1", filename="letter.txt", content=b"To the staff only\n")
    paper = Document(type="EX-99", filename="paper.pdf", content=b"%PDF-1.7\n")
    number = sent(public, POWER, cover, STATEMENT, letter, paper)
    told = status(public, number)
    assert told["status"] == "DISSEMINATED"
    assert [(each["type"], each["docSequenceNum"]) for each in told["submissionMessages"]] == [("WARNING", 5)]
    names = [each["name"] for each in public.get(f"{folder(number)}/index.json").json()["directory"]["item"]]
    assert names[2:] == ["form4.xml", "poa.txt"]
    whole = public.get(f"{folder(number)}/{number}.txt").content
    assert b"To the staff only" not in whole
    assert "Sample Robin Q." in public.get(f"{folder(number)}/xslF345X06/form4.xml").text


def test_no_code_and_no_test_is_public(sandbox: Sandbox, public: httpx.Client) -> None:
    tested = send(public, made(replace(FORM_4)))
    filed = sent(public, STATEMENT)
    assert [each.accession_number for each in sandbox.filings()] == [filed]
    assert public.get(f"{folder(tested)}/").status_code == 404
    for name in ("form4.xml", f"{filed}.txt", "xslF345X06/form4.xml"):
        assert CCC.encode() not in public.get(f"{folder(filed)}/{name}").content
