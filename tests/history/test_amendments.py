"""Amendments linked to originals by evidence, laid over them, and what later statements they affect."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from section16.history.amendments import affected_by, as_amended, linked
from section16.history.restating import restated
from shared_filings import FUND, PARTNER, ROBIN, filing, holding, trade

JAN, FEB, MAR, JUN = date(2024, 1, 10), date(2024, 2, 12), date(2024, 3, 11), date(2024, 6, 10)


def test_linked_by_the_date_of_original_and_the_rows():
    original = filing(trade(JAN, "P", "100", "100"))
    other = filing(trade(FEB, "P", "10", "110"))
    amendment = filing(trade(JAN, "P", "100", "105"), original=original.filed_on, filed=MAR)
    (link,) = linked([amendment, other, original])
    assert link.original == original
    assert link.is_certain
    assert link.evidence == (
        "It was filed on 2024-01-12, the date of original submission.",
        "Both are for 2024-01-10.",
        "1 of its 1 rows is alike.",
        "The owners are the same.",
    )
    assert link.says.startswith(f"{amendment.name} amends {original.name}: It was filed")


def test_two_originals_of_one_day_that_fit_alike():
    first = filing(trade(JAN, "P", "100", "100"), filed=JAN + timedelta(2))
    second = filing(trade(JAN, "P", "100", "100"), filed=JAN + timedelta(2))
    amendment = filing(trade(JAN, "P", "100", "200"), original=JAN + timedelta(2), filed=MAR)
    (link,) = linked([first, second, amendment])
    assert link.original == second
    assert not link.is_certain
    assert f"{first.name} fits as well; the later is taken." in link.uncertain


def test_rows_decide_between_originals_of_one_day():
    first = filing(trade(JAN, "P", "100", "100"), filed=JAN + timedelta(2))
    second = filing(trade(JAN, "S", "-40", "60"), filed=JAN + timedelta(2))
    amendment = filing(trade(JAN, "P", "100", "90"), original=JAN + timedelta(2), filed=MAR)
    (link,) = linked([first, second, amendment])
    assert (link.original, link.is_certain) == (first, True)


def test_a_wrong_date_of_original_is_said():
    original = filing(trade(JAN, "P", "100", "100"))
    amendment = filing(trade(JAN, "P", "100", "105"), original=JAN, filed=MAR)
    (link,) = linked([original, amendment])
    assert link.original == original
    assert "the date of original submission is 2024-01-10" in link.uncertain[0]


def test_without_filing_dates_the_signature_tells():
    original = filing(trade(JAN, "P", "100", "100"), filed_on=None)
    amendment = filing(trade(JAN, "P", "100", "105"), original=JAN + timedelta(3), filed=MAR, filed_on=None)
    (link,) = linked([original, amendment])
    assert link.is_certain
    assert "signed on 2024-01-12, shortly before 2024-01-13" in link.evidence[0]


def test_none_fits():
    other = filing(trade(JAN, "P", "100", "100"), owners=(FUND,))
    later = filing(trade(JUN, "P", "100", "100"))
    form_5 = filing(trade(JAN, "P", "100", "100"), form="5")
    amendment = filing(trade(JAN, "P", "100", "100"), original=JAN + timedelta(2), filed=MAR)
    (link,) = linked([other, later, form_5, amendment])
    assert link.original is None
    assert "no Form 4 of these owners fits submitted on 2024-01-12" in link.says


def test_several_amendments_of_one_original_in_order():
    original = filing(trade(JAN, "P", "100", "100"))
    first = filing(trade(JAN, "P", "110", "110"), original=original.filed_on, filed=FEB)
    second = filing(trade(JAN, "P", "120", "120"), original=original.filed_on, filed=MAR)
    third = filing(trade(JAN, "P", "130", "130"), original=MAR, filed=JUN)
    links = linked([third, second, first, original])
    assert [(link.amendment, link.place, link.original) for link in links] == [
        (first, 1, original),
        (second, 2, original),
        (third, 3, original),
    ]
    assert "An earlier amendment of it was filed on 2024-03-11" in links[2].evidence[0]
    (whole,) = as_amended([original, first, second, third])
    assert [row.shares for row in whole.statement.table_1] == [130]


def test_an_added_owner_still_links_and_is_said():
    original = filing(trade(JAN, "P", "100", "100"), owners=(FUND,))
    amendment = filing(
        trade(JAN, "P", "100", "100"), original=original.filed_on, filed=MAR, owners=(FUND, PARTNER)
    )
    (link,) = linked([original, amendment])
    assert link.original == original
    assert link.uncertain == ("The owners are not all the same.",)


# Laid over the original


def test_only_the_corrected_line_is_given():
    original = filing(
        trade(JAN, "P", "100", "100"),
        trade(JAN, "S", "-30", "70"),
        trade(JAN + timedelta(1), "P", "5", "75"),
    )
    amendment = filing(trade(JAN, "S", "-40", "60"), original=original.filed_on, filed=FEB)
    whole = restated(original, [amendment])
    assert [str(row.shares) for row in whole.statement.table_1] == ["100", "40", "5"]
    assert whole.source("table_1[1]") == (amendment, "table_1[0]")
    assert whole.source("table_1[2]") == (original, "table_1[2]")


def test_only_the_omitted_line_is_given():
    original = filing(trade(JAN, "P", "100", "100"))
    amendment = filing(trade(JAN, "S", "-40", "60"), original=original.filed_on, filed=FEB)
    whole = restated(original, [amendment])
    assert [str(row.owned_following) for row in whole.statement.table_1] == ["100", "60"]


def test_the_whole_account_again_without_a_line_that_was_wrong():
    original = filing(trade(JAN, "P", "100", "1100"), trade(JAN, "P", "100", "1200"))
    amendment = filing(trade(JAN, "P", "100", "1100"), original=original.filed_on, filed=FEB)
    whole = restated(original, [amendment])
    assert [str(row.owned_following) for row in whole.statement.table_1] == ["1100"]


def test_a_corrected_nature_is_no_second_account():
    original = filing(holding("50", nature="By Spouse"), trade(JAN, "P", "100", "100"))
    amendment = filing(holding("50", nature="By Trust"), original=original.filed_on, filed=FEB, period=JAN)
    natures = [row.nature_of_ownership for row in restated(original, [amendment]).statement.table_1]
    assert sorted(map(str, natures)) == ["By Trust", "None"]


def test_footnotes_of_both_are_kept_apart():
    original = filing(trade(JAN, "P", "100", "100", notes={"price": ("F1",)}), notes=("of the original",))
    amendment = filing(
        holding("7", nature="By Trust", notes={"security": ("F1",)}),
        original=original.filed_on,
        filed=FEB,
        period=JAN,
        notes=("of the amendment",),
    )
    statement = restated(original, [amendment]).statement
    texts = [
        statement.footnote(row.notes.get("price", row.notes.get("security", ("",)))[0])
        for row in statement.table_1
    ]
    assert texts == ["of the original", "of the amendment"]


# What it affects


def test_the_later_statements_affected_are_listed():
    """Peer defect 20: today's ledger stays, and the forms that rest on the corrected total are told."""
    original = filing(trade(JAN, "P", "100", "100"))
    second = filing(trade(FEB, "P", "10", "110"))
    third = filing(trade(MAR, "S", "-20", "90"))
    others = filing(trade(MAR, "P", "5", "5"), owners=(FUND,))
    amendment = filing(trade(JAN, "P", "150", "150"), original=original.filed_on, filed=JUN)
    found = affected_by(amendment, [original, second, third, others])
    assert [
        (each.filing, each.total.owned_as_filed, each.total.owned_if_rolled_forward) for each in found
    ] == [
        (second, 110, 160),
        (third, 90, 140),
    ]
    assert "110 as filed, 160 if the correction is rolled forward" in found[0].says
    assert affected_by(amendment, [original, second, third, others, amendment]) == found


