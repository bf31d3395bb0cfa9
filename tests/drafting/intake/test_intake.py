"""Files become facts: every shipped layout, every line accounted for, totals compared."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from section16.drafting.facts import (
    AnyFact,
    Exercise,
    Gift,
    Grant,
    PlanPurchase,
    SellToCover,
    Trade,
    Transfer,
    Vest,
    Withholding,
)
from section16.drafting.intake import Intake, PassedOver, Total, column_maps, intake
from section16.drafting.prices import Fill
from section16.drafting.securities import Security, SecurityKind
from section16.errors import ReadError, UsageError

DAY = date(2026, 5, 5)

EXECUTIONS = """\
Example Brokerage, account activity
Account: A-1

Trade Date,Time,Account,Symbol,Side,Quantity,Price,Execution ID,Commission
05/05/2026,10:15:03,A-1,EXIN,Sell,400,$52.10,E2,1.00
05/05/2026,09:45:00,A-1,EXIN,SLD,"1,400",52.15,E1,1.00
05/05/2026,11:00:00,A-2,EXIN,Sell,100,52.20,E3,1.00
05/06/2026,10:00:00,A-1,EXIN,Buy,50,51,E4,1.00
Total,,,,,"1,950",,,
Generated on May 7, 2026
"""


def fill(shares: str, price: str, at: time | None = None) -> Fill:
    return Fill(shares=Decimal(shares), price=Decimal(price), at=at)


def take(text: str, **options: object) -> Intake:
    return intake(text.encode(), **options)


def test_executions_of_one_order_become_one_trade_in_the_order_of_time():
    taken = take(EXECUTIONS)
    assert taken.map_used == "broker-executions"
    assert taken.facts == (
        Trade(
            on=DAY, issuer="EXIN", side="sold",
            fills=(fill("1400", "52.15", time(9, 45)), fill("400", "52.10", time(10, 15, 3))),
        ),
        Trade(on=DAY, issuer="EXIN", side="sold", fills=(fill("100", "52.20", time(11)),)),
        Trade(on=date(2026, 5, 6), issuer="EXIN", side="bought", fills=(fill("50", "51", time(10)),)),
    )  # fmt: skip
    assert taken.made_from == ((5, 6), (7,), (8,))
    assert taken.accepted == (5, 6, 7, 8)
    assert taken.notes == ("columns not read: Commission",)


def test_lines_that_report_nothing_say_what_they_are():
    passed = take(EXECUTIONS).passed_over
    assert [(each.line, each.is_a) for each in passed] == [
        (1, "line before the captions"), (2, "line before the captions"), (3, "blank line"),
        (4, "line of captions"), (9, "total"), (10, "footer"),
    ]  # fmt: skip


def test_fills_without_times_keep_the_order_of_the_file():
    rows = "Trade Date,Symbol,Side,Quantity,Price\n2026-05-05,EXIN,B,2,9\n2026-05-05,EXIN,B,1,8\n"
    assert take(rows).facts[0].fills == (fill("2", "9"), fill("1", "8"))


LAYOUTS: dict[str, tuple[str, tuple[AnyFact, ...]]] = {
    "broker-activity": (
        "Client Account ID;Symbol;Date/Time;Buy/Sell;Quantity;Trade Price;Currency;Asset Class\n"
        "A-1;EXIN;20260505;101503;SELL;-400;52.1;USD;STK\n".replace("20260505;101503", '"20260505;101503"'),
        (Trade(on=DAY, issuer="EXIN", side="sold", fills=(fill("400", "52.1", time(10, 15, 3)),)),),
    ),
    "broker-confirmations": (
        "Trade Date\tSettlement Date\tTransaction\tSecurity\tQuantity\tPrice\tConfirmation Number\n"
        "May 5, 2026\tMay 6, 2026\tYou Bought\tClass A Common Stock\t300\t$10.25\tC1\n",
        (Trade(on=DAY, security="Class A Common Stock", side="bought", fills=(fill("300", "10.25"),)),),
    ),
    "stock-plan-releases": (
        "Participant ID,Award Type,Grant ID,Grant Date,Vest Date,Units Vested,Shares Withheld,Shares Sold,Sale Price,FMV,"
        "Net Shares\n"
        '9000101,RSU,G-7,05/05/2024,05/05/2026,"2,500",800,,,$52.10,"1,700"\n'
        "9000101,RSA,G-8,05-May-2025,05-May-2026,100,0,40,52.00,52.10,60\n",
        (
            Vest(
                on=DAY, owner="9000101", security="Restricted Stock Units", shares=Decimal(2500),
                granted=date(2024, 5, 5),
            ),
            Withholding(
                on=DAY, owner="9000101", shares=Decimal(800), price=Decimal("52.10"), purpose="tax",
                granted=date(2024, 5, 5),
            ),
            Vest(
                on=DAY, owner="9000101", shares=Decimal(100), granted=date(2025, 5, 5),
                security=Security(title="Common Stock", kind=SecurityKind.RESTRICTED_STOCK),
            ),
            SellToCover(on=DAY, owner="9000101", shares=Decimal(40), price=Decimal("52.00"), award="G-8"),
        ),
    ),
    "stock-plan-exercises": (
        "Participant ID,Exercise Date,Award Type,Exercise Type,Options Exercised,Grant Price,Expiration Date,FMV,"
        "Shares Withheld for Exercise Price,Shares Withheld for Taxes,Shares Sold,Sale Price,Share Class\n"
        "9000101,05/05/2026,NQ,Cashless,100,20.50,03/01/2030,52.10,,,100,52.00,Class A Common Stock\n"
        "9000101,05/05/2026,NQ,Net,100,20.50,03/01/2030,52.10,40,25,,,Class A Common Stock\n"
        "9000102,05/05/2026,SAR,Hold,10,20.50,,52.10,,,,,\n",
        (
            Exercise(
                on=DAY, owner="9000101", shares=Decimal(100), market_price=Decimal("52.10"),
                security=(
                    option := Security(
                        title="Stock Option (Right to Buy)", kind=SecurityKind.OPTION,
                        exercise_price=Decimal("20.50"), expiration_date=date(2030, 3, 1),
                        underlying="Class A Common Stock",
                    )
                ),
            ),
            Trade(
                on=DAY, owner="9000101", security="Class A Common Stock", side="sold", shares=Decimal(100),
                price=Decimal("52.00"),
            ),
            Exercise(
                on=DAY, owner="9000101", shares=Decimal(100), market_price=Decimal("52.10"), security=option
            ),
            Withholding(
                on=DAY, owner="9000101", security="Class A Common Stock", shares=Decimal(40),
                price=Decimal("52.10"), purpose="exercise price",
            ),
            Withholding(
                on=DAY, owner="9000101", security="Class A Common Stock", shares=Decimal(25),
                price=Decimal("52.10"), purpose="tax",
            ),
            Exercise(
                on=DAY, owner="9000102", shares=Decimal(10), market_price=Decimal("52.10"),
                security=Security(
                    title="Stock Appreciation Right", kind=SecurityKind.APPRECIATION_RIGHT,
                    exercise_price=Decimal("20.50"), underlying="Common Stock",
                ),
            ),
        ),
    ),
    "stock-plan-grants": (
        "Participant ID,Grant Date,Award Type,Shares Granted,Exercise Price,Expiration Date,Vesting Schedule,Plan Name\n"
        "9000101,05/05/2026,NQSO,1000,20.50,05/05/2036,in four equal annual installments,2025 Plan\n"
        "9000101,05/05/2026,RSU,500,,,in May 2029,2025 Plan\n"
        "9000101,05/05/2026,PSU,300,,,,\n"
        "9000101,05/05/2026,RSA,200,,,,\n",
        (
            Grant(
                on=DAY, owner="9000101", shares=Decimal(1000), under="2025 Plan",
                security=Security(
                    title="Stock Option (Right to Buy)", kind=SecurityKind.OPTION, underlying="Common Stock",
                    exercise_price=Decimal("20.50"), expiration_date=date(2036, 5, 5),
                    vesting="in four equal annual installments",
                ),
            ),
            Grant(
                on=DAY, owner="9000101", shares=Decimal(500), under="2025 Plan",
                security=Security(
                    title="Restricted Stock Units", kind=SecurityKind.UNIT, underlying="Common Stock",
                    vesting="in May 2029",
                ),
            ),
            Grant(
                on=DAY, owner="9000101", shares=Decimal(300), performance=True,
                security=Security(
                    title="Performance Stock Units", kind=SecurityKind.PERFORMANCE_UNIT, underlying="Common Stock"
                ),
            ),
            Grant(
                on=DAY, owner="9000101", shares=Decimal(200),
                security=Security(title="Common Stock", kind=SecurityKind.RESTRICTED_STOCK),
            ),
        ),
    ),
    "espp-purchases": (
        "Participant Name,Purchase Date,Shares Purchased,Purchase Price,Offering Period\n"
        "Sample Robin Q.,5/5/26,12.5,44.285,Nov 2025 - Apr 2026\n",
        (
            PlanPurchase(
                on=DAY, owner="Sample Robin Q.", plan="espp", shares=Decimal("12.5"), price=Decimal("44.285"),
                period="Nov 2025 - Apr 2026",
            ),
        ),
    ),
    "gifts-and-transfers": (
        "Owner,Transfer Date,Transfer Type,Shares,From,To,Recipient Type\n"
        "robin,05-May-2026,Charitable Gift,100,,,a charitable organization\n"
        "robin,05-May-2026,Gift Received,10,By Spouse,,\n"
        "robin,05-May-2026,Transfer to Trust,250,direct,By Trust,\n",
        (
            Gift(on=DAY, owner="robin", did="gave", shares=Decimal(100), other_party="a charitable organization"),
            Gift(on=DAY, owner="robin", did="received", shares=Decimal(10), held="By Spouse"),
            Transfer(on=DAY, owner="robin", shares=Decimal(250), to="By Trust"),
        ),
    ),
}  # fmt: skip


def test_every_shipped_layout_is_tried_here():
    assert {*LAYOUTS, "broker-executions"} == set(column_maps())


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_shipped_layout_is_told_from_its_captions_and_makes_facts(name: str):
    text, facts = LAYOUTS[name]
    taken = take(text)
    assert taken.map_used == name
    assert taken.rejected == ()
    assert taken.facts == facts
    assert taken.is_whole


@pytest.mark.parametrize("name", LAYOUTS)
def test_captions_are_known_in_any_case_and_spacing(name: str):
    text, facts = LAYOUTS[name]
    captions, _, rows = text.partition("\n")
    assert take(f"{captions.upper().replace(' ', '_')}:\n{rows}").facts == facts


BAD_LINES = {
    "2026-05-05,,EXIN,Sell,0,52": "Quantity: it is zero; a line that reports something has a number above zero",
    "2026-05-05,,EXIN,Sell,-5,52": "Quantity: -5 is negative; write it without a sign and say in words which way it went",
    "2026-05-05,,EXIN,Sell,,52": "Quantity: it is blank; fill it",
    "2026-05-05,,EXIN,Sell,5,0": "Price: it is zero; a line that reports something has a number above zero",
    "2026-05-05,,EXIN,Sell,=1+1,52": "Quantity: '=1+1' is not a number; write it as 1,234.56",
    "2026-02-30,,EXIN,Sell,5,52": "Trade Date: '2026-02-30' is not a date; write it as 2026-05-05 or 05/25/2026",
    "2026-05-05,noon,EXIN,Sell,5,52": "Time: 'noon' is not a time of day; write it as 10:15:03 or 10:15:03 AM",
    "2026-05-05,,EXIN,Dividend,5,52": "Side: 'Dividend' is none of the words that this layout takes: Buy, Bought",
    "2026-05-05,,,Sell,5,52": "Symbol: it is blank; fill it",
    "2026-05-05,,EXIN,Sell,1,400,52": "it has 7 cells under 6 captions; a cell that holds the delimiter",
    "2026-05-05,,EXIN,Sell,5,52.12345": "Price: '52.12345' has more than 4 decimals",
    "Total,,EXIN,Sell,5,52": "Trade Date: 'Total' is not a date",
}


@pytest.mark.parametrize(("line", "why"), BAD_LINES.items())
def test_a_line_that_makes_no_fact_says_why(line: str, why: str):
    taken = take(f"Trade Date,Time,Symbol,Side,Quantity,Price\n{line}\n2026-05-05,,EXIN,Sell,5,52\n")
    (rejected,) = taken.rejected
    assert (rejected.line, rejected.text) == (2, line)
    assert rejected.why[0].startswith(why)
    assert taken.accepted == (3,)
    assert not taken.is_whole


def test_everything_that_is_wrong_with_a_line_is_told():
    (rejected,) = take("Trade Date,Symbol,Side,Quantity,Price\nx,EXIN,y,z,52\n").rejected
    assert [why.partition(":")[0] for why in rejected.why] == ["Trade Date", "Side", "Quantity"]


def test_a_minus_sign_goes_with_what_was_sold_only():
    captions = "Symbol,Date/Time,Buy/Sell,Quantity,Price\n"
    taken = take(
        captions + "EXIN,2026-05-05 10:00,Buy,-5,52\nEXIN,2026-05-05 10:00,Sell,-5,52\nTotal,,,-5,\n"
    )
    assert [rejected.line for rejected in taken.rejected] == [2]
    assert taken.facts[0].fills[0].shares == 5
    assert taken.totals[0].agrees


def test_a_method_asks_for_the_shares_it_speaks_of():
    text, _ = LAYOUTS["stock-plan-exercises"]
    taken = take(text.replace("100,52.00,Class", ",,Class"))
    assert taken.rejected[0].why == (
        "Shares Sold: it is blank on a line that says 'cashless'; fill it",
        "Sale Price: it is blank on a line that says 'cashless'; fill it",
    )


def test_a_fact_that_lacks_what_it_must_have_says_which_column_to_fill():
    text, _ = LAYOUTS["stock-plan-releases"]
    taken = take(text.replace(",$52.10", ","))
    assert taken.rejected[0].why == ("FMV: it is blank, but a withholding must have it; fill it",)


def test_a_column_that_the_file_lacks_is_named_by_its_preferred_caption():
    text = (
        "Participant ID,Exercise Date,Award Type,Method,Exercised,Exercise Price\n1,2026-05-05,NQ,Net,5,20\n"
    )
    assert take(text).rejected[0].why == (
        "Shares Withheld for Exercise Price: it is blank on a line that says 'net'; fill it",
    )


def test_a_line_of_which_no_fact_is_made_is_rejected():
    releases = column_maps()["stock-plan-releases"]
    sales = replace(releases, facts=releases.facts[3:])
    text, facts = LAYOUTS["stock-plan-releases"]
    taken = take(text, map=sales)
    assert taken.facts == facts[3:]
    assert taken.rejected[0].why == ("it reports nothing that this layout makes a fact of",)


def test_net_shares_that_do_not_fit_are_noted():
    text, facts = LAYOUTS["stock-plan-releases"]
    taken = take(text.replace('"1,700"', '"1,690"'))
    assert taken.facts == facts
    assert taken.notes[-1] == (
        "line 2: Net Shares is 1,690, but Units Vested 2,500 less Shares Withheld 800 is 1,700"
    )


TOTALS = """\
Trade Date,Symbol,Side,Quantity,Price
2026-05-05,EXIN,Sell,400,52.10
2026-05-06,EXIN,Sell,100,52.10
Subtotal,,,500,
2026-05-07,EXIN,Sell,50,52.10
Subtotal,,,60,
bad day,EXIN,Sell,7,52.10
Grand Total: all,,,"1,000",52.10
"""


def test_totals_of_the_file_stand_beside_our_own():
    taken = take(TOTALS)
    whole = Total(
        line=8, label="Grand Total: all", caption="Quantity", in_file=Decimal(1000), computed=Decimal(550)
    )
    assert taken.totals == (
        replace(whole, line=4, label="Subtotal", in_file=Decimal(500), computed=Decimal(500)),
        replace(whole, line=6, label="Subtotal", in_file=Decimal(60), computed=Decimal(50)),
        whole,
    )
    assert [total.agrees for total in taken.totals] == [True, False, False]
    assert not taken.is_whole


def test_a_total_that_is_no_number_is_noted():
    taken = take(TOTALS.replace('"1,000"', "see below"))
    assert taken.notes == (
        "line 8: the total of Quantity, 'see below', is not a number; write it as 1,234.56",
    )


def test_a_repeated_line_is_taken_and_told():
    taken = take(TOTALS.replace("2026-05-06,EXIN,Sell,100", "2026-05-05,EXIN,Sell,400"))
    assert taken.made_from[0] == (2, 3)
    assert taken.notes == ("line 3 repeats line 2; both were taken",)


def test_a_copy_with_its_identifier_is_rejected_and_another_line_with_it_told():
    again = EXECUTIONS.splitlines()[4]
    other = again.replace("400", "300")
    taken = take(EXECUTIONS.replace("Total,", f"{again}\n{other}\nTotal,"))
    assert taken.rejected[0].why == ("it repeats line 5 with its Execution ID E2; leave one of them out",)
    assert taken.accepted == (5, 6, 7, 8, 10)
    assert taken.notes[-1] == (
        "line 10 has the Execution ID E2 of line 5 and says something else; both were taken"
    )


def test_captions_may_stand_again():
    captions, row = "Trade Date,Symbol,Side,Quantity,Price\n", "2026-05-05,EXIN,Sell,400,52.10\n"
    taken = take(captions + row + captions + row.replace("400", "300"))
    assert taken.passed_over[1] == PassedOver(line=3, is_a="line of captions")
    assert taken.accepted == (2, 4)


def test_a_participant_whose_name_begins_as_a_footer_is_no_footer():
    text = "Participant,Award Type,Vest Date,Units Vested\nNoteworthy Sam,RSU,,100\nNote: preliminary,,,\n"
    taken = take(text)
    assert [rejected.line for rejected in taken.rejected] == [2]
    assert taken.passed_over[-1] == PassedOver(line=3, is_a="footer")


def test_captions_of_no_layout_say_what_the_nearest_miss():
    with pytest.raises(ReadError) as refusal:
        take("Trade Date,Symbol,Side,Amount,Price\n2026-05-05,EXIN,Sell,1,2\n")
    assert "for broker-executions: 'Quantity' (or Executed Quantity, Filled Quantity" in str(refusal.value)
    assert "(line 1 has the others)" in str(refusal.value)
    with pytest.raises(ReadError, match="the file has no lines"):
        take(" \n,,\n")


def test_a_named_layout_is_the_only_one_tried():
    with pytest.raises(ReadError, match=r"for broker-activity: 'Date/Time'"):
        take(EXECUTIONS, map="broker-activity")
    with pytest.raises(
        UsageError, match="no column map 'broker-execution'; did you mean 'broker-executions'"
    ):
        take(EXECUTIONS, map="broker-execution")


def test_layouts_that_fit_alike_are_listed():
    twin = replace(column_maps()["broker-executions"], name="twin")
    with pytest.raises(ReadError, match="fit alike: broker-executions, twin; name the one that is meant"):
        take(EXECUTIONS, maps=[twin])
    assert take(EXECUTIONS, maps=[twin], map="twin").map_used == "twin"
    assert take(EXECUTIONS, map=twin).map_used == "twin"


def test_a_caption_that_stands_twice_is_refused():
    with pytest.raises(ReadError, match="line 1: the caption 'Price' stands there twice"):
        take("Trade Date,Symbol,Side,Quantity,Price,price\n2026-05-05,EXIN,Sell,1,2,3\n")


CELLS = st.sampled_from(
    ["", "2026-05-05", "05/05/2026", "x", "Sell", "Buy", "EXIN", "400", "-5", "1,000", "0", "52.10", "Total",
     "Subtotal", "Note", "=1+1", '"', "Trade Date", "E1", "09:30", "\n"]
)  # fmt: skip
LINES = st.one_of(
    st.lists(CELLS, max_size=9),
    st.tuples(st.just("2026-05-05"), CELLS, st.just("EXIN"), st.sampled_from(["Buy", "Sell"]), st.just("400"),
              st.just("52.10"), CELLS),
)  # fmt: skip


def csv_line(cells: list[str]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' if cell else "" for cell in cells)


@given(st.lists(LINES.map(list), max_size=12))
@example([["2026-05-05", "", "EXIN", "Sell", "400", "52.10", "E1"]] * 2)
def test_no_line_is_dropped(lines: list[list[str]]):
    captions = "Trade Date,Time,Symbol,Side,Quantity,Price,Execution ID"
    taken = take("".join(line + "\n" for line in (captions, *map(csv_line, lines))))
    begins = 1
    expected = [1]
    for cells in lines:
        begins += 1
        expected.append(begins)
        begins += sum(cell.count("\n") for cell in cells)
    rejected = [each.line for each in taken.rejected]
    passed_over = [each.line for each in taken.passed_over]
    assert sorted([*taken.accepted, *rejected, *passed_over]) == expected
    assert sorted({line for lines in taken.made_from for line in lines}) == list(taken.accepted)
    assert len(taken.facts) == len(taken.made_from)
    assert sum(len(fact.fills) for fact in taken.facts) == len(taken.accepted)


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)), st.booleans())
def test_any_bytes_are_read_or_refused(content: bytes, after_captions: bool):
    captions = b"Trade Date,Time,Symbol,Side,Quantity,Price\n" if after_captions else b""
    with suppress(ReadError):
        intake(captions + content)
