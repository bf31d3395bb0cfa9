"""Positions: every value of a TOML or JSON text is found in the line in which it stands."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from section16.drafting.positions import Path, json_positions, toml_positions

TOML = [
    ("a = 1\nb = 2", {("a",): 1, ("b",): 2}),
    ("# one\n\n  a = 1 # two\n", {("a",): 3}),
    ("[a]\nb = 1\n[a.c]\nd = 1", {("a",): 1, ("a", "b"): 2, ("a", "c"): 3, ("a", "c", "d"): 4}),
    ("[[a]]\nb = 1\n[[a]]\nb = 2", {("a",): 1, ("a", 0): 1, ("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "b"): 4}),
    ("[[a]]\n[[a]]\n[a.b]\nc = 1", {("a", 1, "b"): 3, ("a", 1, "b", "c"): 4}),
    ("[[a]]\n[[a.b]]\n[[a.b]]\n[[a]]\n[[a.b]]\nc = 1", {("a", 0, "b", 1): 3, ("a", 1, "b", 0, "c"): 6}),
    ("a.b.c = 1\na.d = 2", {("a",): 1, ("a", "b", "c"): 1, ("a", "d"): 2}),
    ("a . b = 1", {("a", "b"): 1}),
    ("\"a.b\".'c d' = 1", {("a.b", "c d"): 1}),
    ('"\\u0061\\"" = 1', {('a"',): 1}),
    ("a = [\n  1, # one ]\n  [2,\n3],\n]\nb = 1", {("a", 0): 2, ("a", 1, 1): 4, ("b",): 6}),
    ("a = [\n{ b = 1 },\n{ b = 2, c.d = 3 }]", {("a", 0, "b"): 2, ("a", 1): 3, ("a", 1, "c", "d"): 3}),
    ('a = """x\n# y = 1\n"""\nb = 1', {("b",): 4}),
    ('a = """x""\\""""\nb = 1', {("b",): 2}),
    ('a = """""x"""""\nb = 1', {("b",): 2}),
    ("a = '''\n\\'''\nb = 1", {("b",): 3}),
    ("a = ''''x'''''\nb = 1", {("b",): 2}),
    ('a = ""\nb = \'\'\nc = """"""\nd = 1', {("d",): 4}),
    ("a = 2026-05-05 10:00:00 # noon\nb = 10:00:00\nc = [1e3,inf]\nd = true", {("c", 1): 3, ("d",): 4}),
    ("a = {}\nb = []\nc = 1\r\nd = 1", {("c",): 3, ("d",): 4}),
]


@pytest.mark.parametrize(("text", "lines"), TOML)
def test_values_of_toml_are_found_in_their_lines(text: str, lines: dict[Path, int]):
    positions = toml_positions(text)
    assert {path: positions.lines.get(path) for path in lines} == lines
    assert set(positions.lines) == set(paths(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("[1,\n2]", {(0,): 1, (1,): 2}),
        ('{"a": 1,\n "b": {"c":\n [true, null]}}', {("a",): 1, ("b",): 2, ("b", "c"): 2, ("b", "c", 1): 3}),
        ('\n[{"a": "}\\"]"},\n{"a": "\\\\"}]', {(): 2, (0, "a"): 2, (1,): 3, (1, "a"): 3}),
        ('{"\\u0061\\"" : -1.5e3}', {('a"',): 1}),
        ('[[], {}, [ ], { }, "" ]', {(2,): 1, (4,): 1}),
    ],
)
def test_values_of_json_are_found_in_their_lines(text: str, lines: dict[Path, int]):
    positions = json_positions(text)
    assert {path: positions.lines.get(path) for path in lines} == lines
    assert set(positions.lines) == {(), *paths(json.loads(text))}


def test_keys_that_stand_twice_in_one_json_object_are_told():
    positions = json_positions('{"a": 1,\n"b": {"a": 1},\n"a": 2, "c": [{"a": 1}, {"a": 2}]}')
    assert positions.repeated == {("a",): 3}
    assert positions.line(("a",)) == 1


def test_what_is_not_there_has_the_line_of_what_holds_it():
    positions = toml_positions("x = 1\n[[a]]\nb = 1")
    assert positions.line(("a", 0, "c", "d")) == 2
    assert positions.line(("q",)) == 1
    assert positions.line(("a", 5)) == 2


def test_a_text_within_a_larger_one_keeps_its_lines():
    positions = json_positions('{"a": 1,\n"a": 2}').within("facts", 0)
    assert positions.line(("facts", 0, "a")) == 1
    assert positions.repeated == {("facts", 0, "a"): 2}


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the path of everything in a value, but not of the value itself."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in parts:
        yield (*path, key)
        yield from paths(each, (*path, key))


LETTERS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_characters="\x7f"), max_size=6
)
VALUES = st.recursive(
    st.integers() | st.booleans() | LETTERS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(LETTERS, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(LETTERS, VALUES, max_size=4), st.sampled_from([None, 0, 2]))
def test_every_value_of_any_json_text_is_found(value: dict[str, Any], indent: int | None):
    text = json.dumps(value, indent=indent)
    positions = json_positions(text)
    assert set(positions.lines) == {(), *paths(value)}
    for path, line in positions.lines.items():
        if path and isinstance(path[-1], str):
            assert json.dumps(path[-1]) in text.split("\n")[line - 1]


@given(st.dictionaries(LETTERS, VALUES, max_size=4), st.randoms(use_true_random=False))
def test_every_value_of_any_toml_text_is_found(value: dict[str, Any], chance: Any):
    text = "\n".join(tables(value, (), chance))
    assert tomllib.loads(text) == value
    positions = toml_positions(text)
    assert set(positions.lines) == set(paths(value))
    for path, line in positions.lines.items():
        if isinstance(path[-1], str):
            assert json.dumps(path[-1], ensure_ascii=False) in text.split("\n")[line - 1]


def tables(value: dict[str, Any], path: tuple[str, ...], chance: Any) -> Iterator[str]:
    """Write a table as TOML, with headers or inline as chance will have it."""
    later = []
    for key, each in value.items():
        is_list = isinstance(each, list) and each and all(isinstance(part, dict) for part in each)
        if (isinstance(each, dict) or is_list) and chance.random() < 0.7:
            later.append((key, each))
        else:
            yield f"{quoted(key)} = {inline(each, chance)}  # a comment = [1]"
    for key, each in later:
        name = ".".join(quoted(part) for part in (*path, key))
        for part in each if isinstance(each, list) else ():
            yield f"\n[[ {name} ]]"
            yield from tables(part, (*path, key), chance)
        if isinstance(each, dict):
            yield f"[{name}]"
            yield from tables(each, (*path, key), chance)


def inline(value: Any, chance: Any) -> str:
    if isinstance(value, dict):
        members = ", ".join(f"{quoted(key)} = {inline(each, chance)}" for key, each in value.items())
        return f"{{ {members} }}"
    if isinstance(value, list):
        gap = chance.choice(["", " ", "\n  # ] }\n"])
        return f"[{','.join(gap + inline(each, chance) for each in value)}{gap}]"
    return quoted(value) if isinstance(value, str) else str(value).lower()


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
