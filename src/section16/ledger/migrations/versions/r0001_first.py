"""Make the tables, and the triggers that let nobody change what they hold."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBERS = (
    "shares", "price", "owned_following", "value_owned_following", "exercise_price", "total_value",
    "underlying_shares", "underlying_value",
)  # fmt: skip
_LINE_TEXTS = (
    "security", "transaction_date", "deemed_execution_date", "form_type", "code", "timeliness", "direction",
    "ownership", "nature_of_ownership", "exercise_date", "expiration_date", "underlying_title",
)  # fmt: skip

_UNIQUE: dict[str, tuple[tuple[str, ...], ...]] = {
    "log": (("sequence",), ("hash",)),
    "contents": (("sequence",), ("digest",)),
    "filings": (("sequence",), ("key", "version")),
    "filing_owners": (("filing", "position"),),
    "lines": (("filing", "path"),),
    "facts": (("sequence",), ("key",)),
    "profiles": (("sequence",),),
    "drafts": (("sequence",), ("key", "version")),
    "waivers": (("sequence",),),
    "documents": (("sequence",),),
    "postings": (("sequence",),),
}
"""Every table, with the columns that tell its rows apart."""

_INDEXES = (
    ("filings_by_issuer", "filings", "issuer_cik"),
    ("filings_by_statement", "filings", "statement_digest"),
    ("filings_by_accession_number", "filings", "accession_number"),
    ("filing_owners_by_cik", "filing_owners", "cik"),
    ("facts_by_issuer", "facts", "issuer_cik"),
    ("profiles_by_key", "profiles", "key"),
    ("drafts_by_issuer", "drafts", "issuer_cik"),
    ("waivers_by_key", "waivers", "key"),
    ("documents_by_key", "documents", "key"),
    ("postings_by_key", "postings", "key"),
)


def _whole(name: str, of: str | None = None, *, key: bool = False, needed: bool = True) -> sa.Column[int]:
    bound = [sa.ForeignKey(of)] if of else []
    return sa.Column(
        name, sa.BigInteger, *bound, primary_key=key, autoincrement=False, nullable=not (key or needed)
    )


def _entry() -> sa.Column[int]:
    return _whole("sequence", "log.sequence", key=True)


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text) for name in names]


def _needed(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text, nullable=False) for name in names]


def upgrade() -> None:
    """Make every table, index and trigger."""
    unique = sa.UniqueConstraint
    op.create_table(
        "log",
        _whole("sequence", key=True),
        *_needed("at", "who", "action", "subject", "digest", "previous", "hash"),
        unique("hash"),
    )
    op.create_table(
        "contents",
        _entry(),
        *_needed("digest"),
        _whole("size"),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        unique("digest"),
    )
    op.create_table(
        "filings",
        _entry(),
        *_needed("key"),
        _whole("version"),
        *_texts("accession_number"),
        *_needed("form_type"),
        *_texts("issuer_cik", "issuer_name", "period_of_report", "filed_on", "accepted_at", "digest"),
        *_needed("statement_digest", "payload"),
        unique("key", "version"),
    )
    op.create_table(
        "filing_owners",
        _whole("filing", "filings.sequence", key=True),
        _whole("position", key=True),
        *_texts("cik", "name"),
    )
    numbers = [(sa.Column(name, sa.Text), _whole(f"{name}_e4", needed=False)) for name in _NUMBERS]
    op.create_table(
        "lines",
        _whole("filing", "filings.sequence", key=True),
        sa.Column("path", sa.Text, primary_key=True),
        *_needed("kind"),
        *_texts(*_LINE_TEXTS),
        _whole("equity_swap", needed=False),
        *(column for pair in numbers for column in pair),
    )
    _make_records()
    for name, table, column in _INDEXES:
        op.create_index(name, table, [column])
    if op.get_context().dialect.name == "sqlite":
        _guard_sqlite()
    else:
        _guard_postgresql()


def _make_records() -> None:
    """Make the tables of what the desk itself records."""
    op.create_table(
        "facts",
        _entry(),
        *_needed("key", "fact", "on", "issuer_cik", "owner_ciks", "payload"),
        sa.UniqueConstraint("key"),
    )
    op.create_table(
        "profiles",
        _entry(),
        *_needed("key", "kind", "name", "valid_from"),
        *_texts("cik"),
        *_needed("payload"),
    )
    op.create_table(
        "drafts",
        _entry(),
        *_needed("key"),
        _whole("version"),
        *_needed("state"),
        *_texts("issuer_cik", "due", "accession_number"),
        *_needed("payload"),
        sa.UniqueConstraint("key", "version"),
    )
    op.create_table(
        "waivers", _entry(), *_needed("key", "by", "reason"), *_texts("until"), *_needed("payload")
    )
    op.create_table(
        "documents",
        _entry(),
        *_needed("key", "kind", "name", "since"),
        *_texts("until", "owner_cik", "issuer_cik", "digest"),
        *_needed("payload"),
    )
    op.create_table(
        "postings", _entry(), *_needed("key", "accession_number", "posted_at", "place", "payload")
    )


_REFUSED = "a ledger is append-only: nothing in it is changed or deleted"
_BREAKS = "an entry of the log must follow the last one"
_NO_HASH = "0" * 64


def _guard_sqlite() -> None:
    """Refuse UPDATE and DELETE, INSERT OR REPLACE (a DELETE without its trigger), and gaps in the log."""
    for table, keys in _UNIQUE.items():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        for key in keys:
            same = " AND ".join(f'"{column}" = NEW."{column}"' for column in key)
            op.execute(
                f"CREATE TRIGGER {table}_no_replace_{'_'.join(key)} BEFORE INSERT ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
    op.execute(
        "CREATE TRIGGER log_follows BEFORE INSERT ON log WHEN "
        "NEW.sequence <> coalesce((SELECT max(sequence) FROM log), 0) + 1 OR NEW.previous <> "
        f"coalesce((SELECT hash FROM log ORDER BY sequence DESC LIMIT 1), '{_NO_HASH}') "
        f"BEGIN SELECT RAISE(ABORT, '{_BREAKS}'); END"
    )


def _guard_postgresql() -> None:
    """Refuse UPDATE, DELETE and TRUNCATE, and gaps in the log."""
    op.execute(
        "CREATE FUNCTION section16_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$"
    )
    for table in _UNIQUE:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION section16_refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION section16_refuse_change()"
        )
    op.execute(
        "CREATE FUNCTION section16_log_follows() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE last record; BEGIN "
        "SELECT sequence, hash INTO last FROM log ORDER BY sequence DESC LIMIT 1; "
        "IF NEW.sequence <> coalesce(last.sequence, 0) + 1 "
        f"OR NEW.previous <> coalesce(last.hash, '{_NO_HASH}') "
        f"THEN RAISE EXCEPTION '{_BREAKS}'; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER log_follows BEFORE INSERT ON log "
        "FOR EACH ROW EXECUTE FUNCTION section16_log_follows()"
    )
