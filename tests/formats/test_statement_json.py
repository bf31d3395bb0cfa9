"""Statement JSON: what is written reads back the same; what people write by hand is read, and judged."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.errors import NotAStatement, ReadError, UnsafeDocument, WriteError
from section16.formats import ownership_xml, statement_json
from section16.model.items import ITEMS, LARGEST_DECIMAL
from section16.model.reading import DeviationKind
from section16.model.samples import SAMPLES
from section16.model.statement import Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Direction
from shared import ownership_documents
from strategies import statements

SCHEMA = Path(__file__).parents[2] / "docs" / "statement.schema.json"


def read(value: Any) -> Any:
    return statement_json.read(json.dumps(value).encode())


def form_4(**more: Any) -> dict[str, Any]:
    return {"form": "4", **more}


def line(**more: Any) -> dict[str, Any]:
    return form_4(table_1=[{"kind": "transaction", **more}])


def told(reading: Any) -> list[tuple[str, str, str | None]]:
    return [(d.kind.value, d.path, d.raw) for d in reading.deviations]


def misfits(value: Any, schema: dict[str, Any], objects: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield where a value does not fit those words of JSON Schema that the statement's schema uses."""
    if "$ref" in schema:
        schema = objects[schema["$ref"].rpartition("/")[2]]
    if "discriminator" in schema:
        schema = objects[schema["discriminator"]["mapping"][value["kind"]].rpartition("/")[2]]
    sorts = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    expected = schema.get("type", sorts[type(value)])
    if sorts[type(value)] not in ([expected] if isinstance(expected, str) else expected):
        yield f"{path} is {value!r}, not {expected}"
    if value not in schema.get("enum", [value]):
        yield f"{path} is {value!r}, not one of {schema['enum']}"
    if isinstance(value, str):
        if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 2000):
            yield f"{path} is {value!r}, of the wrong length"
        if not re.search(schema.get("pattern", ""), value):
            yield f"{path} is {value!r}, not {schema['pattern']}"
    for n, part in enumerate(value if isinstance(value, list) and "items" in schema else ()):
        yield from misfits(part, schema["items"], objects, f"{path}[{n}]")
    if isinstance(value, dict) and "properties" in schema:
        for key, part in value.items():
            yield from misfits(part, schema["properties"][key], objects, f"{path}.{key}")
        yield from (f"{path} has no {key}" for key in schema.get("required", ()) if key not in value)
    elif isinstance(value, dict):
        yield from (f"{path} has {key}" for key in value if key not in schema["propertyNames"]["enum"])


