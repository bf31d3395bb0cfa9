"""What may stand in a column: dates, amounts, letters, words."""

from __future__ import annotations

import re

from section16.reading.old_forms.values import is_mark

_ENTRY = {
    "code": re.compile(r"[A-UW-Z](?:\s?[/-]\s?[KV])?\b.{0,6}"),
    "timeliness": re.compile(r"V"),
    "direction": re.compile(r"\(?[ADad]\)?\W*.{0,4}"),
    "ownership": re.compile(r"\(?[DI]\)?\W.{0,5}|\(?[DI]\)?|(?:in)?direct.*", re.IGNORECASE),
}
_DATE_ENTRY = re.compile(r".*(?:\d[./-]\d|[A-Za-z]{3}.*\d|immed|n/?a|vest|previous|various).*", re.IGNORECASE)
_AMOUNT_ENTRY = re.compile(r"\$?\s?[\d,.]+(?:[ -]\d+/\d+)?\W*.{0,8}|n/?a|none|-0-", re.IGNORECASE)
_DATES_AND_WORDS = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\$\s?[\d,.]+|\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_ALL_OF_DATE = re.compile(r"\d{1,2}[/-]\d{1,2}[/-]\d{2,4}")


def fits(attribute: str, text: str) -> bool:
    """Whether a text may be an entry of a column."""
    if is_mark(text):
        return True
    if attribute in _ENTRY:
        return bool(_ENTRY[attribute].fullmatch(text))
    if attribute.endswith("date"):
        return bool(_DATE_ENTRY.fullmatch(text))
    if attribute in ("security", "nature_of_ownership", "underlying_title"):
        return not _DATES_AND_WORDS.fullmatch(text)
    return bool(_AMOUNT_ENTRY.fullmatch(text)) and not _ALL_OF_DATE.fullmatch(text)
