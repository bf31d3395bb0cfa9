"""One block of shares reported by several owners is counted once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from section16.history.blocks import blocks, counted_once
from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from shared_filings import ALEX, FUND, PARTNER, ROBIN, derivative, filing, holding, trade

DAY = date(2024, 1, 10)
GENERAL_PARTNER = ReportingOwner(
    cik="0009000105", name="Specimen GP, LLC", relationship=Relationship(ten_percent_owner=True)
)
MANAGER = ReportingOwner(
    cik="0009000106", name="Specimen Management Inc.", relationship=Relationship(ten_percent_owner=True)
)


def sale(owner, note="", **more):
    row = trade(DAY, "S", "-1000", "9000", nature="See footnote", notes={"nature_of_ownership": ("F1",)})
    return filing(row, owners=(owner,), notes=(note,), **more)


def test_four_filings_by_one_ownership_chain_are_one_block():
    """Peer defect 17."""
    note = (
        "Held by Specimen Fund I, L.P., whose general partner is Specimen GP, LLC. Specimen Management Inc. "
        "manages it, and Jordan Example controls that."
    )
    chain = [sale(owner, note) for owner in (FUND, GENERAL_PARTNER, MANAGER, PARTNER)]
    (block,) = blocks(chain)
    assert len(block.filings) == 4
    assert block.owners == ("0009000102", "0009000103", "0009000105", "0009000106")
    assert (block.moved, block.total) == (-1000, 9000)
    assert not block.uncertain
    assert "They show the same transactions and the same total." in block.evidence
    assert any("is named in Form 4 for 2024-01-10" in said for said in block.evidence)
    assert sum(row.shares for _, row in counted_once(chain)) == 1000
    assert block.says.startswith("-1,000 Common Stock, 2024-01-10: 4 owners in 4 filings.")


def test_a_filing_listed_under_issuer_and_owners_counts_once():
    """Peer defect 16: and its trades belong to the issuer, not to an owner that is a company too."""
    joint = filing(trade(DAY, "S", "-1000", "9000"), owners=(FUND, PARTNER))
    listed = [joint, joint, replace(joint)]
    (block,) = blocks(listed)
    assert block.issuer == "0009000001"
    assert block.owners == ("0009000102", "0009000103")
    assert block.evidence == ("One filing is made by 2 owners together.",)
    assert [row.shares for _, row in counted_once(listed)] == [1000]


def test_an_issuer_that_is_an_owner_elsewhere_keeps_its_trades_apart():
    other = Issuer(cik="0009000002", name="Another Issuer Inc.")
    as_owner = ReportingOwner(cik="0009000001", name="Example Instruments Inc.")
    one = filing(trade(DAY, "P", "10", "10"), issuer=other, owners=(as_owner,))
    own = filing(trade(DAY, "P", "20", "20"))
    assert [(block.issuer, block.moved) for block in blocks([one, own])] == [
        ("0009000002", 10),
        ("0009000001", 20),
    ]


def test_grants_to_directors_are_several_blocks():
    grants = [filing(trade(DAY, "A", "500", "500", price="0"), owners=(owner,)) for owner in (ROBIN, ALEX)]
    assert [len(block.filings) for block in blocks(grants)] == [1, 1]
    units = [
        filing(derivative(DAY, "A", "500", "500", security="Restricted Stock Units"), owners=(owner,))
        for owner in (FUND, PARTNER)
    ]
    assert len(blocks(units)) == 2
    assert sum(row.shares for _, row in counted_once(grants)) == 1000


def test_large_owners_that_merely_agree_stay_apart_and_it_is_said():
    first, second = sale(FUND), sale(PARTNER)
    one, other = blocks([first, second])
    assert one.uncertain == (f"{second.name} shows the same, and may mean it too.",)
    assert other.uncertain == (f"{first.name} shows the same, and may mean it too.",)


def test_an_address_in_common_links_large_owners():
    here = Address(street_1="2 SPECIMEN WAY")
    filings = [sale(replace(owner, address=here)) for owner in (FUND, PARTNER)]
    (block,) = blocks(filings)
    assert "Both owners are at 2 SPECIMEN WAY." in block.evidence
    in_care = Address(street_1="C/O EXAMPLE INSTRUMENTS INC.")
    assert len(blocks([sale(replace(owner, address=in_care)) for owner in (FUND, PARTNER)])) == 2


def test_another_total_or_price_is_another_block():
    note = "Held by Specimen Fund I, L.P."
    first = sale(FUND, note)
    rows = {
        "total": trade(DAY, "S", "-1000", "8000", nature="See footnote"),
        "price": trade(DAY, "S", "-1000", "9000", price="11", nature="See footnote"),
        "class": trade(DAY, "S", "-1000", "9000", nature="See footnote", security="Class B Common Stock"),
    }
    for row in rows.values():
        assert len(blocks([first, filing(row, owners=(PARTNER,), notes=(note,))])) == 2


def test_a_block_that_is_only_held():
    note = "Held by Specimen Fund I, L.P."
    held = holding("7000", nature="By fund", notes={"nature_of_ownership": ("F1",)})
    filings = [
        filing(held, owners=(owner,), notes=(note,), period=DAY, filed=DAY) for owner in (FUND, PARTNER)
    ]
    (block,) = blocks(filings)
    assert (block.moved, block.total) == (None, Decimal(7000))
    assert list(counted_once(filings)) == []


def test_two_tables_of_one_form_are_two_blocks():
    both = filing(trade(DAY, "M", "100", "100"), derivative(DAY, "M", "-100", "0"))
    assert [block.moved for block in blocks([both])] == [100, -100]
    assert len(list(counted_once([both]))) == 2