def test_a_partial_amendment_affects_no_other_account():
    original = filing(trade(JAN, "P", "100", "100"), holding("50", nature="By Trust"))
    later = filing(trade(FEB, "P", "10", "110"), holding("50", nature="By Trust"))
    amendment = filing(trade(JAN, "P", "100", "90"), original=original.filed_on, filed=JUN)
    found = affected_by(amendment, [original, later])
    assert [each.total.account for each in found] == ["Common Stock, direct"]


def test_a_second_amendment_is_compared_with_the_first():
    original = filing(trade(JAN, "P", "100", "100"))
    later = filing(trade(FEB, "P", "10", "110"))
    first = filing(trade(JAN, "P", "150", "150"), original=original.filed_on, filed=MAR)
    second = filing(trade(JAN, "P", "170", "170"), original=original.filed_on, filed=JUN)
    (found,) = affected_by(second, [original, later, first])
    assert found.total.difference == 20


def test_an_amendment_that_corrects_no_total_affects_nothing():
    original = filing(trade(JAN, "P", "100", "100"))
    later = filing(trade(FEB, "P", "10", "110"))
    amendment = filing(trade(JAN, "P", "100", "100", price="11"), original=original.filed_on, filed=JUN)
    assert affected_by(amendment, [original, later]) == ()
    assert affected_by(amendment, [later]) == ()


def test_without_amendments_all_is_as_filed():
    filings = [filing(trade(JAN, "P", "100", "100")), filing(trade(FEB, "P", "10", "110"), owners=(ROBIN,))]
    assert [each.statement for each in as_amended(filings)] == [each.statement for each in filings]
    assert linked(filings) == ()


def test_names_stand_for_ciks_that_are_missing():
    nobody = replace(ROBIN, cik=None)
    original = filing(trade(JAN, "P", "100", "100"), owners=(nobody,))
    amendment = filing(trade(JAN, "P", "100", "101"), owners=(nobody,), original=original.filed_on, filed=FEB)
    assert linked([original, amendment])[0].original == original
    assert as_amended([original, amendment])[0].statement.table_1[0].owned_following == Decimal(101)
