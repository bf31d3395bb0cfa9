"""One fact at the desk: what every coder works with, and how it makes legs and questions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Generic, TypeVar

from msgspec import Struct

from section16.drafting.decisions import WITHHOLDING, Decision
from section16.drafting.desk import Desk
from section16.drafting.facts import Approval, Fact, Words
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.securities import Security, Vehicle
from section16.errors import UsageError
from section16.law.approvals import Approver, Circumstances, holds
from section16.law.exemptions import approval_needed, exemption_of
from section16.model.values import Direction

F = TypeVar("F", bound=Fact, covariant=True)

_IN_TABLE_2 = "table_2."
_ZERO = Decimal(0)


class Case(Struct, Generic[F], frozen=True):
    """A fact, its number in the sheet, and the desk that resolves its names."""

    fact: F
    number: int
    desk: Desk

    def account(self, security: str | Security | None = None, held: str | Vehicle | None = None) -> Account:
        """Return the account of a security in somebody's hands; by default those the fact names."""
        fact: Any = self.fact
        return Account(
            security=self.desk.security(fact, fact.security if security is None else security),
            vehicle=self.desk.vehicle(fact, fact.held if held is None else held),
        )

    def say(self, key: str, **variables: Any) -> str:
        """Return a footnote of the library, in the issuer's wording."""
        return self.desk.library_for(self.fact).text(key, **variables)  # type: ignore[arg-type]

    def ask(self, field: str, asks: str, *options: str, assumed: str | None = None) -> Question:
        """Ask about one field of the fact."""
        about = f"facts[{self.number}].{field}"
        return Question(about=about, asks=asks, options=options, assumed=assumed)

    def leg(
        self,
        decision: Decision,
        account: Account,
        shares: Decimal,
        price: Decimal | None = None,
        *,
        direction: Direction | None = None,
        texts: Mapping[str, str | tuple[str, ...] | None] = {},
        main: bool = True,
        **more: Any,
    ) -> Leg:
        """Make a leg of the fact in an account.

        `texts` are the footnotes the product adds; the user's own on the fact stand before them: on the
        `main` leg, and those under ``table_2.`` on the leg of Table II. The security's and the vehicle's own
        footnotes are added to whatever line shows them.
        """
        way = direction or decision.direction
        if way is None:
            raise UsageError(f"facts[{self.number}]: say whether it was acquired or disposed of")
        more.setdefault("form", decision.form if decision.code else "")
        if account.table == "table_2":
            more.setdefault("underlying_shares", shares * account.security.ratio)
        return Leg(
            fact=self.number,
            account=account,
            on=self.fact.on,
            decision=decision,
            direction=way,
            shares=shares,
            price=price,
            texts=self._texts(account, texts, main=main),
            **more,
        )

    def _texts(
        self, account: Account, added: Mapping[str, Words | None], *, main: bool
    ) -> dict[str, tuple[str, ...]]:
        texts: dict[str, list[str]] = {}

        def put(attribute: str, words: Words | None) -> None:
            for text in (words,) if isinstance(words, str) else words or ():
                noted = texts.setdefault(attribute, [])
                if text not in noted:
                    noted.append(text)

        table_2 = account.table == "table_2"
        if main:
            put("code", self.fact.note)
        for attribute, words in (*self.fact.notes.items(), *self.fact.in_place.items()):
            if table_2 if attribute.startswith(_IN_TABLE_2) else main:
                put(attribute.removeprefix(_IN_TABLE_2), words)
        for attribute, words in account.security.words.items():
            put(attribute, words)
        on_hands = "nature_of_ownership" if account.vehicle.ownership == "I" else "ownership"
        put(on_hands, account.vehicle.footnote)
        for attribute, added_words in added.items():
            put(attribute, added_words)
        return {attribute: tuple(words) for attribute, words in texts.items()}

    def is_noted(self, attribute: str) -> bool:
        """Whether the user gave a footnote that may stand in place of this value."""
        return attribute in self.fact.in_place or attribute in self.fact.notes

    def unless_in_place(self, value: Decimal | None, attribute: str = "price") -> Decimal | None:
        """Return a value, or None where the user put a footnote in its place."""
        return None if attribute in self.fact.in_place else value

    def nothing_paid(self) -> Decimal | None:
        """Return the price of what changed hands without payment: 0, unless a footnote says it."""
        return None if self.is_noted("price") else _ZERO

    def approval(self, decision: Decision, under: str | None = None) -> Approval | None:
        """Return the approval behind an exemption of Rule 16b-3: the fact's own, else one of the issuer's.

        What is withheld of a vest or exercise is covered as a withholding too.
        """
        fact: Any = self.fact
        if (own := getattr(fact, "approved", None)) is not None:
            return own  # type: ignore[no-any-return]
        tags = [str(type(fact).__struct_config__.tag)]
        if decision is WITHHOLDING:
            tags.append("withholding")
        for prior in self.desk.issuer(fact).approvals:
            if any(prior.covers_fact(tag, fact.on, under) for tag in tags):
                return Approval(on=prior.on, by=prior.by)
        return None

    def exempted(
        self, decision: Decision, under: str | None = None
    ) -> tuple[tuple[Question, ...], tuple[str, ...]]:
        """Say whether the exemption that a decision claims holds, as a note; or ask what it still wants."""
        exemption = exemption_of(decision.code or "")
        if exemption is None:
            return (), ()
        given = self.approval(decision, under)
        answer = holds(
            exemption,
            Circumstances(
                transaction_on=self.fact.on,
                by_officer_or_director=self.desk.is_director_or_officer(self.fact),  # type: ignore[arg-type]
                conditions_met=True,
                approved_by=_approver(given.by) if given else None,
                approved_on=given.on if given else None,
                specific_terms=True if given else None,
            ),
        )
        if answer.value:
            return (), (answer.why,)
        if given is None:
            asks = (
                f"{approval_needed(exemption).why} Who approved it, and on which day? Say it once for all "
                "under 'approvals' of the issuer's profile."
            )
        else:
            asks = f"{answer.why} {' '.join(answer.uncertain)} Is the approval right?"
        options = [words for field, words in _APPROVED_IN.items() if hasattr(self.fact, field)]
        about = next(field for field in _ABOUT_APPROVAL if hasattr(self.fact, field))
        return (self.ask(about, asks, *options, assumed=f"{exemption.rule} exempts it"),), ()


def _approver(words: str) -> Approver:
    """Tell from the words who approved: a committee, the shareholders, the board, or somebody else."""
    for part, approver in _APPROVERS.items():
        if part in words.casefold():
            return approver
    return Approver.NONE_OF_THESE


_APPROVED_IN = {
    "approved": "approved = { on = YYYY-MM-DD, by = ... }",
    "not_approved": "not_approved = true",
}
_ABOUT_APPROVAL = ("approved", "withheld", "with_issuer")
_APPROVERS = {
    "committee": Approver.COMMITTEE,
    "non-employee director": Approver.COMMITTEE,
    "shareholder": Approver.SHAREHOLDERS,
    "stockholder": Approver.SHAREHOLDERS,
    "board": Approver.BOARD,
}
