"""What an amendment corrects besides the lines: boxes, issuer, owners, signatures, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from section16.drafting.amend_lines import in_words
from section16.model.items import Use, of_group
from section16.model.parties import ReportingOwner
from section16.model.places import place_of
from section16.model.statement import Statement

# What makes an amendment of a statement, and what every amendment has of its own.
_OF_ITS_OWN = ("form_type", "date_of_original", "schema_version")


class HeaderChange(NamedTuple):
    """One item that differs, by its path before and after, in words."""

    before: str | None
    after: str | None
    says: str


def header_changes(original: Statement, corrected: Statement) -> Iterator[HeaderChange]:
    """Yield what differs outside the tables and footnotes, in the order of the table of items.

    Items that EDGAR sets by itself, such as names, are left out. Owners are matched by their CIKs.
    """
    form = corrected.form_type
    yield from _items("statement", form, ("", original), ("", corrected))
    yield from _items("issuer", form, ("issuer.", original.issuer), ("issuer.", corrected.issuer))
    before, after = _by_cik(original), _by_cik(corrected)
    for cik, (position, owner) in after.items():
        if cik in before:
            at, was = before[cik]
            yield from _items("owner", form, (f"owners[{at}].", was), (f"owners[{position}].", owner))
        else:
            yield HeaderChange(
                None, f"owners[{position}]", f"{_named(owner)} is added as a reporting person."
            )
    for cik, (position, owner) in before.items():
        if cik not in after:
            yield HeaderChange(f"owners[{position}]", None, f"{_named(owner)} is not a reporting person.")
    if [each.name for each in original.signatures] != [each.name for each in corrected.signatures]:
        yield HeaderChange("signatures", "signatures", "The signatures are corrected.")


def _items(
    group: str, form_type: str, before: tuple[str, object], after: tuple[str, object]
) -> Iterator[HeaderChange]:
    """Yield the items of one group that differ; each side is the beginning of its paths and what has them."""
    (at, was), (path, now) = before, after
    for item in of_group(group):
        if item.name in _OF_ITS_OWN or item.use(form_type) in (Use.NONE, Use.BY_EDGAR):
            continue
        value_of = attrgetter(item.attribute)
        old, new = value_of(was), value_of(now)
        if old == new:
            continue
        place = place_of(path + item.attribute, form_type[0])
        says = f"{place}: {in_words(new)} (was {in_words(old)})."
        if item.name == "remarks":
            says = "The remarks are reworded."
        yield HeaderChange(at + item.attribute, path + item.attribute, says)


def _by_cik(statement: Statement) -> dict[str, tuple[int, ReportingOwner]]:
    return {
        (owner.cik or "").lstrip("0") or str(owner.name): (position, owner)
        for position, owner in enumerate(statement.owners)
    }


def _named(owner: ReportingOwner) -> str:
    return owner.name or f"The owner with CIK {owner.cik}"
