"""`section16 due`: the day and hour, the reason, each doubt and the law, for every form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from section16.cli.main import main


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(["due", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict:
    assert main(["due", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("arguments", "until"),
    [
        # Act, section 16(a)(2)(C): the second business day following
        (["form4", "2026-05-07"], "Mon 2026-05-11, 10 p.m. Eastern"),
        (["form4", "2024-10-10"], "Tue 2024-10-15, 10 p.m. Eastern"),  # Columbus Day lies between
        # Rule 16a-3(g)(2): from the notice, at the latest from the third business day after the trade
        (["form4", "2026-05-04", "--notified", "2026-05-05"], "Thu 2026-05-07, 10 p.m. Eastern"),
        (["form4", "2026-05-01", "--notified", "2026-05-12"], "Fri 2026-05-08, 10 p.m. Eastern"),
        # Act, section 16(a)(2)(A) and (B)
        (["form3", "2026-05-01"], "Mon 2026-05-11, 10 p.m. Eastern"),
        (["form3", "2026-05-01", "--effective", "2026-05-05"], "Tue 2026-05-05, 10 p.m. Eastern"),
        # Rule 16a-3(f)(1): 45 days, here a Saturday before Washington's Birthday
        (["form5", "2025-12-31"], "Tue 2026-02-17, 10 p.m. Eastern"),
        # Rule 16a-3(k)
        (["website", "2026-05-08"], "Mon 2026-05-11, end of the day"),
        (["website", "2003-06-27"], "no duty"),
        # Before Release 33-8230 the hour was 5:30 p.m.
        (["form4", "2003-06-02"], "Wed 2003-06-04, 5:30 p.m. Eastern"),
    ],
)
def test_the_first_line_says_until_when(arguments: list[str], until: str, capsys: pytest.CaptureFixture[str]):
    assert said(capsys, *arguments)[0] == until


def test_the_reason_and_the_law_follow(capsys: pytest.CaptureFixture[str]):
    _, why, *law = said(capsys, "form4", "2026-05-07")
    assert why.startswith("Form 4 for a transaction executed on Thu 2026-05-07 is due before the end of")
    assert law[0].startswith("  Form 4, General Instruction 1(a): “This Form must be filed before the end of")
    assert law[1].startswith("  Securities Exchange Act, section 16(a)(2)(C) (in substance): If there has")


def test_a_day_told_by_the_broker_gives_both_reasons(capsys: pytest.CaptureFixture[str]):
    why = said(capsys, "form4", "2026-05-04", "--notified", "2026-05-05")[1]
    assert "is deemed executed when the owner was notified, on Tue 2026-05-05. Form 4 for a" in why


def test_what_is_not_certain_is_said(capsys: pytest.CaptureFixture[str]):
    doubts = [line for line in said(capsys, "form4", "2035-05-07") if line.startswith("not certain: ")]
    assert len(doubts) == 1
    assert "Special closures are confirmed until" in doubts[0]


def test_json_has_the_day_the_moment_and_everything_else(capsys: pytest.CaptureFixture[str]):
    shown = told(capsys, "form4", "2026-05-04", "--notified", "2026-05-05")
    assert list(shown) == [
        "what",
        "day",
        "due",
        "until",
        "deemed_execution_date",
        "why",
        "uncertain",
        "cites",
    ]
    assert shown["due"] == "2026-05-07"
    assert shown["until"] == "2026-05-07T22:00:00-04:00"
    assert shown["deemed_execution_date"] == "2026-05-05"
    assert shown["uncertain"] == []
    assert shown["cites"][0]["name"] == "Rule 16a-3(g)(2) to (4)"


def test_json_has_null_where_there_is_no_such_day_or_moment(capsys: pytest.CaptureFixture[str]):
    assert told(capsys, "website", "2026-05-08")["until"] is None
    assert told(capsys, "website", "2026-05-08")["deemed_execution_date"] is None
    assert told(capsys, "website", "2003-06-27")["due"] is None


def test_a_closure_that_you_know_of_moves_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "closures.toml"
    file.write_text('[[closure]]\nday = 2026-05-11\nreason = "a day of mourning"\n')
    until, why, *_ = said(capsys, "form4", "2026-05-07", "--closures", str(file))
    assert until == "Tue 2026-05-12, 10 p.m. Eastern"
    assert "Mon 2026-05-11 (a day of mourning) is no business day" in why


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["form4", "2026-05-32"], "'2026-05-32' is no day; write it as YYYY-MM-DD"),
        (["form4", "9999-12-31"], "9999-12-31 is too near the end of all calendars; check the year"),
        (["form3", "2026-05-01", "--notified", "2026-05-02"], "--notified belongs to form4"),
        (["form4", "2026-05-01", "--effective", "2026-05-02"], "--effective belongs to form3"),
        (["form4", "2026-05-05", "--notified", "2026-05-04"], "swap or correct the dates"),
        (["form5", "2025-12-31", "--closures", "{folder}/none.toml"], "none.toml cannot be read"),
    ],
)
def test_a_bad_call_says_what_to_mend(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert main(["due", *(argument.format(folder=tmp_path) for argument in arguments)]) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith("section16: ")
    assert says in printed.err
    assert printed.out == ""
