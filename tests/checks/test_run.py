"""Checking as a whole: what is asked, what comes back, in which order, under which day's rules."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16 import checks
from section16.checks import check, rule, rules
from section16.checks.bend import bend
from section16.checks.rule import FAMILIES, Case, Needs
from section16.checks.run import findings_of
from section16.checks.said import all_said
from section16.checks.schema_versions import first_day_of
from section16.errors import ReadError, UsageError
from section16.formats import submission_text
from section16.formats.ownership_xml import read
from section16.model.findings import Finding, Severity
from section16.model.reading import Deviation, DeviationKind, Reading
from section16.model.samples import FORM_3, FORM_4, FORM_5, SAMPLES
from section16.model.statement import Signature
from section16.model.submission import Submission
from shared import ownership_documents, shared_folder, submissions
from strategies import statements


def test_a_statement_and_its_reading_give_the_same_findings():
    bent = bend(FORM_4, {"table_1[0].price": None, "remarks": "see footnote 9"})
    assert check(bent) == check(Reading(bent)) != ()


def test_a_reading_without_a_statement_yields_one_finding_that_says_why():
    nothing = Reading(None, (Deviation(DeviationKind.NOT_WELL_FORMED, "", None, "line 3: cut off"),))
    (only,) = check(nothing)
    assert (only.id, only.severity, only.place) == ("S001", Severity.REJECT, "The statement")
    assert "line 3: cut off" in only.message
    assert check(Reading(None))[0].id == "S001"


def test_findings_stand_in_the_order_of_the_form():
    bent = bend(
        FORM_4,
        {
            "remarks": "see footnote 9",
            "signatures[0].name": None,
            "table_1[1].security": None,
            "table_1[0].price": None,
            "table_1[0].security": None,
            "owners[0].cik": None,
            "issuer.cik": None,
            "period_of_report": None,
            "footnotes[3].text": None,
        },
    )
    spoken = [finding.path for finding in check(bent) if finding.id in ("S101", "F504")]
    assert spoken == [
        "period_of_report",
        "issuer.cik",
        "owners[0].cik",
        "table_1[0].security",
        "table_1[0].price",
        "table_1[1].security",
        "footnotes[3].text",
        "remarks",
        "signatures[0].name",
    ]


def test_line_ten_stands_after_line_two():
    rows = tuple(replace(FORM_3.table_1[0], security=None, owned_following=Decimal(n)) for n in range(12))
    spoken = [finding.path for finding in check(bend(FORM_3, {"table_1": rows})) if finding.id == "S101"]
    assert spoken == [f"table_1[{n}].security" for n in range(12)]


def test_the_worst_finding_of_an_item_stands_first():
    bent = bend(FORM_4, {"table_1[2].nature_of_ownership": "Self" * 30, "table_1[2].ownership": "D"})
    found = [f.severity for f in check(bent) if f.path == "table_1[2].nature_of_ownership"]
    assert found == sorted(found, key=list(Severity).index)


def test_every_finding_has_its_place_in_the_words_of_the_form():
    (finding,) = (f for f in check(bend(FORM_5, {"table_1[0].security": None})) if f.id == "S101")
    assert finding.place == "Table I, row 1, column 1"


@pytest.mark.parametrize(
    ("filed_on", "submission", "signed", "version", "in_force"),
    [
        (
            date(2023, 4, 3),
            Submission(filed_on=date(2024, 1, 2)),
            date(2022, 1, 1),
            "X0609",
            date(2023, 4, 3),
        ),
        (None, Submission(filed_on=date(2024, 1, 2)), date(2022, 1, 1), "X0609", date(2024, 1, 2)),
        (None, None, date(2022, 1, 1), "X0609", date(2022, 1, 1)),
        (None, None, None, "X0407", date(2023, 3, 20)),
        (None, None, None, None, None),
    ],
)
def test_the_rules_of_the_right_day_apply(monkeypatch, filed_on, submission, signed, version, in_force):
    seen: list[Case] = []
    monkeypatch.setattr("section16.checks.run.findings_of", lambda case: seen.append(case) or ())
    statement = replace(FORM_4, schema_version=version, signatures=(Signature(name="x", date=signed),))
    check(Reading(statement, submission=submission), filed_on=filed_on)
    assert seen[0].in_force == in_force


def test_the_plan_box_is_mandatory_only_since_its_schema():
    without = replace(FORM_4, under_10b5_1_plan=None)
    missing = [f.id for f in check(without) if f.path == "under_10b5_1_plan"]
    assert missing == ["S101"]
    assert not [f for f in check(replace(without, schema_version="X0306")) if f.path == "under_10b5_1_plan"]
    assert not [f for f in check(without, filed_on=date(2022, 5, 7)) if f.path == "under_10b5_1_plan"]


def test_earlier_statements_are_put_in_order(monkeypatch):
    seen: list[Case] = []
    monkeypatch.setattr("section16.checks.run.findings_of", lambda case: seen.append(case) or ())
    old, older = FORM_5, replace(FORM_5, signatures=(Signature(name="x", date=date(2020, 1, 1)),))
    check(FORM_4, earlier=[Reading(old), Reading(None), older])
    assert seen[0].earlier == (older, old)


def test_what_matters_only_before_filing_is_told_only_then():
    named = bend(FORM_4, {"schema_version": "X0609"})
    assert "S103" not in {f.id for f in check(named)}
    assert "S103" in {f.id for f in check(named, purpose="to_file")}


def test_numbers_are_written_plain_and_dates_iso():
    bent = bend(FORM_4, {"table_1[0].price": Decimal("1E+13"), "period_of_report": date(2026, 5, 1)})
    said = {f.id: f.message for f in check(bent)}
    assert "10000000000000" in said["S207"]
    assert "2026-05-01" in said["F101"]


def test_a_number_that_is_none_stops_only_the_checks_that_calculate():
    found = check(bend(FORM_4, {"table_1[0].shares": Decimal("NaN"), "table_1[0].security": None}))
    assert [f.id for f in found] == ["S101", "S207"]


def test_a_check_is_found_by_its_id_in_either_case():
    assert rule("s110") is rule("S110")


def test_an_unknown_check_is_refused_with_the_nearest():
    with pytest.raises(UsageError, match="S110"):
        rule("S1100")


def test_ids_are_ordered_by_family_and_well_formed():
    ids = [each.id for each in rules()]
    assert ids == sorted(ids, key=lambda id: (list(FAMILIES).index(id[0]), id))
    assert all(len(id) == 4 and id[1:].isdecimal() for id in ids)


def test_every_module_of_checks_registers_with_the_package():
    folder = Path(checks.__file__).parent
    names = {
        f.stem
        for f in folder.glob("*.py")
        if "import check" in f.read_text() or "import Needs, elsewhere" in f.read_text()
    }
    in_use = {each.find.__module__.rpartition(".")[2] for each in rules() if each.find} | {"schema_elsewhere"}
    assert names - in_use - {"__init__", "pages"} == set()


def test_checking_grows_with_the_statement_and_not_with_its_square():
    """Thirty lines and ninety-nine footnotes on every item: counted in calls, not in time."""
    calls = {"n": 0}

    class Counted(tuple):
        def __iter__(self):
            calls["n"] += 1
            return super().__iter__()

    small = replace(FORM_3, footnotes=Counted(FORM_3.footnotes))
    check(small)
    of_few, calls["n"] = calls["n"], 0
    many = replace(FORM_3, table_1=FORM_3.table_1 * 15, footnotes=Counted(FORM_3.footnotes * 33))
    check(many)
    assert calls["n"] <= of_few * 2


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_about_to_be_filed_have_warnings_of_what_edgar_sets_and_nothing_worse(name):
    found = {f.id for f in check(SAMPLES[name], purpose="to_file") if f.severity is not Severity.NOTE}
    assert found <= {"S103"}


def test_checks_that_need_more_than_the_document_are_listed_and_silent():
    elsewhere = [each for each in rules() if each.needs is not Needs.DOCUMENT]
    assert {each.id for each in elsewhere} == {f"S9{n:02}" for n in range(1, 21)}
    case = Case(statement=FORM_4)
    assert not any(each.applies(case) for each in elsewhere)
    assert findings_of(case) == ()


def test_first_days_of_schema_versions():
    assert first_day_of("X0407") == date(2023, 3, 20)
    assert first_day_of("X9999") is None
    assert first_day_of(None) is None


def _rejects(reading: Reading) -> list[Finding]:
    return [finding for finding in check(reading) if finding.severity is Severity.REJECT]


def test_no_accepted_filing_is_rejected():
    """Every REJECT on a filing that EDGAR accepted would be our error (a seeded tenth of the filings)."""
    shared_folder()
    drawn = random.Random(16)
    rejected, seen = {}, 0
    for name, data in ownership_documents():
        if drawn.random() < 0.1:
            seen += 1
            if found := _rejects(read(data)):
                rejected[name] = found[0]
    for name, data in submissions():
        if drawn.random() < 0.1:
            try:
                reading = submission_text.read(data)
            except ReadError:
                continue
            seen += 1
            if found := _rejects(reading):
                rejected[name] = found[0]
    assert rejected == {}
    assert seen > 1000


@given(statements())
def test_a_valid_statement_is_neither_rejected_nor_in_error(statement):
    assert [f for f in check(statement) if f.severity in (Severity.REJECT, Severity.ERROR)] == []


@given(statements(), st.sampled_from(["filed", "to_file"]), st.data())
def test_checking_never_fails_whatever_one_item_holds(statement, purpose, data):
    said = data.draw(st.sampled_from([s.path for s in all_said(statement) if s.path != "form_type"]))
    strange = data.draw(
        st.sampled_from([None, "", "x", -1, 1.5, True, Decimal("NaN"), Decimal(-5), date(22, 1, 1), "\x00"])
    )
    try:
        bent = bend(statement, {said: strange})
    except UsageError:
        return
    assert all(isinstance(finding, Finding) for finding in check(bent, purpose=purpose))
