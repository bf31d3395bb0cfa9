"""Family A, the prices: one security's price in dollars, within the range its footnote gives."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from statistics import median_low

from msgspec.structs import replace

from section16.checks.price_ranges import PriceRange, is_average, price_ranges, undertakes
from section16.checks.rule import Case, Example, Problem, check
from section16.law.citations import FORM_4_PRICES, NO_ACTION_WEIGHTED_PRICE
from section16.model.codes import CODES, letters
from section16.model.findings import Severity
from section16.model.lines import Line, account, dollars, footnotes_on, number, same, transactions_of
from section16.model.samples import FORM_4

_TRADED = letters(code for code in CODES.values() if code.is_open_market)
_PRICED_BY_THE_MARKET = _TRADED | {"F"}

# Trades within a one-dollar range of prices may share a line - staff letter of 25 June 2008.
_ONE_DOLLAR = Decimal(1)
_LETTER = date(2008, 6, 25)

_ALIKE = Decimal(5)
"""Prices of one security in one statement do not differ by this factor."""

_WEEK = timedelta(days=7)

_HUGE = Decimal(100_000)
"""Dollars a share; of listed shares only Berkshire Hathaway's class A costs more."""

# "the aggregate price of debt shall be stated" - Form 4, General Instruction 5(a)
_DEBT = re.compile(r"\b(?:notes?|debentures?|bonds?|loan|debt)\b", re.IGNORECASE)

_SOLD = FORM_4.table_1[1]
_AVERAGE_ONLY = "The price is a weighted average."
_AVERAGE_OVER = f"{_AVERAGE_ONLY} The shares were sold at prices from $52.80 to {{high}}. {{undertaking}}"
_UNDERTAKING = "The reporting person undertakes to give full information on the prices on request."


@check(
    "A301",
    title="The price looks like the total of the line",
    severity=Severity.WARNING,
    cites=FORM_4_PRICES,
    message="{account}: {price} for {shares} is {each} each, and {other}; the price looks like the total "
    "paid or received.",
    remedy="Give the price of one security; the total is not reported.",
    bad=(
        Example(
            changes={"table_1[1].price": Decimal("132787.50")},
            at="table_1[1].price",
            says="$132,787.50 for 2,500 is $53.115 each, and the footnote gives prices from $52.80 to $53.40",
        ),
        Example(
            changes={"table_1[0].price": Decimal("21447.10")},
            at="table_1[0].price",
            says="other lines give $53.115",
        ),
    ),
)
def price_is_of_one_security(case: Case) -> Iterator[Problem]:
    """A total in the price column makes a trade of thousands look like one of millions.

    It is told only where dividing by the number of securities gives the price that the footnote or other
    lines of the same security show, so that a split or an odd price raises no alarm. The figure is never
    changed.
    """
    for line, others in _market_lines(case):
        other = _total_evidence(case, line, others)
        if other and line.row.price and line.row.shares:
            yield Problem(
                f"{line.path}.price",
                account=account(line.row),
                price=dollars(line.row.price),
                shares=number(line.row.shares),
                each=dollars(_each(line)),
                other=other,
            )


@check(
    "A302",
    title="A price of more than $100,000 a share",
    severity=Severity.WARNING,
    cites=FORM_4_PRICES,
    message="{account}: {price} is given as the price of one share; for {shares} that makes {total}.",
    remedy="Give the price of one security, in dollars and not in cents or as a total.",
    bad=Example(
        changes={"table_1": (replace(_SOLD, price=Decimal("132787.50"), notes={}),)},
        at="table_1[0].price",
        says="for 2,500 that makes $331,968,750",
    ),
)
def price_is_believable(case: Case) -> Iterator[Problem]:
    """Hardly any share costs more than $100,000, so such a price is a total, or cents, or a slip.

    Debt is reported at its aggregate price and is left out.
    """
    for line, others in _market_lines(case):
        price, shares = line.row.price, line.row.shares
        if _DEBT.search(line.row.security or "") or _total_evidence(case, line, others):
            continue
        if price and shares and shares > 1 and price > _HUGE:
            yield Problem(
                f"{line.path}.price",
                account=account(line.row),
                price=dollars(price),
                shares=number(shares),
                total=dollars(price * shares),
            )


