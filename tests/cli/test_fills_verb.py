"""`section16 fills`: the shares at each price, from what a draft kept or straight from the facts."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from section16.cli.draft_files import write_drafts
from section16.cli.main import main
from section16.drafting.draft import draft
from section16.drafting.samples import SHEET

FACTS = """
[[facts]]
fact = "trade"
on = 2026-05-06
side = "sold"
fills = [{ shares = 900, price = 53.20 }, { shares = 1000, price = 53.05 }, { shares = 600, price = 54.05 }]

[[facts]]
fact = "sell_to_cover"
on = 2026-05-07
fills = [{ shares = 10, price = 53 }, { shares = 20, price = 53.30 }]

[[facts]]
fact = "trade"
on = 2026-05-08
side = "bought"
shares = 100
price = 50
"""

SAMPLE_TABLE = """\
  Price  Shares  Fills
----------------------
  52.80     600      1
  53.05   1,000      1
  53.20     900      1
----------------------
53.0440   2,500      3  weighted average
"""


@pytest.fixture
def drafted(tmp_path: Path) -> Path:
    """Return the folder of a draft whose one sale is at an average price."""
    folder = tmp_path / "draft"
    list(write_drafts(draft(SHEET).drafts, folder, forms=["json"]))
    return folder


@pytest.fixture
def facts(tmp_path: Path) -> str:
    """Return the name of a file of facts that names neither issuer nor owner."""
    file = tmp_path / "facts.toml"
    file.write_text(FACTS)
    return str(file)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict]:
    assert main(["fills", *arguments, "--json"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.parametrize("of", [".", "fills.json", ".."])
def test_a_draft_tells_the_fills_that_it_kept(of: str, drafted: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["fills", str(drafted / of)]) == 0
    heading, table = capsys.readouterr().out.split("\n", 1)
    assert heading.endswith("draft/fills.json, table_1[0]: Table I, row 1")
    assert table == SAMPLE_TABLE + "\n"


def test_facts_tell_their_fills_without_issuer_and_owner(facts: str, capsys: pytest.CaptureFixture[str]):
    lines = told(capsys, facts)
    assert [(line["path"], line["says"], line["breakdown"]["shares"]) for line in lines] == [
        ("facts[0].lines[0]", "sold on Wed 2026-05-06", "1900"),
        ("facts[0].lines[1]", "sold on Wed 2026-05-06", "600"),
        ("facts[1].lines[0]", "sold on Thu 2026-05-07", "30"),
    ]
    assert [line["breakdown"]["average"] for line in lines] == ["53.1211", "54.05", "53.2000"]


def test_prices_exactly_a_dollar_apart_are_a_doubt(facts: str, capsys: pytest.CaptureFixture[str]):
    first, *others = told(capsys, facts)
    assert first["uncertain"] == [
        "$53.05 and $54.05 lie exactly $1 apart; whether one line may hold both is not settled, so they stand on two."
    ]
    assert [each["uncertain"] for each in others] == [[], []]
    main(["fills", facts])
    assert f"\nnot certain: {first['uncertain'][0]}\n" in capsys.readouterr().out


def test_trades_that_share_a_line_are_told_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    one = '[[facts]]\nfact = "trade"\non = 2026-05-06\nside = "sold"\nshares = 10\nprice = '
    file = tmp_path / "facts.toml"
    file.write_text(f"{one}50\n{one}50.40\n")
    (line,) = told(capsys, str(file))
    assert (line["path"], line["breakdown"]["fills"], line["breakdown"]["average"]) == (
        "facts[0].lines[0]",
        2,
        "50.2000",
    )


def test_private_fills_are_never_averaged(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "facts.toml"
    file.write_text(FACTS.replace('side = "sold"', 'side = "sold"\nprivate = true'))
    private = [line for line in told(capsys, str(file)) if line["path"].startswith("facts[0]")]
    assert [line["breakdown"]["average"] for line in private] == ["53.05", "53.20", "54.05"]
    assert [line["uncertain"] for line in private] == [[], [], []]


def test_facts_may_come_through_a_pipe(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FACTS.encode())))
    assert [line["source"] for line in told(capsys, "-")] == ["-"] * 3


def test_one_line_may_be_asked_for(facts: str, capsys: pytest.CaptureFixture[str]):
    (line,) = told(capsys, facts, "--line", "facts[0].lines[1]")
    assert line["breakdown"]["average"] == "54.05"


def test_a_line_that_has_no_fills_is_a_bad_call(facts: str, capsys: pytest.CaptureFixture[str]):
    assert main(["fills", facts, "--line", "table_1[0]"]) == 2
    printed = capsys.readouterr()
    assert "there are no fills of a line 'table_1[0]'; there are those of facts[0].lines[0], " in printed.err
    assert printed.out == ""


def test_nothing_kept_is_said_and_ends_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["fills", str(tmp_path)]) == 1
    assert "no fills are kept here" in capsys.readouterr().err


def test_a_table_is_taken_through_its_column_map(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = tmp_path / "broker.csv"
    file.write_text(
        "Trade Date,Action,Symbol,Quantity,Price\n"
        "05/06/2026,Sell,EXIN,900,53.20\n"
        "05/06/2026,Sell,EXIN,600,52.80\n"
    )
    (line,) = told(capsys, str(file))
    assert line["breakdown"]["average"] == "53.0400"


def test_a_line_of_a_table_that_was_not_taken_is_said_and_ends_with_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "broker.csv"
    file.write_text(
        "Trade Date,Action,Symbol,Quantity,Price\n"
        "05/06/2026,Sell,EXIN,900,53.20\n"
        "05/06/2026,Sell,EXIN,600,52.80\n"
        "05/06/2026,Sell,EXIN,many,52.80\n"
    )
    assert main(["fills", str(file)]) == 1
    printed = capsys.readouterr()
    assert f"not taken: {file}, line 4: " in printed.err
    assert "53.0400" in printed.out


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"table_1[0]": 1}', "fills.json: it does not hold the fills of a draft: "),
        (b'{"table_1[0]": {"fills": []}}', "there are no fills; "),
        (b'{"table_1[0]": {"fills": [{"shares": "NaN", "price": "1"}]}}', "fill 1: shares NaN"),
        (b'{"table_\xff": {"fills": []}}', "fills.json: it does not hold the fills of a draft: "),
        (b'{"table_1[0]": {"fi', "fills.json: it does not hold the fills of a draft: "),
        (b"", "fills.json: "),
    ],
)
def test_a_damaged_file_is_said(
    content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "fills.json"
    file.write_bytes(content)
    assert main(["fills", str(file)]) == 2
    assert says in capsys.readouterr().err


def test_a_missing_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["fills", str(tmp_path / "none.toml")]) == 2
    assert "none.toml: No such file or directory" in capsys.readouterr().err
