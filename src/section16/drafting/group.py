"""One reporting group, an issuer and the owners who file together: its facts coded and rolled forward."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from section16.drafting import facts as f
from section16.drafting.assembling import Assembly, Item
from section16.drafting.balances import Balances, Movement
from section16.drafting.coding import code
from section16.drafting.desk import Desk
from section16.drafting.drafted import Draft, NotReported
from section16.drafting.earlier import is_of
from section16.drafting.facts import AnyFact
from section16.drafting.fiscal_year import fiscal_year_end
from section16.drafting.foreign import asked_at_home, foreign_legs, foreign_owner_reports
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.openings import Opening, loose_key, openings_of
from section16.drafting.profiles import Office
from section16.drafting.small import with_small_acquisitions
from section16.drafting.subjection import Subjection, event_of
from section16.errors import UsageError
from section16.law.citations import FORM_4_EXIT, RULE_16A_3_ONE_FORM_3
from section16.law.exemptions import RULE_16A_9
from section16.law.foreign_private_issuers import REPORTS_SINCE
from section16.law.roll_forward import rolled_forward
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
        profiles = [profile for _, profile in self.owners]
        self.earlier = tuple(each for each in after if is_of(each, self.issuer, profiles))
        self._says: dict[int, tuple[str, ...]] = {}
        self._reported: frozenset[int] = frozenset()

    def drafts(self) -> list[Draft]:
        """Return the statements of the group: Form 3 when the owner became subject, Form 4, Form 5."""
        made = [self._form_3(number, fact) for number, fact in self.facts if isinstance(fact, f.Appointment)]
        legs = self.coded()
        self._reported = frozenset(leg.fact for leg in legs if leg.is_reported)
        self._ask_what_came_first(legs)
        made.append(self._form_4(legs))
        made += [self._form_5(legs, year_end) for year_end in self._years_of_form_5(legs)]
        self._tell_unreported(legs)
        return [draft for draft in made if draft is not None]

    def coded(self) -> list[Leg]:
        """Code every fact and return the legs by day; what comes to nothing at all is told.

        `questions` and `not_reported` then hold what the facts leave open and what they do not report.
        """
        legs: list[Leg] = []
        for number, fact in self.facts:
            coding = code(fact, number, self.desk, merge_prices=self.options.merge_prices)
            legs += coding.legs
            self.questions += coding.questions
            self._says[number] = coding.says
            if coding.says and not coding.legs:
                self.not_reported.append(NotReported(fact=number, says="; ".join(coding.says)))
        legs, says = with_small_acquisitions(legs, self.desk.calendar)
        for number, sentence in says.items():
            self._says[number] = (*self._says[number], sentence)
        subject = self._still_subject(self._of_foreign_issuer(legs))
        if self.desk.sheet.keep_order:
            return list(subject)
        return sorted(subject, key=lambda leg: (leg.on, leg.is_reported))

    def _of_foreign_issuer(self, legs: Sequence[Leg]) -> Sequence[Leg]:
        """Leave out what a foreign private issuer's owners need not report."""
        if not self.issuer.foreign_private_issuer:
            return legs
        kept, free, questions = foreign_legs(legs, self.issuer, self._offices)
        self.not_reported += free
        self.questions += questions
        return kept

    @property
    def _offices(self) -> list[Office]:
        return [office for _, owner in self.owners for office in owner.offices]

    def _still_subject(self, legs: Sequence[Leg]) -> Sequence[Leg]:
        """Leave out what happened before or after the owners were subject (Rule 16a-2)."""
        facts = [fact for _, fact in self.facts]
        in_office = any(office.director or office.officer for office in self._offices)
        subjection = Subjection(facts, legs, self.earlier, otherwise_subject=in_office)
        kept, free, says, questions = subjection.judged(legs)
        self.not_reported += free
        self.questions += questions
        for number, sentence in says.items():
            self._says[number] = (*self._says[number], sentence)
        return kept

    def _tell_unreported(self, legs: Sequence[Leg]) -> None:
        told: dict[int, NotReported] = {}
        for number, fact in self.facts:
            if isinstance(fact, f.StockSplit):
                says = (
                    "a split makes no line; later totals and the terms of derivatives reflect it (Rule 16a-9)"
                )
                told[number] = NotReported(fact=number, says=says, cites=(RULE_16A_9,))
            elif isinstance(fact, f.Departure) and not self._reported:
                says = "leaving needs no statement by itself; one filed later must have the exit box ticked"
                told[number] = NotReported(fact=number, says=says, cites=(FORM_4_EXIT,))
        already = {each.fact for each in self.not_reported}
        for leg in legs:
            if not leg.is_reported and leg.fact not in already:
                rule = f" ({leg.decision.exemption})" if leg.decision.exemption else ""
                says = f"{leg.account.name}: no line of its own, because {leg.decision.why}{rule}"
                told.setdefault(leg.fact, NotReported(fact=leg.fact, says=says, cites=leg.decision.cites))
        self.not_reported += told.values()

    # Rolling forward

    def _balances(self, *, until: datetime.date | None = None, by_grant: bool = False) -> Balances:
        """Open every account from the earlier statements and from what the facts say was held until a day.

        A Form 3 lists every class, so that with one among the earlier statements no class is missing.
        """
        openings = list(openings_of(self.earlier))
        for number, fact in self.facts:
            if isinstance(fact, f.Held) and (until is None or fact.on <= until):
                source = f"facts[{number}], held on {fact.on}"
                opening = Opening(account=self._account(fact), amount=fact.shares, source=source, on=fact.on)
                openings.append(opening)
        by_class = any(owner.derivatives_counted == "by class" for _, owner in self.owners)
        is_whole = any(each.form == "3" and not each.is_amendment for each in self.earlier)
        return Balances(openings, by_class=by_class and not by_grant, is_whole=is_whole)

    def _account(self, fact: f.Held | f.HoldingCorrection | f.OmittedHolding) -> Account:
        return Account(
            security=self.desk.security(fact, fact.security), vehicle=self.desk.vehicle(fact, fact.held)
        )

    def _ask_what_came_first(self, legs: Sequence[Leg]) -> None:
        """Ask where an account moved on, or before, the day of which a fact tells what it held."""
        for number, fact in self.facts:
            if not isinstance(fact, f.Held | f.HoldingCorrection):
                continue
            account = self._account(fact)
            alike = loose_key(account)
            of_account = [leg for leg in legs if leg.fact != number and loose_key(leg.account) == alike]
            asks = (
                f"{account.name}: was what is told of {fact.on} owned before or after the transaction of "
                f"{{}}?"
            )
            about = f"facts[{number}].on"
            before = [leg.on for leg in of_account if leg.on < fact.on]
            if isinstance(fact, f.Held) and before:
                asks = f"{asks.format(before[0])} Give what was owned on the day before it."
                self.questions.append(Question(about=about, asks=asks))
            elif any(leg.on == fact.on for leg in of_account):
                asks, assumed = asks.format("that day"), "before it"
                options = ("before it", "after it: give what was owned the day before")
                self.questions.append(Question(about=about, asks=asks, options=options, assumed=assumed))

    def _roll(
        self, balances: Balances, legs: Sequence[Leg], until: datetime.date | None = None
    ) -> Iterator[Item]:
        """Carry out the legs, with the stock splits between them, and yield each with what it leaves.

        With `until`, splits after the last leg and up to that day are carried out too.
        """
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
        for split in splits:
            if until is not None and split.on <= until:
                self._split(balances, split)

    def _split(self, balances: Balances, split: f.StockSplit) -> None:
        words = self.desk.library_for(split).text(
            "split_adjusted", new=split.new, old=split.old, date=split.on
        )
        title = self.desk.security(split, split.security).title
        balances.split(replace(split, security=title), words)

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
            reported=self._reported,
        )

    def _form_3(self, number: int, fact: f.Appointment) -> Draft | None:
        if any(each.form == "3" for each in self.earlier):
            says = "a Form 3 was filed before, and a further office or class needs no other (Rule 16a-3(b))"
            self.not_reported.append(NotReported(fact=number, says=says, cites=(RULE_16A_3_ONE_FORM_3,)))
            return None
        if self.issuer.foreign_private_issuer:
            day = max(fact.on, REPORTS_SINCE)
            answer = foreign_owner_reports(day, self.issuer, self._offices)
            if answer is not None and answer.value is None:
                self.questions.append(asked_at_home(answer))
            elif answer is not None and not answer.value:
                free = NotReported(fact=number, says=answer.why.removesuffix("."), cites=answer.cites)
                self.not_reported.append(free)
                return None
        held = self._balances(until=event_of(fact), by_grant=True).all()
        if fact.nothing_owned and any(owned for _, owned in held):
            raise UsageError(
                f"facts[{number}]: nothing_owned is true, but {held[0][0].name} is told to be owned; "
                f"correct one of them"
            )
        if not held and not fact.nothing_owned:
            asks = (
                "What did the owner own on that day, directly and indirectly, derivatives included? Give it "
                "as "
                'facts (fact = "held"), or say nothing_owned = true.'
            )
            self.questions.append(Question(about=f"facts[{number}].nothing_owned", asks=asks))
            return None
        return self._keep(self._assembly.form_3(fact, held))

    def _form_4(self, legs: Sequence[Leg]) -> Draft | None:
        """Report what is due on Form 4; what waits for Form 5 is left out of the totals.

        "Transactions and holdings eligible for deferred reporting on Form 5 need not be reflected in the
        month end total unless the transactions were reported earlier or are included on this Form." - Note
        to General Instruction 4(a)(i)
        """
        on_form_4 = {"", "4", "5"} if self.options.report_deferred else {"", "4"}
        shown = [leg for leg in legs if leg.form in on_form_4]
        if not any(leg.is_reported for leg in shown):
            return None
        balances = self._balances()
        items = list(self._roll(balances, shown))
        return self._keep(self._assembly.form_4(items, _holdings(balances, items)))

    def _years_of_form_5(self, legs: Sequence[Leg]) -> list[datetime.date]:
        waiting = [] if self.options.report_deferred else [leg.on for leg in legs if leg.form == "5"]
        waiting += [fact.on for _, fact in self.facts if isinstance(fact, f.OmittedHolding)]
        return sorted({fiscal_year_end(self.issuer, day) for day in waiting})

    def _form_5(self, legs: Sequence[Leg], year_end: datetime.date) -> Draft | None:
        """Report what waited for the year's end; the totals are those at the end of the fiscal year."""
        balances = self._balances()
        until = [leg for leg in legs if leg.on <= year_end]
        waits = any(self._waits_for(year_end, leg) for leg in until)
        items = list(self._roll(balances, until, year_end)) if waits else []
        waited = [
            replace(
                item,
                owned=balances.held(item.leg.account),
                told=(*item.told, *balances.told(item.leg.account)),
                total="the total is that of the year's end",
            )
            for item in items
            if self._waits_for(year_end, item.leg)
        ]
        if waited and self.options.as_of < year_end:
            asks = (
                f"The fiscal year ends on {year_end}: does anything more happen until then? It belongs in "
                "the totals."
            )
            about = f"facts[{waited[0].leg.fact}]"
            self.questions.append(Question(about=about, asks=asks, assumed="nothing more happens until then"))
        omitted = [
            (self._account(fact), fact)
            for _, fact in self.facts
            if isinstance(fact, f.OmittedHolding) and fiscal_year_end(self.issuer, fact.on) == year_end
        ]
        holdings = _holdings(balances, waited)
        return self._keep(self._assembly.form_5(waited, holdings, omitted, year_end))

    def _waits_for(self, year_end: datetime.date, leg: Leg) -> bool:
        return leg.form == "5" and fiscal_year_end(self.issuer, leg.on) == year_end

    def _keep(self, made: Draft) -> Draft | None:
        """Add the draft's own questions to the group's; a draft that a question blocks is not made."""
        self.questions += [question for question in made.questions if question not in self.questions]
        return None if any(question.blocks for question in made.questions) else made


def _holdings(balances: Balances, items: Sequence[Item]) -> list[tuple[Account, Decimal, tuple[str, ...]]]:
    """Return the other accounts of the classes of Table I that moved, with what they hold."""
    classes = {item.leg.account.class_key for item in items if item.leg.account.table == "table_1"}
    moved = {balances.key_of(item.leg.account) for item in items}
    return [
        (account, owned, balances.told(account))
        for account, owned in balances.of_classes(classes)
        if owned and balances.key_of(account) not in moved
    ]


def _total(leg: Leg, moved: Movement) -> str:
    """Say how the total of a line came about: what was owned before, by which source, and what moved."""
    return f"{rolled_forward(moved.before, leg.moved).why.removesuffix('.')} ({moved.source})"
