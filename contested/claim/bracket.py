"""Verb brackets undone: the parts of a verb brought together where its finite part stands.

Some languages part a verb: "haben die Stadt eingenommen" (have the town taken), "nahmen die Stadt
ein" (took the town in), "dass sie die Stadt eingenommen haben" (that they the town taken have).
Where a language says `verb_bracket`, its sentences are put into the order in which the clause
reader expects verbs, before it reads them: finite verb, then the rest of the verb, then what stood
between. Words keep their offsets, so a claim still points at the words as written.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from contested.claim.embedded import participles_behind
from contested.claim.form import Form
from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

_FINITE = frozenset({"pres", "past"})
_PARTS = frozenset({"part", "base"})
_PAUSE = ","
_SHORT = 4  # words of an insertion in parentheses that goes on with its clause
_AUXILIARY = frozenset({"have", "be"})


def unbracketed(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words of a sentence with every verb in one piece."""
    leaning = _listed(lexicon, "reflexive")  # "befindet sich in": no object of its own
    words = [
        word for k, word in enumerate(words)
        if word.form.fold not in leaning or not k or words[k - 1].form.prep
    ]  # fmt: skip
    words = participles_behind(words, tuple(lexicon.settings.get("name_adjective_endings", ())))
    found: list[Word] = []
    waiting = -1  # where in `found` an auxiliary stands whose verb has not come yet
    before: Word | None = None
    after_clause = lead_open = False
    for segment in _segments(words):
        if before is not None and before.text == _PAUSE and _ends_in_verb(segment):
            segment = _relative(segment, lexicon)
        before = segment[-1]
        ordered, alone = _ordered(_completed(segment, found), lexicon)
        if not alone:
            ordered = _subject_first(ordered, after_clause, lead_open)
        if segment[0].kind in ("word", "num"):
            # "Um Herat, Kandahar und Kundus haben ...": a list opens the clause
            verbless = not any(_finite(word) or _is_part(word) for word in segment)
            lead_open = verbless and (lead_open or (not found and _adverbial(segment)))
        elif segment[0].text != _PAUSE:
            lead_open = False
        if segment[0].kind == "word":
            # "When X took Y, fled the rebels": the first clause stands where an adverb might.
            after_clause = not found and (
                any(_opens(word) for word in segment[:3])
                or bool(_listed(lexicon, "verb_last_after") & {segment[0].form.fold})
            )
        if alone and waiting >= 0:
            # The rest of a verb behind an inserted clause: "hat X, das ..., eingenommen".
            found[waiting + 1 : waiting + 1] = ordered
            waiting = -1
            continue
        rest = _rest_of_list(segment) if waiting >= 0 else 0
        if rest:
            # "haben X, Y und Z eingenommen": the list has cut the verb in two
            verb = _helpers_first(segment[rest:])
            if found[waiting].form.aux == "be" and waiting == len(found) - 2:
                # "die Dörfer X werden, Y und Z belagert": a list of subjects goes before its verb
                listed = _behind_names(segment, 0)
                found += [*segment[:listed], found.pop(waiting), *verb, *segment[listed:rest]]
            else:
                found[waiting + 1 : waiting + 1] = verb
                found += segment[:rest]
            waiting = -1
            continue
        if any(_finite(word) for word in segment) and not any(_opens(w) for w in segment[:3]):
            waiting = -1
        base = len(found)
        found += ordered
        open_at = _open_auxiliary(ordered)
        if open_at >= 0:
            waiting = base + open_at
    found = _genitives(found, lexicon)
    return [replace(word, index=i) if word.index != i else word for i, word in enumerate(found)]


@lru_cache(maxsize=64)
def _listed(lexicon: Lexicon, name: str) -> frozenset[str]:
    """The keys of the words that a setting lists."""
    return frozenset(lexicon.key(word) for word in lexicon.settings.get(name, ()))


def _rest_of_list(segment: list[Word]) -> int:
    """Where the last parts of a verb begin behind the end of a list; 0 where there are none."""
    if any((_finite(word) and not _is_part(word)) or _opens(word) for word in segment):
        return 0
    start = len(segment)
    while start > 0 and _is_part(segment[start - 1]):
        start -= 1
    return start if start < len(segment) else 0


