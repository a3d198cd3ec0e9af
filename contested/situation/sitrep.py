"""A situation report: what changed and who says so, disputes, sieges, corridors, what to watch.

Every sentence carries the claims it rests on; a sentence without one is not written.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from contested.errors import NotFoundError
from contested.situation.assess import Situation
from contested.situation.contradiction import contradictions
from contested.situation.evidence import DIVIDED, UNKNOWN, Evidence
from contested.situation.finding import DISAGREE, Finding
from contested.situation.whatif import baseline, single_changes

# Every siege, corridor and route is told; of the rest so many, and how many are left out.
_MOST = {"changes": 12, "disputed": 6, "watch": 5}
_MOST_SOURCES = 4
# The findings that say how likely a siege is, and how likely that a route is open.
_ASKED = ("encirclement", "supply_route")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the ids of the claims it rests on."""

    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences, the most important first."""

    key: str
    heading: str
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A numbered source: who says it, where it was printed, in which words."""

    number: int
    claim_id: str
    text: str


@dataclass(frozen=True, slots=True)
class Sitrep:
    """A situation report in one language; `render.py` prints it."""

    language: str
    title: str
    period: str
    sections: tuple[Section, ...]
    sources: tuple[Source, ...]
    sources_heading: str
    nothing: str


@cache
def wordings() -> dict[str, dict[str, str]]:
    """Language to key to wording."""
    text = (resources.files("contested.situation") / "sitrep.toml").read_text("utf-8")
    return tomllib.loads(text)


def sitrep(
    situation: Situation, at: date, since: date | None = None, language: str = "en"
) -> Sitrep:
    """The report for the days after `since` (by default a week) up to `at`.

    Raises NotFoundError for a language without wordings.
    """
    since = since or at - timedelta(days=7)
    if language not in wordings():
        raise NotFoundError(
            f"no situation report is worded in {language!r}; there are: {', '.join(wordings())}"
        )
    return _Writer(situation, at, since, language).write()


