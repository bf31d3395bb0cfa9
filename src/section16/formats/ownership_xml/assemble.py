"""The parts of a statement, put together as a reader comes to the end of each."""

from __future__ import annotations

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

_ADDRESS = Address.__struct_fields__
_RELATIONSHIP = frozenset(Relationship.__struct_fields__)

BOXES: dict[str, bool | None] = {
    name: None if name in ("officer_title", "other_text") else False
    for name in Relationship.__struct_fields__
}
"""What a relationship says where the document leaves it out: a box is not ticked, a text is absent."""


class Parts:
    """What has been read of a document so far; `fields` is where the next value goes."""

    __slots__ = ("_footnotes", "_head", "_id", "_notes", "_owners", "_rows", "_signatures", "fields")

    def __init__(self) -> None:
        self._head: dict[str, Any] = {}
        self.fields = self._head
        self._notes: dict[str, tuple[str, ...]] = {}
        self._id = ""
        self._owners: list[ReportingOwner] = []
        self._rows: dict[str, list[Any]] = {"table_1": [], "table_2": []}
        self._footnotes: list[Footnote] = []
        self._signatures: list[Signature] = []

    def begin(self, id: str) -> None:
        """Begin a block; `id` is a footnote's."""
        self.fields = {}
        self._id = id

    def note(self, attribute: str, id: str) -> None:
        """Take a footnote reference on `attribute`."""
        self._notes[attribute] = (*self._notes.get(attribute, ()), id)

    def end(self, block: str) -> bool:
        """End a block and keep what it was; False when it lacks what a regular one has."""
        fields = self.fields
        self.fields = self._head
        row_type = ROW_TYPES.get(block)
        if row_type is not None:
            table = "table_2" if block[0] == "d" else "table_1"
            self._rows[table].append(row_type(notes=Notes.of(self._notes), **fields))
            self._notes = {}
        elif block == "footnote":
            self._footnotes.append(Footnote(id=self._id, text=fields.get("text")))
        elif block == "issuer":
            self._head["issuer"] = Issuer(**fields)
        elif block == "ownerSignature":
            self._signatures.append(Signature(**fields))
        else:
            return self._end_owner(fields)
        return True

    def _end_owner(self, said: dict[str, Any]) -> bool:
        if _RELATIONSHIP.isdisjoint(said):
            return False
        self._owners.append(
            ReportingOwner(
                cik=said.get("cik"),
                name=said.get("name"),
                address=Address(**{name: said[name] for name in _ADDRESS if name in said}),
                relationship=Relationship(
                    **{name: said.get(name, left_out) for name, left_out in BOXES.items()}
                ),
            )
        )
        return True

    def arguments(self) -> dict[str, Any] | None:
        """Return the arguments of the `Statement`; None without a form type."""
        if "form_type" not in self._head:
            return None
        return {
            **self._head,
            "owners": tuple(self._owners),
            "table_1": tuple(self._rows["table_1"]),
            "table_2": tuple(self._rows["table_2"]),
            "footnotes": tuple(self._footnotes),
            "signatures": tuple(self._signatures),
        }
