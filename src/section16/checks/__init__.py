"""A statement is checked, item by item, before anybody signs it.

>>> from section16.checks.bend import bend
>>> from section16.model.samples import FORM_4
>>> for finding in check(bend(FORM_4, {"table_1[2].nature_of_ownership": None})):
...     print(finding.id, finding.severity, finding.place)
S110 REJECT Table I, row 3, column 7
"""

from section16.checks import (
    schema_coding,
    schema_counts,
    schema_document,
    schema_elsewhere,
    schema_footnotes,
    schema_presence,
    schema_values,
)
from section16.checks.rule import rule, rules
from section16.checks.run import check

__all__ = ["check", "rule", "rules"]

# Importing a module of checks registers them.
FAMILIES_IN_MODULES = (
    schema_document,
    schema_presence,
    schema_values,
    schema_counts,
    schema_footnotes,
    schema_coding,
    schema_elsewhere,
)
"""The modules whose checks are registered, in the order of their ids."""
