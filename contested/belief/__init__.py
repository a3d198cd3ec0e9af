"""Belief: how likely each side holds a place on a day, given who said what."""
