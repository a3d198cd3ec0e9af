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

from contested.claim.account import accounts
from contested.claim.bracket_article import articles_told, with_capitals, without_capitals
from contested.claim.bracket_part import (
    agents_told,
    attributive,
    helpers_first,
    helps,
    is_finite,
    is_part,
    is_particle,
    is_party,
    opens,
    participle_last,
    tenses,
)
from contested.claim.bracket_subject import (
    adverbial,
    behind_names,
    behind_subject,
    subject_first,
)
from contested.claim.embedded import participles_behind
from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

_PAUSE = ","
_SHORT = 4  # words of an insertion in parentheses that goes on with its clause
_AUXILIARY = frozenset({"have", "be"})
_WITH_SUBJECT = ("", "relative_object", "relative_owner")  # openings that a subject follows


def unbracketed(words: list[Word], lexicon: Lexicon) -> list[Word]:
    """The words of a sentence with every verb in one piece."""
    words = articles_told(words, _listed(lexicon, "article_pronouns"))
    if lexicon.settings.get("noun_capitals"):
        return _in_order(words, lexicon)
    # What a phrase ends with is told by its capital: one is lent to nouns that are written small.
    lent = with_capitals(words)
    return without_capitals(_in_order(lent, lexicon), words)


def _in_order(words: list[Word], lexicon: Lexicon) -> list[Word]:
    leaning = _listed(lexicon, "reflexive")  # "befindet sich in": no object of its own
    words = [
        word for k, word in enumerate(words)
        if word.form.fold not in leaning or not k or words[k - 1].form.prep
    ]  # fmt: skip
    agent = lexicon.settings.get("genitive_s")
    words = agents_told(words, lexicon.form(lexicon.key(agent)) if agent else None)
    words = participles_behind(words, tuple(lexicon.settings.get("name_adjective_endings", ())))
    words = attributive(words)
    unmarked = bool(lexicon.settings.get("unmarked_clauses"))  # no comma opens a clause
    if not unmarked:
        words = [
            replace(word, form=replace(word.form, sub="", adverb="plain"))
            if k and word.form.sub and not word.form.prep and _follows_verb(words, k)
            else word
            for k, word in enumerate(words)
        ]
    sources = accounts(lexicon)
    words = sources.told(words) if sources is not None else words
    found: list[Word] = []
    waiting = -1  # where in `found` an auxiliary stands whose verb has not come yet
    before: Word | None = None
    after_clause = lead_open = inner = False
    for segment in _segments(words, unmarked):
        if before is not None and before.text == _PAUSE and _ends_in_verb(segment) and not any(
            _with_particle(word, segment[-1], lexicon) for word in segment[1:-1]
        ):  # fmt: skip
            segment = _relative(segment, lexicon)
        before = segment[-1]
        if segment[0].kind in ("word", "num"):
            joins = segment[0].form.conj in ("and", "or", "but")
            inner = any(opens(word) for word in segment[:3]) or (inner and joins)
        if inner and _goes_on_last(segment):
            found += _from_end(segment, 0, _has_subject(segment))
            continue
        turned = participle_last(segment)
        ordered, alone = _ordered(_completed(turned or segment, found), lexicon)
        if not alone:
            ordered = subject_first(ordered, after_clause or turned is not None, lead_open)
        if segment[0].kind in ("word", "num"):
            # "Um Herat, Kandahar und Kundus haben ...": a list opens the clause
            verbless = not any(is_finite(word) or is_part(word) for word in segment)
            lead_open = verbless and (lead_open or (not found and adverbial(segment)))
        elif segment[0].text != _PAUSE:
            lead_open = False
        if segment[0].kind == "word":
            # "When X took Y, fled the rebels": the first clause stands where an adverb might.
            after_clause = not found and (
                any(opens(word) for word in segment[:3])
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
            verb = helpers_first(segment[rest:])
            if found[waiting].form.aux == "be" and waiting == len(found) - 2:
                # "die Dörfer X werden, Y und Z belagert": a list of subjects goes before its verb
                listed = behind_names(segment, 0)
                found += [*segment[:listed], found.pop(waiting), *verb, *segment[listed:rest]]
            else:
                found[waiting + 1 : waiting + 1] = verb
                found += segment[:rest]
            waiting = -1
            continue
        if any(is_finite(word) for word in segment) and not any(opens(w) for w in segment[:3]):
            waiting = -1
        if not any(is_finite(word) for word in ordered) and _joined_before(
            found, ordered[-1], lexicon
        ):  # fmt: skip
            ordered = ordered[:-1]  # "gestand der Sprecher, X, den Verlust ein"
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
    if any((is_finite(word) and not is_part(word)) or opens(word) for word in segment):
        return 0
    if segment[0].form.conj and len(segment) > 3 and helps(segment[1]):
        return 0  # "... und haben Y eingenommen": a clause of its own
    start = len(segment)
    while start > 0 and is_part(segment[start - 1]):
        start -= 1
    return start if start < len(segment) else 0


def _completed(segment: list[Word], before: list[Word]) -> list[Word]:
    """ "... and the road cut": a last part that shares the auxiliary of the clause before it gets
    that auxiliary, as a word without letters of its own."""
    last = segment[-1]
    if segment[0].form.conj not in ("and", "or", "but") or not is_part(last) or len(segment) < 2:
        return segment
    if any(is_finite(word) for word in segment[:-1]) or "part" not in tenses(last):
        return segment
    for k in range(len(before) - 1, 0, -1):
        word = before[k]
        if word.form.aux in _AUXILIARY and not word.form.det and is_finite(word):
            if not any(is_part(one) for one in before[k + 1 : k + 4]):
                return segment
            lent = replace(word, start=last.start, end=last.start)
            return [segment[0], lent, *segment[1:]]
        if opens(word) or word.text in (".", ";", ":"):
            return segment
    return segment


def _ends_in_verb(segment: list[Word]) -> bool:
    last = segment[-1]
    if len(segment) < 2 or not is_finite(last):
        return False
    # "die Armee habe X erlangt": the end of a parted verb, which is a finite form too
    return not (is_part(last) and any(helps(w) and is_finite(w) for w in segment[1:-1]))


def _follows_verb(words: list[Word], k: int) -> bool:
    """Whether word `k`, which could open a clause, stands right behind a finite verb of a main
    clause, and so only says how: "kontrollieren damit mehr als die Hälfte"."""
    verb, before = words[k - 1], words[k - 2] if k > 1 else None
    parted = before is None or bool(before.form.conj) or before.kind == "word"
    return is_finite(verb) and not verb.capital and not verb.form.prep and parted and (
        k + 1 < len(words) and words[k + 1].kind in ("word", "num")
    )  # fmt: skip


def _relative(segment: list[Word], lexicon: Lexicon) -> list[Word]:
    """A clause that an article opens and a finite verb ends, with the relative pronoun that the
    article is there."""
    owners = _listed(lexicon, "relative_owners")
    if segment[0].form.fold in owners:  # "Haftar, dessen Truppen ..."
        return [
            replace(segment[0], form=replace(segment[0].form, det="", rel="relative_owner")),
            *segment[1:],
        ]
    pronoun = lexicon.settings.get("relative_for_article")
    if pronoun is not None and len(segment) > 3 and segment[0].form.prep and (
        segment[1].form.fold in owners
    ):  # fmt: skip  # "auf deren Seite sie kämpfen"
        form = lexicon.form(lexicon.key(pronoun))
        return [segment[0], replace(segment[1], form=form), *segment[2:]]
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
    return subject is not None and (is_party(subject) or "subject" in subject.form.pron)


def _segments(words: list[Word], unmarked: bool) -> list[list[Word]]:
    """Stretches between marks; a mark opens the stretch behind it. An "and" behind a verb's last
    part opens one too, and where clauses go `unmarked` the word that opens one."""
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
        if joins and found[-1] and (
            is_part(words[k - 1]) or is_particle(words, k - 1)
            or helps(words[k - 1]) or _goes_on(words, k, found[-1])
        ):  # fmt: skip
            found.append([])
        elif unmarked and found[-1] and _opens_unmarked(words, k):
            governed = bool(found[-1][-1].form.prep and word.form.rel)  # "in which"
            found.append([found[-1].pop()] if governed else [])
        found[-1].append(word)
    return [segment for segment in found if segment]


def _goes_on(words: list[Word], k: int, before: list[Word]) -> bool:
    """Whether a finite verb behind "and" goes on with the subject of the clause before it."""
    following = words[k + 1] if k + 1 < len(words) else None
    if following is None or not is_finite(following) or following.form.nouns:
        return False
    return any(is_finite(word) for word in before) and not any(opens(w) for w in before[:3])


def _goes_on_last(segment: list[Word]) -> bool:
    """Whether "and ..." goes on with a subordinate clause: its only finite verb stands last."""
    if segment[0].form.conj not in ("and", "or", "but") or len(segment) < 3:
        return False
    return is_finite(segment[-1]) and not any(
        is_finite(word) and not is_part(word) for word in segment[:-1]
    )


def _has_subject(segment: list[Word]) -> bool:
    """Whether a clause that goes on with another one names its own subject before an object."""
    named = [k for k, word in enumerate(segment) if word.capital]
    if not named or not is_party(segment[named[0]]):
        return "subject" in segment[1].form.pron
    end = behind_subject(segment, 1, len(segment) - 1)
    return any(k >= end for k in named) and not segment[1].form.prep


def _opens_unmarked(words: list[Word], k: int) -> bool:
    """Whether a word opens a clause without a comma before it: a verb has to follow it."""
    form = words[k].form
    if not (form.comp or form.rel or (form.sub and not form.prep)):
        return False
    return any(is_finite(word) for word in words[k + 2 :])


def _bracketed(words: list[Word]) -> frozenset[int]:
    """Where short insertions in parentheses stand, which part no clause: "die Miliz (XY) hat"."""
    found: set[int] = set()
    opened = -1
    for k, word in enumerate(words):
        if word.text == "(":
            opened = k
        elif word.text == ")" and opened >= 0:
            inside = words[opened + 1 : k]
            if len(inside) <= _SHORT and not any(is_finite(one) for one in inside):
                found.update(range(opened, k + 1))
            opened = -1
    return frozenset(found)


def _ordered(segment: list[Word], lexicon: Lexicon) -> tuple[list[Word], bool]:
    """A segment with its verb in one piece; whether it is nothing but the rest of a verb."""
    if segment[0].kind not in ("word", "num"):
        return segment, False
    verbal = [is_part(word) or is_finite(word) for word in segment]
    if all(verbal) and not any(is_finite(word) for word in segment):
        return segment, True
    opener = next((k for k, word in enumerate(segment[:3]) if opens(word)), -1)
    if opener >= 0:
        rel = segment[opener].form.rel
        return _from_end(segment, opener, rel in _WITH_SUBJECT), False
    if _listed(lexicon, "verb_last_after") & {segment[0].form.fold}:
        return _from_end(segment, 0, False), False
    last = len(segment) - 1
    if (
        last > 1
        and segment[last - 1].form.inf
        and helps(segment[last])
        and is_part(segment[last - 2])
    ):
        # "die Stadt verloren zu haben": the perfect infinitive
        return [*segment[last - 1 :], segment[last - 2], *segment[: last - 2]], False
    for k, word in enumerate(segment[:last]):
        joined = _with_particle(word, segment[last], lexicon)
        if joined is not None:
            return [*segment[:k], joined, *segment[k + 1 : last]], False
    finite = next((k for k, word in enumerate(segment) if is_finite(word)), -1)
    if finite < 0:
        return _infinitive_first(segment), False
    if is_part(segment[last]) and not helps(segment[finite]):
        # "und verbündete Rebellen haben ... eingenommen": the helper is the finite part
        finite = next((k for k, w in enumerate(segment) if helps(w) and is_finite(w)), finite)
    start = len(segment)
    while start - 1 > finite and (is_part(segment[start - 1]) or helps(segment[start - 1])):
        start -= 1
    if not any(is_part(word) for word in segment[start:]):
        if segment[last].form.neg and finite < last - 1:  # "halten die Stadt nicht mehr"
            return [*segment[:finite], segment[last], *segment[finite:last]], False
        for k in range(finite + 2, last):  # "äußerte sich zunächst nicht zum Fall der Stadt"
            if segment[k].form.neg and segment[k + 1].form.prep:
                return [
                    *segment[:finite], segment[k], *segment[finite:k], *segment[k + 1 :]
                ], False  # fmt: skip
        return segment, False
    rest = helpers_first(segment[start:])
    return [*segment[: finite + 1], *_negation(segment[finite + 1 : start], rest)], False


def _from_end(segment: list[Word], opener: int, subject_first: bool) -> list[Word]:
    """A subordinate clause: its verb from its end to behind its opening word, or behind its
    subject."""
    end = len(segment)
    while end - 1 > opener and not (is_part(segment[end - 1]) or is_finite(segment[end - 1])):
        end -= 1
    start = end
    while start - 1 > opener and (is_part(segment[start - 1]) or is_finite(segment[start - 1])):
        start -= 1
    if start == end:
        return segment
    group = segment[start:end]
    able = [word for word in group if is_finite(word)]
    finite = ([word for word in able if helps(word)] or able)[-1:]  # "had left", not "left had"
    rest = helpers_first([word for word in group if word not in finite])
    at = opener + 1
    if subject_first:
        at = behind_subject(segment, at, start)
    middle = _negation(segment[at:start], [*finite, *rest])
    return [*segment[:at], *middle, *segment[end:]]


def _negation(between: list[Word], verb: list[Word]) -> list[Word]:
    """The verb with its negation in front of it, then the rest.

    A negation of the whole clause stands right before the verb's old place, or before a
    preposition: "wird nicht von X belagert".
    """
    for k, word in enumerate(between):
        if word.form.neg and (k + 1 == len(between) or between[k + 1].form.prep):
            return [word, *verb, *between[:k], *between[k + 1 :]]
    return [*verb, *between]


def _infinitive_first(segment: list[Word]) -> list[Word]:
    """A clause of an infinitive: "um die Stadt einzunehmen"."""
    start = len(segment)
    while start - 1 >= 0 and (is_part(segment[start - 1]) or segment[start - 1].form.inf):
        start -= 1
    if start in (0, len(segment)) or not any("base" in tenses(w) for w in segment[start:]):
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


def _joined_before(found: list[Word], last: Word, lexicon: Lexicon) -> bool:
    """Whether a particle behind an insertion belongs to the finite verb before it, which is then
    read with it."""
    if last.capital or last.kind != "word":
        return False
    for k in range(len(found) - 1, -1, -1):
        if opens(found[k]) or found[k].text in (".", ";", ":"):
            return False
        if is_finite(found[k]):
            joined = _with_particle(found[k], last, lexicon)
            if joined is not None:
                found[k] = joined
            return joined is not None
    return False


def _open_auxiliary(segment: list[Word]) -> int:
    """The position of an auxiliary at which a verb is still to come, or -1."""
    for k, word in enumerate(segment):
        if word.form.aux in _AUXILIARY or word.form.modal:
            behind = segment[k + 1 : k + 3]
            return -1 if any(is_part(one) for one in behind) else k
    return -1


def _ends_in_s(word: Word) -> bool:
    """Whether a known name has its -s in every case."""
    return word.entity is not None and word.entity.text.endswith("s")


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
            and not before.form.prep and not _ends_in_s(word)
        ) or (
            before is not None and before.capital and before.form.nouns
            and word.form.fold in determiners and not word.capital
        ):  # fmt: skip
            form = lexicon.form(lexicon.key(preposition))
            found.append(Word(0, preposition, form, word.start, word.start, "word", False, False))
        found.append(word)
    return found