def _completed(segment: list[Word], before: list[Word]) -> list[Word]:
    """ "... and the road cut": a last part that shares the auxiliary of the clause before it gets
    that auxiliary, as a word without letters of its own."""
    last = segment[-1]
    if segment[0].form.conj not in ("and", "or", "but") or not _is_part(last) or len(segment) < 2:
        return segment
    if any(_finite(word) for word in segment[:-1]) or "part" not in _tenses(last):
        return segment
    for k in range(len(before) - 1, 0, -1):
        word = before[k]
        if word.form.aux in _AUXILIARY and not word.form.det and _finite(word):
            if not any(_is_part(one) for one in before[k + 1 : k + 4]):
                return segment
            lent = replace(word, start=last.start, end=last.start)
            return [segment[0], lent, *segment[1:]]
        if _opens(word) or word.text in (".", ";", ":"):
            return segment
    return segment


def _subject_first(segment: list[Word], after_clause: bool, lead_open: bool) -> list[Word]:
    """A clause that an adverbial or another clause opens, so that its subject follows its verb,
    with the subject before it."""
    if segment[0].kind not in ("word", "num") or any(_opens(word) for word in segment[:3]):
        return segment
    verb = next((k for k, word in enumerate(segment) if _finite(word)), -1)
    if verb < 0 or (verb == 0 and not after_clause):
        return segment
    start = verb + 1
    while start < len(segment) and (
        _is_part(segment[start]) or _finite(segment[start]) or segment[start].form.neg
    ):
        start += 1
    if start >= len(segment):
        return segment
    if verb > 0 and not lead_open and not _adverbial(segment[:verb]):
        if not _fronted_object(segment, verb, start):
            return segment
        end = max(_behind_subject(segment, start, len(segment)), start + 1)
        moved = segment[:verb]
        return [*segment[start:end], *segment[verb:start], *moved, *segment[end:]]
    while start + 1 < len(segment) and (_reflexive(segment[start]) or _only_adverb(segment[start])):
        start += 1  # "waren nur noch die Rebellen dort"
    first = segment[start].form
    if (first.prep and first.prep != ("of",)) or first.adverb or first.neg:
        return segment
    end = _behind_subject(segment, start, len(segment))
    if end == start:
        return segment
    if any(word.form.aux == "be" for word in segment[verb:start]):
        end = _behind_names(segment, end)
    end = _behind_description(segment, end)
    lead = segment[:verb]
    if lead:
        # A pause, or the two phrases would be read as one: "according to the army, rebels took X"
        at = lead[-1].end
        lead = [*lead, Word(0, _PAUSE, Form("", known=True), at, at, "punct", False, False)]
    return [*lead, *segment[start:end], *segment[verb:start], *segment[end:]]


def _adverbial(lead: list[Word]) -> bool:
    """Whether what stands before the verb is no subject: a phrase with a preposition, an adverb
    or a time ("wenige Tage zuvor")."""
    opening = lead[0].form
    if opening.prep not in ((), ("of",)):
        return True
    if opening.adverb or opening.compass:
        # "Auch Manbidsch ist ...": behind an adverb the subject may stand all the same
        rest = lead[1:]
        return (
            not rest
            or not (_names(rest[-1]) or rest[0].form.det)
            or any(word.form.prep not in ((), ("of",)) for word in rest)
        )
    timed = any(
        word.form.time is not None or any(s.kind == "time" for s in word.form.nouns)
        for word in lead
    )
    return timed and all(
        word.kind == "num" or word.form.time is not None or not word.capital
        or any(s.kind == "time" for s in word.form.nouns)
        for word in lead[1:]
    )  # fmt: skip


def _only_adverb(word: Word) -> bool:
    form = word.form
    return bool(form.adverb) and not (form.function or form.nouns or form.quant or form.compass)


def _reflexive(word: Word) -> bool:
    return "object" in word.form.pron and "subject" not in word.form.pron


