"""Who a phrase makes speak: officials, sources, parties, persons met before."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from contested.claim.canonical import SOURCES
from contested.claim.channel import MEDIA, through_media
from contested.claim.clause import Parse
from contested.claim.common_word import alliance_before
from contested.claim.ground import Ground, GroundedActor
from contested.claim.installed import installer_of
from contested.claim.phrase import Phrase

_DIGIT = re.compile(r"\d")
_COMMON = frozenset({"source", "crowd"})  # kinds of those who tell without a name
_BODIES = frozenset({"monitor", "aid_org", "international_org", "media", "agency"})
_STATES = frozenset({"state", "state_force", "authority", "coalition"})
# "a spokesman for X", "a statement by X", "an officer in X"
_OWNED_BY = frozenset({"for", "of", "in", "with", "at", "to", "by", "from"})


@dataclass(slots=True, eq=False)
class Speaker:
    """Somebody who says something. `chain` runs outwards from whoever this one was told by."""

    name: str
    id: str = ""
    text: str = ""
    channel: str = ""
    chain: tuple[str, ...] = ()
    actor: GroundedActor | None = None
    sure: float = 1.0
    also: tuple[Speaker, ...] = ()  # named beside this one: "state media and activists alike"


class Voices:
    """Whom the phrases of a report make speak; remembers who spoke last and who a person is."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.last: Speaker | None = None
        self.sentence: Parse | None = None
        self.present: Speaker | None = None  # the official whom the sentence before is about
        self.acting: GroundedActor | None = None  # the force that the sentence before is about
        self.voices: dict[str, Speaker] = {}  # who a person is that has been quoted, by last name
        self.offices: dict[str, Speaker] = {}  # whose an office is, by its noun

    def speakers(self, phrase: Phrase) -> Speaker | None:
        """The speaker of a phrase, with those it names beside it in `also`."""
        first = self.speaker(phrase)
        if first is None or not phrase.conjuncts:
            return first
        others = [s for p in phrase.conjuncts if (s := self.speaker(p)) is not None]
        joint = self._is_armed_group(first)  # groups that act together speak with one voice
        first.also = tuple(
            s for s in others if s.name != first.name and not (joint and self._is_armed_group(s))
        )
        return first

    def _is_armed_group(self, speaker: Speaker) -> bool:
        """Whether a speaker is a party to a war and no state."""
        party = self.ground.belligerent(speaker.actor)
        actors = self.ground.actors
        return party is not None and not (
            party.id in actors and actors.get(party.id).kind in _STATES
        )

    def _owner_before(self, phrase: Phrase) -> Speaker | None:
        """Whose "its" is: the subject told before in the same sentence."""
        for clause in reversed(self.sentence.clauses if self.sentence is not None else []):
            subject = clause.subj
            if subject is None or subject is phrase or subject.start >= phrase.start:
                continue
            if subject.possessive:
                continue  # "X, whose troops ..., its spokesman said": of X
            actor = self.ground.phrase_actor(subject)
            if actor is not None and not subject.pronoun:
                return Speaker(actor.name, actor.id, actor.text, actor=actor, sure=0.8)
        return None

    def speaker(self, phrase: Phrase, depth: int = 0) -> Speaker | None:
        """The speaker a phrase names, or None. A person once introduced is known by the name."""
        if depth > 3:
            return None
        person = phrase.person or (phrase.actor.person if phrase.actor is not None else "")
        known = self.voices.get(person.split()[-1]) if person else None
        if known is not None and not phrase.official and phrase.apposition is None:
            return replace(known, text=person, also=())
        found = self._named_inside(phrase, self._speaker(phrase, depth))
        for named in (phrase, phrase.apposition):
            if found is None or named is None:
                break
            person = named.person or (named.actor.person if named.actor is not None else "")
            if person:
                self.voices[person.split()[-1]] = found
        return found

    def _named_inside(self, phrase: Phrase, found: Speaker | None) -> Speaker | None:
        """Who is named behind a common noun for those who tell: "the group of analysts X"."""
        actors, last = self.ground.actors, phrase
        if found is None or self.sentence is None or (
            found.id and (found.id not in actors or actors.get(found.id).kind not in _COMMON)
        ):  # fmt: skip
            return found
        while last.of is not None:
            last = last.of
        for word in self.sentence.words[phrase.start : max(phrase.end, last.end)]:
            for known in word.entity.actors if word.entity is not None else ():
                if known != found.id and known in actors and actors.get(known).kind in _BODIES:
                    named = self.ground.by_id(known)
                    return Speaker(named.name, known, found.text, found.channel, actor=named)
        return found

    def _speaker(self, phrase: Phrase, depth: int) -> Speaker | None:
        ground = self.ground
        text = phrase.actor.text if phrase.actor is not None else ""
        if phrase.pronoun:
            told = self._again(text)
            he = "according" in phrase.prep or "singular_person" in phrase.pronoun
            if self.present is not None and phrase.number != "pl" and he:
                told = replace(self.present, text=text)  # "the mayor met the press. By his account"
            if told is None and text.lower() in ground.names.lexicon.third_person:
                told = self._owner_before(phrase)  # "X took Y, they said"
            return told
        if phrase.source:
            return self._source(phrase)
        installer = installer_of(ground, self.sentence, phrase)
        if installer is not None:
            return Speaker(installer.name, installer.id, text, actor=installer, sure=0.9)
        if phrase.official:
            found = self._official(phrase, depth)
            if found is not None:
                self._remember(phrase, found)
                self.offices[self._office(phrase)] = found
                return found
            return self._default_official(phrase, text)
        ref = phrase.actor
        some = ref is not None and not (ref.person or ref.country)
        force = some and ref is not None and ref.anaphor == "force" and (
            phrase.det == "definite" and phrase.number == "sg" and not phrase.possessive
        )  # fmt: skip
        if some and ref is not None and (ref.anaphor == "group" or force):
            body = self._body(phrase)
            if body is not None:
                return body
        actor = self._short_for(phrase) or ground.phrase_actor(phrase)
        if actor is not None and not (
            phrase.actor is not None and phrase.actor.anaphor in ("force",)
        ):
            kind = ground.actors.get(actor.id).kind if actor.id else ""
            if kind == "source":
                actor = self._party_of(phrase) or actor  # "a military source in the SDF"
            if kind in MEDIA and phrase.possessor is not None:
                actor = self._paper_of(phrase.possessor) or actor
            self._remember(phrase, Speaker(actor.name, actor.id, text, actor=actor))
            return Speaker(actor.name, actor.id, text, actor=actor, sure=actor.sure)
        for other in (phrase.apposition, phrase.of, phrase.possessor, *phrase.post[:1]):
            if (
                other is not None
                and not through_media(ground, other)
                and (other.official or other.source or other.actor is not None)
            ):
                found = self.speaker(other, depth + 1)
                if found is not None:
                    self._remember(phrase, found)
                    return found
        if phrase.actor is not None and phrase.actor.anaphor == "group":
            return self._again(text)
        if phrase.actor is not None and phrase.actor.person:
            return self._leader(phrase, text) if depth < 2 else None
        if phrase.adj_actor is not None:
            actor = ground.actor(phrase.adj_actor)
            if actor is not None:
                return Speaker(actor.name, actor.id, text, actor=actor, sure=0.6)
        return None

    def _short_for(self, phrase: Phrase) -> GroundedActor | None:
        """Whose name a noun with a capital shortens: "the Coalition" of "the Syrian Coalition"."""
        ref, ground = phrase.actor, self.ground
        if ref is None or ref.id or not ref.role or phrase.det != "definite":
            return None
        if not ref.text[:1].isupper() or " " in ref.text:
            return None
        fitting = {
            known
            for known in ground.named
            for name in ground.actors.get(known).names.get(ground.language, ())
            if " " in name and name.rpartition(" ")[2] == ref.text
        }
        return ground.by_id(next(iter(fitting)), ref.text, 0.9) if len(fitting) == 1 else None

    def _leader(self, phrase: Phrase, text: str) -> Speaker | None:
        """The party of a person "who leads X"."""
        leading = self.ground.names.lexicon.leading_verbs
        for clause in self.sentence.clauses if self.sentence is not None else ():
            verb = clause.verb
            if (
                clause.kind != "rel" or clause.antecedent is None or verb is None
                or clause.antecedent.start != phrase.start or verb.form is None
                or not (verb.form.lemma in leading or verb.copula)
            ):  # fmt: skip
                continue
            for other in clause.args:
                found = self.speaker(other, 2) if other is not clause.stand_in else None
                if found is not None:
                    return replace(found, text=text)
        return None

    def _again(self, text: str) -> Speaker | None:
        last = self.last
        if last is None:
            return None
        return Speaker(last.name, last.id, text, "", last.chain, last.actor, last.sure * 0.9)

    def _remember(self, phrase: Phrase, speaker: Speaker) -> None:
        ref = phrase.actor
        if ref is not None and ref.person and speaker.actor is not None:
            self.ground.persons[ref.person.split()[-1]] = speaker.actor
        if phrase.apposition is not None and phrase.apposition.actor is not None:
            person = phrase.apposition.actor.person
            if person and speaker.actor is not None:
                self.ground.persons[person.split()[-1]] = speaker.actor

    def _official(self, phrase: Phrase, depth: int) -> Speaker | None:
        ground = self.ground
        text = phrase.actor.text if phrase.actor is not None else ""
        leads = phrase.possessor.actor if phrase.possessor is not None else None
        for ref in (phrase.adj_actor, phrase.actor):
            if ref is not None and not (ref.id or ref.country) and leads is not None and leads.id:
                continue  # "M23's military leader"
            if ref is not None and (ref.id or ref.country or ref.role):
                actor = ground.actor(ref)
                if actor is not None:
                    return Speaker(actor.name, actor.id, text, actor=actor)
        behind = [
            p for p in phrase.post
            if set(p.prep) & _OWNED_BY and not through_media(ground, p)
        ]  # fmt: skip
        for other in (phrase.possessor, phrase.of, *behind, phrase.apposition):
            if other is None:
                continue
            ref = other.actor
            if ref is not None and ref.anaphor in ("force", "regular", "group") and ref.person:
                beside = other.apposition.actor if other.apposition is not None else None
                named = ground.actor(beside) if beside is not None and beside.id else None
                if named is not None:  # "the founder of the PMC 'Wagner'"
                    return Speaker(named.name, named.id, text, actor=named)
                if "for" in other.prep and not _DIGIT.search(ref.text):
                    return Speaker(ref.text, "", text, sure=0.7)  # a body that no reference knows
                continue
            if ref is not None and ref.anaphor in ("force", "regular") and not other.possessive:
                continue  # "a colonel of the 27th Division": the state's
            if ref is not None and ref.anaphor == "group" and not (ref.person or ref.country):
                named = self._named_before(other)
                if named is not None:  # "a spokesman for the alliance"
                    return Speaker(named.name, named.id, text, actor=named, sure=0.9)
            actor = ground.phrase_actor(other) or (
                ground.actor(other.actor) if other.actor is not None else None
            )
            if actor is not None:
                return Speaker(actor.name, actor.id, text, actor=actor)
            found = self.speaker(other, depth + 1)
            if found is not None and found.actor is not None:
                return found
        if phrase.actor is not None and phrase.actor.person:
            known = ground.persons.get(phrase.actor.person.split()[-1])
            if known is not None:
                return Speaker(known.name, known.id, text, actor=known)
        if phrase.possessive:
            owner = self._owner_before(phrase)
            if owner is None and self.ground.subjects:
                last = self.ground.subjects[-1]
                owner = Speaker(last.name, last.id, text, actor=last, sure=0.6)
            return owner or self._again(text)
        return None

    def _office(self, phrase: Phrase) -> str:
        """The noun of an office without what it is for: "ministry" of "defence ministry"."""
        words = phrase.head_word.split() or [""]
        return words[-1 if self.ground.names.lexicon.head_last else 0]

    def _body(self, phrase: Phrase) -> Speaker | None:
        """ "According to the organisation": the organisation that spoke last, or the group named
        last; None where neither fits."""
        text = phrase.actor.text if phrase.actor is not None else ""
        ground, last = self.ground, self.last
        seated = ground.names.lexicon.settings.get("seated", ())
        words = self.sentence.words[phrase.start : phrase.end] if self.sentence is not None else []
        if seated and any(part in seated for w in words for part in w.form.fold.split("-")):
            bodies = [a for a in ground.named if ground.actors.get(a).kind == "monitor"]
            if len(bodies) == 1 and (last is None or last.id not in ground.actors):
                body = ground.by_id(bodies[0], text, 0.9)  # "the Britain-based group"
                return Speaker(body.name, body.id, text, actor=body, sure=0.9)
        named = self._named_before(phrase)
        if named is not None:
            return Speaker(named.name, named.id, text, actor=named, sure=0.9)
        if (
            last is not None and last.id in ground.actors
            and ground.actors.get(last.id).kind in _BODIES
            and phrase.head_word in ground.names.lexicon.bodies
        ):  # fmt: skip
            return self._again(text)
        return None

    def _named_before(self, phrase: Phrase) -> GroundedActor | None:
        """The armed group that the same sentence names before a phrase: the latest that takes,
        holds or says something, else the latest one."""
        found = [
            (p, actor) for p in (self.sentence.phrases if self.sentence is not None else ())
            if p.end <= phrase.start and p.actor is not None and p.actor.id and not p.actor.human
            and (actor := self.ground.phrase_actor(p)) is not None and actor.named
        ]  # fmt: skip
        doing = self._doing()
        found.sort(key=lambda named: named[0].start in doing)
        alliance = alliance_before(self.ground, phrase, [actor for _, actor in found])
        if alliance is not None:
            return alliance
        for _, actor in reversed(found):
            known = self.ground.actors.get(actor.id) if actor.id in self.ground.actors else None
            if known is not None and known.is_belligerent and known.kind not in _STATES:
                return actor
        return None

    def _doing(self) -> set[int]:
        """Where the phrases of a sentence start that say who acts or speaks: the group that a
        sentence is about, not the one from which something is taken."""
        found: set[int] = set()
        for clause in self.sentence.clauses if self.sentence is not None else ():
            verb = clause.verb
            if verb is None or not (verb.is_a("rule") or verb.is_a("speech")):
                continue
            if any(s.rule and s.rule.frame.predicate == "withdraws" for s in verb.senses("rule")):
                continue  # "X lost the town to Y"
            if clause.subj is not None and not verb.passive:
                found.add(clause.subj.start)
            found.update(p.start for p in clause.args if verb.passive and "by" in p.prep)
        return found

    def _is_anybodys(self, phrase: Phrase) -> bool:
        """Whether an official is one that any party has, and nothing says whose: "a spokesman"."""
        if phrase.head_word not in self.ground.names.lexicon.spokesmen or phrase.person:
            return False
        if phrase.of or phrase.possessor or phrase.adj_actor:
            return False
        words = self.sentence.words[phrase.start : phrase.end] if self.sentence is not None else []
        lexicon = self.ground.names.lexicon
        told = [w for w in words if not lexicon.form(lexicon.key(w.text)).det]  # no "A spokesman"
        if any(w.entity or any(s.kind == "role" for s in w.form.nouns) for w in told):
            return False  # "army commanders"
        return not any(set(p.prep) & _OWNED_BY for p in phrase.post)

    def _told_of(self, phrase: Phrase) -> GroundedActor | None:
        """The force that a sentence is about before it names "a spokesman", or else the sentence
        before it."""
        owner = self._owner_before(phrase)
        party = self.ground.belligerent(owner.actor) if owner is not None else None
        if party is not None:
            return party
        for other in self.sentence.phrases if self.sentence is not None else ():
            if other.end <= phrase.start and other.actor is not None and not other.actor.weak:
                party = self.ground.belligerent(self.ground.phrase_actor(other))
                if party is not None:
                    return party
        return self.acting

    def note_acting(self, parse: Parse) -> None:
        """Remember which force a sentence is about, for "a spokesman said" in the next one."""
        self.acting = self.present = None
        for clause in parse.clauses[:1]:
            subject = clause.subj
            if subject is not None and self._tells(subject) and subject.number != "pl" and (
                self.last is None or clause.verb is None or not clause.verb.is_a("speech")
            ):  # fmt: skip
                self.present = self.speaker(subject)
        for clause in sorted(parse.clauses, key=lambda c: c.kind == "main"):
            verb, subject = clause.verb, clause.subj
            if verb is None or subject is None or subject.official or verb.is_a("speech"):
                continue
            if subject.actor is None or subject.actor.weak:
                continue
            self.acting = self.ground.belligerent(self.ground.phrase_actor(subject)) or self.acting

    def _tells(self, phrase: Phrase) -> bool:
        """Whether a phrase names an official or a witness."""
        known = phrase.actor.id if phrase.actor is not None else ""
        actors = self.ground.actors
        witness = known in actors and actors.get(known).kind in _COMMON
        return phrase.official or bool(phrase.source) or witness

    def _default_official(self, phrase: Phrase, text: str) -> Speaker | None:
        """An official of nobody in particular speaks for the country's state."""
        ground = self.ground
        if (
            phrase.det == "definite"
            and phrase.head_word in ground.names.lexicon.anaphoric_officials
        ):
            return self._again(text)
        known = self.offices.get(self._office(phrase)) if phrase.det == "definite" else None
        if known is not None and not phrase.person and not self._seat(phrase):
            return replace(known, text=text, also=(), channel="", sure=0.9)  # "the ministry"
        if self._is_anybodys(phrase) and not self._seat(phrase):
            party = self._told_of(phrase)
            if party is None:
                return Speaker("officials", text=text, sure=0.5)
            return Speaker(party.name, party.id, text, actor=party, sure=0.8)
        country = self._seat(phrase) or ground.country
        state = ground.state(country, text, 0.6) if country else None
        if state is None:
            return Speaker("officials", text=text, sure=0.5)
        sure = 0.75 if phrase.det == "definite" else 0.6
        return Speaker(state.name, state.id, text, actor=state, sure=sure)

    def _seat(self, phrase: Phrase) -> str:
        """The country whose capital stands beside an office: "in Yerevan, the ministry said"."""
        for other in self.sentence.phrases if self.sentence is not None else ():
            ref = other.actor
            if (
                ref is not None and ref.country and ref.weak and "in" in other.prep
                and other.place is not None and other.place.unknown
                and -8 < other.start - phrase.end < 3
            ):  # fmt: skip
                return ref.country
        return ""

    def _paper_of(self, owner: Phrase) -> GroundedActor | None:
        """The paper or station whose reporter speaks: "Al Jazeera's correspondent in X"."""
        ref = owner.actor
        if ref is None or ref.id not in self.ground.actors:
            return None
        return self.ground.actor(ref) if self.ground.actors.get(ref.id).kind in MEDIA else None

    def _party_of(self, phrase: Phrase) -> GroundedActor | None:
        """The armed group whose source speaks: "an RSF source", "a source in the SDF"."""
        behind = [p for p in phrase.post if set(p.prep) & {"in", "from", "with", "at"}]
        for other in (phrase.of, *behind):
            ref = other.actor if other is not None else None
            housed = ref is not None and bool(ref.country) and other is not None and other.official
            if other is not None and ref is not None and (ref.id or housed or ref.role == "state"):
                found = self.ground.phrase_actor(other)  # "a source in the general staff of X"
                if found is not None and self.ground.belligerent(found) is not None:
                    return found
        ref = phrase.adj_actor
        return self.ground.actor(ref) if ref is not None and ref.id else None

    def _source(self, phrase: Phrase) -> Speaker | None:
        ref = phrase.actor
        text = ref.text if ref is not None else phrase.source
        ground = self.ground
        known_actor = ground.actors.lookup(text)
        if known_actor is not None:
            return Speaker(known_actor.name, known_actor.id, text)
        if (
            phrase.det == "definite" and self.last is not None and phrase.adj_actor is None
            and phrase.head_word in ground.names.lexicon.anaphoric_officials
        ):  # fmt: skip
            return self._again(text)  # "the source added"
        if (
            phrase.source == "analysts" and phrase.det == "definite" and phrase.number == "sg"
            and self.last is not None and self.last.id in ground.actors
            and ground.actors.get(self.last.id).kind in _BODIES
        ):  # fmt: skip
            return self._again(text)  # "the think tank said"
        head_last = ground.names.lexicon.head_last
        modifiers = text.lower().split()
        modifiers = modifiers[:-1] if head_last else modifiers[1:]
        base = phrase.source
        agency = phrase.of.actor if phrase.of is not None else None
        if base == "journalists" and agency is not None and agency.id:
            found = ground.actor(agency)
            if found is not None:
                return Speaker(found.name, found.id, text, actor=found)
        named = phrase.adj_actor
        if base in ("journalists", "media") and named is not None and named.id:
            found = ground.actor(named)
            if found is not None:
                return Speaker(found.name, found.id, text, actor=found)  # "the agency X"
        party = self._party_of(phrase) if base == "sources" else None
        if party is not None:
            return Speaker(party.name, party.id, text, actor=party, sure=0.9)
        if base == "sources":
            gloss = [ground.glosses.get(m, m) for m in modifiers]
            for word in reversed(gloss):
                if word in SOURCES:
                    return Speaker(SOURCES[word], "", text)
            told = f"{gloss[-1]} source" if gloss and head_last else SOURCES["local"]
            return Speaker(told, "", text, sure=0.6)
        adjective = phrase.adj_actor
        if adjective is not None and adjective.role in ("opposition", "rebels"):
            return Speaker(f"opposition {base}", "", text)
        return Speaker(base, "", text)
