"""Sample statements with made-up issuers and owners: for the demo, the documentation and the checks' examples.

Every name, CIK and number here is invented. Each sample is complete and gives no finding worse than a note.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature, Statement
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Direction, Ownership, Timeliness

_ACQUIRED, _DISPOSED = Direction.ACQUIRED, Direction.DISPOSED
_DIRECT, _INDIRECT = Ownership.DIRECT, Ownership.INDIRECT

ISSUER = Issuer(cik="9000001", name="Example Instruments Inc.", trading_symbol="EXIN")

OFFICER = ReportingOwner(
    cik="9000101",
    name="Sample Robin Q.",
    address=Address(
        street_1="C/O EXAMPLE INSTRUMENTS INC.",
        street_2="1 SPECIMEN WAY",
        city="ANYTOWN",
        state="MA",
        zip_code="01234",
    ),
    relationship=Relationship(
        director=False,
        officer=True,
        ten_percent_owner=False,
        other=False,
        officer_title="Chief Financial Officer",
    ),
)

_SIGNED = (Signature(name="/s/ Robin Q. Sample", date=date(2026, 5, 7)),)


def _trade(
    day: int, code: str, direction: Direction, shares: str, price: str | None, left: str, **more: Any
) -> Transaction:
    return Transaction(
        security="Common Stock",
        transaction_date=date(2026, 5, day),
        form_type="4",
        code=code,
        equity_swap=False,
        shares=Decimal(shares),
        price=None if price is None else Decimal(price),
        direction=direction,
        owned_following=Decimal(left),
        ownership=_DIRECT,
        **more,
    )


FORM_4 = Statement(
    form="4",
    period_of_report=date(2026, 5, 5),
    no_longer_subject=False,
    under_10b5_1_plan=True,
    issuer=ISSUER,
    owners=(OFFICER,),
    table_1=(
        _trade(5, "F", _DISPOSED, "410", "52.31", "18590", notes={"code": ("F1",)}),
        _trade(6, "S", _DISPOSED, "2500", "53.115", "16090", notes={"code": ("F2",), "price": ("F3",)}),
        Holding(
            security="Common Stock",
            owned_following=Decimal("7000"),
            ownership=_INDIRECT,
            nature_of_ownership="By Trust",
            notes={"nature_of_ownership": ("F4",)},
        ),
    ),
    footnotes=(
        Footnote(
            id="F1",
            text="Shares withheld by the issuer to cover taxes due on vesting of restricted stock units.",
        ),
        Footnote(
            id="F2",
            text="Sold under a Rule 10b5-1 trading plan adopted by the reporting person on December 1, 2025.",
        ),
        Footnote(
            id="F3",
            text="The price is a weighted average. The shares were sold in several trades at prices from "
            "$52.80 to $53.40, inclusive. The reporting person undertakes to give the issuer, any "
            "security holder of the issuer, or the SEC staff, on request, full information on the "
            "number of shares at each price within the range.",
        ),
        Footnote(id="F4", text="Held by a trust for the benefit of the reporting person's children."),
    ),
    signatures=_SIGNED,
)

FORM_3 = Statement(
    form="3",
    period_of_report=date(2026, 5, 5),
    issuer=ISSUER,
    owners=(OFFICER,),
    table_1=(
        Holding(security="Common Stock", owned_following=Decimal("1200"), ownership=_DIRECT),
        Holding(
            security="Common Stock",
            owned_following=Decimal("300.5"),
            ownership=_INDIRECT,
            nature_of_ownership="By Spouse",
        ),
    ),
    table_2=(
        DerivativeHolding(
            security="Employee Stock Option (right to buy)",
            exercise_price=Decimal("31.20"),
            expiration_date=date(2034, 2, 1),
            underlying_title="Common Stock",
            underlying_shares=Decimal("5000"),
            ownership=_DIRECT,
            notes={"exercise_date": ("F1",)},
        ),
        DerivativeHolding(
            security="Series A Preferred Stock",
            underlying_title="Common Stock",
            underlying_shares=Decimal("250000"),
            ownership=_INDIRECT,
            nature_of_ownership="By Fund",
            notes={
                "exercise_price": ("F2",),
                "exercise_date": ("F2",),
                "expiration_date": ("F2",),
                "nature_of_ownership": ("F3",),
            },
        ),
    ),
    footnotes=(
        Footnote(
            id="F1", text="The option vests in four equal annual installments starting on February 1, 2025."
        ),
        Footnote(
            id="F2",
            text="Each share converts into one share of Common Stock at any time and has no expiration date.",
        ),
        Footnote(
            id="F3",
            text="Held by Specimen Fund I, L.P.; the reporting person disclaims beneficial ownership except "
            "to the extent of any pecuniary interest.",
        ),
    ),
    remarks="Exhibit 24 - Power of Attorney",
    signatures=(
        Signature(name="/s/ Alex Proxy, attorney-in-fact for Robin Q. Sample", date=date(2026, 5, 7)),
    ),
)

FORM_3_NONE = replace(FORM_3, table_1=(), table_2=(), footnotes=(), remarks=None)

EXERCISE = Statement(
    form="4",
    period_of_report=date(2026, 5, 5),
    no_longer_subject=False,
    under_10b5_1_plan=False,
    issuer=ISSUER,
    owners=(OFFICER,),
    table_1=(
        _trade(5, "M", _ACQUIRED, "1000", "20.00", "19000"),
        _trade(5, "S", _DISPOSED, "1000", "53.20", "18000"),
    ),
    table_2=(
        DerivativeTransaction(
            security="Employee Stock Option (right to buy)",
            exercise_price=Decimal("20.00"),
            transaction_date=date(2026, 5, 5),
            form_type="4",
            code="M",
            equity_swap=False,
            shares=Decimal("1000"),
            price=Decimal("0"),
            direction=_DISPOSED,
            expiration_date=date(2029, 3, 1),
            underlying_title="Common Stock",
            underlying_shares=Decimal("1000"),
            owned_following=Decimal("4000"),
            ownership=_DIRECT,
            notes={"exercise_date": ("F1",)},
        ),
    ),
    footnotes=(Footnote(id="F1", text="The option is fully vested and exercisable."),),
    signatures=_SIGNED,
)

FORM_4_AMENDED = replace(
    EXERCISE,
    is_amendment=True,
    date_of_original=date(2026, 5, 7),
    footnotes=(
        Footnote(
            id="F1",
            text="The option is fully vested and exercisable. This amendment corrects the number of "
            "options owned after the transaction.",
        ),
    ),
    signatures=(Signature(name="/s/ Robin Q. Sample", date=date(2026, 5, 12)),),
)

FORM_5 = Statement(
    form="5",
    period_of_report=date(2025, 12, 31),
    no_longer_subject=False,
    under_10b5_1_plan=False,
    issuer=ISSUER,
    owners=(OFFICER,),
    table_1=(
        Transaction(
            security="Common Stock",
            transaction_date=date(2025, 9, 10),
            form_type="5",
            code="G",
            equity_swap=False,
            shares=Decimal("100"),
            price=Decimal("0"),
            direction=_ACQUIRED,
            owned_following=Decimal("19000"),
            ownership=_DIRECT,
            notes={"code": ("F1",)},
        ),
        Transaction(
            security="Common Stock",
            transaction_date=date(2025, 11, 20),
            form_type="4",
            code="P",
            equity_swap=False,
            timeliness=Timeliness.LATE,
            shares=Decimal("50"),
            price=Decimal("48.10"),
            direction=_ACQUIRED,
            owned_following=Decimal("19050"),
            ownership=_DIRECT,
        ),
        Holding(
            security="Common Stock",
            form_type="3",
            owned_following=Decimal("75"),
            ownership=_INDIRECT,
            nature_of_ownership="By 401(k)",
            notes={"code": ("F2",)},
        ),
    ),
    footnotes=(
        Footnote(id="F1", text="Bona fide gift; no consideration was paid."),
        Footnote(id="F2", text="Inadvertently omitted from the Form 3 of the reporting person."),
    ),
    signatures=(Signature(name="/s/ Robin Q. Sample", date=date(2026, 2, 10)),),
)

_FUND = ReportingOwner(
    cik="9000102",
    name="Specimen Fund I, L.P.",
    address=Address(street_1="2 SPECIMEN WAY", city="ANYTOWN", state="NY", zip_code="10001"),
    relationship=Relationship(director=False, officer=False, ten_percent_owner=True, other=False),
)
_PARTNER = ReportingOwner(
    cik="9000103",
    name="Example Jordan",
    address=Address(street_1="2 SPECIMEN WAY", city="ANYTOWN", state="NY", zip_code="10001"),
    relationship=Relationship(
        director=True,
        officer=True,
        ten_percent_owner=True,
        other=True,
        officer_title="See Remarks",
        other_text="Member of a group",
    ),
)

JOINT = Statement(
    form="4",
    period_of_report=date(2026, 5, 5),
    no_longer_subject=False,
    under_10b5_1_plan=False,
    issuer=ISSUER,
    owners=(_FUND, _PARTNER),
    table_1=(
        replace(
            _trade(5, "P", _ACQUIRED, "1500000.25", "51.0025", "7500000.25"),
            ownership=_INDIRECT,
            nature_of_ownership="See footnote",
            notes={"nature_of_ownership": ("F1",)},
        ),
    ),
    table_2=(
        DerivativeTransaction(
            security="Convertible Note",
            exercise_price=Decimal("40"),
            transaction_date=date(2026, 5, 5),
            form_type="4",
            code="P",
            equity_swap=False,
            total_value=Decimal("1000000"),
            price=Decimal("1000"),
            direction=_ACQUIRED,
            exercise_date=date(2026, 5, 5),
            expiration_date=date(2031, 5, 5),
            underlying_title="Common Stock",
            underlying_shares=Decimal("25000"),
            value_owned_following=Decimal("1000000"),
            ownership=_INDIRECT,
            nature_of_ownership="See footnote",
            notes={"nature_of_ownership": ("F1",)},
        ),
    ),
    footnotes=(
        Footnote(
            id="F1",
            text="Held by Specimen Fund I, L.P. Jordan Example is the managing member of its general partner "
            "and disclaims beneficial ownership except to the extent of any pecuniary interest.",
        ),
    ),
    remarks="Jordan Example: Executive Chair and interim Chief Executive Officer of the issuer.",
    signatures=(
        Signature(
            name="Specimen Fund I, L.P., By: Specimen GP, LLC, its general partner, By: /s/ Jordan Example, Manager",
            date=date(2026, 5, 7),
        ),
        Signature(name="/s/ Jordan Example", date=date(2026, 5, 7)),
    ),
)

EXIT = replace(
    FORM_4,
    no_longer_subject=True,
    under_10b5_1_plan=False,
    table_1=(),
    footnotes=(),
    remarks="The reporting person left office on May 5, 2026.",
)

SAMPLES: dict[str, Statement] = {
    "form3": FORM_3,
    "form3_none": FORM_3_NONE,
    "form4": FORM_4,
    "form4a": FORM_4_AMENDED,
    "form5": FORM_5,
    "exercise": EXERCISE,
    "joint": JOINT,
    "exit": EXIT,
}
"""The samples by name."""
