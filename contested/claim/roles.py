"""From clauses and cue nouns to draft claims: which phrase fills which role of a frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from contested.claim.attribute import Attribution, Speaker
from contested.claim.clause import Clause, Parse, VerbGroup
from contested.claim.frame import Frame, Rule
from contested.claim.ground import Ground, GroundedActor, GroundedPlace
from contested.claim.lexicon import VerbSense
from contested.place.place import ROUTE_KINDS
from contested.claim.phrase import ActorRef, Phrase

_INTO = frozenset({"under", "in", "to", "into", "at"})


@dataclass(slots=True)
class Draft:
    """A claim before dates and ids: what one cue says, with the words it rests on."""

    predicate: str
    actor: GroundedActor | None
    target: GroundedActor | None
    place: GroundedPlace | None
    extent: str
    speaker: Speaker | None
    factuality: str
    start: int  # word indices of the evidence
    end: int
    clause: Clause | None
    sure: float = 1.0
    rule: str = ""
    via: dict[str, str] = field(default_factory=dict)


class RoleFiller:
    """Applies the rules of a language to parsed sentences."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.pro_drop = bool(ground.names.lexicon.settings.get("pro_drop", False))

    def drafts(self, parse: Parse, attribution: Attribution) -> list[Draft]:
        """All draft claims of a sentence."""
        found: list[Draft] = []
        used: set[int] = set()
        self._used_cues = used
        self._sentence = parse
        self._describe(parse)
        for clause in parse.clauses:
            if clause.verb is not None:
                found.extend(self._told(self._verb_drafts(clause, parse, attribution)))
        for clause in parse.clauses:
            for phrase in self._all_phrases(clause):
                if phrase.cue is not None and id(phrase) not in used:
                    found.extend(self._told(self._noun_drafts(phrase, clause, parse, attribution)))
        for phrase in parse.phrases:
            found.extend(self._modifier_drafts(phrase, parse, attribution))
        return [d for d in found if not self._told_better(d, found)]

    @staticmethod
    def _told_better(draft: Draft, found: list[Draft]) -> bool:
        """Whether a bare "fell" is told with its taker by a noun of the same clause.

        An attack by nobody in particular is told better with its author in the same clause.
        """
        if draft.actor is None and draft.predicate == "attacks" and draft.place is not None:
            return any(
                other.predicate == "attacks" and other.actor is not None
                and other.clause is draft.clause and other.place is not None
                and other.place.name == draft.place.name
                for other in found
            )
        if not draft.rule.endswith("(fall)"):
            return False
        return any(
            other is not draft and other.clause is draft.clause and other.sure > draft.sure
            and other.predicate == draft.predicate and other.actor is not None
            and other.place is not None and draft.place is not None
            and other.place.name == draft.place.name and not other.rule.endswith("(fall)")
            for other in found
        )

    def _describe(self, parse: Parse) -> None:
        """Note on unnamed districts who their relative clause says holds them."""
        link_verbs = self.ground.names.lexicon.link_verbs
        for clause in parse.clauses:
            antecedent, verb = clause.antecedent, clause.verb
            road = antecedent or (clause.subj if clause.kind in ("ger", "red") else None)
            if (
                verb is not None and verb.form is not None and verb.form.lemma in link_verbs
                and road is not None and road.place is not None and road.place.kind == "route"
            ):  # fmt: skip
                ends = [p for p in clause.args if p.place is not None and p is not clause.stand_in]
                for end in ends:
                    linked = replace(end, prep=("between",))
                    road.post.append(linked)
                    if clause.antecedent is None and clause.inherits is not None:
                        pass
            if antecedent is None or verb is None or antecedent.place is None:
                continue
            if not antecedent.place.plural:
                continue
            for phrase in clause.args:
                cue = phrase.cue
                holder = None
                if cue is not None and cue.rule is not None and cue.rule.frame.name == "control_noun":
                    holder = phrase.of.actor if phrase.of is not None else phrase.adj_actor
                elif "by" in phrase.prep and any(
                    s.rule is not None and s.rule.frame.predicate == "controls"
                    for s in verb.senses("rule")
                ):
                    holder = phrase.actor
                if holder is not None:
                    antecedent.place.holder = holder

    @staticmethod
    def _worth(draft: Draft) -> bool:
        """Whether a draft says anything: without anybody who acts, few predicates do."""
        if draft.actor is not None:
            return True
        if draft.predicate in ("withdraws", "supply_route", "supports"):
            return False
        if draft.predicate == "attacks":
            return draft.speaker is not None and "clash_noun" in draft.rule
        return True

    def _told(self, drafts: Iterator[Draft]) -> list[Draft]:
        """The drafts, remembered for what the rest of the report leaves unsaid."""
        kept = [d for d in drafts if self._worth(d)]
        for draft in kept:
            if draft.factuality == "actual":
                self.ground.note_claim(draft.predicate, draft.actor, draft.place)
        return kept

    def _all_phrases(self, clause: Clause) -> Iterator[Phrase]:
        seen: set[int] = set()
        stack = [*clause.before, *([clause.subj] if clause.subj else []), *clause.args]
        while stack:
            phrase = stack.pop(0)
            if id(phrase) in seen:
                continue
            seen.add(id(phrase))
            yield phrase
            stack.extend(phrase.conjuncts)
            for other in (phrase.of, phrase.apposition, phrase.possessor):
                if other is not None:
                    stack.append(other)

    # -- verbs ----------------------------------------------------------------------------------

    def _verb_drafts(
        self, clause: Clause, parse: Parse, attribution: Attribution
    ) -> Iterator[Draft]:
        verb = clause.verb
        assert verb is not None
        subject = clause.subj
        if subject is not None and not subject.pronoun and not verb.passive:
            doer = self._actor_in(subject, None, "subj")
            if doer is not None:
                self.ground.local_subject = doer
        best: list[tuple[int, VerbSense]] = []
        if id(clause) in attribution.own and self.ground.names.lexicon.case:
            return  # the verb reports words here
        for sense in verb.senses("rule"):
            length = self._particles(sense, clause, verb, parse)
            if length >= 0:
                best.append((length, sense))
        if not best:
            return
        longest = max(length for length, _ in best)
        objects = self._slot(clause, "obj", best[0][1].rule.frame) if best[0][1].rule else []
        if any(self._is_route(p) for p in objects):  # "cut off the road": the route, not its town
            best.sort(key=lambda b: b[1].rule is None or not b[1].rule.frame.route)
        for length, sense in best:
            if length < longest or sense.rule is None:
                continue
            drafts = list(
                self._apply(sense.rule, clause, verb, parse, attribution, sense.particles)
            )
            if drafts:
                yield from drafts
                return

    @staticmethod
    def _particles(sense: VerbSense, clause: Clause, verb: VerbGroup, parse: Parse) -> int:
        """How many particle words of a phrasal verb are there; -1 if one is missing."""
        if not sense.particles:
            return 0
        words = parse.words
        position = verb.end
        for particle in sense.particles:
            for k in range(position, min(position + 7, len(words))):
                word = words[k]
                if word.kind != "word":
                    if word.kind == "punct" and word.text in ",;:.":
                        return -1
                    continue
                if (
                    word.form.fold == particle
                    or particle in word.form.fold.split()
                    or any(n.lemma == particle for n in word.form.nouns)
                ):
                    position = k + 1
                    break
                if word.form.verbs and not word.form.nouns and k > position:
                    return -1
            else:
                return -1
        return len(sense.particles)

    def _slot(
        self, clause: Clause, name: str, frame: Frame, particles: tuple[str, ...] = ()
    ) -> list[Phrase]:
        """Phrases in one grammatical function of a clause, the voice taken into account."""
        verb = clause.verb
        assert verb is not None
        if name == "subj":
            if verb.passive:
                return [clause.agent] if clause.agent is not None else []
            return [clause.subj] if clause.subj is not None else []
        if name == "obj":
            if verb.passive:
                return [clause.subj] if clause.subj is not None else []
            after = [p for p in clause.args if not p.prep and not p.time and p.start >= verb.start]
            before = [p for p in clause.args if not p.prep and p.start < verb.start]
            if not after and particles:
                # "stand behind X": the particle is the object's preposition
                last = self.ground.names.lexicon.form(particles[-1]).prep
                after = [p for p in clause.args if set(p.prep) & set(last)]
            return (after or before) + [
                p for p in clause.before if not p.prep and self.ground.names.lexicon.case
            ]
        if name == "by" and not verb.passive:
            return []
        return [
            p
            for p in [*clause.args, *clause.before]
            if name in p.prep and "according" not in p.prep
        ]

    def _apply(
        self,
        rule: Rule,
        clause: Clause,
        verb: VerbGroup,
        parse: Parse,
        attribution: Attribution,
        particles: tuple[str, ...] = (),
    ) -> Iterator[Draft]:
        frame = rule.frame
        ground = self.ground
        speaker = attribution.of(clause)
        voice = speaker.actor if speaker is not None else None
        if clause.kind == "red" and frame.predicate == "supports":
            speaker = None  # a description, not what the speaker tells
        actor_phrase, actors = self._actors(clause, frame.actor, frame, voice)
        target = None
        target_phrase: Phrase | None = None
        for slot in frame.target:
            for phrase in self._slot(clause, slot, frame, particles):
                if phrase is actor_phrase:
                    continue
                candidate = self._actor_in(phrase, voice, slot)
                if candidate is not None:
                    target, target_phrase = candidate, phrase
                    break
            if target is not None:
                break
        places: list[tuple[Phrase, GroundedPlace]] = []
        for slot in frame.place:
            for phrase in self._slot(clause, slot, frame, particles):
                if phrase is actor_phrase and slot != "obj":
                    continue
                found = self._places(phrase, slot, frame)
                if found:
                    places = found
                    break
            if places:
                break
        factuality = self.factuality(clause, attribution)
        predicate = frame.predicate
        if predicate == "supports":
            if target is None or not actors:
                return
            for actor in actors:
                if actor.name == target.name:
                    continue
                yield self._draft(
                    predicate, actor, target, None, "", speaker, factuality, verb.start,
                    max(verb.end, target_phrase.end if target_phrase else 0), clause, rule,
                )  # fmt: skip
            return
        if "supplies" in frame.needs:
            goods = [p for p in [clause.subj, *clause.args] if p is not None and p.supplies]
            if not goods:
                return
            actor_phrase, actors = self._actors(clause, frame.actor, frame, voice)
            if not actors:
                return
        if "target" in frame.needs and target is None:
            return
        if frame.without_actor and not actors and target is not None:
            predicate, actors, target = frame.without_actor, [target], None
        if not places:
            places = self._fallback_place(clause, frame, target_phrase)
        if not places:
            return
        if not actors and frame.route and not (self.ground.mentioned or self._military(parse)):
            return  # "the road was closed after an accident"
        if not actors and frame.name == "fall" and any(
            p.actor is None and p.place is None and p.cue is None and not p.time
            for p in self._slot(clause, "to", frame)
        ):
            return  # "fell to its lowest level"
        if not actors:
            if frame.name == "fall":
                actors = self._fallen_to(places[0][1], speaker, attribution.is_denied(clause))
            else:
                actors = self._unsaid(predicate, places[0][1], verb.passive, speaker)
        if not self._plausible(frame, actor_phrase, actors, clause, verb):
            return
        if verb.passive and not actors and any(
            p.actor is None and p.cue is None and p.place is None and not p.time
            for p in self._slot(clause, "by", frame)
        ):
            return  # "hit by an earthquake"
        if not actors and target is None and all(p.place is None for _, p in places):
            return  # nobody does it, nowhere known
        if (
            frame.name == "besiege" and verb.passive and not actors and target is None
            and clause.subj is not None and clause.subj.place is None and clause.subj.actor is None
        ):  # fmt: skip
            return  # "many are trapped in the debris in X"
        if verb.no_longer and predicate == "controls":
            predicate, factuality = "withdraws", "actual"
        end = self._evidence_end(verb, clause, parse)
        for actor in actors or [None]:
            for phrase, place in places:
                if actor is not None and target is not None and actor.name == target.name:
                    target = None
                if predicate == "controls" and actor is not None:
                    place = self.ground.held_by(place, phrase, actor)
                extent = place.extent or self._adverb_extent(clause, parse) or ""
                yield self._draft(
                    predicate, actor, target, place, extent, speaker, factuality,
                    verb.start, end, clause, rule,
                )  # fmt: skip

    def _actors(
        self, clause: Clause, slots: tuple[str, ...], frame: Frame, voice: GroundedActor | None
    ) -> tuple[Phrase | None, list[GroundedActor]]:
        if clause.verb is not None and clause.verb.we and voice is not None and "subj" in slots:
            return None, [voice]
        for slot in slots:
            for phrase in self._slot(clause, slot, frame):
                cue = phrase.cue.rule if phrase.cue is not None else None
                if cue is not None and phrase.actor is None and frame.predicate == "supports":
                    doers = self._noun_actors(phrase, clause, cue.frame, voice) or [
                        a for p in phrase.post if "from" in p.prep
                        and (a := self._actor_in(p, voice, "from")) is not None
                    ]  # fmt: skip
                    if doers:  # "backed by air strikes from X"
                        return phrase, doers
                if slot == "subj" and cue is not None and phrase.actor is None:
                    doers = self._noun_actors(phrase, clause, cue.frame, voice)
                    if doers:  # "the rebels' advance cut the road"
                        return phrase, doers
                found = [
                    a for p in (phrase, *phrase.conjuncts)
                    if (a := self._actor_in(p, voice, slot)) is not None
                ]  # fmt: skip
                if found:
                    return phrase, found
        return None, self._dropped(clause, voice) if "subj" in slots else []

    def _dropped(self, clause: Clause, voice: GroundedActor | None) -> list[GroundedActor]:
        """The subject that a language leaves out where it goes on."""
        verb = clause.verb
        if not self.pro_drop or clause.subj is not None or verb is None or verb.passive:
            return []
        if clause.kind not in ("main", "comp", "sub"):
            return []
        known = self.ground.actor(ActorRef("", anaphor="pronoun"), speaker=voice)
        return [known] if known is not None else []

    def _actor_in(
        self, phrase: Phrase, voice: GroundedActor | None, slot: str
    ) -> GroundedActor | None:
        if phrase.place is not None and phrase.actor is None:
            return None
        if (
            phrase.official
            and phrase.actor is not None
            and phrase.actor.person
            and not phrase.actor.id
        ):
            return None
        actor = self.ground.phrase_actor(phrase, speaker=voice, strict=True)
        if actor is None:
            return None
        ref = phrase.actor
        if (
            ref is not None
            and ref.weak
            and phrase.place is not None
            and slot not in ("subj", "by", "poss", "of")
        ):
            return None
        known = self.ground.actors.get(actor.id) if actor.id else None
        if known is not None and not known.is_belligerent:
            return None
        return actor

    def _places(
        self, phrase: Phrase, slot: str, frame: Frame
    ) -> list[tuple[Phrase, GroundedPlace]]:
        found = []
        for part in _spread(phrase):
            ref = part.place
            if slot == "for" and part.cue is None:
                continue
            if part.cue is not None and not frame.route:
                named = part.apposition  # "one of its strongholds, the city of X"
                rule = part.cue.rule
                if named is None and part.of is not None and rule is not None and (
                    rule.frame.head_state and frame.predicate != "controls"
                ):  # fmt: skip
                    named = part.of  # "captured the rebel stronghold of X"
                if named is None and slot == "for" and part.of is not None:
                    named = part.of  # "are battling for control of X"
                if named is None or named.place is None:
                    continue
                part = named
                ref = named.place
            if (
                ref is not None
                and ref.kind == "route"
                and not frame.route
                and frame.predicate in ("besieges",)
            ):
                continue
            if frame.route and part.pronoun:
                route = self.ground.latest_route()
                if route is not None:
                    found.append((part, route))
                continue
            if frame.route and not self._is_route(part):
                continue
            if (
                ref is not None
                and ref.weak
                and slot in ("obj", "subj")
                and frame.predicate != "attacks"
            ):
                continue
            if (
                ref is not None
                and ref.anaphor
                and ref.kind == "pronoun"
                and slot == "obj"
                and (
                    part.pronoun
                    and "place" not in part.pronoun
                    and frame.predicate in ("attacks",)
                    and not self.ground.places
                )
            ):
                continue
            place = self.ground.phrase_place(part, unknown_ok=self._may_name(part, slot, frame))
            if place is not None:
                if ("near" in part.prep or slot == "near") and not (ref is not None and ref.anaphor):
                    place = _near(place, "near")
                elif "around" in part.prep and slot == "around":
                    place = _near(place, "around")
                found.append((part, place))
        return found

    @staticmethod
    def _may_name(phrase: Phrase, slot: str, frame: Frame) -> bool:
        """Whether an unlisted capitalised name can only be a place here."""
        return frame.predicate not in ("attacks", "supports") and slot in (
            "obj", "subj", "from", "out", "of", "in", "near", "around"
        ) and not phrase.official and (
            phrase.apposition is None
            or (phrase.apposition.place is not None and phrase.apposition.actor is None)
        )  # fmt: skip

    def _is_route(self, phrase: Phrase) -> bool:
        ref = phrase.place
        if ref is not None and ref.kind == "route":
            return True
        theatre = self.ground.names.theatre
        if ref is not None and theatre is not None and any(
            theatre.places[i].kind in ROUTE_KINDS for i in ref.ids
        ):
            return True
        if phrase.cue is not None and phrase.cue.arg in ("supply_noun",):
            return True
        return False

    @staticmethod
    def _is_passive(clause: Clause) -> bool:
        return clause.verb is not None and clause.verb.passive

    def _fallback_place(
        self, clause: Clause, frame: Frame, target: Phrase | None
    ) -> list[tuple[Phrase, GroundedPlace]]:
        """A place said elsewhere in the clause: "attacked rebels in X", "there"."""
        if frame.predicate not in ("attacks", "withdraws", "besieges"):
            return []
        if frame.name == "leave":
            objects = self._slot(clause, "obj", frame)
            if any(p.place is None for p in objects) or not objects and self._is_passive(clause):
                return []  # "lost forty men in X", "people were evacuated in X"
        if frame.name == "leave_from":
            for phrase in [*clause.args, *clause.before]:
                inner = phrase.of if phrase.place is not None and phrase.place.compass else None
                if "to" in phrase.prep and inner is not None:
                    place = self.ground.phrase_place(inner)
                    if place is not None:
                        return [(phrase, place)]
        if target is not None and target.adj_place is not None and not target.adj_place.weak:
            place = self.ground.place(target.adj_place)
            if place is not None:
                return [(target, place)]
        for phrase in [*clause.args, *clause.before]:
            if set(phrase.prep) & {"in", "near", "around", "at", "on", "from", "into", "toward"}:
                found = self._places(phrase, "in", frame)
                if found:
                    return found
        return []

    def _plausible(
        self,
        frame: Frame,
        phrase: Phrase | None,
        actors: list[GroundedActor],
        clause: Clause,
        verb: VerbGroup,
    ) -> bool:
        """Without anybody who acts, only a passive or an intransitive fall tells of control."""
        if actors:
            return True
        if verb.passive or frame.name in ("fall",):
            return True
        return clause.subj is None and (
            clause.kind in ("inf", "ger") or self.ground.names.lexicon.case
        )

    @staticmethod
    def _adverb_extent(clause: Clause, parse: Parse) -> str:
        verb = clause.verb
        if verb is None:
            return ""
        for word in parse.words[max(0, verb.start - 2) : verb.end + 4]:
            if word.form.adverb in ("whole", "part", "most"):
                return word.form.adverb
        return ""

    @staticmethod
    def _evidence_end(verb: VerbGroup, clause: Clause, parse: Parse) -> int:
        after = [p.end for p in clause.args if p.start >= verb.end]
        return min(after) if after else verb.end

    # -- nouns ----------------------------------------------------------------------------------

    def _noun_drafts(
        self, phrase: Phrase, clause: Clause, parse: Parse, attribution: Attribution
    ) -> Iterator[Draft]:
        cue = phrase.cue
        assert cue is not None
        if cue.rule is None:
            return
        frame = cue.rule.frame
        if frame.ally:
            yield from self._ally(phrase, clause, cue.rule, attribution)
            return
        ground = self.ground
        verb = clause.verb
        speaker = (
            attribution.inside(clause) if self._content(phrase, clause) else attribution.of(clause)
        )
        voice = speaker.actor if speaker is not None else None
        relation, light = self._governed(phrase, clause, frame, parse)
        actors = self._noun_actors(phrase, clause, frame, voice)
        places = self._noun_places(phrase, clause, frame)
        predicate = frame.predicate
        target: GroundedActor | None = None
        factuality = self.factuality(clause, attribution, noun=phrase)
        subject = clause.subj if verb is not None and not verb.passive else None
        agent = subject
        if verb is not None and verb.passive:
            agents = [p for p in clause.args if "by" in p.prep]
            agent = agents[0] if agents else None
        if frame.state:
            changed = frame.with_verb.get(light, "") if light else ""
            if relation == "obj":
                predicate = changed or predicate
                doer = self._list(agent, voice) or self._dropped(clause, voice)
                if not changed and not actors:
                    return
                if predicate in ("captures", "withdraws", "breaks_siege") or not actors:
                    if predicate == "breaks_siege":
                        target = actors[0] if actors else None
                    actors = doer or ([] if verb is not None and verb.passive else actors)
                    if not actors and not (verb is not None and verb.passive):
                        return
            elif relation == "into":
                moved = self._moved(phrase, clause, light)
                if moved is not None and moved.ordinary and moved.place is None:
                    return  # "have the fire near X under control"
                had = [
                    p for p in clause.args
                    if not p.prep and p is not phrase and p.place is not None and not p.time
                ]  # fmt: skip
                if light in ("have", "keep") and had and verb is not None and not verb.passive:
                    moved = had[0]  # "has X in its hands"
                    actors = self._list(subject, voice) or actors
                if moved is not None and (moved.official or moved.source):
                    return  # "the minister is under siege from his critics"
                if moved is not None and moved is not phrase:
                    found = self._places(moved, "obj", frame)
                    if found:
                        places = found
                    elif moved.actor is not None and (places or phrase.of is not None):
                        holder = self._list(moved, voice)
                        if holder and (places or phrase.of is not None):
                            places = places or self._places(phrase.of, "of", frame)
                            actors = holder
                if light in ("come", "put"):
                    predicate = changed or predicate
                if not places and subject is not None and phrase.of is not None:
                    inner = self._places(phrase.of, "of", frame)
                    holder = self._list(subject, voice)
                    if inner and holder:
                        places, actors = inner, holder
                if light == "put" and not actors:
                    actors = self._list(agent, voice)
            elif relation == "subj" and light:
                if verb is not None and verb.passive and light == "end":
                    predicate = changed or predicate
                    if predicate == "breaks_siege":
                        target = actors[0] if actors else None
                        actors = self._list(agent, voice)
            if not places:
                for below in parse.clauses:
                    if below.antecedent is phrase:  # "the siege they had laid to X"
                        for other in below.args:
                            if other.prep and not places:
                                places = self._places(other, "in", frame)
            if not places and (light or phrase.det == "definite") and frame.predicate == "besieges":
                latest = self.ground._latest()
                places = [(phrase, latest)] if latest is not None else []
            if not actors and places:
                actors = self._unsaid(predicate, places[0][1], True, speaker)
            if frame.predicate == "controls" and not actors:
                return
        elif frame.head_state and self._former(phrase, parse):
            return  # "the former rebel stronghold of X", "once a government stronghold"
        elif frame.head_state:
            places = places or self._head_place(phrase, clause, frame)
        elif light:
            changed = frame.with_verb.get(light, "")
            doer = self._list(agent, voice) or self._dropped(clause, voice)
            if relation == "obj" and changed == "repelled":
                target = doer[0] if doer else None
            elif relation == "obj" and changed == "suffered":
                target = doer[0] if doer else None
            elif relation == "obj" and light in ("begin", "keep", "have", "give") and not actors:
                actors = doer
            elif changed == "negated":
                factuality = "negated"
        if not actors and relation == "obj" and verb is not None and verb.is_a("speech"):
            if frame.predicate in ("captures", "withdraws", "opens_route", "breaks_siege"):
                holder = self._list(clause.subj, voice)
                actors = holder
        if not actors and places and frame.name == "capture_noun":
            party = self.ground._belligerent(speaker.actor) if speaker is not None else None
            if party is not None and factuality != "negated":
                actors = [replace(party, sure=0.6, named=False)]
            else:
                actors = self._fallen_to(places[0][1], speaker, factuality == "negated")
        if phrase.negative:
            factuality = "negated"
        if frame.predicate == "supports":
            yield from self._support_noun(
                phrase, clause, frame, actors, light, voice, speaker, factuality
            )
            return
        if light == "join":  # "takes part in the rebels' attack"
            actors = self._list(clause.subj, voice) or actors
        if not places and light in ("join", "begin") and ground.here:
            places = [(phrase, ground.here[-1][1])]
        if predicate == "breaks_siege" and actors:
            places = [
                (w, ground.held_by(p, w, actors[0]) if w.possessive else p) for w, p in places
            ]
        for slot in frame.target:
            if target is not None:
                break
            for other in self._noun_slot(phrase, clause, slot):
                candidate = self._actor_in(other, voice, slot)
                if candidate is not None and candidate.name not in {a.name for a in actors}:
                    target = candidate
                    break
        if not places:
            return
        if not actors and target is None and frame.predicate == "attacks":
            if frame.name == "attack_noun" and not (
                self.ground.mentioned or self._military(parse)
            ):
                return  # "a late strike gives X the win"
            if any(
                p.actor is None and p.place is None and p.cue is None and not p.time
                for p in self._noun_slot(phrase, clause, "against")
            ):
                return  # "the battle against inflation"
        if not actors and frame.name == "loss_noun" and places:
            where = places[0][1].base or places[0][1].name
            holder = ground.told.get(("controls", where))
            taker = ground.told.get(("captures", where))
            if holder is not None:
                actors = [replace(holder, sure=0.6, named=False)]
            elif taker is not None:
                actors = self._enemy(taker)
        if not actors and target is not None:
            actors = self._enemy(target)
        if not actors and frame.name == "attack_noun" and phrase.det == "definite":
            where = places[0][1].base or places[0][1].name
            for wanted in ("attacks", "captures", "besieges"):
                known = ground.told.get((wanted, where))
                if known is not None:
                    actors = [replace(known, sure=0.6, named=False)]
                    break
        if not actors and frame.name not in (
            "siege_noun",
            "capture_noun",
            "clash_noun",
            "unsiege_noun",
            "supply_noun",
            "attack_noun",
        ):
            return
        if not actors and frame.name in ("capture_noun",) and not self._military(parse):
            return
        self._used_cues.add(id(phrase))
        start, end = phrase.start, phrase.end
        if verb is not None and light and relation in ("obj", "into"):
            start, end = min(start, verb.start), max(end, verb.end)
        for actor in actors or [None]:
            for where, place in places:
                if predicate == "controls" and actor is not None:
                    place = self.ground.held_by(place, where, actor)
                yield self._draft(
                    predicate, actor, target, place,
                    place.extent or self._adverb_extent(clause, parse),
                    speaker, factuality, start, end, clause, cue.rule,
                )  # fmt: skip

    def _former(self, phrase: Phrase, parse: Parse) -> bool:
        """Whether a description is of the past: "former", "once"."""
        words = parse.words[max(0, phrase.start - 1) : phrase.end]
        former = self.ground.names.lexicon.settings.get("past_adjectives", ())
        return any(part in former for word in words for part in word.form.fold.split())

    def _enemy(self, target: GroundedActor) -> list[GroundedActor]:
        """The opponent spoken of last, for an attack whose author goes without saying."""
        for known in reversed(self.ground.mentioned[-6:]):
            if known.name != target.name and known.id and not self.ground.actors.allied(
                known.id, target.id, self.ground.on
            ):
                return [replace(known, sure=0.5, named=False)]
        return []

    def _unsaid(
        self, predicate: str, place: GroundedPlace, passive: bool, speaker: Speaker | None
    ) -> list[GroundedActor]:
        """Who goes without saying: whoever was told to do the same there, or who announces it."""
        if not passive:
            return []
        told = self.ground.told
        where = place.base or place.name
        earlier = {"captures": ("captures", "attacks", "besieges"), "breaks_siege": ("breaks_siege",)}
        for wanted in earlier.get(predicate, (predicate,)):
            known = told.get((wanted, where))
            if known is not None:
                return [replace(known, sure=0.6, named=False)]
        if predicate == "withdraws":
            party = self.ground._belligerent(speaker.actor) if speaker is not None else None
            party = told.get(("controls", where)) or party
            return [replace(party, sure=0.5, named=False)] if party is not None else []
        besieger = told.get(("besieges", where))
        if predicate == "breaks_siege" and besieger is not None:
            relief = self._enemy(besieger)
            if relief:
                return relief
        if speaker is not None and speaker.actor is not None and predicate in (
            "captures", "controls", "breaks_siege", "opens_route"
        ):  # fmt: skip
            party = self.ground._belligerent(speaker.actor)
            if party is not None:
                return [replace(party, sure=0.55, named=False)]
        if predicate in ("captures", "cuts_route", "besieges", "breaks_siege"):
            doers = self.ground.doers[-1:]
            return [replace(doers[0], sure=0.4, named=False)] if doers else []
        return []

    def _fallen_to(
        self, place: GroundedPlace, speaker: Speaker | None, denied: bool
    ) -> list[GroundedActor]:
        """To whom a place fell where the text does not say: whoever was told to press it."""
        where = place.base or place.name
        for wanted in ("captures", "besieges", "attacks"):
            known = self.ground.told.get((wanted, where))
            if known is not None:
                return [replace(known, sure=0.6, named=False)]
        party = self.ground._belligerent(speaker.actor) if speaker is not None else None
        if party is not None:
            enemy = self._enemy(party)
            if enemy:
                return enemy
        doers = self.ground.doers[-1:]
        return [replace(doers[0], sure=0.4, named=False)] if doers else []

    def _ally(
        self, phrase: Phrase, clause: Clause, rule: Rule, attribution: Attribution
    ) -> Iterator[Draft]:
        """ "X's Russian allies", "an ally of X": the ally supports whoever has it."""
        speaker = attribution.of(clause)
        voice = speaker.actor if speaker is not None else None
        owner: GroundedActor | None = None
        for other in (phrase.possessor, phrase.of):
            owner = owner or (self._actor_in(other, voice, "of") if other is not None else None)
        if owner is None and phrase.possessive:
            beside = phrase.leader or (clause.subj if clause.subj is not phrase else None)
            owner = self._actor_in(beside, voice, "of") if beside is not None else None
            owner = owner or self.ground.actor(ActorRef("its", anaphor="poss"), speaker=voice)
        if owner is None:
            return
        backers: list[GroundedActor] = []
        if phrase.adj_actor is not None:
            found = self.ground.actor(phrase.adj_actor)
            backers = [found] if found is not None else []
        if not backers:
            for other in phrase.post:
                if "in" in other.prep and other.actor is not None:
                    for part in (other, *other.conjuncts):
                        found = self.ground.actor(part.actor)
                        backers += [found] if found is not None else []
        for other in (phrase.apposition, phrase.head if phrase.of is None or not phrase.prep else None,
                      clause.subj if clause.verb is not None and clause.verb.copula else None):  # fmt: skip
            if not backers and other is not None and other is not phrase:
                backers = self._list(other, voice)
        for backer in backers:
            if backer.name != owner.name:
                yield self._draft(
                    "supports", backer, owner, None, "", speaker, "actual",
                    phrase.start, phrase.end, clause, rule,
                )  # fmt: skip

    def _military(self, parse: Parse) -> bool:
        return any(p.actor is not None and not p.actor.weak for p in parse.phrases)

    def _support_noun(
        self,
        phrase: Phrase,
        clause: Clause,
        frame: Frame,
        actors: list[GroundedActor],
        light: str,
        voice: GroundedActor | None,
        speaker: Speaker | None,
        factuality: str,
    ) -> Iterator[Draft]:
        """ "with the support of X", "X's backing": the clause's subject is supported."""
        target: GroundedActor | None = None
        for slot in frame.target:
            for other in self._noun_slot(phrase, clause, slot):
                target = target or self._actor_in(other, voice, slot)
        if target is None and actors:
            held = clause.subj
            found = self._list(held, voice)
            if found and (
                set(phrase.prep) & {"with", "under", "by", "because"}
                or light in ("have", "receive")
            ):
                target = found[0]
        if target is None or not actors:
            return
        assert phrase.cue is not None
        for actor in actors:
            if actor.name != target.name:
                yield self._draft(
                    "supports", actor, target, None, "", speaker, factuality,
                    phrase.start, phrase.end, clause, phrase.cue.rule,
                )  # fmt: skip

    @staticmethod
    def _content(phrase: Phrase, clause: Clause) -> bool:
        """Whether a phrase of a speech clause is what is said rather than who says it."""
        return phrase in clause.args or phrase.head is not None

    def _list(self, phrase: Phrase | None, voice: GroundedActor | None) -> list[GroundedActor]:
        if phrase is None:
            return []
        return [
            a for p in (phrase, *phrase.conjuncts)
            if (a := self._actor_in(p, voice, "subj")) is not None
        ]  # fmt: skip

    def _governed(self, phrase: Phrase, clause: Clause, frame: Frame, parse: Parse) -> tuple[str, str]:
        """How a cue noun hangs on its clause's verb (obj, into, subj, "") and the verb's class."""
        verb = clause.verb
        if verb is None:
            if phrase.prep and set(phrase.prep) & _INTO:
                return "into", ""
            return "", ""
        found = [
            (length, s.arg) for s in verb.senses("light")
            if (length := self._particles(s, clause, verb, parse)) >= 0
        ]  # fmt: skip
        longest = max((length for length, _ in found), default=0)
        lights = [arg for length, arg in found if length == longest]
        if verb.copula and "be" not in lights:
            lights.append("be")
        if verb.have:
            lights.append("have")
        passive_subject = phrase is clause.subj and verb.passive
        phrasal = longest > 0
        is_object = (phrase in clause.args and (not phrase.prep or phrasal)) or passive_subject
        if is_object and phrase is not clause.subj or passive_subject:
            for wanted in frame.with_verb:
                if wanted in lights and wanted not in ("come", "be"):
                    return "obj", wanted
            return ("obj", "")
        if phrase.prep and set(phrase.prep) & _INTO:
            wanted = [w for w in ("put", "come", "be", "keep", "have") if w in lights]
            if verb.passive and "put" in wanted:
                return "into", "come"
            if "put" in wanted and "come" in wanted:
                has_object = any(not p.prep and p.start > verb.start for p in clause.args)
                return "into", "put" if has_object else "come"
            return "into", wanted[0] if wanted else ""
        if phrase is clause.subj:
            return "subj", lights[0] if lights else ""
        return "", ""

    def _moved(self, phrase: Phrase, clause: Clause, light: str) -> Phrase | None:
        """What is under control: the clause's subject, its object, or the phrase right before."""
        verb = clause.verb
        if (
            phrase.head is not None
            and phrase.head.place is not None
            and (phrase.head.end == phrase.start)
            and not (
                light in ("come", "be")
                and phrase.head is not clause.subj
                and not phrase.head.prep
                and False
            )
        ):
            return phrase.head
        if verb is None:
            return clause.subj or phrase.head
        if light in ("put", "have") and not verb.passive:
            for other in clause.args:
                if not other.prep and other is not phrase and other.place is not None:
                    return other
        return clause.subj

    def _noun_slot(self, phrase: Phrase, clause: Clause, slot: str) -> list[Phrase]:
        """Phrases in one function around a cue noun."""
        if slot == "of":
            return [phrase.of] if phrase.of is not None else []
        if slot == "poss":
            return [phrase.possessor] if phrase.possessor is not None else []
        if slot == "head":
            return [phrase.head] if phrase.head is not None else []
        if slot in ("adj", "subj"):
            return []
        following = [
            p for p in [*clause.args, *clause.before] if slot in p.prep and p is not phrase
        ]
        near = [p for p in following if p.start >= phrase.end]
        if slot in ("by", "from", "against", "to", "for"):
            return near
        return near or following

    def _noun_actors(
        self, phrase: Phrase, clause: Clause, frame: Frame, voice: GroundedActor | None
    ) -> list[GroundedActor]:
        for slot in frame.actor:
            if slot == "adj":
                ref = phrase.adj_actor
                if ref is not None and ref.weak and ref.country:
                    continue  # "the Syria attack": where, not who
                actor = self.ground.actor(ref) if ref is not None else None
                if actor is not None:
                    return [actor]
                continue
            if slot == "poss" and phrase.possessor is None and phrase.possessive:
                acted = clause.verb is not None and any(
                    s.rule is not None and s.rule.frame.predicate in ("captures", "attacks")
                    for s in clause.verb.senses("rule")
                )
                if acted and frame.predicate == "controls":
                    mine = {a.name for a in self._list(clause.subj, voice)}
                    for other in reversed(self._sentence.phrases):
                        if other.start < phrase.start and other.actor is not None:
                            owner = self._actor_in(other, voice, "of")
                            if owner is not None and owner.name not in mine:
                                return [owner]
                if phrase in clause.args and not phrase.prep:
                    owners = self._list(clause.subj, voice)
                    if owners:
                        return owners
                actor = self.ground.actor(ActorRef("its", anaphor="poss"), speaker=voice)
                if actor is not None:
                    return [actor]
                continue
            for other in self._noun_slot(phrase, clause, slot):
                if (
                    slot == "of"
                    and other.place is not None
                    and not other.place.weak
                    and (other.actor is None or other.actor.weak)
                ):
                    continue
                found = [
                    a for p in (other, *other.conjuncts)
                    if (a := self._actor_in(p, voice, slot)) is not None
                ]  # fmt: skip
                if found:
                    return found if frame.mutual or len(found) == 1 else found
        return []

    def _noun_places(
        self, phrase: Phrase, clause: Clause, frame: Frame
    ) -> list[tuple[Phrase, GroundedPlace]]:
        inner = phrase.of
        if frame.name == "control_noun" and inner is not None and inner.place is None and (
            inner.actor is None and inner.cue is None
        ):
            return []  # "won control of parliament in X"
        for slot in frame.place:
            if slot == "adj":
                if phrase.adj_place is not None and not phrase.adj_place.weak:
                    place = self.ground.place(phrase.adj_place)
                    if place is not None:
                        return [(phrase, place)]
                continue
            if slot == "head":
                found = self._head_place(phrase, clause, frame)
                if found:
                    return found
                continue
            if slot == "pred":
                verb = clause.verb
                if verb is not None and verb.copula and phrase is clause.subj:
                    for other in clause.args:
                        if not other.prep and other.place is not None:
                            found = self._places(other, "obj", frame)
                            if found:
                                return found
                continue
            if slot == "subj":
                if clause.subj is not None and clause.subj is not phrase:
                    found = self._places(clause.subj, "subj", frame)
                    if found:
                        return found
                continue
            for other in self._noun_slot(phrase, clause, slot):
                if other.place is None or (other.place.weak and slot == "of"):
                    continue
                if other.cue is not None:
                    continue
                found = [
                    (p, place) for p in (other, *other.conjuncts)
                    if p.place is not None and (place := self.ground.phrase_place(p)) is not None
                ]  # fmt: skip
                if found:
                    if slot in ("near", "around") and frame.predicate not in (
                        "besieges", "breaks_siege"
                    ):
                        found = [(p, _near(place, slot)) for p, place in found]
                    return found
        return []

    def _head_place(
        self, phrase: Phrase, clause: Clause, frame: Frame
    ) -> list[tuple[Phrase, GroundedPlace]]:
        """The place a stronghold noun describes: by apposition or as the subject of "be"."""
        for other in (phrase.apposition, phrase.head if not phrase.prep else None):
            if other is not None and other.place is not None and not other.place.weak:
                place = self.ground.phrase_place(other)
                if place is not None:
                    return [(other, place)]
        verb = clause.verb
        if verb is not None and (verb.copula or verb.is_a("light", "be") or verb.is_a("rule")):
            subject = clause.subj
            if subject is not None and subject is not phrase and subject.place is not None:
                place = self.ground.phrase_place(subject)
                if place is not None:
                    return [(subject, place)]
        return []

    # -- modifiers --------------------------------------------------------------------------------

    def echoed(
        self, parse: Parse, attribution: Attribution, before: list[Draft]
    ) -> Iterator[Draft]:
        """ "X denied this", "that was confirmed by X": the claims before it, said again or denied."""
        echo = self.ground.names.lexicon.echo_verbs
        for clause in parse.clauses:
            verb = clause.verb
            if verb is None or verb.form is None or not verb.is_a("speech"):
                continue
            denies = verb.is_a("speech", "deny")
            if not denies and verb.form.lemma not in echo:
                continue
            if any(c.kind in ("comp", "inf", "ger") for c in clause.children):
                continue
            said = [p for p in [*clause.args, *([clause.subj] if verb.passive and clause.subj else [])]
                    if not p.prep]  # fmt: skip
            if any(not (p.pronoun or not p.head_word or p.head_word in self.ground.names.lexicon.report_nouns)
                   or p.of is not None for p in said):  # fmt: skip
                continue
            speaker = attribution.own.get(id(clause))
            if speaker is None:
                continue
            for draft in before:
                if draft.predicate in ("attacks", "supports") or draft.factuality == "intended":
                    continue
                if draft.speaker is not None and draft.speaker.name == speaker.name:
                    continue
                factuality = draft.factuality
                if denies:
                    factuality = "actual" if factuality == "negated" else "negated"
                yield replace(
                    draft, speaker=speaker, factuality=factuality, start=verb.start, end=verb.end,
                    clause=clause, sure=draft.sure * 0.7, rule="echo",
                )  # fmt: skip

    def _modifier_drafts(
        self, phrase: Phrase, parse: Parse, attribution: Attribution
    ) -> Iterator[Draft]:
        """ "rebel-held X", "Turkey-backed fighters", "besieged X"."""
        if not phrase.held and not phrase.attribute or self._former(phrase, parse):
            return
        clause = _clause_of(parse, phrase)
        speaker = attribution.of(clause) if clause is not None and phrase.attribute else None
        for predicate, ref in phrase.held:
            holder = self.ground.actor(ref)
            if holder is None:
                continue
            if predicate == "supports":
                actor = self.ground.phrase_actor(phrase)
                if actor is not None and actor.name != holder.name:
                    yield self._draft(
                        "supports", holder, actor, None, "", speaker, "actual",
                        phrase.start, phrase.end, clause, None,
                    )  # fmt: skip
                continue
            place = self.ground.phrase_place(phrase)
            if place is not None and place.kind != "country":
                yield self._draft(
                    predicate, holder, None, place, place.extent, speaker, "actual",
                    phrase.start, phrase.end, clause, None,
                )  # fmt: skip
        if phrase.attribute and phrase.place is not None:
            place = self.ground.phrase_place(phrase)
            if place is not None and place.kind != "country":
                yield self._draft(
                    phrase.attribute, None, None, place, "", speaker, "actual",
                    phrase.start, phrase.end, clause, None,
                )  # fmt: skip

    # -- factuality -------------------------------------------------------------------------------

    def factuality(
        self, clause: Clause, attribution: Attribution, noun: Phrase | None = None
    ) -> str:
        """actual, negated, possible or intended, from the verb and what it depends on."""
        verb = clause.verb
        result = "actual"
        if verb is not None:
            if verb.negative and not verb.no_longer:
                result = "negated"
            elif verb.modal == "may" or verb.hedge:
                result = "possible"
            elif verb.modal == "can":
                result = "possible"
            elif verb.modal == "should":
                result = "intended" if clause.kind != "sub" else "possible"
            elif verb.modal == "will":
                result = "intended"
            if (
                noun is not None
                and result == "actual"
                and (noun in clause.args or noun is clause.subj and verb.passive)
            ):
                if (
                    verb.is_a("control", "intended")
                    and not verb.is_a("light")
                    and not verb.is_a("speech")
                ):
                    result = "intended"
                elif verb.is_a("control", "negated") and not verb.is_a("light", "repel"):
                    result = "negated"
        if attribution.is_denied(clause):
            return "negated" if result != "negated" else "actual"
        if clause.kind == "sub" and clause.sub == "condition" and result == "actual":
            return "possible"
        if (
            noun is not None
            and verb is not None
            and verb.is_a("speech", "deny")
            and attribution.own.get(id(clause)) is not None
            and (noun in clause.args or noun.head is not None)
        ):
            return "negated"
        if clause.kind in ("inf", "ger") and clause.parent is not None:
            return self._controlled(clause, result, attribution)
        return result

    def _controlled(self, clause: Clause, result: str, attribution: Attribution) -> str:
        """An infinitive or participle takes its factuality from the verb above it."""
        parent = clause.parent
        assert parent is not None
        verb = parent.verb
        above = (
            self.factuality(parent, attribution)
            if parent.kind in ("inf", "ger")
            else ("negated" if verb is not None and verb.negative else "actual")
        )
        if verb is None:
            return result if clause.kind == "ger" else "intended"
        kinds = [verb.predicative] if verb.predicative else []
        kinds += [s.arg for s in verb.senses("control")]
        if result == "negated":
            return result
        if "negated" in kinds:
            return "negated" if above != "negated" else "actual"
        if "intended" in kinds and not (clause.kind == "ger" and clause.sub):
            return "negated" if above == "negated" else "intended"
        if "possible" in kinds:
            return "possible"
        if "actual" in kinds:
            return above if above != "actual" else result
        if verb.is_a("speech"):
            return result
        if clause.kind == "ger":
            return above if above in ("intended", "possible") else result
        return "intended" if result == "actual" else result

    # -- making a draft ---------------------------------------------------------------------------

    def _draft(
        self,
        predicate: str,
        actor: GroundedActor | None,
        target: GroundedActor | None,
        place: GroundedPlace | None,
        extent: str,
        speaker: Speaker | None,
        factuality: str,
        start: int,
        end: int,
        clause: Clause | None,
        rule: Rule | None,
    ) -> Draft:
        sure = 0.95
        for part in (actor, place):
            if part is not None:
                sure *= part.sure
        if actor is None and predicate != "supports":
            sure *= 0.7
        if speaker is not None:
            sure *= speaker.sure
        if predicate == "controls" and factuality == "actual" and extent == "":
            extent = ""
        return Draft(
            predicate, actor, target, place, extent or "unspecified", speaker, factuality,
            start, end, clause, sure, rule.source if rule is not None else "modifier",
        )  # fmt: skip


