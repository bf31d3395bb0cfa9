"""Which transactions of the recorded facts a filing must report, when, and which filing already does.

Most facts of a ledger were filed long ago: a day whose amounts all stand in filings is not looked at again.
Only the facts of other days are coded.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from section16.checks.rule import unpadded
from section16.drafting import decisions
from section16.drafting import facts as f
from section16.drafting.facts import AnyFact, Fact
from section16.drafting.group import Group, Options
from section16.drafting.legs import Leg
from section16.drafting.rows import execution_of
from section16.errors import UsageError
from section16.law import small_acquisitions
from section16.law.answer import Answer
from section16.law.deadlines import form_4_due
from section16.law.exemptions import exemption_of
from section16.ledger.agenda.known import Amounts, Filed, Known, filed_amounts, padded
from section16.ledger.records import FactRecord
from section16.model.values import Direction


class Line(Struct, frozen=True, kw_only=True):
    """A transaction that a fact makes reportable, or a fact of which that cannot be told yet (no `leg`).

    `form` is the form it is due on, ``""`` where that depends on what nobody has said. `due` is None for Form
    5. `missing` are the CIKs of the owners who have not reported it, `filed` where the others have. `nearly`
    is a filed transaction of the day that differs in the amount only, and that no other fact explains.
    """

    record: FactRecord
    on: date
    form: str
    leg: Leg | None = None
    due: Answer[date] | None = None
    missing: tuple[str, ...] = ()
    filed: tuple[Filed, ...] = ()
    asks: tuple[str, ...] = ()
    was_small: bool = False
    nearly: Filed | None = None

    @property
    def told(self) -> str:
        """The line in a few words: "S of 2,500 Common Stock, direct"."""
        if self.leg is None:
            return f"{self.record.fact.summary} (not coded)"
        return f"{self.leg.decision.code} of {self.leg.shares:,f} {self.leg.account.name}"


# Facts that by themselves make no line, and those that the other rooms of the agenda look at.
_ELSEWHERE: frozenset[type[Fact]] = frozenset(
    (f.Held, f.StockSplit, f.PlanPurchase, f.Appointment, f.Departure, f.OmittedHolding)
)
_CONTEXT: frozenset[type[Fact]] = frozenset((f.Appointment, f.Departure))


def lines(known: Known) -> tuple[Line, ...]:
    """Return the lines of the facts that are not reported, and those of facts recent enough to be shown."""
    by_day: dict[tuple[tuple[str, ...], date], list[FactRecord]] = {}
    context: dict[tuple[str, ...], list[FactRecord]] = defaultdict(list)
    for record in known.records.facts:
        kind = type(record.fact)
        if kind in _CONTEXT:
            context[record.owner_ciks].append(record)
        if kind not in _ELSEWHERE:
            by_day.setdefault((record.owner_ciks, record.fact.on), []).append(record)
    filed = filed_amounts(known.records.filings) if by_day else {}
    looked_at: dict[tuple[str, ...], list[FactRecord]] = defaultdict(list)
    for (owners, day), records in by_day.items():
        if day >= known.recent or not _all_filed(filed, owners, day, records):
            looked_at[owners] += records
    found: list[Line] = []
    for owners, records in looked_at.items():
        found += _of_owners(known, owners, records, context[owners])
    return tuple(found)


# The quick look: whether every amount of a day stands in a filing of every owner

_USUAL: Mapping[type[Fact], str] = {
    f.SellToCover: "S",
    f.Grant: "A",
    f.PerformanceCertification: "A",
    f.Exercise: "MXO",
    f.Vest: "M",
    f.Conversion: "CMX",
    f.Withholding: "F",
    f.Gift: "G",
    f.Inheritance: "W",
}


_TRADED = {"sold": "S", "bought": "PL"}


def _amounts(fact: AnyFact) -> tuple[tuple[str, Decimal], ...]:
    """Return the usual codes and the amounts of a fact's lines; none where only coding can tell."""
    codes = _TRADED[fact.side] if isinstance(fact, f.Trade) else _USUAL.get(type(fact))
    shares = getattr(fact, "shares", None)
    if shares is None and (fills := getattr(fact, "fills", ())):
        shares = sum((fill.shares for fill in fills), Decimal(0))
    if codes is None or shares is None:
        return ()
    withheld = getattr(fact, "withheld", None)
    return ((codes, shares), ("F", withheld.shares)) if withheld else ((codes, shares),)


