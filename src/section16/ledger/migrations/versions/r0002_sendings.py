"""Make the table of what is sent to EDGAR, with the triggers that let nobody change what it holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_REFUSED = "a ledger is append-only: nothing in it is changed or deleted"


def upgrade() -> None:
    """Make the table, its index and its triggers; the function that they call is the first step's."""
    op.create_table(
        "sendings",
        sa.Column(
            "sequence", sa.BigInteger, sa.ForeignKey("log.sequence"), primary_key=True, autoincrement=False
        ),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("key", "state", "mode", "place")),
        *(sa.Column(name, sa.Text) for name in ("accession_number", "statement_digest")),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("sendings_by_key", "sendings", ["key"])
    if op.get_context().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER sendings_no_{verb.lower()} BEFORE {verb} ON sendings "
                f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
            )
        op.execute(
            "CREATE TRIGGER sendings_no_replace_sequence BEFORE INSERT ON sendings "
            "WHEN EXISTS (SELECT 1 FROM sendings WHERE sequence = NEW.sequence) "
            f"BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"
        )
        return
    op.execute(
        "CREATE TRIGGER sendings_no_change BEFORE UPDATE OR DELETE ON sendings "
        "FOR EACH ROW EXECUTE FUNCTION section16_refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER sendings_no_truncate BEFORE TRUNCATE ON sendings "
        "FOR EACH STATEMENT EXECUTE FUNCTION section16_refuse_change()"
    )
