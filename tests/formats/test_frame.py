"""Data frames: a line a row, exact numbers, footnotes beside them, whatever the library."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.errors import MissingExtra, UsageError
from section16.formats import frame
from section16.model.items import of_group
from section16.model.samples import SAMPLES
from section16.model.statement import Statement
from strategies import statements

pytest.importorskip("pyarrow", reason="skipped: pyarrow is not installed")


def lines(*given: Statement) -> list[dict[str, Any]]:
    return frame.to_table(given).to_pylist()


class TestLines:
    """What stands in the lines."""

    def test_transaction(self) -> None:
        line = lines(SAMPLES["form4"])[1]
        assert (line["table"], line["row"], line["kind"]) == ("I", 2, "transaction")
        assert (line["form_type"], line["line_form_type"], line["code"], line["direction"]) == (
            "4",
            "4",
            "S",
            "D",
        )
        assert line["price"] == Decimal("53.115")
        assert line["transaction_date"] == date(2026, 5, 6)
        assert line["under_10b5_1_plan"] is True
        assert line["equity_swap"] is False
        assert (line["issuer_cik"], line["trading_symbol"]) == ("9000001", "EXIN")
        assert line["exercise_price"] is None

    def test_footnotes(self) -> None:
        trade, sale, holding = lines(SAMPLES["form4"])
        assert (sale["code_footnotes"], sale["price_footnotes"], sale["shares_footnotes"]) == (
            "F2",
            "F3",
            None,
        )
        assert sale["footnotes"].splitlines() == [
            "F2: " + SAMPLES["form4"].footnote("F2"),
            "F3: " + SAMPLES["form4"].footnote("F3"),
        ]
        assert holding["nature_of_ownership_footnotes"] == "F4"
        assert trade["footnotes"].startswith("F1: Shares withheld")

    def test_several_footnotes_on_one_value(self) -> None:
        row = replace(SAMPLES["form4"].table_1[0], notes={"price": ("F3", "F1")})
        line = lines(replace(SAMPLES["form4"], table_1=(row,)))[0]
        assert line["price_footnotes"] == "F3, F1"
        assert [text[:2] for text in line["footnotes"].splitlines()] == ["F1", "F3"]

    def test_line_without_footnotes(self) -> None:
        assert lines(SAMPLES["exercise"])[0]["footnotes"] is None

    def test_derivative(self) -> None:
        line = lines(SAMPLES["joint"])[1]
        assert (line["table"], line["row"], line["security"]) == ("II", 1, "Convertible Note")
        assert (line["total_value"], line["shares"], line["underlying_shares"]) == (
            Decimal(1000000),
            None,
            Decimal(25000),
        )
        assert line["expiration_date"] == date(2031, 5, 5)

    def test_owners(self) -> None:
        line = lines(SAMPLES["joint"])[0]
        assert (line["owner_cik"], line["owner_name"], line["is_ten_percent_owner"]) == (
            "9000102",
            "Specimen Fund I, L.P.",
            True,
        )
        assert line["owner_ciks"] == ["9000102", "9000103"]
        assert line["owner_names"] == ["Specimen Fund I, L.P.", "Example Jordan"]

    def test_no_owner(self) -> None:
        line = lines(replace(SAMPLES["form4"], owners=()))[0]
        assert (line["owner_cik"], line["owner_ciks"]) == (None, [])

    def test_several_statements(self) -> None:
        assert [line["form_type"] for line in lines(*SAMPLES.values())].count("4/A") == 3

    @settings(max_examples=40)
    @given(st.lists(statements(), max_size=3))
    def test_every_line_and_value(self, given: Sequence[Statement]) -> None:
        made = lines(*given)
        rows = [row for statement in given for row in statement.rows]
        assert len(made) == len(rows)
        columns = {item.attribute: item.column for item in of_group("table_2")}
        for line, row in zip(made, rows, strict=True):
            assert line["kind"] == row.kind
            for attribute in row.__struct_fields__:
                if attribute != "notes":
                    assert line[columns[attribute]] == getattr(row, attribute)
            noted = {name: value for name, value in line.items() if name.endswith("_footnotes") and value}
            assert noted == {f"{columns[a]}_footnotes": ", ".join(ids) for a, ids in row.notes.items()}


class TestColumns:
    """Their names, order and types."""

    def test_schema_does_not_depend_on_the_lines(self) -> None:
        schema = frame.to_table([SAMPLES["joint"]]).schema
        assert frame.to_table([]).schema == schema
        assert frame.to_table([SAMPLES["form3_none"]]).schema == schema
        assert frame.to_table([SAMPLES["form3_none"]]).num_rows == 0

    def test_names_are_those_of_the_items(self) -> None:
        names = frame.to_table([]).column_names
        assert len(names) == len(set(names))
        items = {
            item.column
            for group in ("statement", "issuer", "owner", "table_1", "table_2")
            for item in of_group(group)
        }
        assert items <= set(names)
        rest = [name for name in names if name not in items and not name.endswith("_footnotes")]
        assert rest == ["owner_ciks", "owner_names", "table", "row", "kind", "footnotes"]

    def test_numbers_are_exact(self) -> None:
        row = replace(
            SAMPLES["form4"].table_1[0], shares=Decimal("999999999999.9999"), price=Decimal("0.0001")
        )
        table = frame.to_table([replace(SAMPLES["form4"], table_1=(row,))])
        assert str(table.schema.field("shares").type) == "decimal128(18, 6)"
        assert table.column("shares")[0].as_py() == Decimal("999999999999.9999")

    @pytest.mark.parametrize("number", ["0.0000001", "1234567890123", "NaN"])
    def test_a_number_too_long_makes_its_column_text(self, number: str) -> None:
        row = replace(SAMPLES["form4"].table_1[0], price=Decimal(number))
        table = frame.to_table([replace(SAMPLES["form4"], table_1=(row, SAMPLES["form4"].table_1[1]))])
        assert table.column("price").to_pylist() == [number, "53.115"]
        assert table.column("shares").to_pylist() == [Decimal(410), Decimal(2500)]


class TestLibraries:
    """Pandas, polars and Arrow, and what is said without them."""

    def test_pandas(self) -> None:
        pytest.importorskip("pandas", reason="skipped: pandas is not installed")
        made = SAMPLES["form4"].to_dataframe()
        assert made.shape == (3, frame.to_table([]).num_columns)
        assert made["price"].tolist()[:2] == [Decimal("52.31"), Decimal("53.115")]
        assert str(made["price"].dtype) == "decimal128(18, 6)[pyarrow]"
        assert made["price"].isna().tolist() == [False, False, True]
        assert str(made["transaction_date"].dtype) == "date32[day][pyarrow]"
        assert (made["shares"] * made["price"]).tolist()[0] == Decimal(410) * Decimal("52.31")
        assert (made["price"] / made["shares"]).notna().sum() == 2

    def test_pandas_has_what_arrow_makes_of_it(self) -> None:
        pandas = pytest.importorskip("pandas", reason="skipped: pandas is not installed")
        expected = frame.to_table(SAMPLES.values()).to_pandas(types_mapper=pandas.ArrowDtype)
        pandas.testing.assert_frame_equal(frame.to_dataframe(SAMPLES.values()), expected)

    def test_pandas_without_lines(self) -> None:
        pytest.importorskip("pandas", reason="skipped: pandas is not installed")
        assert frame.to_dataframe(SAMPLES["form3_none"]).shape == (0, frame.to_table([]).num_columns)

    def test_polars(self) -> None:
        pytest.importorskip("polars", reason="skipped: polars is not installed")
        made = frame.to_dataframe(SAMPLES["form4"], "polars")
        assert made["price"].to_list()[:2] == [Decimal("52.31"), Decimal("53.115")]

    def test_arrow(self) -> None:
        assert frame.to_dataframe(SAMPLES["form4"], "arrow") == frame.to_table([SAMPLES["form4"]])

    def test_unknown(self) -> None:
        with pytest.raises(UsageError, match="pandas, polars, arrow"):
            frame.to_dataframe(SAMPLES["form4"], "excel")

    @pytest.mark.parametrize(
        ("module", "library", "extra"),
        [("pyarrow", "arrow", "frame"), ("pandas", "pandas", "frame"), ("polars", "polars", "polars")],
    )
    def test_missing(self, monkeypatch: pytest.MonkeyPatch, module: str, library: str, extra: str) -> None:
        monkeypatch.setitem(sys.modules, module, None)
        with pytest.raises(MissingExtra, match=rf"pip install 'section16\[{extra}\]'"):
            frame.to_dataframe(SAMPLES["form4"], library)
