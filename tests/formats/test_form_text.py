"""The text form says everything, within its width, and cannot steer a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from printed import missing, missing_markers, squeezed

from section16.formats import form_text
from section16.formats.text_grid import Block, grid, pieces, safe, width_of, wrap
from section16.model.samples import EXERCISE, FORM_3_NONE, FORM_4, JOINT, SAMPLES
from section16.model.statement import Statement
from strategies import LETTERS, statements


def unruled(drawn: str) -> str:
    """Return the text with every cell's lines joined, reading the rules as a person would.

    A rule ``+---+`` says where columns begin and end; the lines below it are cut there.
    """
    out: list[str] = []
    cells: list[str] = []
    edges: list[int] = []
    for line in drawn.splitlines():
        if re.fullmatch(r"\+[-+ ]*\+", line):
            out += cells
            edges = [position for position, letter in enumerate(line) if letter == "+"]
            cells = [""] * (len(edges) - 1)
        elif line.startswith("|") and edges:
            placed = columns_of(line)
            for n, (left, right) in enumerate(pairwise(edges)):
                cells[n] += "".join(placed[left + 1 : right + (placed[right] != "|")]) + " "
        else:
            out += [*cells, line]
            cells, edges = [], []
    return "\n".join(out + cells)


def columns_of(line: str) -> list[str]:
    """Return the line's letters by terminal column."""
    placed: list[str] = []
    for letter in line:
        wide = width_of(letter)
        if wide == 0:
            placed[-1] += letter
        else:
            placed += [letter, ""][:wide]
    return placed


@pytest.mark.parametrize("width", [80, 100, 110, 120, 240])
@pytest.mark.parametrize("name", SAMPLES)
def test_every_item_of_a_sample_is_drawn_within_the_width(name: str, width: int) -> None:
    drawn = form_text.draw(SAMPLES[name], width)
    assert max(map(width_of, drawn.splitlines())) <= width
    text = unruled(drawn)
    assert missing(SAMPLES[name], text) == []
    assert not missing_markers(SAMPLES[name], text)


@settings(deadline=None, max_examples=50)
@given(statements(), st.integers(80, 250))
def test_every_item_of_any_statement_is_drawn_within_the_width(statement: Statement, width: int) -> None:
    drawn = form_text.draw(statement, width)
    assert max(map(width_of, drawn.splitlines())) <= width
    text = unruled(drawn)
    assert missing(statement, text) == []
    assert not missing_markers(statement, text)


def test_form_4_fits_one_band_by_default() -> None:
    drawn = form_text.draw(replace(FORM_4, table_2=()))
    assert len(re.findall(r"^\|.*Common", drawn, re.MULTILINE)) == 3
    assert "|Row|" in form_text.draw(EXERCISE)


def test_a_width_below_the_narrowest_is_not_obeyed() -> None:
    assert form_text.draw(FORM_4, 1) == form_text.draw(FORM_4, form_text.NARROWEST)


def test_boxes_and_sentences() -> None:
    drawn = form_text.draw(JOINT)
    assert "[X] 10% Owner" in drawn
    assert "[ ] Director" in drawn
    assert "[X] Form filed by More than One" in drawn
    assert "No securities are beneficially owned." in form_text.draw(FORM_3_NONE)


def test_nothing_steers_the_terminal() -> None:
    drawn = form_text.draw(replace(FORM_4, remarks="red \x1b[31m bell\x07 \u202e back\rspace\xa0end\ttab"))
    assert "red \ufffd[31m bell\ufffd \ufffd back space end tab" in drawn
    assert not re.search("[^\n\\x20-\\x7e\ufffd]", drawn)


def test_remarks_keep_their_lines() -> None:
    assert "\nfirst line\nsecond line\n" in form_text.draw(replace(FORM_4, remarks="first line\nsecond line"))


@given(st.text(LETTERS + "\n", max_size=200), st.integers(2, 40))
def test_wrapping_loses_nothing_and_stays_within(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert squeezed("".join(lines)) == squeezed(text)
    assert max(map(width_of, lines)) <= width


@given(st.text(LETTERS))
def test_pieces_make_up_the_word(text: str) -> None:
    assert "".join(pieces(text)) == text
    assert safe(text) == text


def test_a_grid_spans_and_opens() -> None:
    def rows() -> Iterator[list[Block]]:
        yield [Block("one", open=True), Block("two and three", columns=2)]
        yield [Block("four"), Block("5", figures=True), Block("株")]

    assert list(grid([4, 3, 4], rows())) == [
        "+----+--------+",
        "|one |two and |",
        "|    |three   |",
        "+    +---+----+",
        "|four|  5|株  |",
        "+----+---+----+",
    ]
