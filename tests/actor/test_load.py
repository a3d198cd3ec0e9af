"""Loading actors: what is accepted, and how errors name their place."""

from __future__ import annotations

from contested.actor.load import load_actors


def test_the_general_layer_loads_every_country_as_an_actor() -> None:
    actors = load_actors()
    assert len(actors.countries) >= 195
    for country in actors.countries.values():
        assert actors.get(country.actor).kind == "state"
