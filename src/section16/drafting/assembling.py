"""Assembling: lines, head, boxes, footnotes and signatures become one statement, with its reasons."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from msgspec import Struct

from section16.drafting import facts as f
from section16.drafting.completing import completed
from section16.drafting.desk import Desk
from section16.drafting.drafted import Draft, Late, Reason
from section16.drafting.facts import AnyFact
from section16.drafting.footnote_numbering import NotedRow, number
from section16.drafting.heading import heading
from section16.drafting.legs import Account, Leg, Question
from section16.drafting.profiles import OwnerProfile
from section16.drafting.rows import FormNumber, execution_of, holding_of, line_of
from section16.drafting.subjection import event_of
from section16.law.answer import Answer
from section16.law.deadlines import days_late, form_3_due, form_4_due, form_5_due
from section16.law.duties import plan_box_required
from section16.law.foreign_private_issuers import form_3_due_foreign_private_issuer
from section16.model.statement import Statement
from section16.model.tables import Row


class Item(Struct, frozen=True, kw_only=True):
    """A reported leg with what is owned after it and the footnotes that its total must carry."""

    leg: Leg
    owned: Decimal
    told: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    total: str = ""


class _Line(Struct, frozen=True, kw_only=True):
    """A line before numbering, and the item behind it (None for a holding)."""

    noted: NotedRow[Row]
    account: Account
    item: Item | None = None

    @property
    def table(self) -> str:
        return self.account.table


class Assembly(Struct, frozen=True, kw_only=True):
    """What every statement of a group shares: the desk, the issuer, the owners, the day of drafting."""

    desk: Desk
    issuer_key: str
    owners: tuple[tuple[str, OwnerProfile], ...]
    facts: tuple[tuple[int, AnyFact], ...]
    as_of: datetime.date
    questions: tuple[Question, ...] = ()
    reported: frozenset[int] = frozenset()

    def form_3(self, fact: f.Appointment, held: Sequence[tuple[Account, Decimal]]) -> Draft:
        """Draft the initial statement: everything owned on the day of the event, registered or not."""
        lines = [self._holding(account, owned, "3") for account, owned in held if owned]
        foreign = self.desk.issuers[self.issuer_key].foreign_private_issuer
        due_on = form_3_due_foreign_private_issuer if foreign else form_3_due
        due = due_on(fact.on, registration_effective=fact.registration_effective, calendar=self.desk.calendar)
        return self._draft("3", lines, event=event_of(fact), due=due)

    def form_4(
        self, items: Sequence[Item], holdings: Sequence[tuple[Account, Decimal, tuple[str, ...]]]
    ) -> Draft:
        """Draft a statement of changes; the holdings are the other accounts of the classes that moved."""
        lines = [self._line(item, "4") for item in items]
        lines += [self._holding(account, owned, "4", told) for account, owned, told in holdings]
        dues = [self._due(item.leg) for item in items if item.leg.form == "4"]
        event = min(item.leg.on for item in items)
        return self._draft("4", lines, event=event, due=min(dues, key=lambda due: due.value, default=None))

    def form_5(
        self,
        items: Sequence[Item],
        holdings: Sequence[tuple[Account, Decimal, tuple[str, ...]]],
        omitted: Sequence[tuple[Account, f.OmittedHolding]],
        year_end: datetime.date,
    ) -> Draft:
        """Draft the annual statement: what was deferred, and holdings that Form 3 should have shown."""
        lines = [self._line(item, "5") for item in items]
        lines += [self._holding(account, owned, "5", told) for account, owned, told in holdings]
        for account, fact in omitted:
            words = self.desk.library_for(fact).text("omitted_from_form_3", filed=fact.form_3_filed)
            lines.append(self._holding(account, fact.shares, "5", (words,), omitted=True))
        return self._draft("5", lines, event=year_end, due=form_5_due(year_end, calendar=self.desk.calendar))

    def _due(self, leg: Leg) -> Answer[datetime.date]:
        return leg.due or form_4_due(execution_of(leg, self.desk.calendar), calendar=self.desk.calendar)

    # Lines

    def _line(self, item: Item, form: FormNumber) -> _Line:
        executed = execution_of(item.leg, self.desk.calendar)
        noted = line_of(item.leg, item.owned, form, executed, item.told)
        return _Line(noted=noted, account=item.leg.account, item=item)

    def _holding(
        self,
        account: Account,
        owned: Decimal,
        form: FormNumber,
        told: tuple[str, ...] = (),
        *,
        omitted: bool = False,
    ) -> _Line:
        return _Line(noted=holding_of(account, owned, form, told, omitted=omitted), account=account)

    def _completed(self, lines: Iterable[_Line], questions: list[Question]) -> list[NotedRow[Any]]:
        """Return the rows, those of Table II with footnotes in place of blanks. A price is asked for."""
        made: list[NotedRow[Any]] = []
        for line in lines:
            if line.table == "table_1":
                made.append(line.noted)
                if line.item and line.item.leg.price is None and "price" not in line.noted.texts:
                    questions.append(
                        Question(
                            about=f"facts[{line.item.leg.fact}].price", asks=_PRICE.format(line.account.name)
                        )
                    )
                continue
            about = f"facts[{line.item.leg.fact}]" if line.item else self._told_by(line.account)
            library = self.desk.library.for_issuer(self.desk.issuers[self.issuer_key].wording)
            noted, asked = completed(line.noted, line.account.security, library, about)
            made.append(noted)
            questions += asked
        return made

    def _told_by(self, account: Account) -> str:
        """Name the fact that tells a holding, or the earlier statements."""
        for place, fact in self.facts:
            if isinstance(fact, f.Held | f.OmittedHolding) and self._is_of(account, fact):
                return f"facts[{place}]"
        return "an earlier statement"

    def _is_of(self, account: Account, fact: f.Held | f.OmittedHolding) -> bool:
        return self.desk.security(fact, fact.security) == account.security

    # Statement

    def _draft(
        self,
        form: FormNumber,
        lines: Sequence[_Line],
        *,
        event: datetime.date,
        due: Answer[datetime.date] | None,
    ) -> Draft:
        questions: list[Question] = []
        first = [line for line in lines if line.table == "table_1"]
        second = [line for line in lines if line.table == "table_2"]
        numbered = number(self._completed(first, questions), self._completed(second, questions))
        latest = max((line.item.leg.on for line in lines if line.item), default=event)
        head = heading(
            (self.issuer_key, self.desk.issuers[self.issuer_key]),
            self.owners,
            self.desk.signers,
            self.desk.library,
            on=event if form == "3" else latest,
            signed_on=self.as_of,
        )
        left = [fact for _, fact in self.facts if isinstance(fact, f.Departure) and fact.on <= self.as_of]
        under_plan = any(line.item.leg.under_plan for line in lines if line.item)
        statement = Statement(
            form=form,
            period_of_report=event,
            no_longer_subject=None if form == "3" else bool(left),
            under_10b5_1_plan=under_plan
            if form != "3" and plan_box_required(self.as_of).value
            else (True if under_plan else None),
            issuer=head.issuer,
            owners=head.owners,
            table_1=numbered.table_1,
            table_2=numbered.table_2,
            footnotes=numbered.footnotes,
            remarks=self._remarks(head.remarks, left),
            signatures=head.signatures,
        )
        questions += head.questions
        facts = {line.item.leg.fact for line in lines if line.item}
        elsewhere = self.reported - facts
        asked = [each for each in self.questions if each.blocks or _about(each) not in elsewhere]
        return Draft(
            statement=statement,
            as_of=self.as_of,
            due=due,
            reasons=tuple(
                _reason(path, line.item, self._due(line.item.leg) if line.item.leg.form == "4" else None)
                for path, line in _placed(first, second)
                if line.item
            ),
            late=tuple(self._late(first, second)),
            questions=tuple(dict.fromkeys((*asked, *questions))),
            price_lines={
                path: line.item.leg.fills
                for path, line in _placed(first, second)
                if line.item and line.item.leg.fills is not None
            },
        )

    def _remarks(self, of_head: Sequence[str], left: Sequence[f.Departure]) -> str | None:
        library = self.desk.library
        said = [self.desk.sheet.remarks] if self.desk.sheet.remarks else []
        for fact in left:
            if fact.reason == "left office" and fact.office:
                said.append(library.text("left_office", office=fact.office, date=fact.on))
            elif fact.reason == "no longer a ten-percent owner":
                event = "the reported transactions"
                said.append(library.text("no_longer_ten_percent_owner", event=event, date=fact.on))
        said += of_head
        return " ".join(text if text.endswith(".") else f"{text}." for text in said) or None

    def _late(self, first: Sequence[_Line], second: Sequence[_Line]) -> Iterable[Late]:
        for path, line in _placed(first, second):
            if line.item is None or line.item.leg.form != "4":
                continue
            due = self._due(line.item.leg).value
            if due < self.as_of:
                late = days_late(due, self.as_of, calendar=self.desk.calendar).value
                yield Late(path=path, due=due, days=late.calendar, business_days=late.business)


_PRICE = (
    "{}: at what price for each, in dollars? 0 if nothing was paid; a footnote may stand in its place: "
    "in_place = {{ price = '...' }}."
)


def _placed(first: Sequence[_Line], second: Sequence[_Line]) -> Iterable[tuple[str, _Line]]:
    for table, lines in (("table_1", first), ("table_2", second)):
        for position, line in enumerate(lines):
            yield f"{table}[{position}]", line


def _reason(path: str, item: Item, due: Answer[datetime.date] | None) -> Reason:
    leg = item.leg
    decision = leg.decision
    return Reason(
        path=path,
        fact=leg.fact,
        says=f"{leg.account.name}: code {decision.code}, because {decision.why}",
        code=decision.code or "",
        exemption=decision.exemption,
        instead=decision.instead,
        due=due,
        cites=decision.cites,
        notes=item.says,
        total=item.total,
    )


def _about(question: Question) -> int | None:
    """Return the number of the fact a question is about, or None when it is about a profile."""
    head = question.about.partition("]")[0]
    return int(head.removeprefix("facts[")) if head.startswith("facts[") else None
