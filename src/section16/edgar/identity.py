"""Who asks: the SEC wants every program to name a person and an address.

"Please declare your traffic by updating your user agent to include company specific information." It is asked
for once, kept in the user's configuration folder, and is no secret.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from section16._version import __version__
from section16.errors import MissingExtra, UsageError

VARIABLE = "SECTION16_IDENTITY"
"""The environment variable that says who asks; it goes before the file."""

_IDENTITY = re.compile(r"(?P<name>[^<>@\s][^<>@\r\n]*?)\s+<?(?P<mail>[^\s<>@]+@[^\s<>@]+\.[A-Za-z]{2,})>?")


def identity(
    given: str | None = None, *, folder: Path | None = None, environment: Mapping[str, str] = os.environ
) -> str:
    """Return who asks, as ``Pat Example pat@example.com``: as given, from the environment, or as remembered.

    Raises `UsageError` where nobody said it, or it names no person and e-mail address.
    """
    for source, text in (
        ("the identity given", given),
        (VARIABLE, environment.get(VARIABLE)),
        (str(_file(folder)), _remembered(folder)),
    ):
        if text and text.strip():
            return _checked(text, source)
    raise UsageError(
        "EDGAR wants to know who asks: give a name and an e-mail address once, with "
        f"section16 find --identity 'Pat Example pat@example.com', or in {VARIABLE}"
    )


def remember(text: str, *, folder: Path | None = None) -> Path:
    """Keep an identity for all later requests of this user, and return the file."""
    file = _file(folder)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_checked(text, "the identity given") + "\n", encoding="utf-8")
    return file


def user_agent(who: str) -> str:
    """Return the header that declares a request: the program and who runs it."""
    return f"section16/{__version__} {who}"


def config_folder() -> Path:
    """Return the user's configuration folder for this program."""
    return _folder("user_config_dir")


def data_folder() -> Path:
    """Return the user's folder for what this program keeps, such as the journal of sendings."""
    return _folder("user_data_dir")


def cache_folder() -> Path:
    """Return the user's cache folder for this program."""
    return _folder("user_cache_dir")


def _folder(kind: str) -> Path:
    try:
        import platformdirs
    except ImportError as error:
        raise MissingExtra("talking to EDGAR", "edgar") from error
    return Path(getattr(platformdirs, kind)("section16", appauthor=False))


def _file(folder: Path | None) -> Path:
    return (folder or config_folder()) / "identity"


def _remembered(folder: Path | None) -> str | None:
    try:
        return _file(folder).read_text(encoding="utf-8")
    except FileNotFoundError:
        return None


def _checked(text: str, source: str) -> str:
    found = _IDENTITY.fullmatch(text.strip())
    if not found or not text.strip().isascii():
        raise UsageError(
            f"{source} is {text.strip()!r}; give a name and an e-mail address in plain letters, such as "
            "'Pat Example pat@example.com'"
        )
    return f"{found['name']} {found['mail']}"
