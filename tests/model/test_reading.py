"""A reading: what was read, what was odd, and evidence that is worked out only when asked for."""

from __future__ import annotations

import pytest

from section16.model.reading import Deviation, DeviationKind, Reading, Seen, SeenStatus
from section16.model.samples import SAMPLES

FORM_4 = SAMPLES["form4"]


def test_evidence_is_found_once_and_only_when_asked_for():
    asked: list[str] = []

    def find() -> dict[str, Seen]:
        asked.append("once")
        return {"form_type": Seen(value="4")}

    reading = Reading(FORM_4, find_evidence=find)
    assert asked == []
    assert reading.evidence == reading.evidence == {"form_type": Seen(value="4")}
    assert Reading(FORM_4, find_evidence=reading.evidence_source()).evidence is reading.evidence
    assert asked == ["once"]


def test_without_a_finder_there_is_no_evidence():
    assert Reading(FORM_4).evidence == {}


def test_a_reading_names_itself_shortly():
    odd = (Deviation(DeviationKind.PADDED, "remarks", " a"),)
    assert repr(Reading(FORM_4, odd, source="a.xml")) == "<Reading of a.xml: Form 4, 1 deviations>"
    assert repr(Reading(None)) == "<Reading of bytes: no statement, 0 deviations>"


def test_a_reading_shows_its_statement_or_says_that_there_is_none():
    assert Reading(FORM_4)._repr_html_() == FORM_4._repr_html_()
    assert "FORM 4" in str(Reading(FORM_4).__rich__())
    assert Reading(None)._repr_html_() == "<p>No statement could be read.</p>"
    assert Reading(None).__rich__() == "No statement could be read."


def test_a_reading_has_no_other_attributes():
    with pytest.raises(AttributeError):
        Reading(FORM_4).statment = None


def test_what_is_seen_is_exact_until_said_otherwise():
    assert (Seen().status, Seen().confidence) == (SeenStatus.EXACT, 1.0)
    assert {status.value for status in SeenStatus} == {
        "exact", "confirmed", "repaired", "inferred", "conflict", "unreadable", "absent",
    }  # fmt: skip
