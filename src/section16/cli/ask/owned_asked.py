"""What was owned: before the event where a total must follow it, and on the day from which Form 3 speaks."""

from __future__ import annotations

from msgspec.structs import replace

from section16.cli.ask import answers
from section16.cli.ask.event import Event
from section16.cli.ask.fact_questions import Field, Sort
from section16.cli.ask.interview import Interview, Prompt
from section16.cli.ask.line_shown import LinesShown
from section16.cli.ask.question_help import help_of
from section16.cli.ask.securities_asked import asked_security, hands
from section16.drafting.facts import Held
from section16.drafting.legs import Account
from section16.law import citations as law


def ask_openings(interview: Interview, event: Event, lines: LinesShown) -> None:
    """Ask what every account held of which neither an earlier statement nor an answer tells."""
    for account in event.not_opened():
        event.held += _asked_opening(interview, event, account)
        lines.show()


def _asked_opening(interview: Interview, event: Event, account: Account) -> list[Held]:
    in_hands = hands(event)

    def take(answer: str) -> list[Held]:
        own, *others = (part.strip() for part in answer.split(";"))
        told = [event.opening(account, answers.number(own))]
        for other in others:
            amount, _, nature = other.partition(" ")
            told.append(replace(told[0], shares=answers.number(amount), held=in_hands(nature.strip())))
        return told

    return interview.ask(
        Prompt(
            asks=f"Owned before, {account.name}",
            takes=take,
            explains=help_of(
                "Write the number, 0 if none. What is owned of the class in other hands is reported too: "
                "write it after a semicolon, as 18,590; 3000 By Trust.",
                item="table_1.owned_following",
                rule=law.FORM_4_TOTALS,
            ),
        )
    )


_SECURITY = Field(
    name="holding",
    sort=Sort.SECURITY,
    asks="Owned on that day",
    explains=help_of(
        "Write the title of a class or a derivative; none when there is no more.",
        item="table_1.security",
        rule=law.FORM_3_NONE,
    ),
    default=answers.NONE,
    may_be_nothing=True,
)


def ask_holdings(interview: Interview, event: Event, lines: LinesShown) -> None:
    """Ask for everything owned on the day of the event, which Form 3 shows."""
    amount = Prompt(asks="  Amount", takes=answers.number, explains=help_of(item="table_1.owned_following"))
    held = Prompt(
        asks="  Held",
        takes=hands(event),
        default="direct",
        explains=help_of(item="table_1.nature_of_ownership", rule=law.FORM_4_NATURE),
    )
    while (security := asked_security(interview, event, _SECURITY)) is not None:
        event.held.append(
            Held(
                on=event.answers["on"],
                security=security,
                shares=interview.ask(amount),
                held=interview.ask(held),
            )
        )
        lines.show()
    event.answers["nothing_owned"] = not event.held
