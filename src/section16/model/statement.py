"""The statement: one Form 3, 4 or 5, or an amendment to one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from section16.model import views
from section16.model.parties import Issuer, ReportingOwner
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Form


class Footnote(Struct, frozen=True, kw_only=True, gc=False):
    """One line of the "Explanation of Responses"; `id` is F1 to F99."""

    id: str
    text: str | None = None


class Signature(Struct, frozen=True, kw_only=True, gc=False):
    """A signature and its date. It is not tied to one owner (specification 4.3.7)."""

    name: str | None = None
    date: datetime.date | None = None


class Statement(Struct, frozen=True, kw_only=True, gc=False):
    """Who owns what, and what changed: everything one Form 3, 4 or 5 says.

    Values are as filed; what could not be typed is None and stands in the `Deviation`s of its `Reading`.
    None is "absent or unknown", never zero or False. `section16 items` explains every attribute.
    """

    form: Form
    is_amendment: bool = False
    date_of_original: datetime.date | None = None
    period_of_report: datetime.date | None = None
    no_longer_subject: bool | None = None
    under_10b5_1_plan: bool | None = None
    no_securities_owned: bool | None = None
    form_3_holdings_reported: bool | None = None
    form_4_transactions_reported: bool | None = None
    schema_version: str | None = None
    issuer: Issuer = Issuer()
    owners: tuple[ReportingOwner, ...] = ()
    table_1: tuple[Transaction | Holding, ...] = ()
    table_2: tuple[DerivativeTransaction | DerivativeHolding, ...] = ()
    footnotes: tuple[Footnote, ...] = ()
    remarks: str | None = None
    signatures: tuple[Signature, ...] = ()

    @property
    def form_type(self) -> str:
        """The form as EDGAR writes it: ``"4"``, or ``"4/A"`` for an amendment."""
        return f"{self.form}/A" if self.is_amendment else self.form

    @property
    def rows(self) -> tuple[Transaction | Holding, ...]:
        """Every line of both tables, Table I first, in filed order."""
        return (*self.table_1, *self.table_2)

    def rows_with_paths(self) -> Iterator[tuple[str, Transaction | Holding]]:
        """Yield every line with its path, ``table_1[0]`` and so on."""
        for table in ("table_1", "table_2"):
            for position, row in enumerate(getattr(self, table)):
                yield f"{table}[{position}]", row

    def footnote(self, id: str) -> str | None:
        """Return the text of the footnote with this id, or None when there is no such footnote."""
        return next((note.text for note in self.footnotes if note.id == id), None)

    def to_dataframe(self, library: str = "pandas") -> Any:
        """Return both tables as one data frame, a row a line, by way of an Arrow table.

        `library` is ``"pandas"``, ``"polars"`` or ``"arrow"``. Columns are the `column` names of
        `section16 items`, numbers are exact decimals. Raises `MissingExtra` when the library is not there.
        """
        return views.draw("frame", self, library)

    def _repr_html_(self) -> str:
        return str(views.draw("html", self))

    def __rich__(self) -> Any:
        return views.draw("rich", self)
