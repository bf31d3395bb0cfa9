"""Putting files: whole or not at all, so that a failure leaves what was there."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from section16.errors import UsageError


def put(target: Path, made: bytes, *, private: bool = False) -> None:
    """Write a file; what stood there stays when anything fails. Raises `UsageError` when it is a folder.

    A `private` file can be read by its owner alone.
    """
    if target.is_dir():
        raise UsageError(f"{target}: this is a folder; name a file")
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as beside:
        try:
            beside.write(made)
            beside.flush()
            os.chmod(beside.name, 0o600 if private else 0o666 & ~_umask())
            os.replace(beside.name, target)
        except BaseException:
            os.unlink(beside.name)
            raise


def folder(target: Path) -> Path:
    """Make a folder for what is written, and return it. Raises `UsageError` when a file stands there."""
    try:
        target.mkdir(parents=True, exist_ok=True)
    except FileExistsError:
        raise UsageError(f"{target}: this is a file; name a folder to write into") from None
    return target


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
