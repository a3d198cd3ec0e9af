"""The parts of a figure as a table, for whoever adds them up again."""

from __future__ import annotations

from contested.belief.trace import Trace, TraceStep
from contested.cli.terminal import heading, print_table, say


def print_trace(parts: Trace) -> None:
    """A row for each addend, the sums, and how the figure follows from them."""
    heading(f"What makes {parts.holder} likelier than each other state, as natural logarithms")
    columns = ("day", "what", "trust", "echo", *(f"than {name}" for name in parts.others))
    rows = [_cells(one) for one in parts.steps]
    total = ("", "sum", "", "", *(f"{value:+.4f}" for value in parts.sums))
    print_table(columns, [*rows, total])
    powers = " + ".join(f"exp({-value:.4f})" for value in parts.sums)
    say(f"{parts.holder}, if nothing changed unnoticed: 1 / (1 + {powers})")
    say(f"  = {parts.inferred_prob:.4f}")
    say(
        f"times the chance that nothing did since the last word, {parts.unchanged_prob:.4f}: "
        f"{parts.prob:.4f}"
    )


def _cells(step: TraceStep) -> tuple[str, ...]:
    added = tuple(f"{value:+.4f}" for value in step.log_ratios)
    if step.speaker is None:
        what = f"{step.days} days" if step.days else "at first"
        return (str(step.day), what, "", "", *added)
    alone = ""
    if any(abs(a - b) > 5e-5 for a, b in zip(step.alone, step.log_ratios, strict=True)):
        alone = f" (had nobody spoken before: {', '.join(f'{value:+.4f}' for value in step.alone)})"
    later = f", published {step.known_on}" if step.known_on not in (None, step.day) else ""
    trust = f"{step.trust_prob:.2f}" if step.trust_prob is not None else ""
    echo = f"{step.echo_prob:.2f}" if step.echo_prob else ""
    return (str(step.day), f"{step.speaker}: {step.says}{later}{alone}", trust, echo, *added)
