"""What reading a document yields: the statement, what was odd about the document, and the evidence."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct

from section16.errors import UnsureReading
from section16.model.statement import Statement
from section16.model.submission import Submission


class DeviationKind(StrEnum):
    """How a document departed from what its format prescribes."""

    NOT_WELL_FORMED = "not_well_formed"
    """The XML breaks the rules of XML; what could be recovered was."""
    BROKEN_TAG = "broken_tag"
    """A tag was broken by a line end, or its name cut short, and was put together again."""
    ESCAPED_COPY = "escaped_copy"
    """The document is a copy in which line ends and quotes are written as backslash escapes."""
    ENCODING = "encoding"
    """The bytes are not in the encoding the document declares."""
    TEXT_BEFORE_DECLARATION = "text_before_declaration"
    """Something stands before the XML declaration."""
    PROCESSING_INSTRUCTION = "processing_instruction"
    """A processing instruction, such as a style sheet link."""
    NAMESPACE = "namespace"
    """The elements are in an XML namespace; EDGAR's have none."""
    UNKNOWN_ELEMENT = "unknown_element"
    """An element that the format does not know in this place."""
    UNKNOWN_ATTRIBUTE = "unknown_attribute"
    """An XML attribute that the format does not know in this place."""
    WRONG_ORDER = "wrong_order"
    """An element stands after one that it must precede."""
    REPEATED = "repeated"
    """An element that may stand once stands again; the first value was kept."""
    STRAY_TEXT = "stray_text"
    """Text stands where only elements may."""
    BLANK_VALUE = "blank_value"
    """An element whose value may not be blank has none."""
    UNTYPABLE = "untypable"
    """The text is no value of its type: a code not in the list, a date that does not exist, "-5"."""
    PADDED = "padded"
    """White space surrounds the value; EDGAR counts it."""
    ZONE_SUFFIX = "zone_suffix"
    """A date carries a time zone, which was dropped."""
    EDGAR_INTERNAL = "edgar_internal"
    """An element of EDGAR's own processing that says nothing about the statement; it was dropped."""
    CCC_DROPPED = "ccc_dropped"
    """The owner's CCC stood in the document; it was dropped and is never printed."""
    HEADER_DISAGREES = "header_disagrees"
    """The submission header and the document say different things."""


class Deviation(Struct, frozen=True):
    """One way in which a document departed from its format, met while reading.

    `path` is the place in the statement (``table_2[0].exercise_price``; empty for the whole document),
    `raw` the text as it stood (never a CCC), `detail` the element, line or reason in words.
    """

    kind: DeviationKind
    path: str
    raw: str | None = None
    detail: str | None = None


class SeenStatus(StrEnum):
    """How sure a value is, and why."""

    EXACT = "exact"
    """It stands in the document, and nothing had to be changed."""
    CONFIRMED = "confirmed"
    """It was recognised from marks that may mislead, and something else in the document says the same."""
    REPAIRED = "repaired"
    """What stood there was damaged; the value is what it must have been, and each change says why."""
    INFERRED = "inferred"
    """The document does not print it; it follows from what it prints, and the reason is given."""
    CONFLICT = "conflict"
    """The document says several things; the value is None and the alternatives are they."""
    UNREADABLE = "unreadable"
    """Something stood there, or may have, that cannot be read; None is unknown, not empty."""
    ABSENT = "absent"
    """The document says nothing here: the box is empty, or its edition of the form has no such box."""


class Repair(Struct, frozen=True):
    """One change made to what stood in the document, with its reason."""

    before: str
    after: str
    why: str


class Span(Struct, frozen=True, kw_only=True):
    """The part of a document where something was seen: a box on a page, or a stretch of its text.

    `page` counts from 1; `box` is left, top, right, bottom in points (1/72 inch) from the page's top left
    corner; `start` and `end` are offsets into the decoded text; `text` is what stood there, as it stood.
    """

    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    start: int | None = None
    end: int | None = None
    text: str = ""


class Seen(Struct, frozen=True, kw_only=True):
    """The evidence for one item: its value, how sure it is, and where in the document it was seen.

    `confidence` is the probability, from 0 to 1, that `value` is what the document says; `where` is the
    place on the form, `spans` are the places in the document; `alternatives` are the other values that the
    same marks could be, the likeliest first.
    """

    value: Any = None
    status: SeenStatus = SeenStatus.EXACT
    confidence: float = 1.0
    where: str | None = None
    repairs: tuple[Repair, ...] = ()
    alternatives: tuple[Any, ...] = ()
    spans: tuple[Span, ...] = ()

    @property
    def said(self) -> str:
        """The status in words, with the value or what stood in its place."""
        stood = " ".join(span.text for span in self.spans) or "; ".join(map(str, self.alternatives))
        if self.status is SeenStatus.CONFLICT:
            return f"conflict between {' and '.join(map(str, self.alternatives))}"
        if self.value is None:
            return f"{self.status}{f', there stands {stood!r}' if stood else ''}"
        return f"{self.status} {self.value}, {self.confidence:.0%} sure"


