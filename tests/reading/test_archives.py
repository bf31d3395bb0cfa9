"""Many documents at once: folders, ZIP and TAR archives, and what is wrong with them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

import section16
from section16.errors import ReadError
from section16.reading import archives
from section16.reading.archives import documents_in

XML = section16.write(section16.SAMPLES["form4"])


def _zip(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, XML)
    return path


def _tar(path: Path, *names: str) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(XML)
            archive.addfile(member, io.BytesIO(XML))
    return path


def test_a_folder_yields_its_documents_and_those_of_its_archives(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(XML)
    (tmp_path / "picture.png").write_bytes(b"x")
    _zip(tmp_path / "b.zip", "one.xml", "two/three.txt", "read.me")
    _tar(tmp_path / "c.tar.gz", "0001.nc")
    names = [found.name.removeprefix(str(tmp_path)) for found in documents_in(tmp_path)]
    assert names == ["/a.xml", "/b.zip:one.xml", "/b.zip:two/three.txt", "/c.tar.gz:0001.nc"]
    assert {found.content for found in documents_in(tmp_path)} == {XML}


def test_a_single_file_may_have_any_name(tmp_path: Path) -> None:
    (tmp_path / "statement").write_bytes(XML)
    assert [found.content for found in documents_in(tmp_path / "statement")] == [XML]


def test_a_damaged_archive_yields_what_stood_before_the_damage(tmp_path: Path) -> None:
    whole = _tar(tmp_path / "c.tar.gz", *(f"{n}.nc" for n in range(400))).read_bytes()
    (tmp_path / "cut.tar.gz").write_bytes(whole[: len(whole) * 3 // 4])
    found = documents_in(tmp_path / "cut.tar.gz")
    assert next(found).name.endswith("cut.tar.gz:0.nc")
    with pytest.raises(ReadError, match="damaged"):
        list(found)


def test_a_member_larger_than_any_submission_is_named_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MAX_BYTES", 10)
    (found,) = documents_in(_zip(tmp_path / "b.zip", "one.xml"))
    assert found.content == b""
    assert "at most 10" in str(found.error)


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(documents_in(tmp_path / "nothing"))
