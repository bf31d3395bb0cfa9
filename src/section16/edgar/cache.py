"""What EDGAR answered before, kept in the user's cache folder, so that nothing is asked for twice in vain.

One file an address: a line of facts (address, validators, length and digest of the body), then the body. A
file is put in place whole or not at all, and one that was damaged since is not there. Only answers to plain
GET requests for public files come here, and of their headers nothing but what the facts below name: no
request header, no cookie and no authorization can be kept.
"""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec
from msgspec import Struct

MOST_BYTES = 2 << 30
"""How much the cache may hold; the answers used longest ago leave first."""


class Facts(Struct, frozen=True, kw_only=True):
    """What is known of a kept answer; `etag` and `last_modified` as EDGAR gave them."""

    address: str
    etag: str | None = None
    last_modified: str | None = None
    length: int
    digest: str

    @property
    def conditions(self) -> dict[str, str]:
        """The request headers that ask for an answer only if it has changed."""
        pairs = (("If-None-Match", self.etag), ("If-Modified-Since", self.last_modified))
        return {name: value for name, value in pairs if value}


class Kept(Struct, frozen=True):
    """An answer from the cache."""

    facts: Facts
    body: bytes


class Cache:
    """A folder of answers, shared by any number of processes."""

    def __init__(self, folder: Path, *, most_bytes: int = MOST_BYTES) -> None:
        self._folder, self._most_bytes = folder, most_bytes
        self._stored = 0

    def get(self, address: str) -> Kept | None:
        """Return what was kept of an address, or None; what is damaged is taken away."""
        file = self._file(address)
        try:
            head, _, body = file.read_bytes().partition(b"\n")
            facts = msgspec.json.decode(head, type=Facts)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.DecodeError):
            file.unlink(missing_ok=True)
            return None
        if facts.address != address or facts.length != len(body) or facts.digest != sha256(body).hexdigest():
            file.unlink(missing_ok=True)
            return None
        with suppress(OSError):  # another process may have taken it away since
            os.utime(file)
        return Kept(facts, body)

    def put(self, address: str, body: bytes, *, etag: str | None, last_modified: str | None) -> None:
        """Keep an answer; the former one of this address goes."""
        facts = Facts(
            address=address,
            etag=etag,
            last_modified=last_modified,
            length=len(body),
            digest=sha256(body).hexdigest(),
        )
        file = self._file(address)
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as beside:
            beside.write(msgspec.json.encode(facts) + b"\n" + body)
        os.replace(beside.name, file)
        self._stored += len(body)
        if self._stored > self._most_bytes // 20:
            self.trim()

    def trim(self) -> int:
        """Take away what was used longest ago until the rest fits; return how many answers went."""
        self._stored = 0
        files = []
        for file in self._folder.glob("??/*"):
            try:
                known = file.stat()
            except FileNotFoundError:
                continue
            files.append((known.st_mtime, known.st_size, file))
        excess = sum(size for _, size, _ in files) - self._most_bytes
        gone = 0
        for _, size, file in sorted(files, key=lambda each: each[0]):
            if excess <= 0:
                break
            file.unlink(missing_ok=True)
            excess, gone = excess - size, gone + 1
        return gone

    def _file(self, address: str) -> Path:
        name = sha256(address.encode()).hexdigest()
        return self._folder / name[:2] / name
