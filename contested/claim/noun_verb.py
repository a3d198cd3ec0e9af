"""How a cue noun hangs on its clause's verb, and what that verb adds: "broke the siege of X"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from contested.claim.belonging import belongs_to_strangers, is_theirs
from contested.claim.besieged import breaker_of, fill_besieged
from contested.claim.clause import Clause, VerbGroup, says_what_it_is
from contested.claim.clause_slot import actors_in, places_in
from contested.claim.draft import Scene
from contested.claim.factuality import factuality_of
from contested.claim.frame import Frame
from contested.claim.ground import GroundedActor, GroundedPlace
from contested.claim.moved_place import behind_comma, dropped_place, in_apposition, moved_place
from contested.claim.noun_slot import noun_actors, noun_places
from contested.claim.paradigm import ACCUSATIVE, GENITIVE
from contested.claim.particle import particle_count
from contested.claim.phrase import Phrase, tells_time
from contested.claim.place_anaphor import latest_place, place_told_of
from contested.claim.sequel import earlier_in_series
from contested.claim.speaker import Speaker
from contested.claim.unsaid import announcer, dropped_subject, unsaid_actor
from contested.claim.verb_setting import is_asked
from contested.claim.verbal_noun import controlled_by, governed, made_to

_SIEGES = frozenset({"besieges", "breaks_siege"})
# what a party denies is what its opponent claims, not its own doing
DENIED = frozenset({"captures", "besieges", "cuts_route", "breaks_siege"})
_BEYOND = frozenset({"behind", "out"})  # "beyond", "out of"
_MOST_BEHIND = 4  # words behind "be" among which stands what says that something is past
_AIMS = frozenset({"for", "to", "toward"})
_INTO = frozenset({"under", "in", "to", "into", "at"})


@dataclass(slots=True)
class CueNoun:
    """A cue noun whose roles are being filled, with what is known of them so far."""

    phrase: Phrase
    clause: Clause
    frame: Frame
    speaker: Speaker | None
    relation: str  # obj, into, subj, ""
    light: str  # the class of the verb that governs it: "put", "end"
    actors: list[GroundedActor]
    places: list[tuple[Phrase, GroundedPlace]]
    predicate: str
    factuality: str
    target: GroundedActor | None = None

    @property
    def voice(self) -> GroundedActor | None:
        """The party that speaks."""
        return self.speaker.actor if self.speaker is not None else None

    @property
    def passive(self) -> bool:
        """Whether the clause's verb is passive."""
        return self.clause.verb is not None and self.clause.verb.passive

    @property
    def subject(self) -> Phrase | None:
        """The clause's subject where it acts."""
        return self.clause.subj if self.clause.verb is not None and not self.passive else None

    @property
    def agent(self) -> Phrase | None:
        """Who does what the clause's verb says."""
        if not self.passive:
            return self.subject
        return next((p for p in self.clause.args if "by" in p.prep), None)


