"""Actors: their names per language, sides and alliances over time."""
