"""Who says what: every clause of a sentence gets its speaker, the deepest source first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from contested.claim.channel import says_through
from contested.claim.clause import Clause, Parse, is_cleft
from contested.claim.colon import speakers_before_colon
from contested.claim.ground import Ground
from contested.claim.phrase import Phrase
from contested.claim.quotation import behind_quotation, quoted_clauses
from contested.claim.same_claim import says_the_same
from contested.claim.speaker import Speaker, Voices
from contested.claim.unspoken import unspoken

# kinds of actors who only tell
_WITNESSES = frozenset({"source", "crowd", "monitor", "media", "agency", "aid_org"})


@dataclass(slots=True)
class Attribution:
    """Speakers by clause, and the clauses whose content their speaker denies."""

    speakers: dict[int, Speaker | None] = field(default_factory=dict)
    own: dict[int, Speaker] = field(default_factory=dict)  # of noun cues inside speech clauses
    denied: set[int] = field(default_factory=set)
    quoted: set[int] = field(default_factory=set)  # clauses inside quotation marks
    behind: set[int] = field(default_factory=set)  # clauses whose speaker is named after them
    mute: set[int] = field(default_factory=set)  # clauses whose verb says that nothing is said
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

    def is_withheld(self, clause: Clause) -> bool:
        """Whether nobody says what a clause tells: "has not acknowledged that ..."."""
        return clause.kind != "rel" and (
            clause.parent is not None
            and (id(clause.parent) in self.mute or self.is_withheld(clause.parent))
        )


class Attributor(Voices):
    """Assigns speakers; remembers the last one from sentence to sentence."""

    def __init__(self, ground: Ground) -> None:
        super().__init__(ground)
        self.quoting: Speaker | None = None
        self.foretold = False  # the quotation that begins has a speaker who is named behind it
        self.reported = ground.names.lexicon.reported_moods

    def foretell(self, parse: Parse) -> None:
        """Take the speaker of a quotation that begins from its last sentence."""
        end = behind_quotation(parse.words)
        for clause in parse.clauses:
            verb, subject = clause.verb, clause.subj
            if verb is None or subject is None or verb.start < end or subject.start < end:
                continue
            if verb.is_a("speech") and not verb.passive and not verb.negative:
                self.sentence = parse
                speaker = self.speakers(subject)
                if speaker is not None:
                    self.quoting, self.foretold = speaker, True
                return

    def attribute(self, parse: Parse, opens_in_quote: bool) -> Attribution:
        """Speakers of all clauses of a sentence, in one pass."""
        result = Attribution(quoted=quoted_clauses(parse, opens_in_quote))
        result.mute = unspoken(parse, self.ground)
        before = self.last
        default = (self.quoting or self.last) if opens_in_quote or self.foretold else None
        speech: dict[int, Speaker] = {}
        order = sorted(parse.clauses, key=lambda c: c.start)
        according: list[tuple[Clause, Speaker, bool]] = []
        first = min((c.verb.start for c in order if c.verb is not None), default=0)
        for clause in order:
            for phrase in clause.phrases():
                if "according" in phrase.prep:
                    self.sentence = parse
                    speaker = self.speakers(phrase)
                    if speaker is None and not phrase.head_word and not phrase.time:
                        speaker = self.last  # "according to the same"
                    if speaker is not None:
                        according.append((clause, speaker, phrase.start < first))
            verb = clause.verb
            if verb is None or not self._reports(clause, parse):
                continue
            subject = clause.subj
            if verb.passive:
                subject = next((p for p in _behind(clause) if "by" in p.prep), None)
            inner = clause.kind in ("comp", "inf", "rel", "ger", "sub") and clause.sub != "as"
            self.sentence = parse
            housed = self._housed(clause) if subject is None else self._heard_from(clause)
            if subject is None and (inner or verb.passive) and housed is None:
                continue
            if subject is None and clause.interrupts is not None and self.present is None:
                broken = clause.interrupts.verb
                if self.last is None or broken is None or broken.start < verb.start:
                    subject = clause.interrupts.subj  # "X took Y, as it announced"
            untold = self.present or self.last
            speaker = housed or (self.speakers(subject) if subject is not None else untold)
            if speaker is None and subject is not None and subject.place is not None:
                speaker = self.last if subject.actor is None or subject.actor.weak else None
            if speaker is None:
                continue
            if not self._speaks(clause, parse):
                continue
            speaker = self._passed_on(clause, speaker)
            channel = self._channel(clause)
            if channel:
                speaker.channel = channel
            speech[id(clause)] = speaker
            self.last = speaker
        for word in [w for w in parse.words if w.form.adverb == "own_account"]:
            holding = max((c for c in order if c.start <= word.index), key=_place_of, default=None)
            own = self.speakers(holding.subj) if holding and holding.subj else None
            if holding is not None and own is not None:
                according.append((holding, own, False))  # "by its own account": its subject's
        self._cited(order, speech)
        for clause in order:
            result.speakers[id(clause)] = self._inherited(clause, speech, result, default)
        self._postposed(order, speech, result)
        for clause, speaker in speakers_before_colon(parse, speech, self.speakers):
            if result.speakers[id(clause)] is default:
                result.speakers[id(clause)] = self.last = speaker
        for clause, speaker, opens in according:  # what opens a sentence governs all of it
            aside = clause if clause.kind == "rel" and not is_cleft(clause) else None
            root = _root(clause)
            for other in order if aside is None else _with_all_below(aside):
                if result.speakers[id(other)] is default and (
                    opens or root.verb is None or _shares_subject(_root(other), root)
                ):
                    result.speakers[id(other)] = speaker
            self.last = speaker
        for clause in order if self.reported and before is not None else ():
            if result.speakers[id(clause)] is None and self._in_reported_mood(clause, parse):
                result.speakers[id(clause)] = before
        for clause in order if speech else ():
            said = speech.get(id(clause))
            if said is not None:
                result.own[id(clause)] = said
                if clause.verb is not None and clause.verb.is_a("speech", "deny"):
                    self._deny(clause, said, result, parse)
        result.last = self.last
        self.note_acting(parse)
        open_quote = self._open_quote(parse, opens_in_quote)
        if not (self.foretold and open_quote is not None):
            self.quoting, self.foretold = open_quote, False
        return result

    def _deny(self, clause: Clause, said: Speaker, result: Attribution, parse: Parse) -> None:
        """Note what a verb of denying denies: what it governs, and the reports it names."""
        nouns = self.ground.names.lexicon.report_nouns
        for child in _below(clause):
            result.denied.add(id(child))
            if any("according" in p.prep and p.head_word in nouns for p in child.before):
                result.speakers[id(child)] = said  # "the reports according to which X is lost"
        told = _next_clause(clause, parse)
        if told is not None and any(p.head_word in nouns for p in clause.args if not p.prep) and (
            self._in_reported_mood(told, parse)
        ):  # fmt: skip
            result.denied.add(id(told))  # "rejected the account that the town be lost"

    def _reports(self, clause: Clause, parse: Parse) -> bool:
        """Whether a clause reports words: by its verb, by "that" behind it, by a witness."""
        verb, subject = clause.verb, clause.subj
        if verb is None:
            return False
        if verb.is_a("speech") or says_the_same(clause, parse, self.ground.names.lexicon):
            return True
        if subject is None or verb.passive or verb.copula or verb.is_a("rule"):
            return False
        ref = subject.actor
        witness = bool(subject.source) or (
            ref is not None and ref.id in self.ground.actors
            and self.ground.actors.get(ref.id).kind in _WITNESSES
        )  # fmt: skip
        counted = [p.cue.rule for p in clause.args if p.cue is not None and not p.prep]
        if witness and any(r is not None and r.frame.predicate == "attacks" for r in counted):
            return True  # "residents counted ten raids", but "residents fled the stronghold"
        return bool(witness or subject.official or ref is not None) and any(
            c.kind == "comp" and parse.words[c.start].form.comp for c in clause.children
        )

    def _in_reported_mood(self, clause: Clause | None, parse: Parse) -> bool:
        """Whether the form of a verb says that it repeats what was said: "the town be lost"."""
        verb = clause.verb if clause is not None else None
        if clause is None or verb is None or clause.kind != "main" or verb.is_a("speech"):
            return False
        return any(w.form.fold in self.reported for w in parse.words[verb.start : verb.end])

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

    def _passed_on(self, clause: Clause, teller: Speaker) -> Speaker:
        """ "X reported from a source that ...": the source speaks, and X has passed it on."""
        verb = clause.verb
        for phrase in clause.phrases():  # "X reports with reference to Y that ..."
            if "according" in phrase.prep and phrase is not clause.subj and phrase.typed_speaker:
                source = self.speaker(phrase)
                told = any(c.kind == "comp" for c in clause.children)
                if source is not None and source.name != teller.name and told:
                    source.chain = (teller.name, *teller.chain)
                    return source
        if verb is None or not verb.is_a("speech", "cite") or verb.gerund:
            return teller
        for phrase in clause.args:
            if {"from", "on"} <= set(phrase.prep) and phrase.typed_speaker and not phrase.time:
                source = self.speaker(phrase)
                if source is not None and source.name != teller.name:
                    source.chain = (teller.name, *teller.chain)
                    return source
        return teller

    def _housed(self, clause: Clause) -> Speaker | None:
        """ "In the ministry they said": who is in a phrase with "in", where nobody else speaks."""
        if not self.ground.names.lexicon.settings.get("impersonal_plural", False):
            return None
        for phrase in clause.phrases():
            if not set(phrase.prep) & {"in", "on"} or phrase.time:
                continue
            seat = phrase.place is not None and phrase.place.kind == "base"
            found = self.speakers(phrase) if phrase.typed_speaker else None
            if found is None and seat and phrase.adj_actor is not None:
                found = self.speakers(replace(phrase, actor=phrase.adj_actor, place=None))
            if found is None and seat and phrase.of is not None and phrase.of.actor is not None:
                found = self.speakers(phrase.of)  # "at the headquarters of X they said"
            if found is not None:
                return found
        return None

    def _heard_from(self, clause: Clause) -> Speaker | None:
        """ "Aus Militärkreisen hieß es": the source out of which "it was said"."""
        subject, verb = clause.subj, clause.verb
        if subject is None or verb is None or not subject.pronoun or verb.is_a("rule"):
            return None
        for phrase in clause.phrases():
            if {"from", "out"} <= set(phrase.prep) and phrase.source and not phrase.time:
                return self.speakers(phrase)
        return None

    def _speaks(self, clause: Clause, parse: Parse) -> bool:
        """Whether a speech verb that is also a cue or a common verb really reports words here."""
        verb = clause.verb
        assert verb is not None
        below = {c.kind for c in clause.children}
        if "inf" in below and "comp" not in below and verb.is_a("control", "actual"):
            return False  # "go on to besiege X": nothing is said
        if (
            not verb.is_a("rule")
            or verb.is_a("speech", "echo")
            or says_the_same(clause, parse, self.ground.names.lexicon)
        ):
            return True
        if any(
            c.kind == "comp"
            or (
                c.kind == "inf"
                and c.verb is not None
                and c.verb.is_a("rule")
                and (c.subj is None or c.subj is clause.subj)
            )
            for c in clause.children
        ):
            return True  # "they maintain to hold X"
        if self.reported and self._in_reported_mood(_next_clause(clause, parse), parse):
            return True  # "Moskau behauptet, die Stadt sei erobert"
        nouns = self.ground.names.lexicon.report_nouns
        if verb.is_a("speech", "deny") and any(
            p.head_word in nouns for p in clause.phrases() if not p.prep
        ):
            return True  # "dismissed the claim", "a claim dismissed by X"
        # "..., the army maintains": what it says stands before it
        words = parse.words
        opening = min(verb.start, clause.subj.start if clause.subj is not None else verb.start)
        paused = opening > 0 and words[opening - 1].kind == "punct"
        return (
            (self.ground.names.lexicon.case or paused)
            and not verb.passive and clause.kind == "main"
            and not any(not p.prep and not p.time for p in clause.args)
            and any(c.start < clause.start and c.verb is not None for c in parse.clauses)
        )  # fmt: skip

    @staticmethod
    def _channel(clause: Clause) -> str:
        phrases = clause.phrases()
        for phrase in phrases:
            if phrase.channel and phrase.prep:
                return phrase.channel
        # "said the governor of X on television": behind the subject, and read as its own
        subject = clause.subj
        while subject is not None:
            for phrase in subject.post:
                if says_through(phrase):
                    return phrase.channel
            subject = subject.of or next(iter(subject.post), None)
        return ""

    def _inherited(
        self,
        clause: Clause,
        speech: dict[int, Speaker],
        result: Attribution,
        default: Speaker | None,
    ) -> Speaker | None:
        if clause.kind == "rel" and not is_cleft(clause):
            return default  # what a relative clause takes for granted is not what is being said
        parent = clause.parent
        child = clause
        if clause.kind == "rel" and parent is not None:
            return speech.get(id(parent)) or self._inherited(parent, speech, result, default)
        while parent is not None:
            speaker = speech.get(id(parent))
            accused = child.kind == "ger" and (_accuses(parent) or _says_it_did(parent, child))
            if speaker is not None and (accused or child.kind in ("comp", "inf")):
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
            aside = clause.sub == "as"
            if clause.parent is not None and clause.kind not in ("main", "comp") and not aside:
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
            denies = clause.verb is not None and clause.verb.is_a("speech", "deny")
            for other in order[:index] if not denies else ():  # "A took it, but B denied this"
                if inside and broken is not None and _root(other) is not _root(broken):
                    continue  # "A did this; B, analysts believe, will do that"
                if other is clause or (other is clause.parent and not aside):
                    continue
                if id(other) not in speech and result.speakers[id(other)] in (None, self.quoting):
                    result.speakers[id(other)] = speaker
                    result.behind.add(id(other))
                    covered = True
            if covered or denies or index == 0 or clause.interrupts is not None:
                for other in order[index + 1 :]:
                    if other.contrast:
                        break
                    if (
                        id(other) not in speech
                        and result.speakers[id(other)] is None
                        and (other.parent is not clause)
                    ):
                        result.speakers[id(other)] = speaker

    def _open_quote(self, parse: Parse, opens_in_quote: bool) -> Speaker | None:
        depth = int(opens_in_quote)
        for word in parse.words:
            if word.text in "«“„" and word.kind == "punct":
                depth = 1
            elif word.text in "»”" and word.kind == "punct":
                depth = 0
            elif word.text == '"':
                depth = 1 - depth
        return (self.last or self.quoting) if depth else None


def _accuses(clause: Clause) -> bool:
    """Whether a clause's verb reports what somebody is blamed for: "accused X of shelling Y"."""
    return clause.verb is not None and clause.verb.is_a("speech", "accuse")