def _fronted_object(segment: list[Word], verb: int, start: int) -> bool:
    """Whether what stands before the verb is its object: "Den Ort nahmen Rebellen ein"."""
    group, behind = segment[verb:start], segment[start]
    if "subject" in behind.form.pron and behind.form.pron[0] != "object":
        return behind.form.fold not in _bare(segment[:verb])
    if any(word.form.aux == "be" for word in group):
        return False
    takes = any(
        s.rule is not None and "obj" in s.rule.frame.place
        for word in group for v in word.form.verbs for s in v.senses
    )  # fmt: skip
    if not takes or (behind.form.prep and behind.form.prep != ("of",)):
        return False
    lead = segment[:verb]
    party = any(_party(word) for word in lead)
    subject = next((w for w in segment[start : start + 5] if w.capital), None)
    return not party and subject is not None and _party(subject) and any(
        (w.entity is not None and w.entity.places) or any(s.kind == "place" for s in w.form.nouns)
        or (w.capital and not w.form.known and w.entity is None)
        for w in lead
    )  # fmt: skip


def _bare(lead: list[Word]) -> frozenset[str]:
    return frozenset(word.form.fold for word in lead if word.form.pron)


def _party(word: Word) -> bool:
    """Whether a word names somebody who acts."""
    if word.entity is not None:
        return bool(word.entity.actors or word.entity.country) and not word.entity.places
    return any(s.kind in ("role", "force") for s in word.form.nouns) or bool(word.form.role_adj)


def _ends_in_verb(segment: list[Word]) -> bool:
    return len(segment) > 1 and _finite(segment[-1])


def _relative(segment: list[Word], lexicon: Lexicon) -> list[Word]:
    """A clause that an article opens and a finite verb ends, with the relative pronoun that the
    article is there."""
    pronoun = lexicon.settings.get("relative_for_article")
    articles = _listed(lexicon, "relative_articles")
    governed = segment[0].form.prep and segment[0].form.fold not in articles
    at = 1 if governed and len(segment) > 2 else 0
    if pronoun is None or segment[at].form.fold not in articles:
        return segment
    form = lexicon.form(lexicon.key(pronoun))
    following = segment[at + 1]
    if not at and _stands_alone(following) and _party_ahead(segment[1:5]):
        form = replace(form, rel="relative_object")  # "die Stadt, die die Armee hält"
    return [*segment[:at], replace(segment[at], form=form), *segment[at + 1 :]]


def _stands_alone(word: Word) -> bool:
    """Whether a word opens a phrase without a preposition, one that can be a subject."""
    form = word.form
    if form.prep and form.prep != ("of",):
        return False
    return bool(form.det) or word.capital or "subject" in form.pron or bool(form.adjective)


def _party_ahead(words: list[Word]) -> bool:
    subject = next((w for w in words if w.capital or "subject" in w.form.pron), None)
    return subject is not None and (_party(subject) or "subject" in subject.form.pron)


def _segments(words: list[Word]) -> list[list[Word]]:
    """Stretches between marks; a mark opens the stretch behind it. An "and" behind a verb's last
    part opens one too."""
    found: list[list[Word]] = [[]]
    bracketed = _bracketed(words)
    for k, word in enumerate(words):
        if k in bracketed and found[-1]:
            found[-1].append(word)
            continue
        if word.kind not in ("word", "num"):
            found.append([word])
            found.append([])
            continue
        joins = word.form.conj in ("and", "or", "but") and k > 0
        if joins and found[-1] and (_is_part(words[k - 1]) or _is_particle(words, k - 1)):
            found.append([])
        found[-1].append(word)
    return [segment for segment in found if segment]


def _bracketed(words: list[Word]) -> frozenset[int]:
    """Where short insertions in parentheses stand, which part no clause: "die Miliz (XY) hat"."""
    found: set[int] = set()
    opened = -1
    for k, word in enumerate(words):
        if word.text == "(":
            opened = k
        elif word.text == ")" and opened >= 0:
            inside = words[opened + 1 : k]
            if len(inside) <= _SHORT and not any(_finite(one) for one in inside):
                found.update(range(opened, k + 1))
            opened = -1
    return frozenset(found)


