"""`contested believe`, `who`, `speakers` and `history`: beliefs from the ledger's claims."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from contested.actor.load import load_actors
from contested.belief.answer import history, who_holds
from contested.belief.belief import Belief, Kind, Reliability, Run
from contested.belief.believe import Believer
from contested.belief.learning import learn_speakers, reliabilities
from contested.belief.learnt import Learnt
from contested.belief.observe import Observer
from contested.belief.store import BeliefStore, store_path
from contested.cli.names import near_names, wanted_actors, wanted_places
from contested.cli.options import OptionError, day_of
from contested.cli.terminal import heading, print_records, print_table, progress, say, tell
from contested.cli.wording import outlets
from contested.errors import NotFoundError
from contested.ledger.records import StoredClaim
from contested.ledger.store import Ledger
from contested.place.theatre import Theatre, load_theatre, shipped_theatres
from contested.place.toponym import fold

_CONTRIBUTIONS_SHOWN = 8
_PASSED_ON_SHOWN = 6


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


@dataclass(frozen=True, slots=True)
class Loaded:
    """A ledger's claims, told to a believer, and the names of places and speakers in it."""

    believer: Believer
    claims: dict[str, StoredClaim]
    places: dict[str, str]
    speakers: frozenset[str]
    known_places: tuple[str, ...]


def load(ledger_path: Path, theatre: str | None, *, learnt: bool = True) -> Loaded:
    """Tell a believer all claims of a ledger; with what was learnt of the speakers, if kept."""
    with Ledger.open(ledger_path) as ledger:
        claims = {one.id: one for one in ledger.claims()}
        known = tuple(ledger.names()["place"])
    packs = _packs(theatre, claims.values())
    kept: Learnt | None = None
    if learnt and store_path(ledger_path).exists():
        with BeliefStore(store_path(ledger_path)) as store:
            kept = store.learnt()

    def neighbours(place: str) -> Sequence[str]:
        return [near for pack in packs for near in pack.neighbours(place)]

    actors = load_actors(packs[0].path if packs else None)
    # Sides are called as on the page: by the pack's titles.
    believer = Believer(Observer(actors), neighbours, kept, _side_titles(packs))
    believer.tell(claims.values())
    named = {key: _name(key, packs) for key in believer.places}
    speakers = frozenset(one.speaker.name for one in believer.all_testimonies())
    return Loaded(believer, claims, named, speakers, known)


