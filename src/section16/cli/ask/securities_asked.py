"""What it is about: a security by its title, the terms of a derivative, and in whose hands it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from section16.cli.ask import answers
from section16.cli.ask.event import Event
from section16.cli.ask.fact_questions import DERIVATIVE, Field
from section16.cli.ask.interview import Interview, Prompt
from section16.cli.ask.question_help import help_of
from section16.drafting.facts import Held
from section16.drafting.securities import UNITS, Security, SecurityKind, kind_from_title
from section16.errors import UsageError
from section16.law import citations as law
from section16.model.lines import same


def asked_security(interview: Interview, event: Event, field: Field) -> str | Security | None:
    """Ask for a security: one of the issuer's, a class by its title, or a derivative with its terms."""
    known = {f"{each.title} ({key})": key for key, each in event.issuer.securities.items()}
    takes = answers.one_of_or(known, _title(event))
    title = interview.ask(
        Prompt(
            asks=field.asks,
            takes=answers.or_none(takes) if field.may_be_nothing else takes,
            default=field.default,
            explains=field.explains,
            choices=tuple(known),
        )
    )
    if title is None:
        return None
    must_be = DERIVATIVE.get(event.happening.fact) if field.name == "security" else None
    try:
        resolved = event.desk.security(_anything(event, title), title)
    except UsageError:
        kind = kind_from_title(title) or _asked_kind(interview, must_be or SecurityKind.OTHER_DERIVATIVE)
        return _described(interview, event.known.as_of, title, kind)
    if must_be and not resolved.is_derivative:
        return _described(interview, event.known.as_of, title, _asked_kind(interview, must_be))
    return title


def _title(event: Event) -> Callable[[str], str]:
    """Return what takes a title, unless several securities of the issuer share it."""

    def take(answer: str) -> str:
        alike = [key for key, each in event.issuer.securities.items() if same(each.title) == same(answer)]
        if len(alike) > 1:
            raise UsageError(f"{answer!r} is the title of {', '.join(alike)}; type the number or name of one")
        return answers.text(answer)

    return take


def hands(event: Event) -> Callable[[str], str]:
    """Return what takes the hands in which securities are, by key or in words."""

    def take(answer: str) -> str:
        event.desk.vehicle(_anything(event, "Common Stock"), answer)
        return answers.text(answer)

    return take


def _anything(event: Event, title: str) -> Held:
    return Held(on=event.known.as_of, security=title, shares=Decimal(0))


def _asked_kind(interview: Interview, usual: SecurityKind) -> SecurityKind:
    kinds = {str(kind): kind for kind in SecurityKind}
    return interview.ask(
        Prompt(
            asks="Kind of security",
            takes=answers.one_of(kinds),
            default=str(usual),
            choices=tuple(kinds),
            explains=help_of("The kind decides the table, and what an exercise is.", rule=law.FORM_4_TABLES),
        )
    )


_EVERY = frozenset(SecurityKind)


class _Term(NamedTuple):
    """One of the terms that Table II shows.

    `item` is the item of the form, `field` that of the security, `in_words` the field in which words are kept
    instead; under ``notes`` they become the footnote in place of the item. It is asked for the kinds `of`.
    """

    item: str
    field: str
    asks: str
    takes: Callable[[date], Callable[[str], Any]]
    in_words: str = "notes"
    default: str | None = None
    of: frozenset[SecurityKind] = _EVERY
    how: str = ""


_IN_WORDS = "Where there is none, say so in words: they become the footnote in its place."

_TERMS = (
    _Term(
        "underlying_title",
        "underlying",
        "Underlying security",
        lambda _: answers.text,
        in_words="underlying",
        default="Common Stock",
    ),
    _Term(
        "underlying_shares",
        "ratio",
        "Underlying shares for each",
        lambda _: answers.number,
        default="1",
        of=frozenset({SecurityKind.CALL, SecurityKind.PUT, SecurityKind.WARRANT, SecurityKind.CONVERTIBLE}),
    ),
    _Term(
        "exercise_price",
        "exercise_price",
        "Exercise price, in dollars",
        lambda _: answers.or_words(answers.number),
        of=_EVERY - UNITS - {SecurityKind.CONVERTIBLE},
        how=_IN_WORDS,
    ),
    _Term(
        "exercise_date",
        "exercise_date",
        "Exercisable from, or the vesting in words",
        lambda today: answers.or_words(answers.day(today)),
        in_words="vesting",
        of=_EVERY - {SecurityKind.CONVERTIBLE},
        how="Write a day, or the schedule: in four equal annual installments from May 5, 2027.",
    ),
    _Term(
        "expiration_date",
        "expiration_date",
        "Expires on",
        lambda today: answers.or_words(answers.day(today)),
        of=_EVERY - UNITS - {SecurityKind.CONVERTIBLE},
        how=_IN_WORDS,
    ),
)
"""The terms of a derivative, in the order in which they are asked."""


def _described(interview: Interview, today: date, title: str, kind: SecurityKind) -> Security:
    """Ask for the terms of a derivative (Form 4, General Instruction 4(c)(iii))."""
    terms: dict[str, Any] = {"notes": {}}
    for term in _TERMS:
        if kind not in term.of:
            continue
        answer = interview.ask(
            Prompt(
                asks=f"  {term.asks}",
                takes=term.takes(today),
                default=term.default,
                explains=help_of(term.how, item=f"table_2.{term.item}", rule=law.FORM_4_DERIVATIVE_TERMS),
            )
        )
        if not isinstance(answer, str):
            terms[term.field] = answer
        elif term.in_words == "notes":
            terms["notes"][term.item] = answer
        else:
            terms[term.in_words] = answer
    return Security(title=title, kind=kind, **terms)
