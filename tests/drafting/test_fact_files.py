"""Fact files: TOML and JSON become the same facts, and a refusal tells everything that is wrong and where."""

from __future__ import annotations

import datetime
import json
import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from section16.drafting import typed_file
from section16.drafting.fact_files import read_facts
from section16.drafting.facts import FACTS, Approval, Gift, Grant, Trade, Transfer
from section16.drafting.facts_page import examples
from section16.drafting.prices import Fill
from section16.drafting.securities import Security, SecurityKind, Vehicle
from section16.errors import ReadError, TooLarge, UnsafeDocument

TOML = """\
issuer = "exin"
owner = ["robin", "trust"]

[[facts]]
fact = "trade"
on = 2026-05-05
side = "sold"
fills = [
    { shares = 300, price = 52.3100, at = 10:04:11 },
    { shares = "0.5", price = "52.40" },
]

[[facts]]
fact = "grant"
on = "2026-02-10"
shares = 4_000
price = "none"
approved = { on = 2026-02-10 }

[facts.security]
title = "Option"
kind = "option"
exercise_price = 48.2

[facts.notes]
price = ["Granted for services.", "A second note."]
"""

JSON = {
    "issuer": "exin",
    "owner": ["robin", "trust"],
    "facts": [
        {
            "fact": "trade",
            "on": "2026-05-05",
            "side": "sold",
            "fills": [
                {"shares": 300, "price": "52.3100", "at": "10:04:11"},
                {"shares": 0.5, "price": "52.40"},
            ],
        },
        {
            "fact": "grant",
            "on": "2026-02-10",
            "shares": 4000,
            "price": None,
            "approved": {"on": "2026-02-10"},
            "security": {"title": "Option", "kind": "option", "exercise_price": 48.2},
            "notes": {"price": ["Granted for services.", "A second note."]},
        },
    ],
}


def refused(text: str | bytes) -> list[str]:
    """Return the lines of the refusal of a text."""
    with pytest.raises(ReadError) as error:
        read_facts(text)
    return str(error.value).split("\n")


def gift(more: str) -> str:
    """Return a sheet with a gift whose last line is `more`, line 6."""
    return f'[[facts]]\nfact = "gift"\non = 2026-05-05\ndid = "gave"\nshares = 400\n{more}\n'


class TestReading:
    """What a file says becomes facts."""

    def test_values_become_the_types_of_the_facts(self):
        sheet = read_facts(TOML)
        sold, granted = sheet.facts
        assert (sheet.issuer, sheet.owner) == ("exin", ("robin", "trust"))
        assert sold == Trade(
            on=datetime.date(2026, 5, 5),
            side="sold",
            fills=(
                Fill(shares=Decimal(300), price=Decimal("52.3100"), at=datetime.time(10, 4, 11)),
                Fill(shares=Decimal("0.5"), price=Decimal("52.40")),
            ),
        )
        assert granted == Grant(
            on=datetime.date(2026, 2, 10),
            shares=Decimal(4000),
            price=None,
            approved=Approval(on=datetime.date(2026, 2, 10)),
            security=Security(title="Option", kind=SecurityKind.OPTION, exercise_price=Decimal("48.2")),
            notes={"price": ("Granted for services.", "A second note.")},
        )

    def test_json_says_the_same(self):
        assert read_facts(json.dumps(JSON)) == read_facts(TOML)

    @pytest.mark.parametrize("written", ["52.3100", '"52.3100"'])
    def test_numbers_keep_their_digits_as_written(self, written: str):
        in_toml = read_facts(gift(f"price = {written}")).facts[0]
        in_json = read_facts(
            f'{{"fact": "gift", "on": "2026-05-05", "did": "gave", "shares": 1, "price": {written}}}'
        ).facts[0]
        assert isinstance(in_toml, Gift)
        assert isinstance(in_json, Gift)
        assert str(in_toml.price) == str(in_json.price) == "52.3100"

    @pytest.mark.parametrize(
        "encoded",
        [TOML.encode(), TOML.encode("utf-8-sig"), TOML.encode("utf-16"), TOML.replace("\n", "\r\n").encode()],
    )
    def test_bytes_are_read_in_every_unicode_encoding_and_with_every_line_end(self, encoded: bytes):
        assert read_facts(encoded) == read_facts(TOML)

    @pytest.mark.parametrize("name", ["trades.toml", "trades.json", "trades"])
    def test_a_file_is_told_by_its_content(self, tmp_path: Path, name: str):
        file = tmp_path / name
        file.write_text(TOML)
        assert read_facts(file) == read_facts(str(file)) == read_facts(TOML)
        file.write_text(json.dumps(JSON))
        assert read_facts(file) == read_facts(TOML)

    def test_a_single_fact_is_a_sheet(self):
        fact = read_facts(TOML).facts[0]
        assert read_facts(json.dumps(JSON["facts"][0])).facts == (fact,)
        assert read_facts(TOML.partition("[[facts]]\n")[2].partition("[[facts]]")[0]).facts == (fact,)

    def test_a_list_of_facts_is_a_sheet(self):
        assert read_facts(json.dumps(JSON["facts"])).facts == read_facts(TOML).facts

    def test_none_says_that_there_is_nothing_where_the_default_is_something(self):
        text = '[[facts]]\nfact = "transfer"\non = 2026-05-05\nshares = 1\n'
        assert read_facts(f'{text}to = "none"').facts[0] == Transfer(
            on=datetime.date(2026, 5, 5), shares=Decimal(1), to=None
        )
        assert read_facts(text).facts[0].to == "direct"  # type: ignore[union-attr]

    def test_a_sheet_may_bring_its_own_profiles(self):
        sheet = read_facts(
            gift("")
            + '[owners.robin]\ncik = "9000101"\n[owners.robin.vehicles]\nspouse = { nature = "By Spouse" }'
        )
        assert sheet.owners["robin"].vehicles == {"spouse": Vehicle(nature="By Spouse")}

    @pytest.mark.parametrize("tag", FACTS)
    def test_every_kind_of_fact_can_be_read(self, tag: str):
        for text in examples()[tag]:
            (fact,) = read_facts(text).facts
            assert type(fact) is FACTS[tag]


