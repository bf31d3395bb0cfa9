"""What the report of Item 405 says: late reports with their evidence, failures to file, and of whom."""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct

from section16.law.citations import Citation
from section16.law.deadlines import ITEM_405, DaysLate
from section16.ledger.agenda.duty import Person

ITEM_405_CAPTION = Citation(
    "Regulation S-K, Item 405(a)(1) and instruction",
    "Under the caption “Delinquent Section 16(a) Reports”, identify each person who at any time during the "
    "fiscal year was subject and failed to file on a timely basis reports required during the most recent "
    "fiscal year or prior fiscal years; the caption is left out where there is nothing to report.",
    "https://www.ecfr.gov/current/title-17/section-229.405",
    in_substance=True,
)
ITEM_405_RELIANCE = Citation(
    "Regulation S-K, Item 405(b)",
    "The registrant may rely only on a review of the reports filed electronically during the most recent "
    "fiscal year and of Forms 5 with respect to it, and on a written representation that no Form 5 is "
    "required.",
    "https://www.ecfr.gov/current/title-17/section-229.405",
    in_substance=True,
)


class Evidence(Struct, frozen=True, kw_only=True):
    """One line of a filing, or the form as a whole (an empty `path`): when it was due, and why it is late."""

    path: str
    what: str
    due: date | None
    days: DaysLate
    why: str
    uncertain: str = ""


class LateReport(Struct, frozen=True, kw_only=True):
    """A filing that was late for one person, or some of whose lines were.

    `key` stays the same from report to report. `reports` is how many reports it stands for, `transactions`
    how many were not reported in time, `holdings` how many holdings. `prior_year` says that it was due in an
    earlier fiscal year. `uncertain` says why it may be on time, empty where it is late.
    """

    key: str
    name: str
    form: str
    accession_number: str | None
    filed: date | None
    reports: int
    transactions: int
    holdings: int
    evidence: tuple[Evidence, ...]
    prior_year: bool = False
    uncertain: str = ""


class Failure(Struct, frozen=True, kw_only=True):
    """A report that no filing is: known from recorded facts, or from filed totals that do not follow.

    `evidence` are ids of facts, or the names of the filings between which something is missing.
    """

    key: str
    form: str
    what: str
    due: date | None
    why: str
    known_from: Literal["facts", "gap"]
    evidence: tuple[str, ...] = ()
    prior_year: bool = False
    uncertain: str = ""


class Delinquent(Struct, frozen=True, kw_only=True):
    """One person's late reports and failures to file."""

    person: Person
    reports: tuple[LateReport, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def late_reports(self) -> int:
        """How many reports of the year, and of earlier years not yet told, were late."""
        return sum(each.reports for each in self.reports)

    @property
    def late_transactions(self) -> int:
        """How many transactions were not reported on a timely basis, as far as they are reported by now."""
        return sum(each.transactions for each in self.reports)

    @property
    def prior_year(self) -> tuple[LateReport | Failure, ...]:
        """What was due in earlier fiscal years and not told before."""
        told: list[LateReport | Failure] = [*self.reports, *self.failures]
        return tuple(each for each in told if each.prior_year)


class Reliance(Struct, frozen=True, kw_only=True):
    """A written statement that no Form 5 is due, which the report relies on."""

    person: Person
    name: str
    since: date


class Delinquency(Struct, frozen=True, kw_only=True):
    """The report of a fiscal year.

    `persons` are those late beyond doubt; what may be late is in `uncertain`. `paragraph` is for the proxy
    statement, under the caption `heading`; both are None where nothing is late. `says` is for the desk.
    """

    issuer: Person
    fiscal_year_end: date
    as_of: date
    persons: tuple[Delinquent, ...] = ()
    uncertain: tuple[Delinquent, ...] = ()
    relied_on: tuple[Reliance, ...] = ()
    not_stated: tuple[Person, ...] = ()
    paragraph: str | None = None
    says: tuple[str, ...] = ()
    cites: tuple[Citation, ...] = (ITEM_405, ITEM_405_CAPTION, ITEM_405_RELIANCE)

    @property
    def heading(self) -> str | None:
        """The caption of the paragraph, None where there is none."""
        return None if self.paragraph is None else HEADING

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of everything the paragraph tells: give them as `disclosed` for the next year's report."""
        found: dict[str, None] = {}
        for one in self.persons:
            found |= dict.fromkeys(each.key for each in one.reports)
            found |= dict.fromkeys(each.key for each in one.failures)
        return tuple(found)


HEADING = "Delinquent Section 16(a) Reports"
"""The caption that Item 405(a)(1) prescribes."""
