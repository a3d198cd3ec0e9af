"""Who says what: every clause of a sentence gets its speaker, the deepest source first."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from contested.claim.canonical import SOURCES
from contested.claim.clause import Clause, Parse
from contested.claim.ground import Ground, GroundedActor
from contested.claim.phrase import Phrase

# kinds of actors who only tell
_WITNESSES = frozenset({"source", "crowd", "monitor", "media", "agency", "aid_org"})
_DIGIT = re.compile(r"\d")
# "a spokesman for X", "a statement by X", "an officer in X"
_OWNED_BY = frozenset({"for", "of", "in", "with", "at", "to", "by", "from"})
OPEN, SHUT = '«“"„', '»”"'


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


@dataclass(slots=True)
class Attribution:
    """Speakers by clause, and the clauses whose content their speaker denies."""

    speakers: dict[int, Speaker | None] = field(default_factory=dict)
    own: dict[int, Speaker] = field(default_factory=dict)  # of noun cues inside speech clauses
    denied: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)  # clauses inside quotation marks
    last: Speaker | None = None

    def of(self, clause: Clause) -> Speaker | None:
        """The speaker of what a clause tells."""
        return self.speakers.get(id(clause))

    def inside(self, clause: Clause) -> Speaker | None:
        """The speaker of what a clause's own noun phrases say."""
        return self.own.get(id(clause)) or self.of(clause)

    def is_quoted(self, clause: Clause) -> bool:
        """Whether a clause stands between quotation marks."""
        return id(clause) in self.quoted

    def is_denied(self, clause: Clause) -> bool:
        """Whether the speaker denies what a clause tells."""
        return id(clause) in self.denied


