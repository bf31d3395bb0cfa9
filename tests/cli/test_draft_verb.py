"""`section16 draft`: files of facts and tables in, finished forms out, and everything told on the way."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

import section16
from section16.cli.main import main
from shared_desk import DESK, SALE, copied_desk

FILES = ["owned.toml", "vests.csv", "broker.csv"]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a copy of the example desk."""
    copied_desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def drafted(*arguments: str) -> int:
    return main(["draft", *arguments, "--as-of", "2026-05-07"])


def test_a_sale_of_three_fills_becomes_a_form_its_reasons_and_its_fills(desk: Path, capsys):
    assert drafted("sale.toml", "-o", "out") == 0
    names = {file.name for file in (desk / "out").iterdir()}
    assert names == {"form4.xml", "form4.json", "form4.html", "form4.pdf", "why.md", "fills.json"}
    (row,) = section16.read(desk / "out" / "form4.json").statement.table_1
    assert (row.code, row.shares, row.price, row.owned_following) == (
        "S", Decimal(2500), Decimal("53.0440"), Decimal(16090),
    )  # fmt: skip
    said = capsys.readouterr().out
    assert "due Fri 2026-05-08 10 p.m. Eastern" in said
    why = (desk / "out" / "why.md").read_text()
    assert "code S, because it was sold for money to somebody other than the issuer" in why
    assert "18,590 owned before less 2,500 is 16,090 (sale.toml, facts[0], held on 2026-05-05)" in why
    assert "not F: " in why


def test_the_xml_that_is_written_passes_the_checks_before_filing(desk: Path):
    assert drafted(*FILES, "-p", "profiles", "-o", "out") == 0
    made = sorted((desk / "out").rglob("*.xml"))
    assert len(made) == 2
    for file in made:
        findings = section16.check(section16.read(file), purpose="to_file")
        assert [each for each in findings if each.severity in ("REJECT", "ERROR")] == []


def test_a_vest_list_and_a_brokers_file_are_drafted_for_every_owner(desk: Path, capsys):
    assert drafted(*FILES, "-p", "profiles", "-o", "out") == 0
    robin = section16.read(desk / "out" / "sample-robin-q-form4" / "form4.json").statement
    assert [(row.code, row.owned_following) for row in robin.table_1] == [
        ("M", Decimal(19000)), ("F", Decimal(18590)), ("S", Decimal(16090)), ("S", Decimal(15590)),
    ]  # fmt: skip
    assert robin.under_10b5_1_plan is True
    assert robin.signatures[0].name == "/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample"
    casey = section16.read(desk / "out" / "specimen-casey-form4" / "form4.json").statement
    assert casey.owners[0].relationship.officer_title == "See Remarks"
    assert "Executive Vice President and General Counsel" in casey.remarks
    assert casey.table_1[-1].nature_of_ownership == "By Trust"
    assert (desk / "out" / "review.html").is_file()
    assert "read review.html" in capsys.readouterr().out


def test_the_next_statement_opens_where_the_last_one_closed(desk: Path):
    assert drafted("sale.toml", "-o", "first") == 0
    (desk / "gift.toml").write_text(
        SALE.partition("[[facts]]")[0]
        + '[[facts]]\nfact = "gift"\non = 2026-05-07\ndid = "gave"\nshares = 90\n'
    )
    assert drafted("gift.toml", "--after", "first/form4.xml", "-o", "second", "--formats", "json") == 0
    (row,) = section16.read(desk / "second" / "form4.json").statement.table_1
    assert row.owned_following == Decimal(16000)


def test_a_question_that_blocks_makes_no_form_and_is_told(desk: Path, capsys):
    head, _, facts = SALE.partition("[[facts]]")
    (desk / "alone.toml").write_text(head + "[[facts]]" + facts.partition("[[facts]]")[2])
    assert drafted("alone.toml", "-o", "out") == 1
    said = capsys.readouterr().out
    assert "How many Common Stock were owned, direct, before 2026-05-06?" in said
    assert "alone.toml, facts[0].security" in said
    assert not list((desk / "out").rglob("*.xml")) if (desk / "out").exists() else True


def test_a_line_that_cannot_be_taken_is_told_and_the_rest_is_drafted(desk: Path, capsys):
    broker = (desk / "broker.csv").read_text().replace("Sell,500,54.10", "Sell,500,free")
    (desk / "broker.csv").write_text(broker)
    assert drafted(*FILES, "-p", "profiles", "-o", "out") == 1
    said = capsys.readouterr().out
    assert "not taken: broker.csv, line 5:" in said
    assert "says 3000, but the lines taken come to 2500" in said
    assert "Sample Robin Q." in said


def test_json_has_one_object_for_each_draft(desk: Path, capsys):
    assert drafted(*FILES, "-p", "profiles", "-o", "out", "--json", "--formats", "xml") == 0
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["draft"].partition(" on ")[0] for each in told] == [
        "Form 4 of Sample Robin Q.", "Form 4 of Specimen Casey",
    ]  # fmt: skip
    assert told[0]["due"] == "2026-05-07"
    assert {reason["code"] for reason in told[0]["reasons"]} == {"M", "F", "S"}
    assert told[0]["findings"] == []