@check(
    "A303",
    title="The price is far from other prices of the same security",
    severity=Severity.WARNING,
    cites=FORM_4_PRICES,
    message="{account}: {price} on this line, but {usual} on others of the same days.",
    remedy="Look for a decimal point in the wrong place or digits exchanged.",
    bad=Example(
        changes={"table_1[0].price": Decimal("5.231")},
        at="table_1[0].price",
        says="$5.231 on this line, but $53.115 on others",
    ),
)
def prices_are_alike(case: Case) -> Iterator[Problem]:
    """Purchases, sales and withholdings of one security within a few days happen near one market price.

    A price five times as high or low as the others is nearly always a slip of the decimal point.
    """
    for line, others in _market_lines(case):
        if not line.row.price or not others or _total_evidence(case, line, others):
            continue
        usual = median_low([line.row.price, *others]) if len(others) > 1 else others[0]
        if (line.row.price > usual * _ALIKE or line.row.price * _ALIKE < usual) and not line.row.notes.get(
            "price"
        ):
            yield Problem(
                f"{line.path}.price",
                account=account(line.row),
                price=dollars(line.row.price),
                usual=dollars(usual),
            )


def _market_lines(case: Case) -> Iterator[tuple[Line, list[Decimal]]]:
    """Yield every priced purchase, sale and withholding of Table I with the prices of the others like it.

    Alike are lines of the same security within a week.
    """
    like: dict[str, list[tuple[Line, date, Decimal]]] = defaultdict(list)
    for line in transactions_of(case.statement, "table_1"):
        row = line.row
        if row.code in _PRICED_BY_THE_MARKET and row.price and row.transaction_date:
            like[same(row.security)].append((line, row.transaction_date, row.price))
    for lines in like.values():
        for line, day, _ in lines:
            yield line, [price for other, on, price in lines if other is not line and abs(on - day) <= _WEEK]


def _each(line: Line) -> Decimal:
    return round((line.row.price or Decimal(0)) / (line.row.shares or Decimal(1)), 4).normalize()


def _total_evidence(case: Case, line: Line, others: list[Decimal]) -> str:
    """Say in words what shows that the price of a line is its total; empty when nothing does."""
    price, shares = line.row.price, line.row.shares
    if not price or not shares or shares < _ALIKE:
        return ""
    each = price / shares
    for named in _ranges(case, line):
        if price > named.high * _ALIKE and named.holds(each):
            return f"the footnote gives prices from {dollars(named.low)} to {dollars(named.high)}"
    if others:
        usual = median_low(others)
        if price > usual * _ALIKE and usual * Decimal("0.8") < each < usual * Decimal("1.25"):
            return f"other lines give {dollars(usual)}"
    return ""


def _ranges(case: Case, line: Line) -> tuple[PriceRange, ...]:
    """Return the price ranges in the footnotes on a line's price."""
    return (
        price_ranges(footnotes_on(case.statement, line.row, "price")) if line.row.notes.get("price") else ()
    )


def _averaged_lines(case: Case) -> Iterator[tuple[Line, str]]:
    """Yield every purchase and sale of Table I whose price footnote speaks of an average, with its text."""
    for line in transactions_of(case.statement, "table_1"):
        if line.row.code in _TRADED and line.row.notes.get("price"):
            text = footnotes_on(case.statement, line.row, "price")
            if is_average(text):
                yield line, text


@check(
    "A311",
    title="The weighted average price lies outside the range of its footnote",
    severity=Severity.WARNING,
    cites=NO_ACTION_WEIGHTED_PRICE,
    message="The average price {price} does not lie between {low} and {high}, the prices its footnote gives.",
    remedy="Correct the price or the range, or let the line refer to the footnote that belongs to it.",
    bad=(
        Example(
            changes={"table_1[1].price": Decimal("53.51")}, at="table_1[1].price", says="$52.80 and $53.40"
        ),
        Example(changes={"table_1[1].price": Decimal("52.115")}, at="table_1[1].price"),
    ),
)
def average_lies_in_its_range(case: Case) -> Iterator[Problem]:
    """An average lies between the lowest and the highest price it was taken over.

    One outside shows a wrong price, a wrong range or, most often, footnotes that were exchanged
    between lines.
    """
    for line, text in _averaged_lines(case):
        ranges, price = price_ranges(text), line.row.price
        if ranges and price is not None and not any(named.holds(price) for named in ranges):
            yield Problem(
                f"{line.path}.price",
                price=dollars(price),
                low=dollars(ranges[0].low),
                high=dollars(ranges[0].high),
            )


