"""A statement is checked, item by item, before anybody signs it.

    >>> from section16.checks.bend import bend
    >>> from section16.model.samples import FORM_4
    >>> for finding in check(bend(FORM_4, {"table_1[2].nature_of_ownership": None})):
    ...     print(finding.id, finding.severity, finding.place)
    S110 REJECT Table I, row 3, column 7

Importing a module of checks registers them: families S, F, C, A, T and H, in the order of `rules()`.
"""

from section16.checks import (  # noqa: F401 - imported to be registered
    arithmetic,
    arithmetic_derivatives,
    arithmetic_prices,
    content_boxes,
    content_dates,
    content_footnotes,
    content_line_dates,
    content_owners,
    content_rows,
    history,
    history_awards,
    history_persons,
    history_trades,
    schema_coding,
    schema_counts,
    schema_document,
    schema_elsewhere,
    schema_footnotes,
    schema_presence,
    schema_values,
    timing,
    timing_periods,
    transaction_codes,
    transaction_codes_forms,
    transaction_codes_legs,
    transaction_codes_prices,
)
from section16.checks.rule import rule, rules
from section16.checks.run import check

__all__ = ["check", "rule", "rules"]
