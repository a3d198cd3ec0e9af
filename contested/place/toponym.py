"""Spellings of place names: fold them, romanise them, reduce them to a consonant skeleton.

One name reaches a reader in many coats: منبج, Манбидж, Menbiç, Manbij, Μανμπίζ, Μπανμπίζ.
`fold` removes what is typography, `romanise` moves a name into Latin letters by tables that are
data (``data/romanise/<language>.toml``), `skeleton` keeps the consonants in a few broad classes,
so that equal skeletons are a reason to compare two names and unequal ones a reason not to.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from anyascii import anyascii
from rapidfuzz.distance import Levenshtein

from contested.errors import LanguageError

# Combining marks of the scripts whose marks are optional; marks of Indic scripts are letters.
_MARK_RANGES = (
    (0x0300, 0x036F),
    (0x0483, 0x0487),
    (0x0591, 0x05C7),
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06ED),
)
_LETTERS = {
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "đ": "d",
    "æ": "ae",
    "œ": "oe",
    "ə": "e",
    "ς": "σ",
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ٱ": "ا",
    "ک": "ك",
    "ء": "",
    "ـ": "",
    "ґ": "г",
}
_APOSTROPHES = "'’‘ʼʻʿʾ`´ʹʺ′“”\"\u200c\u200d\u200e\u200f\u00ad·"


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {}
    for first, last in _MARK_RANGES:
        for code in range(first, last + 1):
            table[code] = None
    for code in range(0x2FFF):
        if unicodedata.category(chr(code))[0] in "PSZ":
            table[code] = " "
    for char in _APOSTROPHES:
        table[ord(char)] = None
    for char, replacement in _LETTERS.items():
        table[ord(char)] = replacement
    return table


_FOLD = _fold_table()
_PLAIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*")


def fold(text: str) -> str:
    """The form in which two spellings that differ only in typography are equal.

    Case, accents, Arabic vowel signs and the variants of alef, ya and ta marbuta, final sigma
    and apostrophes go; hyphens and other punctuation become one space. Idempotent.

    >>> fold("Deir ez-Zor"), fold("Χαλέπι"), fold("إدلب"), fold("A'zaz")
    ('deir ez zor', 'χαλεπι', 'ادلب', 'azaz')
    """
    if text.isascii():
        lowered = text.lower()
        if _PLAIN.fullmatch(lowered):
            return lowered
        return " ".join(lowered.translate(_FOLD).split())
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(decomposed.translate(_FOLD).split())


@lru_cache(maxsize=4096)
def _script_of(char: str) -> str:
    return unicodedata.name(char, "").split(" ", 1)[0] if char.isalpha() else ""


@lru_cache(maxsize=65536)
def script(text: str) -> str:
    """The Unicode script that most letters of `text` belong to (``LATIN``, ``GREEK``,
    ``CYRILLIC``, ``ARABIC``, ...), or the empty string if there are no letters."""
    if text.isascii():
        return "LATIN" if any(map(str.isalpha, text)) else ""
    counts: dict[str, int] = {}
    for char in text:
        name = _script_of(char)
        if name:
            counts[name] = counts.get(name, 0) + 1
    return max(counts, key=lambda name: counts[name]) if counts else ""


@dataclass(frozen=True, slots=True)
class _Table:
    language: str
    script: str
    fill_vowel: str
    pattern: re.Pattern[str]
    start: dict[str, str]
    end: dict[str, str]
    anywhere: dict[str, str]
    also: tuple[tuple[re.Pattern[str], str], ...]  # letters that may stand for another sound too


def _compile(raw: dict[str, Any], path: str) -> _Table:
    unknown = set(raw) - {"language", "script", "fill_vowel", "start", "end", "anywhere", "also"}
    if unknown:
        raise LanguageError(f"unknown keys {sorted(unknown)}", path=path)
    start, end, anywhere = (dict(raw.get(part, {})) for part in ("start", "end", "anywhere"))
    alternatives = [(key, rf"\b{re.escape(key)}") for key in start]
    alternatives += [(key, rf"{re.escape(key)}\b") for key in end]
    alternatives += [(key, re.escape(key)) for key in anywhere]
    # Longest first; at equal length the rules for the edges of a word come before the others.
    alternatives.sort(key=lambda item: -len(item[0]))
    pattern = re.compile("|".join(expression for _, expression in alternatives) or r"(?!)")
    return _Table(
        raw["language"], raw["script"], raw.get("fill_vowel", ""), pattern, start, end, anywhere,
        tuple((re.compile(letters), sound) for letters, sound in raw.get("also", ())),
    )  # fmt: skip


@lru_cache(maxsize=1)
def _tables() -> dict[str, _Table]:
    folder = resources.files("contested.place") / "data" / "romanise"
    tables: dict[str, _Table] = {}
    for entry in folder.iterdir():
        if entry.name.endswith(".toml"):
            table = _compile(tomllib.loads(entry.read_text(encoding="utf-8")), entry.name)
            tables[table.language] = table
    return tables


_UKRAINIAN = re.compile("[іїєґІЇЄҐ]")
_TURKISH = re.compile("[çşğıəÇŞĞİƏ]")


def _table_for(text: str, language: str | None) -> _Table | None:
    tables = _tables()
    name = script(text)
    if language is not None:
        table = tables.get(language.split("-", 1)[0])
        if table is not None and table.script == name:
            return table
    if name == "GREEK":
        return tables["el"]
    if name == "ARABIC":
        return tables["ar"]
    if name == "CYRILLIC":
        return tables["uk" if _UKRAINIAN.search(text) else "ru"]
    if name == "LATIN" and _TURKISH.search(text):
        return tables["tr"]
    return None


_UNIT = re.compile(r"kh|gh|sh|th|dh|zh|ch|.", re.DOTALL)


def _fill(word: str, vowel: str) -> str:
    """Put `vowel` where Arabic leaves a short one out: mnbj becomes manbaj, hlb halab."""
    units = _UNIT.findall(word)
    written: list[str] = []
    for index, unit in enumerate(units):
        written.append(unit)
        following = units[index + 1] if index + 1 < len(units) else ""
        if not (_is_consonant(unit) and _is_consonant(following)):
            continue
        closes_syllable = index > 0 and written[-2][-1:] in "aeiou"
        if not closes_syllable or index + 2 >= len(units):
            written.append(vowel)
    return "".join(written)


def _is_consonant(unit: str) -> bool:
    return unit[:1].isalpha() and unit[0] not in "aeiou"


def _transliterate(text: str, table: _Table) -> str:
    lowered = unicodedata.normalize("NFC", text).lower()

    def replace(match: re.Match[str]) -> str:
        key = match.group()
        at_start = match.start() == 0 or not lowered[match.start() - 1].isalnum()
        at_end = match.end() == len(lowered) or not lowered[match.end()].isalnum()
        if at_start and key in table.start:
            return table.start[key]
        if at_end and key in table.end:
            return table.end[key]
        return table.anywhere.get(key, key)

    converted = table.pattern.sub(replace, lowered)
    if not converted.isascii():
        # Letters with an accent that the table does not list are read without it.
        bare = unicodedata.normalize("NFKD", converted)
        bare = "".join(char for char in bare if not unicodedata.combining(char))
        converted = table.pattern.sub(
            lambda match: table.anywhere.get(match.group(), match.group()), bare
        )
    return anyascii(converted)


def writes_foreign(language: str | None) -> bool:
    """Whether a language in Latin letters has its own spellings of foreign names."""
    table = _tables().get((language or "").split("-", 1)[0])
    return table is not None and table.script == "LATIN"


def other_spelling(text: str, language: str | None) -> str:
    """`text` with every letter that its language may mean for another sound written as that one.

    >>> other_spelling("Gasni", "de"), other_spelling("Gasni", "en")
    ('gazni', 'gasni')
    """
    table = _tables().get((language or "").split("-", 1)[0])
    spelt = text.lower()
    for letters, sound in table.also if table is not None else ():
        spelt = letters.sub(sound, spelt)
    return spelt


@lru_cache(maxsize=65536)
def romanise(text: str, language: str | None = None) -> str:
    """`text` in Latin letters, as an English newswire might spell the name.

    `language` chooses the table (Russian and Ukrainian differ); without it the script and
    telling letters do. Scripts without a table go through anyascii. Latin text of a language
    without a table keeps its letters and loses its accents.

    >>> romanise("Ραμούσα"), romanise("Донецк"), romanise("Харків", "uk"), romanise("Ντονμπάς")
    ('Ramusa', 'Donetsk', 'Kharkiv', 'Donbas')
    """
    table = _table_for(text, language)
    if table is None:
        return anyascii(unicodedata.normalize("NFC", text))
    originals = text.split()
    words: list[str] = []
    for original in originals:
        if original.isascii() and table.script != "LATIN":
            words.append(original)
            continue
        converted = _transliterate(original, table)
        if table.fill_vowel:
            converted = _fill(converted, table.fill_vowel)
        first = next((char for char in original if char.isalpha()), "")
        if first.isupper() or (first and not first.islower()):
            converted = _capitalise(converted, original)
        words.append(converted)
    return " ".join(words)


_ARTICLE_HEAD = re.compile(r"^(?:al|el)-(?=\w)")


def _capitalise(word: str, original: str) -> str:
    if not original[:1].isupper():  # a caseless script: the article stays small
        head = _ARTICLE_HEAD.match(word)
        offset = head.end() if head else 0
        return word[:offset] + word[offset : offset + 1].upper() + word[offset + 1 :]
    parts = word.split("-")
    flags = original.split("-")
    for index, part in enumerate(parts):
        if index >= len(flags) or flags[index][:1].isupper():
            parts[index] = part[:1].upper() + part[1:]
    return "-".join(parts)


# Broad sound classes: what one script or transcriber tells apart and another does not.
_SOUNDS: tuple[tuple[str, str], ...] = (
    ("shch", "s"),
    ("dsch", "z"),
    ("tsch", "s"),
    ("tch", "s"),
    ("sch", "s"),
    ("dzh", "z"),
    ("tsk", "sk"),
    ("kh", "h"),
    ("gh", "k"),
    ("sh", "s"),
    ("ch", "s"),
    ("zh", "z"),
    ("dh", "d"),
    ("th", "t"),
    ("ph", "f"),
    ("dj", "z"),
    ("dz", "z"),
    ("ts", "s"),
    ("ck", "k"),
    ("qu", "ku"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ce", "si"),
    ("ci", "si"),
    ("cy", "si"),
    ("b", "b"),
    ("p", "b"),
    ("v", "f"),
    ("f", "f"),
    ("c", "k"),
    ("k", "k"),
    ("q", "k"),
    ("g", "k"),
    ("x", "ks"),
    ("j", "z"),
    ("z", "z"),
    ("s", "s"),
    ("t", "t"),
    ("d", "d"),
    ("l", "l"),
    ("r", "r"),
    ("m", "m"),
    ("n", "n"),
    ("h", "h"),
    ("w", "u"),
    ("y", "i"),
    ("a", "a"),
    ("e", "i"),
    ("i", "i"),
    ("o", "u"),
    ("u", "u"),
)
_SOUND = dict(_SOUNDS)
_SOUND_PATTERN = re.compile("|".join(sorted(_SOUND, key=len, reverse=True)) + r"|\d+")
_DOUBLE = re.compile(r"([a-z])\1+")
_FINAL_H = re.compile(r"(?<=[aeiou])h\b")
_VOWELS = re.compile("[aiu]+")
_PLAIN_ARTICLES = frozenset({"al", "el", "il", "the", "ul"})
_SUN_ARTICLE = re.compile(r"^[ae](?:sh|th|dh|[rstdnzl])$")


def _without_articles(words: list[str]) -> list[str]:
    kept: list[str] = []
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        if following and word in _PLAIN_ARTICLES:
            continue
        # ar-Raqqa, ez-Zor, ash-Shaykh: the article takes on the letter that follows it.
        if following and _SUN_ARTICLE.match(word) and following.startswith(word[1:]):
            continue
        kept.append(word)
    return kept or words


@lru_cache(maxsize=65536)
def sounds(text: str, language: str | None = None) -> str:
    """The name as broad sound classes with three vowels (a, i, u); articles left out.

    >>> sounds("Manbij"), sounds("Манбидж"), sounds("Deir ez-Zor"), sounds("Ντέιρ Εζόρ")
    ('mambiz', 'mambiz', 'dir zur', 'dir izur')
    """
    latin = anyascii(romanise(text, language)).lower()
    latin = latin.replace("'", "").replace("`", "")
    words = [word for word in re.split(r"[^a-z0-9]+", latin) if word]
    heard: list[str] = []
    for word in _without_articles(words):
        plain = _FINAL_H.sub("", word) if word[-1] == "h" else word
        classes = "".join([_SOUND.get(part, part) for part in _SOUND_PATTERN.findall(plain)])
        heard.append(_DOUBLE.sub(r"\1", classes).replace("nb", "mb"))
    return " ".join(heard)


def skeleton(text: str, language: str | None = None) -> str:
    """The consonants of the name in broad classes: equal or nearly so across scripts.

    >>> {skeleton(name) for name in ("Manbij", "منبج", "Манбидж", "Μανμπίζ", "Membij")}
    {'mmbz'}
    >>> {skeleton(name) for name in ("القصير", "Qusayr", "Κουσέιρ")}
    {'ksr'}
    """
    return _VOWELS.sub("", sounds(text, language)).replace(" ", "")


_FOLDED_ARTICLE = re.compile(
    r"^(?:(?:al|el|ar|as|ash|at|ad|an|az|ez|er|es|et|ed|en) (?=\w)"
    r"|(?:αλ|ελ|αρ|ασ|ατ|αντ|αν|αζ|εζ|ερ|εσ|ετ|εντ|εν) (?=\w)"
    r"|(?:аль|эль|ар|эр|аш|эш|ас|ат|ад|аз|эз) (?=\w)|ال(?=\w{3}))"
)


def without_article(folded: str) -> str:
    """A folded name without a leading Arabic article, in whatever script it is written.

    >>> without_article("al bab"), without_article("αλ μπαμπ"), without_article("القصير")
    ('bab', 'μπαμπ', 'قصير')
    """
    return _FOLDED_ARTICLE.sub("", folded)


def writes_vowels(text: str) -> bool:
    """Whether the script of `text` writes short vowels (Arabic and Hebrew letters do not)."""
    return script(text) not in ("ARABIC", "HEBREW", "SYRIAC")


_CONFUSED = frozenset({"sz", "zs", "td", "dt", "kh", "hk", "mb", "bm"})


def consonant_distance(a: str, b: str) -> float:
    """Edit distance of two skeletons; consonants that scripts confuse (s/z, t/d, k/h, and
    Greek μ/μπ) count half if nothing else differs."""
    distance = Levenshtein.distance(a, b)
    if distance == 1 and len(a) == len(b):
        pair = next(one + other for one, other in zip(a, b, strict=True) if one != other)
        if pair in _CONFUSED:
            return 0.5
    return float(distance)


@lru_cache(maxsize=65536)
def likeness(a: str, b: str, language: str | None = None) -> float:
    """How alike two spellings sound, 0 to 1; `language` is that of `a`.

    Vowels do not count if one side does not write them. Meant for names that share a skeleton
    or nearly do.
    """
    bones_a, bones_b = skeleton(a, language), skeleton(b)
    longer = max(len(bones_a), len(bones_b), 1)
    bones = 1.0 - consonant_distance(bones_a, bones_b) / longer
    if not (writes_vowels(a) and writes_vowels(b)):
        return bones
    heard_a, heard_b = sounds(a, language).replace(" ", ""), sounds(b).replace(" ", "")
    alike = 0.5 * bones + 0.5 * Levenshtein.normalized_similarity(heard_a, heard_b)
    if {heard_a[:1], heard_b[:1]} == {"i", "u"}:  # east and west, Izra and Uzra
        alike -= 0.2
    return alike


def same_place(a: str, b: str, language: str | None = None) -> bool:
    """Whether two spellings are likely one name: variants inside a report or across scripts.

    `language` is that of both; names of several words must agree word by word.
    """
    if fold(a) == fold(b):
        return True
    words_a, words_b = sounds(a, language).split(), sounds(b, language).split()
    if len(words_a) == len(words_b) > 1:
        if skeleton(a, language) == skeleton(b, language) and likeness(a, b, language) >= 0.9:
            return True
        # sounds() of a word of the sounds alphabet is itself, so words can be compared as names.
        return all(
            word_a == word_b or _same_word(word_a, word_b, None)
            for word_a, word_b in zip(words_a, words_b, strict=True)
        )
    return _same_word(a, b, language)


def _same_word(a: str, b: str, language: str | None) -> bool:
    bones_a, bones_b = skeleton(a, language), skeleton(b, language)
    shorter = min(len(bones_a), len(bones_b))
    if shorter < 2:
        return False
    if bones_a == bones_b:
        alike = likeness(a, b, language)
        if shorter > 3 or not (writes_vowels(a) and writes_vowels(b)):
            return alike >= 0.8
        # Few consonants: the same number of syllables too (Salma is not Salamiyah).
        syllables = {len(_VOWELS.findall(sounds(name, language))) for name in (a, b)}
        return len(syllables) == 1 and alike >= (0.8 if shorter == 3 else 0.9)
    # One consonant apart: only where the rest is long, the vowels agree and the ending too.
    if shorter < 4 or abs(len(bones_a) - len(bones_b)) > 1:
        return False
    distance = consonant_distance(bones_a, bones_b)
    return (
        distance <= 1
        and (distance < 1 or bones_a[-1] == bones_b[-1])
        and writes_vowels(a)
        and writes_vowels(b)
        and likeness(a, b, language) >= 0.75
    )