def test_json_tells_what_keeps_a_form_from_being_made(desk: Path, capsys):
    head, _, facts = SALE.partition("[[facts]]")
    (desk / "alone.toml").write_text(head + "[[facts]]" + facts.partition("[[facts]]")[2])
    assert drafted("alone.toml", "-o", "out", "--json") == 1
    (told,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert told["draft"] is None
    assert told["questions"][0]["about"] == "facts[0].security"
    assert told["facts"] == ["alone.toml, facts[0]"]


def test_prices_can_be_kept_apart(desk: Path):
    assert drafted("sale.toml", "-o", "out", "--separate-prices", "--formats", "json") == 0
    rows = section16.read(desk / "out" / "form4.json").statement.table_1
    assert [(row.shares, row.price) for row in rows] == [
        (Decimal(600), Decimal("52.80")), (Decimal(1000), Decimal("53.05")), (Decimal(900), Decimal("53.20")),
    ]  # fmt: skip


def test_a_statement_too_large_for_one_form_becomes_two_with_the_fills_of_each(desk: Path, capsys):
    days = [f"2026-04-{day:02}" for day in range(1, 29)] + [f"2026-05-{day:02}" for day in range(1, 7)]
    facts = "".join(
        f'[[facts]]\nfact = "trade"\non = {day}\nside = "sold"\n'
        "fills = [{ shares = 1, price = 50.10 }, { shares = 2, price = 50.20 }]\n"
        for day in days
    )
    head = SALE.partition('[[facts]]\nfact = "trade"')[0].replace("2026-05-05", "2026-03-31")
    (desk / "many.toml").write_text(head + facts)
    assert drafted("many.toml", "-o", "out", "--formats", "json") in (0, 1)
    names = {file.name for file in (desk / "out").iterdir()}
    assert names == {
        "form4-part-1.json", "form4-part-2.json", "part-1-fills.json", "part-2-fills.json", "why.md",
    }  # fmt: skip
    for part in ("1", "2"):
        statement = section16.read(desk / "out" / f"form4-part-{part}.json").statement
        assert set(json.loads((desk / "out" / f"part-{part}-fills.json").read_bytes())) == {
            f"table_1[{n}]" for n in range(len(statement.table_1))
        }
    assert "Divided into several forms" in (desk / "out" / "why.md").read_text()
    capsys.readouterr()
    assert main(["fills", "out"]) == 0
    assert capsys.readouterr().out.count("weighted average") == len(days)


def test_what_could_wait_for_form_5_is_reported_early_when_asked(desk: Path):
    (desk / "gift.toml").write_text(
        SALE + '[[facts]]\nfact = "gift"\non = 2026-05-07\ndid = "received"\nshares = 10\n'
    )
    assert drafted("gift.toml", "-o", "both", "--formats", "json") == 0
    assert {file.name for file in (desk / "both").rglob("*.json")} >= {"form4.json", "form5.json"}
    assert drafted("gift.toml", "-o", "now", "--report-deferred", "--formats", "json") == 0
    row = section16.read(desk / "now" / "form4.json").statement.table_1[-1]
    assert (row.code, row.form_type, row.timeliness) == ("G", "5", "E")


def test_many_drafts_are_written_by_several_processes_and_none_is_lost(desk: Path):
    owners = range(30)
    text = SALE.partition("[owners.robin]")[0]
    for n in owners:
        text += (
            f'[owners.o{n}]\ncik = "{9000300 + n}"\nname = "Owner {n}"\noffices = [{{ director = true }}]\n'
        )
    for n in owners:
        text += f'[[facts]]\nfact = "held"\nowner = "o{n}"\non = 2026-05-05\nshares = {100 + n}\n'
        text += f'[[facts]]\nfact = "gift"\nowner = "o{n}"\non = 2026-05-06\ndid = "gave"\nshares = {n + 1}\n'
    (desk / "gifts.toml").write_text(text)
    assert drafted("gifts.toml", "-o", "out", "--formats", "json") == 0
    made = [section16.read(file).statement for file in (desk / "out").rglob("form4.json")]
    assert sorted(each.table_1[0].shares for each in made) == [n + 1 for n in owners]
    assert {each.table_1[0].owned_following for each in made} == {99}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "name the files with the facts"),
        (["nothing.toml"], "nothing.toml: No such file"),
        (["sale.toml", "--formats", "doc"], "there is no form 'doc'"),
        (["sale.toml", "-p", "nowhere"], "nowhere: No such file"),
        (["sale.toml", "--after", "nothing.xml"], "nothing.xml: no such file"),
        (["sale.toml", "-o", "sale.toml"], "sale.toml: this is a file; name a folder"),
        (["broker.csv", "--map", "nomap"], "nomap"),
    ],
)
def test_a_bad_call_says_what_is_wrong(arguments: list[str], says: str, desk: Path, capsys):
    assert main(["draft", *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_day_that_is_none_is_told(desk: Path, capsys):
    assert main(["draft", "sale.toml", "--as-of", "yesterday"]) == 2
    assert "'yesterday' is no day; write it as YYYY-MM-DD" in capsys.readouterr().err


def test_a_mistake_in_a_file_of_facts_is_told_with_line_and_field(desk: Path, capsys):
    (desk / "sale.toml").write_text(SALE.replace('side = "sold"', 'side = "gone"'))
    assert drafted("sale.toml") == 2
    said = capsys.readouterr().err
    assert "sale.toml: line " in said
    assert "facts[1].side: 'gone' is not one of bought, sold" in said


def test_the_example_desk_has_what_the_tests_and_the_demo_use():
    assert {file.name for file in DESK.iterdir()} == {"profiles", *FILES}
