"""Where EDGAR is: the hosts of its parts, and the paths below them.

A sandbox answers for all parts at one address, so that everything here works against it unchanged.
"""

from __future__ import annotations

from msgspec import Struct

from section16.errors import UsageError
from section16.model.filing import accession_number


class Edgar(Struct, frozen=True, kw_only=True):
    """One EDGAR: `archive` serves filings and indexes, `lists` submissions JSON, `api` takes submissions."""

    archive: str
    lists: str
    api: str
    name: str

    @property
    def is_public(self) -> bool:
        """Whether what is filed here LIVE is filed with the Commission."""
        return self is PRODUCTION or self.api == PRODUCTION.api


PRODUCTION = Edgar(
    archive="https://www.sec.gov",
    lists="https://data.sec.gov",
    api="https://api.edgarfiling.sec.gov",
    name="EDGAR",
)
BETA = Edgar(
    archive="https://www.sec.gov",
    lists="https://data.sec.gov",
    api="https://api-bravo.edgarfiling.sec.gov",
    name="EDGAR Beta",
)


ONLINE_FORMS = "https://www.onlineforms.edgarfiling.sec.gov"
"""The site where a person fills in or uploads a Form 3, 4 or 5."""
EDGARLINK = "https://www.edgarfiling.sec.gov"
"""The site where a person transmits a submission file."""


def local(address: str) -> Edgar:
    """Return the EDGAR of a sandbox at `address`, such as ``http://127.0.0.1:8016``.

    Raises `UsageError` for an address that is not on this machine: everything else must be named above.
    """
    host = address.split("//", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
    if host not in ("127.0.0.1", "localhost", "[::1]"):
        raise UsageError(f"{address} is not on this machine; a sandbox answers at http://127.0.0.1:PORT")
    address = address.rstrip("/")
    return Edgar(archive=address, lists=address, api=address, name=f"the sandbox at {address}")


def ten_digits(cik: str | int) -> str:
    """Return a CIK with its leading zeros, as the submissions JSON and the API want it.

    Raises `UsageError` for what is no CIK.
    """
    text = str(cik).strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text)):
        raise UsageError(f"{cik!r} is no CIK; give up to ten digits, such as 0000320193")
    return text.zfill(10)


def submissions_path(cik: str | int) -> str:
    """Return the path of the list of a filer's filings."""
    return f"/submissions/CIK{ten_digits(cik)}.json"


def folder_path(cik: str | int, accession: str) -> str:
    """Return the path of a filing's folder, under any of its filers' CIKs."""
    number = accession_number(accession)
    if number is None:
        raise UsageError(f"{accession!r} is no accession number; give one such as 0001234567-26-000123")
    return f"/Archives/edgar/data/{int(ten_digits(cik))}/{number.replace('-', '')}"
