"""Finding: each filing once, with its roles, within its bounds, and never empty for failed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from section16.edgar.addresses import local
from section16.edgar.client import Client
from section16.edgar.feed import feed_path, read_feed
from section16.edgar.find import find
from section16.edgar.listed import Found, raw_name
from section16.errors import EdgarError, NotAtEdgar, UsageError
from shared_server import Asked, Told, serving

TODAY = date(2026, 5, 7)  # a Thursday
EASTERN = ZoneInfo("America/New_York")
ISSUER, OWNER, BOTH = "0000000100", "0000000200", "0000000300"

HEAD = """\
Description:           Master Index of EDGAR Dissemination Feed
Last Data Received:    {received}
Comments:              webmaster@sec.gov

CIK|Company Name|Form Type|Date Filed|Filename
--------------------------------------------------------------------------------
"""


def index(*rows: str, received: str = "May 6, 2026") -> bytes:
    return (HEAD.format(received=received) + "".join(f"{row}\n" for row in rows)).encode()


def row(cik: str, name: str, form: str, day: str, number: str) -> str:
    return f"{int(cik)}|{name}|{form}|{day}|edgar/data/{int(cik)}/{number}.txt"


def filer(
    cik: str,
    name: str,
    *filings: tuple[str, str, str],
    owner: int = 0,
    issuer: int = 0,
    times: tuple[str, ...] = (),
    files: tuple[Mapping[str, str], ...] = (),
) -> bytes:
    return json.dumps(
        {
            "cik": str(int(cik)),
            "name": name,
            "insiderTransactionForOwnerExists": owner,
            "insiderTransactionForIssuerExists": issuer,
            "filings": {"recent": columns(*filings, times=times), "files": files},
        }
    ).encode()


def columns(*filings: tuple[str, str, str], times: tuple[str, ...] = ()) -> dict[str, list[str]]:
    return {
        "accessionNumber": [each[0] for each in filings],
        "filingDate": [each[2] for each in filings],
        "reportDate": ["" for _ in filings],
        "acceptanceDateTime": list(times) or [f"{each[2]}T00:00:00.000Z" for each in filings],
        "form": [each[1] for each in filings],
        "primaryDocument": ["xslF345X05/form4.xml" for _ in filings],
    }


def feed(*entries: tuple[str, str, str, str, str]) -> bytes:
    """Each entry: form, name, CIK, role, accession number; accepted today at 16:05 Eastern."""
    told = "".join(
        f"""<entry><title>{form} - {name} ({cik}) ({role})</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/1/x-index.htm"/>
<summary type="html"> &lt;b&gt;Filed:&lt;/b&gt; {TODAY} &lt;b&gt;AccNo:&lt;/b&gt; {number} &lt;b&gt;Size:&lt;/b&gt; 5 KB
</summary><updated>{TODAY}T16:05:00-04:00</updated>
<category scheme="https://www.sec.gov/" label="form type" term="{form}"/>
<id>urn:tag:sec.gov,2008:accession-number={number}</id></entry>"""
        for form, name, cik, role, number in entries
    )
    return (
        '<?xml version="1.0" encoding="ISO-8859-1" ?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>Latest Filings</title>{told}</feed>"
    ).encode("latin-1")


def submission(number: str, issuer: str, owner: str) -> bytes:
    return f"""<SEC-DOCUMENT>{number}.txt : 20260506
<SEC-HEADER>{number}.hdr.sgml : 20260506
<ACCEPTANCE-DATETIME>20260506181500
ACCESSION NUMBER:\t\t{number}
CONFORMED SUBMISSION TYPE:\t4
FILED AS OF DATE:\t\t20260506

REPORTING-OWNER:

\tOWNER DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tDOE PAT
\t\tCENTRAL INDEX KEY:\t\t\t{owner}

ISSUER:

