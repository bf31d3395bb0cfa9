"""The review page of many drafts: totals, and the odd ones first, each with the reason why it is odd."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import html
from msgspec.structs import replace

from section16.cli.draft_files import write_drafts
from section16.cli.fact_labels import Labels
from section16.cli.review import write_review
from section16.drafting.draft import draft
from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import Held, Trade, Vest, Withheld
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile, PriorApproval
from section16.drafting.securities import Security, SecurityKind

DAY = date(2026, 5, 5)
UNITS = Security(
    title="Restricted Stock Units",
    kind=SecurityKind.UNIT,
    underlying="Common Stock",
    vesting="in four equal annual installments from May 5, 2026",
)
ISSUER = IssuerProfile(
    cik="9000001",
    name="Example <Instruments> & Sons",
    trading_symbol="EXIN",
    units_in="table_2",
    securities={"rsu": UNITS},
    approvals=(PriorApproval(on=date(2025, 5, 1), by="the board", covers=("vest", "withholding")),),
)


def vest_day(odd: dict[int, Withheld], owners: int = 12, **more) -> FactSheet:
    """A vest day of several owners, at whom 40 of 100 shares are withheld at $50, but for the odd ones."""
    facts = []
    for n in range(owners):
        who = {"owner": f"o{n:02}"}
        facts += [
            Held(on=date(2026, 5, 1), shares=Decimal(1000), **who),
            Held(on=date(2026, 5, 1), security="rsu", shares=Decimal(400), **who),
            Vest(
                on=DAY,
                security="rsu",
                shares=Decimal(100),
                withheld=odd.get(n, Withheld(shares=Decimal(40), price=Decimal(50))),
                **who,
            ),
        ]
    return FactSheet(
        facts=tuple(facts),
        issuers={"exin": ISSUER},
        owners={
            f"o{n:02}": OwnerProfile(
                cik=str(9000300 + n), name=f"Owner {n:02}", offices=(Office(director=True),)
            )
            for n in range(owners)
        },
    )


def page(sheet: FactSheet, folder: Path, rejected: tuple[str, ...] = (), as_of: date = date(2026, 5, 6)):
    made = draft(sheet, as_of=as_of)
    written = write_drafts(made.drafts, folder, forms=("html",))
    write_review(written, made, folder / "review.html", rejected)
    return html.parse(str(folder / "review.html")).getroot()


def listed(tree) -> list[str]:
    """The heads of the rows of the last table: owner and what is odd."""
    return [" ".join(head.text_content().split()) for head in tree.xpath("(//table)[last()]/tbody/tr/th")]


def test_the_totals_are_those_of_all_drafts(tmp_path: Path):
    tree = page(vest_day({}), tmp_path)
    rows = [
        [" ".join(cell.text_content().split()) for cell in row] for row in tree.xpath("(//table)[1]/tbody/tr")
    ]
    assert [(row[0][0], *row[1:]) for row in rows] == [
        ("F", "Common Stock", "12", "480", "24,000"),
        ("M", "Common Stock", "12", "1,200", "0"),
        ("M", "Restricted Stock Units", "12", "1,200", "0"),
    ]


def test_a_draft_unlike_the_others_comes_first_with_its_reason(tmp_path: Path):
    odd = {
        3: Withheld(shares=Decimal(60), price=Decimal(50)),
        7: Withheld(shares=Decimal(40), price=Decimal(55)),
    }
    rows = listed(page(vest_day(odd), tmp_path))
    assert {row[:8] for row in rows[:2]} == {"Owner 03", "Owner 07"}
    assert any("60% withheld, where 40% is usual" in row for row in rows[:2])
    assert any("code F at $55, where $50 is usual" in row for row in rows[:2])
    assert rows[2] == "Owner 00"


def test_what_is_late_is_odd(tmp_path: Path):
    rows = listed(page(vest_day({}, owners=3), tmp_path, as_of=date(2026, 5, 11)))
    assert all("late: due 2026-05-07, 2 business days ago" in row for row in rows)


def test_the_gravest_oddity_comes_first_however_many_others_a_draft_has(tmp_path: Path):
    """Late is graver than two differences from the others."""
    sheet = vest_day({3: Withheld(shares=Decimal(60), price=Decimal(55))})
    early = Trade(on=date(2026, 5, 4), owner="o05", side="bought", shares=Decimal(900), price=Decimal(50))
    both = FactSheet(facts=(*sheet.facts, early), issuers=sheet.issuers, owners=sheet.owners)
    rows = listed(page(both, tmp_path, as_of=date(2026, 5, 7)))
    assert rows[0].startswith("Owner 05 late: due 2026-05-06")
    assert rows[1].startswith("Owner 03 60% withheld")
    assert rows[2] == "Owner 00"


def test_a_withheld_part_is_odd_only_beyond_the_spread_of_the_others(tmp_path: Path):
    spread = {n: Withheld(shares=Decimal(20 + 4 * n), price=Decimal(50)) for n in range(12)}
    assert all("withheld" not in row for row in listed(page(vest_day(spread), tmp_path)))


def test_what_every_draft_assumes_is_told_once_and_makes_none_odd(tmp_path: Path):
    sheet = vest_day({})
    unsaid = replace(ISSUER, approvals=())
    tree = page(replace(sheet, issuers={"exin": unsaid}), tmp_path)
    assert "In 12 of 12: Rule 16b-3(e)" in tree.text_content()
    assert listed(tree) == [f"Owner {n:02}" for n in range(12)]


def test_an_owner_left_with_nothing_is_odd(tmp_path: Path):
    sheet = vest_day({})
    all_sold = Trade(on=DAY, owner="o04", side="sold", shares=Decimal(1060), price=Decimal(50))
    both = FactSheet(facts=(*sheet.facts, all_sold), issuers=sheet.issuers, owners=sheet.owners)
    assert listed(page(both, tmp_path))[0] == "Owner 04 nothing is owned after a line of Table I"


def test_what_was_not_taken_and_what_is_asked_stand_on_the_page(tmp_path: Path):
    sheet = vest_day({}, owners=3)
    unknown = Trade(
        on=DAY, owner="o01", side="sold", security="Class A Stock", shares=Decimal(1), price=Decimal(2)
    )
    both = FactSheet(facts=(*sheet.facts, unknown), issuers=sheet.issuers, owners=sheet.owners)
    said = page(both, tmp_path, ("vests.csv, line 9: no date - <b>x</b>",)).text_content()
    assert "vests.csv, line 9: no date - <b>x</b>" in said
    assert "How many Class A Stock were owned" in said


def test_every_text_is_escaped_and_every_link_leads_to_a_file(tmp_path: Path):
    tree = page(vest_day({}, owners=3), tmp_path)
    assert "Example <Instruments> & Sons" in tree.text_content()
    links = tree.xpath("//a/@href")
    assert len(links) == 6
    assert [link for link in links if not (tmp_path / link).is_file()] == []


@pytest.mark.parametrize(
    "check", ["//html/@lang", "//title", "//th[@scope='col']", "//th[@scope='row']", "//caption"]
)
def test_the_page_can_be_read_aloud(check: str, tmp_path: Path):
    tree = page(vest_day({}, owners=3), tmp_path)
    assert tree.xpath(check)
    assert not tree.xpath("//script | //link | //img")


def test_the_places_of_facts_are_told_and_escaped(tmp_path: Path):
    sheet = vest_day({}, owners=3)
    unknown = Trade(
        on=DAY, owner="o01", side="sold", security="Class A Stock", shares=Decimal(1), price=Decimal(2)
    )
    made = draft(
        FactSheet(facts=(*sheet.facts, unknown), issuers=sheet.issuers, owners=sheet.owners),
        as_of=date(2026, 5, 6),
    )
    written = write_drafts(made.drafts, tmp_path, forms=("html",))
    labels = Labels([*("vests.csv" for _ in sheet.facts), "<trades>.toml, facts[0]"])
    write_review(written, made, tmp_path / "review.html", (), labels)
    assert (
        "&lt;trades&gt;.toml, facts[0].security: How many Class A Stock"
        in (tmp_path / "review.html").read_text()
    )