def _says_it_did(parent: Clause, child: Clause) -> bool:
    """Whether a gerund right behind a verb of saying is what is said: "denied losing X"."""
    verb, said = parent.verb, child.verb
    return (
        verb is not None and said is not None and not verb.passive
        and verb.end == said.start and not child.opened_by_comma
    )  # fmt: skip


def _with_all_below(clause: Clause) -> list[Clause]:
    """A clause with all that hang on it, and those that go on with it."""
    found = [clause]
    for one in found:  # grows while it is read
        found.extend(one.children)
    beside = clause.parent.children if clause.parent is not None else []
    found.extend(c for c in beside if c.coordinate_of is clause)
    return found


def _place_of(clause: Clause) -> int:
    return clause.start


def _shares_subject(other: Clause, root: Clause) -> bool:
    """Whether two main clauses are one, or say what one subject does: "took A and cut B"."""
    return other is root or (other.subj is not None and other.subj is root.subj)


def _next_clause(clause: Clause, parse: Parse) -> Clause | None:
    """The clause that begins right behind another one."""
    behind = [c for c in parse.clauses if c.start > clause.start]
    return min(behind, key=lambda c: c.start, default=None)


def _root(clause: Clause) -> Clause:
    while clause.parent is not None:
        clause = clause.parent
    return clause