WRONG = [
    # what stands in line 6 of a gift, and what is said of it
    ('did_ = "x"', "line 6, facts[0].did_: this key is not known; did you mean did?"),
    ('zzzzzz = "x"', "line 6, facts[0].zzzzzz: this key is not known; known are on, owner, issuer, note"),
    ("price = -1", "line 6, facts[0].price: -1 does not lie between 0 and 999999999999.9999"),
    ("price = 1000000000000", "line 6, facts[0].price: 1000000000000 does not lie between 0"),
    ("price = inf", "line 6, facts[0].price: Infinity does not lie between"),
    ("price = nan", "line 6, facts[0].price: NaN does not lie between"),
    ("price = 1e999999999999999999999", "line 6, facts[0].price: Infinity does not lie between"),
    ("price = 52.31258", "line 6, facts[0].price: 52.31258 has more than 4 decimal places"),
    ("price = 1.00000000000000000000000000000001", "line 6, facts[0].price: 1.00000000000000000000000000000001 has"),
    ('price = "NaN"', "line 6, facts[0].price: 'NaN' is not a number of digits and a period only"),
    ('price = "-5"', "line 6, facts[0].price: '-5' is not a number of digits and a period only"),
    ('price = "$1,234.50"', "line 6, facts[0].price: '$1,234.50' is not a number of digits and a period only"),
    ("price = true", "line 6, facts[0].price: true stands in place of number"),
    ("price = []", "line 6, facts[0].price: a list stands in place of number"),
    ("note = 12", "line 6, facts[0].note: 12 stands in place of text or list of texts; put it in double quotes"),
    ("note = 2026-05-05", "line 6, facts[0].note: 2026-05-05 stands in place of text or list of texts; put it"),
    ('note = ""', "line 6, facts[0].note: this text is blank; write something, or leave the key out"),
    ('note = ["a",\n" "]', "line 7, facts[0].note[1]: this text is blank"),
    ('note = "a\\u0001"', "line 6, facts[0].note: the text has the character '\\x01', which no form can hold"),
    ("notes = { price = 1 }", "line 6, facts[0].notes.price: 1 stands in place of text or list of texts"),
    ('notes = { "the price" = 1 }', 'line 6, facts[0].notes."the price": 1 stands'),
    ("security = {}", "line 6, facts[0].security.title: this is missing (text)"),
    ("security = 5", "line 6, facts[0].security: 5 stands in place of text or security; put it in double quotes"),
    ('security = { title = "A", kind = "stok" }', "line 6, facts[0].security.kind: 'stok' is not one of stock, restr"),
    ('held = "none"', "line 6, facts[0].held: nothing stands in place of text or vehicle"),
    (f'held = "{"By " * 34}"', f"line 6, facts[0].held: '{('By ' * 34)[:59]}… is not at most 100 characters long"),
    (f'held = {{ nature = "{"x" * 101}" }}', f"line 6, facts[0].held.nature: '{'x' * 59}… is not at most 100 char"),
    (
        'security = { title = "A", exercise_date = 2026-05-05, expiration_date = 2026-05-04 }',
        "line 6, facts[0].security.expiration_date: 2026-05-04 is before exercise_date, 2026-05-05",
    ),
]  # fmt: skip


