"""One reporting group - an issuer and the owners who file together - with its facts, coded and rolled forward."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting import facts as f
from section16.drafting.after_office import AfterOffice
from section16.drafting.assembling import Assembly, Item
from section16.drafting.balances import Balances, Movement
from section16.drafting.coding import code
from section16.drafting.desk import Desk
from section16.drafting.drafted import Draft, NotReported
from section16.drafting.facts import AnyFact
from section16.drafting.fiscal_year import fiscal_year_end
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.openings import Opening, openings_of
from section16.drafting.small import with_small_acquisitions
from section16.model.lines import number
from section16.model.statement import Statement

Numbered = tuple[tuple[int, AnyFact], ...]


class Options(Struct, frozen=True, kw_only=True):
    """How to draft: the day, whether price lines are merged, whether deferred items are reported now."""

    as_of: datetime.date
    merge_prices: bool = True
    report_deferred: bool = False


class Group:
    """The facts of one issuer and its joint owners, in order of their days."""

    def __init__(self, desk: Desk, facts: Numbered, after: Sequence[Statement], options: Options) -> None:
        self.desk = desk
        self.facts = facts
        self.options = options
        self.questions: list[Question] = []
        self.not_reported: list[NotReported] = []
        first = facts[0][1]
        self.issuer_key = desk.issuer_key(first)
        self.issuer = desk.issuers[self.issuer_key]
        self.owners = [(key, desk.owners[key]) for key in desk.owner_keys(first)]
        self.earlier = tuple(each for each in after if self._is_ours(each))
        self._says: dict[int, tuple[str, ...]] = {}

    def _is_ours(self, statement: Statement) -> bool:
        """Whether an earlier statement is of this issuer and one of these owners."""
        ours = {owner.cik.lstrip("0") for _, owner in self.owners}
        theirs = {(owner.cik or "").lstrip("0") for owner in statement.owners}
        return (statement.issuer.cik or "").lstrip("0") == self.issuer.cik.lstrip("0") and bool(ours & theirs)

    def drafts(self) -> list[Draft]:
        """Return the statements of the group: Form 3 when the owner became subject, Form 4, Form 5."""
        made = [self._form_3(number, fact) for number, fact in self.facts if isinstance(fact, f.Appointment)]
        legs = self._coded()
        made.append(self._form_4(legs))
        made += [self._form_5(legs, year_end) for year_end in self._years_of_form_5(legs)]
        self._tell_unreported(legs)
        return [draft for draft in made if draft is not None]

    def _coded(self) -> list[Leg]:
        """Code every fact; what comes to nothing at all is told."""
        legs: list[Leg] = []
        for number, fact in self.facts:
            coding = code(fact, number, self.desk, merge_prices=self.options.merge_prices)
            legs += coding.legs
            self.questions += coding.questions
            self._says[number] = coding.says
            if coding.says and not coding.legs:
                self.not_reported.append(NotReported(fact=number, says="; ".join(coding.says)))
        legs, says = with_small_acquisitions(legs)
        for number, sentence in says.items():
            self._says[number] = (*self._says[number], sentence)
        return sorted(self._still_subject(legs), key=lambda leg: (leg.on, leg.is_reported))

    def _still_subject(self, legs: Sequence[Leg]) -> Sequence[Leg]:
        """Leave out what happened after office and is no longer subject (Rule 16a-2(b))."""
        left = next((fact for _, fact in self.facts if isinstance(fact, f.Departure)), None)
        if left is None or left.reason != "left office":
            return legs
        kept, free, says, questions = AfterOffice(left, legs, self.earlier).judged(legs)
        self.not_reported += free
        self.questions += questions
        for number, sentence in says.items():
            self._says[number] = (*self._says[number], sentence)
        return kept

    def _tell_unreported(self, legs: Sequence[Leg]) -> None:
        told: dict[int, NotReported] = {}
        for leg in legs:
            if not leg.is_reported:
                rule = f" ({leg.decision.exemption})" if leg.decision.exemption else ""
                says = f"{leg.account.name}: no line of its own, because {leg.decision.why}{rule}"
                told.setdefault(leg.fact, NotReported(fact=leg.fact, says=says, cites=leg.decision.cites))
        self.not_reported += told.values()

    # Rolling forward

    def _balances(self, until: datetime.date | None = None) -> Balances:
        """Open every account from the earlier statements and from what the facts say was held."""
        openings = list(openings_of(self.earlier))
        for number, fact in self.facts:
            if isinstance(fact, f.Held) and (until is None or fact.on <= until):
                source = f"facts[{number}], held on {fact.on}"
                openings.append(Opening(account=self._account(fact), amount=fact.shares, source=source))
        by_class = any(owner.derivatives_counted == "by class" for _, owner in self.owners)
        return Balances(openings, by_class=by_class)

    def _account(self, fact: f.Held | f.OmittedHolding) -> Account:
        return Account(
            security=self.desk.security(fact, fact.security), vehicle=self.desk.vehicle(fact, fact.held)
        )

    def _roll(self, balances: Balances, legs: Sequence[Leg]) -> Iterator[Item]:
        """Carry out the legs, with the stock splits between them, and yield each with what it leaves."""
        splits = [fact for _, fact in self.facts if isinstance(fact, f.StockSplit)]
        for leg in legs:
            while splits and splits[0].on <= leg.on:
                self._split(balances, splits.pop(0))
            moved = balances.move(leg, f"facts[{leg.fact}]")
            if moved.question:
                self.questions.append(moved.question)
            if leg.is_reported:
                told = balances.told(leg.account)
                says = self._says[leg.fact]
                yield Item(leg=leg, owned=moved.after, told=told, says=says, total=_total(leg, moved))

    def _split(self, balances: Balances, split: f.StockSplit) -> None:
        balances.split(split)
        words = self.desk.library_for(split).text(
            "split_adjusted", new=split.new, old=split.old, date=split.on
        )
        balances.say(split.security, words)

    # Forms

    @property
    def _assembly(self) -> Assembly:
        return Assembly(
            desk=self.desk,
            issuer_key=self.issuer_key,
            owners=tuple(self.owners),
            facts=self.facts,
            as_of=self.options.as_of,
            questions=tuple(self.questions),
        )

    def _form_3(self, number: int, fact: f.Appointment) -> Draft | None:
        held = self._balances(until=fact.on).all()
        if not held and not fact.nothing_owned:
            asks = (
                "What did the owner own on that day, directly and indirectly, derivatives included? Give it as "
                'facts (fact = "held"), or say nothing_owned = true.'
            )
            self.questions.append(Question(about=f"facts[{number}].nothing_owned", asks=asks))
            return None
        return self._keep(self._assembly.form_3(fact, held))

    def _form_4(self, legs: Sequence[Leg]) -> Draft | None:
        """Report what is due on Form 4; what waits for Form 5 is left out of the totals.

        "Transactions and holdings eligible for deferred reporting on Form 5 need not be reflected in the month
        end total unless the transactions were reported earlier or are included on this Form." - Note to
        General Instruction 4(a)(i)
        """
        on_form_4 = {"", "4", "5"} if self.options.report_deferred else {"", "4"}
        balances = self._balances()
        items = list(self._roll(balances, [leg for leg in legs if leg.form in on_form_4]))
        if not items:
            return None
        classes = {item.leg.account.class_key for item in items if item.leg.account.table == "table_1"}
        moved = {balances.key_of(item.leg.account) for item in items}
        holdings = [
            (account, owned, balances.told(account))
            for account, owned in balances.of_classes(classes)
            if owned and balances.key_of(account) not in moved
        ]
        return self._keep(self._assembly.form_4(items, holdings))

    def _years_of_form_5(self, legs: Sequence[Leg]) -> list[datetime.date]:
        waiting = [] if self.options.report_deferred else [leg.on for leg in legs if leg.form == "5"]
        waiting += [fact.on for _, fact in self.facts if isinstance(fact, f.OmittedHolding)]
        return sorted({fiscal_year_end(self.issuer, day) for day in waiting})

    def _form_5(self, legs: Sequence[Leg], year_end: datetime.date) -> Draft | None:
        """Report what waited for the year's end; the totals are those at the end of the fiscal year."""
        balances = self._balances()
        items = list(self._roll(balances, [leg for leg in legs if leg.on <= year_end]))
        waited = [
            replace(item, owned=balances.held(item.leg.account), total="the total is that of the year's end")
            for item in items
            if item.leg.form == "5" and fiscal_year_end(self.issuer, item.leg.on) == year_end
        ]
        omitted = [
            (self._account(fact), fact)
            for _, fact in self.facts
            if isinstance(fact, f.OmittedHolding) and fiscal_year_end(self.issuer, fact.on) == year_end
        ]
        return self._keep(self._assembly.form_5(waited, omitted, year_end))

    def _keep(self, made: Draft) -> Draft | None:
        """Add the draft's own questions to the group's; a draft that a question blocks is not made."""
        self.questions += [question for question in made.questions if question not in self.questions]
        return None if any(question.blocks for question in made.questions) else made


def _total(leg: Leg, moved: Movement) -> str:
    """Say how the total of a line came about: what was owned before, by which source, and what moved."""
    sign = "plus" if leg.moved >= 0 else "less"
    return f"{number(moved.before)} owned before ({moved.source}) {sign} {number(leg.shares)} is {number(moved.after)}"
