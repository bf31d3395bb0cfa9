"""Pages that were converted line by line: wrapped cells stand on loose lines around their row."""

from __future__ import annotations

from section16.reading.text import loose_head, loose_rows
from section16.reading.text.lines import Cell, lines_of
from section16.reading.text.markup import plain
from section16.reading.text.peeling import Peeled, Word


def _orders(text: str, table: int) -> list[list[str]]:
    lines = [line for line in lines_of(plain(text)) if not line.rule and line.filled]
    return [
        [token.text for token in row.orders[0]]
        for row in loose_rows.rows_of(lines, table, frozenset({"1", "2"}))
    ]


def test_wrapped_words_go_to_the_columns_on_both_sides_of_the_figures() -> None:
    (row,) = _orders(
        "As custodian\nClass B Common Stock 05/03/2023 C 7,210 A $92.14 14,426 I for child under\nUTMA", 0
    )
    assert " ".join(row) == (
        "Class B Common Stock 05/03/2023 C 7,210 A $92.14 14,426 I As custodian for child under UTMA"
    )


def test_loose_lines_are_parted_between_two_rows() -> None:
    text = """| Stock |     |     | Common |
| ----- | --- | --- | ------ |
Options $1.60 02/08/2023 A 20,000 07/14/2024 07/14/2030 Stock 87,493 20,000 I By spouse
| Stock |     |     | Common |
| ----- | --- | --- | ------ |
Options $1.52 02/08/2023 A 20,000 02/12/2026 02/12/2030 Stock 87,493 20,000 D
"""
    first, second = _orders(text, 1)
    assert " ".join(first).startswith("Stock Options $1.60")
    assert "Common Stock 87,493" in " ".join(first)
    assert " ".join(second).startswith("Stock Options $1.52")
    assert " ".join(second).endswith("Common Stock 87,493 20,000 D")


def test_no_row_is_told_where_no_line_ends_with_its_ownership() -> None:
    assert _orders("Common Stock\n05/03/2023\n7,210", 0) == []


def test_a_text_whose_every_line_has_cells_is_not_taken_for_such_a_page() -> None:
    text = "| 1. Title of Security (Instr. 3) | 2. Transaction Date |\n| --- | --- |\n| Common Stock | 05/03/2023 |"
    assert not loose_rows.recognised(lines_of(plain(text)))
    loose = "1. Title of Security (Instr. 3) 2. Transaction Date\n| Code | V |\n| --- | --- |\n"
    assert loose_rows.recognised(lines_of(plain(loose)))


def _peeled(*words: tuple[str, str, bool, int, int]) -> list[Peeled]:
    made = []
    for place, (text, name, filed, line, column) in enumerate(words):
        letters = "".join(filter(str.isalnum, text)).casefold()
        made.append(
            Peeled(Word(text, letters, place * 10, place * 10 + len(text), column), name, filed, line)
        )
    return made


_LABELS = (
    ("Director", "director", False, 1, 5),
    ("10%", "ten_percent_owner", False, 1, 6),
    ("Officer", "officer", False, 2, 5),
    ("Other", "other", False, 2, 6),
)


def test_a_mark_above_the_labels_is_of_the_one_in_its_column() -> None:
    said = loose_head.ticks_of(_peeled(("X", "", True, 0, 6), *_LABELS), titled=None)
    assert said == {"director": False, "ten_percent_owner": True, "officer": False, "other": False}


def test_a_mark_without_a_column_leaves_both_labels_of_its_row_untold() -> None:
    said = loose_head.ticks_of(_peeled(("X", "", True, 0, 0), *_LABELS), titled=None)
    assert said == {"director": None, "ten_percent_owner": None, "officer": False, "other": False}


def test_a_mark_below_the_labels_is_the_officers_where_a_title_stands() -> None:
    said = loose_head.ticks_of(_peeled(*_LABELS, ("X", "", True, 3, 0)), titled=True)
    assert said == {"director": False, "ten_percent_owner": False, "officer": True, "other": False}


def test_the_town_stands_above_its_captions() -> None:
    text = "| LONDON | X0 | W1J 5RJ |\n| --- | --- | --- |\n| (City) | (State) | (Zip) |"
    town = loose_head.town_over_captions(lines_of(plain(text)))
    assert town is not None
    assert [cell.words for cell in town if cell] == ["LONDON", "X0", "W1J 5RJ"]


def test_an_issuer_on_two_lines_is_told_by_its_bracket() -> None:
    pieces = [
        (Cell("Alder Works Inc. [", 0, 18, 4), 0),
        (Cell("Wren Ada", 20, 28), 1),
        (Cell("ALDW ]", 30, 36, 4), 2),
    ]
    assert loose_head.issuer_in_pieces(pieces) == (0, 2)
