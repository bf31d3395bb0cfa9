"""Citations that quote: their words must stand in the source, letter for letter save for line ends and quotes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from section16.law import citations, edgar_citations
from section16.law.citations import Citation
from shared import shared_folder

QUOTED = {
    name: value
    for name, value in (vars(citations) | vars(edgar_citations)).items()
    if isinstance(value, Citation) and not value.in_substance
}


# Captions of the form's first page, which the text of its instructions does not have.
CAPTIONS = {"FORM_4_PERIOD", "FORM_4_RELATIONSHIP", "FORM_5_YEAR", "FORM_5_BOXES"}


def plain(text: str) -> str:
    """Return the letters and digits of a text, which survive every conversion of it.

    Page numbers, and the severities that stand in a column of their own, are taken out.
    """
    text = re.sub(r"(?m)^\s*\d+\s*$", "", text)
    text = re.sub(r"\b(SUSPENSE or WARNING|SUSPENSE|WARNING|SUSPENSE or)\b", "", text)
    return re.sub(r"[^a-z0-9]", "", text.lower())


def source_of(citation: Citation, folder: Path) -> Path | None:
    """Return the file that holds the text quoted, where there is one."""
    reference = folder / "reference"
    if re.fullmatch(r"Form \d, (box|check).*", citation.name):
        return None
    if citation.name.startswith("EDGAR Ownership XML Technical Specification"):
        return reference / "xsd" / "ownershipxmltechspec-v5.4-2023-03.txt"
    if citation.name.startswith("Form 4"):
        return reference / "forms" / "form4data-blank.txt"
    if citation.name.startswith("Schema ownershipDocumentCommon"):
        return reference / "xsd" / "X0306" / "ownershipDocumentCommon.xsd.xml"
    return None


@pytest.mark.parametrize("name", sorted(QUOTED))
def test_the_words_stand_in_the_source(name: str) -> None:
    citation = QUOTED[name]
    source = source_of(citation, shared_folder())
    if source is None:
        assert name in CAPTIONS, f"{name} quotes a text that cannot be compared"
        return
    said = plain(source.read_text(encoding="utf-8", errors="replace"))
    missing = [part for part in re.split(r"(?<=[.;”])\s+", citation.words) if plain(part) not in said]
    assert not missing, f"{name}, {citation.name}: not in {source.name}: {missing}"
