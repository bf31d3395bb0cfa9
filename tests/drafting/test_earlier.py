"""Earlier statements read from pages: known by name, asked about where repaired, refused where unread."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

import section16
from drafting.sheets import ISSUER, OFFICER, drafted, lines, only
from section16.drafting.earlier import is_of
from section16.drafting.facts import Trade
from section16.errors import UnsureReading
from section16.model.reading import Reading, Repair, Seen, SeenStatus
from section16.model.samples import FORM_4

D = Decimal
SALE = Trade(on=date(2026, 5, 8), side="sold", shares=D(90), price=D(52))
WITHOUT_CIKS = replace(
    FORM_4,
    issuer=replace(FORM_4.issuer, cik=None),
    owners=tuple(replace(owner, cik=None) for owner in FORM_4.owners),
)


def read_so(**seen: Seen) -> Reading:
    """Return a reading of Form 4 in which items of the last line of Table I that counts were seen so."""
    evidence = {f"table_1[0].{name}": how for name, how in seen.items()}
    return Reading(WITHOUT_CIKS, source="scan.pdf", find_evidence=lambda: evidence)


def test_a_page_without_ciks_opens_the_accounts_of_those_it_names():
    page = section16.read(section16.render(WITHOUT_CIKS, "html"))
    assert page.statement is not None
    assert page.statement.issuer.cik is None
    made = drafted(SALE, after=[page], as_of=SALE.on)
    assert [line.owned for line in lines(only(made).statement)] == ["16000"]


def test_names_are_compared_by_their_letters_and_a_symbol_that_differs_decides():
    assert is_of(WITHOUT_CIKS, ISSUER, [OFFICER])
    named = replace(WITHOUT_CIKS.issuer, name=f"{(ISSUER.name or '').upper()},")
    assert is_of(replace(WITHOUT_CIKS, issuer=named), ISSUER, [OFFICER])
    assert not is_of(replace(WITHOUT_CIKS, issuer=replace(named, trading_symbol="OTHR")), ISSUER, [OFFICER])
    assert not is_of(replace(WITHOUT_CIKS, issuer=replace(named, name="Other Inc.")), ISSUER, [OFFICER])
    assert not is_of(replace(WITHOUT_CIKS, owners=()), ISSUER, [OFFICER])


def test_a_total_that_was_repaired_is_asked_about_and_used():
    repair = Repair("16,O90", "16,090", "the letter O stands for 0 in a number")
    reading = read_so(
        owned_following=Seen(value=D(16090), status=SeenStatus.REPAIRED, confidence=0.9, repairs=(repair,))
    )
    made = drafted(SALE, after=[reading], as_of=SALE.on)
    [asked] = [question for question in made.questions if question.about == "scan.pdf"]
    assert asked.asks == (
        "Does Table I, row 1, column 5 say 16,090 owned? It was repaired, 90% sure: the letter O stands for "
        "0 in a number"
    )
    assert asked.assumed == "16,090 were owned"
    assert made.drafts


def test_a_line_that_could_not_be_read_opens_nothing():
    reading = read_so(owned_following=Seen(status=SeenStatus.UNREADABLE, confidence=0.0))
    with pytest.raises(UnsureReading, match=r"scan.pdf: its lines are to open the accounts, and not all"):
        drafted(SALE, after=[reading], as_of=SALE.on)
