"""Completing a line of Table II: every blank that the form does not allow gets a footnote, or a question.

"Describe in the appropriate columns in Table II characteristics of derivative securities, including title,
exercise or conversion price, date exercisable, expiration date, and the title and amount of securities
underlying the derivative security." - Form 4, General Instruction 4(c)(iii)
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from section16.drafting.footnote_numbering import NotedRow
from section16.drafting.footnotes import Library
from section16.drafting.legs import Question
from section16.drafting.securities import Security, SecurityKind
from section16.model.lines import number
from section16.model.tables import Row

_ASKS = {
    "exercise_price": "What is the exercise or conversion price of the {title}, in dollars a share? Where it "
    "has none, a footnote must say so: in_place = {{ exercise_price = '...' }} in the security.",
    "exercise_date": "When does the {title} become exercisable? Give exercise_date, or vesting = 'in four "
    "equal annual installments from ...'.",
    "expiration_date": "When does the {title} expire? Give expiration_date, or a footnote if it does not.",
    "price": "What was the price of the {title}, in dollars each (column 8)?",
    "underlying_shares": "How many shares underlie the {title}?",
}
"""What may not be blank in Table II without a footnote in its place, and how it is asked for."""


def completed(
    noted: NotedRow[Row], security: Security, library: Library, about: str
) -> tuple[NotedRow[Row], tuple[Question, ...]]:
    """Return a line of Table II with footnotes in place of what its security does not have.

    Units have no price and no expiration; what vests has its schedule in words. For anything else that is
    missing the question is returned; `about` names the fact behind the line.
    """
    texts = dict(noted.texts)
    questions: list[Question] = []
    for attribute, asks in _ASKS.items():
        if (
            not hasattr(noted.row, attribute)
            or getattr(noted.row, attribute) is not None
            or texts.get(attribute)
        ):
            continue
        words = _words(attribute, security, library)
        if words is None:
            field = "price" if attribute == "price" else "security"
            questions.append(Question(about=f"{about}.{field}", asks=asks.format(title=security.title)))
        else:
            texts[attribute] = (words,)
    if security.vesting and "exercise_date" not in texts:
        texts["exercise_date"] = (_vesting(security, library),)
    return replace(noted, texts=texts), tuple(questions)


def _words(attribute: str, security: Security, library: Library) -> str | None:
    say: Callable[[Security, Library], str | None] | None = _IN_PLACE.get((security.is_unit, attribute))
    if say is None and attribute == "exercise_date" and security.vesting:
        say = _vesting
    if say is None and security.sort is SecurityKind.CONVERTIBLE:
        say = _CONVERTIBLE.get(attribute)
    return say(security, library) if say else None


def _unit(security: Security, library: Library) -> str:
    """Say what a unit is: of which kind, and for how many shares it stands."""
    return library.text(
        "rsu_unit",
        unit=security.kind_in_words,
        ratio="one share" if security.ratio == 1 else f"{number(security.ratio)} shares",
        underlying=security.underlying or "Common Stock",
    )


def _vesting(security: Security, library: Library) -> str:
    if security.vesting is None:
        return library.text("units_vest_over_time")
    subject = (
        "units vest" if security.is_unit else "option vests" if security.sort in _OPTIONS else "award vests"
    )
    return library.text("vesting_schedule", subject=subject, vesting=security.vesting)


def _no_expiration(_: Security, library: Library) -> str:
    return library.text("no_expiration")


def _at_will(security: Security, library: Library) -> str:
    ratio = "one share" if security.ratio == 1 else f"{number(security.ratio)} shares"
    return library.text(
        "convertible_at_will",
        converts=security.title,
        ratio=ratio,
        into=security.underlying or "Common Stock",
    )


_OPTIONS = (SecurityKind.OPTION, SecurityKind.APPRECIATION_RIGHT)

_IN_PLACE: dict[tuple[bool, str], Callable[[Security, Library], str | None]] = {
    (True, "exercise_price"): _unit,
    (True, "exercise_date"): _vesting,
    (True, "expiration_date"): _no_expiration,
}
_CONVERTIBLE: dict[str, Callable[[Security, Library], str | None]] = {
    "exercise_price": _at_will,
    "exercise_date": _at_will,
    "expiration_date": _at_will,
}