class TestRefusing:
    """What is wrong is told with its line, its field and the remedy."""

    def test_the_file_the_line_and_the_field_are_named(self, tmp_path: Path):
        file = tmp_path / "trades.toml"
        file.write_text(gift("").replace('"gave"', '"gave "'))
        with pytest.raises(ReadError) as error:
            read_facts(file)
        assert str(error.value) == f"{file}: line 4, facts[0].did: 'gave ' is not one of gave, received"
        assert error.value.source == str(file)

    @pytest.mark.parametrize(("line", "said"), WRONG)
    def test_a_wrong_value_is_told(self, line: str, said: str):
        (told,) = refused(gift(line))
        assert told.startswith(said)

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            ("2026-05-05T10:00:00", "line 3, facts[0].on: 2026-05-05 10:00:00 stands in place of date"),
            ('"2026-5-5"', "line 3, facts[0].on: '2026-5-5' is not a date written as YYYY-MM-DD"),
            ('"2026-02-30"', "line 3, facts[0].on: '2026-02-30' is not a date written as YYYY-MM-DD"),
            ("1933-12-31", "line 3, facts[0].on: 1933-12-31 does not lie between 1934 and 2100"),
            ("2101-01-01", "line 3, facts[0].on: 2101-01-01 does not lie between 1934 and 2100"),
            ("20260505", "line 3, facts[0].on: 20260505 stands in place of date"),
            ('"none"', "line 3, facts[0].on: nothing stands in place of date"),
        ],
    )
    def test_a_wrong_date_is_told(self, written: str, said: str):
        assert refused(gift("").replace("2026-05-05", written)) == [said]

    @pytest.mark.parametrize("written", ['"10:04"', '"24:00:00"', '"10:04:11Z"', "9"])
    def test_a_wrong_time_is_told(self, written: str):
        text = TOML.replace("at = 10:04:11", f"at = {written}")
        (told,) = refused(text)
        assert told.startswith("line 9, facts[0].fills[0].at: ")

    def test_what_is_missing_is_told_with_the_line_of_its_table(self):
        assert refused('\n[[facts]]\nfact = "trade"\n[[facts]]\nfact = "withholding"\non = 2026-05-05') == [
            "4 things are to be mended",
            "line 2, facts[0].on: this is missing (date)",
            "line 2, facts[0].side: this is missing (one of bought, sold)",
            "line 4, facts[1].shares: this is missing (number)",
            'line 4, facts[1].price: this is missing (number, or "none")',
        ]

    @pytest.mark.parametrize(
        ("written", "said"),
        [
            (
                '"trad"',
                "line 2, facts[0].fact: 'trad' is no kind of fact; did you mean 'trade'? docs/facts.md lists",
            ),
            (
                '"xyzxyz"',
                "line 2, facts[0].fact: 'xyzxyz' is no kind of fact; docs/facts.md lists every kind",
            ),
            ("5", "line 2, facts[0].fact: 5 is no kind of fact; docs/facts.md lists every kind"),
            ("[]", "line 2, facts[0].fact: a list is no kind of fact; docs/facts.md lists every kind"),
            (
                '"none"',
                "line 2, facts[0].fact: this is missing (the kind of fact, such as 'trade'); docs/facts.md",
            ),
        ],
    )
    def test_a_kind_that_is_unknown_is_told_with_the_nearest(self, written: str, said: str):
        (told,) = refused(gift("").replace('"gift"', written))
        assert told.startswith(said)

    def test_a_fact_without_a_kind_is_told(self):
        (told,) = refused("[[facts]]\non = 2026-05-05")
        assert told.startswith("line 1, facts[0].fact: this is missing (the kind of fact, such as 'trade')")

    def test_one_bad_fact_does_not_hide_another(self):
        text = TOML.replace('"sold"', '"sold "').replace("52.40", "x").replace("4_000", "-4")
        assert refused(text) == [
            "3 things are to be mended",
            "line 7, facts[0].side: 'sold ' is not one of bought, sold",
            "line 10, facts[0].fills[1].price: 'x' is not a number of digits and a period only",
            "line 16, facts[1].shares: -4 does not lie between 0 and 999999999999.9999",
        ]

    def test_a_flood_of_mistakes_is_cut(self):
        told = refused("".join(gift("x = 1") for _ in range(60)))
        assert (len(told), told[0], told[-1]) == (52, "60 things are to be mended", "and 10 more")

    def test_the_days_of_a_fact_are_in_order(self):
        text = '[[facts]]\nfact = "vest"\non = 2026-05-05\ngranted = 2026-05-06\nshares = 1'
        assert refused(text) == ["line 3, facts[0].on: 2026-05-05 is before granted, 2026-05-06"]

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("facts = \n", "this is not TOML: Invalid value (at line 1, column 9). Texts stand in double quotes"),
            ("[[facts]]\non = 2026-05-05 x\n", "this is not TOML: "),
            ("a = 1\na = 2\n", "this is not TOML: Cannot overwrite a value (at line 2, column 6)."),
            ('{"a": 1,}', "line 1, column "),
            ("{'a': 1}", "line 1, column 2 is not JSON: Expecting property name enclosed in double quotes. Keys"),
            ('{"facts": [],\n"facts": []}', "line 1, facts: this key stands again in line 2; keep one"),
            ('[{"fact": "gift", "on": "2026-05-05", "did": "gave", "shares": 1,\n"on": "2026-05-06"}]',
             "line 1, facts[0].on: this key stands again in line 2; keep one"),
            ("", "line 1, facts: this is missing (list of facts)"),
            ("[5, 6]\n", "this is not TOML"),
            ('{"facts": 5}', "line 1, facts: 5 stands in place of list of facts"),
            ('{"facts": [5]}', "line 1, facts[0]: 5 stands in place of fact"),
            ("a = " + "9" * 5000 + "\n", "this holds a number of thousands of digits; shorten it"),
            (b"a = '\xff'", "byte 6 is not utf-8; save the file as UTF-8"),
        ],
    )  # fmt: skip
    def test_what_is_no_sheet_is_told(self, text: str | bytes, said: str):
        told = refused(text if isinstance(text, bytes) else text.encode())
        assert told[0].startswith(said)

    @pytest.mark.parametrize(
        "text", ["[" * 100_000 + "{", "[" * 100_000 + "]", '{"a":' * 100_000, "a = " + "[" * 100_000 + "\n"]
    )
    def test_values_that_nest_too_deep_are_refused(self, text: str):
        with pytest.raises(ReadError):
            read_facts(text.encode())

    def test_values_that_nest_too_deep_are_told_so(self):
        with pytest.raises(UnsafeDocument, match="nest deeper"):
            read_facts('{"a":' * 100_000 + "1" + "}" * 100_000)

    def test_a_folder_is_told_so(self, tmp_path: Path):
        with pytest.raises(ReadError, match="this is a folder; give a TOML or JSON file"):
            read_facts(tmp_path)

    def test_a_file_that_is_too_large_is_refused(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(typed_file, "MAX_BYTES", 100)
        with pytest.raises(TooLarge, match="more than 100 bytes"):
            read_facts(TOML.encode())

    def test_a_path_that_leads_nowhere_is_an_os_error(self, tmp_path: Path):
        with pytest.raises(FileNotFoundError):
            read_facts(tmp_path / "missing.toml")

    def test_profiles_that_contradict_themselves_are_refused_in_a_sheet_too(self):
        approval = '{ on = 2026-05-05, covers = ["grant",\n"grnt"] }'
        text = f'{gift("")}[issuers.exin]\ncik = "9000001"\napprovals = [{approval}]'
        assert refused(text) == [
            "line 10, issuers.exin.approvals[0].covers[1]: there is no kind of fact 'grnt'; did you mean 'grant'?"
        ]


EXAMPLES = [example for texts in examples().values() for example in texts]
MARKS = [*"\n\"'[]{}=,.\\#-9é\0 ", "[[facts]]", "fact", "none"]
XX = [
    "\n",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "=",
    ",",
    ".",
    "\\",
    "#",
    "[[facts]]",
    "fact",
    "none",
    "-",
    "9",
    "é",
    "\0",
]


class TestAnyText:
    """Any text at all: a sheet, or a refusal."""

    @given(st.text() | st.lists(st.sampled_from(MARKS)).map("".join))
    def test_any_text_is_read_or_refused(self, text: str):
        _read_or_refused(text.encode("utf-8", "surrogatepass"))
        _read_or_refused(f"{text}\n")

    @given(st.binary())
    def test_any_bytes_are_read_or_refused(self, content: bytes):
        _read_or_refused(content)

    @pytest.mark.parametrize("seed", range(10))
    def test_an_example_damaged_at_random_is_read_or_refused(self, seed: int):
        chance = random.Random(seed)
        for _ in range(30):
            text = chance.choice(EXAMPLES)
            at, end = sorted(chance.choices(range(len(text) + 1), k=2))
            _read_or_refused(text[:at] + chance.choice(["", *MARKS]) + text[min(end, at + 4) :] + "\n")

    @settings(deadline=None)
    @given(
        st.sampled_from(EXAMPLES),
        st.integers(0),
        st.none()
        | st.booleans()
        | st.text(max_size=5)
        | st.floats()
        | st.integers()
        | st.just([])
        | st.just({}),
    )
    def test_any_value_in_the_place_of_another_is_read_or_refused(self, text: str, at: int, value: Any):
        (fact,) = typed_file.opened(text).content["facts"]
        key = list(fact)[at % len(fact)]
        _read_or_refused(json.dumps(fact | {key: value}, default=str))


def _read_or_refused(source: str | bytes) -> None:
    try:
        read_facts(source)
    except ReadError as error:
        assert str(error)
