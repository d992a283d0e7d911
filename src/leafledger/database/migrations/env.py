"""Alembic's entry: runs the migrations on the connection it is handed."""

from __future__ import annotations

from alembic import context

from leafledger.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table="leafledger_migrations",
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
