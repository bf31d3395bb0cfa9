"""`section16 draft --ask`: one event asked for at the terminal, its line shown as it builds, then drafted."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from msgspec.structs import replace

from section16.cli.ask import answers
from section16.cli.ask.event import MAIN, Event, Known
from section16.cli.ask.fact_questions import COMMON, RARE, Field, Happening, field_named
from section16.cli.ask.fields_asked import ask_field
from section16.cli.ask.interview import Interview, Prompt
from section16.cli.ask.line_shown import LinesShown
from section16.cli.ask.owned_asked import ask_holdings, ask_openings
from section16.cli.ask.parties_asked import asked_issuer, asked_office, asked_owner, sign
from section16.cli.ask.question_help import help_of
from section16.cli.ask.told_files import keep, known_profiles
from section16.cli.days import day_of
from section16.cli.drafting import tell
from section16.cli.inputs import earlier
from section16.cli.main import FAILED
from section16.drafting.legs import Question
from section16.errors import UsageError
from section16.law import citations as law
from section16.law.filing_day import eastern

T = TypeVar("T")

_INTRODUCTION = "Enter takes what stands in brackets, ? explains, back takes back the last answer."


def ask(options: argparse.Namespace) -> int:
    """Ask for one event, keep what was told, draft it and say what was made, as `tell` does.

    The facts go to ``facts.toml`` in the output folder, new issuers and owners into the folder of profiles
    (``profiles`` in the output folder unless another is named). When the answers end early nothing is
    written and the exit code is 2.
    """
    output = Path(options.output)
    place = Path(options.profiles) if options.profiles else output / "profiles"
    after = (reading.statement for reading in earlier(options.after or ()))
    known = Known(
        profiles=known_profiles(place),
        after=tuple(statement for statement in after if statement),
        as_of=day_of(options.as_of) if options.as_of else datetime.now(eastern()).date(),
        merge_prices=not options.separate_prices,
        report_deferred=options.report_deferred,
    )
    print(_INTRODUCTION, file=sys.stderr)
    try:
        event = Interview().run(lambda interview: _told(interview, known))
    except (EOFError, KeyboardInterrupt):
        print("\nsection16: stopped before the end; nothing was written", file=sys.stderr)
        return FAILED
    again = keep(event, output, place)
    code = tell(event.drafts(), options, before=known.after)
    print(f"to draft it again: {again}", file=sys.stderr)
    return code


def _told(interview: Interview, known: Known) -> Event:
    """Ask everything, from who reports on what to who signs."""
    issuer = asked_issuer(interview, known.profiles)
    owner = asked_owner(interview, known.profiles, issuer[0])
    event = Event(known, issuer, owner, _asked_happening(interview))
    lines = LinesShown(interview, event)
    for field in event.fields:
        ask_field(interview, event, field)
        lines.show()
    if event.happening.fact == "appointment":
        ask_holdings(interview, event, lines)
    try:
        _ask_what_blocks(interview, event, lines)
    except UsageError as error:
        interview.refuse(str(error))
    sign(interview, event)
    return event


def _asked_happening(interview: Interview) -> Happening:
    """Ask what happened: what is common first, everything else behind the last number."""
    common: dict[str, Happening | None] = {each.says: each for each in COMMON}
    chosen = _chosen(interview, common | {"something else": None})
    return chosen or _chosen(interview, {each.says: each for each in RARE})


def _chosen(interview: Interview, happenings: Mapping[str, T]) -> T:
    return interview.ask(
        Prompt(
            asks="What happened",
            takes=answers.one_of(happenings),
            choices=tuple(happenings),
            explains=help_of("Type the number or the first words.", rule=law.FORM_4_CODES),
        )
    )


_TOO_MUCH = f"facts[{MAIN}].shares"
"""What a question is about when more was disposed of than was owned."""

_OF_THE_FACT = re.compile(rf"facts\[{MAIN}\]\.(\w+)")


def _ask_what_blocks(interview: Interview, event: Event, lines: LinesShown) -> None:
    """Ask what the draft cannot be made without; what no answer here can mend is left for `tell` to say.

    An answer may bring in another account, so that what was owned is asked for again each time.
    """
    asked: set[Question] = set()
    while True:
        ask_openings(interview, event, lines)
        questions = [each for each in event.drafts().blocking if _can_be_asked(event, each)]
        if not questions:
            return
        question = questions[0]
        if question in asked or question.about == _TOO_MUCH:
            interview.refuse(question.asks)
        asked.add(question)
        if question.about == _offices(event):
            event.learn_office(asked_office(interview, event.issuer_key))
        elif field := _field(event, question):
            ask_field(interview, event, field)
        lines.show()


def _can_be_asked(event: Event, question: Question) -> bool:
    return question.about == _offices(event) or _field(event, question) is not None


def _offices(event: Event) -> str:
    return f"owners.{event.owner_key}.offices"


def _field(event: Event, question: Question) -> Field | None:
    """Return the field that a question is about, asked for in the words of the question."""
    named = _OF_THE_FACT.match(question.about)
    field = field_named(event.happening, named[1], event.known.as_of) if named else None
    options = f" ({' | '.join(question.options)})" if question.options else ""
    asks = question.asks + options
    return replace(field, asks=asks, default=None, may_be_nothing=False) if field else None
