"""The fields of a fact, asked one by one: each answer taken as its sort wants it, and kept with the event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from msgspec.structs import replace

from section16.cli.ask import answers
from section16.cli.ask.event import Event
from section16.cli.ask.fact_questions import Field, Sort
from section16.cli.ask.interview import Interview, Prompt
from section16.cli.ask.securities_asked import asked_security, hands
from section16.drafting.securities import Security
from section16.law.plans import TradingPlan


def ask_field(interview: Interview, event: Event, field: Field) -> None:
    """Ask for one field of the fact and keep the answer, with what it adds to the profiles."""
    if field.sort is Sort.SECURITY:
        answer: Any = asked_security(interview, event, field)
    else:
        takes = _TAKES[field.sort](event, field)
        prompt = Prompt(
            asks=field.asks,
            takes=answers.or_none(takes) if field.may_be_nothing else takes,
            default=field.default,
            explains=field.explains,
            choices=field.choices,
        )
        is_fills = field.sort is Sort.FILLS
        answer = interview.ask(replace(prompt, goes_on=answers.is_one_fill) if is_fills else prompt)
    if isinstance(answer, Security):
        event.learn_security(answer)
    if isinstance(answer, date) and field.sort is Sort.PLAN:
        answer = event.learn_plan(TradingPlan(adopted=answer))
    event.answers[field.name] = answer


def _plan(event: Event) -> Callable[[str], str | date | None]:
    known = {key: key for key in event.owner.plans}
    day = answers.day(event.known.as_of)
    return answers.or_none(lambda answer: known[answer] if answer in known else day(answer))


_TAKES: dict[Sort, Callable[[Event, Field], Callable[[str], Any]]] = {
    Sort.CHOICE: lambda _, field: answers.one_of({choice: choice for choice in field.choices}),
    Sort.DAY: lambda event, _: answers.day(event.known.as_of),
    Sort.NUMBER: lambda _event, _field: answers.number,
    Sort.YES: lambda _event, _field: answers.yes,
    Sort.TEXT: lambda _event, _field: answers.text,
    Sort.FILLS: lambda _event, _field: answers.fills,
    Sort.HANDS: lambda event, _: hands(event),
    Sort.APPROVAL: lambda event, _: answers.approval(event.known.as_of),
    Sort.WITHHELD: lambda _event, _field: answers.withheld,
    Sort.PLAN: lambda event, _: _plan(event),
}
