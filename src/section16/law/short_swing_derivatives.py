"""How much of a profit with derivative securities section 16(b) can reach.

Two trades in derivatives of the same terms are matched at their own prices, by `short_swing`. The limits here
are for derivatives of other terms, for a derivative against the stock, and for options written.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from section16.errors import UsageError
from section16.law.answer import Answer, dated
from section16.law.citations import RULE_16B_6_EXPIRATION, Citation
from section16.law.short_swing import Lot, in_window, maximum_profit, six_months_after
from section16.model.lines import dollars

RULE_16B_6_CAP = Citation(
    "Rule 16b-6(c)(2)",
    "Short-swing profits in transactions involving derivative securities having different characteristics "
    "but related to the same underlying security, or derivative securities and underlying securities, shall "
    "not exceed the difference in price of the underlying security on the date of purchase or sale and the "
    "date of sale or purchase.",
    "https://www.ecfr.gov/current/title-17/section-240.16b-6",
    in_substance=True,
)


def derivative_cap(purchase: Lot, sale: Lot) -> Answer[Decimal]:
    """Return the most dollars recoverable where one side, or both, is a derivative of other terms.

    Each lot is in shares of the underlying security at its *market* price on that day, whatever was paid for
    the derivative; the lesser number counts. `purchase` is the side that gains when the stock rises (Rule
    16b-6(a)). Zero where the two are not less than six months apart or the market did not rise between
    purchase and sale. Source: Rule 16b-6(c)(2).
    """
    most = maximum_profit((purchase,), (sale,))
    apart = in_window(purchase.on, sale.on)
    if apart.value:
        why = (
            f"With the underlying security at {dollars(purchase.price)} on {dated(purchase.on)} and at "
            f"{dollars(sale.price)} on {dated(sale.on)}, the profit cannot exceed "
            f"{dollars(most.value.amount)}."
        )
    else:
        why = apart.why
    return Answer(
        value=most.value.amount,
        why=why,
        cites=(RULE_16B_6_CAP, *apart.cites),
        uncertain=apart.uncertain,
    )


def written_option_cap(premium: Decimal, *, shares: Decimal, written: date, ended: date) -> Answer[Decimal]:
    """Return the most dollars recoverable from an option that the owner wrote and that ended unexercised.

    `premium` is dollars for each share under the option, `ended` the day it expired or was cancelled. Within
    six months the whole premium can be recovered, and nothing later. UsageError for an end before the writing
    or an amount that cannot be. Source: Rule 16b-6(d).
    """
    if ended < written:
        raise UsageError(
            f"the option ended on {ended}, before it was written on {written}: correct the dates"
        )
    option = Lot(on=written, shares=shares, price=premium)
    # "Upon cancellation or expiration of an option within six months of the writing of the option": not "less
    # than six months", as the Act has it, so that the last days are in doubt and counted.
    within = ended <= six_months_after(written)
    most = option.shares * option.price if within else Decimal(0)
    edge = (
        f"The rule says within six months where the Act says less than six months, and {dated(ended)} lies "
        "between the two: ask counsel.",
    )
    return Answer(
        value=most,
        why=f"The option written on {dated(written)} ended on {dated(ended)}, "
        f"{'within' if within else 'not within'} six months, so at most {dollars(most)} of its premium can "
        "be recovered.",
        cites=(RULE_16B_6_EXPIRATION,),
        uncertain=edge if within and not in_window(written, ended).value else (),
    )
