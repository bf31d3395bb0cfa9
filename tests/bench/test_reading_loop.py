"""The loop that measures reading: its score, its simulators, and what no channel may ever yield."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import count, islice
from pathlib import Path
from random import Random

import pytest
from bench.reading_loop import published
from bench.reading_loop.__main__ import main
from bench.reading_loop.calibration import deciles, risks
from bench.reading_loop.channels import converted, cut_grid, markdown, pictures
from bench.reading_loop.edgar_pages import edgar_page
from bench.reading_loop.figures import Figures, figures
from bench.reading_loop.holdout_styles import HOLDOUT
from bench.reading_loop.made_up import made_up
from bench.reading_loop.measure import Document
from bench.reading_loop.score import HARD, Mark, aligned, compared
from bench.reading_loop.shown import CIKS, as_printed
from bench.reading_loop.splits import split_of, styles_of
from bench.reading_loop.styles import DEV
from msgspec.structs import replace
from PIL import Image

import section16
from section16.errors import ReadError
from section16.model.reading import Deviation, DeviationKind, Reading, Seen, SeenStatus
from section16.model.samples import FORM_4, SAMPLES
from section16.model.statement import Statement


def marks_of(read: Statement, truth: Statement = FORM_4, **evidence: Seen) -> list[Mark]:
    paths = {path.replace("__", "[0]."): seen for path, seen in evidence.items()}
    return compared("it", truth, Reading(read, find_evidence=lambda: paths))


def outcomes(marks: list[Mark]) -> dict[str, str]:
    return {mark.path: mark.outcome for mark in marks if mark.outcome != "exact"}


# The score


@pytest.mark.parametrize("name", SAMPLES)
def test_the_truth_itself_is_exact_in_every_item(name: str):
    marks = marks_of(SAMPLES[name], SAMPLES[name])
    assert len(marks) > 10
    assert outcomes(marks) == {}


def test_another_value_is_wrong_and_silent_when_it_is_said_to_be_sure():
    row = replace(FORM_4.table_1[0], shares=Decimal("4100"))
    read = replace(FORM_4, table_1=(row, *FORM_4.table_1[1:]))
    (mark,) = [mark for mark in marks_of(read) if mark.outcome != "exact"]
    assert (mark.path, mark.outcome, mark.sort, mark.part) == ("table_1[0].shares", "wrong", "number", "T I")
    assert mark.silent
    unsure = Seen(value=row.shares, status=SeenStatus.REPAIRED, confidence=0.6)
    (mark,) = [mark for mark in marks_of(read, table_1__shares=unsure) if mark.outcome != "exact"]
    assert not mark.silent
    assert mark.confidence == 0.6


def test_no_value_is_missed_or_abstained_from():
    read = replace(FORM_4, period_of_report=None)
    assert outcomes(marks_of(read)) == {"period_of_report": "missed"}
    unread = Seen(value=None, status=SeenStatus.UNREADABLE, confidence=0.0)
    assert outcomes(marks_of(read, period_of_report=unread)) == {"period_of_report": "abstained"}
    hidden = Reading(read, not_shown=frozenset({"period_of_report"}))
    assert outcomes(compared("it", FORM_4, hidden)) == {"period_of_report": "abstained"}


def test_a_value_that_the_truth_does_not_have_is_wrong():
    read = replace(FORM_4, date_of_original=date(2026, 5, 1))
    assert outcomes(marks_of(read)) == {"date_of_original": "wrong"}


def test_a_lost_line_costs_its_own_items_only():
    marks = marks_of(replace(FORM_4, table_1=FORM_4.table_1[1:]))
    lost = [mark for mark in marks if mark.outcome != "exact"]
    assert {mark.outcome for mark in lost} == {"missed"}
    assert all("lost" in mark.path for mark in lost)


def test_an_invented_line_is_wrong():
    found = outcomes(marks_of(replace(FORM_4, table_1=(*FORM_4.table_1, FORM_4.table_1[0]))))
    assert set(found.values()) == {"wrong"}


def test_lines_are_aligned_in_order():
    a, b, c = {"shares": 1, "code": "P"}, {"shares": 2, "code": "S"}, {"shares": 3, "code": "A"}
    assert aligned((a, b, c), (a, c)) == [(0, 0), (1, None), (2, 1)]
    assert aligned((a, c), (a, b, c)) == [(0, 0), (None, 1), (1, 2)]


def test_footnote_references_are_compared_cell_by_cell():
    row = replace(FORM_4.table_1[1], notes={"code": ("F2",), "shares": ("F3",)})
    read = replace(FORM_4, table_1=(FORM_4.table_1[0], row, FORM_4.table_1[2]))
    assert outcomes(marks_of(read)) == {
        "table_1[1].notes.price": "missed",
        "table_1[1].notes.shares": "wrong",
    }


def test_a_cik_that_is_not_shown_counts_only_when_it_is_wrong():
    without = replace(FORM_4, issuer=replace(FORM_4.issuer, cik=None))
    assert outcomes(compared("it", FORM_4, Reading(without), CIKS)) == {}
    other = replace(FORM_4, issuer=replace(FORM_4.issuer, cik="9"))
    assert outcomes(compared("it", FORM_4, Reading(other), CIKS)) == {"issuer.cik": "wrong"}


# Calibration


def mark(confidence: float, outcome: str) -> Mark:
    return Mark(
        document="it", path="price", part="T I", sort="number", outcome=outcome, status="repaired",  # type: ignore[arg-type]
        confidence=confidence, truth="1", read="1",
    )  # fmt: skip


def test_deciles_compare_what_is_stated_with_what_is_observed():
    found = deciles(
        [mark(0.95, "exact")] * 3 + [mark(0.95, "wrong"), mark(0.2, "wrong"), mark(0.0, "missed")]
    )
    assert [(decile.lowest, decile.count) for decile in found] == [(0.9, 4), (0.2, 1)]
    assert found[0].observed == 0.75
    assert found[0].apart == pytest.approx(20)


def test_the_surest_answers_are_taken_first():
    marks = [mark(0.9, "exact")] * 5 + [mark(0.5, "wrong")] * 3 + [mark(0.0, "missed")] * 2
    assert [(risk.coverage, risk.wrong) for risk in risks(marks)] == [(0.5, 0.0), (0.8, pytest.approx(3 / 8))]


# Truths, styles and simulators


def test_issuers_and_styles_of_the_hold_out_are_not_those_of_development():
    assert {split_of(str(number)) for number in range(50)} == {"dev", "holdout"}
    assert split_of("0000320193") == split_of("320193")
    of_edgar = [
        {(s.css, s.width, s.height, s.scale) for s in styles if s.kind == "edgar"}
        for styles in (DEV, HOLDOUT)
    ]
    assert not of_edgar[0] & of_edgar[1]
    assert len(styles_of("dev")) > len(DEV)


def dev(n: int) -> list[Statement]:
    """Made-up statements of the development set, short ones, so that they are quick."""
    found = (made_up(number) for number in count(1))
    short = (s for s in found if split_of(s.issuer.cik or "") == "dev" and len(s.rows) < 8)
    return list(islice(short, n))


def test_made_up_statements_are_valid_and_always_the_same():
    for number in range(40):
        statement = made_up(number)
        assert statement == made_up(number)
        reading = section16.read(section16.write(statement, disseminated=True))
        assert reading.statement is not None
        assert replace(reading.statement, schema_version=None) == replace(statement, schema_version=None)
    forms = {made_up(number).form_type for number in range(60)}
    assert {"3", "4", "5", "4/A"} <= forms


@pytest.mark.parametrize("number", range(12))
def test_edgars_page_shows_what_is_said_to_be_shown(number: int):
    truth = as_printed(made_up(number), "edgar", web=True)
    assert outcomes(compared("it", truth, section16.read(edgar_page(made_up(number))))) == {}


def test_simulators_do_the_same_with_the_same_seed():
    pdf = section16.render(FORM_4, "pdf")
    for make in (
        lambda chance: cut_grid.cut_grid(pdf, chance),
        lambda chance: markdown.markdown(FORM_4, chance),
        lambda chance: pictures.worn(Image.new("L", (300, 400), 255), chance).tobytes(),
    ):
        assert make(Random("a")) == make(Random("a"))
        assert make(Random("a")) != make(Random("b"))


def test_the_wrong_grid_cuts_glyphs_twice_and_by_halves():
    text = cut_grid.cut_grid(section16.render(FORM_4, "pdf"), Random("a")).decode()
    table = [line for line in text.splitlines() if line.count("\t") > 5]
    assert len(table) > 8
    assert "52.31" in text.replace("\t", "")
    assert "Explanation of Responses:" in text.splitlines()


def test_a_worn_page_keeps_its_size_and_loses_its_contrast():
    worn = pictures.worn(Image.new("L", (300, 400), 255), Random(1))
    assert worn.size == (300, 400)
    assert sum(worn.histogram()[:245]) > 300 * 400 * 0.7


def test_the_loop_runs_from_the_command_line(capsys: pytest.CaptureFixture[str]):
    assert (
        main(["--channel", "html", "--channel", "markdown", "--n", "4", "--only", "made-up", "--worst"]) == 0
    )
    said = capsys.readouterr().out
    assert re.search(r"^html +4 +[0-9]+ 100.00 ", said, re.MULTILINE)
    with pytest.raises(SystemExit):
        main(["--publish"])


# What no channel may yield


def _pdf(statement: Statement, _: Random) -> bytes:
    return section16.render(statement, "pdf")


def _layout(statement: Statement, _: Random) -> bytes:
    if shutil.which("pdftotext") is None:
        pytest.skip("skipped: pdftotext is not installed (apt-get install poppler-utils)")
    return converted.pdftotext(section16.render(statement, "pdf"), "-layout")


def _cut(statement: Statement, chance: Random) -> bytes:
    return cut_grid.cut_grid(section16.render(statement, "pdf"), chance)


CHANNELS: dict[str, Callable[[Statement, Random], bytes]] = {
    "markdown": markdown.markdown,
    "pdf": _pdf,
    "layout": _layout,
    "cut grid": _cut,
}


@pytest.mark.parametrize("name", ["markdown", "pdf", "layout", "cut grid"])
def test_no_channel_yields_a_wrong_number_date_or_code_that_is_said_to_be_exact(name: str):
    silent, right = [], 0
    for position, statement in enumerate(dev(8)):
        content = CHANNELS[name](statement, Random(f"{name} {position}"))
        truth = as_printed(statement, "edgar" if name == "markdown" else "drawn", web=False)
        try:
            reading = section16.read(content)
        except ReadError:
            continue  # a refusal says nothing wrong
        marks = compared(str(position), truth, reading, CIKS)
        right += sum(mark.outcome == "exact" for mark in marks)
        silent += [mark for mark in marks if mark.silent and mark.sort in HARD]
    assert silent == []
    assert right > 0


# What a change of the document may change


def as_markdown(was: str = "", now: str = "") -> Reading:
    """The Markdown of the sample with one text in it replaced, once."""
    text = markdown.markdown(FORM_4, Random(3)).decode()
    assert was in text
    return section16.read(text.replace(was, now, 1).encode())


@pytest.mark.parametrize(
    ("cell", "path"),
    [
        ("18,590", "table_1[0].owned_following"),
        ("05/06/2026", "table_1[1].transaction_date"),
        ("\\$52.31", "table_1[0].price"),
        ("By Trust", "table_1[2].nature_of_ownership"),
    ],
)
def test_a_blanked_cell_is_absent_and_changes_nothing_else(cell: str, path: str):
    reading = as_markdown(f"| {cell} ", "|  ")
    whole = as_markdown()
    assert reading.evidence[path].value is None
    assert reading.evidence[path].status in (SeenStatus.ABSENT, SeenStatus.UNREADABLE)
    follows = {path, path.replace("nature_of_ownership", "ownership")}
    changed = {p for p, seen in whole.evidence.items() if reading.evidence[p].value != seen.value}
    assert changed - follows == set()


@pytest.mark.parametrize(
    ("was", "now", "path"),
    [
        ("18,590", "1B,590", "table_1[0].owned_following"),
        ("18,590", "18,5O0", "table_1[0].owned_following"),
        ("52.31", "52.3l", "table_1[0].price"),
        ("05/06/2026", "O5/06/2026", "table_1[1].transaction_date"),
        ("05/06/2026", "05/06/20_6", "table_1[1].transaction_date"),
        ("| 410 ", "| 4lO ", "table_1[0].shares"),
    ],
)
def test_a_damaged_glyph_is_repaired_or_unreadable_and_never_surely_another(was: str, now: str, path: str):
    right = as_markdown().evidence[path].value
    try:
        seen = as_markdown(was, now).evidence[path]
    except ReadError:
        return
    assert right is not None
    assert (
        seen.value == right
        or seen.status not in (SeenStatus.EXACT, SeenStatus.CONFIRMED)
        or seen.value is None
    )
    assert seen.value in (None, right) or seen.confidence < 0.95


# The published page


def found(channel: str, exact: bool) -> Figures:
    marks = (mark(1.0, "exact" if exact else "wrong"),)
    document = Document(name="it", style="letter", real=False, milliseconds=1.0, marks=marks)
    return figures(channel, "holdout", [document], seed=1, day="2026-01-01", commit="abc")


def test_the_first_contact_is_written_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for name, file in (("CURRENT", "now.json"), ("FIRST_CONTACT", "first.json"), ("PAGE", "page.md")):
        monkeypatch.setattr(published, name, tmp_path / file)
    published.publish([found("html", False)])
    published.publish([found("html", True), found("markdown", True)])
    first = published.kept(tmp_path / "first.json")
    assert (first["html"].exact, first["markdown"].exact) == (0.0, 100.0)
    assert published.kept(tmp_path / "now.json")["html"].exact == 100.0
    page = (tmp_path / "page.md").read_text("utf-8")
    assert "`html` | synthetic | 0 + 1 | **100.00** | 100 | yes" in page
    assert "Not measured on the hold-out yet: " in page
    published.publish([found("html", True)], first_contact=True)
    assert published.kept(tmp_path / "first.json")["html"].exact == 100.0


def test_the_page_in_the_repository_is_made_of_the_figures_in_it():
    if not published.CURRENT.exists():
        pytest.skip("skipped: nothing is published yet")
    said = published.page(published.kept(published.CURRENT), published.kept(published.FIRST_CONTACT))
    with_python = [line for line in said.splitlines() if " with Python " not in line]
    kept = published.PAGE.read_text("utf-8").splitlines()
    assert [line for line in kept if " with Python " not in line] == with_python


def test_a_deviation_is_no_value():
    deviation = Deviation(DeviationKind.UNTYPABLE, "period_of_report", "soon")
    reading = Reading(replace(FORM_4, period_of_report=None), (deviation,))
    assert outcomes(compared("it", FORM_4, reading)) == {"period_of_report": "missed"}
