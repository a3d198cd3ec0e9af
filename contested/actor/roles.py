"""What generic words mean in a country: "the army", "the rebels", "the separatists"."""

from __future__ import annotations

from contested.actor.actor import Actor
from contested.actor.country import Country

ROLES = frozenset(
    [
        "state",
        "rebels",
        "opposition",
        "exile_opposition",
        "separatists",
        "jihadists",
        "islamists",
        "kurds",
        "coalition",
        "militias",
        "tribes",
        "paramilitary",
        "mercenaries",
        "occupiers",
        "peacekeepers",
        "gangs",
        "monitor",
        "state_media",
        "state_television",
        "state_agency",
    ]
)
"""Roles that words may play. `state` is the government, army or regime; `militias` those that
fight for it; `occupiers` a state that has invaded it; `peacekeepers` those of the United Nations;
`monitor` "the Observatory"; `coalition` the foreign one that fights there."""

# Role to kind, and what is added to a country's adjective where no entry names an actor.
_MADE = {
    "rebels": ("rebel_group", "rebels"),
    "opposition": ("movement", "opposition"),
    "exile_opposition": ("movement", "opposition in exile"),
    "separatists": ("separatists", "separatists"),
    "gangs": ("gang", "gangs"),
    "state_media": ("state_media", "state media"),
    "state_television": ("state_media", "state television"),
    "state_agency": ("state_media", "state news agency"),
}
# Roles whose actor is the same in every country that has no entry for them.
GENERIC = {
    "rebels": "rebels",
    "opposition": "opposition",
    "separatists": "separatists",
    "jihadists": "jihadist-groups",
    "islamists": "jihadist-groups",
    "militias": "pro-government-militias",
    "tribes": "tribal-fighters",
    "gangs": "gangs",
    "mercenaries": "mercenaries",
    "state_media": "state-media",
    "state_television": "state-television",
}


def made_id(country: Country, role: str) -> str | None:
    """Id of the actor that stands for a role in a country without an entry, such as
    ``co-rebels``; None for a role that is not made on the fly."""
    return f"{country.code.lower()}-{role.replace('_', '-')}" if role in _MADE else None


def made_actor(country: Country, role: str) -> Actor | None:
    """The actor "<Adjective> rebels" of the country, the same at every call; None if the role is
    not made on the fly."""
    actor_id = made_id(country, role)
    if actor_id is None:
        return None
    kind, noun = _MADE[role]
    name = f"{country.adjective} {noun}"
    speaks_for = country.actor if kind == "state_media" else None
    side = None if speaks_for else actor_id
    return Actor(
        id=actor_id,
        name=name,
        kind=kind,
        countries=(country.code,),
        names={"en": (name,)},
        speaks_for=speaks_for,
        side=side,
    )


def made_role(actor_id: str) -> tuple[str, str] | None:
    """The country code and role in an id like ``co-rebels``, or None.

    >>> made_role("co-rebels")
    ('CO', 'rebels')
    """
    code, _, role = actor_id.partition("-")
    role = role.replace("-", "_")
    return (code.upper(), role) if len(code) == 2 and role in _MADE else None
