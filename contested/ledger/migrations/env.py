"""Runs migrations on the connection that `contested.ledger.migrate` hands over."""

from __future__ import annotations

from alembic import context

from contested.ledger.schema import metadata


def run() -> None:
    """Run the migrations asked for, inside the caller's transaction."""
    connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    context.run_migrations()


# Alembic executes this file; whoever merely imports it runs nothing.
if hasattr(context, "config"):
    run()
