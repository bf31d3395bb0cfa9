"""Scans of made-up statements: drawn, turned into pictures, read back."""

from __future__ import annotations

import io
from functools import cache

import pytest
from msgspec.structs import replace

import section16
from section16.errors import BlankDocument, CoarseDocument, MissingExtra, NotAStatement, ReadError
from section16.formats.sheet import Cell, Entry, Note
from section16.model import samples
from section16.model.reading import SeenStatus
from section16.reading.geometry.numbers import blank_doubted, doubt_numbers
from section16.reading.pages import Box, Ink, Page, Recognised
from section16.reading.sheets import blank_sheet
from section16.reading.transcript import Sighting, Transcript

np = pytest.importorskip("numpy", reason="skipped: numpy (extra scan) is not installed")
pypdfium2 = pytest.importorskip("pypdfium2", reason="skipped: pypdfium2 (extra scan) is not installed")
Image = pytest.importorskip("PIL.Image", reason="skipped: Pillow (extra scan) is not installed")
pytest.importorskip("tesserocr", reason="skipped: tesserocr (extra scan) is not installed")
pytest.importorskip("typst", reason="skipped: typst (extra draw) is not installed")

from section16.reading import scan  # noqa: E402
from section16.reading.scan import cells, clock, form_print, ocr, spelling  # noqa: E402
from section16.reading.scan import page as sheet  # noqa: E402

try:
    ocr.tessdata()
except MissingExtra as missing:
    pytest.skip(f"skipped: {missing}", allow_module_level=True)


@cache
def picture(name: str, dpi: int = 300):
    document = pypdfium2.PdfDocument(section16.render(getattr(samples, name), "pdf"))
    return document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")


def page_of(image, dpi: int = 300) -> Page:
    return scan.page_of(image.tobytes(), image.width, image.height, dpi, 1)


def file_of(image, kind: str = "PNG", dpi: int = 300, **options) -> bytes:
    into = io.BytesIO()
    image.save(into, kind, dpi=(dpi, dpi), **options)
    return into.getvalue()


@cache
def page(name: str = "EXERCISE") -> Page:
    return page_of(picture(name))


@cache
def exercise():
    return section16.read(file_of(picture("EXERCISE")))


def test_a_scanned_statement_is_read() -> None:
    reading = exercise()
    statement, drawn = reading.statement, samples.EXERCISE
    assert statement.form_type == "4"
    assert statement.period_of_report == drawn.period_of_report
    assert statement.issuer.name == drawn.issuer.name
    assert statement.issuer.trading_symbol == drawn.issuer.trading_symbol
    # The tail of the Q lies on a line of the form.
    assert statement.owners[0].name.startswith("Sample Robin Q")
    assert statement.owners[0].relationship.officer is True
    assert statement.owners[0].relationship.director is False
    assert [
        (row.code, row.shares, row.direction, row.owned_following, row.ownership) for row in statement.table_1
    ] == [(row.code, row.shares, row.direction, row.owned_following, row.ownership) for row in drawn.table_1]
    assert statement.table_2[0].expiration_date == drawn.table_2[0].expiration_date
    assert statement.table_2[0].notes == drawn.table_2[0].notes
    assert [note.text for note in statement.footnotes] == [note.text for note in drawn.footnotes]


def test_no_value_is_both_wrong_and_sure() -> None:
    truth = section16.read(section16.render(samples.EXERCISE, "html")).evidence
    for path, seen in exercise().evidence.items():
        if seen.value is not None and seen.status in (SeenStatus.EXACT, SeenStatus.CONFIRMED):
            assert path.endswith("cik") or seen.value == truth[path].value, path


def test_nothing_recognised_is_exact() -> None:
    seen = exercise().evidence
    assert not [path for path, one in seen.items() if one.status is SeenStatus.EXACT]
    confirmed = [path for path, one in seen.items() if one.status is SeenStatus.CONFIRMED]
    assert {"table_1[0].shares", "table_1[0].code", "period_of_report"} <= set(confirmed)
    assert all(one.repairs for one in seen.values() if one.status is SeenStatus.REPAIRED)


def test_a_document_that_takes_too_long_is_refused() -> None:
    image = picture("EXERCISE", 100)
    out_of_time = clock.Clock(-1)
    with pytest.raises(section16.errors.TooLarge, match="over on page 3"):
        scan.page_of(image.tobytes(), image.width, image.height, 100, 3, out_of_time)


def test_a_footnote_without_its_number_makes_its_neighbours_doubtful() -> None:
    transcript = Transcript()
    doubt_numbers(transcript, (), (Note("1", "One."), Note("3", "Three."), Note("4", "Four.")))
    assert sorted(transcript.sightings) == ["footnotes[0].text", "footnotes[1].text"]
    doubted = transcript.sightings["footnotes[1].text"]
    assert doubted.status is SeenStatus.REPAIRED
    assert "footnote 2 was not found" in doubted.repairs[-1].why


@pytest.mark.parametrize(("text", "status"), [("1,200", SeenStatus.REPAIRED), ("", SeenStatus.UNREADABLE)])
def test_a_marker_without_its_footnote_is_doubtful(text: str, status: SeenStatus) -> None:
    table = blank_sheet("4").tables[0]
    price = Cell((Entry(text, ("2",)),))
    row = tuple(price if column.attributes[0] == "price" else Cell() for column in table.columns)
    transcript = Transcript()
    doubt_numbers(transcript, (replace(table, rows=(row,)),), (Note("1", "One."),))
    assert transcript.sightings["table_1[0].price"].status is status


