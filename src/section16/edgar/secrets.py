"""What must not be seen: tokens and CCCs, and where they are kept - the system keyring, or the environment.

A `Secret` shows itself only to who asks by name (`reveal`); printed, formatted, encoded, copied or pickled it
does not. Nothing here writes a secret to a file, a log or a message.
"""

from __future__ import annotations

import hmac
import html
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, Protocol
from urllib.parse import quote

from section16.edgar.addresses import Edgar, ten_digits
from section16.errors import EdgarError, MissingExtra, UsageError

FILER_TOKEN = "filer token"
USER_TOKEN = "user token"
"""The names under which the two tokens are kept; a CCC is kept under ``CCC`` and the owner's ten digits."""

_VARIABLES = {FILER_TOKEN: "SECTION16_FILER_TOKEN", USER_TOKEN: "SECTION16_USER_TOKEN"}
_SHOWN = "***"


class Secret:
    """A token or code, hidden from whatever prints it.

    Raises `UsageError`, which does not quote it, for a text with blanks or control characters: such a text
    was not copied whole, and could not be sent.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str, *, what: str = "the secret") -> None:
        cleaned = text.strip()
        if not cleaned:
            raise UsageError(f"{what} is empty")
        if not (cleaned.isascii() and cleaned.isprintable()) or any(mark.isspace() for mark in cleaned):
            raise UsageError(f"{what} holds a blank or a character that none has; copy it again, whole")
        self._text = cleaned

    def reveal(self) -> str:
        """Return the secret, for the one place that sends it."""
        return self._text

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self._text.encode(), other._text.encode())

    def __hash__(self) -> int:
        return hash(Secret)  # a hash of the text would tell something of it

    def __repr__(self) -> str:
        return "Secret(hidden)"

    def __str__(self) -> str:
        return _SHOWN

    def __format__(self, spec: str) -> str:
        return _SHOWN

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is never stored")


class Keyring(Protocol):
    """What is asked of a keyring: the interface of the `keyring` package."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return what is kept, None where nothing is."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""