class Attributor:
    """Assigns speakers; remembers the last one from sentence to sentence."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.last: Speaker | None = None
        self.quoting: Speaker | None = None
        self.sentence: Parse | None = None
        self.voices: dict[str, Speaker] = {}  # who a person is that has been quoted, by last name

    def attribute(self, parse: Parse, opens_in_quote: bool) -> Attribution:
        """Speakers of all clauses of a sentence, in one pass."""
        result = Attribution(quoted=_quoted(parse, opens_in_quote))
        default = (self.quoting or self.last) if opens_in_quote else None
        speech: dict[int, Speaker] = {}
        order = sorted(parse.clauses, key=lambda c: c.start)
        according: list[tuple[Clause, Speaker]] = []
        for clause in order:
            for phrase in clause.phrases():
                if "according" in phrase.prep:
                    self.sentence = parse
                    speaker = self.speakers(phrase)
                    if speaker is None and not phrase.head_word and not phrase.time:
                        speaker = self.last  # "according to the same"
                    if speaker is not None:
                        according.append((clause, speaker))
            verb = clause.verb
            if verb is None or not self._reports(clause, parse):
                continue
            subject = clause.subj
            if verb.passive:
                agents = [p for p in clause.args if "by" in p.prep]
                if not agents:
                    continue
                subject = agents[0]
            inner = clause.kind in ("comp", "inf", "rel", "ger", "sub")
            self.sentence = parse
            housed = self._housed(clause) if subject is None else None
            if subject is None and inner and housed is None:
                continue
            speaker = housed or (self.speakers(subject) if subject is not None else self.last)
            if speaker is None and subject is not None and subject.place is not None:
                speaker = self.last if subject.actor is None or subject.actor.weak else None
            if speaker is None:
                continue
            if not self._speaks(clause, parse):
                continue
            channel = self._channel(clause)
            if channel:
                speaker.channel = channel
            speech[id(clause)] = speaker
            self.last = speaker
        self._cited(order, speech)
        for clause in order:
            result.speakers[id(clause)] = self._inherited(clause, speech, result, default)
        self._postposed(order, speech, result)
        for clause, speaker in according:
            root = _root(clause)
            for other in order:
                if result.speakers[id(other)] is default and (
                    _root(other) is root or root.verb is None
                ):
                    result.speakers[id(other)] = speaker
            self.last = speaker
        for clause in order:
            said = speech.get(id(clause))
            if said is not None:
                result.own[id(clause)] = said
                if clause.verb is not None and clause.verb.is_a("speech", "deny"):
                    for child in _below(clause):
                        result.denied.add(id(child))
        result.last = self.last
        self.quoting = self._open_quote(parse)
        return result

    def _reports(self, clause: Clause, parse: Parse) -> bool:
        """Whether a clause reports words: by its verb, by "that" behind it, by a witness."""
        verb, subject = clause.verb, clause.subj
        if verb is None:
            return False
        if verb.is_a("speech"):
            return True
        if subject is None or verb.passive or verb.copula or verb.is_a("rule"):
            return False
        ref = subject.actor
        witness = bool(subject.source) or (
            ref is not None and ref.id in self.ground.actors
            and self.ground.actors.get(ref.id).kind in _WITNESSES
        )  # fmt: skip
        if witness and any(p.cue is not None and not p.prep for p in clause.args):
            return True  # "residents counted ten raids"
        return bool(witness or subject.official or ref is not None) and any(
            c.kind == "comp" and parse.words[c.start].form.comp for c in clause.children
        )

    def _cited(self, order: list[Clause], speech: dict[int, Speaker]) -> None:
        """ "X, citing Y, said": what X says is Y's word, passed on by X."""
        for clause in order:
            verb, parent = clause.verb, clause.parent
            if verb is None or not verb.is_a("speech", "cite") or not verb.gerund:
                continue
            outer = speech.get(id(parent)) if parent is not None else None
            if outer is None or parent is None:
                continue
            for phrase in clause.args:
                source = self.speaker(phrase) if not phrase.prep and not phrase.cue else None
                if source is not None and source.name != outer.name:
                    source.chain = (outer.name, *outer.chain)
                    speech[id(parent)] = self.last = source
                    speech.pop(id(clause), None)
                    break

    def _housed(self, clause: Clause) -> Speaker | None:
        """ "In the ministry they said": who is in a phrase with "in", where nobody else speaks."""
        if not self.ground.names.lexicon.settings.get("impersonal_plural", False):
            return None
        for phrase in clause.phrases():
            if set(phrase.prep) & {"in", "on"} and not phrase.time and phrase.typed_speaker:
                found = self.speakers(phrase)
                if found is not None:
                    return found
        return None

    def _speaks(self, clause: Clause, parse: Parse) -> bool:
        """Whether a speech verb that is also a cue or a common verb really reports words here."""
        verb = clause.verb
        assert verb is not None
        if not verb.is_a("rule"):
            return True
        if any(c.kind == "comp" for c in clause.children):
            return True
        # "..., the army maintains": what it says stands before it
        return (
            self.ground.names.lexicon.case and not verb.passive and clause.kind == "main"
            and not any(not p.prep and not p.time for p in clause.args)
            and any(c.start < clause.start and c.verb is not None for c in parse.clauses)
        )  # fmt: skip

    @staticmethod
    def _channel(clause: Clause) -> str:
        for phrase in clause.phrases():
            if phrase.channel and phrase.prep:
                return phrase.channel
        return ""

    def _inherited(
        self,
        clause: Clause,
        speech: dict[int, Speaker],
        result: Attribution,
        default: Speaker | None,
    ) -> Speaker | None:
        if clause.kind == "rel":
            return default  # what a relative clause takes for granted is not what is being said
        parent = clause.parent
        child = clause
        while parent is not None:
            speaker = speech.get(id(parent))
            if speaker is not None and child.kind in ("comp", "inf"):
                outer = self._inherited(parent, speech, result, default)
                if outer is not None and outer is not speaker and not speaker.chain:
                    speaker.chain = (outer.name, *outer.chain)
                return speaker
            child, parent = parent, parent.parent
        return default

    def _postposed(
        self, order: list[Clause], speech: dict[int, Speaker], result: Attribution
    ) -> None:
        """ "..., the ministry said": its content is before it, and goes on behind it."""
        for index, clause in enumerate(order):
            speaker = speech.get(id(clause))
            if speaker is None or any(c.kind == "comp" for c in clause.children):
                continue
            if clause.parent is not None and clause.kind not in ("main", "comp"):
                continue
            if clause.verb is not None and any(
                p.cue is not None for p in clause.args if not p.prep
            ):
                continue
            covered = False
            broken = clause.interrupts
            inside = (
                broken is not None
                and broken.verb is not None
                and (broken.verb.start > clause.start)
            )
            for other in order[:index]:
                if inside and broken is not None and _root(other) is not _root(broken):
                    continue  # "A did this; B, analysts believe, will do that"
                if other is clause or other is clause.parent:
                    continue
                if id(other) not in speech and result.speakers[id(other)] in (None, self.quoting):
                    result.speakers[id(other)] = speaker
                    covered = True
            if covered or index == 0 or clause.interrupts is not None:
                for other in order[index + 1 :]:
                    if other.contrast:
                        break
                    if (
                        id(other) not in speech
                        and result.speakers[id(other)] is None
                        and (other.parent is not clause)
                    ):
                        result.speakers[id(other)] = speaker

    def _open_quote(self, parse: Parse) -> Speaker | None:
        depth = 0
        for word in parse.words:
            if word.text in "«“„" and word.kind == "punct":
                depth = 1
            elif word.text in "»”" and word.kind == "punct":
                depth = 0
            elif word.text == '"':
                depth = 1 - depth
        return (self.last or self.quoting) if depth else None

    # -- who a phrase makes speak -----------------------------------------------------------------

    def speakers(self, phrase: Phrase) -> Speaker | None:
        """The speaker of a phrase, with those it names beside it in `also`."""
        first = self.speaker(phrase)
        if first is None or not phrase.conjuncts:
            return first
        others = [s for p in phrase.conjuncts if (s := self.speaker(p)) is not None]
        first.also = tuple(s for s in others if s.name != first.name)
        return first

    def _owner_before(self, phrase: Phrase) -> Speaker | None:
        """Whose "its" is: the subject told before in the same sentence."""
        for clause in reversed(self.sentence.clauses if self.sentence is not None else []):
            subject = clause.subj
            if subject is None or subject is phrase or subject.start >= phrase.start:
                continue
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
        found = self._speaker(phrase, depth)
        for named in (phrase, phrase.apposition):
            if found is None or named is None:
                break
            person = named.person or (named.actor.person if named.actor is not None else "")
            if person:
                self.voices[person.split()[-1]] = found
        return found

    def _speaker(self, phrase: Phrase, depth: int) -> Speaker | None:
        ground = self.ground
        text = phrase.actor.text if phrase.actor is not None else ""
        if phrase.pronoun:
            return self._again(text)
        if phrase.source:
            return self._source(phrase)
        if phrase.official:
            found = self._official(phrase, depth)
            if found is not None:
                self._remember(phrase, found)
                return found
            return self._default_official(phrase, text)
        actor = ground.phrase_actor(phrase)
        if actor is not None and not (
            phrase.actor is not None and phrase.actor.anaphor in ("force",)
        ):
            self._remember(phrase, Speaker(actor.name, actor.id, text, actor=actor))
            return Speaker(actor.name, actor.id, text, actor=actor, sure=actor.sure)
        for other in (phrase.apposition, phrase.of, phrase.possessor, *phrase.post[:1]):
            if other is not None and (other.official or other.source or other.actor is not None):
                found = self.speaker(other, depth + 1)
                if found is not None:
                    self._remember(phrase, found)
                    return found
        if phrase.actor is not None and phrase.actor.anaphor == "group":
            return self._again(text)
        if phrase.actor is not None and phrase.actor.person:
            return self._leader(phrase, text)
        if phrase.adj_actor is not None:
            actor = ground.actor(phrase.adj_actor)
            if actor is not None:
                return Speaker(actor.name, actor.id, text, actor=actor, sure=0.6)
        return None

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
        for ref in (phrase.adj_actor, phrase.actor):
            if ref is not None and (ref.id or ref.country or ref.role):
                actor = ground.actor(ref)
                if actor is not None:
                    return Speaker(actor.name, actor.id, text, actor=actor)
        behind = [p for p in phrase.post if set(p.prep) & _OWNED_BY]
        for other in (phrase.possessor, phrase.of, *behind, phrase.apposition):
            if other is None:
                continue
            ref = other.actor
            if ref is not None and ref.anaphor in ("force", "regular", "group") and ref.person:
                if "for" in other.prep and not _DIGIT.search(ref.text):
                    return Speaker(ref.text, "", text, sure=0.7)  # a body that no reference knows
                continue
            if ref is not None and ref.anaphor in ("force", "regular") and not other.possessive:
                continue  # "a colonel of the 27th Division": the state's
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

    def _default_official(self, phrase: Phrase, text: str) -> Speaker | None:
        """An official of nobody in particular speaks for the country's state."""
        ground = self.ground
        if (
            phrase.det == "definite"
            and phrase.head_word in ground.names.lexicon.anaphoric_officials
        ):
            return self._again(text)
        country = self._seat(phrase) or ground.country
        state = ground.state(country, text, 0.6) if country else None
        if state is None:
            return Speaker("officials", text=text, sure=0.5)
        return Speaker(state.name, state.id, text, actor=state, sure=0.6)

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
        modifiers = text.lower().split()[:-1]
        base = phrase.source
        agency = phrase.of.actor if phrase.of is not None else None
        if base == "journalists" and agency is not None and agency.id:
            found = ground.actor(agency)
            if found is not None:
                return Speaker(found.name, found.id, text, actor=found)
        if base == "sources":
            gloss = [ground.glosses.get(m, m) for m in modifiers]
            for word in reversed(gloss):
                if word in SOURCES:
                    return Speaker(SOURCES[word], "", text)
            return Speaker(
                SOURCES["local"] if not gloss else f"{gloss[-1]} source", "", text, sure=0.6
            )
        adjective = phrase.adj_actor
        if adjective is not None and adjective.role in ("opposition", "rebels"):
            return Speaker(f"opposition {base}", "", text)
        return Speaker(base, "", text)


def _quoted(parse: Parse, opens_in_quote: bool) -> set[int]:
    """The clauses whose verb stands between quotation marks."""
    inside, marks = opens_in_quote, []
    for word in parse.words:
        if word.kind == "punct" and word.text in OPEN + SHUT:
            inside = not inside if word.text == '"' else word.text in OPEN
        marks.append(inside)
    return {
        id(c) for c in parse.clauses
        if c.verb is not None and c.verb.start < len(marks) and marks[c.verb.start]
    }  # fmt: skip


def _root(clause: Clause) -> Clause:
    while clause.parent is not None:
        clause = clause.parent
    return clause


def _below(clause: Clause) -> list[Clause]:
    """What a clause's verb governs: all below it but what relative clauses go on to report."""
    found: list[Clause] = []
    for child in clause.children:
        if child.kind == "rel" and child.verb is not None and child.verb.is_a("speech"):
            continue
        found.append(child)
        found.extend(_below(child))
    return found