@check(
    "A312",
    title="An average over more than one dollar",
    severity=Severity.WARNING,
    cites=NO_ACTION_WEIGHTED_PRICE,
    message="The line averages prices from {low} to {high}, {spread} apart; one line may span one dollar.",
    remedy="Split the line so that the prices on each lie within one dollar.",
    since=_LETTER,
    bad=Example(
        changes={"footnotes[2].text": _AVERAGE_OVER.format(high="$54.40", undertaking=_UNDERTAKING)},
        at="table_1[1].price",
        says="from $52.80 to $54.40, $1.60 apart",
    ),
)
def average_spans_one_dollar(case: Case) -> Iterator[Problem]:
    """Only trades within one dollar may share a line; others go on lines of their own.

    The staff's letter allows one line for trades of a day only within a one-dollar range, so that a reader
    still sees what was paid. Whether prices exactly one dollar apart fit is not settled (see A313).
    """
    yield from _spans(case, lambda spread: spread > _ONE_DOLLAR)


@check(
    "A313",
    title="An average over exactly one dollar",
    severity=Severity.NOTE,
    cites=NO_ACTION_WEIGHTED_PRICE,
    message="The line averages prices from {low} to {high}, exactly {spread} apart; it is not settled that "
    "one line may span so much.",
    remedy="To be safe, split the line so that the prices on each lie less than one dollar apart.",
    since=_LETTER,
    bad=Example(
        changes={"footnotes[2].text": _AVERAGE_OVER.format(high="$53.80", undertaking=_UNDERTAKING)},
        at="table_1[1].price",
        says="exactly $1 apart",
    ),
)
def average_spans_less_than_one_dollar(case: Case) -> Iterator[Problem]:
    """A spread of exactly one dollar is in doubt, for the staff's letter speaks of a one-dollar range.

    Prices from $14.01 to $15.00 are certainly within one; from $14.00 to $15.00 a cautious preparer splits.
    """
    yield from _spans(case, lambda spread: spread == _ONE_DOLLAR)


def _spans(case: Case, wrong: Callable[[Decimal], bool]) -> Iterator[Problem]:
    for line, text in _averaged_lines(case):
        named = next((named for named in price_ranges(text) if wrong(named.spread)), None)
        if named:
            yield Problem(
                f"{line.path}.price",
                low=dollars(named.low),
                high=dollars(named.high),
                spread=dollars(named.spread),
            )


@check(
    "A314",
    title="An average price without its range",
    severity=Severity.WARNING,
    cites=NO_ACTION_WEIGHTED_PRICE,
    message="The footnote on the price says that it is a weighted average, but not of which prices.",
    remedy="Give the lowest and the highest price in the footnote.",
    since=_LETTER,
    bad=Example(changes={"footnotes[2].text": _AVERAGE_ONLY}, at="table_1[1].price"),
)
def average_names_its_range(case: Case) -> Iterator[Problem]:
    """Without the range nobody can tell whether the trades belonged on one line.

    The letter that allows the average asks for the range of prices in the footnote.
    """
    for line, text in _averaged_lines(case):
        if not price_ranges(text):
            yield Problem(f"{line.path}.price")


@check(
    "A315",
    title="An average price without the undertaking",
    severity=Severity.WARNING,
    cites=NO_ACTION_WEIGHTED_PRICE,
    message="No footnote undertakes to give the number of shares at each price that the average was taken "
    "over.",
    remedy="Add the undertaking to the footnote: on request, to the issuer, any security holder or the SEC "
    "staff.",
    since=_LETTER,
    bad=Example(
        changes={"footnotes[2].text": _AVERAGE_OVER.format(high="$53.40", undertaking="")},
        at="table_1[1].price",
    ),
)
def average_comes_with_the_undertaking(case: Case) -> Iterator[Problem]:
    """The staff accepts an average only from an owner who promises the trades behind it.

    One undertaking may serve several lines; any footnote or the remarks may hold it. It is told once, on
    the first line that needs it.
    """
    averaged = (line for line, text in _averaged_lines(case) if price_ranges(text))
    first = next(averaged, None)
    if first is None:
        return
    statement = case.statement
    if not any(
        undertakes(text) for text in (statement.remarks, *(n.text for n in statement.footnotes)) if text
    ):
        yield Problem(f"{first.path}.price")