def open_cue(scene: Scene, phrase: Phrase, clause: Clause, frame: Frame) -> CueNoun:
    """A cue noun with what its own complements and its place in the clause say."""
    said = phrase in clause.args or phrase.head is not None  # rather than who says it
    attribution = scene.attribution
    speaker = attribution.inside(clause) if said else attribution.of(clause)
    voice = speaker.actor if speaker is not None else None
    relation, light = _governed(scene, phrase, clause, frame)
    actors = noun_actors(scene, phrase, clause, frame, voice)
    factuality = factuality_of(clause, attribution, noun=phrase)
    verb = clause.verb
    if factuality == "actual" and verb is not None and verb.is_a("control", "possible") and (
        phrase in clause.args and not phrase.prep and not verb.is_a("speech")
    ):  # fmt: skip
        factuality = "possible"  # "risks a siege"
    aim = _aim_beside(scene, phrase, clause)
    if aim is not None and factuality == "actual":
        factuality, actors = "intended", actors or actors_in(scene, aim, voice)
    head = phrase.head
    attack = head.cue.rule if head is not None and head.cue is not None else None
    if (
        head is not None and attack is not None and attack.frame.predicate == "attacks"
        and factuality == "actual" and set(phrase.prep) & _AIMS
        and frame.predicate in ("captures", "breaks_siege")
    ):  # fmt: skip
        factuality = "intended"  # "an offensive for the recapture of X"
        actors = actors or noun_actors(scene, head, clause, attack.frame, voice)
        actors = actors or actors_in(scene, clause.subj, voice)
    if scene.ground.names.lexicon.verbal_nouns and factuality == "actual":
        if "purpose" in phrase.prep and not light and not frame.head_state:
            factuality = "intended"  # "moved in for the capture of X"
            actors = actors or actors_in(scene, clause.subj, voice)
            outer = phrase.head
            while not actors and outer is not None:  # "the army's attack for the recapture of X"
                rule = outer.cue.rule if outer.cue is not None else None
                if rule is not None:
                    actors = noun_actors(scene, outer, clause, rule.frame, voice)
                outer = outer.head
        elif frame.predicate != "supports" and governed(scene, phrase, clause):
            factuality = controlled_by(clause) or factuality
    return CueNoun(
        phrase, clause, frame, speaker, relation, light, actors,
        noun_places(scene, phrase, clause, frame), frame.predicate, factuality,
    )  # fmt: skip


def _aim_beside(scene: Scene, phrase: Phrase, clause: Clause) -> Phrase | None:
    """The aim that a noun names: "the army's aim is the recapture of X", "attempts at taking X"."""
    aims = scene.ground.names.lexicon.goal_nouns
    verb, head = clause.verb, phrase.head
    beside = [clause.subj, *clause.args] if verb is not None and verb.copula else []
    if head is not None and (head.of is phrase or "about" in phrase.prep):
        beside.append(head)  # "attempts at taking X", "the decision on leaving X"
    for other in beside:
        if other is not None and other is not phrase and other.ordinary and (
            other.head_word in aims and (not phrase.prep or other is head)
        ):  # fmt: skip
            return other
    return None


def _denies_of_others(verb: VerbGroup, predicate: str) -> bool:
    """Whether a verb denies what only others can have done: "denied the capture of the town"."""
    return predicate in DENIED and verb.is_a("speech", "deny")


def fill_by_verb(scene: Scene, noun: CueNoun) -> None:
    """What the verb adds to a noun of action: "launched an attack", "repelled the attack"."""
    changed = noun.frame.with_verb.get(noun.light, "")
    doer = actors_in(scene, noun.agent, noun.voice) or dropped_subject(
        scene, noun.clause, noun.voice
    )
    made = made_to(noun.clause, noun.phrase) if governed(scene, noun.phrase, noun.clause) else None
    if made is not None and not noun.actors and "on" in noun.phrase.prep:
        noun.actors = actors_in(scene, made, noun.voice)
    begun = noun.light in ("begin", "keep", "have", "give")
    if noun.relation == "obj" and changed in ("repelled", "suffered"):
        noun.target = doer[0] if doer else None
        if changed == "suffered" and not noun.places and noun.agent is not None:
            noun.places = places_in(scene, noun.agent, "obj", noun.frame)  # "X came under attack"
    elif noun.relation == "obj" and begun and not noun.actors:
        noun.actors = doer
    elif changed == "negated":
        noun.factuality = "negated"
    elif not noun.actors and governed(scene, noun.phrase, noun.clause):
        verb = noun.clause.verb
        if verb is None or not _denies_of_others(verb, noun.predicate):
            noun.actors = doer