def _below(clause: Clause) -> list[Clause]:
    """What a clause's verb governs: all below it but what others of its clauses report."""
    found: list[Clause] = []
    for child in clause.children:
        if child.kind == "rel" and child.verb is not None and child.verb.is_a("speech"):
            continue
        before = clause.verb is not None and child.start < clause.verb.start
        if goes_on(child) or (child.kind == "rel" and before):
            continue  # "X, whose fighters hold Y, denied that ...": what describes who denies
        found.append(child)
        found.extend(_below(child))
    return found


def _behind(clause: Clause) -> list[Phrase]:
    """What stands behind a passive: its own phrases, or those of "was declared liberated by X"."""
    if clause.args or clause.verb is None or not clause.verb.is_a("speech", "proclaim"):
        return clause.args
    return [
        p for c in clause.children
        if c.kind == "comp" and c.verb is not None and c.verb.start == clause.verb.end
        for p in c.args
    ]  # fmt: skip


def goes_on(clause: Clause) -> bool:
    """Whether a clause adds what else somebody said: "denied this, insisting that ..."."""
    verb = clause.verb
    return (
        clause.kind == "ger" and verb is not None and verb.gerund
        and verb.is_a("speech") and not verb.is_a("speech", "deny")
        and any(c.kind == "comp" for c in clause.children)
    )  # fmt: skip
