"""A blank sheet of each form, to be filled by whatever reads a printed one."""

from __future__ import annotations

import re
from functools import cache

from section16.errors import MangledDocument, NotAStatement
from section16.formats import captions
from section16.formats.sheet import Sheet, sheet
from section16.model.statement import Statement
from section16.model.values import FORM_TYPES

FILING = (("", captions.ALONE), ("", captions.JOINTLY))
"""The boxes of "Individual or Joint/Group Filing", which are no item: how many owners file says the same."""

_FORM_TYPE = re.compile(r"(?:SEC\s+)?FORM\s+(?P<form>[345])(?P<amended>/A)?", re.IGNORECASE)


def form_type_in(text: str) -> str:
    """Return the form type that the heading of a form names: "4/A" for "FORM 4/A".

    Raises `NotAStatement` when it names none.
    """
    match = _FORM_TYPE.fullmatch(text)
    if match is None:
        raise NotAStatement(
            f"the form is headed {text[:60]!r}; a statement is headed FORM 3, FORM 4 or FORM 5"
        )
    return match["form"] + (match["amended"] or "").upper()


@cache
def blank_sheet(form_type: str) -> Sheet:
    """Return the sheet of a statement of that form type which says nothing."""
    assert form_type in FORM_TYPES
    return sheet(Statement(form=form_type[0], is_amendment=form_type.endswith("/A")))  # type: ignore[arg-type]


def missing_box(caption: str) -> MangledDocument:
    """Return the error for a form on which the box of that caption is not found."""
    return MangledDocument(
        f"the page has no part {caption!r} where the form has it, so that its items would be lost; "
        "give the whole page as EDGAR shows it"
    )
