"""Contested: who holds what, says who."""

__version__ = "0.1.0"
