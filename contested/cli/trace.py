"""The parts of a figure as a table, for whoever adds them up again."""

from __future__ import annotations

from contested.belief.trace import Trace, TraceStep
from contested.cli.terminal import heading, print_table, say


def print_trace(parts: Trace) -> None:
    """A row for each addend, the sums, and how the figure follows from them."""
    heading(f"What makes {parts.holder} likelier than each other state, as natural logarithms")
    columns = ("day", "what", "trust", "read", "echo", *(f"than {name}" for name in parts.others))
    rows = [_cells(one, parts.holder) for one in parts.steps]
    total = ("", "sum", "", "", "", *(f"{value:+.4f}" for value in parts.sums))
    print_table(columns, [*rows, total])
    powers = " + ".join(f"exp({-value:.4f})" for value in parts.sums)
    say(f"{parts.holder}, if nothing changed unnoticed: 1 / (1 + {powers})")
    say(f"  = {parts.inferred_prob:.4f}")
    say(
        f"times the chance that nothing did since the last word, {parts.unchanged_prob:.4f}: "
        f"{parts.prob:.4f}"
    )


def _cells(step: TraceStep, holder: str) -> tuple[str, ...]:
    added = tuple(f"{value:+.4f}" for value in step.log_ratios)
    if step.speaker is None:
        return (str(step.day), _days(step, holder), "", "", "", *added)
    alone = ""
    if any(abs(a - b) > 5e-5 for a, b in zip(step.alone, step.log_ratios, strict=True)):
        alone = f" (had nobody spoken before: {', '.join(f'{value:+.4f}' for value in step.alone)})"
    later = f", published {step.known_on}" if step.known_on not in (None, step.day) else ""
    trust = f"{step.trust_prob:.2f}" if step.trust_prob is not None else ""
    read = f"{step.read_prob:.2f}" if step.read_prob is not None else ""
    echo = f"{step.echo_prob:.2f}" if step.echo_prob else ""
    return (str(step.day), f"{step.speaker}: {step.says}{later}{alone}", trust, read, echo, *added)


def _days(step: TraceStep, holder: str) -> str:
    """``1 day, a change of hands told (taken by SDF): 75.0% that X, holding it, would lose it``."""
    if not step.days:
        return "at first" if step.change_prob is None else "the same day"
    days = "1 day" if step.days == 1 else f"{step.days} days"
    told = {"attacked": ", fighting told", "changed": ", a change of hands told"}
    who = f" (taken by {step.taker})" if step.taker else ""
    who = f" (left by {step.leaver})" if step.leaver else who
    lost = f": {step.change_prob:.1%} that {holder}, holding it, would lose it"
    return f"{days}{told.get(step.fighting, '')}{who}{lost}"
