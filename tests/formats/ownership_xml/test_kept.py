"""How much of an ownership XML document is in its statement."""

from __future__ import annotations

import pytest

import section16
from section16.model.samples import FORM_4

XML = section16.write(FORM_4)


def test_a_regular_document_is_kept_whole() -> None:
    reading = section16.read(XML)
    assert (reading.coverage, reading.unplaced) == (1.0, ())


def test_words_of_an_unknown_element_are_not_kept() -> None:
    reading = section16.read(XML.replace(b"</issuer>", b"</issuer><other>three lost words</other>", 1))
    assert reading.unplaced == ("three", "lost", "words")
    assert reading.coverage is not None
    assert 0.9 < reading.coverage < 1


def test_words_around_the_document_are_not_kept() -> None:
    inner = XML.partition(b"?>")[2]
    whole = section16.read(b"<edgarSubmission><said>two words</said>" + inner + b"</edgarSubmission>")
    assert whole.coverage is not None
    assert whole.coverage < 1


def test_a_value_with_white_space_around_it_loses_nothing() -> None:
    reading = section16.read(XML.replace(b"<value>410</value>", b"<value> 410 </value>"))
    assert reading.coverage == 1.0


@pytest.mark.parametrize(("key", "share"), [("remarks", 1.0), ("unheard_of", None)])
def test_json_is_kept_whole_or_not_measured(key: str, share: float | None) -> None:
    text = section16.write(FORM_4, "json").rstrip().removesuffix(b"}") + b', "%s": "x"}' % key.encode()
    if key == "remarks":
        text = section16.write(FORM_4, "json")
    assert section16.read(text).coverage == share
