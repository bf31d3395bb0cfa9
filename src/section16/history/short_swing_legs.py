"""From filings to the purchases and sales that section 16(b) matches, with reasons for what is left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from msgspec.structs import replace

from section16.errors import UsageError
from section16.history.accounts import cik_of, class_key
from section16.history.short_swing_exemptions import (
    is_officer_or_director,
    is_ten_percent_owner_alone,
    standing,
)
from section16.history.short_swing_kinds import kind_told_by
from section16.history.short_swing_lines import ReportedLine, reported
from section16.history.short_swing_particulars import LeftOut, Legs, Particulars, Ruling
from section16.history.splits import Split, adjusted, unadjusted
from section16.law.short_swing_legs import Kind, Leg, Side, Terms
from section16.law.subject import subject_as_ten_percent_owner
from section16.model.codes import CODES
from section16.model.filing import Filing
from section16.model.lines import same
from section16.model.tables import DerivativeTransaction
from section16.model.values import Direction, Ownership

_ALWAYS = (
    "The owner was subject to section 16 at every transaction counted, as the filing of it suggests (Rule "
    "16a-2 for the first and last months).",
    "Classes of stock are matched only with themselves and with derivatives of themselves.",
    "A price that a footnote calls a weighted average is the price of all its shares.",
)
_NOT_FOREIGN = "The issuer is not a foreign private issuer, to whose insiders section 16(b) does not apply."
_JOINT = "Every line of a joint filing is taken as a trade of the owner asked about."
_NO_SPLIT = "No split of the stock lies between transactions that are matched, for none is given."
_ALL_INTEREST = (
    "The owner's pecuniary interest in securities held indirectly is taken as whole; give a percentage where "
    "it is not."
)
_OVER_TEN = (
    "The ten-percent owner is taken to have owned more than ten percent immediately before every "
    "transaction, for the percentage is not given: a purchase that led there does not count, nor do both "
    "sides unless both were made above ten percent (Foremost-McKesson; Reliance Electric)."
)
_MARKET = (
    "Where no market price is given for the day of an open-market trade in stock, its own price is taken as "
    "the market's against derivatives."
)
_EACH_DERIVATIVE = (
    "The price of a derivative (Table II, column 8) is taken as dollars for each derivative security, and "
    "shared among the shares under it."
)
_PUT_OR_CALL = "Derivatives not called puts are taken as call equivalents."


def legs(
    filings: Iterable[Filing],
    *,
    owner: str | Collection[str],
    issuer: str,
    particulars: Particulars | None = None,
    until: date | None = None,
) -> Legs:
    """Return the purchases and sales of an owner that section 16(b) may match, and why others are none.

    `owner` is a CIK, or several of a group whose blocks are counted once; `issuer` is a CIK. Filings are
    taken as amended: corrected lines replace those they correct. Lines after `until` are left out without a
    word. UsageError for a ruling that fits no line. Source: Act section 16(b); Rules 16b-3 to 16b-8.
    """
    known = particulars or Particulars()
    lines = reported(filings, owner=owner, issuer=issuer)
    made = _Making(known, cik_of(issuer), until)
    for line in lines.lines:
        made.take(line)
    made.refuse_idle_rulings()
    always = (
        *_ALWAYS,
        *((_JOINT,) if any(len(line.statement.owners) > 1 for line in lines.lines) else ()),
        *(() if known.splits else (_NO_SPLIT,)),
        *(() if known.foreign_private_issuer is False else (_NOT_FOREIGN,)),
    )
    if not any(leg.terms for leg in made.legs):
        # Without derivatives no market price is asked for.
        made.assumed = [each for each in made.assumed if each != _MARKET]
    return Legs(
        legs=tuple(made.legs),
        exempt=tuple(made.exempt),
        not_counted=(*made.not_counted, *lines.twice),
        assumptions=tuple(dict.fromkeys((*always, *made.assumed))),
        uncertain=tuple(dict.fromkeys((*lines.uncertain, *made.uncertain))),
    )


class _NoLeg(Exception):  # noqa: N818 - an answer on the way, not an error
    """Why a line that no rule exempts makes no leg."""


class _Amount(NamedTuple):
    """Shares of a class, the price of each, and the terms where they lie under a derivative."""

    security: str
    shares: Decimal
    price: Decimal | None
    side: Side
    terms: Terms | None


class _Making:
    """The legs being made, line by line."""

    def __init__(self, known: Particulars, issuer: str, until: date | None) -> None:
        self._known = known
        self._issuer = issuer
        self._until = until or date.max
        self._splits = [each for each in known.splits if until is None or each.on <= until]
        self._interests = {same(nature): share for nature, share in known.pecuniary_percent.items()}
        self._titles: dict[object, str] = {}
        self._used: set[int] = set()
        self.legs: list[Leg] = []
        self.exempt: list[LeftOut] = []
        self.not_counted: list[LeftOut] = []
        self.assumed: list[str] = []
        self.uncertain: list[str] = []

    def take(self, line: ReportedLine) -> None:
        """Make a leg of a line, or say why there is none."""
        ruling = self._ruling(line)
        if (line.row.transaction_date or date.min) > self._until:
            return
        found = standing(line, ruling)
        if found.assumed:
            self.assumed.append(found.assumed)
        if found.exempt:
            self.exempt.append(line.left_out(found.why, rule=found.rule, certain=found.certain))
            if not found.certain:
                self.uncertain.append(f"{line.filing.name} {line.path} is taken as exempt: {found.why}")
            return
        try:
            if found.exempt is None:
                raise _NoLeg(found.why)
            self.legs.append(self._leg(line, ruling))
        except _NoLeg as why:
            self.not_counted.append(line.left_out(str(why), certain=False))

    def refuse_idle_rulings(self) -> None:
        """Raise UsageError for a ruling that fits none of the lines: it would be thought to count."""
        for position, each in enumerate(self._known.rulings):
            if position not in self._used:
                where = each.accession_number or "any of the filings"
                raise UsageError(
                    f"the ruling on {each.path} of {where} fits no line of this owner; correct the accession "
                    "number or the path (table_1[0] is the first line of Table I)"
                )

    def _ruling(self, line: ReportedLine) -> Ruling | None:
        for position, each in enumerate(self._known.rulings):
            if each.path == line.path and each.accession_number in (None, line.filing.accession_number):
                self._used.add(position)
                return each
        return None

    def _leg(self, line: ReportedLine, ruling: Ruling | None) -> Leg:
        row, on = line.row, line.row.transaction_date
        if on is None:
            raise _NoLeg("Its date is not known.")
        if row.direction is None:
            raise _NoLeg("It does not say whether securities were acquired or disposed of.")
        if row.shares is None or row.shares <= 0:
            raise _NoLeg("Its number of securities is not known.")
        if row.equity_swap and not (ruling and ruling.side):
            raise _NoLeg("It is an equity swap: say in a ruling whether it counts as a purchase or a sale.")
        self._only_above_ten_percent(line, on)
        derivative = isinstance(row, DerivativeTransaction)
        amount = self._derivative(line, row, ruling) if derivative else self._stock(line, ruling)
        percent = self._percent(line, ruling)
        if percent == 0:
            raise _NoLeg("The owner has no pecuniary interest in it.")
        leg = Leg(
            side=amount.side,
            on=on,
            shares=amount.shares * percent / 100,
            price=amount.price,
            security=amount.security,
            terms=amount.terms,
            market=self._market(line, on, amount),
            expired=row.code == "E",
            filing=line.filing.name,
            path=line.path,
        )
        return self._after_splits(leg)

    def _after_splits(self, leg: Leg) -> Leg:
        """Return a leg in the shares after the splits that followed it, prices rounded to ten decimals."""
        later = [
            split for split in self._splits if leg.on < split.on and split.is_of(self._issuer, leg.security)
        ]
        if not later:
            return leg
        for split in later:
            self.assumed.append(
                f"What was traded before the split of {split.says} is told in shares after it."
            )
        return replace(
            leg,
            shares=_decimal(adjusted(leg.shares, later)),
            price=_per_share(leg.price, later),
            market=_per_share(leg.market, later),
            terms=leg.terms
            and replace(leg.terms, exercise_price=_per_share(leg.terms.exercise_price, later)),
        )

    def _only_above_ten_percent(self, line: ReportedLine, on: date) -> None:
        if not is_ten_percent_owner_alone(line):
            return
        before = [each for each in self._known.percent_owned if each.since < on]
        percent = max(before, key=lambda each: each.since).percent if before else None
        answer = subject_as_ten_percent_owner(
            on, percent_before=percent, otherwise_subject=is_officer_or_director(line) is True
        )
        if answer.value is None:
            self.assumed.append(_OVER_TEN)
        elif not answer.value:
            raise _NoLeg(answer.why)

    def _stock(self, line: ReportedLine, ruling: Ruling | None) -> _Amount:
        row = line.row
        price = ruling.price if ruling and ruling.price is not None else row.price
        if price is None:
            note = " but in a footnote" if row.notes.get("price") else ""
            raise _NoLeg(f"Its price is not given{note}: give it in a ruling.")
        if price == 0 and not (ruling and ruling.price is not None):
            raise _NoLeg("Its price is zero, which is no price of a purchase or sale: give it in a ruling.")
        side = Side.PURCHASE if row.direction is Direction.ACQUIRED else Side.SALE
        assert row.shares is not None
        return _Amount(
            self._class(row.security),
            row.shares,
            price,
            ruling.side if ruling and ruling.side else side,
            None,
        )

    def _derivative(self, line: ReportedLine, row: object, ruling: Ruling | None) -> _Amount:
        assert isinstance(row, DerivativeTransaction)
        assert row.shares is not None
        if row.underlying_shares is None or row.underlying_shares <= 0:
            raise _NoLeg("How many shares lie under the derivative is not given.")
        if not row.underlying_title:
            raise _NoLeg("Which class lies under the derivative is not given.")
        acquired = row.direction is Direction.ACQUIRED
        if row.code == "E":
            # The end of a short position takes it back, however filers mark its direction.
            acquired = True
        kind = self._kind(row, ruling, acquired)
        # "The establishment of or increase in a call equivalent position or liquidation of or decrease in a
        # put equivalent position shall be deemed a purchase of the underlying security" - Rule 16b-6(a)
        side = Side.PURCHASE if acquired == (kind is Kind.CALL) else Side.SALE
        return _Amount(
            self._class(row.underlying_title),
            row.underlying_shares,
            self._own_price(line, row, ruling),
            side,
            Terms(
                title=row.security or "",
                kind=kind,
                exercise_price=row.exercise_price,
                expiration_date=row.expiration_date,
            ),
        )

    def _kind(self, row: DerivativeTransaction, ruling: Ruling | None, acquired: bool) -> Kind:
        if ruling and ruling.side:
            return Kind.CALL if acquired == (ruling.side is Side.PURCHASE) else Kind.PUT
        told = kind_told_by(row.security)
        if told is None:
            raise _NoLeg(
                "Its title does not tell whether it gains when the stock rises or when it falls: say in a "
                "ruling whether it counts as a purchase or a sale."
            )
        if not told.certain:
            self.assumed.append(_PUT_OR_CALL)
        return told.kind

    def _own_price(
        self, line: ReportedLine, row: DerivativeTransaction, ruling: Ruling | None
    ) -> Decimal | None:
        """Return the price of a derivative for each share under it; None where it is not known."""
        if row.code == "E":
            return Decimal(0)
        price = ruling.price if ruling and ruling.price is not None else row.price
        if not price:
            if price == 0:
                self.uncertain.append(
                    f"{line.filing.name} {line.path} gives a price of zero for the derivative, which is "
                    "taken as not known."
                )
            return None
        assert row.shares is not None
        assert row.underlying_shares is not None
        if row.shares == row.underlying_shares:
            return price
        self.assumed.append(_EACH_DERIVATIVE)
        return _decimal(Fraction(price) * Fraction(row.shares) / Fraction(row.underlying_shares))

    def _market(self, line: ReportedLine, on: date, amount: _Amount) -> Decimal | None:
        told = self._known.market.get(on)
        if told is None and amount.terms is None and line.row.code in CODES:
            code = CODES[line.row.code or ""]
            if code.is_open_market:
                self.assumed.append(_MARKET)
                return amount.price
        return told

    def _percent(self, line: ReportedLine, ruling: Ruling | None) -> Decimal:
        row = line.row
        percent = ruling.percent if ruling else None
        if percent is None:
            percent = self._interests.get(same(row.nature_of_ownership))
        if percent is None:
            if row.ownership is Ownership.INDIRECT:
                self.assumed.append(_ALL_INTEREST)
            return Decimal(100)
        if not (percent.is_finite() and 0 <= percent <= 100):
            raise UsageError(
                f"{line.filing.name} {line.path}: {percent} is no percentage of pecuniary interest; give 0 "
                "to 100"
            )
        return percent

    def _class(self, title: str | None) -> str:
        """Return the title by which a class goes: that of the first line."""
        return self._titles.setdefault(class_key(title), title or "stock of no title")


def _per_share(price: Decimal | None, splits: Sequence[Split]) -> Decimal | None:
    return None if price is None else _decimal(unadjusted(price, splits))


def _decimal(exact: Fraction) -> Decimal:
    """Return a number with ten decimals at most, and none that are idle."""
    rounded = round(Decimal(exact.numerator) / Decimal(exact.denominator), 10)
    return Decimal(f"{rounded.normalize():f}")
