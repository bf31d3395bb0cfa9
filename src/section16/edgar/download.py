"""Large files, fetched to the disk: an interrupted one goes on where it stopped.

What has come so far stands beside the file as ``.part``, with the validator of the version it is a part of. A
file that is there whole is asked for again only if EDGAR's has changed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from section16.edgar import kinds
from section16.edgar.answers import Again, http_date, moment_of
from section16.edgar.client import Client
from section16.edgar.kinds import Kind
from section16.errors import EdgarError

if TYPE_CHECKING:
    import httpx

Progress = Callable[[int, int | None], None]
"""Called with the bytes that are here and the bytes there will be, None where EDGAR does not say."""


class _Version(Struct, frozen=True, kw_only=True):
    """Which version of the file the part belongs to; `validator` is an ETag or a date, None for neither."""

    address: str
    validator: str | None = None


class _Part:
    """A file under way."""

    def __init__(self, into: Path, address: str) -> None:
        self.file = into.with_name(into.name + ".part")
        self._note = into.with_name(into.name + ".part.json")
        self.version = self._known(address)

    def size(self) -> int:
        try:
            return self.file.stat().st_size
        except FileNotFoundError:
            return 0

    def _known(self, address: str) -> _Version:
        try:
            version = msgspec.json.decode(self._note.read_bytes(), type=_Version)
        except (FileNotFoundError, msgspec.DecodeError):
            version = _Version(address=address)
        if version.address != address or not version.validator:
            self.drop()
            return _Version(address=address)
        return version

    def start(self, version: _Version) -> None:
        """Begin anew with another version."""
        self.file.unlink(missing_ok=True)
        self._note.write_bytes(msgspec.json.encode(version))
        self.version = version

    def forget(self) -> None:
        """Begin anew, with whatever version EDGAR has."""
        self.drop()
        self.version = _Version(address=self.version.address)

    def drop(self) -> None:
        self.file.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


def download(
    client: Client, path: str, into: Path, *, kind: Kind = Kind.ANY, progress: Progress = lambda _, __: None
) -> Path:
    """Fetch a file to `into`, going on with a part of it that is there, and return `into`.

    `into` appears whole or not at all; what was there before stays until then, and is kept where EDGAR's file
    has not changed since. Raises `NotAtEdgar`, and `EdgarError` where the file could not be had whole or is
    not of the kind.
    """
    from filelock import FileLock  # it comes with the client's own needs

    address = client.address(path)
    into.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(into.with_name(into.name + ".lock")):
        part = _Part(into, address)
        sizes = [part.size()]

        def moved() -> bool:
            sizes.append(part.size())
            return sizes[-1] > sizes[-2]

        client.persist(address, lambda: _once(client, part, into, kind, progress), moved=moved)
    return into


def _once(client: Client, part: _Part, into: Path, kind: Kind, progress: Progress) -> None:
    address, have = part.version.address, part.size()
    headers = {"Accept-Encoding": "identity"}  # lengths and ranges then count the file's own bytes
    if have and part.version.validator:
        headers |= {"Range": f"bytes={have}-", "If-Range": part.version.validator}
    elif into.exists():
        headers["If-Modified-Since"] = http_date(into.stat().st_mtime)
    with client.ask(address, headers) as answer:
        status = answer.status_code
        if status == 304 and into.exists():
            return
        if status == 416 and answer.headers.get("Content-Range") != f"bytes */{have}":
            part.forget()
            raise Again(f"the part of {have:,} bytes is not of this file; it is fetched anew")
        if status == 304:
            raise EdgarError(f"{address}: EDGAR answered {status} to a plain request")
        if status != 416:  # else all of it was here already
            total = _begun(part, answer, have)
            _take(part, answer, kind, total, progress)
        modified = moment_of(answer.headers.get("Last-Modified"))
    _whole(part, kind)
    if modified:
        os.utime(part.file, (modified, modified))
    os.replace(part.file, into)
    part.drop()


def _begun(part: _Part, answer: httpx.Response, have: int) -> int | None:
    """Make ready for the body, from its beginning or from where the part ends; return the whole size."""
    headers = answer.headers
    if answer.status_code == 206:
        span, _, size = headers.get("Content-Range", "").removeprefix("bytes ").partition("/")
        if span.partition("-")[0] != str(have):
            part.forget()
            raise Again("EDGAR sent another part of the file than was asked for")
        return int(size) if size.isdigit() else None
    etag = headers.get("ETag", "")
    # "A client MUST NOT generate an If-Range header field containing an entity tag that is marked as weak."
    strong = etag if etag and not etag.startswith("W/") else None
    part.start(_Version(address=part.version.address, validator=strong or headers.get("Last-Modified")))
    length = headers.get("Content-Length", "")
    return int(length) if length.isdigit() and not headers.get("Content-Encoding") else None


def _take(part: _Part, answer: httpx.Response, kind: Kind, total: int | None, progress: Progress) -> None:
    with open(part.file, "ab") as file:
        size = file.tell()
        for piece in answer.iter_bytes():
            if not size:
                _right(part, kind, piece)
            file.write(piece)
            size += len(piece)
            progress(size, total)
    if total is not None and size != total:
        if size > total:
            part.forget()
        raise Again(f"{size:,} of {total:,} bytes came")


def _right(part: _Part, kind: Kind, piece: bytes) -> None:
    try:
        kinds.check_start(kind, piece)
    except kinds.Wrong as wrong:
        part.forget()
        raise Again(f"what came is not {kind.value}: {wrong}") from None


def _whole(part: _Part, kind: Kind) -> None:
    """Raise `Again` where the file is not whole by its own signs: an archive knows where it ends."""
    try:
        kinds.check_file(kind, part.file)
    except kinds.Wrong as wrong:
        part.forget()
        raise Again(f"what came is not {kind.value}: {wrong}") from None