def _ordered(segment: list[Word], lexicon: Lexicon) -> tuple[list[Word], bool]:
    """A segment with its verb in one piece; whether it is nothing but the rest of a verb."""
    if segment[0].kind not in ("word", "num"):
        return segment, False
    verbal = [_is_part(word) or _finite(word) for word in segment]
    if all(verbal) and not any(_finite(word) for word in segment):
        return segment, True
    opener = next((k for k, word in enumerate(segment[:3]) if _opens(word)), -1)
    if opener >= 0:
        rel = segment[opener].form.rel
        return _from_end(segment, opener, rel in ("", "relative_object")), False
    if _listed(lexicon, "verb_last_after") & {segment[0].form.fold}:
        return _from_end(segment, 0, False), False
    last = len(segment) - 1
    for k, word in enumerate(segment[:last]):
        joined = _with_particle(word, segment[last], lexicon)
        if joined is not None:
            return [*segment[:k], joined, *segment[k + 1 : last]], False
    finite = next((k for k, word in enumerate(segment) if _finite(word)), -1)
    if finite < 0:
        return _infinitive_first(segment), False
    start = len(segment)
    while start - 1 > finite and (_is_part(segment[start - 1]) or _helps(segment[start - 1])):
        start -= 1
    if not any(_is_part(word) for word in segment[start:]):
        return segment, False
    rest = _helpers_first(segment[start:])
    return [*segment[: finite + 1], *_negation(segment[finite + 1 : start], rest)], False


def _from_end(segment: list[Word], opener: int, subject_first: bool) -> list[Word]:
    """A subordinate clause: its verb from its end to behind its opening word, or behind its
    subject."""
    end = len(segment)
    while end - 1 > opener and not (_is_part(segment[end - 1]) or _finite(segment[end - 1])):
        end -= 1
    start = end
    while start - 1 > opener and (_is_part(segment[start - 1]) or _finite(segment[start - 1])):
        start -= 1
    if start == end:
        return segment
    group = segment[start:end]
    finite = [word for word in group if _finite(word)][-1:]
    rest = _helpers_first([word for word in group if word not in finite])
    at = opener + 1
    if subject_first:
        at = _behind_subject(segment, at, start)
    middle = _negation(segment[at:start], [*finite, *rest])
    return [*segment[:at], *middle, *segment[end:]]


def _behind_subject(segment: list[Word], at: int, end: int) -> int:
    """Behind the first phrase of a clause: the place of a verb that follows its subject."""
    k = at
    while k < end and not _names(segment[k]) and "subject" not in segment[k].form.pron:
        k += 1
    if k == end:
        return at
    k += 1
    first = k
    while k < end and (_names(segment[k]) or (_owning(segment[k]) and k + 1 < end)):
        k += 1
    # "that the fighters Manbij taken have": the place next to its subject is no part of it
    last = segment[k - 1].entity
    return k - 1 if k > first and last is not None and last.places else k


def _behind_names(segment: list[Word], at: int) -> int:
    """Behind the names of places that go on with a subject: "the villages", "X and Y"."""
    k = at
    while k < len(segment):
        named = k + 1 if segment[k].form.conj == "and" and k + 1 < len(segment) else k
        word = segment[named]
        if not word.capital or not (
            word.entity.places if word.entity is not None else not word.form.known
        ):
            break
        k = named + 1
    return k


def _behind_description(segment: list[Word], end: int) -> int:
    """Behind the participle that describes a subject, with its first phrase: "supported by X"."""
    if end + 2 >= len(segment) or not segment[end + 1].form.prep or segment[end].capital:
        return end
    if not segment[end].form.verbs or _tenses(segment[end]) != {"part"}:
        return end
    k = end + 2
    while k < len(segment) and not segment[k].capital:
        k += 1
    return min(k + 1, len(segment))


def _names(word: Word) -> bool:
    return word.capital and bool(word.entity or word.form.nouns)


def _owning(word: Word) -> bool:
    return word.form.prep == ("of",)


