"""What the tokens can do for each filer, and when each of them ends: asked of EDGAR, warned of in time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from section16.edgar.addresses import ten_digits
from section16.edgar.answer_fields import moment_of, truth_of
from section16.edgar.api import Api
from section16.law.edgar_access import TOKEN_WARNING
from section16.law.filing_day import eastern

FILER_TOKEN_WARNING = timedelta(days=30)
"""How long before its end a filer token is spoken of: a technical administrator has to make the next."""
CONFIRMATION_WARNING = timedelta(days=30)
"""How long before it is due the yearly confirmation is spoken of."""


class Access(Struct, frozen=True, kw_only=True):
    """What the tokens can do for one filer, as EDGAR says.

    `can_file` is None where it does not say. Moments are Eastern; `warnings` say what ends soon, has ended,
    or is refused, and what to do; `says` is EDGAR's own word.
    """

    cik: str
    can_file: bool | None
    confirmation_due: datetime | None = None
    filer_token_ends: datetime | None = None
    user_token_ends: datetime | None = None
    warnings: tuple[str, ...] = ()
    says: str = ""


class _End(Struct, frozen=True):
    field: str
    what: str
    warn: timedelta
    remedy: str


# "A filer API token is valid for one year ... a user API token is valid for 30 days, and a new one ends the
# former." "An account administrator must confirm once a year." - see `section16.law.edgar_access`
_ENDS = {
    "filer_token_ends": _End(
        "filerApiTokenExpirationDate",
        "the filer token",
        FILER_TOKEN_WARNING,
        "a technical administrator makes a new one on EDGAR's filer management page",
    ),
    "user_token_ends": _End(
        "userApiTokenExpirationDate",
        "the user token",
        TOKEN_WARNING,
        "make a new one on EDGAR's filer management page",
    ),
    "confirmation_due": _End(
        "confirmationDueDate",
        "the time for the yearly confirmation of the account",
        CONFIRMATION_WARNING,
        "an account administrator confirms the account; without it nothing can be filed",
    ),
}


def verify(api: Api, ciks: Iterable[str | int]) -> tuple[Access, ...]:
    """Ask for each filer what the tokens can do (GET /fm/{cik}/verify), and warn of what ends.

    A token is warned of within 5 days of its end, a filer token and the yearly confirmation within 30. An
    answer that the tokens are no good is an `Access` that cannot file. Raises `EdgarError` where EDGAR cannot
    be asked, `UsageError` for what is no CIK.
    """
    return tuple(_access(api, ten_digits(cik)) for cik in ciks)


def _access(api: Api, cik: str) -> Access:
    reply = api.credentials(cik)
    if reply.status != 200:
        return Access(
            cik=cik,
            can_file=False,
            says=reply.said,
            warnings=(
                f"EDGAR refuses the tokens for {cik} ({reply.status}: {reply.said}); check that both are "
                "whole, in force, and belong to this filer or to one to whom it delegates",
            ),
        )
    now = api.clock()
    moments = {name: moment_of(reply.fields.get(end.field)) for name, end in _ENDS.items()}
    can_file = truth_of(reply.fields.get("canFile"))
    warnings = [
        *([f"the tokens cannot file for {cik}: {reply.said}"] if can_file is False else []),
        *(["EDGAR does not say whether the tokens can file"] if can_file is None else []),
        *(
            warning
            for name, end in _ENDS.items()
            if (moment := moments[name]) is not None and (warning := _warning(end, moment, now))
        ),
        *(f"EDGAR does not say when {end.what} ends" for name, end in _ENDS.items() if moments[name] is None),
    ]
    local = {name: moment.astimezone(eastern()) if moment else None for name, moment in moments.items()}
    return Access(cik=cik, can_file=can_file, says=reply.said, warnings=tuple(warnings), **local)


def _warning(end: _End, moment: datetime, now: datetime) -> str | None:
    """Return the warning of one end, None where it is far away."""
    when = f"{moment.astimezone(eastern()):%Y-%m-%d %H:%M} Eastern"
    if moment <= now:
        return f"{end.what} ended on {when}: {end.remedy}"
    left = moment - now
    if left > end.warn:
        return None
    days = left.days
    return f"{end.what} ends on {when}, in {days} day{'' if days == 1 else 's'}: {end.remedy}"