def _all_filed(filed: Amounts, owners: Sequence[str], day: date, records: Sequence[FactRecord]) -> bool:
    for owner in owners:
        rows = filed.get((unpadded(owner), day))
        if rows is None:
            return False
        left = list(rows)
        for record in records:
            amounts = _amounts(record.fact)
            for codes, shares in amounts:
                for number, (code, there) in enumerate(left):
                    if code is not None and code in codes and there == shares:
                        del left[number]
                        break
                else:
                    return False
            if not amounts:
                return False
    return True


# The thorough look

_NUMBERED = re.compile(r"facts\[(\d+)\]")


def _of_owners(
    known: Known, owners: tuple[str, ...], records: Sequence[FactRecord], context: Sequence[FactRecord]
) -> list[Line]:
    """Code the facts of owners who file together; a fact that contradicts itself is told, and left out."""
    try:
        made = _coded(known, owners, records, context)
    except UsageError as error:
        if len(records) == 1:
            return [_refused(known, owners, records[0], str(error))]
        return [line for record in records for line in _of_owners(known, owners, (record,), context)]
    return _with_filed(known, owners, _small_ones(known, owners, made))


def _coded(
    known: Known, owners: tuple[str, ...], records: Sequence[FactRecord], context: Sequence[FactRecord]
) -> list[Line]:
    together = [*records, *context]
    keys = tuple(known.key_of(owner) for owner in owners)
    facts = [replace(each.fact, owner=keys, issuer=known.issuer_cik or each.issuer_cik) for each in together]
    group = Group(known.desk, tuple(enumerate(facts)), known.statements(owners), Options(as_of=known.today))
    legs = group.coded()
    asked: dict[int, list[str]] = defaultdict(list)
    for question in group.questions:
        if about := _NUMBERED.match(question.about):
            asked[int(about[1])].append(question.asks)
    made = [_line(known, records[leg.fact], leg, asked[leg.fact]) for leg in legs if leg.is_reported]
    answered = {leg.fact for leg in legs} | {each.fact for each in group.not_reported}
    for number, record in enumerate(records):
        if number not in answered and asked[number]:
            made.append(
                Line(
                    record=record,
                    on=record.fact.on,
                    form="",
                    due=form_4_due(record.fact.on, calendar=known.calendar),
                    asks=tuple(asked[number]),
                )
            )
    return made


def _line(known: Known, record: FactRecord, leg: Leg, asks: Sequence[str]) -> Line:
    due = None
    if leg.form != "5":
        due = leg.due or form_4_due(execution_of(leg, known.calendar), calendar=known.calendar)
    return Line(
        record=record,
        on=leg.on,
        form=leg.form,
        leg=leg,
        due=due,
        asks=tuple(asks),
        was_small=leg.due is not None,
    )


def _refused(known: Known, owners: tuple[str, ...], record: FactRecord, why: str) -> Line:
    return Line(
        record=record,
        on=record.fact.on,
        form="",
        due=form_4_due(record.fact.on, calendar=known.calendar),
        missing=tuple(padded(owner) for owner in owners),
        asks=(why,),
    )


def _small_ones(known: Known, owners: Sequence[str], made: list[Line]) -> list[Line]:
    """Make small acquisitions due on Form 4 where dispositions already filed ended their deferral."""
    small = [line for line in made if line.leg and line.leg.decision is decisions.SMALL_ACQUISITION]
    if not small:
        return made
    first = min(line.on for line in small)
    disposed = [
        line.on
        for line in made
        if line.leg and line.leg.direction is Direction.DISPOSED and line.leg.decision.exemption is None
    ]
    for owner in owners:
        for day, rows in known.filed_rows(owner).items():
            if day >= first and any(_ends_deferral(each) for each in rows):
                disposed.append(day)
    by_class: dict[object, list[Line]] = defaultdict(list)
    for line in small:
        if line.leg:
            by_class[line.leg.account.class_key].append(line)
    changed: dict[int, Line] = {}
    for of_class in by_class.values():
        acquired = [
            small_acquisitions.Acquisition(
                on=line.on, market_value=line.leg.shares * (line.leg.price or Decimal(0))
            )
            for line in of_class
            if line.leg
        ]
        answers = small_acquisitions.deferrals(acquired, disposed, calendar=known.calendar)
        for line, answer in zip(of_class, answers, strict=True):
            if (last := answer.value.form_4_due) is not None:
                due = Answer(value=last, why=answer.why, cites=answer.cites, uncertain=answer.uncertain)
                changed[id(line)] = replace(line, form="4", due=due, was_small=True)
    return [changed.get(id(line), line) for line in made]


