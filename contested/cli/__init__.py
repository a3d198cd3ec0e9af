"""The command line. Importing it imports nothing else: every command loads what it needs."""

from __future__ import annotations


def main() -> None:
    """Entry point of the program ``contested``."""
    import sys

    from contested.cli.app import run

    sys.exit(run(sys.argv[1:]))
