"""What could not be read: named when it is met first, kept by its content ever after.

Every function works inside the caller's transaction.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, select, update

from contested.ledger.schema import refused
from contested.report.source import Problem

_DAY = 10


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that was refused for one reason, or read only in part (`partial`).

    `content` is the hash of what was refused, `source` its name on the last day.
    `first_seen` and `last_seen` are times in UTC; the latter is brought forward once a day.
    """

    content: str
    source: str
    message: str
    partial: bool
    first_seen: str
    last_seen: str


def seen(connection: Connection, problem: Problem) -> str | None:
    """When this content was refused last for this reason; None if it never was."""
    return connection.execute(
        select(refused.c.last_seen).where(
            refused.c.content == problem.content, refused.c.message == problem.message
        )
    ).scalar()


def is_of_today(last_seen: str | None, now: str) -> bool:
    """Whether a refusal is on record for the day of `now`, so that nothing needs to be written."""
    return last_seen is not None and last_seen[:_DAY] == now[:_DAY]


def record(connection: Connection, problem: Problem, now: str) -> bool:
    """Put a refusal on record; whether it was there before."""
    if seen(connection, problem) is None:
        connection.execute(
            refused.insert(),
            [{"content": problem.content, "message": problem.message, "source": problem.source,
              "partial": problem.partial, "first_seen": now, "last_seen": now}],
        )  # fmt: skip
        return False
    connection.execute(
        update(refused)
        .where(refused.c.content == problem.content, refused.c.message == problem.message)
        .values(source=problem.source, last_seen=now)
    )
    return True


def every(connection: Connection) -> list[Refused]:
    """All that was refused, the newest first; nothing in an older ledger that cannot be changed."""
    if not inspect(connection).has_table(refused.name):
        return []
    rows = connection.execute(
        select(refused).order_by(refused.c.first_seen.desc(), refused.c.source, refused.c.message)
    )
    return [
        Refused(row.content, row.source, row.message, row.partial, row.first_seen, row.last_seen)
        for row in rows
    ]
