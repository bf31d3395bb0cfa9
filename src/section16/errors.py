"""What can go wrong with a call (what is wrong with a *document* is a `Finding`, never an exception).

    Section16Error            everything below
    ├── ReadError             no statement could be made from what was given
    │   ├── NotAStatement     it is something else: a Form 144, a web page, an empty file
    │   ├── UnsafeDocument    it declares entities or a document type, or nests too deep
    │   ├── TooLarge          it is larger than any statement can be
    │   ├── TruncatedDocument it ends before its end
    │   ├── MangledDocument   it is damaged so that rows or footnotes would be lost
    │   ├── LockedDocument    it needs a password
    │   ├── BlankDocument     its pages are empty
    │   ├── RotatedDocument   its pages lie on their side or upside down, and could not be turned
    │   ├── CoarseDocument    its picture has too few pixels for the form's small print
    │   └── UnsureReading     it was read, but what is asked for was not read surely enough
    ├── WriteError            the statement cannot be written in that format
    ├── EdgarError            EDGAR did not answer, or not with what was asked for
    │   └── NotAtEdgar        EDGAR answered that it has no such thing
    ├── LedgerError           a ledger cannot be opened, or refuses what contradicts it
    ├── UsageError            the call itself is wrong (an unknown check, format or version)
    └── MissingExtra          an optional part is not installed; the message names the command

Every message says what, where and how to mend it.
"""

from __future__ import annotations


class Section16Error(Exception):
    """Base class of every exception this package raises on purpose."""


class ReadError(Section16Error):
    """No statement could be made from the source.

    `source` names the file or stream as the caller gave it (None for bare bytes).
    """

    def __init__(self, message: str, *, source: str | None = None) -> None:
        super().__init__(message)
        self.source = source

    def __str__(self) -> str:
        message = super().__str__()
        return f"{self.source}: {message}" if self.source else message


class NotAStatement(ReadError):
    """The source is not a Section 16 statement in any shape that is read."""


class UnsafeDocument(ReadError):
    """The source declares a document type or entities, or nests deeper than any statement."""


class TooLarge(ReadError):
    """The source is larger than the limit for its kind."""


class TruncatedDocument(ReadError):
    """The source ends in the middle of the statement."""


class MangledDocument(ReadError):
    """The source is damaged in a way that would lose rows, owners or footnotes if it were read."""


class LockedDocument(ReadError):
    """The source is encrypted and needs a password."""


class BlankDocument(ReadError):
    """The pages of the source are empty."""


class RotatedDocument(ReadError):
    """The pages of the source lie on their side or upside down, and could not be turned."""


class CoarseDocument(ReadError):
    """The picture has too few pixels for the small print of the form."""


class UnsureReading(ReadError):
    """A statement was read, but some of its items not surely enough; the message lists them."""


class WriteError(Section16Error):
    """The statement cannot be expressed in the format asked for."""


class EdgarError(Section16Error):
    """EDGAR cannot be reached, refuses, or gives an answer that cannot be used; no secret is in the message.

    Raised, too, where an empty answer would be mistaken for "there is nothing".
    """


class NotAtEdgar(EdgarError):
    """EDGAR answered that it has nothing at this address."""


class LedgerError(Section16Error):
    """A ledger cannot be opened or read, or refuses what contradicts what it holds."""


class UsageError(Section16Error):
    """The call is wrong: an unknown name, or options that do not go together."""


class MissingExtra(Section16Error, ImportError):
    """An optional part of the package is needed and not installed."""

    def __init__(self, what: str, extra: str) -> None:
        super().__init__(f"{what} needs an optional part; install it with: pip install 'section16[{extra}]'")
        self.extra = extra
