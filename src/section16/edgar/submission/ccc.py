"""The CCC: the code with which an owner files, which nothing here ever prints.

A `Ccc` shows itself only to who asks by name (`reveal`); printed, formatted, encoded or pickled it does not.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import NoReturn, Protocol

from section16.checks.rule import unpadded


class Revealing(Protocol):
    """Any keeper of a secret that is asked for it by name."""

    def reveal(self) -> str:
        """Return the secret."""


class Ccc:
    """An owner's CIK Confirmation Code, hidden from whatever prints it."""

    __slots__ = ("_code",)

    def __init__(self, code: str | Revealing) -> None:
        self._code = code if isinstance(code, str) else code.reveal()

    def reveal(self) -> str:
        """Return the code, for the one place that writes it."""
        return self._code

    @property
    def fits(self) -> bool:
        """Whether it has the form of a CCC: exactly eight printed characters, none of them blank."""
        return (
            len(self._code) == 8
            and self._code.isascii()
            and self._code.isprintable()
            and " " not in self._code
        )

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Ccc):
            return NotImplemented
        return hmac.compare_digest(self._code.encode(), other._code.encode())

    def __hash__(self) -> int:
        return hash(Ccc)  # a hash of the code would tell something of it

    def __repr__(self) -> str:
        return "Ccc(hidden)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a CCC is never stored")


Cccs = Mapping[str, str | Revealing]
"""The owners' codes by CIK, leading zeros or not: plain texts, or keepers that `reveal` theirs."""


def cccs_of(given: Cccs) -> dict[str, Ccc]:
    """Return the codes by CIK without leading zeros, each hidden."""
    return {unpadded(cik.strip()): Ccc(code) for cik, code in given.items()}