class TestRoundTrip:
    """The pair of writing and reading."""

    @pytest.mark.parametrize("name", SAMPLES)
    @pytest.mark.parametrize("indent", [None, 0, 2])
    def test_samples(self, name: str, indent: int | None) -> None:
        reading = statement_json.read(statement_json.write(SAMPLES[name], indent=indent), source="a.json")
        assert reading.statement == SAMPLES[name]
        assert reading.deviations == ()
        assert reading.source == "a.json"

    @given(statements())
    def test_any_statement(self, statement: Statement) -> None:
        written = statement_json.write(statement)
        reading = statement_json.read(written)
        assert reading.statement == statement
        assert reading.deviations == ()
        assert statement_json.write(reading.statement) == written

    @given(statements(), st.sampled_from((None, True, False)))
    def test_a_box_that_is_not_known_stays_so(self, statement: Statement, box: bool | None) -> None:
        changed = replace(statement, no_longer_subject=box, under_10b5_1_plan=box)
        assert statement_json.read(statement_json.write(changed)).statement == changed

    def test_order_and_notation(self) -> None:
        written = json.loads(statement_json.write(SAMPLES["form4"]))
        assert list(written) == list(Statement.__struct_fields__)
        trade = written["table_1"][1]
        assert list(trade)[:5] == [
            "kind",
            "security",
            "transaction_date",
            "deemed_execution_date",
            "form_type",
        ]
        assert list(trade)[-1] == "notes"
        assert (trade["price"], trade["direction"], trade["transaction_date"]) == (
            "53.115",
            "D",
            "2026-05-06",
        )
        assert trade["value_owned_following"] is None
        assert trade["notes"] == {"code": ["F2"], "price": ["F3"]}

    def test_every_attribute_is_written(self) -> None:
        for made in (Transaction, Holding, DerivativeTransaction, DerivativeHolding):
            table = "table_2" if made.__name__.startswith("Derivative") else "table_1"
            written = json.loads(statement_json.write(Statement(form="4", **{table: (made(),)})))
            assert set(written[table][0]) == {*made.__struct_fields__, "kind"}

    @pytest.mark.parametrize("number", ["1E+5", "1E-7", "100.0000", "0.50"])
    def test_plain_notation(self, number: str) -> None:
        sample = replace(SAMPLES["form4"].table_1[0], price=Decimal(number))
        written = statement_json.write(Statement(form="4", table_1=(sample,)))
        price = statement_json.read(written).statement.table_1[0].price
        assert price == Decimal(number)
        assert b"E" not in json.loads(written)["table_1"][0]["price"].encode()

    @pytest.mark.parametrize("number", ["NaN", "-5", "Infinity"])
    def test_no_amount(self, number: str) -> None:
        sample = replace(SAMPLES["form4"].table_1[0], price=Decimal(number))
        with pytest.raises(WriteError, match="digits"):
            statement_json.write(Statement(form="4", table_1=(sample,)))

    def test_real_documents(self) -> None:
        for position, (name, data) in enumerate(ownership_documents()):
            if position % 20 == 0:
                with suppress(ReadError):
                    statement = ownership_xml.read(data).statement
                    written = statement_json.write(statement)
                    reading = statement_json.read(written)
                    assert (reading.statement, reading.deviations) == (statement, ()), name
                    assert statement_json.write(reading.statement) == written, name


class TestByHand:
    """What a person leaves out, and how values may be written."""

    def test_the_least(self) -> None:
        reading = read({"form": "3"})
        assert reading.statement == Statement(form="3")
        assert reading.deviations == ()

    @pytest.mark.parametrize(
        "said",
        [
            {"form": "4/A"},
            {"form_type": "4/A"},
            {"form": "4", "is_amendment": True},
            {"form": 4, "is_amendment": "1"},
        ],
    )
    def test_amendment(self, said: dict[str, Any]) -> None:
        reading = read(said)
        assert reading.statement.form_type == "4/A"
        assert reading.deviations == ()

    def test_amendment_denied(self) -> None:
        reading = read({"form": "4/A", "is_amendment": False})
        assert reading.statement.is_amendment
        assert told(reading) == [("repeated", "is_amendment", "false")]

    def test_numbers_as_numbers(self) -> None:
        data = b"""{"form": "4", "issuer": {"cik": 9000001}, "owners": [{"cik": "0009000101"}],
            "table_1": [{"shares": 1234567890.1234, "price": 0.10, "owned_following": 100}]}"""
        reading = statement_json.read(data)
        row = reading.statement.table_1[0]
        assert (str(row.shares), str(row.price), str(row.owned_following)) == (
            "1234567890.1234",
            "0.10",
            "100",
        )
        assert reading.statement.issuer.cik == "9000001"
        assert reading.deviations == ()

    def test_boxes_left_out_are_not_ticked(self) -> None:
        owners = [{"relationship": {"officer": True, "officer_title": "CFO"}}]
        statement = read(form_4(owners=owners, table_1=[{"code": "P"}])).statement
        relationship = statement.owners[0].relationship
        assert (relationship.director, relationship.ten_percent_owner, relationship.other) == (
            False,
            False,
            False,
        )
        assert statement.table_1[0].equity_swap is False
        assert statement.no_longer_subject is False
        assert statement.under_10b5_1_plan is None

    def test_boxes_that_are_null_are_unknown(self) -> None:
        statement = read(
            form_4(owners=[{"relationship": {"officer": None}}], no_longer_subject=None)
        ).statement
        assert statement.owners[0].relationship.officer is None
        assert statement.no_longer_subject is None

    @pytest.mark.parametrize(
        ("keys", "made"),
        [({"code": "P"}, Transaction), ({"owned_following": 1}, Holding), ({"code": None}, Holding)],
    )
    def test_kind_left_out(self, keys: dict[str, Any], made: type) -> None:
        reading = read(form_4(table_1=[keys]))
        assert type(reading.statement.table_1[0]) is made
        assert reading.deviations == ()

    def test_kind_unknown(self) -> None:
        reading = read(form_4(table_2=[{"kind": "sale", "code": "S"}]))
        assert type(reading.statement.table_2[0]) is DerivativeTransaction
        assert told(reading) == [("untypable", "table_2[0].kind", "sale")]

    def test_notes(self) -> None:
        reading = read(
            line(price=None, notes={"price": "F1", "code": ["F2", "F3"], "shares": [], "security": None})
        )
        assert reading.statement.table_1[0].notes == {"price": ("F1",), "code": ("F2", "F3")}
        assert reading.deviations == ()
        assert hash(reading.statement)

    def test_printed_result(self) -> None:
        statement = json.loads(statement_json.write(SAMPLES["joint"]))
        result = {"source": "a.xml", "statement": statement, "findings": [{"id": "A101"}]}
        assert read(result).statement == SAMPLES["joint"]

    @pytest.mark.parametrize("data", ['\ufeff{"form": "4"}'.encode(), '{"form": "4"}'.encode("utf-16")])
    def test_encodings(self, data: bytes) -> None:
        assert statement_json.read(data).statement.form == "4"