def _spread(phrase: Phrase) -> Iterator[Phrase]:
    """A phrase and those it is joined with; "the districts of A, B and C" is three."""
    for part in (phrase, *phrase.conjuncts):
        ref = part.place
        inner = part.of
        if inner is None and part.post and set(part.post[0].prep) & {"in", "at", "near"}:
            inner = part.post[0]
        if ref is None or not ref.anaphor or inner is None or not inner.conjuncts:
            yield part
            continue
        for one in (inner, *inner.conjuncts):
            single = replace(one, conjuncts=[])
            kind = replace(ref, plural=ref.plural and ref.kind not in ("district", "neighbourhood"))
            if part.of is not None:
                yield replace(part, of=single, place=kind, conjuncts=[])
            else:
                yield replace(part, post=[single], place=kind, conjuncts=[])


def _near(place: GroundedPlace, word: str) -> GroundedPlace:
    base = place.base or place.name
    if place.kind in ("country", "province", "region", "route") or place.name.startswith(
        ("near ", "around ", "center of ")
    ):
        return place
    return replace(place, name=f"{word} {place.name}", base=base, sure=place.sure * 0.95)


def _clause_of(parse: Parse, phrase: Phrase) -> Clause | None:
    """The clause whose own words hold a phrase; the innermost one."""
    best: Clause | None = None
    for clause in parse.clauses:
        if clause.start <= phrase.start < max(clause.end, clause.start + 1):
            if best is None or clause.start >= best.start:
                best = clause
    return best
