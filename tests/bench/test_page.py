"""The page of proofs: a section is replaced by the next run of its proof, and no other is touched."""

from __future__ import annotations

from pathlib import Path

from bench.page import PAGE, Proof, record, with_section


def proof(title: str, value: str, *, holds: bool = True) -> Proof:
    return Proof(
        title=title, promise="It is so.", command="python -m bench.prove", holds=holds, figures=[("n", value)]
    )


def test_a_section_is_added_then_replaced_in_its_place(tmp_path: Path):
    page = tmp_path / "proof.md"
    for each in (proof("First", "1"), proof("Second", "2"), proof("First", "3")):
        record(each, page)
    written = page.read_text()
    assert [line for line in written.splitlines() if line.startswith("#")] == [
        "# What was proved, and measured",
        "## First",
        "## Second",
    ]
    assert "| n | 3 |" in written
    assert "| n | 2 |" in written
    assert "| n | 1 |" not in written


def test_a_promise_that_was_broken_is_said_to_be():
    assert "**It did not hold** on " in with_section("", proof("Any bytes", "1", holds=False))


def test_the_page_names_no_place_on_a_machine():
    assert PAGE.exists()
    assert str(PAGE.parents[1]) not in PAGE.read_text("utf-8")
    assert str(Path.home()) not in PAGE.read_text("utf-8")
