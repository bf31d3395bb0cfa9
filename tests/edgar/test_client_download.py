"""Large files: whole or not there, and an interrupted one goes on where it stopped."""

from __future__ import annotations

import gzip
import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from section16.edgar.addresses import local
from section16.edgar.bulk import fetch_data_set, fetch_feed_archive
from section16.edgar.calendar_of_lists import Quarter
from section16.edgar.client import Client
from section16.edgar.download import download
from section16.edgar.kinds import Kind
from section16.errors import EdgarError, NotAtEdgar, UsageError
from shared_server import Answering, Asked, Told, ranged, serving

CONTENT = os.urandom(300_000)


def got(
    answering: Answering, into: Path, *, kind: Kind = Kind.ANY, content: bytes | None = CONTENT
) -> list[Asked]:
    with serving(answering) as server, client_of(server.address, into) as client:
        progress: list[tuple[int, int | None]] = []
        path = download(client, "/big", into, kind=kind, progress=lambda *at: progress.append(at))
        assert path.read_bytes() == content
        assert sorted(file.name for file in into.parent.iterdir() if file.is_file()) == ["big", "big.lock"]
        if progress:
            assert progress[-1][0] == len(content or b"")
        return server.asked


def client_of(address: str, into: Path) -> Client:
    return Client(
        local(address), identity="Pat p@example.com", folder=into.parent / "cache", sleep=lambda _: None
    )


def spans(asked: list[Asked]) -> list[str | None]:
    return [each.headers.get("Range") for each in asked]


def test_an_interrupted_download_goes_on_where_it_stopped(tmp_path: Path) -> None:
    asked = got(lambda a: ranged(CONTENT, a, cut=100_000 if a.number < 3 else None), tmp_path / "big")
    assert spans(asked) == [None, "bytes=100000-", "bytes=200000-"]
    assert [each.headers.get("If-Range") for each in asked] == [None, '"one"', '"one"']


def test_it_goes_on_in_another_run(tmp_path: Path) -> None:
    with (
        serving(lambda a: ranged(CONTENT, a, cut=0 if a.number > 1 else 100_000)) as server,
        client_of(server.address, tmp_path / "big") as client,
    ):
        with pytest.raises(EdgarError, match="the connection failed"):
            download(client, "/big", tmp_path / "big")
        assert not (tmp_path / "big").exists()
        address = server.address
    note = tmp_path / "big.part.json"
    with (
        serving(lambda a: ranged(CONTENT, a)) as server,
        client_of(server.address, tmp_path / "big") as client,
    ):
        note.write_text(note.read_text().replace(address, server.address))
        assert download(client, "/big", tmp_path / "big").read_bytes() == CONTENT
        assert spans(server.asked) == ["bytes=100000-"]


def test_progress_without_end_is_no_reason_to_give_up(tmp_path: Path) -> None:
    asked = got(lambda a: ranged(CONTENT, a, cut=20_000), tmp_path / "big")
    assert len(asked) == 15


def test_another_version_meanwhile_is_fetched_anew(tmp_path: Path) -> None:
    newer = CONTENT[::-1]

    def answering(asked: Asked) -> Told:
        if asked.number == 1:
            return ranged(CONTENT, asked, etag='"one"', cut=100_000)
        return ranged(newer, asked, etag='"two"')

    asked = got(answering, tmp_path / "big", content=newer)
    assert spans(asked) == [None, "bytes=100000-"]


@pytest.mark.parametrize("etag", ['W/"weak"', ""])
def test_without_a_strong_validator_it_begins_anew(etag: str, tmp_path: Path) -> None:
    def answering(asked: Asked) -> Told:
        return Told(200, CONTENT, {"ETag": etag} if etag else {}, cut=100_000 if asked.number == 1 else None)

    assert spans(got(answering, tmp_path / "big")) == [None, None]


def test_another_part_than_asked_for_is_not_taken(tmp_path: Path) -> None:
    def answering(asked: Asked) -> Told:
        if asked.number == 1:
            return ranged(CONTENT, asked, cut=100_000)
        if asked.number == 2:
            return Told(206, CONTENT[5:], {"ETag": '"one"', "Content-Range": "bytes 5-299999/300000"})
        return ranged(CONTENT, asked)

    assert spans(got(answering, tmp_path / "big")) == [None, "bytes=100000-", None]


def test_a_part_that_is_whole_already_is_put_in_place(tmp_path: Path) -> None:
    with (
        serving(lambda a: ranged(CONTENT, a)) as server,
        client_of(server.address, tmp_path / "big") as client,
    ):
        (tmp_path / "big.part").write_bytes(CONTENT)
        (tmp_path / "big.part.json").write_text(
            f'{{"address":"{server.address}/big","validator":"\\"one\\""}}'
        )
        assert download(client, "/big", tmp_path / "big").read_bytes() == CONTENT
        assert len(server.asked) == 1


def test_an_unchanged_file_is_not_fetched_again(tmp_path: Path) -> None:
    modified = {"Last-Modified": "Wed, 06 May 2026 14:31:00 GMT"}

    def answering(asked: Asked) -> Told:
        same = asked.headers.get("If-Modified-Since") == modified["Last-Modified"]
        return Told(304) if same else Told(200, CONTENT, modified)

    got(answering, tmp_path / "big")
    assert len(got(answering, tmp_path / "big")) == 1


def test_a_page_in_place_of_an_archive_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    page = b"<html><head><title>Sorry</title></head></html>"
    with (
        serving(lambda _: Told(200, page)) as server,
        client_of(server.address, tmp_path / "big") as client,
        pytest.raises(EdgarError, match='not a gzip file: it is a web page titled "Sorry"'),
    ):
        download(client, "/big", tmp_path / "big", kind=Kind.GZIP)
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["big.lock"]


def test_an_archive_that_ends_early_is_fetched_again(tmp_path: Path) -> None:
    packed = gzip.compress(CONTENT)

    def answering(asked: Asked) -> Told:
        return Told(200, packed[:-50] if asked.number == 1 else packed)

    assert len(got(answering, tmp_path / "big", kind=Kind.GZIP, content=packed)) == 2


def test_data_sets_and_feeds_by_quarter_and_day(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("SUBMISSION.tsv", "ACCESSION_NUMBER\n")
    files = {
        "/files/dera/data/insider-transactions-data-sets/2024q1_form345.zip": packed.getvalue(),
        "/Archives/edgar/Feed/2024/QTR1/20240105.nc.tar.gz": gzip.compress(b"feed"),
    }

    def answering(asked: Asked) -> Told:
        return Told(200, files[asked.path]) if asked.path in files else Told(404)

    with serving(answering) as server, client_of(server.address, tmp_path / "big") as client:
        assert fetch_data_set(client, Quarter(2024, 1), into=tmp_path).name == "2024q1_form345.zip"
        assert fetch_feed_archive(client, date(2024, 1, 5), into=tmp_path).name == "20240105.nc.tar.gz"
        with pytest.raises(NotAtEdgar, match="published some weeks after"):
            fetch_data_set(client, Quarter(2026, 4), into=tmp_path)
        with pytest.raises(UsageError, match="begin with 2006"):
            fetch_data_set(client, Quarter(2005, 4), into=tmp_path)
        with pytest.raises(UsageError, match="no business day"):
            fetch_feed_archive(client, date(2024, 1, 6), into=tmp_path)
