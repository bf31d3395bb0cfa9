"""What a submission file is made of, whichever envelope carries it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from msgspec import Struct

from section16.edgar.journal import Mode
from section16.edgar.submission.ccc import Ccc
from section16.model.submission import Document
from section16.model.values import FORM_TYPES


class Contact(Struct, frozen=True, kw_only=True):
    """Whom EDGAR's staff may call about the submission.

    At most 30, 20 and 80 characters. Source: specification, section 3.4, `pointOfContact`.
    """

    name: str | None = None
    telephone: str | None = None
    email: str | None = None


class SubmissionParts(Struct, frozen=True, kw_only=True):
    """A submission file taken apart: its head, its documents, and the CCCs, each in its own place.

    `documents` are decoded; the statement among them holds no CCC. `cccs` are the owners' codes by CIK
    without leading zeros. `faults` are the ways in which a file that was read departs from its envelope's
    schema.
    """

    form_type: str
    mode: Mode
    documents: tuple[Document, ...]
    cccs: Mapping[str, Ccc] = {}
    contact: Contact | None = None
    notify: tuple[str, ...] = ()
    return_copy: bool = False
    envelope: str = "ownership"
    faults: tuple[str, ...] = ()

    @property
    def statement_document(self) -> Document | None:
        """The document that is the statement itself, None where there is none."""
        return next((each for each in self.documents if each.type in FORM_TYPES), None)

    @property
    def exhibits(self) -> tuple[Document, ...]:
        """Every document but the statement, in order."""
        main = self.statement_document
        return tuple(each for each in self.documents if each is not main)

    @property
    def digest(self) -> str:
        """The SHA-256 of what would become public: the form type and the documents, in hexadecimal.

        The CCCs are no part of it: from the digest of a known text, a secret of eight characters could be
        found by trying. Neither are mode, contact and notification, so that the same statement has the same
        digest however it is sent.
        """
        made = hashlib.sha256(self.form_type.encode())
        for document in self.documents:
            for part in (document.filename, document.type, document.description, document.content):
                piece = part if isinstance(part, bytes) else (part or "").encode()
                made.update(b"%d:" % len(piece))
                made.update(piece)
        return made.hexdigest()