def fill_state(scene: Scene, noun: CueNoun) -> bool:
    """Fill the roles of a noun of state ("control", "siege"); False where it claims nothing."""
    phrase, frame = noun.phrase, noun.frame
    changed = frame.with_verb.get(noun.light, "") if noun.light else ""
    if frame.predicate == "controls" and _is_beyond(noun):
        return _fill_beyond(scene, noun)
    purpose = "for" in phrase.prep and not set(phrase.prep) & {*_INTO, *_BEYOND}
    if frame.predicate == "controls" and purpose and noun.relation != "obj":
        return False  # "are fighting for control of X": nobody has it
    verb = noun.clause.verb
    if frame.name == "control_noun" and not noun.actors and belongs_to_strangers(noun):
        return False  # "under the authority of a civilian council", "surrendered to authorities"
    host = phrase.head if phrase.head is not None and phrase.head.apposition is phrase else None
    if host is not None and frame.predicate == "controls" and not phrase.prep:
        noun.actors = actors_in(scene, host, noun.voice)  # "the Houthis, masters of X"
        inner = phrase.of
        noun.places = noun.places or (
            places_in(scene, inner, "of", frame) if inner is not None else []
        )
        return bool(noun.actors and noun.places)
    denied = verb is not None and verb.is_a("speech", "deny") and frame.predicate == "besieges"
    if frame.predicate == "besieges" and not is_asked(noun.clause) and (
        _ended_by_noun(scene, phrase)
    ):  # fmt: skip
        noun.predicate = "breaks_siege"
        if not any("by" in p.prep for p in (*phrase.post, *noun.clause.args)):
            noun.target, noun.actors = (noun.actors[0] if noun.actors else None), []
    elif noun.relation == "obj" and not (denied and not changed):
        if not _fill_object(scene, noun, changed):
            return False
    elif noun.relation == "into":
        if not _fill_into(scene, noun, changed):
            return False
    elif noun.relation == "subj" and noun.light == "end" and (
        noun.passive
        or not any(
            not p.prep and p is not phrase and not tells_time(p, noun.clause.args)
            for p in noun.clause.args
        )
    ):  # fmt: skip
        noun.predicate = changed or noun.predicate
        if noun.predicate == "breaks_siege":
            noun.target = noun.actors[0] if noun.actors else None
            noun.actors = actors_in(scene, noun.agent, noun.voice)
    elif frame.name == "control_noun" and noun.relation == "subj" and noun.light == "begin" and (
        not noun.passive and any(not p.prep and not p.time for p in noun.clause.args)
    ):  # fmt: skip
        return False  # "control of X opens the way to Y"
    elif frame.name == "control_noun" and noun.relation == "subj" and noun.light in ("come", "be"):
        _fill_passed(scene, noun, changed)
    elif frame.name == "control_noun" and "from" in phrase.prep and noun.actors:
        if noun.clause.verb is not None and noun.clause.verb.senses("rule"):
            return False  # "took X out of the hands of Y": the verb tells it
        lost = noun.subject if noun.subject is not None else phrase.head
        found = places_in(scene, lost, "obj", frame) if lost is not None else []
        if not found:
            return False
        noun.predicate, noun.places = "withdraws", found  # "slipped out of the control of X"
    for below in scene.parse.clauses:
        if below.antecedent is phrase and all(p.start > below.start for p, _ in noun.places):
            for other in below.args:  # "the siege they had laid to X"
                found = places_in(scene, other, "in", frame) if other.prep else []
                if found:
                    noun.places = found
                    break
    if not noun.places and noun.predicate == "breaks_siege":  # "lifted the siege from X"
        behind = next((p for p in noun.clause.args if p.start == phrase.end), None)
        if behind is not None and "from" in behind.prep and behind.place is not None:
            noun.places = places_in(scene, behind, "from", frame)
    behind = next((p for p in noun.clause.before if p.start == phrase.end and not p.prep), None)
    if not noun.places and behind is not None and frame.predicate == "besieges":
        noun.places = places_in(scene, behind, "of", frame)  # its preposition read as an article
    definite = noun.light or phrase.det == "definite"
    if not noun.places and definite and frame.predicate == "besieges":
        latest = place_told_of(scene.ground, _SIEGES) or latest_place(scene.ground, phrase.start)
        noun.places = [(phrase, latest)] if latest is not None else []
    if not noun.places and _has_no_object(noun):  # "the army has established full control"
        latest = latest_place(scene.ground, phrase.start, roads=False)
        noun.places = [(phrase, latest)] if latest is not None else []
    noun.places = noun.places + earlier_in_series(
        scene, noun.clause, frame, noun.predicate, [p for p, _ in noun.places]
    )
    if (
        noun.places
        and noun.relation == "into"
        and is_theirs(scene, noun)
        and not (
            actors_in(scene, noun.subject, noun.voice)  # "X put it under their control"
        )
    ):
        taker = scene.ground.known_doer(("besieges", "captures", "attacks"), noun.places[0][1])
        if taker is not None:
            noun.actors = [replace(taker, sure=0.65, named=False)]  # "X is in their hands"
    if not noun.actors and noun.places:
        denied = noun.factuality == "negated"
        noun.actors = unsaid_actor(
            scene, noun.predicate, noun.places[0][1], True, noun.speaker, denied
        )
    return bool(noun.actors) or frame.predicate != "controls"


