"""Where a rule is written: the citations every check and every answer carries."""

from __future__ import annotations

from msgspec import Struct


class Citation(Struct, frozen=True):
    """A place in the law, in a form or in EDGAR's specification, with the operative words.

    `words` quotes or closely follows the text; `url` is the public page, when there is one.
    """

    name: str
    words: str
    url: str | None = None


_SPEC = "https://www.sec.gov/submit-filings/technical-specifications"
_FORM_4 = "https://www.sec.gov/files/form4.pdf"

SPEC_ERRORS = Citation(
    "EDGAR Ownership XML Technical Specification v5.4, section 5",
    "EDGAR will generate an error for each violation of an XML schema constraint, as well as for each violation "
    "of an Ownership filing business rule.",
    _SPEC,
)
