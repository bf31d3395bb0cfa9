"""Who reports on what: the issuer, the owner and the owner's offices, asked for where no profile tells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from section16.cli.ask import answers
from section16.cli.ask.event import Event
from section16.cli.ask.interview import Interview, Prompt
from section16.cli.ask.keys import key_of
from section16.cli.ask.question_help import help_of
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, Profiles
from section16.law import citations as law

_Profile = TypeVar("_Profile", IssuerProfile, OwnerProfile)

_CIK_EXPLAINED = "The CIK is EDGAR's number of every filer: www.sec.gov/search-filings/cik-lookup finds it."


def asked_issuer(interview: Interview, profiles: Profiles) -> tuple[str, IssuerProfile]:
    """Return the issuer with its key: the one that is known, one of several, or one that is asked for."""
    return _known_or_new(interview, "Issuer", profiles.issuers, _new_issuer)


def asked_owner(interview: Interview, profiles: Profiles, issuer: str) -> tuple[str, OwnerProfile]:
    """Return the owner with its key, as `asked_issuer` does; a new one with its office at the issuer."""

    def new(interview: Interview, cik: str) -> tuple[str, OwnerProfile]:
        return _new_owner(interview, cik, issuer)

    return _known_or_new(interview, "Owner", profiles.owners, new)


def _known_or_new(
    interview: Interview,
    what: str,
    known: Mapping[str, _Profile],
    new: Callable[[Interview, str], tuple[str, _Profile]],
) -> tuple[str, _Profile]:
    """Choose among the known, or ask for the CIK and whatever `new` asks; that names what it returns."""
    if not known:
        chosen = None
    elif len(known) == 1 and not interview.asks_all:
        chosen = next(iter(known))
    else:
        chosen = interview.ask(_which(what, known))
    if chosen is not None:
        return chosen, known[chosen]
    cik = interview.ask(
        Prompt(
            asks=f"{what}'s CIK",
            takes=answers.cik,
            explains=help_of(_CIK_EXPLAINED, item=f"{what.lower()}.cik"),
        )
    )
    for key, each in known.items():
        if each.cik.lstrip("0") == cik.lstrip("0"):
            return key, each
    name, profile = new(interview, cik)
    return key_of(name, taken=known), profile


def _which(what: str, known: Mapping[str, _Profile]) -> Prompt[str | None]:
    choices: dict[str, str | None] = {f"{each.name} (CIK {each.cik})": key for key, each in known.items()}
    choices["another"] = None
    return Prompt(
        asks=what,
        takes=answers.one_of(choices),
        explains=help_of("Type the number of one that the profiles know, or of another."),
        choices=tuple(choices),
    )


def _new_issuer(interview: Interview, cik: str) -> tuple[str, IssuerProfile]:
    name = interview.ask(_text("Issuer's name", "issuer.name"))
    symbol = interview.ask(
        Prompt(
            asks="Ticker",
            takes=answers.or_none(answers.text),
            explains=help_of("Write none where there is none.", item="issuer.trading_symbol"),
        )
    )
    return symbol or name, IssuerProfile(cik=cik, name=name, trading_symbol=symbol)


def _new_owner(interview: Interview, cik: str, issuer: str) -> tuple[str, OwnerProfile]:
    name = interview.ask(
        _text("Owner's name (Last First Middle)", "owner.name", "Write it as EDGAR has it: Sample Robin Q.")
    )
    office = asked_office(interview, issuer)
    return name, OwnerProfile(cik=cik, name=name, offices=(office,))


def asked_office(interview: Interview, issuer: str, asks: str = "Office") -> Office:
    """Ask what the owner is to the issuer."""
    office = interview.ask(
        Prompt(
            asks=f"{asks} (director, 10%, or an officer's title)",
            takes=answers.office,
            explains=help_of(
                "Write what applies with commas between: director, Chief Executive Officer. A title ticks "
                "Officer; 10% ticks 10% Owner; other: and a word ticks Other.",
                rule=law.FORM_4_RELATIONSHIP,
            ),
        )
    )
    return replace(office, issuer=issuer)


def sign(interview: Interview, event: Event) -> None:
    """Ask for the name as it is signed, where no profile tells who signs."""
    owner = event.owner
    if owner.signs_as or owner.signer or owner.powers or not owner.name:
        return
    signed = interview.ask(
        Prompt(
            asks="Signed by",
            takes=answers.text,
            default=answers.signed_name(owner.name),
            explains=help_of(
                "The name in the order in which it is signed; /s/ is put before it. Who signs for another or "
                "for an entity is told in a profile: signer, powers, signs_by.",
                item="signature.name",
                rule=law.FORM_4_SIGNED_FOR_ENTITY,
            ),
        )
    )
    event.learn_signature(signed)


def _text(asks: str, item: str, how: str = "") -> Prompt[str]:
    return Prompt(asks=asks, takes=answers.text, explains=help_of(how, item=item))
