"""``python -m contested.cli`` is the program ``contested``."""

from contested.cli import main

main()
