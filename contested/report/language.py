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
_MIN_LETTERS = 8
# fmt: off
_LATIN = frozenset({
    "en", "fr", "de", "es", "it", "pt", "nl", "pl", "cs", "sk", "sl", "hr", "bs", "sr", "sq", "ro",
    "hu", "fi", "et", "lv", "lt", "sv", "da", "no", "nb", "nn", "is", "ga", "mt", "ca", "eu", "gl",
    "tr", "az", "uz", "ku", "kmr", "so", "sw", "ha", "yo", "ig", "am", "om", "rw", "ln", "mg", "af",
    "zu", "xh", "id", "ms", "tl", "vi", "ht", "eo", "la",
})
# fmt: on
# How far, in log units, a metadata language may lie behind the best guess and still be believed:
# feeds name a wrong language often, but a text in another one lies further behind.
_PRIOR = 6.0
_PRIOR_PER_LETTER = 0.05


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
    letters = sum(map(str.isalpha, sample))
    primary = primary_code(prior)
    script = dominant_script(sample)
    if script is None:
        return primary
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script]
    allowed = _SHARED.get(script, _LATIN if script == "LATIN" else None)
    if letters < _MIN_LETTERS:
        return primary if primary and (allowed is None or primary in allowed) else None
    ranked = [(code, score) for code, score in _rank(sample) if allowed is None or code in allowed]
    if not ranked:
        return primary
    best, best_score = ranked[0]
    scores = dict(ranked)
    if primary in scores and best_score - scores[primary] <= _PRIOR + _PRIOR_PER_LETTER * letters:
        return primary
    return best


def primary_code(tag: str | None) -> str | None:
    """``el`` of ``el-GR``, lower case; None for an empty or malformed tag."""
    if not tag:
        return None
    code = tag.replace("_", "-").split("-")[0].strip().lower()
    return code if 2 <= len(code) <= 3 and code.isalpha() and code.isascii() else None


def _rank(sample: str) -> list[tuple[str, float]]:
    # The model is not opened before it is needed.
    from contested.report.language_model import ranking

    return [(str(code), float(score)) for code, score in ranking()(sample)]
