"""Files of brokers and stock-plan systems, CSV or XLSX, become facts.

    >>> from section16.drafting.intake import intake
    >>> file = b"Trade Date,Time,Symbol,Side,Quantity,Price\\n05/05/2026,10:15:03,EXIN,Sell,400,52.10\\n"
    >>> taken = intake(file)
    >>> taken.map_used, taken.facts[0].fills[0].price
    ('broker-executions', Decimal('52.10'))

A column map says which caption means what; `column_maps` has those that are shipped, `load_map` reads one of
your own. No line is dropped: each is accepted, rejected with the reason, or passed over as what it is.
"""

from __future__ import annotations

from section16.drafting.intake.column_map import ColumnMap
from section16.drafting.intake.map_files import column_maps, load_map
from section16.drafting.intake.outcome import Intake, PassedOver, Rejected, Total
from section16.drafting.intake.take import intake

__all__ = ["ColumnMap", "Intake", "PassedOver", "Rejected", "Total", "column_maps", "intake", "load_map"]
