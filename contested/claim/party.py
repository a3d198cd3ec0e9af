"""A resolved actor, and how sure it is that it was meant."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class GroundedActor:
    """A resolved actor; `sure` is 1 for a name, less for a role or an anaphor."""

    name: str
    id: str = ""
    text: str = ""
    sure: float = 1.0
    named: bool = True


def less_sure(actor: GroundedActor | None, text: str, sure: float) -> GroundedActor | None:
    """The same actor, met under another description."""
    if actor is None:
        return None
    return GroundedActor(actor.name, actor.id, text or actor.text, sure, named=False)
