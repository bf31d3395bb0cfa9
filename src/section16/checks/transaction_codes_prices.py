"""Family C, code against price: sales have one, gifts have none, small acquisitions a small one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from section16.checks.rule import Case, Example, Problem, check
from section16.checks.transaction_codes import coded
from section16.law.citations import (
    FORM_4_CONSIDERATION,
    FORM_4_DERIVATIVE_PRICE,
    FORM_4_PRICES,
    RULE_16A_6,
    RULE_16B_5,
    RULE_16B_6_EXERCISE,
    RULE_16B_6_EXPIRATION,
)
from section16.model.codes import CODES, TransactionCode, UsualPrice
from section16.model.findings import Severity
from section16.model.lines import derivative_transactions, dollars, number, same, transactions_of
from section16.model.samples import EXERCISE, FORM_5
from section16.model.tables import Transaction
from section16.model.values import Direction

# "does not exceed a total of $10,000 in market value" - Rule 16a-6(a)(1)
_SMALL = Decimal(10_000)
_SIX_MONTHS = timedelta(days=183)


def _usual(path: str, code: TransactionCode) -> UsualPrice:
    return code.derivative_price if path.startswith("table_2") else code.price


def _is_explained(row: Transaction) -> bool:
    return bool({"price", "code"} & row.notes.keys())


@check(
    "C201",
    title="No price for a purchase or sale",
    severity=Severity.WARNING,
    cites=(FORM_4_PRICES, FORM_4_CONSIDERATION),
    message="Code {code} ({meaning}) at a price of 0, and no footnote on the code or the price tells what "
    "was paid.",
    remedy="Give the price per security in dollars; describe consideration other than cash in a footnote; "
    "or use the code of what it was: a gift, a grant, a distribution.",
    bad=Example(changes={"table_1[1].price": Decimal(0), "table_1[1].notes": {}}, at="table_1[1].price"),
)
def trades_have_a_price(case: Case) -> Iterator[Problem]:
    """A purchase or sale is for value; at a price of zero it counts as nothing in every sum.

    Short-swing profit cannot be computed from it either.
    """
    for path, row, code in coded(case):
        if code.is_open_market and row.price == 0 and not _is_explained(row):
            yield Problem(f"{path}.price", code=code.letter, meaning=code.meaning)


@check(
    "C202",
    title="A price on a gift or an inheritance",
    severity=Severity.WARNING,
    cites=RULE_16B_5,
    message="Code {code} ({meaning}) at a price of {price}: what is given or inherited is not paid for.",
    remedy="Give the price as 0; if something was paid, it was a sale (S) or a purchase (P). A footnote may "
    "give the market price of the day.",
    bad=Example(sample="form5", changes={"table_1[0].price": Decimal("48.10")}, at="table_1[0].price"),
)
def gifts_have_no_price(case: Case) -> Iterator[Problem]:
    """A bona fide gift is without consideration, and only such a gift is exempt from section 16(b).

    The market price in the price column makes a gift look like a trade.
    """
    for path, row, code in coded(case):
        if (
            _usual(path, code) is UsualPrice.ZERO
            and not code.is_exercise
            and row.price
            and "price" not in row.notes
        ):
            yield Problem(f"{path}.price", code=code.letter, meaning=code.meaning, price=dollars(row.price))


@check(
    "C203",
    title="No price for securities withheld or delivered",
    severity=Severity.WARNING,
    cites=FORM_4_PRICES,
    message="Code F ({shares} withheld or delivered) at a price of 0, and no footnote on the code or the "
    "price.",
    remedy="Give the price at which the securities were credited against the tax or the exercise price, "
    "mostly the closing price of the day.",
    bad=Example(changes={"table_1[0].price": Decimal(0), "table_1[0].notes": {}}, at="table_1[0].price"),
)
def withheld_shares_have_a_price(case: Case) -> Iterator[Problem]:
    """Securities that pay a tax are credited at a price, which is the price of the disposition.

    Without it nobody can tell how much tax was paid with them.
    """
    for path, row, code in coded(case):
        if code.letter == "F" and row.price == 0 and not _is_explained(row):
            yield Problem(f"{path}.price", shares=number(row.shares or Decimal(0)))


@check(
    "C204",
    title="A price of the derivative on an exercise or conversion",
    severity=Severity.WARNING,
    cites=FORM_4_DERIVATIVE_PRICE,
    message="Column 8 gives {price} as the price of the derivative, but code {code} is an exercise or "
    "conversion; its price belongs in column 2{there}.",
    remedy="Leave column 8 at 0 or refer to a footnote; give the exercise or conversion price in column 2.",
    bad=Example(
        sample="exercise",
        changes={"table_2[0].price": Decimal(20)},
        at="table_2[0].price",
        says="column 2, where it stands already",
    ),
)
def exercised_derivatives_have_no_price(case: Case) -> Iterator[Problem]:
    """Column 8 is for derivatives bought or sold; nothing is paid for a derivative by exercising it.

    What is paid is the exercise price, in column 2; in column 8 as well it is counted twice.
    """
    for path, row in derivative_transactions(case.statement):
        code = CODES.get(row.code or "")
        if code and code.is_exercise and row.price and not _is_explained(row):
            there = ", where it stands already" if row.price == row.exercise_price else ""
            yield Problem(f"{path}.price", price=dollars(row.price), code=code.letter, there=there)


@check(
    "C205",
    title="Code H without the value received",
    severity=Severity.WARNING,
    cites=RULE_16B_6_EXPIRATION,
    message="Code H means that value was received when the derivative expired or was cancelled, but none is "
    "shown.",
    remedy="Give the value received for each derivative in column 8, or tell it in a footnote; an expiration "
    "without value is not reported.",
    bad=Example(sample="exercise", changes={"table_2[0].code": "H"}, at="table_2[0].price"),
)
def value_received_is_shown(case: Case) -> Iterator[Problem]:
    """A long derivative that ends without value is exempt and needs no report; one that ends for value does.

    The value is what the report is about.
    """
    for path, row, code in coded(case):
        if code.letter == "H" and not row.price and not _is_explained(row):
            yield Problem(f"{path}.price")


@check(
    "C206",
    title="A small acquisition of more than $10,000",
    severity=Severity.ERROR,
    cites=RULE_16A_6,
    message="Small acquisitions of {security} (code L) come to {total} within six months; the limit is "
    "$10,000.",
    remedy="Report the acquisitions with code P on Form 4, due two business days after the one that passed "
    "$10,000.",
    bad=(
        Example(
            sample="form5",
            changes={
                "table_1[1]": replace(
                    FORM_5.table_1[1], code="L", form_type="5", shares=Decimal(250), timeliness=None
                )
            },
            at="table_1[1].price",
            says="come to $12,025 within six months",
        ),
    ),
)
def small_acquisitions_are_small(case: Case) -> Iterator[Problem]:
    """Only acquisitions that together stay within $10,000 in six months may wait for Form 5.

    Beyond that they are due on Form 4 within two business days, and a statement that still calls them
    small is late. Half a year is taken as 183 days; acquisitions in other statements are not seen.
    """
    small: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    for path, row, code in coded(case):
        if code.letter != "L" or not row.price or not row.shares or not row.transaction_date:
            continue
        acquired = small[same(row.security)]
        acquired.append((row.transaction_date, row.price * row.shares))
        total = sum(
            (value for day, value in acquired if abs(row.transaction_date - day) <= _SIX_MONTHS), Decimal(0)
        )
        if total > _SMALL:
            yield Problem(f"{path}.price", security=row.security, total=dollars(round(total, 2)))


@check(
    "C207",
    title="In or out of the money, against the market price of the day",
    severity=Severity.WARNING,
    cites=RULE_16B_6_EXERCISE,
    message="Code {code} says that the derivative was {said} the money, but it was exercised at {exercise} "
    "while Table I shows {market} on the same day.",
    remedy="Use code X for an exercise in or at the money and code O for one out of the money.",
    bad=Example(
        sample="exercise",
        changes={
            "table_1[0]": replace(EXERCISE.table_1[0], code="X", price=Decimal(60)),
            "table_2[0]": replace(EXERCISE.table_2[0], code="X", exercise_price=Decimal(60)),
        },
        at="table_2[0].code",
        says="exercised at $60 while Table I shows $53.20",
    ),
)
def money_agrees_with_the_market(case: Case) -> Iterator[Problem]:
    """An exercise out of the money (O) is not exempt from section 16(b), one in the money (X) is.

    The market price is taken from a purchase or sale of the underlying security on the same day in Table I.
    Rights to sell are left alone.
    """
    for path, row in derivative_transactions(case.statement):
        if row.code not in ("X", "O") or not row.exercise_price or _sells(row.security):
            continue
        market = next(
            (
                line.row.price
                for line in transactions_of(case.statement, "table_1")
                if line.row.code in ("P", "S")
                and line.row.price
                and line.row.transaction_date == row.transaction_date
                and same(line.row.security) == same(row.underlying_title)
            ),
            None,
        )
        if (
            market
            and row.direction is Direction.DISPOSED
            and (row.code == "X") is (row.exercise_price > market)
        ):
            yield Problem(
                f"{path}.code",
                code=row.code,
                said="in or at" if row.code == "X" else "out of",
                exercise=dollars(row.exercise_price),
                market=dollars(market),
            )


def _sells(title: str | None) -> bool:
    words = same(title)
    return "put" in words or "to sell" in words
