"""Bringing a ledger's tables to the newest revision, inside the caller's transaction."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from contested.ledger.schema import REVISION

if TYPE_CHECKING:
    from alembic.config import Config


def revision_of(connection: Connection) -> str | None:
    """The revision of the tables, None if there are no tables at all.

    An empty string means tables that are not the ledger's.
    """
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names:
        return ""
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found or "")


def known_revisions() -> list[str]:
    """Every revision this version of Contested knows, oldest first."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_config())
    return [script.revision for script in scripts.walk_revisions()][::-1]


def upgrade(connection: Connection, revision: str = REVISION) -> None:
    """Run every migration up to `revision` that is still to come. Nothing is committed here."""
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def _config() -> Config:
    # Alembic takes a third of a second to import, and most openings have nothing to migrate.
    from alembic.config import Config

    config = Config()
    folder = str(resources.files("contested.ledger") / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    return config
