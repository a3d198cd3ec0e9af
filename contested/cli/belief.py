"""`contested believe`, `who`, `speakers` and `history`: beliefs from the ledger's claims."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from contested.belief.answer import history, who_holds
from contested.belief.belief import Belief, Kind, Reliability, Run
from contested.belief.learning import learn_speakers, learn_then, reliabilities
from contested.belief.store import BeliefStore, store_path
from contested.cli.claims import check_moment, none_recorded
from contested.cli.options import OptionError, day_of
from contested.cli.terminal import heading, print_records, print_table, progress, say, tell
from contested.cli.trace import print_trace
from contested.cli.undated import tell_undated_in
from contested.cli.wording import counted
from contested.ledger.store import Ledger
from contested.place.theatre import shipped_theatres
from contested.study.study import Study, open_study

NOT_LEARNT = (
    "speakers' trust not learnt yet, so that each is judged by its kind: run contested believe"
)
_CONTRIBUTIONS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of a question about a place, as typed."""

    place: str
    at: str | None = None
    as_known: str | None = None
    according_to: str | None = None
    without: tuple[str, ...] = ()
    theatre: str | None = None
    hindsight: bool = False
    side: str | None = None
    recorded_by: str | None = None


def believe_ledger(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Fit the speakers and store every place's runs; the exit code."""
    started = time.perf_counter()
    believer = open_study(ledger_path, theatre, learn=False).believer
    tell_undated_in(ledger_path)
    learnt = learn_speakers(believer)
    with progress("looking back", None) as bar:
        then = learn_then(believer, told=lambda line: bar.step())
    with (
        BeliefStore(store_path(ledger_path)) as store,
        progress("believing", len(believer.places)) as bar,
    ):
        runs: list[Run] = []
        kinds: tuple[Kind, ...] = ("filtered", "smoothed")
        for place in believer.places:
            for kind in kinds:
                runs += history(believer, place, kind=kind)
            bar.step()
        store.keep(runs, [*believer.places, *(run.place for run in store.runs())], learnt, then)
    for one in believer.outages:
        tell(
            f"held back: {one.speaker} changed its word on {one.changed} of {one.spoken_of} "
            f"places on {one.day}: an outage, or an event to look at"
        )
    seconds = time.perf_counter() - started
    summary = {
        "places": len(believer.places),
        "testimonies": learnt.testimonies,
        "speakers": len(learnt.speakers),
        "runs": len(runs),
        "held_back": [f"{one.speaker} {one.day}" for one in believer.outages],
        "stored": str(store_path(ledger_path)),
    }
    if as_json:
        print_records([summary])
    else:
        say(
            f"{summary['testimonies']} testimonies of {summary['speakers']} speakers on "
            f"{summary['places']} places; {summary['runs']} runs kept in {summary['stored']}"
        )
    tell(f"{seconds:.1f} s")
    return 0


def say_who(ledger_path: Path, asked: Asked, why: bool, traced: bool, as_json: bool) -> int:
    """Print the belief about a place; the exit code. Raises NotFoundError for unknown names."""
    at, as_known = day_of("--at", asked.at), day_of("--as-known", asked.as_known)
    if asked.according_to and asked.side:
        raise OptionError("--according-to and --side exclude one another")
    if traced and (asked.hindsight or (as_known and (at is None or as_known > at))):
        raise OptionError("--trace is of what was known on the day, not of hindsight")
    study = open_for(ledger_path, asked)
    place, name = study.place(asked.place)
    belief = study.who(
        place, at, hindsight=asked.hindsight, as_known=as_known, side=asked.side,
        according_to=asked.according_to, without=asked.without,
    )  # fmt: skip
    belief = replace(belief, place=name)
    parts = None
    if traced:
        parts = study.trace(
            place, belief.at, as_known=as_known, according_to=asked.according_to, side=asked.side,
            without=asked.without,
        )  # fmt: skip
    tell_trust(study)
    if as_json:
        record = {**belief.as_dict(), "place_id": place, "trust": study.trust}
        print_records([record | ({"trace": parts.as_dict() if parts else None} if traced else {})])
        return 0
    _print_belief(belief, study)
    if why:
        say()
        _print_why(belief, study)
    if parts is not None:
        say()
        print_trace(parts)
    return 0


def open_for(ledger_path: Path, asked: Asked) -> Study:
    """The study that a question is put to; raises OptionError for a time that is none."""
    check_moment("--recorded-by", asked.recorded_by)
    study = open_study(ledger_path, asked.theatre, learn=False, recorded_by=asked.recorded_by)
    tell_undated_in(ledger_path)
    if not study.stored:
        with Ledger.open(ledger_path) as ledger:
            if hint := none_recorded(ledger, asked.recorded_by):
                tell(hint)
    if asked.theatre is None and asked.place:
        # Each war has its own sides: a place is asked about in the pack that it belongs to.
        pack = study.place(asked.place)[0].partition(":")[0]
        elsewhere = {key.partition(":")[0] for key in study.places} & {*shipped_theatres()} - {pack}
        if elsewhere and pack in shipped_theatres():
            return open_study(ledger_path, pack, learn=False, recorded_by=asked.recorded_by)
    return study


def tell_trust(study: Study) -> None:
    """Say so where no speaker's trust was learnt: other numbers come once it is."""
    if study.trust == "by kind":
        tell(NOT_LEARNT)


def list_speakers(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Print what speakers' words are worth; the exit code."""
    study = open_study(ledger_path, theatre, learn=False)
    tell_undated_in(ledger_path)
    learnt = study.believer.learnt
    if not learnt.speakers:
        learnt = study.learn()
        tell(
            "learnt for this list alone: who and the map judge speakers by their kind until "
            "contested believe has been run"
        )
    found = reliabilities(learnt)
    if as_json:
        print_records(one.as_dict() for one in found)
        return 0
    columns = ("speaker", "kind", "favour", "code", "right", "claims", "echo", "lag")
    print_table(columns, [_reliability_cells(one) for one in found])
    tell(
        "right: chance that what it says of the holder is so; claims: how many that rests on; "
        "F: cannot be judged"
    )
    return 0


def list_history(ledger_path: Path, asked: Asked, as_json: bool) -> int:
    """Print the runs of a place; the exit code. Raises NotFoundError for unknown names."""
    study = open_for(ledger_path, asked)
    place, name = study.place(asked.place)
    runs = [
        replace(one, place=name)
        for one in study.history(place, hindsight=asked.hindsight, without=asked.without)
    ]
    tell_trust(study)
    if as_json:
        print_records({**one.as_dict(), "trust": study.trust} for one in runs)
        return 0
    print_table(
        ("from", "to", "holder", "probability"),
        [(str(r.first_day), str(r.last_day), r.holder, f"{r.prob:.2f}") for r in runs],
        title=f"{name}, {'in hindsight' if asked.hindsight else 'as known then'}",
    )
    if not runs:
        tell(f"{name}: nobody has said who holds it")
    return 0


def fused_lines(
    ledger_path: Path, places: Sequence[str], theatre: str, at: date
) -> list[tuple[str, list[str]]]:
    """For each place the belief from all speakers as known on a day, then from each speaker that
    had spoken of its holder by then, taken at its word."""
    study = open_study(ledger_path, theatre, learn=False)
    found = []
    for text in places:
        place, name = study.place(text)
        told = [
            one
            for one in study.believer.testimonies(place)
            if one.known_on <= at and one.content.said is not None
        ]
        lines = []
        for speaker in (None, *dict.fromkeys(one.speaker.name for one in told)):
            belief = who_holds(
                study.believer, place, at, as_known=at, according_to=speaker, explain=False
            )
            whom = f"according to {speaker}" if speaker else "all told"
            lines.append(f"{whom}: {_in_words(belief)}")
        found.append((name, lines))
    return found


def _print_belief(belief: Belief, study: Study) -> None:
    told = "as known then" if belief.kind == "filtered" else "in hindsight"
    whom = f", according to {belief.according_to}" if belief.according_to else ""
    if belief.side:
        title = study.title(belief.side)
        whom = f", according to {title} alone"
        heard = sorted({one.speaker for one in belief.contributions} - {title})
        whom += f" ({', '.join(heard)})" if heard else ""
    whom += f", without {', '.join(belief.without)}" if belief.without else ""
    heading(f"{belief.place} on {belief.at}, {told} (reports to {belief.known_at}){whom}")
    rows = sorted(belief.probs.items(), key=lambda item: -item[1])
    print_table(
        ("holder", "probability"),
        [(name, f"{prob:.3f}") for name, prob in rows if prob >= 0.0005],
    )
    if belief.age_days is None:
        say("nobody has said who holds it")
    elif belief.age_days:
        say(f"the last word on it is {counted(belief.age_days, 'days')} old")


def _print_why(belief: Belief, study: Study) -> None:
    if not belief.contributions:
        say("nobody spoke of it: what is believed follows from what it is part of, or is unknown")
        return
    holder = belief.contributions[0].holder
    heading(f"What moved it, in log-odds of {holder}")
    for one in belief.contributions[:_CONTRIBUTIONS_SHOWN]:
        echo = f", {one.echo_prob:.0%} likely an echo" if one.echo_prob >= 0.2 else ""
        say(f"  {one.log_odds:+.2f}  {one.day}  {one.speaker}: {one.says}{echo}")
        for claim_id in one.claim_ids:
            stored = study.stored[claim_id]
            if (stored.published_at or "")[:10] > belief.known_at.isoformat():
                continue  # a copy that came later
            claim = stored.claim
            say(f"         {claim_id}  {claim.evidence}")
    rest = len(belief.contributions) - _CONTRIBUTIONS_SHOWN
    if rest > 0:
        say(f"  and {rest} more with less weight")


def _in_words(belief: Belief) -> str:
    rows = sorted(belief.probs.items(), key=lambda item: -item[1])
    return ", ".join(f"{name} {prob:.2f}" for name, prob in rows if prob >= 0.05)


def _reliability_cells(one: Reliability) -> tuple[str, ...]:
    judged = one.letter != "F"
    return (
        one.speaker,
        one.kind,
        one.favour,
        one.letter,
        f"{one.right_prob:.2f}" if judged else "cannot be judged",
        f"{one.rests_on:.1f}",
        f"{one.echo_prob:.2f}",
        f"{one.delay_days} d",
    )
