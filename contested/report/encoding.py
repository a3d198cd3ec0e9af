"""Bytes to text: byte order marks, declared charsets, UTF-8, then the most plausible code page."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from contested.errors import ReportError
from contested.report.source import Source

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{1,40})["']"""
    rb"""|<meta[^>]{0,400}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{1,40})""",
    re.IGNORECASE,
)
CODE_PAGES: tuple[str, ...] = (
    "cp1253",
    "iso8859_7",
    "cp1251",
    "koi8_u",
    "iso8859_5",
    "cp1256",
    "iso8859_6",
    "cp1252",
    "cp1254",
    "cp1250",
    "cp1255",
)
# The letters that make up most of running text in each script; capitals and rare letters of the
# same code page are what another code page's text turns into when it is decoded wrongly.
_COMMON: dict[str, frozenset[str]] = {
    "GREEK": frozenset("αοιετσνηυρπκμλςώάίόέήύ"),
    "CYRILLIC": frozenset("оеаинтсрвлкмдпуяыьзбгіїйчж"),
    "ARABIC": frozenset("المينوتربةعدسفكهقحجأىشطصخ"),
    "HEBREW": frozenset("יוהלאתרבשמנםדעקפחכגזטסצן"),
    "LATIN": frozenset("éèàçêôîâûëïùœáíóúñãõäöüßşığčšžřěůýąęłńśźżćőűășțđ"),
}
_PUNCTUATION = frozenset("«»“”’–—…،؛؟ـ·")
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a sound, film or picture file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_SAMPLE_BYTES = 65536
# Bell, backspace, tab, newlines, form feed, end of file and escape do occur in text files.
_ODD_CONTROLS = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 26, 27})


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with newlines as ``\\n`` and no byte order mark, and the encoding it came in.

    `guessed` is True if the encoding was neither marked, declared nor valid UTF-8; `damaged` is
    the number of bytes that had to be replaced.
    """

    text: str
    encoding: str
    guessed: bool = False
    damaged: int = 0


def decode(source: Source) -> Decoded:
    """The text of `source`.

    Raises ReportError if it is empty or not text.
    """
    data = source.data
    if not data.strip():
        raise ReportError(f"{source.name}: the file is empty; nothing to read")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    _refuse_known_binary(source)
    wide = _utf16_without_mark(data)
    if wide:
        return _decoded(data, wide)
    _refuse_control_bytes(source)
    # Valid UTF-8 beyond ASCII is practically never anything else, whatever is declared.
    try:
        return Decoded(_normalise(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError as error:
        broken_at = error.start
    declared = declared_charset(data)
    if declared:
        try:
            return Decoded(_normalise(data.decode(declared)), declared)
        except UnicodeDecodeError:
            pass
    if _mostly_utf8(data, broken_at):
        return _decoded(data, "utf-8")
    best = best_code_page(data[:_SAMPLE_BYTES])
    result = _decoded(data, best)
    return Decoded(result.text, best, guessed=True, damaged=result.damaged)


def declared_charset(data: bytes) -> str | None:
    """The charset that an XML declaration or an HTML meta element names, if Python knows it."""
    match = _DECLARED.search(data[:4096])
    if not match:
        return None
    name = (match.group(1) or match.group(2)).decode("ascii")
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    # Browsers read Latin-1 as its superset; transforms such as rot13 are no charsets.
    if found in ("iso8859-1", "ascii"):
        return "cp1252"
    return found if found in _text_codecs(found) else None


def best_code_page(sample: bytes) -> str:
    """The code page of `CODE_PAGES` under which `sample` looks most like running text."""
    return max(CODE_PAGES, key=lambda name: plausibility(sample.decode(name, errors="replace")))


def plausibility(text: str) -> float:
    """How much `text` looks like running text, per character beyond ASCII; about -3 to 1.

    Common letters of a script count for, rare letters little, symbols and unassigned code
    points against, and so do words that mix scripts or have capitals after small letters.
    """
    points = 0.0
    beyond = 0
    for word in re.findall(r"\S+", text):
        scripts = set()
        previous = ""
        for character in word:
            if character < "\x80":
                if character.isalpha():
                    scripts.add("LATIN")
                previous = character
                continue
            beyond += 1
            script = _script(character)
            if script is None:
                inside = bool(previous) and previous.isalpha()
                fits = character in _PUNCTUATION and not inside
                # A closing quote begins no word: Ά of cp1253 shows as one in ISO 8859-7.
                points += 0.3 if fits and (character != "’" or previous) else -1.0
                if character in "\ufffd" or unicodedata.category(character) in ("Cc", "Cn"):
                    points -= 2.0
            else:
                scripts.add(script)
                points += 1.0 if character in _COMMON[script] else 0.2
                if character.isupper() and previous.islower():
                    points -= 2.0
            previous = character
        if len(scripts) > 1:
            points -= 1.0 * len(word)
    return points / beyond if beyond else 0.0


@lru_cache(maxsize=8192)
@lru_cache(maxsize=8192)
def script_of(character: str) -> str | None:
    """The script of a letter as Unicode names it (``GREEK``, ``ARABIC``), or None."""
    if not character.isalpha():
        return None
    return unicodedata.name(character, "").split(" ", 1)[0] or None


def _script(character: str) -> str | None:
    found = script_of(character)
    return found if found in _COMMON else None


def _text_codecs(name: str) -> tuple[str, ...]:
    info = codecs.lookup(name)
    return (name,) if getattr(info, "_is_text_encoding", True) else ()


def _decoded(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(_normalise(text), encoding, damaged=text.count("\ufffd"))


def _normalise(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _refuse_known_binary(source: Source) -> None:
    for magic, kind in _MAGIC:
        if source.data.startswith(magic):
            raise ReportError(
                f"{source.name}: this is {kind}, not text; extract its text first and read that"
            )


def _refuse_control_bytes(source: Source) -> None:
    sample = source.data[:_SAMPLE_BYTES]
    odd = len(sample) - len(sample.translate(None, _ODD_CONTROLS))
    if b"\0" in sample or odd > len(sample) * 0.02:
        raise ReportError(
            f"{source.name}: binary data, not text ({odd} control bytes in the first "
            f"{len(sample)}); give a text, HTML, feed or JSON Lines file"
        )


def _utf16_without_mark(data: bytes) -> str | None:
    """UTF-16 shows as zero bytes on one side of every pair in its spaces and digits."""
    sample = data[:4096]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    for encoding, zeros, others in (
        ("utf-16-le", sample[1::2], sample[0::2]),
        ("utf-16-be", sample[0::2], sample[1::2]),
    ):
        if zeros.count(0) > 0.1 * len(zeros) and others.count(0) == 0:
            text = sample[: len(sample) // 2 * 2].decode(encoding, errors="replace")
            letters = sum(c.isalpha() or c.isspace() for c in text)
            if letters > 0.7 * len(text) and plausibility(text) >= 0:
                return encoding
    return None


def _mostly_utf8(data: bytes, broken_at: int) -> bool:
    """True for UTF-8 with a few damaged bytes, as against another encoding altogether."""
    text = data[: broken_at + _SAMPLE_BYTES].decode("utf-8", errors="replace")
    beyond = sum(c > "\x7f" for c in text)
    return beyond > 20 and text.count("\ufffd") < 0.05 * beyond