\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tSAMPLE CORP
\t\tCENTRAL INDEX KEY:\t\t\t{issuer}
</SEC-HEADER>
</SEC-DOCUMENT>
""".encode()


def number(n: int) -> str:
    return f"0000000200-26-{n:06}"


def looking(folder: Path, files: Mapping[str, bytes], **asked: object) -> tuple[Found, list[str]]:
    def answering(request: Asked) -> Told:
        body = files.get(request.path)
        return Told(404) if body is None else Told(200, body)

    with (
        serving(answering) as server,
        Client(
            local(server.address), identity="Pat p@example.com", folder=folder, sleep=lambda _: None
        ) as client,
    ):
        found = find(client, today=TODAY, **asked)  # type: ignore[arg-type]
        return found, [each.path for each in server.asked]


LIST = "/submissions/CIK{}.json"


def test_a_filing_under_issuer_and_owners_counts_once_in_an_index(tmp_path: Path) -> None:
    rows = [
        row(ISSUER, "SAMPLE CORP", "4", "20260505", number(1)),
        row(OWNER, "DOE PAT", "4", "20260505", number(1)),
        row("0000000201", "ROE KIM|TRUST", "4", "20260505", number(1)),
        row(OWNER, "DOE PAT", "424B2", "20260505", number(2)),
    ]
    files = {"/Archives/edgar/daily-index/2026/QTR2/master.20260505.idx": index(*rows)}
    found, asked = looking(tmp_path, files, since=date(2026, 5, 5), until=date(2026, 5, 5))
    (entry,) = found.entries
    assert [party.name for party in entry.parties] == ["SAMPLE CORP", "DOE PAT", "ROE KIM|TRUST"]
    assert (entry.issuer, entry.owners, found.cut, found.remarks) == (None, (), False, ())
    assert len(asked) == 1


def test_the_header_tells_issuer_from_owners(tmp_path: Path) -> None:
    files = {
        "/Archives/edgar/daily-index/2026/QTR2/master.20260505.idx": index(
            row(OWNER, "DOE PAT", "4", "20260505", number(1)),
            row(ISSUER, "SAMPLE CORP", "4", "20260505", number(1)),
        ),
        f"/Archives/edgar/data/200/{number(1)}.txt": submission(number(1), ISSUER, OWNER),
    }
    found, _ = looking(tmp_path, files, since=date(2026, 5, 5), until=date(2026, 5, 5), roles=True)
    (entry,) = found.entries
    assert entry.issuer is not None
    assert (entry.issuer.cik, [owner.cik for owner in entry.owners]) == (ISSUER, [OWNER])
    assert entry.accepted_at == datetime(2026, 5, 6, 18, 15, tzinfo=EASTERN)


def test_a_filer_that_is_both_is_told_apart_filing_by_filing(tmp_path: Path) -> None:
    """What a company files as an owner is not about the company."""
    files = {
        LIST.format(BOTH): filer(
            BOTH, "BOTH CO", (number(2), "4", "2026-05-06"), (number(1), "4", "2026-05-05"), owner=1, issuer=1
        ),
        f"/Archives/edgar/data/300/{number(1)}.txt": submission(number(1), BOTH, OWNER),
        f"/Archives/edgar/data/300/{number(2)}.txt": submission(number(2), ISSUER, BOTH),
    }
    as_issuer, _ = looking(tmp_path / "a", files, issuer=BOTH)
    as_owner, _ = looking(tmp_path / "b", files, owner=BOTH)
    assert [entry.accession_number for entry in as_issuer.entries] == [number(1)]
    assert [entry.accession_number for entry in as_owner.entries] == [number(2)]


def test_owner_and_issuer_together_are_the_filings_of_both(tmp_path: Path) -> None:
    mine = [(number(n), "4", f"2026-05-0{n}") for n in (3, 2, 1)]
    files = {
        LIST.format(OWNER): filer(OWNER, "DOE PAT", *mine, owner=1),
        LIST.format(ISSUER): filer(ISSUER, "SAMPLE CORP", mine[1], (number(9), "4", "2026-05-01"), issuer=1),
    }
    found, asked = looking(tmp_path, files, owner=OWNER, issuer=100)
    (entry,) = found.entries
    assert entry.issuer is not None
    assert (entry.accession_number, entry.issuer.name, entry.owners[0].name) == (
        number(2),
        "SAMPLE CORP",
        "DOE PAT",
    )
    assert entry.document == "form4.xml"
    assert len(asked) == 2


def test_the_wrong_role_is_said(tmp_path: Path) -> None:
    files = {LIST.format(ISSUER): filer(ISSUER, "SAMPLE CORP", (number(1), "4", "2026-05-01"), issuer=1)}
    found, _ = looking(tmp_path, files, owner=ISSUER)
    assert found.entries == ()
    assert "SAMPLE CORP (0000000100) is an issuer in all of its Forms 3, 4 and 5" in found.remarks[0]


def older(since: date | None = None, until: date | None = None) -> dict[str, bytes]:
    part = {"name": f"CIK{OWNER}-submissions-001.json", "filingFrom": "2010-01-01", "filingTo": "2012-12-31"}
    recent = ((number(2), "4", "2026-05-01"), (number(1), "4/A", "2020-01-02"))
    return {
        LIST.format(OWNER): filer(OWNER, "DOE PAT", *recent, owner=1, files=(part,)),
        f"/submissions/{part['name']}": json.dumps(columns((number(0), "3", "2010-06-01"))).encode(),
    }


@pytest.mark.parametrize(
    ("since", "until", "numbers", "lists"),
    [
        (None, None, [2, 1, 0], 2),
        (date(2020, 1, 2), None, [2, 1], 1),
        (None, date(2020, 1, 2), [1, 0], 2),
        (None, date(2009, 1, 1), [], 1),
        (date(2010, 6, 1), date(2010, 6, 1), [0], 2),
        (date(2013, 1, 1), date(2014, 1, 1), [], 1),
    ],
)
def test_ranges_with_one_end_and_older_parts(
    since: date | None, until: date | None, numbers: list[int], lists: int, tmp_path: Path
) -> None:
    found, asked = looking(tmp_path, older(), owner=OWNER, since=since, until=until)
    assert [entry.accession_number for entry in found.entries] == [number(n) for n in numbers]
    assert len(asked) == len(found.looked_in) == lists
    assert bool(found.remarks) == ((since is None) != (until is None))


@pytest.mark.parametrize(("limit", "cut"), [(1, True), (2, True), (3, False), (9, False)])
def test_a_limit_is_said_where_it_cuts(limit: int, cut: bool, tmp_path: Path) -> None:
    found, _ = looking(tmp_path, older(), owner=OWNER, limit=limit)
    assert len(found.entries) == min(limit, 3)
    assert found.cut is cut
    assert any("there is more" in remark for remark in found.remarks) is cut


def test_amendments_left_out_are_said(tmp_path: Path) -> None:
    found, _ = looking(tmp_path, older(), owner=OWNER, forms=("4",))
    assert [entry.form_type for entry in found.entries] == ["4"]
    assert found.remarks == ("amendments are left out: 4 was asked for, not 4/A",)


def test_an_older_part_that_cannot_be_had_is_no_shorter_answer(tmp_path: Path) -> None:
    files = {path: body for path, body in older().items() if "-001" not in path}
    with pytest.raises(NotAtEdgar, match="-001"):
        looking(tmp_path, files, owner=OWNER)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"forms": ("144",)}, "144"),
        ({"forms": ()}, "no form"),
        ({"limit": 0}, "a limit of 0"),
        ({"since": date(2026, 5, 2), "until": date(2026, 5, 1)}, "is no range"),
        ({"since": date(2027, 1, 1)}, "after today"),
        ({"until": date(2026, 1, 1)}, "give since, a limit, an owner or an issuer"),
        ({"owner": "Pat"}, "is no CIK"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(
    asked: dict[str, object], says: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=says):
        looking(tmp_path, {}, **asked)


def test_an_unknown_filer_is_no_empty_answer(tmp_path: Path) -> None:
    with pytest.raises(NotAtEdgar, match="no filer that EDGAR knows"):
        looking(tmp_path, {}, owner=OWNER)


def test_a_range_to_now_takes_the_quarter_and_todays_feed(tmp_path: Path) -> None:
    files = {
        "/Archives/edgar/full-index/2026/QTR2/master.gz": index(
            row(ISSUER, "SAMPLE CORP", "4", "2026-05-05", number(1)), received="May 5, 2026"
        ),
        "/Archives/edgar/daily-index/2026/QTR2/master.20260506.idx": index(
            row(OWNER, "DOE PAT", "4", "20260506", number(4))
        ),
        feed_path(): feed(
            ("4", "DOE - PAT (JR)", OWNER, "Reporting", number(2)),
            ("4", "SAMPLE CORP", ISSUER, "Issuer", number(2)),
            ("3", "ROE KIM", "0000000201", "Reporting", number(3)),
        ),
    }
    found, _ = looking(tmp_path, files, since=date(2026, 4, 1), forms=("4", "4/A"))
    assert [entry.accession_number for entry in found.entries] == [number(n) for n in (2, 4, 1)]
    latest = found.entries[0]
    assert latest.issuer is not None
    assert (latest.issuer.name, latest.owners[0].name) == ("SAMPLE CORP", "DOE - PAT (JR)")
    assert latest.accepted_at == datetime(2026, 5, 7, 16, 5, tzinfo=EASTERN)
    assert found.looked_in == (
        "the current feed",
        "the index of 2026 quarter 2",
        "the index of 2026-05-06",
    )
    assert any("no end" in remark for remark in found.remarks)


def test_a_missing_day_is_an_error_and_a_closed_day_is_not_asked_for(tmp_path: Path) -> None:
    with pytest.raises(EdgarError, match="2026-05-05 is a past business day"):
        looking(tmp_path, {}, since=date(2026, 5, 5), until=date(2026, 5, 5))
    found, asked = looking(tmp_path, {}, since=date(2026, 5, 2), until=date(2026, 5, 3))
    assert (found.entries, asked) == ((), [])
    assert "no business day" in found.remarks[0]


def test_yesterday_without_an_index_yet_comes_from_the_feed(tmp_path: Path) -> None:
    entries = [("4", "DOE PAT", OWNER, "Reporting", number(2))]
    files = {feed_path(): feed(*entries).replace(b"2026-05-07", b"2026-05-06")}
    yesterday = date(2026, 5, 6)
    found, _ = looking(tmp_path, files, since=yesterday, until=yesterday)
    assert [entry.accession_number for entry in found.entries] == [number(2)]
    assert "2026-05-06 has no index yet" in found.remarks[0]


def test_without_a_beginning_it_looks_backwards_to_the_limit(tmp_path: Path) -> None:
    files = {
        f"/Archives/edgar/full-index/{year}/QTR{n}/master.gz": index(
            *(row(OWNER, "DOE PAT", "4", f"{year}-0{3 * n - 1}-0{d}", number(10 * n + d)) for d in (1, 2))
        )
        for year, n in ((2026, 1), (2025, 3))
    } | {"/Archives/edgar/full-index/2025/QTR4/master.gz": index()}
    found, asked = looking(tmp_path, files, until=date(2026, 3, 31), limit=3)
    assert [entry.accession_number for entry in found.entries] == [number(12), number(11), number(32)]
    assert len(asked) == 3
    assert found.cut


def test_without_bounds_it_is_the_current_feed(tmp_path: Path) -> None:
    files = {feed_path(): feed(("4", "DOE PAT", OWNER, "Reporting", number(2)))}
    found, _ = looking(tmp_path, files)
    assert len(found.entries) == 1
    assert "only the current feed" in found.remarks[0]


@pytest.mark.parametrize("body", [b"<rss/>", b"<feed>", feed(("4", "", "", "", "")), b"<a><b></a>"])
def test_what_is_no_feed_is_an_error(body: bytes) -> None:
    with pytest.raises(EdgarError):
        read_feed(body, source="here")


@pytest.mark.parametrize(
    ("listed", "raw"),
    [
        ("xslF345X05/wk-form4_1.xml", "wk-form4_1.xml"),
        ("xslF345X02/primary_doc.xml", "primary_doc.xml"),
        ("doc4.xml", "doc4.xml"),
        ("", None),
        (None, None),
    ],
)
def test_the_styled_views_folder_is_taken_off(listed: str | None, raw: str | None) -> None:
    assert raw_name(listed) == raw