class Secrets:
    """The secrets for one EDGAR: from the environment first, else from the keyring.

    Each EDGAR has a service of its own in the keyring, so that what is for a sandbox never reaches the
    Commission. `keyring` is that of the system by default; `environment` that of the process.
    """

    def __init__(
        self,
        edgar: Edgar,
        *,
        keyring: Keyring | None = None,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._edgar = edgar
        self._keyring = keyring
        self._environment = environment

    @property
    def service(self) -> str:
        """The name of the service under which the keyring keeps them."""
        return f"section16 {self._edgar.api}"

    def find(self, name: str) -> Secret | None:
        """Return the secret of this name, None where neither environment nor keyring has it."""
        variable = variable_of(name)
        given = self._environment.get(variable)
        if given and given.strip():
            return Secret(given, what=variable)
        kept = self._ask(lambda ring: ring.get_password(self.service, name), absent=None)
        return Secret(kept, what=f"the {name} in the keyring") if kept else None

    def needed(self, name: str) -> Secret:
        """Return the secret of this name. Raises `UsageError` that says where to put it."""
        found = self.find(name)
        if found is None:
            raise UsageError(
                f"there is no {name} for {self._edgar.name}: keep it in the system keyring with "
                f"section16 verify --keep {_asked(name)}, or give it in {variable_of(name)}"
            )
        return found

    def ccc(self, cik: str | int) -> Secret | None:
        """Return the CCC of an owner, None where it is not kept."""
        return self.find(ccc_name(cik))

    def cccs(self, ciks: Iterable[str | None]) -> dict[str, Secret]:
        """Return the CCCs of owners by CIK. Raises `UsageError` naming every owner whose CCC is not kept."""
        asked = [cik for cik in ciks if cik]
        found = {cik: self.ccc(cik) for cik in asked}
        missing = [cik for cik, secret in found.items() if secret is None]
        if missing:
            raise UsageError(
                "no CCC is kept for " + ", ".join(missing) + f": keep each in the system keyring with "
                f"section16 verify --keep {missing[0]}, or give it in {variable_of(ccc_name(missing[0]))}"
            )
        return {cik: secret for cik, secret in found.items() if secret is not None}

    def keep(self, name: str, secret: Secret) -> None:
        """Keep a secret in the keyring. Raises `EdgarError` where the machine has none that is safe."""
        ring = self._ring()
        if ring is None:
            raise EdgarError(
                f"this machine has no keyring that keeps secrets; give the {name} in {variable_of(name)}"
            )
        try:
            ring.set_password(self.service, name, secret.reveal())
        except Exception as error:  # whatever a keyring raises may quote what it was given
            raise EdgarError(f"the keyring refused the {name} ({type(error).__name__})") from None

    def forget(self, name: str) -> bool:
        """Take a secret out of the keyring; False where it was not there."""

        def take_out(ring: Keyring) -> bool:
            if ring.get_password(self.service, name) is None:
                return False
            ring.delete_password(self.service, name)
            return True

        return bool(self._ask(take_out, absent=False))

    def _ask(self, question: Callable[[Keyring], Any], *, absent: Any) -> Any:
        ring = self._ring()
        if ring is None:
            return absent
        try:
            return question(ring)
        except Exception as error:  # locked, or denied: never quoted, for it may hold the secret
            raise EdgarError(
                f"the keyring could not be asked ({type(error).__name__}); unlock it, or use the environment"
            ) from None

    def _ring(self) -> Keyring | None:
        return self._keyring if self._keyring is not None else _system_keyring()


def ccc_name(cik: str | int) -> str:
    """Return the name under which an owner's CCC is kept."""
    return f"CCC {ten_digits(cik)}"


def variable_of(name: str) -> str:
    """Return the environment variable that may give a secret: ``SECTION16_CCC_0009000101`` for a CCC."""
    return _VARIABLES.get(name) or f"SECTION16_{name.upper().replace(' ', '_')}"


def name_of(asked: str) -> str:
    """Return the name of a secret as asked for: ``filer-token``, ``user-token``, or an owner's CIK."""
    for name in _VARIABLES:
        if asked.strip().lower().replace("-", " ") in (name, name.split()[0]):
            return name
    return ccc_name(asked)


def _asked(name: str) -> str:
    return name.removeprefix("CCC ").replace(" ", "-")


def _system_keyring() -> Keyring | None:
    """Return the keyring of the system; None where there is none, or one that writes plain files."""
    try:
        import keyring
    except ImportError as error:
        raise MissingExtra("filing with EDGAR", "edgar") from error
    ring = keyring.get_keyring()
    kind = type(ring)
    if kind.__module__.startswith(("keyring.backends.fail", "keyring.backends.null")):
        return None
    # The plain-text keyring of keyrings.alt is a file: "never in files" leaves it out.
    if "plaintext" in kind.__name__.lower():
        return None
    return ring


# "The CCC is eight characters, with at least one digit and one special character (@, #, $, *)." - EDGAR Filer
# Manual, Volume I, in substance.
_LOOKS_LIKE_A_CCC = re.compile(r"""(?<![^\s"'(<>:=])(?=\S*\d)(?=\S*[@#$*])[^\s"'<>&]{8}(?![^\s"').,;:<>&])""")


class Hiding:
    """Takes secrets out of texts that came from elsewhere, such as an answer that quotes what was sent.

    In a text that speaks of a CCC, whatever looks like one is taken out too: who only asks after a submission
    need not know the codes with which it was sent.
    """

    def __init__(self, secrets: Iterable[Secret] = ()) -> None:
        self._texts: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self.add(secrets)

    def add(self, secrets: Iterable[Secret]) -> None:
        """Hide these too, in capitals or not, and as XML, JSON and addresses write them."""
        for secret in secrets:
            text = secret.reveal()
            self._texts |= {text, html.escape(text), json.dumps(text)[1:-1], quote(text, safe="")}
        longest_first = sorted(self._texts, key=len, reverse=True)
        if longest_first:
            self._pattern = re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return a text in which each secret stands as ``***``."""
        hidden = self._pattern.sub(_SHOWN, text) if self._pattern else text
        return _LOOKS_LIKE_A_CCC.sub(_SHOWN, hidden) if "ccc" in hidden.lower() else hidden

    def __repr__(self) -> str:
        return "<Hiding>"
