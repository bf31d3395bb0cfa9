"""What noise spoils in a picture: captions found by what is left of them, and what is left unread."""

from __future__ import annotations

import pytest

from section16.errors import UnsureReading
from section16.reading.finish import reading_of
from section16.reading.geometry.bands import Bands
from section16.reading.geometry.captions import Caption, found
from section16.reading.geometry.paper import Paper
from section16.reading.geometry.table_head import _without_astray
from section16.reading.pages import Box, Page, Word
from section16.reading.scan.form_print import mended
from section16.reading.sheets import blank_sheet
from section16.reading.transcript import Transcript

_RELATIONSHIP = "5. Relationship of Reporting Person(s) to Issuer"


def _paper(*lines: str, confidence: float = 0.9) -> Paper:
    words = []
    for row, line in enumerate(lines):
        left = 40.0
        for text in line.split():
            box = Box(left, 40.0 + 20 * row, left + 5 * len(text), 50.0 + 20 * row)
            words.append(Word(text=text, box=box, size=10.0, confidence=confidence))
            left += 5 * len(text) + 4
    return Paper([Page(number=1, width=792, height=612, words=tuple(words), rulings=())])


def test_a_caption_of_which_a_word_is_lost_is_found_when_it_is_needed() -> None:
    paper = _paper("Rclatiomhlp of Reporting Person(s) to lssuer", "(Check all applicable)")
    assert not found(paper, _RELATIONSHIP)
    (caption,) = found(paper, _RELATIONSHIP, spoilt=True)
    assert caption.tokens[0].text == "Rclatiomhlp"


def test_text_that_is_no_picture_is_never_taken_for_a_spoiled_caption() -> None:
    paper = _paper("Rclatiomhlp of Reporting Person(s) to lssuer", confidence=1.0)
    assert not found(paper, _RELATIONSHIP, spoilt=True)


def test_the_title_of_one_table_is_not_taken_for_the_other() -> None:
    paper = _paper(
        "Table I - Non-Derivative Securities Acquired, Disposed of, or Beneficially Owned",
        "Table IT - Dcrivatlve Sccurlties Acquired, Disposed of, or Beneficially Owned",
        "Explanation of Responses:",
        "** Signature of Reporting Person Date",
    )
    bands = Bands(paper, None)
    assert [[caption.tokens[0].top for caption in titles] for titles in bands.titles] == [[40.0], [60.0]]


def test_captions_out_of_the_forms_order_count_as_not_found() -> None:
    tokens = _paper("a b c d").tokens
    a, b, c, d = (Caption(token.text, [token], 1.0) for token in tokens)
    assert _without_astray([a, d, b, None, c]) == [a, None, b, None, c]


def test_a_table_left_unread_keeps_the_reading_from_being_a_statement() -> None:
    transcript = Transcript()
    transcript.unread("table_2", "its columns cannot be told")
    reading = reading_of(blank_sheet("4"), transcript)
    assert "table_2" in reading.not_shown
    assert "table_2" in reading.doubts()
    with pytest.raises(UnsureReading, match="table_2"):
        reading.to_statement()


@pytest.mark.parametrize("line", ["EXECUTIVE", "Member of", "Managing Member of"])
def test_a_short_line_of_a_filer_is_not_mended_to_the_forms_print(line: str) -> None:
    assert mended(line.split()) is None