def believe_ledger(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Fit the speakers and store every place's runs; the exit code."""
    started = time.perf_counter()
    loaded = load(ledger_path, theatre, learnt=False)
    believer = loaded.believer
    learnt = learn_speakers(believer)
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
        store.keep(runs, [*believer.places, *(run.place for run in store.runs())], learnt)
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


def say_who(ledger_path: Path, asked: Asked, why: bool, as_json: bool) -> int:
    """Print the belief about a place; the exit code. Raises NotFoundError for unknown names."""
    at, as_known = day_of("--at", asked.at), day_of("--as-known", asked.as_known)
    loaded = load(ledger_path, asked.theatre)
    place, name = find_place(loaded, asked)
    if asked.according_to and asked.side:
        raise OptionError("--according-to and --side exclude one another")
    according = find_speaker(loaded, asked.according_to, asked.theatre)
    side = find_side(loaded, asked.side, at) if asked.side else None
    without = [find_speaker(loaded, one, asked.theatre) or one for one in asked.without]
    kind: Kind | None = None if asked.hindsight or as_known else "filtered"
    belief = who_holds(
        loaded.believer, place, at, as_known=as_known, according_to=according, side=side,
        without=without, kind=kind,
    )  # fmt: skip
    belief = replace(belief, place=name)
    if as_json:
        print_records([{**belief.as_dict(), "place_id": place}])
        return 0
    _print_belief(belief, loaded)
    if why:
        say()
        _print_why(belief, loaded)
    return 0


def list_speakers(ledger_path: Path, theatre: str | None, as_json: bool) -> int:
    """Print what speakers' words are worth; the exit code."""
    loaded = load(ledger_path, theatre)
    learnt = loaded.believer.learnt
    if not learnt.speakers:
        learnt = learn_speakers(loaded.believer)
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


def list_history(ledger_path: Path, asked: Asked, as_known_then: bool, as_json: bool) -> int:
    """Print the runs of a place; the exit code. Raises NotFoundError for unknown names."""
    loaded = load(ledger_path, asked.theatre)
    place, name = find_place(loaded, asked)
    without = [find_speaker(loaded, one, asked.theatre) or one for one in asked.without]
    kind: Kind = "filtered" if as_known_then else "smoothed"
    runs = [
        replace(one, place=name)
        for one in history(loaded.believer, place, kind=kind, without=without)
    ]
    if as_json:
        print_records(one.as_dict() for one in runs)
        return 0
    print_table(
        ("from", "to", "holder", "probability"),
        [(str(r.first_day), str(r.last_day), r.holder, f"{r.prob:.2f}") for r in runs],
        title=f"{name}, {'as known then' if as_known_then else 'in hindsight'}",
    )
    if not runs:
        tell(f"{name}: nobody has said who holds it")
    return 0


def fused_lines(
    ledger_path: Path, places: Sequence[str], theatre: str, at: date
) -> list[tuple[str, list[str]]]:
    """For each place the belief from all speakers as known on a day, then from each speaker that
    had spoken of its holder by then, taken at its word."""
    loaded = load(ledger_path, theatre)
    found = []
    for text in places:
        place, name = find_place(loaded, Asked(text, theatre=theatre))
        told = [
            one
            for one in loaded.believer.testimonies(place)
            if one.known_on <= at and one.content.said is not None
        ]
        lines = []
        for speaker in (None, *dict.fromkeys(one.speaker.name for one in told)):
            belief = who_holds(
                loaded.believer, place, at, as_known=at, according_to=speaker, explain=False
            )
            whom = f"according to {speaker}" if speaker else "all told"
            lines.append(f"{whom}: {_in_words(belief)}")
        found.append((name, lines))
    return found


def find_place(loaded: Loaded, asked: Asked) -> tuple[str, str]:
    """The believer's id of the place asked for, and its name. Raises NotFoundError."""
    if asked.place in loaded.places:
        return asked.place, loaded.places[asked.place]
    wanted = wanted_places(asked.place, loaded.known_places, asked.theatre)
    same = [
        key
        for key, name in loaded.places.items()
        if name == wanted.name or fold(name) == fold(asked.place)
    ]
    if not same:
        return next((key for key in sorted(wanted.ids) if key), wanted.name), wanted.name
    told = loaded.believer.testimonies
    best = max(same, key=lambda key: (loaded.places[key] == wanted.name, len(told(key)), key))
    return best, loaded.places[best]


def find_speaker(loaded: Loaded, text: str | None, theatre: str | None) -> str | None:
    """The speaker called `text`. Raises NotFoundError if nobody of that name is known."""
    if text is None:
        return None
    same = [name for name in loaded.speakers if fold(name) == fold(text)]
    if same:
        return min(same)
    try:
        names = wanted_actors(text, sorted(loaded.speakers), theatre)
    except NotFoundError:
        if passed_on := _passed_on(loaded, text):
            raise NotFoundError(
                f"{text} says nothing of who holds what in its own words; it passes on: "
                f"{', '.join(passed_on)}. Ask for one of these, or list what came through it with "
                f"`contested claims --through {text!r}`"
            ) from None
        near = near_names(text, sorted(loaded.speakers))
        raise NotFoundError(f"no speaker is called {text!r}{near}") from None
    return min(names & loaded.speakers, default=min(names))


def _passed_on(loaded: Loaded, outlet: str) -> list[str]:
    """The speakers whose words came through an outlet, those with most claims first."""
    told = Counter(
        loaded.believer.observer.speaker_of(one, loaded.believer.last_day).name
        for one in loaded.claims.values()
        if fold(outlet) in {fold(name) for name in outlets(one)}
    )
    return [name for name, _ in told.most_common(_PASSED_ON_SHOWN)]


def find_side(loaded: Loaded, text: str, at: date | None) -> str:
    """The id of the side called `text`, by its title, its id or the name of anybody who fights on
    it. Raises NotFoundError if no speaker of the ledger is of it."""
    believer = loaded.believer
    observer = believer.observer
    titles = {
        one.speaker.side: _title(loaded, one.speaker.side)
        for one in believer.all_testimonies()
        if one.speaker.side is not None
    }
    same = [side for side, title in titles.items() if fold(text) in (fold(side), fold(title))]
    if not same:
        side = observer.side_named(text, at or believer.last_day)
        same = [side] if side in titles else []
    if not same:
        known = ", ".join(sorted(titles.values()))
        raise NotFoundError(f"no side called {text!r} speaks in this ledger; there are: {known}")
    return min(same)


def _side_titles(packs: Sequence[Theatre]) -> dict[str, str]:
    """Side to title, of the pack whose actors count."""
    return dict(packs[0].settings.get("sides", {})) if packs else {}


def _title(loaded: Loaded, side: str) -> str:
    return loaded.believer.titles.get(side) or loaded.believer.observer.name_of(side)


def _packs(theatre: str | None, claims: Iterable[StoredClaim]) -> list[Theatre]:
    """The pack asked for, else the shipped ones, that of most claims' places first."""
    if theatre:
        return [load_theatre(theatre)]
    seen = Counter(
        (one.resolution.place_id or "").partition(":")[0] for one in claims if one.resolution
    )
    return [load_theatre(name) for name in sorted(shipped_theatres(), key=lambda n: -seen[n])]


def _name(key: str, packs: Sequence[Theatre]) -> str:
    for pack in packs:
        if key in pack.places:
            return pack.places[key].name
    return key


def _print_belief(belief: Belief, loaded: Loaded) -> None:
    told = "as known then" if belief.kind == "filtered" else "in hindsight"
    whom = f", according to {belief.according_to}" if belief.according_to else ""
    if belief.side:
        title = _title(loaded, belief.side)
        whom = f", according to {title} alone"
        heard = sorted(
            {one.speaker.name for one in loaded.believer.all_testimonies()
             if one.speaker.side == belief.side and one.speaker.name != title}
        )  # fmt: skip
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
        say(f"the last word on it is {belief.age_days} days old")


def _print_why(belief: Belief, loaded: Loaded) -> None:
    if not belief.contributions:
        say("nobody spoke of it: what is believed follows from what it is part of, or is unknown")
        return
    holder = belief.contributions[0].holder
    heading(f"What moved it, in log-odds of {holder}")
    for one in belief.contributions[:_CONTRIBUTIONS_SHOWN]:
        echo = f", {one.echo_prob:.0%} likely an echo" if one.echo_prob >= 0.2 else ""
        say(f"  {one.log_odds:+.2f}  {one.day}  {one.speaker}: {one.says}{echo}")
        for claim_id in one.claim_ids:
            stored = loaded.claims[claim_id]
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
