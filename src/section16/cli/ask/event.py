"""One event as far as it has been told: the facts it comes to, and the statement these come to so far."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from section16.cli.ask.fact_questions import USUAL_SECURITY, Field, Happening, Sort, fields_of
from section16.cli.ask.keys import key_of
from section16.drafting.balances import Balances
from section16.drafting.coding import code
from section16.drafting.desk import Desk
from section16.drafting.draft import draft
from section16.drafting.drafted import Draft, Drafts
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import FACTS, Held
from section16.drafting.group import Group, Options
from section16.drafting.legs import Account
from section16.drafting.openings import Opening, openings_of
from section16.drafting.prices import Fill
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, Profiles
from section16.drafting.securities import Security
from section16.errors import UsageError
from section16.law.plans import TradingPlan
from section16.model.statement import Statement

MAIN = 0
"""The number of the event's own fact in its sheet; what was held before follows."""


class Known(Struct, frozen=True, kw_only=True):
    """What need not be asked: profiles, the owners' earlier statements, the day and manner of drafting."""

    profiles: Profiles
    after: tuple[Statement, ...]
    as_of: date
    merge_prices: bool = True
    report_deferred: bool = False

    def draft(self, sheet: FactSheet) -> Drafts:
        """Draft the statements of a sheet."""
        return draft(
            sheet,
            profiles=self.profiles,
            after=self.after,
            as_of=self.as_of,
            merge_prices=self.merge_prices,
            report_deferred=self.report_deferred,
        )


class Sketch(NamedTuple):
    """The statements as they would be, and whether it is known what was owned before."""

    drafts: tuple[Draft, ...]
    is_opened: bool


class Event:
    """An event that is being told, answer by answer.

    `issuer` and `owner` are keys with their profiles, which grow with the answers (a plan, a security, the
    name as signed). `answers` are the fact's fields by name, `held` what was owned before.
    """

    def __init__(
        self,
        known: Known,
        issuer: tuple[str, IssuerProfile],
        owner: tuple[str, OwnerProfile],
        happening: Happening,
    ) -> None:
        self.known = known
        self.issuer_key, self.issuer = issuer
        self.owner_key, self.owner = owner
        self.happening = happening
        self.fields = fields_of(happening, known.as_of)
        self.answers: dict[str, Any] = {}
        self.held: list[Held] = []

    @property
    def pending(self) -> list[Field]:
        """The fields that were not asked for yet."""
        return [field for field in self.fields if field.name not in self.answers]

    @property
    def desk(self) -> Desk:
        """The desk that knows what a title or a pair of hands means to issuer and owner."""
        return Desk.of(self._sheet_of(()), self.known.profiles)

    @property
    def _day(self) -> date:
        day: date = self.answers.get("on", self.known.as_of)
        return day

    def sheet(self) -> FactSheet:
        """Return the facts as told. Raises `UsageError` when they contradict themselves."""
        return self._sheet_of((self._fact({}), *self.held))

    def drafts(self) -> Drafts:
        """Draft the facts as told. Raises `UsageError` when they contradict themselves."""
        return self.known.draft(self.sheet())

    def sketch(self) -> Sketch | None:
        """Draft with stand-ins for what was not told yet; None while that cannot be done.

        No choice has a stand-in: what an answer not given would decide is never shown.
        """
        usual = self.happening.fact in USUAL_SECURITY  # one that the fact itself does not know
        needed = [
            field
            for field in self.pending
            if field.default is None or (usual and field.sort is Sort.SECURITY)
        ]
        if not all(field.sort in _STAND_INS for field in needed):
            return None
        try:
            fact = self._fact(
                {"on": self.known.as_of} | {each.name: _STAND_INS[each.sort] for each in needed}
            )
            sheet = self._sheet_of((fact, *self.held))
            opened = [self.opening(account, _PLENTY) for account in self._not_opened(sheet)]
            drafts = self.known.draft(replace(sheet, facts=(*sheet.facts, *opened)))
        except UsageError:
            return None
        return Sketch(drafts.drafts, is_opened=not opened)

    def not_opened(self) -> list[Account]:
        """Return the accounts of which nobody said what they held before the event."""
        return list(self._not_opened(self.sheet()))

    def opening(self, account: Account, amount: Decimal) -> Held:
        """Return the fact that an account held so much before the event."""
        security = account.security
        is_plain = security == Security(title=security.title)
        return Held(
            on=self._day - timedelta(days=1),
            security=security.title if is_plain else security,
            held=account.vehicle.nature or "direct",
            shares=amount,
        )

    def learn_security(self, security: Security) -> None:
        """Keep a security in the issuer's profile, where that is new."""
        if self.issuer_key not in self.known.profiles.issuers:
            key = key_of(security.title, taken=self.issuer.securities)
            self.issuer = replace(self.issuer, securities={**self.issuer.securities, key: security})

    def learn_plan(self, plan: TradingPlan) -> str:
        """Keep a Rule 10b5-1 plan in the owner's profile and return its key, the day of its adoption."""
        key = plan.adopted.isoformat()
        self.owner = replace(self.owner, plans={**self.owner.plans, key: plan})
        return key

    def learn_office(self, office: Office) -> None:
        """Keep an office in the owner's profile."""
        self.owner = replace(self.owner, offices=(*self.owner.offices, office))

    def learn_signature(self, name: str) -> None:
        """Keep in the owner's profile how the owner signs."""
        self.owner = replace(self.owner, signs_as=name)

    def _fact(self, stand_ins: dict[str, Any]) -> Any:
        return FACTS[self.happening.fact](**{**stand_ins, **self.happening.given, **self.answers})

    def _sheet_of(self, facts: Iterable[Any]) -> FactSheet:
        return FactSheet(
            facts=tuple(facts),
            issuer=self.issuer_key,
            owner=self.owner_key,
            issuers={self.issuer_key: self.issuer},
            owners={self.owner_key: self.owner},
        )

    def _not_opened(self, sheet: FactSheet) -> Iterator[Account]:
        desk = Desk.of(sheet, self.known.profiles)
        fact = sheet.facts[MAIN]
        group = Group(desk, ((MAIN, fact),), self.known.after, Options(as_of=self.known.as_of))
        told = [_told(desk, held) for held in self.held]
        by_class = self.owner.derivatives_counted == "by class"
        balances = Balances((*openings_of(group.earlier), *told), by_class=by_class)
        for leg in code(fact, MAIN, desk, merge_prices=self.known.merge_prices).legs:
            question = balances.move(leg, _OPENING).question
            if question and question.about == f"{_OPENING}.security":
                yield leg.account


def _told(desk: Desk, held: Held) -> Opening:
    account = Account(security=desk.security(held, held.security), vehicle=desk.vehicle(held, held.held))
    return Opening(account=account, amount=held.shares, source="the interview")


_OPENING = "opening"
_PLENTY = Decimal(10) ** 9  # stands for an opening not told yet, so that no sketch falls below zero
_STAND_INS: dict[Sort, Any] = {
    Sort.NUMBER: Decimal(1),
    Sort.TEXT: "...",
    Sort.FILLS: (Fill(shares=Decimal(1), price=Decimal(1)),),
}