class TestDeviations:
    """What is odd becomes a deviation with its place; the rest is kept."""

    @pytest.mark.parametrize(
        ("attribute", "raw"),
        [
            ("price", "NaN"), ("price", "-5"), ("price", "1E5"), ("price", "$5"), ("price", "1,000"), ("price", "1e400"),
            ("shares", "9999999999999"), ("shares", "9" * 65), ("code", "Q"), ("code", "p"), ("direction", "B"),
            ("ownership", "X"), ("timeliness", "V"), ("form_type", "6"), ("transaction_date", "2023-02-30"),
            ("transaction_date", "05/07/2026"), ("transaction_date", "0000-01-01"), ("equity_swap", "yes"),
        ],
    )  # fmt: skip
    def test_bad_value(self, attribute: str, raw: str) -> None:
        reading = read(line(security="Common Stock", **{attribute: raw}))
        row = reading.statement.table_1[0]
        assert getattr(row, attribute) is None
        assert row.security == "Common Stock"
        assert told(reading) == [("untypable", f"table_1[0].{attribute}", raw)]
        assert reading.deviations[0].detail

    @pytest.mark.parametrize("number", ["NaN", "-Infinity", "-5", "1E5", "1e-5", "9999999999999.0"])
    def test_bad_number(self, number: str) -> None:
        reading = statement_json.read(
            b'{"form": "4", "table_1": [{"price": %s, "code": "P"}]}' % number.encode()
        )
        assert reading.statement.table_1[0].price is None
        assert told(reading) == [("untypable", "table_1[0].price", number)]

    def test_largest_number(self) -> None:
        assert read(line(price=LARGEST_DECIMAL)).statement.table_1[0].price == Decimal(LARGEST_DECIMAL)

    @pytest.mark.parametrize(
        ("value", "path", "raw"),
        [
            (form_4(owners={"cik": "1"}), "owners", None),
            (form_4(owners=["Sample"]), "owners[0]", "Sample"),
            (form_4(issuer=5), "issuer", "5"),
            (form_4(issuer={"name": True}), "issuer.name", "true"),
            (form_4(remarks=["a"]), "remarks", None),
            (form_4(period_of_report=False), "period_of_report", "false"),
            (form_4(remarks="a\0b"), "remarks", "a\\x00b"),
            (form_4(issuer={"name": "\ud800"}), "issuer.name", "\\ud800"),
            (line(notes=["F1"]), "table_1[0].notes", None),
            (line(notes={"price": [1]}), "table_1[0].notes.price", None),
            (line(notes={"price": {}}), "table_1[0].notes.price", None),
            (form_4(table_1=[{"kind": []}]), "table_1[0].kind", "a list"),
        ],
    )
    def test_wrong_sort(self, value: Any, path: str, raw: str | None) -> None:
        reading = read(value)
        assert told(reading) == [("untypable", path, raw)]
        statement_json.write(reading.statement)

    @pytest.mark.parametrize(
        ("value", "path", "raw", "words"),
        [
            (form_4(isuer={}), "", None, "did you mean 'issuer'"),
            (line(prise="5"), "table_1[0]", "5", "did you mean 'price'"),
            (
                form_4(table_1=[{"kind": "holding", "price": 5}]),
                "table_1[0]",
                "5",
                "'price' is not known here",
            ),
            (
                form_4(owners=[{"relationship": {"ten_percent": True}}]),
                "owners[0].relationship",
                "true",
                "ten_percent_owner",
            ),
            (line(notes={"prise": "F1"}), "table_1[0].notes", "F1", "did you mean 'price'"),
            (form_4(**{"a\ud800": 1}), "", "1", "a\\\\ud800"),
        ],
    )
    def test_unknown_key(self, value: Any, path: str, raw: str | None, words: str) -> None:
        reading = read(value)
        assert told(reading) == [("unknown_element", path, raw)]
        assert words in reading.deviations[0].detail

    @pytest.mark.parametrize("key", ["ccc", "CCC", "rptOwnerCcc"])
    def test_ccc_is_dropped(self, key: str) -> None:
        reading = read(form_4(owners=[{"cik": "1", key: "aaaa1$aa"}]))
        assert told(reading) == [("ccc_dropped", "owners[0]", None)]
        assert "aaaa1$aa" not in repr(reading.deviations) + statement_json.write(reading.statement).decode()

    def test_repeated_key(self) -> None:
        reading = statement_json.read(b'{"form": "4", "remarks": "a", "remarks": "b"}')
        assert reading.statement.remarks == "a"
        assert told(reading) == [("repeated", "", None)]
        assert "'remarks'" in reading.deviations[0].detail

    def test_padded_blank_and_zone(self) -> None:
        reading = read(
            form_4(
                issuer={"trading_symbol": " EXIN", "cik": ""}, period_of_report="2026-05-05-05:00", remarks=""
            )
        )
        assert reading.statement.issuer.trading_symbol == "EXIN"
        assert reading.statement.issuer.cik is None
        assert reading.statement.period_of_report == date(2026, 5, 5)
        assert reading.statement.remarks is None
        assert [(d.kind, d.path) for d in reading.deviations] == [
            (DeviationKind.PADDED, "issuer.trading_symbol"),
            (DeviationKind.BLANK_VALUE, "issuer.cik"),
            (DeviationKind.ZONE_SUFFIX, "period_of_report"),
        ]


