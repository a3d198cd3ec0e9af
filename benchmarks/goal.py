"""What a measurement says by its exit code, beside 0 and Python's own 1 for a fault."""

GOAL_MISSED = 3  # measured, and short of a goal
NO_DATA = 4  # the data it needs is not on this machine