def _has_no_object(noun: CueNoun) -> bool:
    """Whether a party is said to have or take control, and nothing says of what."""
    phrase = noun.phrase
    beside = (*phrase.post, *noun.clause.args)
    return (
        noun.frame.name == "control_noun" and noun.relation == "obj" and bool(noun.actors)
        and noun.light in ("begin", "keep", "have") and phrase.of is None and not phrase.prep
        and phrase.possessor is None and phrase.apposition is None
        and all(other is phrase or other.time for other in beside)
    )  # fmt: skip


def _ended_by_noun(scene: Scene, phrase: Phrase) -> bool:
    """Whether a noun above a siege says that it ended: "the lifting of the siege of X"."""
    lexicon, outer = scene.ground.names.lexicon, phrase.head
    if outer is not None and outer.of is phrase and outer.head_word in lexicon.end_nouns:
        return "until" not in outer.prep
    of = "of" in phrase.prep or phrase.cases & GENITIVE or lexicon.verb_first
    words = scene.parse.words[
        phrase.start - 1 if of and phrase.start else phrase.start : phrase.end
    ]
    return any(word.form.fold in lexicon.end_nouns for word in words)


def _fill_passed(scene: Scene, noun: CueNoun, changed: str) -> None:
    """ "Control of X passed to Y", "... into the hands of Y", "... lies with Y": Y has it now."""
    roles = {"to", "into"} if noun.light == "come" else {"with", "at", "in"}
    for phrase in noun.clause.args:
        if phrase is noun.phrase or not set(phrase.prep) & roles or phrase.time:
            continue
        holder = phrase.of if phrase.cue is not None else phrase
        taker = actors_in(scene, holder, noun.voice)
        if taker:
            noun.predicate, noun.actors = changed or noun.predicate, taker
            if phrase.cue is not None:
                scene.used.add(id(phrase))
            return


def _is_beyond(noun: CueNoun) -> bool:
    """Whether a phrase says that something is out of, or slips from, somebody's control."""
    roles, verb = set(noun.phrase.prep), noun.clause.verb
    if roles & _INTO:
        return False
    if "from" in roles and "out" not in roles:
        return noun.light == "come"
    return bool(roles & _BEYOND) or ("near" in roles and verb is not None and verb.copula)


def _fill_beyond(scene: Scene, noun: CueNoun) -> bool:
    """ "X is beyond the army's control", "slipped from their grasp": they no longer hold it."""
    moved = moved_place(noun.phrase, noun.clause, noun.light)
    noun.places = places_in(scene, moved, "obj", noun.frame) if moved is not None else []
    noun.predicate = "withdraws"
    return bool(noun.places and noun.actors)


