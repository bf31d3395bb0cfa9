"""A form is read by the places of its words: with or without lines, misread by a letter, never shifted."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from random import Random

import pytest
from msgspec.structs import replace
from test_pdf import as_printed, differences, drawn

from section16.errors import BlankDocument, MangledDocument, NotAStatement, ReadError, TooLarge
from section16.model.reading import Reading, SeenStatus
from section16.model.samples import EXERCISE, FORM_3, FORM_4, FORM_5, JOINT, SAMPLES
from section16.model.statement import Statement
from section16.reading import geometry, pdf
from section16.reading.geometry import paper as geometry_paper
from section16.reading.geometry import rows as geometry_rows
from section16.reading.pages import Box, Ink, Page, Recognised, Ruling, Word


@cache
def pages(statement: Statement) -> tuple[Page, ...]:
    return pdf.pages_of(drawn(statement))


def changed(statement: Statement, change: Callable[[Word], Word | None]) -> tuple[Page, ...]:
    """Return the pages of a statement with every word changed, or left out where the change is None."""
    return tuple(
        replace(page, words=tuple(word for old in page.words if (word := change(old)) is not None))
        for page in pages(statement)
    )


def read(form: tuple[Page, ...]) -> Reading:
    return geometry.read_form(form)


def same(statement: Statement, form: tuple[Page, ...]) -> None:
    assert list(differences(as_printed(statement), read(form).statement)) == []


# With and without lines


@pytest.mark.parametrize("name", SAMPLES)
def test_a_form_without_lines_is_read(name: str):
    same(SAMPLES[name], tuple(replace(page, rulings=()) for page in pages(SAMPLES[name])))


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_a_form_of_any_size_is_read(name: str, scale: float):
    def scaled(page: Page) -> Page:
        return replace(
            page,
            width=page.width * scale,
            height=page.height * scale,
            words=tuple(
                replace(word, box=Box(*(place * scale for place in word.box)), size=word.size * scale)
                for word in page.words
            ),
            rulings=tuple(Ruling(*(place * scale for place in line)) for line in page.rulings),
        )

    same(SAMPLES[name], tuple(map(scaled, pages(SAMPLES[name]))))


@pytest.mark.parametrize("seed", range(4))
def test_words_may_come_in_any_order(seed: int):
    page, *others = pages(JOINT)
    words = list(page.words)
    Random(seed).shuffle(words)
    same(JOINT, (replace(page, words=tuple(words)), *others))


# Misread captions


CONFUSIONS = {"m": "rn", "l": "1", "I": "l", "g": "q", "S": "5", "e": "c"}


def misread(chance: Random, share: float) -> Callable[[Word], Word | None]:
    def change(word: Word) -> Word:
        text = word.text
        if len(text) > 4 and text.isalpha() and chance.random() < share:
            at = chance.randrange(len(text))
            text = text[:at] + CONFUSIONS.get(text[at], text[at]) + text[at + 1 :]
        return replace(word, text=text, confidence=0.97)

    return change


@pytest.mark.parametrize("name", ["form3", "form4", "form5", "joint"])
def test_captions_misread_by_a_letter_are_found(name: str):
    statement = SAMPLES[name]
    reading = read(changed(statement, misread(Random(5), 0.4)))
    assert reading.statement is not None
    assert [len(table) for table in (reading.statement.table_1, reading.statement.table_2)] == [
        len(statement.table_1), len(statement.table_2)
    ]  # fmt: skip
    for path, _, _ in differences(as_printed(statement), reading.statement):
        assert reading.evidence[path].status is not SeenStatus.EXACT, path


# Cells that are looked at


def looking(statement: Statement, answer: Callable[[Box, Ink], Recognised]) -> tuple[Page, ...]:
    return tuple(replace(page, look=answer) for page in pages(statement))


def test_a_cell_of_a_picture_is_looked_at_by_what_may_stand_in_it():
    asked: list[Ink] = []

    def look(box: Box, ink: Ink) -> Recognised:
        asked.append(ink)
        said = {
            Ink.AMOUNT: "1,234",
            Ink.DATE: "05/05/2026",
            Ink.CODE: "S",
            Ink.LETTER_DI: "D",
            Ink.LETTER_AD: "D",
        }
        return Recognised(
            text=said.get(ink, ""),
            confidence=0.9,
            notes=("1",) if ink is Ink.CODE else (),
            alternatives=(("1,284", 0.1),),
        )

    reading = read(looking(FORM_4, look))
    assert reading.statement is not None
    row = reading.statement.table_1[0]
    assert (row.security, row.code, row.notes) == (None, "S", {"code": ("F1",)})
    shares = reading.evidence["table_1[0].shares"]
    assert (shares.status, shares.confidence, shares.alternatives) == (SeenStatus.REPAIRED, 0.9, (1284,))
    assert asked[-11:] == [
        Ink.WORDS, Ink.DATE, Ink.DATE, Ink.CODE, Ink.LETTER_V, Ink.AMOUNT, Ink.LETTER_AD, Ink.AMOUNT, Ink.AMOUNT,
        Ink.LETTER_DI, Ink.WORDS,
    ]  # fmt: skip
    assert reading.evidence["owners[0].relationship.director"].status is not SeenStatus.UNREADABLE


# Nothing is shifted


def moved(word: Word, by: float) -> Word:
    left, top, right, bottom = word.box
    return replace(word, box=Box(left + by, top, right + by, bottom))


def in_table_1(word: Word) -> bool:
    """Whether a word of FORM_4 stands in Table I, below its title."""
    first, second = (w.box.bottom for w in pages(FORM_4)[0].words if w.text == "Table")
    return first < word.box.middle[1] < second - 10


@pytest.mark.parametrize("ruled", [True, False], ids=["lines", "no lines"])
@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [((204, 263), (263, 322), 59), ((373, 447), (476, 542), 100), ((623, 674), (542, 623), -75)],
    ids=["dates", "amount and price", "ownership and amount"],
)
def test_exchanged_columns_are_refused(
    first: tuple[float, float], second: tuple[float, float], apart: float, ruled: bool
):
    def exchange(word: Word) -> Word:
        x, _ = word.box.middle
        if not in_table_1(word):
            return word
        if first[0] < x < first[1]:
            return moved(word, apart)
        return moved(word, -apart) if second[0] < x < second[1] else word

    form = changed(FORM_4, exchange)
    if not ruled:
        form = tuple(replace(page, rulings=()) for page in form)
    with pytest.raises(MangledDocument, match="Table I"):
        read(form)


def test_a_table_with_a_column_too_few_or_too_many_is_refused():
    page, *others = pages(FORM_4)
    for x in (351.9, 374.0):
        without = tuple(line for line in page.rulings if abs(line.left - x) > 1 or line.left != line.right)
        with pytest.raises(MangledDocument, match="upright lines make 10 columns"):
            read((replace(page, rulings=without), *others))
    with pytest.raises(MangledDocument, match="upright lines make 12 columns"):
        read((replace(page, rulings=(*page.rulings, Ruling(400, 150, 400, 262))), *others))


def test_lines_that_make_the_columns_outweigh_a_caption_that_a_scan_put_astray():
    def astray(word: Word) -> Word:
        return moved(word, -40) if word.text == "Price" and in_table_1(word) else word

    form = changed(FORM_4, astray)
    with pytest.raises(MangledDocument, match="no value is shifted"):
        read(form)
    recognised = tuple(
        replace(page, words=tuple(replace(word, confidence=0.95) for word in page.words)) for page in form
    )
    reading = read(recognised)
    assert reading.statement is not None
    assert [row.price for row in reading.statement.table_1 if row.kind == "transaction"] == [
        row.price for row in FORM_4.table_1 if row.kind == "transaction"
    ]
    assert reading.evidence["table_1[0].price"].status is SeenStatus.REPAIRED


def test_a_form_5_is_never_read_with_the_columns_of_a_form_4():
    def renamed(word: Word) -> Word | None:
        if word.text == "ANNUAL":
            return None
        return replace(word, text="4") if word.text == "5" and word.size > 12 else word

    for form in (
        changed(FORM_5, renamed),
        tuple(replace(page, rulings=()) for page in changed(FORM_5, renamed)),
    ):
        with pytest.raises(ReadError):
            read(form)


def test_a_form_whose_title_denies_its_heading_is_refused():
    with pytest.raises(MangledDocument, match="headed FORM 4 but titled 'ANNUAL STATEMENT"):
        read(changed(FORM_5, lambda w: replace(w, text="4") if w.text == "5" and w.size > 12 else w))


@pytest.mark.parametrize("text", ["05/05/2026", "F", "410", "$52.31", "18,590", "2,500", "$53.115"])
def test_a_blanked_cell_is_absent_and_changes_nothing_else(text: str):
    done: list[Word] = []

    def blank(word: Word) -> Word | None:
        if word.text == text and in_table_1(word) and not done:
            done.append(word)
            return None
        return word

    reading = read(changed(FORM_4, blank))
    assert len(done) == 1
    lost = {path for path, _, _ in differences(as_printed(FORM_4), reading.statement)}
    assert len(lost - {"table_1[0].equity_swap"}) == 1
    assert all(reading.evidence[path].status is SeenStatus.ABSENT for path in lost)


def test_a_word_in_no_item_is_told():
    page, *others = pages(FORM_4)
    stray = Word(text="Underwriter", box=Box(600, 60, 650, 70), size=9)
    reading = read((replace(page, words=(*page.words, stray)), *others))
    assert reading.unplaced == ("underwriter",)
    assert reading.coverage is not None
    assert reading.coverage < 1


def test_boxes_in_which_no_mark_is_seen_are_unknown():
    reading = read(changed(FORM_4, lambda word: None if word.text in "☐☒" else word))
    assert reading.statement is not None
    assert reading.statement.no_longer_subject is None
    assert reading.statement.owners[0].relationship.officer is None
    assert reading.evidence["owners[0].relationship.officer"].status is SeenStatus.UNREADABLE


# Whole documents


def test_pages_are_split_where_a_form_begins():
    documents = (*pages(FORM_3), *pages(EXERCISE), *pages(JOINT))
    assert [len(form) for form in geometry.forms_in(documents)] == [1, 1, 1]
    assert geometry.forms_in(pages(FORM_3)) == [pages(FORM_3)]


def test_what_is_no_form_is_told():
    words = tuple(
        Word(text=text, box=Box(50 + 60 * n, 50, 100 + 60 * n, 60), size=10)
        for n, text in enumerate(("FORM", "10-K", "Annual", "Report"))
    )
    page = Page(number=1, width=612, height=792, words=words)
    with pytest.raises(NotAStatement, match="begins 'FORM 10-K Annual Report'"):
        geometry.forms_in([page])
    with pytest.raises(BlankDocument):
        geometry.forms_in([replace(page, words=())])


def test_a_flood_of_words_is_refused():
    page, *others = pages(FORM_4)
    heap = tuple(
        Word(text="issuer", box=Box(50, 300, 80, 308), size=8) for _ in range(geometry_paper.MAX_IN_A_ROW + 1)
    )
    with pytest.raises(TooLarge, match="quarter of an inch"):
        read((replace(page, words=(*page.words, *heap)), *others))
    second = [word.box.top for word in page.words if word.text == "Table"][1] - 2
    by = 12 * (geometry_rows.MAX_ROWS + 1)
    spread = tuple(
        replace(word, box=Box(word.box.left, word.box.top + by, word.box.right, word.box.bottom + by))
        if word.box.top > second
        else word
        for word in page.words
    )
    rows = tuple(
        Word(text="D", box=Box(640, second + 12 * n, 646, second + 12 * n + 8), size=8)
        for n in range(geometry_rows.MAX_ROWS + 1)
    )
    with pytest.raises(TooLarge, match="more than 1,000 rows"):
        read((replace(page, height=page.height + by, words=(*spread, *rows), rulings=()), *others))


@pytest.mark.parametrize("seed", range(60))
def test_a_form_that_lost_words_is_read_or_refused(seed: int):
    chance = Random(seed)
    statement = SAMPLES[sorted(SAMPLES)[seed % len(SAMPLES)]]
    form = changed(statement, lambda word: None if chance.random() < 0.05 else word)
    with suppress(ReadError):
        read(form)