class _Writer:
    def __init__(self, situation: Situation, at: date, since: date, language: str) -> None:
        self.situation, self.at, self.since, self.language = situation, at, since, language
        self.words = wordings()[language]
        self.evidence = {e.claim_id: e for e in situation.evidence if e.published <= at}
        self.now = situation.findings(at, ended_after=since)
        self.before = situation.findings(since)

    def write(self) -> Sitrep:
        bodies = {
            "changes": self._changes(),
            "disputed": self._disputed(),
            "sieges": self._sieges(),
            "corridors": self._corridors(),
            "watch": self._watch(),
        }
        sections = []
        numbers: dict[str, int] = {}
        for key, sentences in bodies.items():
            kept = []
            for sentence in sentences:
                known = tuple(c for c in dict.fromkeys(sentence.claims) if c in self.evidence)
                if known:
                    kept.append(Sentence(sentence.text, known[:_MOST_SOURCES]))
            kept = self._cut(key, list(dict.fromkeys(kept)))
            for one in kept:
                for claim in one.claims:
                    numbers.setdefault(claim, len(numbers) + 1)
            sections.append(Section(key, self.words[key], tuple(kept)))
        sources = tuple(Source(n, claim, self._source(claim)) for claim, n in numbers.items())
        theatre = self._area(self.situation.theatre)
        return Sitrep(
            self.language,
            self._say("title", theatre=theatre),
            self._say("period"),
            tuple(sections),
            sources,
            self.words["sources"],
            self.words["nothing"],
        )

    def _cut(self, key: str, sentences: list[Sentence]) -> list[Sentence]:
        most = _MOST.get(key, len(sentences))
        left = sentences[most:]
        if not left:
            return sentences
        more = self._say("more", number=self._number(len(left)))
        return [*sentences[:most], Sentence(more, _flat(one.claims[:1] for one in left))]

    def _say(self, key: str, **values: Any) -> str:
        filled = {"at": self._date(self.at), "since": self._date(self.since), **values}
        return self.words[key].format(**filled)

    def _area(self, theatre: Any) -> str:
        place = f"{theatre.name}:{theatre.name}"
        return self._place(place) if place in theatre.places else str(theatre.title)

    def _place(self, place_id: str | None) -> str:
        theatre = self.situation.theatre
        if place_id is None or place_id not in theatre.places:
            return place_id or self.words["unknown"]
        place = theatre.places[place_id]
        if self.language == "en":
            return place.name
        names = [name for code, name in theatre.names_of(place_id) if code == self.language]
        return names[0] if names else place.name

    def _actor(self, actor_id: str | None) -> str:
        if actor_id is None:
            return self.words["somebody"]
        if actor_id in (DIVIDED, UNKNOWN):
            return self.words[actor_id]
        try:
            actor = self.situation.actors.get(actor_id)
        except NotFoundError:
            return actor_id
        if self.language == "en" or actor_id in self.words:
            return self.words.get(actor_id, actor.name)
        names = actor.names.get(self.language, ())
        return names[0] if names else actor.name

    def _speaker(self, one: Evidence) -> str:
        if one.speaker == "outlet":
            return one.publisher or self.words["outlet"]
        return self._actor(one.speaker)

    def _source(self, claim: str) -> str:
        one = self.evidence[claim]
        text = " ".join(one.text.split())
        return self._say(
            "source",
            speaker=self._speaker(one),
            publisher=one.publisher or one.title or one.report_id,
            published=self._date(one.published) if one.dated_report else self.words["undated"],
            text=text if len(text) <= 160 else text[:157] + "...",
        )

    def _date(self, day: date | None) -> str:
        from babel.dates import format_date

        locale = "en_GB" if self.language == "en" else self.language
        return format_date(day, format="long", locale=locale) if day else ""

    def _since(self, one: Finding) -> str:
        return since_words(one, self.language, self._date(one.first))

    def _lasted(self, one: Finding) -> str:
        return lasted_words(one, self.language)

    def _number(self, number: int) -> str:
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.language)

    def _days(self, days: int) -> str:
        return self.words["day" if days == 1 else "days"].format(days=days)

    def _prob(self, prob: float) -> str:
        return "<1%" if prob < 0.01 else ">99%" if prob > 0.99 else f"{round(100 * prob)}%"

    def _status(self, status: str) -> str:
        return self.words.get(f"s_{status}", status)

    def _changes(self) -> list[Sentence]:
        found = []
        old = {(f.kind, f.place or f.route, f.whose): f for f in self.before}
        for one in self.now:
            before = old.get((one.kind, one.place or one.route, one.whose))
            if one.kind == "encirclement":
                found += self._siege_change(one, before)
                continue
            changed = before is None or before.status != one.status
            if one.kind == "supply_route" and changed and one.first and one.first > self.since:
                found.append(Sentence(self._say("new_route", **self._values(one)), one.claims))
        return found + self._told("breaks_siege") + self._told("captures")

    def _siege_change(self, one: Finding, before: Finding | None) -> list[Sentence]:
        if one.first is None:
            return []
        values = self._values(one)
        if one.last is None and one.first > self.since:
            return [Sentence(self._say("new_siege", **values), one.claims)]
        if one.last is not None and one.last > self.since:
            key = "lost_siege" if one.status == "lost" and one.whose else "ended_siege"
            return [Sentence(self._say(key, **values), one.claims)]
        return []

    def _told(self, predicate: str) -> list[Sentence]:
        """What is said to have been taken, or relieved: each version with those who tell it and
        deny it. Of a siege that was broken it does not matter by whom."""
        taken = predicate == "captures"
        told: dict[tuple[str, str | None], dict[str, list[Evidence]]] = {}
        denied: dict[str, list[Evidence]] = {}
        for one in self.evidence.values():
            if one.predicate != predicate or not self.since < one.first <= self.at:
                continue
            if one.copy_of is not None:
                continue
            if one.place is None or one.place not in self._places():
                continue
            if taken and one.actor is None:
                continue
            if one.factuality == "actual":
                version = (one.place, one.actor) if taken else (one.place, None)
                extent = one.extent if taken else "whole"
                told.setdefault(version, {}).setdefault(extent, []).append(one)
            elif one.factuality == "negated":
                denied.setdefault(one.place, []).append(one)
        rows = []
        for (place, actor), versions in told.items():
            parts, claims = [], []
            for extent, ones in versions.items():
                names = list(dict.fromkeys(self._speaker(e) for e in ones))
                said = self._say(
                    "captured" if taken else "said_siege_broken",
                    actor=self._actor(actor),
                    extent=self.words[f"extent_{extent}"],
                )
                parts.append(f"{said}, {self._say('according', speaker=', '.join(names[:4]))}")
                claims += [e.claim_id for e in ones[:2]]
            no = list(dict.fromkeys(self._speaker(e) for e in denied.get(place, [])))
            if no:
                parts.append(self._say("denied", speaker=", ".join(no[:3])))
                claims += [e.claim_id for e in denied[place][:1]]
            last = max(e.first for ones in versions.values() for e in ones)
            weight = self.situation.control.population(place) or 0
            rows.append(
                (
                    last,
                    weight,
                    Sentence(f"{self._place(place)}: {'; '.join(parts)}.", tuple(claims)),
                )
            )
        rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
        return [sentence for _, _, sentence in rows]

    def _places(self) -> Any:
        return self.situation.theatre.places

    def _disputed(self) -> list[Sentence]:
        found, named = self._contradictions()
        for one in self.now:
            if one.kind == "encirclement" and one.notes:
                values = {"place": self._place(one.place), "prob": self._prob(one.prob)}
                for note, key in (
                    (DISAGREE, "siege_dispute"),
                    ("said_besieged_but_way_open", "note_way_open"),
                    ("said_open_but_every_way_held", "note_every_way_held"),
                ):
                    if note in one.notes and not (note == DISAGREE and one.place in named):
                        found.append(Sentence(self._say(key, **values), one.claims))
        picture = self.situation.picture(self.at)
        for place, ones in self._holding_claims().items():
            newest: dict[str, Evidence] = {}
            for e in ones:
                newest[e.voice] = e
            stories = {(e.actor, e.extent in ("part", "most")) for e in newest.values()}
            sides = {e.actor for e in newest.values()}
            row = picture.areas.get(place, {})
            shaky = row.get(DIVIDED, 0.0) >= 0.3 or max(row.values(), default=1.0) < 0.7
            if len(stories) < 2 or not (shaky or len(sides) > 1):
                continue
            parts = [
                self._say(
                    "claim_holds",
                    actor=self._actor(e.actor),
                    extent=self.words[f"extent_{e.extent}"],
                    according=self._say("according", speaker=self._speaker(e)),
                )
                for e in list(newest.values())[-4:]
            ]
            shown = sorted(row.items(), key=lambda item: -item[1])[:3]
            belief = ", ".join(f"{self._actor(h)} {self._prob(p)}" for h, p in shown if p >= 0.05)
            found.append(
                Sentence(
                    self._say(
                        "dispute", place=self._place(place), parts="; ".join(parts), belief=belief
                    ),
                    tuple(e.claim_id for e in list(newest.values())[-4:]),
                )
            )
        return found

    def _contradictions(self) -> tuple[list[Sentence], set[str]]:
        """What was said against each other in these days about sieges and routes, with who says
        what, and the places and routes."""
        probs = {(f.kind, f.route or f.place): f.prob for f in self.now if f.kind in _ASKED}
        found: list[Sentence] = []
        named: set[str] = set()
        recent = [e for e in self.evidence.values() if self.since < e.published]
        situation = self.situation
        for kind, name, disputed in contradictions(
            recent, situation.subjects(), situation.routes()
        ):
            named.add(name)
            parts = "; ".join([*self._sides(kind, disputed.so, 1),
                               *self._sides(kind, disputed.not_so, -1)])  # fmt: skip
            prob = probs.get(("encirclement" if kind == "siege" else "supply_route", name))
            text = self._say("contradiction", place=self._place(name), parts=parts)
            if prob is not None:
                text += self._say(f"prob_{kind}", prob=self._prob(prob))
            found.append(Sentence(text, disputed.claims))
        return found, named

    def _sides(self, kind: str, ones: Sequence[Evidence], sign: int) -> list[str]:
        """In whose words it is so or not: "siege broken, according to A, B"."""
        told: dict[str, list[str]] = {}
        for one in ones:
            broken = "_broken" if one.predicate == "breaks_siege" else ""
            key = f"{kind}{broken}" if sign * (-1 if broken else 1) > 0 else f"{kind}{broken}_not"
            told.setdefault(key, []).append(self._speaker(one))
        return [
            f"{self.words[f'said_{key}']}, "
            f"{self._say('according', speaker=', '.join(list(dict.fromkeys(names))[:4]))}"
            for key, names in told.items()
        ]

    def _holding_claims(self) -> dict[str, list[Evidence]]:
        found: dict[str, list[Evidence]] = {}
        for one in sorted(self.evidence.values(), key=lambda e: (e.first, e.published)):
            holds = one.predicate in ("controls", "captures") and one.factuality == "actual"
            recent = self.since < one.published <= self.at and one.copy_of is None
            if holds and recent and one.actor and one.place and one.place in self._places():
                found.setdefault(one.place, []).append(one)
        return found

    def _sieges(self) -> list[Sentence]:
        found = []
        over = {f.place for f in self.now if f.kind == "encirclement" and f.status != "encircled"}
        # Those that last first, then the most people; the lines about a place stay together.
        for one in sorted(
            self.now, key=lambda f: (f.place in over, -(f.population or 0), f.place or "")
        ):
            if one.kind == "encirclement" and one.status != "lost":
                key = "siege_now" if one.status == "encircled" else "siege_over"
                if one.first is None:
                    continue
                found.append(Sentence(self._say(key, **self._values(one)), one.claims))
            elif one.kind == "siege" and one.definition in ("ocha", "siege_watch"):
                if one.status == "no":
                    continue
                place, status = self._place(one.place), self._status(one.status)
                text = definition_words(one, self.words, place, status)
                found.append(Sentence(text, one.claims))
        return found

    def _values(self, one: Finding) -> dict[str, Any]:
        people = ""
        if one.population is not None:
            people = self._say("people", number=self._number(one.population))
        return {
            "place": self._place(one.place),
            "route": self._place(one.route),
            "by": self._actor(one.by),
            "prob": self._prob(one.prob),
            "whose": self._actor(one.whose),
            "first": self._since(one),
            "last": self._date(one.last),
            "days": self._lasted(one),
            "status": self._status(one.status),
            "basis": self.words[f"basis_{one.basis}"],
            "people": people,
            "deciding": self._deciding(one),
        }

    def _deciding(self, one: Finding) -> str:
        places = [d.place for d in one.deciding if max(d.influence, d.joint_influence) >= 0.1][:3]
        if not places:
            return ""
        return self._say("decides", places=", ".join(self._place(place) for place in places))

    def _corridors(self) -> list[Sentence]:
        found = []
        for one in self.now:
            if one.kind == "corridor":
                places = ", ".join(self._place(d.place) for d in one.deciding[:2])
                key = "corridor" if places else "corridor_plain"
                text = self._say(key, **{**self._values(one), "places": places})
                found.append(Sentence(text, one.claims))
            elif one.kind == "supply_route":
                found.append(Sentence(self._say("route", **self._values(one)), one.claims))
        return found

    def _watch(self) -> list[Sentence]:
        base = baseline(self.situation, self.at)
        claims = {f.place: f.claims for f in self.now if f.kind == "encirclement"}
        route_claims = {f.route: f.claims for f in self.now if f.kind == "supply_route"}
        found: dict[str, Sentence] = {}
        for one in single_changes(base):
            if one.place in found:
                continue
            turned = [*one.besieges, *one.relieves]
            routes = [*one.routes_cut, *one.routes_opened]
            if turned:
                people = one.people_besieged + one.people_relieved
                about = ", ".join(self._place(place) for place in turned)
                text = self._say(
                    "watching" if people else "watching_place",
                    place=self._place(one.place),
                    people=self._number(people),
                    about=about,
                )
                found[one.place] = Sentence(text, _flat(claims.get(p, ()) for p in turned))
            elif routes:
                about = ", ".join(self._place(route) for route in routes)
                text = self._say("watching_route", place=self._place(one.place), about=about)
                found[one.place] = Sentence(text, _flat(route_claims.get(r, ()) for r in routes))
        return list(found.values())


def since_words(one: Finding, language: str, day: str) -> str:
    """Since when a finding is so, as far as anybody says: `day`, "July 2016", or that none does."""
    if not one.first_known:
        return str(wordings()[language]["since_unknown"]).format(day=day)
    said = one.first_said or ""
    if len(said) == 7:
        from babel.dates import format_skeleton

        locale = "en_GB" if language == "en" else language
        return str(format_skeleton("yMMMM", date.fromisoformat(f"{said}-01"), locale=locale))
    return said if len(said) == 4 else day


def definition_words(one: Finding, words: dict[str, str], place: str, status: str) -> str:
    """What a published definition of a siege says of a place, and what it asks us to find out."""
    text = words[f"rule_{one.definition}"].format(place=place, status=status)
    if one.asks:
        asked = ", ".join(words[f"q_{question}"] for question in one.asks)
        text += words["asks"].format(questions=asked)
    return text


def lasted_words(one: Finding, language: str) -> str:
    """How long a finding has been so: "21 days", "at least 21 days"."""
    words = wordings()[language]
    days = str(words["day" if one.days == 1 else "days"]).format(days=one.days or 0)
    return days if one.first_exact else str(words["at_least"]).format(days=days)


def _flat(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    return tuple(claim for group in groups for claim in group)