def _fill_object(scene: Scene, noun: CueNoun, changed: str) -> bool:
    """ "took control of X", "broke the siege of X", "X suffers a siege"."""
    noun.predicate = changed or noun.predicate
    if noun.light == "suffer" and noun.subject is not None:
        noun.places = places_in(scene, noun.subject, "obj", noun.frame)
        return bool(noun.places)
    doer = actors_in(scene, noun.agent, noun.voice) or dropped_subject(
        scene, noun.clause, noun.voice
    )
    said = noun.clause.verb is not None and noun.clause.verb.is_a("speech")
    if not doer and said and changed and not noun.passive:
        doer = announcer(scene, noun.voice)  # "X's prime minister announced control of Y"
    if noun.light == "give":  # "gives them control of X"
        doer = next(
            (given for p in noun.clause.args
             if p is not noun.phrase and (not p.prep or "to" in p.prep)
             and (given := actors_in(scene, p, noun.voice))),
            [],
        )  # fmt: skip
        noun.actors = noun.actors or doer
    if not changed and not noun.actors and doer and says_what_it_is(noun.clause):
        noun.actors = doer  # "have been masters of X"
    if not changed and not noun.actors:
        return False
    verb = noun.clause.verb
    if noun.actors and verb is not None and verb.is_a("speech") and not noun.phrase.possessive:
        return True  # "denied the rebels' taking control of X"
    if noun.predicate in ("captures", "withdraws", "breaks_siege") or not noun.actors:
        if noun.predicate == "breaks_siege":
            noun.target = noun.actors[0] if noun.actors else None
        if not (noun.predicate == "withdraws" and noun.actors and not noun.phrase.possessive):
            noun.actors = doer or ([] if noun.passive else noun.actors)  # else "broke X's hold"
            if noun.predicate == "breaks_siege" and not doer and noun.target is not None:
                noun.actors = breaker_of(scene, noun)
        ends = noun.predicate == "breaks_siege" and noun.clause.kind == "ger"
        return bool(noun.actors) or noun.passive or ends  # "X left, ending a siege"
    return True


def _fill_into(scene: Scene, noun: CueNoun, changed: str) -> bool:
    """ "X came under the control of", "has X in its hands", "put X under siege"."""
    phrase, clause, frame, light = noun.phrase, noun.clause, noun.frame, noun.light
    subject, voice = noun.subject, noun.voice
    told = behind_comma(scene, phrase, clause) if light in ("", "be") else None
    if told is not None and light and (told not in clause.args or told.prep):
        told = None  # "next is X, still in Y's hands", but "X, a town in Z, is in Y's hands"
    moved = told or moved_place(phrase, clause, light)
    if moved is None and light == "come" and not noun.places:
        known = dropped_place(scene, clause)
        noun.places = [(phrase, known)] if known is not None else []
    people = frame.predicate == "besieges" and bool(noun.places)  # "live under siege in X"
    if moved is not None and moved.ordinary and moved.place is None and not people:
        return False  # "have the fire near X under control"
    had = [
        p for p in clause.args
        if not p.prep and p is not phrase and p.place is not None and not p.time
    ]  # fmt: skip
    if light in ("have", "keep") and not had and not noun.passive and any(
        not p.prep and not p.time and p.ordinary and p.start < phrase.start for p in clause.args
    ):  # fmt: skip
        return False  # "has the situation in X under control"
    if light in ("have", "keep") and had and clause.verb is not None and not noun.passive:
        moved = had[0]  # "has X in its hands"
        noun.actors = actors_in(scene, subject, voice) or noun.actors
    if moved is not None and (moved.official or moved.source):
        return False  # "the minister is under siege from his critics"
    if moved is not None and moved.pronoun and noun.places and not noun.actors:
        noun.actors = actors_in(scene, moved, voice) or noun.actors  # "it is in charge of X"
    elif moved is not None and moved is not phrase:
        found = places_in(scene, moved, "obj", frame)
        noun.places = found or noun.places
        if moved.actor is not None and frame.predicate == "besieges":
            fill_besieged(scene, noun, moved)
        elif found:
            pass
        elif moved.actor is not None and (noun.places or phrase.of is not None):
            holders = actors_in(scene, moved, voice)
            if holders:
                if not noun.places and phrase.of is not None:
                    noun.places = places_in(scene, phrase.of, "of", frame)
                noun.actors = holders
    if light in ("come", "put", "escape"):
        noun.predicate = changed or noun.predicate
    if not noun.places and subject is not None and phrase.of is not None:
        inner = places_in(scene, phrase.of, "of", frame)
        holders = actors_in(scene, subject, voice)
        if inner and holders:
            noun.places, noun.actors = inner, holders
    if light == "put" and not noun.actors:
        noun.actors = actors_in(scene, noun.agent, voice)
    return True


