"""The parts of a statement, put together as a reader comes to the end of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from section16.model.parties import Address, Issuer, Relationship, ReportingOwner
from section16.model.statement import Footnote, Signature
from section16.model.tables import DerivativeHolding, DerivativeTransaction, Holding, Transaction
from section16.model.values import Notes

ROW_TYPES: dict[str, Any] = {
    "nonDerivativeTransaction": Transaction,
    "nonDerivativeHolding": Holding,
    "derivativeTransaction": DerivativeTransaction,
    "derivativeHolding": DerivativeHolding,
}
"""The type of line that each row element becomes."""

BOXES = {"director": False, "officer": False, "ten_percent_owner": False, "other": False}
"""The boxes of a relationship, none of which is ticked where the document leaves it out."""


class Incomplete(Exception):  # noqa: N818 - a signal to the tape, not an error
    """A part lacks what a regular one has."""


class Parts:
    """What has been read of a document so far; `fields` is where the next value goes."""

    __slots__ = (
        "_footnotes", "_head", "_id", "_notes", "_owner", "_owners", "_rows", "_signatures", "fields",
    )  # fmt: skip

    def __init__(self) -> None:
        self._head: dict[str, Any] = {}
        self.fields = self._head
        self._notes: dict[str, list[str]] = {}
        self._id = ""
        self._owner: dict[str, Any] = {}
        self._owners: list[ReportingOwner] = []
        self._rows: dict[str, list[Any]] = {"table_1": [], "table_2": []}
        self._footnotes: list[Footnote] = []
        self._signatures: list[Signature] = []

    def begin(self, id: str) -> None:
        """Begin a part; `id` is a footnote's."""
        self.fields = {}
        self._id = id

    def note(self, reference: tuple[str, str]) -> None:
        """Take a footnote reference: the attribute it is on, and the footnote's id."""
        attribute, id = reference
        self._notes.setdefault(attribute, []).append(id)

    def end_row(self, block: str) -> None:
        """End a line of a table."""
        fields = self.fields
        if self._notes:
            fields["notes"] = Notes.of({attribute: tuple(ids) for attribute, ids in self._notes.items()})
            self._notes = {}
        self._rows["table_2" if block[0] == "d" else "table_1"].append(ROW_TYPES[block](**fields))
        self.fields = self._head

    def end_footnote(self, _: str) -> None:
        """End a footnote."""
        self._footnotes.append(Footnote(id=self._id, text=self.fields["text"]))
        self.fields = self._head

    def end_issuer(self, _: str) -> None:
        """End the issuer."""
        self._head["issuer"] = Issuer(**self.fields)
        self.fields = self._head

    def end_signature(self, _: str) -> None:
        """End a signature."""
        self._signatures.append(Signature(**self.fields))
        self.fields = self._head

    def end_owner_id(self, _: str) -> None:
        """End the CIK and name of an owner."""
        self._owner.update(self.fields)

    def end_address(self, _: str) -> None:
        """End the address of an owner."""
        self._owner["address"] = Address(**self.fields)

    def end_relationship(self, _: str) -> None:
        """End the relationship of an owner to the issuer."""
        self._owner["relationship"] = Relationship(**(BOXES | self.fields))

    def end_owner(self, _: str) -> None:
        """End an owner. Raises `Incomplete` when it has no relationship."""
        if "relationship" not in self._owner:
            raise Incomplete
        self._owners.append(ReportingOwner(**self._owner))
        self._owner = {}
        self.fields = self._head

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of the `Statement`. Raises `Incomplete` without a form type."""
        if "form_type" not in self._head:
            raise Incomplete
        return {
            **self._head,
            "owners": tuple(self._owners),
            "table_1": tuple(self._rows["table_1"]),
            "table_2": tuple(self._rows["table_2"]),
            "footnotes": tuple(self._footnotes),
            "signatures": tuple(self._signatures),
        }


ENDS: dict[str, Callable[[Parts, str], None]] = {
    **dict.fromkeys(ROW_TYPES, Parts.end_row),
    "footnote": Parts.end_footnote,
    "issuer": Parts.end_issuer,
    "ownerSignature": Parts.end_signature,
    "reportingOwner": Parts.end_owner,
    "reportingOwnerId": Parts.end_owner_id,
    "reportingOwnerAddress": Parts.end_address,
    "reportingOwnerRelationship": Parts.end_relationship,
}
"""What ends each part, by the part's element."""