def _ends_deferral(filed: Filed) -> bool:
    """Whether a filed row is a disposition that no rule exempts from section 16(b)."""
    row = filed.row
    return row.direction is Direction.DISPOSED and row.code is not None and exemption_of(row.code) is None


# What is filed


def _with_filed(known: Known, owners: tuple[str, ...], made: Sequence[Line]) -> list[Line]:
    """Say of each line which owners have reported it, and where."""
    missing: dict[int, list[str]] = defaultdict(list)
    where: dict[int, list[Filed]] = defaultdict(list)
    nearly: dict[int, Filed | None] = {}
    days = {line.on for line in made}
    for owner in owners:
        rows = known.filed_rows(owner)
        for day in days:
            of_day = [number for number, line in enumerate(made) if line.on == day]
            found, left = _matched([made[number] for number in of_day], rows.get(day, ()))
            for number, filed in zip(of_day, found, strict=True):
                if filed is None:
                    missing[number].append(padded(owner))
                    nearly[number] = nearly.get(number) or _nearly(made[number], left)
                else:
                    where[number].append(filed)
    return [
        replace(line, missing=tuple(missing[number]), filed=tuple(where[number]), nearly=nearly.get(number))
        for number, line in enumerate(made)
    ]


def _nearly(line: Line, left: Iterable[Filed]) -> Filed | None:
    if line.leg is None:
        return None
    alike = _kind(line.leg)
    return next((e for e in left if (e.path[:7], e.row.code, e.row.direction) == alike), None)


def _matched(of_day: Sequence[Line], rows: Iterable[Filed]) -> tuple[list[Filed | None], list[Filed]]:
    """Find the filed row of each line of one day, each row once, and return the rows left over with them.

    First the same in table, code, direction and amount; then with another code; at last several lines for
    several rows where their amounts come to the same, for prices may be put together otherwise.
    """
    found: list[Filed | None] = [None] * len(of_day)
    left = list(rows)
    for with_code in (True, False):
        for number, line in enumerate(of_day):
            if found[number] is None and line.leg is not None:
                wanted = _likeness(line.leg, with_code=with_code)
                filed = next((e for e in left if _of_row(e, with_code=with_code) == wanted), None)
                if filed is not None:
                    found[number] = filed
                    left.remove(filed)
    kinds: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, line in enumerate(of_day):
        if found[number] is None and line.leg is not None:
            kinds[_kind(line.leg)].append(number)
    for kind, numbers in kinds.items():
        alike = [e for e in left if (e.path[:7], e.row.code, e.row.direction) == kind]
        wanted_sum = sum((each.shares for n in numbers if (each := of_day[n].leg)), Decimal(0))
        if alike and wanted_sum == sum((each.row.shares or Decimal(0) for each in alike), Decimal(0)):
            for number in numbers:
                found[number] = alike[0]
            left = [each for each in left if each not in alike]
    return found, left


def _kind(leg: Leg) -> tuple[object, ...]:
    return (leg.account.table, leg.decision.code, leg.direction)


def _likeness(leg: Leg, *, with_code: bool) -> tuple[object, ...]:
    return (leg.account.table, leg.direction, leg.shares, leg.decision.code if with_code else None)


def _of_row(filed: Filed, *, with_code: bool) -> tuple[object, ...]:
    row = filed.row
    return (filed.path[:7], row.direction, row.shares, row.code if with_code else None)