def _governed(scene: Scene, phrase: Phrase, clause: Clause, frame: Frame) -> tuple[str, str]:
    """How a cue noun hangs on its clause's verb (obj, into, subj, "") and the verb's class."""
    verb = clause.verb
    if verb is None:
        if phrase.prep and set(phrase.prep) & _INTO:
            return "into", ""
        return "", ""
    if governed(scene, phrase, clause) and not verb.is_a("light"):
        begun = "begin" in frame.with_verb and not _denies_of_others(verb, frame.predicate)
        return "obj", "begin" if begun else ""
    found = [
        (length, s.arg) for s in verb.senses("light")
        if (length := particle_count(s, verb, scene.parse, phrase)) >= 0
    ]  # fmt: skip
    longest = max((length for length, _ in found), default=0)
    lights = [arg for length, arg in found if length == longest]
    if frame.predicate == "besieges" and {"begin", "end"} <= {*lights}:  # "completed": which?
        closing = phrase.cue is not None and phrase.cue.lemma in scene.ground.encirclements
        lights.remove("end" if closing else "begin")
    if verb.copula and "be" not in lights:
        lights.append("be")
    if verb.have:
        lights.append("have")
    if verb.form is not None and verb.form.lemma in scene.ground.names.lexicon.settings.get(
        "doer_verbs", ()
    ):  # fmt: skip
        lights.append("begin")  # "the army managed the recapture"
    passive_subject = phrase is clause.subj and verb.passive
    phrasal = longest > 0
    if frame.state and _alone(phrase, clause):
        if "cease" in lights:
            return "subj", "end"
        if not lights and not dropped_subject(scene, clause, None):
            return "subj", ""  # "goes on the siege of X", where the order of words tells nothing
    is_object = (phrase in clause.args and (not phrase.prep or phrasal)) or passive_subject
    if (is_object and phrase is not clause.subj) or passive_subject:
        for wanted in frame.with_verb:
            if wanted in lights and wanted not in ("come", "be"):
                return "obj", wanted
        return ("obj", "")
    goes_on = "begin" in lights and "begin" in frame.with_verb and not frame.state
    if goes_on and "to" in phrase.prep and not any(
        not p.prep and not p.time for p in clause.args if p is not phrase
    ):  # fmt: skip
        return "obj", "begin"  # "proceeded to the capture of X"
    if phrase.prep and set(phrase.prep) & _INTO:
        if frame.state and in_apposition(scene, phrase, clause):
            return "into", ""
        fitting = [w for w in ("put", "come", "be", "keep", "have", "escape") if w in lights]
        if verb.passive and "put" in fitting:
            return "into", "come"
        if "put" in fitting and "come" in fitting:
            has_object = any(not p.prep and p.start > verb.start for p in clause.args)
            return "into", "put" if has_object else "come"
        return "into", fitting[0] if fitting else ""
    if phrase is clause.subj:
        if verb.copula and _says_over(scene, verb):
            return "subj", "end"
        return "subj", lights[0] if lights else ""
    if "from" in phrase.prep and "come" in lights:
        return "", "come"  # "slipped from the control of X"
    return "", ""


def _alone(phrase: Phrase, clause: Clause) -> bool:
    """Whether a phrase is all that a verb can have for its subject, wherever it stands."""
    if phrase.prep or phrase.cases == ACCUSATIVE or clause.verb is None or clause.verb.passive:
        return False
    if clause.subj is not None:
        return clause.subj is phrase
    others = [p for p in clause.args if not p.prep and not p.time and p is not phrase]
    return phrase in clause.args and not others


def _says_over(scene: Scene, verb: VerbGroup) -> bool:
    """Whether all that follows "be" is a word for its being past: "the siege is over"."""
    words = scene.parse.words
    rest = words[verb.start + 1 : verb.end + _MOST_BEHIND]
    for number, word in enumerate(rest, verb.start + 1):
        if word.kind == "punct":
            return False
        if word.form.adverb == "ended":
            after = words[number + 1] if number + 1 < len(words) else None
            return after is None or not (after.entity or after.form.det or after.form.nouns)
    return False
