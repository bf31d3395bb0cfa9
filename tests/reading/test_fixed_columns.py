"""Text in fixed columns: rows parted by their words, borders of columns, pages without a head, signatures."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from section16.formats.captions import COLUMNS
from section16.reading.geometry.paper import Token
from section16.reading.text.fixed_borders import mended
from section16.reading.text.fixed_boxes import TextWord, box_columns
from section16.reading.text.fixed_closing import with_signatures_apart
from section16.reading.text.fixed_pages import levelled
from section16.reading.text.fixed_width import LETTER, pages_of
from section16.reading.text.ticks import filing_mark
from section16.reading.text.torn_titles import torn_ends


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("Common Stock", 0),
        ("Common", 1),
        ("Stock", 1),
        ("Employee Stock Option (right to buy)", 0),
        ("Employee Stock Option (right", 1),
        ("to buy)", 1),
        ("Stock, par value", 2),
        ("Class A", 1),
        ("By Trust", 0),
        ("by trust", 0),
    ],
)
def test_torn_titles_are_told_by_their_ends(text: str, ends: int) -> None:
    assert torn_ends(text) == ends


class _Said(NamedTuple):
    text: str
    column: int


def _tokens(line: str) -> list[Token]:
    (page,) = pages_of(line)
    return [Token(word, 0, 0.0) for word in page.words]


def test_a_figure_under_the_caption_of_a_title_goes_to_its_own_column() -> None:
    columns = COLUMNS["4"][1]
    title = next(n for n, column in enumerate(columns) if column.attributes[0] == "underlying_title")
    cells: list[list[Token]] = [[] for _ in columns]
    cells[title] = _tokens("Common 8,052,460")
    done = mended(cells, columns)
    assert [token.text for token in done[title]] == ["Common"]
    assert [token.text for token in done[title + 1]] == ["8,052,460"]


def test_the_figures_of_a_title_stay_in_it() -> None:
    columns = COLUMNS["4"][0]
    cells: list[list[Token]] = [[] for _ in columns]
    cells[0] = _tokens("Stock, par value $0.01")
    assert [token.text for token in mended(cells, columns)[0]] == ["Stock,", "par", "value", "$0.01"]


def test_a_page_without_a_head_stands_under_the_columns_of_the_page_before() -> None:
    text = (
        "Table I - Non-Derivative Securities\n"
        "1. Title of Security     Date           Code    Amount       Price      Direct (D)\n"
        "Common Stock             01/02/2020     P       1,000        $5.00      D\n"
        "\f"
        "Common Stock        01/03/2020   S    500     $6.00     D\n"
        "Explanation of Responses:\n"
    )
    pages, moved = levelled(pages_of(text))
    assert moved == {2}
    places = {word.text: word.box.left / LETTER for word in pages[1].words}
    assert places["01/03/2020"] == pytest.approx(25)
    assert places["S"] == pytest.approx(40)
    assert places["$6.00"] == pytest.approx(61)


def test_each_of_several_signatures_has_the_lines_around_its_date() -> None:
    lines = [
        "Harbor Fund LP By: Harbor",
        "/s/ A. Example             01/02/2020",
        "By: A. Example",
        "Second Fund LLC",
        "/s/ B. Example             01/03/2020",
        "By: B. Example",
        "** Signature of Reporting Person",
    ]
    rows = [[_Said(word, 40 + line.index(word)) for word in line.split()] for line in lines]
    texts = [" ".join(word.text for word in row) for row in with_signatures_apart(rows)]
    assert texts.index("Second Fund LLC") > texts.index("01/02/2020") > texts.index("By: A. Example")


def test_a_relationship_box_pushed_into_the_issuers_is_taken_back() -> None:
    source = (
        "1. Name and Address          2. Issuer Name and Ticker           5. Relationship of Reporting\n"
        "DOE JANE                     EXAMPLE CORP [ EXM (Check all applicable)\n"
    )
    rows: list[list[TextWord]] = []
    place = 0
    for number, line in enumerate(source.split("\n")):
        at = 0
        rows.append([])
        for text in line.split():
            at = line.index(text, at)
            rows[-1].append(TextWord(text, at, place + at, number))
            at += len(text)
        place += len(line) + 1
    texts = [" ".join(word.text for word in row) for row in box_columns(rows, source)]
    assert "EXAMPLE CORP [ EXM" in texts
    assert "(Check all applicable)" in texts


def test_the_mark_of_the_filing_box_is_told() -> None:
    assert filing_mark("6. Individual or Joint/Group Filing\n X Form filed by One\nTable I - ") == "X"
    assert filing_mark("6. Individual or Joint/Group Filing\n Form filed by One\nTable I - x") == ""