class TestRefusals:
    """What holds no statement is named, with line and column where it is not JSON."""

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b'{"form": "4",\n "remarks": "a",}', r"line 2, column 1[0-9] is not JSON"),
            (b"{'form': '4'}", r"line 1, column 2.*double quotes"),
            (b'{"form": "4"} x', r"line 1, column 15"),
            (b'{"form": "4', "line 1"),
            (b"\xff{}", "UTF-8"),
            (b"", "holds nothing"),
            (b"[]", "holds nothing"),
        ],
    )
    def test_not_json(self, data: bytes, words: str) -> None:
        with pytest.raises(ReadError, match=words) as caught:
            statement_json.read(data, source="a.json")
        assert str(caught.value).startswith("a.json: ")

    def test_too_deep(self) -> None:
        with pytest.raises(UnsafeDocument, match="nest"):
            statement_json.read(b"[" * 200_000)

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ({}, "has no form; a statement has one of 3, 3/A"),
            ({"form": "10-K"}, "its form is '10-K'"),
            ({"form": None, "form_type": None}, "has no form"),
            (5, "is a number"),
            (None, "is null"),
            ("4", "is a text"),
            ([[1]], "is a list"),
            (True, "is true or false"),
            ({"statement": None, "error": "empty"}, "without a statement"),
        ],
    )
    def test_no_statement(self, value: Any, words: str) -> None:
        with pytest.raises(NotAStatement, match=words):
            read(value)

    @given(st.binary() | st.text().map(lambda text: text.encode("utf-8", "surrogatepass")))
    def test_any_bytes(self, data: bytes) -> None:
        with suppress(ReadError):
            statement_json.read(data)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(st.text() | st.sampled_from(sorted({i.attribute for i in ITEMS})), inner)
            ),
            max_leaves=12,
        ),
        st.sampled_from(
            ("issuer", "owners", "table_1", "table_2", "footnotes", "signatures", "remarks", "form")
        ),
    )
    @example({"": "\ud800"}, "issuer")
    def test_any_value(self, value: Any, key: str) -> None:
        for candidate in (value, [value]):
            with suppress(NotAStatement):
                statement_json.write(read({"form": "5", key: candidate}).statement)


