"""The library of footnotes: every template can be said, and a wrong one is refused where it stands."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from section16.checks.price_ranges import is_average, price_ranges, undertakes
from section16.checks.wording import adoption_dates
from section16.drafting.footnote_numbering import IDS
from section16.drafting.footnotes import Library, Template, VariableKind
from section16.errors import UsageError
from section16.model.items import BY_NAME, Footnoting

LIBRARY = Library.load()
SAMPLES: dict[VariableKind, Any] = {
    VariableKind.MONEY: Decimal("1234.5"),
    VariableKind.SHARES: Decimal("12500"),
    VariableKind.NUMBER: Decimal("33.3"),
    VariableKind.INTEGER: 4,
    VariableKind.DATE: date(2026, 5, 5),
    VariableKind.TEXT: "Specimen Partners L.P.",
}


def filled(key: str, template: Template, names: Any) -> str:
    values = {}
    for name in names:
        kind = template.variables[name]
        values[name] = kind[0] if isinstance(kind, tuple) else SAMPLES[kind]
    return LIBRARY.text(key, **values)


@pytest.mark.parametrize("key", LIBRARY.templates)
def test_every_footnote_can_be_said_with_all_and_with_the_least_of_its_variables(key: str):
    template = LIBRARY.templates[key]
    for names in (template.variables, template.required):
        text = filled(key, template, names)
        assert len(text) <= 1000
        assert text.isascii()
        assert not re.search(r"[\[\]&<>]|  | [.,;]", text)
        assert not re.search(r"[{}]", text.replace(IDS, ""))
        assert text.endswith(".")


@pytest.mark.parametrize("key", LIBRARY.templates)
def test_every_footnote_stands_where_one_may_stand(key: str):
    for attribute in LIBRARY.templates[key].attributes:
        items = [BY_NAME.get(f"{table}.{attribute}") for table in ("table_1", "table_2")]
        assert attribute == "remarks" or any(
            item and item.footnoting is not Footnoting.NONE for item in items
        )


@pytest.mark.parametrize(
    ("key", "variables", "text"),
    [
        (
            "weighted_average",
            {"side": "sold", "low": Decimal("1014.01"), "high": Decimal("1015.0")},
            "The price is a weighted average. The shares were sold in several trades at prices from $1,014.01 to "
            "$1,015.00, inclusive. The reporting person undertakes to give the issuer, any security holder of the "
            "issuer, or the staff of the Securities and Exchange Commission, on request, full information on the "
            "number of shares sold at each separate price within this range.",
        ),
        (
            "plan_trade",
            {"adopter": "the reporting person", "adopted": date(2026, 5, 5)},
            "Made under a Rule 10b5-1 trading plan adopted by the reporting person on May 5, 2026.",
        ),
        ("gift_given", {}, "Bona fide gift; no consideration was received."),
        (
            "gift_given",
            {"recipient": "a charitable\n organization"},
            "Bona fide gift to a charitable organization; no consideration was received.",
        ),
        (
            "espp_included",
            {"shares": Decimal("12345.50")},
            "Includes 12,345.5 shares bought under the issuer's employee stock purchase plan, exempt under Rule "
            "16b-3(c).",
        ),
        (
            "dividend_equivalents",
            {"units": "restricted stock units", "date": date(2026, 5, 5), "price": Decimal("14.1234")},
            "Dividend equivalents credited on restricted stock units on May 5, 2026 at $14.1234 per share; they vest "
            "and are settled with the award on which they are credited.",
        ),
        (
            "split_adjusted",
            {"new": 3, "old": Decimal("2.0"), "date": date(2026, 12, 31)},
            "Adjusted for the 3-for-2 stock split of December 31, 2026.",
        ),
    ],
)
def test_a_footnote_is_written_in_the_fixed_style(key: str, variables: dict[str, Any], text: str):
    assert LIBRARY.text(key, **variables) == text


def test_the_checks_understand_what_the_library_says():
    bounds = {"low": Decimal("14.01"), "high": Decimal("15.00")}
    for key in ("weighted_average", "weighted_average_range"):
        text = LIBRARY.text(key, side="bought", **bounds)
        assert is_average(text)
        assert [tuple(found) for found in price_ranges(text)] == [tuple(bounds.values())]
    for key in ("weighted_average", "weighted_average_undertaking"):
        assert undertakes(LIBRARY.text(key, side="bought", **(bounds if key == "weighted_average" else {})))
    plan = LIBRARY.text("plan_trade", adopter="the trust", adopted=date(2026, 1, 9))
    assert adoption_dates(plan) == [date(2026, 1, 9)]


@pytest.mark.parametrize(
    ("key", "variables", "says"),
    [
        ("weighted_averages", {}, "there is no footnote 'weighted_averages'; did you mean weighted_average"),
        ("plan_trade", {"adopter": "the trust"}, "footnote 'plan_trade' needs the variable 'adopted'"),
        ("plan_trade", {"adopter": None, "adopted": date(2026, 1, 9)}, "needs the variable 'adopter'"),
        ("gift_given", {"to": "a fund"}, "footnote 'gift_given' has no variable 'to'; it has recipient"),
        (
            "foreign_exercise_price",
            {"currency": "EUR", "amount": 3, "dollars": 4},
            "needs the variable 'date' too",
        ),
    ],
)
def test_a_variable_too_few_or_too_many_is_refused(key: str, variables: dict[str, Any], says: str):
    with pytest.raises(UsageError, match=says):
        LIBRARY.text(key, **variables)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("money", "12.50"),
        ("money", 12.5),
        ("money", Decimal("NaN")),
        ("money", Decimal("-1")),
        ("money", Decimal("1.00001")),
        ("shares", True),
        ("shares", Decimal("1000000000000")),
        ("number", "three"),
        ("integer", Decimal(3)),
        ("integer", -1),
        ("date", "2026-05-05"),
        ("text", " "),
        ("text", 5),
        (["sold", "bought"], "gave"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused(kind: Any, value: Any):
    table = {"text": "It is {it}.", "attributes": ["price"], "trigger": "never", "variables": {"it": kind}}
    library = LIBRARY.with_templates({"sample": table})
    with pytest.raises(UsageError, match=r"footnote 'sample', variable 'it': .* is not "):
        library.text("sample", it=value)


def overlay(folder: Path, text: str) -> Library:
    (folder / "house.toml").write_text(text, encoding="utf-8")
    return Library.load(folder / "house.toml")


def test_a_file_changes_one_field_or_adds_a_footnote(tmp_path: Path):
    library = overlay(
        tmp_path,
        "[gift_given]\n"
        'text = "Gift[ to {recipient}]."\n'
        "[blackout]\n"
        'text = """Ordered before the blackout period\n that began on {began}."""\n'
        'attributes = ["code"]\n'
        'variables = { began = "date" }\n'
        'trigger = "The order is older than the blackout period."\n',
    )
    assert library.text("gift_given", recipient="a school") == "Gift to a school."
    assert library.template("gift_given").attributes == LIBRARY.template("gift_given").attributes
    assert library.text("blackout", began=date(2026, 6, 1)) == (
        "Ordered before the blackout period that began on June 1, 2026."
    )
    assert LIBRARY.text("gift_given").startswith("Bona fide gift")


def test_a_later_file_stands_over_an_earlier_one(tmp_path: Path):
    for name in ("one", "two"):
        (tmp_path / name).write_text(
            f'[option_fully_vested]\ntext = "Vested, says {name}."', encoding="utf-8"
        )
    assert Library.load(tmp_path / "one", tmp_path / "two").text("option_fully_vested") == "Vested, says two."


@pytest.mark.parametrize(
    ("toml", "says"),
    [
        ("text = ", "house.toml: is not a TOML file"),
        ('text = "x"', "house.toml, footnote 'text': must be a table"),
        (
            '[gift_gven]\ntext = "x"',
            "footnote 'gift_gven': .*`attributes`; it is new here .did you mean gift_given",
        ),
        ("[gift_given]\ntext = 5", r"house.toml, footnote 'gift_given': Expected `str`.*\$.text"),
        ('[gift_given]\ntekst = "x"', "footnote 'gift_given': .*unknown field `tekst`"),
        ('[gift_given]\ntext = ""\nvariables = {}', "footnote 'gift_given', text: is empty"),
        (
            '[gift_given]\ntext = "To {whom}[ {recipient}]."',
            r"footnote 'gift_given', text: \{whom\} is not one of",
        ),
        ('[gift_given]\ntext = "Gift."', r"footnote 'gift_given', text: must use its variable \{recipient\}"),
        ('[gift_given]\ntext = "Gift [to {recipient}."', "text: has a bracket or brace without its partner"),
        ('[gift_given]\ntext = "Gift[ indeed] to {recipient}."', "needs a variable of its own"),
        (
            '[gift_given]\nattributes = ["prize"]',
            "footnote 'gift_given', attributes: 'prize' takes no footnote",
        ),
        ("[gift_given]\nattributes = []", "attributes: names no item"),
        (
            '[gift_given]\nvariables = { recipient = "people" }',
            "footnote 'gift_given': Invalid enum value 'people'",
        ),
        ("[gift_given]\nvariables = { recipient = [] }", "variables: recipient has no words to choose from"),
    ],
)
def test_a_wrong_file_is_refused_with_file_key_and_field(tmp_path: Path, toml: str, says: str):
    with pytest.raises(UsageError, match=says):
        overlay(tmp_path, toml)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path):
    with pytest.raises(UsageError, match=r"nowhere\.toml: cannot be read"):
        Library.load(tmp_path / "nowhere.toml")


def test_an_issuer_has_words_of_its_own():
    library = LIBRARY.for_issuer({"plan_trade": "Sold under {adopter}'s plan of {adopted} (Rule 10b5-1)."})
    text = library.text("plan_trade", adopter="the trust", adopted=date(2026, 1, 9))
    assert text == "Sold under the trust's plan of January 9, 2026 (Rule 10b5-1)."
    assert LIBRARY.for_issuer({}) == LIBRARY


@pytest.mark.parametrize(
    ("wording", "says"),
    [
        ({"plan_trades": "x"}, "there is no footnote 'plan_trades'; did you mean plan_trade"),
        # What the rule wants said cannot be worded away.
        (
            {"plan_trade": "Under a plan."},
            r"the issuer's wording, footnote 'plan_trade', text: must use .*\{adopted\}",
        ),
    ],
)
def test_an_issuers_wording_keeps_what_the_footnote_must_say(wording: dict[str, str], says: str):
    with pytest.raises(UsageError, match=says):
        LIBRARY.for_issuer(wording)
