"""Run migrations on the connection that the ledger has opened (Alembic executes this module)."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
