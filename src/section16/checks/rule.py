"""The registry of checks: each is one decorated function with a stable id, its law and its examples.

A check looks at a `Case` and yields a `Problem` for everything wrong that it finds; the registry turns
problems into `Finding`s. Ids are public and never reused. The first letter is the family:

    S  schema             what the XML schema and EDGAR's error table demand
    F  content            what the form and its instructions demand of the content
    C  transaction codes  code against direction, price, form and explanation
    A  arithmetic         amounts that must follow from one another
    T  timing             when the form was due, and the periods of the law
    H  history            what earlier statements of the same owners say
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache, cached_property
from typing import Any, Literal

from msgspec import Struct

from section16.checks.said import Said, all_said
from section16.errors import UsageError
from section16.law.citations import Citation
from section16.model.findings import Severity
from section16.model.reading import Deviation
from section16.model.statement import Statement
from section16.model.submission import Submission
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction

Purpose = Literal["filed", "to_file"]
"""Whether the statement was filed already, or is about to be (then more matters)."""

FAMILIES = {
    "S": "Schema",
    "F": "Content of the form",
    "C": "Transaction codes",
    "A": "Arithmetic",
    "T": "Timing",
    "H": "History",
}


class Case(Struct, frozen=True, kw_only=True, dict=True):
    """What a check may look at; what several checks want is worked out once.

    `in_force` is the day whose rules apply: the filing date, else the latest signature date, else the first
    day of the schema version, else None (then today's rules). `filed_on` is the filing date, when known;
    `earlier` holds statements filed before, oldest first.
    """

    statement: Statement
    deviations: tuple[Deviation, ...] = ()
    submission: Submission | None = None
    purpose: Purpose = "filed"
    in_force: date | None = None
    filed_on: date | None = None
    earlier: tuple[Statement, ...] = ()

    @cached_property
    def said(self) -> tuple[Said, ...]:
        """Every item that the form type knows, with what the statement says of it, in document order."""
        return tuple(all_said(self.statement))

    @cached_property
    def rows(self) -> tuple[tuple[str, Transaction | Holding], ...]:
        """Every line of both tables with its path, Table I first."""
        return tuple(self.statement.rows_with_paths())

    @cached_property
    def transactions(self) -> tuple[tuple[str, Transaction], ...]:
        """Every transaction line of both tables with its path, Table I first."""
        return tuple((path, row) for path, row in self.rows if isinstance(row, Transaction))

    @cached_property
    def derivative_rows(self) -> tuple[tuple[str, DerivativeTransaction | DerivativeHolding], ...]:
        """Every line of Table II with its path."""
        return tuple((f"table_2[{n}]", row) for n, row in enumerate(self.statement.table_2))

    @cached_property
    def deviating_paths(self) -> frozenset[str]:
        """The paths at which the document departed from its format: their values are not simply absent."""
        return frozenset(deviation.path for deviation in self.deviations)

    @cached_property
    def is_typed(self) -> bool:
        """Whether every value is of its item's type, as reading and typing programs make them.

        Where one is not, only family S speaks (S204, S207, S210): no other check could calculate with it.
        """
        return all(said.is_typed for said in self.said)

    @cached_property
    def before(self) -> tuple[Statement, ...]:
        """The statements of the same issuer and owners that came before this one, oldest first.

        None of a later period, and none whose values are not of their items' types. Empty for an amendment,
        which repeats what its original said.
        """
        if self.statement.is_amendment:
            return ()
        parties, day = _parties(self.statement), _day(self.statement)
        return tuple(
            each
            for each in self.earlier
            if _parties(each) == parties
            and _day(each) <= day
            and all(said.is_typed for said in all_said(each))
        )

    @cached_property
    def signed_on(self) -> date | None:
        """The date of the latest signature."""
        return max((s.date for s in self.statement.signatures if s.date), default=None)


def _parties(statement: Statement) -> tuple[str, frozenset[str]]:
    return unpadded(statement.issuer.cik), frozenset(unpadded(owner.cik) for owner in statement.owners)


def unpadded(cik: str | None) -> str:
    """Return a CIK without its leading zeros, as two of them are compared."""
    return (cik or "").lstrip("0")


def _day(statement: Statement) -> date:
    return statement.period_of_report or date.min


class Problem:
    """One thing a check found: where, and the named fields of the check's message."""

    __slots__ = ("fields", "path")

    def __init__(self, path: str, /, **fields: Any) -> None:
        self.path = path
        self.fields = fields


class Needs(StrEnum):
    """What a check must see to decide."""

    DOCUMENT = "the document"
    SUBMISSION = "the submission it is sent in"
    EDGAR = "EDGAR's own records"


class Example(Struct, frozen=True, kw_only=True):
    """A bad example: a sample statement, bent in one place, and the path where the check must speak.

    `changes` maps paths of the sample (see `section16.checks.bend`) to new values; `deviations` are what
    reading such a document would have met, `accepted_at` is when EDGAR accepted it. `earlier` names samples
    filed before, `earlier_changes` bends each of them so that the sample itself is good after them. `says` is
    a phrase the message must contain, if given.
    """

    sample: str = "form4"
    changes: dict[str, Any] = {}
    deviations: tuple[Deviation, ...] = ()
    purpose: Purpose = "filed"
    filed_on: date | None = None
    accepted_at: datetime | None = None
    earlier: tuple[str, ...] = ()
    earlier_changes: dict[str, Any] = {}
    at: str = ""
    says: str = ""


class Rule(Struct, frozen=True, kw_only=True):
    """A registered check: what it demands, on whose word, how bad a breach is, and how to mend it.

    `explanation` tells a person why it matters; `good` and `bad` examples are printed and tested.
    `facets` names what of the schema it enforces (``maxLength``, ``sequence`` ...), `since` and `until`
    the first and last day it is in force. `only` restricts it to one purpose.
    """

    id: str
    title: str
    severity: Severity
    cites: tuple[Citation, ...]
    message: str
    remedy: str
    explanation: str
    examples: tuple[Example, ...]
    needs: Needs = Needs.DOCUMENT
    facets: tuple[str, ...] = ()
    only: Purpose | None = None
    since: date | None = None
    until: date | None = None
    find: Callable[[Case], Iterator[Problem]] | None = None

    @property
    def family(self) -> str:
        """The family's name, from the first letter of the id."""
        return FAMILIES[self.id[0]]

    def applies(self, case: Case) -> bool:
        """Whether the rule is in force for the case, meant for its purpose, and able to judge it."""
        if self.find is None or (self.only and self.only != case.purpose):
            return False
        if self.id[0] != "S" and not case.is_typed:
            return False
        if self.since and case.in_force and case.in_force < self.since:
            return False
        return not (self.until and (case.in_force is None or case.in_force > self.until))


_RULES: dict[str, Rule] = {}

Find = Callable[[Case], Iterator[Problem]]


def check(
    id: str,
    *,
    title: str,
    severity: Severity,
    cites: Citation | tuple[Citation, ...],
    message: str,
    remedy: str,
    bad: Example | tuple[Example, ...],
    facets: tuple[str, ...] = (),
    only: Purpose | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Callable[[Find], Find]:
    """Register the decorated function as the check `id`; its docstring becomes the explanation.

    `message` is a template whose fields the function's `Problem`s fill.
    """

    def register(find: Find) -> Find:
        _add(
            Rule(
                id=id,
                title=title,
                severity=severity,
                cites=cites if isinstance(cites, tuple) else (cites,),
                message=message,
                remedy=remedy,
                explanation=find.__doc__ or "",
                examples=bad if isinstance(bad, tuple) else (bad,),
                facets=facets,
                only=only,
                since=since,
                until=until,
                find=find,
            )
        )
        return find

    return register


def elsewhere(
    id: str, *, title: str, severity: Severity, cites: Citation, needs: Needs, remedy: str, explanation: str
) -> None:
    """Register a row of EDGAR's error table that the document alone cannot decide; filing brings it."""
    _add(
        Rule(
            id=id,
            title=title,
            severity=severity,
            cites=(cites,),
            message=title,
            remedy=remedy,
            explanation=explanation,
            examples=(),
            needs=needs,
        )
    )


def _add(rule: Rule) -> None:
    if rule.id in _RULES:
        raise ValueError(f"check {rule.id} is registered twice")
    _RULES[rule.id] = rule
    rules.cache_clear()


@cache
def rules() -> tuple[Rule, ...]:
    """Return every registered check, by family (S, F, C, A ...) and number."""
    order = list(FAMILIES)
    return tuple(sorted(_RULES.values(), key=lambda rule: (order.index(rule.id[0]), rule.id)))


def rule(id: str) -> Rule:
    """Return the check with this id. Raises `UsageError` naming the nearest ids when there is none."""
    try:
        return _RULES[id.upper()]
    except KeyError:
        near = difflib.get_close_matches(id.upper(), _RULES, n=3) or sorted(_RULES)[:3]
        raise UsageError(
            f"there is no check {id!r}; did you mean {', '.join(near)}? 'section16 checks' lists them all"
        ) from None
