"""Facts: what happened, before any form. Each kind is one class; `FACTS` holds them all by their tag.

>>> from section16.drafting.facts import FACTS
>>> FACTS["gift"].summary
'a bona fide gift given or received'
"""

from __future__ import annotations

from section16.drafting.facts.awards import (
    AutomaticConversion,
    Conversion,
    DividendEquivalents,
    Exercise,
    Expiration,
    Forfeiture,
    Grant,
    PerformanceCertification,
    Vest,
    Withholding,
)
from section16.drafting.facts.base import Approval, Fact, PreClearance, SecurityFact, Withheld, Words
from section16.drafting.facts.changes import (
    Appointment,
    Departure,
    Held,
    HoldingCorrection,
    MergerCashOut,
    OmittedHolding,
    Reclassification,
    StockSplit,
    Tender,
)
from section16.drafting.facts.trades import (
    OptionTrade,
    PrivatePlacement,
    SaleToIssuer,
    SellToCover,
    Swap,
    Trade,
)
from section16.drafting.facts.transfers import (
    DiscretionaryTransaction,
    FundDistribution,
    Gift,
    Inheritance,
    Other,
    PlanPurchase,
    Transfer,
    VotingTrustTransfer,
)

AnyFact = (
    Trade
    | SellToCover
    | PrivatePlacement
    | OptionTrade
    | Swap
    | SaleToIssuer
    | Grant
    | PerformanceCertification
    | Vest
    | Exercise
    | Conversion
    | AutomaticConversion
    | Withholding
    | DividendEquivalents
    | Forfeiture
    | Expiration
    | Gift
    | Transfer
    | Inheritance
    | PlanPurchase
    | DiscretionaryTransaction
    | FundDistribution
    | VotingTrustTransfer
    | Other
    | MergerCashOut
    | Tender
    | Reclassification
    | StockSplit
    | Held
    | Appointment
    | Departure
    | HoldingCorrection
    | OmittedHolding
)
"""Any kind of fact; in JSON and TOML the key ``fact`` says which."""

FACTS: dict[str, type[Fact]] = {kind.__struct_config__.tag: kind for kind in AnyFact.__args__}
"""Every kind of fact by its tag, in the order of this module."""

__all__ = [
    "FACTS",
    "AnyFact",
    "Appointment",
    "Approval",
    "AutomaticConversion",
    "Conversion",
    "Departure",
    "DiscretionaryTransaction",
    "DividendEquivalents",
    "Exercise",
    "Expiration",
    "Fact",
    "Forfeiture",
    "FundDistribution",
    "Gift",
    "Grant",
    "Held",
    "HoldingCorrection",
    "Inheritance",
    "MergerCashOut",
    "OmittedHolding",
    "OptionTrade",
    "Other",
    "PerformanceCertification",
    "PlanPurchase",
    "PreClearance",
    "PrivatePlacement",
    "Reclassification",
    "SaleToIssuer",
    "SecurityFact",
    "SellToCover",
    "StockSplit",
    "Swap",
    "Tender",
    "Trade",
    "Transfer",
    "Vest",
    "VotingTrustTransfer",
    "Withheld",
    "Withholding",
    "Words",
]
