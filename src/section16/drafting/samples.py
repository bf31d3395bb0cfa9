"""A made-up sheet of facts for documentation and tests: one sale in three fills, with its own profiles."""

from __future__ import annotations

import datetime
from decimal import Decimal

from section16.drafting.fact_sheet import FactSheet
from section16.drafting.facts import Held, Trade
from section16.drafting.prices import Fill
from section16.drafting.profiles import IssuerProfile, Office, OwnerProfile
from section16.model.samples import ISSUER, OFFICER

_DAY = datetime.date(2026, 5, 6)

SHEET = FactSheet(
    facts=(
        Held(on=_DAY - datetime.timedelta(days=1), shares=Decimal("18590")),
        Trade(
            on=_DAY,
            side="sold",
            fills=(
                Fill(shares=Decimal(900), price=Decimal("53.20")),
                Fill(shares=Decimal(1000), price=Decimal("53.05")),
                Fill(shares=Decimal(600), price=Decimal("52.80")),
            ),
        ),
    ),
    issuers={
        "exin": IssuerProfile(cik=ISSUER.cik or "", name=ISSUER.name, trading_symbol=ISSUER.trading_symbol)
    },
    owners={
        "robin": OwnerProfile(
            cik=OFFICER.cik or "",
            name=OFFICER.name,
            signs_as="Robin Q. Sample",
            address=OFFICER.address,
            offices=(Office(officer=True, officer_title="Chief Financial Officer"),),
        )
    },
)
"""Robin Q. Sample of Example Instruments Inc. sells 2,500 shares; every name and number is invented."""
