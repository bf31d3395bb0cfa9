"""Why a total does not go on from the one before: every explanation that fits, the likeliest first.

"Report total beneficial ownership following the reported transaction(s)" - Form 4, General Instruction
4(a)(i): what need not be reported by itself, as a split (Rule 16a-9), a plan purchase (Rules 16a-11 and
16b-3(c)) or a change in the form of ownership (Rule 16a-13), shows only in the next total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from section16.history.explained_by_accounts import between_accounts, from_awards, split
from section16.history.explained_by_amounts import (
    amended,
    missing,
    plan,
    put_right,
    rounding,
    side_by_side,
    told_before,
    within,
    wrong_arithmetic,
)
from section16.history.explained_by_words import by_footnote, by_growing_number, by_name, by_words
from section16.history.explanation import Cause, Circumstances, Explanation

_EXPLANATIONS: tuple[Callable[[Circumstances], Iterator[Explanation]], ...] = (
    by_footnote,
    by_growing_number,
    amended,
    put_right,
    told_before,
    side_by_side,
    split,
    between_accounts,
    from_awards,
    wrong_arithmetic,
    within,
    plan,
    by_name,
    rounding,
    by_words,
    missing,
)
"""The explanations, in the order in which those that are equally likely are told."""


def explained(gap: Circumstances) -> tuple[Explanation, ...]:
    """Return every explanation of a break that fits, the likeliest first; there is always one."""
    found = [each for explain in _EXPLANATIONS for each in explain(gap)]
    causes: dict[Cause, Explanation] = {}
    for each in found:
        known = causes.get(each.cause)
        if known is None or known.likely < each.likely:
            causes[each.cause] = each
    return tuple(sorted(causes.values(), key=lambda each: -each.likely))
