"""The sandbox itself: takes submissions, follows them to their end, and answers for accounts and archive."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from section16.edgar.addresses import ten_digits
from section16.edgar.journal import Mode
from section16.edgar.sandbox.clock import SandboxClock
from section16.edgar.sandbox.filed import Filed
from section16.edgar.sandbox.judging import Records, SefMessage, judged
from section16.edgar.sandbox.seeds import FILER_TOKEN, LOGIN_CIK, SEEDS, USER_TOKEN, Seed
from section16.edgar.sandbox.shelf import Kept, Shelf, hidden
from section16.edgar.submission import SubmissionParts
from section16.formats import ownership_xml, statement_json
from section16.law import business_days
from section16.law.filing_day import eastern, filed_on
from section16.model.statement import Statement
from section16.model.submission import Document

_UNSEEN_TYPES = ("CORRESP", "COVER")  # "CORRESP and COVER are not disseminated with the filing"


class Sandbox:
    """A local EDGAR in a folder. `clock` tells the real time (aware); `processing` is in seconds.

    A submission is unknown for `settling` seconds, then in processing until `processing` seconds after it was
    received, and then accepted or suspended. With `always_open` it takes submissions on every day and hour.
    """

    def __init__(
        self,
        folder: str | Path,
        *,
        clock: Callable[[], datetime] | None = None,
        seed: Iterable[Seed] = SEEDS,
        settling: float = 0.0,
        processing: float = 0.0,
        always_open: bool = False,
    ) -> None:
        self.shelf = Shelf(Path(folder))
        self._published: dict[str, Filed] = {}
        self.clock = SandboxClock(self.shelf, clock)
        self.settling, self.processing, self.always_open = settling, processing, always_open
        if not self.shelf.rows("SELECT 1 FROM filers LIMIT 1"):
            for each in seed:
                self.enrol(each.cik, each.name, each.ccc)
            self.issue_token(FILER_TOKEN, "filer", LOGIN_CIK, days=365)
            self.issue_token(USER_TOKEN, "user", LOGIN_CIK, days=30)

    def close(self) -> None:
        """Close its file."""
        self.shelf.close()

    # Accounts

    def enrol(self, cik: str, name: str, ccc: str) -> None:
        """Make a filer known, or give it another name and CCC."""
        confirm = (self.clock.now() + timedelta(days=200)).isoformat()
        self.shelf.write(
            "INSERT OR REPLACE INTO filers VALUES (?, ?, ?, ?)", ten_digits(cik), name, hidden(ccc), confirm
        )

    def issue_token(self, token: str, kind: str, cik: str, *, days: float) -> None:
        """Make a token valid for so many days; a new user token ends the former."""
        if kind == "user":
            self.shelf.write("DELETE FROM tokens WHERE kind = 'user' AND cik = ?", ten_digits(cik))
        ends = (self.clock.now() + timedelta(days=days)).isoformat()
        self.shelf.write(
            "INSERT OR REPLACE INTO tokens VALUES (?, ?, ?, ?)", hidden(token), kind, ten_digits(cik), ends
        )

    def token(self, token: str) -> tuple[str, str, datetime] | None:
        """Return kind, CIK and end of a token, None for one that was never issued."""
        found = self.shelf.rows("SELECT kind, cik, ends FROM tokens WHERE digest = ?", hidden(token))
        return (found[0][0], found[0][1], datetime.fromisoformat(found[0][2])) if found else None

    def name_of(self, cik: str) -> str | None:
        """Return the conformed name of a filer, None for nobody."""
        if not re.fullmatch(r"[0-9]{1,10}", cik) or not int(cik):
            return None
        found = self.shelf.rows("SELECT name FROM filers WHERE cik = ?", ten_digits(cik))
        return str(found[0][0]) if found else None

    def opens(self, cik: str, ccc: str) -> bool:
        """Say whether a CCC is that of a filer."""
        return bool(
            self.shelf.rows("SELECT 1 FROM filers WHERE cik = ? AND ccc = ?", ten_digits(cik), hidden(ccc))
        )

    def confirm_by(self, cik: str) -> datetime | None:
        """Return until when the account must be confirmed."""
        found = self.shelf.rows("SELECT confirm_by FROM filers WHERE cik = ?", cik)
        return datetime.fromisoformat(found[0][0]) if found else None

    def can_file(self, cik: str) -> bool:
        """Say whether the yearly confirmation of an account is in order."""
        confirm = self.confirm_by(ten_digits(cik))
        return confirm is not None and confirm > self.clock.now()

    # Hours

    @property
    def condition(self) -> str:
        """The operational status: as set, else by the hours of the filer manual."""
        forced = self.shelf.setting("condition")
        if forced:
            return forced
        now = self.clock.now()
        hour = now.hour + now.minute / 60
        is_open = business_days.calendar().is_business_day(now.date()) and 6 <= hour < 22
        if not is_open and not self.always_open:
            return "OUTSIDE_OPERATING_HOURS"
        return "ACCEPTING_AFTER_HOURS" if is_open and hour >= 17.5 else "ACCEPTING"

    @property
    def takes_submissions(self) -> bool:
        """Whether a submission is taken now."""
        return self.condition.startswith("ACCEPTING")

    # Submissions

    def receive(self, parts: SubmissionParts, mode: Mode, login: str) -> str:
        """Take a submission, judge it, keep it, and return its accession number."""
        now = self.clock.now()
        verdict = judged(parts, now.date(), Records(self.name_of, self.opens, self.can_file))
        statement = verdict.statement
        with self.shelf.alone():
            year = f"{now:%y}"
            count = self.shelf.rows(
                "SELECT count(*) FROM submissions WHERE number LIKE ?", f"{login}-{year}-%"
            )
            number = f"{login}-{year}-{count[0][0] + 1:06}"
            self.shelf.keep(
                Kept(
                    number=number,
                    mode=mode.value,
                    received_at=now.isoformat(),
                    final_at=(now + timedelta(seconds=self.processing)).isoformat(),
                    outcome="ACCEPTED" if verdict.is_accepted else "SUSPENDED",
                    form_type=parts.form_type,
                    messages=msgspec.json.encode(verdict.messages),
                    registrants=msgspec.json.encode(_registrants(statement, self.name_of)),
                    filed_on=filed_on(now).value.isoformat(),
                    statement=statement_json.write(statement) if statement else b"",
                    documents=msgspec.json.encode(_disseminated(parts)),
                    login=login,
                )
            )
        return number

    def submission(self, number: str) -> Kept | None:
        """Return a submission, once EDGAR knows of it."""
        found = self.shelf.submissions("number = ?", number)
        if not found:
            return None
        known = datetime.fromisoformat(found[0].received_at) + timedelta(seconds=self.settling)
        return found[0] if self.clock.now() >= known else None

    def is_final(self, kept: Kept) -> bool:
        """Whether it is accepted or suspended by now."""
        return self.clock.now() >= datetime.fromisoformat(kept.final_at)

    # The public side

    def filings(self) -> list[Filed]:
        """Return what is public: accepted, LIVE and through processing, in the order received."""
        return [
            self._published.get(kept.number) or self._filed(kept)
            for kept in self.shelf.submissions("mode = 'LIVE' AND outcome = 'ACCEPTED'")
            if self.is_final(kept)
        ]

    def _filed(self, kept: Kept) -> Filed:
        """Make what becomes public of a submission; it stays so, whatever its filers are called later."""
        statement = self._conformed(statement_json.read(kept.statement).to_statement())
        ciks = [statement.issuer.cik, *(owner.cik for owner in statement.owners)]
        documents = msgspec.json.decode(kept.documents, type=tuple[Document, ...])
        published = ownership_xml.write(statement, disseminated=True)
        self._published[kept.number] = Filed(
            accession_number=kept.number,
            form_type=kept.form_type,
            accepted_at=datetime.fromisoformat(kept.received_at).astimezone(eastern()),
            filed_on=date.fromisoformat(kept.filed_on),
            statement=statement,
            documents=tuple(
                replace(each, content=published) if each.type == kept.form_type else each
                for each in documents
            ),
            names={ten_digits(cik): self.name_of(cik) or "" for cik in ciks if cik},
        )
        return self._published[kept.number]

    def _conformed(self, statement: Statement) -> Statement:
        """Return a statement as EDGAR publishes it: with the names it knows its filers by."""
        issuer, owners = statement.issuer, statement.owners
        return replace(
            statement,
            issuer=replace(issuer, name=self.name_of(issuer.cik or "") or issuer.name),
            owners=tuple(
                replace(owner, name=self.name_of(owner.cik or "") or owner.name) for owner in owners
            ),
        )

    def messages(self, kept: Kept) -> tuple[SefMessage, ...]:
        """Return EDGAR's messages about a submission."""
        return msgspec.json.decode(kept.messages, type=tuple[SefMessage, ...])


def _disseminated(parts: SubmissionParts) -> list[Document]:
    """Return what becomes public of a submission: the statement first, in whatever order they were sent."""
    main = parts.statement_document
    others = [
        each
        for each in parts.exhibits
        # "each may be followed by `.text`" ... "PDF: dropped with a WARNING"
        if each.type.partition(".")[0] not in _UNSEEN_TYPES
        and not (each.filename or "").lower().endswith(".pdf")
    ]
    return [main, *others] if main else others


def _registrants(statement: Statement | None, name: Callable[[str], str | None]) -> list[dict[str, Any]]:
    if statement is None:
        return []
    issuer = [(statement.issuer.cik, "Issuer")]
    owners = [(owner.cik, "Ownership Reporting Owner") for owner in statement.owners]
    return [
        {
            "cik": cik,
            "company": name(cik) or "",
            "filingRole": role,
            "formType": statement.form_type,
            "fileNumbers": [],
        }
        for cik, role in (*issuer, *owners)
        if cik and re.fullmatch(r"\d{1,10}", cik)
    ]
