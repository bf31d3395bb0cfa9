"""The statement as a value: immutable, comparable, small to build, and able to show itself."""

from __future__ import annotations

import copy
import pickle
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from section16.model import views
from section16.model.samples import SAMPLES
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import NO_NOTES, Notes

FORM_4 = SAMPLES["form4"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_statement_is_a_value(name: str):
    sample = SAMPLES[name]
    for again in (copy.copy(sample), copy.deepcopy(sample), pickle.loads(pickle.dumps(sample))):
        assert again == sample
        assert hash(again) == hash(sample)
    with pytest.raises(AttributeError):
        sample.form = "5"
    with pytest.raises(AttributeError):
        sample.owners[0].relationship.director = True


def test_the_least_statement_says_nothing_it_does_not_know():
    least = Statement(form="4")
    assert least.rows == least.owners == least.footnotes == ()
    said = {name: getattr(least, name) for name in least.__struct_fields__}
    unknown = [name for name, value in said.items() if value is None]
    assert {"under_10b5_1_plan", "no_longer_subject", "period_of_report", "no_securities_owned"} <= set(
        unknown
    )


def test_the_form_type_tells_an_amendment():
    assert [SAMPLES[name].form_type for name in ("form3", "form4", "form4a", "form5")] == [
        "3",
        "4",
        "4/A",
        "5",
    ]


def test_rows_are_those_of_both_tables_with_their_paths():
    exercise = SAMPLES["exercise"]
    assert exercise.rows == exercise.table_1 + exercise.table_2
    assert dict(exercise.rows_with_paths()) == {
        "table_1[0]": exercise.table_1[0],
        "table_1[1]": exercise.table_1[1],
        "table_2[0]": exercise.table_2[0],
    }


def test_a_footnote_is_found_by_its_id():
    assert FORM_4.footnote("F4") == "Held by a trust for the benefit of the reporting person's children."
    assert FORM_4.footnote("F5") is None


def test_a_line_is_a_transaction_or_a_holding_in_either_table():
    assert [row.kind for row in FORM_4.table_1] == ["transaction", "transaction", "holding"]
    assert DerivativeHolding().kind == "holding"
    assert DerivativeTransaction().kind == "transaction"
    assert isinstance(DerivativeTransaction(), Transaction)
    assert isinstance(DerivativeHolding(), Holding)
    assert Holding() != DerivativeHolding()


def test_notes_of_a_line_become_immutable_however_they_are_given():
    row = Transaction(notes={"price": ["F1"]})
    assert type(row.notes) is Notes
    assert row.notes == {"price": ("F1",)}
    assert Transaction(notes={}).notes is NO_NOTES is Transaction().notes
    assert type(replace(row, notes={"code": ("F2",)}).notes) is Notes
    assert hash(row) == hash(Transaction(notes={"price": ("F1",)}))


def test_a_statement_shows_itself_as_the_form():
    page = FORM_4._repr_html_()
    assert "Example Instruments Inc." in page
    assert "<html" not in page
    assert "FORM 4" in str(FORM_4.__rich__())


def test_lines_become_a_data_frame():
    frame = FORM_4.to_dataframe("arrow")
    assert frame.num_rows == 3
    assert frame.column("shares").to_pylist() == [Decimal(410), Decimal(2500), None]
    assert frame.column("transaction_date").to_pylist() == [date(2026, 5, 5), date(2026, 5, 6), None]


def test_views_that_were_never_hung_are_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(views, "_DRAWN", {})
    with pytest.raises(LookupError, match="html"):
        views.draw("html", FORM_4)


def test_samples_have_made_up_parties_and_are_complete():
    for sample in SAMPLES.values():
        assert sample.issuer.cik.startswith("900000")
        assert sample.signatures
        assert sample.period_of_report