def _negation(between: list[Word], verb: list[Word]) -> list[Word]:
    """The verb, with a negation from right before its old place in front of it, then the rest."""
    if between and between[-1].form.neg:
        return [between[-1], *verb, *between[:-1]]
    return [*verb, *between]


def _infinitive_first(segment: list[Word]) -> list[Word]:
    """A clause of an infinitive: "um die Stadt einzunehmen"."""
    start = len(segment)
    while start - 1 >= 0 and (_is_part(segment[start - 1]) or segment[start - 1].form.inf):
        start -= 1
    if start in (0, len(segment)) or not any("base" in _tenses(w) for w in segment[start:]):
        return segment
    lead = 1 if segment[0].form.inf or segment[0].form.conj else 0
    return [*segment[:lead], *segment[start:], *segment[lead:start]]


def _with_particle(verb: Word, last: Word, lexicon: Lexicon) -> Word | None:
    """The finite verb with the particle that ends its clause, as one word, if there is such a
    verb."""
    apart = _listed(lexicon, "particles")
    if last.capital or (verb.capital and verb.index) or apart.isdisjoint({last.form.fold}):
        return None
    form = lexicon.forms.get(last.form.fold + verb.form.fold)
    if form is None or not form.verbs:
        return None
    return replace(verb, form=form, verb=None)


def _open_auxiliary(segment: list[Word]) -> int:
    """The position of an auxiliary at which a verb is still to come, or -1."""
    for k, word in enumerate(segment):
        if word.form.aux in _AUXILIARY or word.form.modal:
            behind = segment[k + 1 : k + 3]
            return -1 if any(_is_part(one) for one in behind) else k
    return -1


def _helps(word: Word) -> bool:
    """Whether a word is an auxiliary or a modal verb, which may close a clause too."""
    return bool(word.form.aux or word.form.modal) and not word.capital and not word.form.det


def _helpers_first(verb: list[Word]) -> list[Word]:
    """The parts that end a clause in the order of a main clause: "gekappt worden" turned round."""
    helpers = [word for word in verb if _helps(word)]
    return [*reversed(helpers), *(word for word in verb if not _helps(word))]


def _opens(word: Word) -> bool:
    """Whether a word opens a clause whose verb stands last."""
    form = word.form
    return bool(form.comp or form.rel or form.sub)


def _tenses(word: Word) -> frozenset[str]:
    verbs = word.form.verbs
    if not verbs or (word.capital and word.index) or word.entity is not None:
        return frozenset()
    return frozenset(tense for verb in verbs for tense in verb.tenses)


def _finite(word: Word) -> bool:
    if word.form.aux or word.form.modal:
        return not (word.form.aux and _PARTS & _tenses(word) and not _FINITE & _tenses(word))
    return bool(_FINITE & _tenses(word))


def _is_part(word: Word) -> bool:
    """Whether a word can be the last part of a verb: a participle or an infinitive."""
    return bool(_PARTS & _tenses(word))


def _is_particle(words: list[Word], k: int) -> bool:
    return bool(words[k].form.prep or words[k].form.adverb) and not words[k].capital and (
        k + 1 >= len(words) or bool(words[k + 1].form.conj)
    )  # fmt: skip


def _genitives(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Names and phrases in a bare genitive behind a noun with the word for "of" before them."""
    preposition = lexicon.settings.get("genitive_s")
    if not preposition:
        return words
    determiners = _listed(lexicon, "genitive_determiners")
    found: list[Word] = []
    for k, word in enumerate(words):
        before = words[k - 1] if k else None
        if (
            before is not None and word.capital and word.text.endswith("s") and len(word.text) > 4
            and before.form.nouns and not word.form.nouns and before.entity is None
            and not before.form.prep
        ) or (
            before is not None and before.capital and before.form.nouns
            and word.form.fold in determiners and not word.capital
        ):  # fmt: skip
            form = lexicon.form(lexicon.key(preposition))
            found.append(Word(0, preposition, form, word.start, word.start, "word", False, False))
        found.append(word)
    return found
