"""What became of a submission, as it is told: the state, EDGAR's messages on the form, and the filing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from section16.edgar.attempts import filed_on_of, how_to_settle, statement_of
from section16.edgar.journal import Event, Mode, Sending, State
from section16.edgar.suspension import Suspended, explained
from section16.errors import Section16Error
from section16.law.filing_day import eastern
from section16.model.filing import Filing
from section16.model.findings import Finding

Record = Callable[[Filing], object]
"""What is done with a filing that EDGAR accepted LIVE, such as recording it in the ledger."""

_WORDS = {
    State.PREPARED: "prepared, and not sent",
    State.SENDING: "being sent",
    State.RECEIVED: "received, and not decided yet",
    State.IN_DOUBT: "IN DOUBT: sent, and perhaps received",
    State.ACCEPTED: "accepted",
    State.SUSPENDED: "suspended: not filed",
    State.REFUSED: "refused: not filed",
    State.NEVER_ARRIVED: "never arrived: not filed",
    State.DROPPED: "dropped",
}


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a submission.

    `messages` are EDGAR's, each brought back to the form; `filing` is there for what was accepted LIVE, and
    only then: a TEST is never public and meets no duty. `findings` are what our checks say, none a REJECT.
    `advice` says what is to be done, `remarks` what else happened.
    """

    key: str
    state: State
    mode: Mode
    place: str
    says: str
    form_type: str | None = None
    accession_number: str | None = None
    accepted_at: datetime | None = None
    filed_on: date | None = None
    messages: tuple[Suspended, ...] = ()
    filing: Filing | None = None
    findings: tuple[Finding, ...] = ()
    advice: str | None = None
    remarks: tuple[str, ...] = ()

    @property
    def is_filed(self) -> bool:
        """Whether it is filed: accepted, and LIVE."""
        return self.filing is not None

    def __str__(self) -> str:
        number = f" as {self.accession_number}" if self.accession_number else ""
        when = f" at {self.accepted_at:%Y-%m-%d %H:%M:%S} Eastern" if self.accepted_at else ""
        filed = f", filed on {self.filed_on}" if self.filed_on and self.mode is Mode.LIVE else ""
        return f"{self.key}: Form {self.form_type} {self.mode} {_WORDS[self.state]}{number}{when}{filed}"


def outcome_of(sending: Sending, last: Event | None = None, *, findings: tuple[Finding, ...] = ()) -> Outcome:
    """Tell what the journal says of a submission; `last` is its latest event where that is known better."""
    told = last or sending.last
    state = State.IN_DOUBT if told.state is State.SENDING else told.state
    statement = statement_of(sending)
    accepted_at = told.accepted_at.astimezone(eastern()) if told.accepted_at else None
    filing = None
    if state is State.ACCEPTED and told.mode is Mode.LIVE and statement is not None:
        filing = Filing(
            statement=statement,
            accession_number=sending.accession_number or told.accession_number,
            filed_on=filed_on_of(told),
            accepted_at=accepted_at,
        )
    says = told.says
    if sending.last.state is State.SENDING and told.state is State.SENDING:
        says = "the journal ends in the middle of sending"
    return Outcome(
        key=told.key,
        state=state,
        mode=told.mode,
        place=told.place,
        says=says,
        form_type=told.form_type,
        accession_number=told.accession_number or sending.accession_number,
        accepted_at=accepted_at,
        filed_on=filed_on_of(told),
        messages=explained(told.messages, statement),
        filing=filing,
        findings=findings,
        advice=_advice(sending, state),
    )


def _advice(sending: Sending, state: State) -> str | None:
    match state:
        case State.IN_DOUBT:
            return how_to_settle(sending)
        case State.RECEIVED:
            return f"ask again with: section16 status {sending.last.key}"
        case State.SUSPENDED | State.REFUSED | State.NEVER_ARRIVED:
            return "mend what is said, and submit it again: nothing is filed"
    return None


def recorded(outcome: Outcome, record: Record | None) -> Outcome:
    """Hand a filing over to be recorded; what fails there is told, for the filing stands all the same."""
    if outcome.filing is None or record is None:
        return outcome
    try:
        record(outcome.filing)
    except (Section16Error, OSError) as error:
        said = f"accepted, and not recorded: {error}; record it with section16 status {outcome.key}"
        return replace(outcome, remarks=(*outcome.remarks, said))
    return outcome
