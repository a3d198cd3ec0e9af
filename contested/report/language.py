"""Which language a text is in: by its script first, then by py3langid among that script's."""

from __future__ import annotations

from collections import Counter

from contested.report.encoding import script_of

_ONE_LANGUAGE = {
    "GREEK": "el",
    "HEBREW": "he",
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "THAI": "th",
    "ETHIOPIC": "am",
    "BENGALI": "bn",
    "TAMIL": "ta",
}
_SHARED: dict[str, frozenset[str]] = {
    "CYRILLIC": frozenset({"ru", "uk", "bg", "be", "sr", "mk", "kk", "ky", "mn"}),
    "ARABIC": frozenset({"ar", "fa", "ps", "ur", "ug"}),
    "DEVANAGARI": frozenset({"hi", "mr", "ne"}),
    "CJK": frozenset({"zh", "ja"}),
}
_SAMPLE = 2000
_MIN_LETTERS = 12
# How far, in log units per letter of the sample, a metadata language may lie behind the best
# guess and still be believed: feeds name their language wrongly, but seldom a neighbour's.
_PRIOR_PER_LETTER = 0.15


def dominant_script(text: str) -> str | None:
    """The script most letters of the beginning of `text` are written in, None without letters."""
    counts = Counter(filter(None, map(script_of, text[:_SAMPLE])))
    return counts.most_common(1)[0][0] if counts else None


def detect_language(text: str, prior: str | None = None) -> str | None:
    """The BCP-47 primary code of the language of `text`, None if there is too little of it.

    `prior` is what a page or feed says of itself; it is believed unless the script forbids it
    or the words speak clearly against it.
    """
    sample = text[:_SAMPLE]
    letters = sum(character.isalpha() for character in sample)
    primary = primary_code(prior)
    script = dominant_script(sample)
    if script is None:
        return primary
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    allowed = _SHARED.get(script)
    if letters < _MIN_LETTERS:
        return primary if primary and (allowed is None or primary in allowed) else None
    ranked = [
        (code, score)
        for code, score in _rank(sample)
        if (code in allowed if allowed else _is_latin(code))
    ]
    if not ranked:
        return primary
    best, best_score = ranked[0]
    scores = dict(ranked)
    if primary in scores and best_score - scores[primary] <= _PRIOR_PER_LETTER * letters:
        return primary
    return best


def primary_code(tag: str | None) -> str | None:
    """``el`` of ``el-GR``, lower case; None for an empty or malformed tag."""
    if not tag:
        return None
    code = tag.replace("_", "-").split("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() and code.isascii() else None


def _is_latin(code: str) -> bool:
    other = set(_ONE_LANGUAGE.values()) | {"el"}
    return code not in other and not any(code in codes for codes in _SHARED.values())


def _rank(sample: str) -> list[tuple[str, float]]:
    # Loading the model takes most of a second, so it is not done before it is needed.
    import py3langid

    return [(str(code), float(score)) for code, score in py3langid.rank(sample)]
