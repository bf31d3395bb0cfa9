"""How a ledger's tables came to be, step by step; Alembic runs what a ledger lacks when it is opened."""