class TestSeveral:
    """Lists, JSON lines, and values one after another."""

    @pytest.mark.parametrize(
        "data",
        [
            b'[{"form": "3"}, {"form": "4"}]',
            b'{"form": "3"}\n{"form": "4"}\n',
            b'{"form":\n"3"} {"form": "4"}',
        ],
    )
    def test_all(self, data: bytes) -> None:
        assert [r.statement.form for r in statement_json.read_all(data)] == ["3", "4"]
        assert statement_json.read(data).statement.form == "3"

    def test_read_never_passes_over_the_first(self) -> None:
        with pytest.raises(NotAStatement, match=r"a\.json: it has no form"):
            statement_json.read(b'[{}, {"form": "4"}]', source="a.json")

    def test_one_that_is_none_does_not_hide_the_others(self) -> None:
        readings = statement_json.read_all(b'[{"form": "3"}, {}, {"form": "4"}]', source="a.json")
        assert [next(readings).statement.form, next(readings).statement.form] == ["3", "4"]
        with pytest.raises(NotAStatement, match=r"a\.json: value 2: it has no form"):
            next(readings)


class TestSchema:
    """The JSON Schema says what the table of items says, and statements fit it."""

    def test_items(self) -> None:
        schema = statement_json.json_schema()["$defs"]
        price = schema["Transaction"]["properties"]["price"]
        assert price["type"] == ["string", "number", "null"]
        assert "Form 4: 4" in price["description"]
        assert schema["Issuer"]["properties"]["trading_symbol"]["maxLength"] == 10
        assert schema["DerivativeHolding"]["properties"]["ownership"]["enum"] == ["D", "I", None]

    @given(statements())
    @example(SAMPLES["joint"])
    @example(SAMPLES["form3"])
    def test_statements_fit(self, statement: Statement) -> None:
        schema = statement_json.json_schema()
        assert not list(misfits(json.loads(statement_json.write(statement)), schema, schema["$defs"]))

    def test_every_written_key_is_described(self) -> None:
        schema = statement_json.json_schema()["$defs"]
        for name, made in {
            "Transaction": Transaction,
            "DerivativeHolding": DerivativeHolding,
            "Statement": Statement,
        }.items():
            keys = set(made.__struct_fields__) | ({"kind"} if made is not Statement else set())
            assert set(schema[name]["properties"]) == keys


def test_enums_are_letters() -> None:
    assert read(line(direction="A")).statement.table_1[0].direction is Direction.ACQUIRED
