"""The large files: a day's whole feed, and the SEC's quarterly tables of Forms 3, 4 and 5."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from section16.edgar.calendar_of_lists import Quarter, quarter_of
from section16.edgar.client import Client
from section16.edgar.download import Progress, download
from section16.edgar.kinds import Kind
from section16.errors import NotAtEdgar, UsageError
from section16.law import business_days

FIRST_DATA_SET = Quarter(2006, 1)
"""The first quarter for which the SEC publishes its tables."""

# The present place, and the one that older links name.
_DATA_SETS = (
    "/files/structureddata/data/insider-transactions-data-sets/{year}q{number}_form345.zip",
    "/files/dera/data/insider-transactions-data-sets/{year}q{number}_form345.zip",
)


def data_set_paths(quarter: Quarter) -> tuple[str, ...]:
    """Return the paths at which the SEC's tables of a quarter may be, the likeliest first."""
    return tuple(path.format(year=quarter.year, number=quarter.number) for path in _DATA_SETS)


def feed_archive_path(day: date) -> str:
    """Return the path of a day's feed: every submission of the day, packed."""
    quarter = quarter_of(day)
    return f"/Archives/edgar/Feed/{quarter.year}/QTR{quarter.number}/{day:%Y%m%d}.nc.tar.gz"


def fetch_data_set(
    client: Client, quarter: Quarter, *, into: Path, progress: Progress = lambda _, __: None
) -> Path:
    """Fetch the SEC's Insider Transactions Data Set of a quarter, about 15 MB, and return its file.

    Raises `UsageError` for a quarter before 2006, `NotAtEdgar` for one that is not published yet.
    """
    if quarter.first < FIRST_DATA_SET.first or quarter.number not in (1, 2, 3, 4):
        raise UsageError(f"{quarter}: the SEC's data sets begin with 2006 quarter 1")
    missing: list[str] = []
    for path in data_set_paths(quarter):
        try:
            return download(client, path, into / path.rpartition("/")[2], kind=Kind.ZIP, progress=progress)
        except NotAtEdgar as error:
            missing.append(str(error))
    raise NotAtEdgar(
        f"{quarter}: the data set is not there; one is published some weeks after its quarter ends "
        f"({'; '.join(missing)})"
    )


def fetch_feed_archive(
    client: Client, day: date, *, into: Path, progress: Progress = lambda _, __: None
) -> Path:
    """Fetch everything that was filed on a day, of every form, and return the archive: often over 1 GB.

    `section16 read` and `read_all` read the Forms 3, 4 and 5 in it. Raises `UsageError` for a day on which
    EDGAR is closed, `NotAtEdgar` where there is no archive of the day.
    """
    if not business_days.calendar().is_business_day(day):
        raise UsageError(f"{day} is no business day; EDGAR has no feed of it")
    path = feed_archive_path(day)
    return download(client, path, into / path.rpartition("/")[2], kind=Kind.GZIP, progress=progress)
