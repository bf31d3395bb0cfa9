"""Fetching: the raw XML behind the styled view, whole submissions, and what has no XML."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest
from test_client_find import ISSUER, OWNER, number

import section16
from section16.edgar.addresses import PRODUCTION, local
from section16.edgar.client import Client
from section16.edgar.fetching import fetch, named
from section16.edgar.kinds import Kind
from section16.edgar.listed import Place
from section16.errors import EdgarError, UsageError
from section16.formats import submission_text
from section16.model.submission import Document, Party, Submission
from shared_server import Told, serving

XML = section16.write(section16.SAMPLES["form4"], disseminated=True)
FOLDER = f"/Archives/edgar/data/200/{number(1).replace('-', '')}"
TEXT = f"/Archives/edgar/data/200/{number(1)}.txt"


def whole(*documents: Document, accession: str = number(1)) -> bytes:
    return submission_text.write(
        Submission(
            accession_number=accession,
            form_type="4",
            issuer=Party(cik=ISSUER, name="SAMPLE CORP"),
            owners=(Party(cik=OWNER, name="DOE PAT"),),
            documents=documents,
        )
    )


WHOLE = whole(Document(type="4", sequence=1, filename="form4.xml", content=XML))


def fetched(
    folder: Path, files: dict[str, bytes], *, document: str | None = None, what: str = "xml"
) -> bytes:
    place = Place(accession_number=number(1), cik=OWNER, document=document)
    with (
        serving(lambda a: Told(200, files[a.path]) if a.path in files else Told(404)) as server,
        Client(
            local(server.address), identity="Pat p@example.com", folder=folder, sleep=lambda _: None
        ) as client,
    ):
        file = fetch(client, place, into=folder / "filings", what=what)
        asked = len(server.asked)
        assert fetch(client, place, into=folder / "filings", what=what) == file
        assert len(server.asked) == asked
        assert file.name == f"{number(1)}.{what}"
        return file.read_bytes()


def test_the_document_named_by_the_list_is_fetched(tmp_path: Path) -> None:
    assert fetched(tmp_path, {f"{FOLDER}/form4.xml": XML}, document="form4.xml") == XML


def test_without_a_name_it_comes_from_the_submission(tmp_path: Path) -> None:
    content = fetched(tmp_path, {TEXT: WHOLE})
    assert section16.read(content).statement == section16.read(XML).statement


def test_a_styled_page_in_place_of_the_xml_is_not_taken(tmp_path: Path) -> None:
    files = {f"{FOLDER}/form4.xml": b"<root>styled</root>", TEXT: WHOLE}
    assert b"<ownershipDocument" in fetched(tmp_path, files, document="form4.xml")


def test_the_whole_submission(tmp_path: Path) -> None:
    assert fetched(tmp_path, {TEXT: WHOLE}, what="txt") == WHOLE


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (whole(Document(type="4", sequence=1, filename="a.txt", content=b"FORM 4\n")), "without XML"),
        (whole(Document(type="8-K", sequence=1, filename="a.txt", content=b"8-K\n")), "no Form 3, 4 or 5"),
        (whole(accession=number(9)), "another filing"),
    ],
)
def test_what_has_no_xml_says_so(content: bytes, says: str, tmp_path: Path) -> None:
    with pytest.raises(EdgarError, match=says):
        fetched(tmp_path, {TEXT: content})
    assert not list(tmp_path.glob("filings/*"))


@pytest.mark.parametrize(
    "filing",
    [
        f"https://www.sec.gov{TEXT}",
        f"https://www.sec.gov{FOLDER}/xslF345X05/form4.xml",
        f"https://www.sec.gov{FOLDER}/{number(1)}-index.htm",
        f"edgar/data/200/{number(1)}.txt",
        number(1),
        number(1).replace("-", ""),
    ],
)
def test_ways_to_name_a_filing(filing: str) -> None:
    document = "form4.xml" if filing.endswith(".xml") else None
    assert named(filing, filer=200) == Place(accession_number=number(1), cik=OWNER, document=document)


@pytest.mark.parametrize("filing", ["Pat", f"https://example.org{TEXT}", "", number(1)])
def test_what_names_no_filing(filing: str) -> None:
    with pytest.raises(UsageError):
        named(filing, edgar=PRODUCTION)


def test_what_was_filed_is_asked_for_once_in_public(tmp_path: Path) -> None:
    """At EDGAR itself what was filed does not change; a sandbox may be made anew with the same numbers."""
    asked: list[str] = []

    def answering(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, content=WHOLE)

    with Client(
        identity="Pat p@example.com",
        folder=tmp_path,
        transport=httpx.MockTransport(answering),
        sleep=lambda _: None,
    ) as client:
        for _ in range(3):
            client.get(TEXT, Kind.SUBMISSION)
    assert asked == [f"https://www.sec.gov{TEXT}"]
