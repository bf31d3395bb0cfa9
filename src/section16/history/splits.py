"""Stock splits: what was counted before one, in the shares after it, and exactly back.

"The increase or decrease in the number of securities held as a result of a stock split or stock dividend
applying equally to all securities of a class" is not reported (Rule 16a-9), but later totals show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from msgspec import Struct

from section16.errors import UsageError
from section16.history.accounts import cik_of, class_key


class Split(Struct, frozen=True, kw_only=True):
    """A split of one class: `new` shares for each `old`, counted so from the day `on`.

    `security` is the title of the class; None stands for every class of the issuer and the derivatives on it.
    A reverse split has fewer new shares than old ones. Source: Rule 16a-9.
    """

    on: date
    issuer: str
    new: Decimal
    old: Decimal = Decimal(1)
    security: str | None = None

    def __post_init__(self) -> None:
        if not (self.new.is_finite() and self.old.is_finite() and self.new > 0 and self.old > 0):
            raise UsageError(
                f"a split of {self.new} shares for {self.old}: give two numbers above zero, such as 2 for 1"
            )

    @property
    def ratio(self) -> Fraction:
        """How many shares there are after it for each one before, exactly."""
        return Fraction(self.new) / Fraction(self.old)

    @property
    def says(self) -> str:
        """The split in words: "2 for 1 on 2024-06-10"."""
        return f"{self.new.normalize():f} for {self.old.normalize():f} on {self.on}"

    def is_of(self, issuer: str, *titles: str | None) -> bool:
        """Whether it splits a class of this issuer that has one of these titles."""
        if cik_of(self.issuer) != issuer:
            return False
        return self.security is None or class_key(self.security) in {
            class_key(title) for title in titles if title
        }


def adjusted(amount: Decimal | Fraction, splits: Iterable[Split]) -> Fraction:
    """Return an amount counted before these splits in the shares after them, exactly."""
    exact = Fraction(amount)
    for split in splits:
        exact *= split.ratio
    return exact


def unadjusted(amount: Decimal | Fraction, splits: Iterable[Split]) -> Fraction:
    """Return an amount counted after these splits in the shares before them, exactly."""
    exact = Fraction(amount)
    for split in splits:
        exact /= split.ratio
    return exact


def shares_of(exact: Fraction) -> Decimal:
    """Return an exact amount as the form writes it: with four decimals at most, the rest cut off."""
    if exact.denominator == 1:
        return Decimal(exact.numerator)
    cut = abs(exact.numerator) * 10_000 // exact.denominator
    return (Decimal(cut if exact >= 0 else -cut) / 10_000).normalize()
