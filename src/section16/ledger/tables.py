"""The tables of a ledger, as SQL sees them. Rows are added and never changed, as its triggers see to.

Every record stands in the table of its kind under the `sequence` of its entry in the `log`, with its whole
content as JSON in `payload` and, beside it, columns to ask by. Days are texts (YYYY-MM-DD), moments texts in
UTC. A number stands as filed and, in the column that ends in ``_e4``, as a whole number of ten-thousandths
(None where it has more than four decimals).
"""

from __future__ import annotations

from section16.errors import MissingExtra

try:
    from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, MetaData, Table, Text
    from sqlalchemy import UniqueConstraint as Unique
except ImportError:  # pragma: no cover - with the extra installed
    raise MissingExtra("the ledger", "ledger") from None

METADATA = MetaData()


def _entry() -> Column[int]:
    """Return the column that ties a record to its entry in the log."""
    return Column("sequence", BigInteger, ForeignKey("log.sequence"), primary_key=True, autoincrement=False)


def _texts(*names: str) -> list[Column[str]]:
    return [Column(name, Text) for name in names]


def _needed(*names: str) -> list[Column[str]]:
    return [Column(name, Text, nullable=False) for name in names]


LOG = Table(
    "log",
    METADATA,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    *_needed("at", "who", "action", "subject", "digest", "previous", "hash"),
    Unique("hash"),
)
"""Who did what when, one entry a record; each entry's `hash` covers the one before it (`previous`)."""

CONTENTS = Table(
    "contents",
    METADATA,
    _entry(),
    *_needed("digest"),
    Column("size", BigInteger, nullable=False),
    Column("bytes", LargeBinary, nullable=False),
    Unique("digest"),
)
"""The bytes of filings and documents, each once, by digest (SHA-256, hexadecimal)."""

FILINGS = Table(
    "filings",
    METADATA,
    _entry(),
    *_needed("key"),
    Column("version", BigInteger, nullable=False),
    *_texts("accession_number"),
    *_needed("form_type"),
    *_texts("issuer_cik", "issuer_name", "period_of_report", "filed_on", "accepted_at", "digest"),
    *_needed("statement_digest", "payload"),
    Unique("key", "version"),
    Index("filings_by_issuer", "issuer_cik"),
    Index("filings_by_statement", "statement_digest"),
    Index("filings_by_accession_number", "accession_number"),
)
"""Statements as filed. A later `version` of a `key` completes the earlier one; its statement is the same."""

OWNERS = Table(
    "filing_owners",
    METADATA,
    Column("filing", BigInteger, ForeignKey("filings.sequence"), primary_key=True, autoincrement=False),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    *_texts("cik", "name"),
    Index("filing_owners_by_cik", "cik"),
)
"""The reporting owners of each filing, in filed order; CIKs have ten digits, names are as filed."""

NUMBERS = (
    "shares",
    "price",
    "owned_following",
    "value_owned_following",
    "exercise_price",
    "total_value",
    "underlying_shares",
    "underlying_value",
)
"""The attributes of a line that stand in two columns: as filed, and in ten-thousandths."""

LINE_TEXTS = (
    "security",
    "transaction_date",
    "deemed_execution_date",
    "form_type",
    "code",
    "timeliness",
    "direction",
    "ownership",
    "nature_of_ownership",
    "exercise_date",
    "expiration_date",
    "underlying_title",
)
"""The attributes of a line that stand in one column, as text."""

LINES = Table(
    "lines",
    METADATA,
    Column("filing", BigInteger, ForeignKey("filings.sequence"), primary_key=True, autoincrement=False),
    Column("path", Text, primary_key=True),
    *_needed("kind"),
    *_texts(*LINE_TEXTS),
    Column("equity_swap", BigInteger),
    *(column for name in NUMBERS for column in (Column(name, Text), Column(f"{name}_e4", BigInteger))),
)
"""Each line of Tables I and II, by the path under which messages name it (``table_1[0]``)."""

FACTS = Table(
    "facts",
    METADATA,
    _entry(),
    *_needed("key", "fact", "on", "issuer_cik", "owner_ciks", "payload"),
    Unique("key"),
    Index("facts_by_issuer", "issuer_cik"),
)
"""What happened, with the fills inside; `key` is made from the content, `owner_ciks` has spaces between."""

PROFILES = Table(
    "profiles",
    METADATA,
    _entry(),
    *_needed("key", "kind", "name", "valid_from"),
    *_texts("cik"),
    *_needed("payload"),
    Index("profiles_by_key", "key"),
)
"""Profiles of issuers, owners and signers, each from a day on; `key` is its kind and its own key."""

DRAFTS = Table(
    "drafts",
    METADATA,
    _entry(),
    *_needed("key"),
    Column("version", BigInteger, nullable=False),
    *_needed("state"),
    *_texts("issuer_cik", "due", "accession_number"),
    *_needed("payload"),
    Unique("key", "version"),
    Index("drafts_by_issuer", "issuer_cik"),
)
"""Every version of every draft."""

WAIVERS = Table(
    "waivers",
    METADATA,
    _entry(),
    *_needed("key", "by", "reason"),
    *_texts("until"),
    *_needed("payload"),
    Index("waivers_by_key", "key"),
)
"""What somebody decided to let stand; `key` is the duty or finding."""

DOCUMENTS = Table(
    "documents",
    METADATA,
    _entry(),
    *_needed("key", "kind", "name", "since"),
    *_texts("until", "owner_cik", "issuer_cik", "digest"),
    *_needed("payload"),
    Index("documents_by_key", "key"),
)
"""Documents that the desk keeps; the last of a `key` holds (kind, name, whose, from when)."""

POSTINGS = Table(
    "postings",
    METADATA,
    _entry(),
    *_needed("key", "accession_number", "posted_at", "place", "payload"),
    Index("postings_by_key", "key"),
)
"""Filings put on the issuer's web site."""

SENDINGS = Table(
    "sendings",
    METADATA,
    _entry(),
    *_needed("key", "state", "mode", "place"),
    *_texts("accession_number", "statement_digest"),
    *_needed("payload"),
    Index("sendings_by_key", "key"),
)
"""Each step of each submission to EDGAR, in the order taken; the last of a `key` says where it stands."""

RECORDS: dict[str, Table] = {
    "filing": FILINGS,
    "fact": FACTS,
    "profile": PROFILES,
    "draft": DRAFTS,
    "waiver": WAIVERS,
    "document": DOCUMENTS,
    "posting": POSTINGS,
    "sending": SENDINGS,
}
"""The table of each kind of record that is kept as JSON."""
