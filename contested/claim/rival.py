"""The other side of a war of two: the opponent who goes without saying even if nobody names it."""

from __future__ import annotations

from datetime import date

from contested.actor.actors import Actors
from contested.place.theatre import Theatre


def rival_side(
    theatre: Theatre | None, actors: Actors, actor_id: str, on: date | None
) -> str | None:
    """The id of the actor that leads the other side of a theatre that has two, or None where there
    are more, or the actor is on neither."""
    sides: tuple[str, ...] = tuple(theatre.settings.get("sides", {})) if theatre is not None else ()
    if len(sides) != 2 or not actor_id or actor_id not in actors:
        return None
    own = actors.side_of(actor_id, on)
    if own not in sides:
        return None
    return sides[1] if own == sides[0] else sides[0]