NEEDED = frozenset(
    {
        "period_of_report",
        "issuer.name",
        "owners.name",
        "owners.relationship.director",
        "owners.relationship.officer",
        "owners.relationship.ten_percent_owner",
        "owners.relationship.other",
        "security",
        "transaction_date",
        "code",
        "shares",
        "direction",
        "price",
        "exercise_price",
        "owned_following",
        "ownership",
        "signatures.date",
    }
)
"""What a statement must not lack unnoticed: items by group and attribute, of the tables by attribute."""

_POSITION = re.compile(r"\[\d+\]")


def _is_in_doubt(path: str, seen: Seen) -> bool:
    if seen.status is SeenStatus.CONFLICT:
        return True
    if seen.status is not SeenStatus.UNREADABLE:
        return False
    group, _, attribute = _POSITION.sub("", path).partition(".")
    if not attribute and group in ("table_1", "table_2"):
        return True  # the whole table is unread
    return (attribute if group in ("table_1", "table_2") else _POSITION.sub("", path)) in NEEDED


class Reading:
    """A document as read: the statement, the deviations, the submission header and the evidence.

    `statement` is None when none could be made although the document is of the right kind.
    `not_shown` holds the paths of what the document does not print although it may have been filed
    (``owners[1].relationship``): there None is unknown, and `check` draws no conclusion from it.
    `coverage` is the share, from 0 to 1, of the document's own words that the form explains, None where that
    was not measured; `unplaced` holds the words that it does not explain, in the document's order.
    `evidence` maps each item's path to its `Seen`; it is worked out when first asked for.
    """

    __slots__ = (
        "_evidence",
        "_find_evidence",
        "coverage",
        "deviations",
        "not_shown",
        "source",
        "statement",
        "submission",
        "unplaced",
    )

    def __init__(
        self,
        statement: Statement | None,
        deviations: tuple[Deviation, ...] = (),
        *,
        submission: Submission | None = None,
        source: str | None = None,
        not_shown: frozenset[str] = frozenset(),
        coverage: float | None = None,
        unplaced: tuple[str, ...] = (),
        find_evidence: Callable[[], Mapping[str, Seen]] | None = None,
    ) -> None:
        self.statement = statement
        self.deviations = deviations
        self.submission = submission
        self.source = source
        self.not_shown = not_shown
        self.coverage = coverage
        self.unplaced = unplaced
        self._find_evidence = find_evidence
        self._evidence: Mapping[str, Seen] | None = None

    @property
    def evidence(self) -> Mapping[str, Seen]:
        """The `Seen` of every item, by path."""
        if self._evidence is None:
            self._evidence = self._find_evidence() if self._find_evidence else {}
        return self._evidence

    def doubts(self, within: Collection[str] = ()) -> Mapping[str, Seen]:
        """Return what was not read surely enough to stand in a statement, by path.

        That is every item between whose values the document does not decide, and every item that cannot be
        read although the form needs it (`NEEDED`). `within` narrows this to groups: ``("table_1",)``.
        """
        return {
            path: seen
            for path, seen in self.evidence.items()
            if _is_in_doubt(path, seen) and (not within or path.startswith(tuple(within)))
        }

    def to_statement(self, *, accept: Collection[str] = (), at_least: float = 0.0) -> Statement:
        """Return the plain statement, for those who go on without the evidence.

        Refused is a reading with `doubts`, save at the paths that the caller has looked at and will `accept`
        as unknown; and one in which a value is less sure than `at_least`, from 0 to 1. Raises
        `UnsureReading`, which lists every such item with what stood there.
        """
        if self.statement is None:
            raise UnsureReading("no statement could be made; the deviations say why", source=self.source)
        refused = {path: seen for path, seen in self.doubts().items() if path not in accept}
        refused |= {
            path: seen
            for path, seen in self.evidence.items()
            if seen.value is not None and seen.confidence < at_least and path not in accept
        }
        if refused:
            listed = "; ".join(
                f"{seen.where or path} ({path}): {seen.said}" for path, seen in refused.items()
            )
            raise UnsureReading(
                f"{len(refused)} item{'' if len(refused) == 1 else 's'} not read surely enough: {listed}. "
                "Look at the document and complete the statement by hand, or accept these paths as unknown",
                source=self.source,
            )
        return self.statement

    def evidence_source(self) -> Callable[[], Mapping[str, Seen]]:
        """Return a function that finds the evidence, for a reading that wraps this one."""
        return lambda: self.evidence

    def _repr_html_(self) -> str:
        return self.statement._repr_html_() if self.statement else "<p>No statement could be read.</p>"

    def __rich__(self) -> Any:
        return self.statement.__rich__() if self.statement else "No statement could be read."

    def __repr__(self) -> str:
        said = f"Form {self.statement.form_type}" if self.statement else "no statement"
        return f"<Reading of {self.source or 'bytes'}: {said}, {len(self.deviations)} deviations>"
