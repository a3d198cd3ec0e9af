"""Words that belong to no sentence: datelines and quotation marks round single words."""

from __future__ import annotations

from contested.claim.lexicon import Lexicon
from contested.claim.words import Word

QUOTES = '«»“”„"'
DASHES = "-–—:•|"
_OPENING = 12  # words of an opening, at most
_BEFORE_TITLE = 6  # words of a date before a title
_DATELINE, _AGENCY = 7, 3  # words of a dateline, of the agency that opens it
_TITLE, _CAPITALS = 5, 0.6  # words of a title, share of its words with a capital, at least
_SHORT, _DATED = 20, 18  # letters: of a title that could be a phrase, of a date before a title


def without_scare_quotes(words: list[Word], told_behind: bool = False) -> list[Word]:
    """The words without quotation marks round a few of them, which quote no sentence.

    With `told_behind`, what stands right before a verb of speech is quoted ("X bizim" dedi).
    """
    dropped: set[int] = set()
    opened = -1
    for i, word in enumerate(words):
        if word.kind != "punct" or word.text not in QUOTES:
            continue
        if opened < 0:
            opened = i
            continue
        inside = words[opened + 1 : i]
        if told_behind and tells_behind(words, i + 1):
            opened = -1
            continue
        if 0 < len(inside) <= 6 and not any(w.text in ".!?;" for w in inside[:-1]) and opened > 0:
            dropped |= {opened, i}
        opened = -1
    if not dropped:
        return words
    kept = [w for i, w in enumerate(words) if i not in dropped]
    for index, word in enumerate(kept):
        word.index = index
    return kept


def tells_behind(words: list[Word], k: int) -> bool:
    """Whether a verb of speech follows at word `k`, with at most one word before it."""
    for word in words[k : k + 2]:
        if word.kind != "word" or word.entity is not None:
            return False
        if any(s.kind == "speech" for v in word.form.verbs for s in v.senses):
            return True
    return False


def without_dateline(words: list[Word], *, caseless: bool = False) -> list[Word]:
    """The words behind an opening such as "BEIRUT (AP) -" or "KYIV, Oct. 3:".

    In a script without capitals it is a place, with no word of the sentence before the dash.
    """
    if caseless:
        return _behind_place(words)
    for i, word in enumerate(words[: min(_DATELINE, len(words) - 2)]):
        behind = words[i + 1]
        if (
            word.text.isupper() and len(word.text) > 3 and behind.capital
            and not (behind.text.isupper() and len(behind.text) > 1)
            and (behind.form.det if not i else _dates(words[i - 1]) and _is_town(word))
        ):  # fmt: skip
            return _renumbered(words[i + 1 :])  # "BEIRUT The army ...", "at Oct 4 BEIRUT Rebels"
    for i, word in enumerate(words[:16]):
        if word.kind == "punct" and word.text in DASHES:
            return _renumbered(words[i + 1 :])
        if word.kind == "word" and not word.capital and word.form.time is None:
            break
        if word.form.verbs and not word.capital:
            break
    return words


def _dates(word: Word) -> bool:
    return word.kind == "num" or word.form.time is not None or word.text[:1].isdigit()


def _is_town(word: Word) -> bool:
    return word.entity is not None and bool(word.entity.places or word.entity.metonym)


def without_caption(words: list[Word]) -> list[Word]:
    """The words behind a dateline with its agency in brackets, before which a page has put what
    is written under a picture: "Reuters A tank MOSCOW (Sputnik) The army ..."."""
    for i in range(len(words) - 4):
        place, agency = words[i], words[i + 2]
        if (
            place.text.isupper() and len(place.text) > 3 and words[i + 1].text == "("
            and agency.capital and words[i + 3].text == ")" and words[i + 4].capital
            and agency.entity is not None and bool(agency.entity.actors)
        ):  # fmt: skip
            return _renumbered(words[i + 4 :])
    return words


def _behind_place(words: list[Word]) -> list[Word]:
    """The words behind a place, what stands in brackets or is a date, and a dash."""
    if not words or words[0].entity is None or not (words[0].entity.places or words[0].capital):
        return words
    bracket = False
    for i, word in enumerate(words[:_OPENING]):
        if word.kind == "punct" and word.text in DASHES and not word.joined and not bracket:
            return _renumbered(words[i + 1 :])
        bracket = (bracket or word.text == "(") and word.text != ")"
        if word.kind == "word" and not bracket and word.entity is None and (
            word.form.time is None and word.form.conj != "and"
        ):  # fmt: skip
            break
    return words


def is_furniture(words: list[Word], title: str, lexicon: Lexicon) -> bool:
    """Whether a sentence of the body is what a web page puts there: its labels, its title again.

    A date before the title makes no difference.
    """
    if len(words) > 1 and words[0].form.fold in lexicon.page_labels and words[1].capital:
        return True
    if lexicon.settings.get("titles_in_capitals") and _is_title(words):
        return True
    wanted = _letters(title)
    found = _letters(" ".join(w.text for w in words)) if len(wanted) > _SHORT else ""
    return found.endswith(wanted) and len(found) - len(wanted) <= _DATED if found else False


def without_title(words: list[Word], title: str) -> list[Word]:
    """The words behind the title that a page repeats before its text, and behind its dateline.

    "18 Aug 2016 Rebels take X AFP Friday 19 Aug 2016 Rebels have taken X ...".
    """
    wanted = _letters(title)
    if len(wanted) <= _SHORT:
        return words
    for first in range(min(_BEFORE_TITLE, len(words))):
        if first and words[first - 1].kind == "word" and words[first - 1].form.time is None:
            break
        read = ""
        for i in range(first, len(words)):
            read += _letters(words[i].text)
            if not wanted.startswith(read):
                break
            if read == wanted:
                rest = words[_behind_dateline(words, i + 1) :]
                return _renumbered(rest) if rest and rest[0].kind != "punct" else words
    return words


def _behind_dateline(words: list[Word], start: int) -> int:
    """Where the words behind an agency and a day begin: "AFP Friday 19 Aug 2016"."""
    for i in range(start, min(start + _DATELINE, len(words))):
        word = words[i]
        if word.kind == "num":
            if len(word.text) == 4 and word.text[:2] in ("19", "20"):
                return i + 1
        elif word.form.time is None and not (word.capital and i - start < _AGENCY):
            break
    return start


def _is_title(words: list[Word]) -> bool:
    """Whether words are written as titles are: their verb has a capital, and none has not."""
    if len(words) <= _TITLE:
        return False
    plain = [w for w in words[1:] if w.kind == "word" and w.entity is None and w.form.known]
    if any(not w.capital and (w.form.aux or (not w.form.nouns and _is_verb(w))) for w in plain):
        return False
    telling = [w for w in words if w.kind == "word" and not w.form.function and not w.form.det]
    capitals = sum(w.capital or w.entity is not None for w in telling)
    verbs = any(w.capital and _is_verb(w) and not w.form.function for w in plain)
    return verbs and capitals >= _CAPITALS * len(telling)


def _is_verb(word: Word) -> bool:
    return any(v.tenses & {"past", "pres"} for v in word.form.verbs)


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalpha())


def _renumbered(words: list[Word]) -> list[Word]:
    for index, word in enumerate(words):
        word.index = index
    return words