def test_a_blank_in_a_symbol_may_be_a_point() -> None:
    seen = blank_doubted(Sighting(status=SeenStatus.CONFIRMED, confidence=0.992), "ABC B")
    assert (seen.status, seen.alternatives[0]) == (SeenStatus.REPAIRED, "ABC.B")
    assert seen.confidence == 0.5


def test_the_slash_of_an_equity_swap_is_known() -> None:
    assert [cells._slashed(text) for text in ("MIK", "J/K", "MK", "M", "K")] == [
        "M/K",
        "J/K",
        "M/K",
        "M",
        "K",
    ]


def test_names_of_three_strokes_are_roman() -> None:
    words = [ocr.Spelled(text, 10.0 * n, 10.0 * n + 8, 0.9) for n, text in enumerate(("John", "Ill", "Il,"))]
    assert [word.text for word in spelling.respelled(words, (), spelling.Foot(10, 8))] == [
        "John",
        "III",
        "II,",
    ]


def test_the_date_beside_a_signature_keeps_its_caption() -> None:
    caption = ["**", "Signature", "of", "Reporting", "Person", "Date"]
    assert form_print.mended(caption) == tuple(caption)


def test_a_skewed_page_is_set_level() -> None:
    skewed = picture("EXERCISE").rotate(0.7, Image.Resampling.BICUBIC, fillcolor=255)
    rulings = page_of(skewed).rulings
    assert len(rulings) == len(page().rulings)


def test_a_page_upside_down_is_turned() -> None:
    words = {word.text for word in page_of(picture("EXERCISE", 200).rotate(180), 200).words}
    assert {"Securities", "FORM", "05/05/2026"} <= words


def cell_at(text: str, where: Page) -> tuple[float, float, float, float]:
    return next(tuple(word.box) for word in where.words if word.text == text)


def looked(image, place: Box) -> Recognised:
    """Look at one amount of a page of which nothing else is read."""
    taken_apart = sheet.picture_of(np.asarray(image), 300, ocr.engine())
    return cells.look(taken_apart, place, Ink.AMOUNT)


def test_a_blanked_cell_is_absent() -> None:
    image = picture("EXERCISE").copy()
    left, top, right, bottom = cell_at("19,000", page())
    scale = 300 / 72
    image.paste(255, (int(left * scale) - 2, int(top * scale), int(right * scale) + 2, int(bottom * scale)))
    seen = looked(image, Box(left - 4, top, right + 4, bottom))
    assert (seen.text, seen.notes) == ("", ())
    assert seen.confidence > 0.9


def test_half_a_figure_is_never_another_one_for_sure() -> None:
    left, top, right, bottom = cell_at("19,000", page())
    scale = 300 / 72
    for share in (0.3, 0.6):
        image = picture("EXERCISE").copy()
        x = int((left + (right - left) * share) * scale)
        image.paste(255, (x, int(top * scale), x + 7, int(bottom * scale)))
        seen = looked(image, Box(left - 4, top, right + 4, bottom))
        assert seen.text == "19,000" or seen.confidence < 0.99


@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "GIF", "BMP"])
def test_picture_files_are_decoded(kind: str) -> None:
    from section16.reading.scan.pictures import frames_of

    frames = list(frames_of(file_of(picture("EXERCISE", 100), kind, 100)))
    assert len(frames) == 1
    assert frames[0].grey.shape == picture("EXERCISE", 100).size[::-1]


def test_a_fax_of_several_pages_is_decoded() -> None:
    from section16.reading.scan.pictures import frames_of

    black = picture("EXERCISE", 200).convert("1")
    content = file_of(black, "TIFF", 200, compression="group4", save_all=True, append_images=[black, black])
    assert [frame.grey.shape for frame in frames_of(content)] == [black.size[::-1]] * 3


def test_transparent_paper_is_white() -> None:
    from section16.reading.scan.pictures import frames_of

    clear = Image.new("RGBA", (400, 500), (0, 0, 0, 0))
    assert next(iter(frames_of(file_of(clear)))).grey.min() == 255


def test_an_empty_sheet_is_blank() -> None:
    with pytest.raises(BlankDocument):
        section16.read(file_of(Image.new("L", (1700, 2200), 255), dpi=200))


def test_a_picture_of_something_else_is_no_statement() -> None:
    from PIL import ImageDraw

    image = Image.new("L", (1200, 600), 250)
    ImageDraw.Draw(image).text((60, 200), "Minutes of the meeting", fill=0, font_size=60)
    with pytest.raises(NotAStatement, match="Minutes"):
        section16.read(file_of(image, dpi=150))


def test_a_coarse_page_is_refused() -> None:
    with pytest.raises(CoarseDocument, match="dots per inch"):
        page_of(picture("EXERCISE", 72), 72)


def test_a_bomb_is_refused() -> None:
    content = bytearray(file_of(Image.new("1", (8, 8)), "BMP"))
    content[18:26] = (50_000).to_bytes(4, "little") * 2
    with pytest.raises(section16.errors.TooLarge, match="pixels"):
        section16.read(bytes(content)) if content.startswith(b"II") else scan.read(bytes(content))


def test_no_bytes_crash_it() -> None:
    whole = file_of(picture("EXERCISE", 72), "PNG", 72)
    for content in (
        whole[:200],
        whole[: len(whole) // 2],
        b"\x89PNG\r\n\x1a\n" + bytes(64),
        b"GIF89a" + bytes(9),
        b"",
    ):
        with pytest.raises(ReadError):
            scan.read(content)


def test_missing_english_data_names_the_command(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(ocr, "_PLACES", (str(tmp_path),))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)
    with pytest.raises(MissingExtra, match="apt install tesseract-ocr-eng"):
        ocr.tessdata()
