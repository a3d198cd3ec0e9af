"""Possessives in texts that have lost their apostrophes: "Aleppos old city", "the citys east"."""

from __future__ import annotations

from dataclasses import replace

from contested.claim.lexicon import Lexicon
from contested.claim.names import NameIndex
from contested.claim.text import Sentence, Token

_APOSTROPHES = "'’ʼ"
_SHORTEST = 4  # letters of the word before the lost mark
_OWNERS = frozenset({"place", "role", "force", "group"})


def restore_possessives(
    parts: list[Sentence], text: str, lexicon: Lexicon, names: NameIndex
) -> list[Sentence]:
    """Sentences with the marks put back that a text without a single apostrophe must have lost.

    Only where the word without its last letter is a name or a noun for a place or a party, and no
    word of the language with it. Other texts are returned as they are.
    """
    if not lexicon.settings.get("possessive_marker") or any(c in text for c in _APOSTROPHES):
        return parts
    restored = []
    for part in parts:
        tokens: list[Token] = []
        for i, token in enumerate(part.tokens):
            following = part.tokens[i + 1] if i + 1 < len(part.tokens) else None
            after = part.tokens[i - 1] if i else None
            called = after is not None and names.match([after], 0) is not None
            tokens += _split(token, following, lexicon, names, called) or [token]
        restored.append(part if len(tokens) == len(part.tokens) else replace(part, tokens=tokens))
    return restored


def _split(
    token: Token, following: Token | None, lexicon: Lexicon, names: NameIndex, called: bool
) -> list[Token]:
    """A word and its mark, or nothing where the word has none; `called` says that the word right
    behind which it stands is a name: "Idlib provinces Saraqib"."""
    if token.kind != "word" or following is None or following.kind != "word" or token.joined:
        return []
    stem = token.fold[:-1]
    if len(stem) < _SHORTEST or not token.fold.endswith("s") or stem.endswith("s"):
        return []
    place = any(noun.kind == "place" for noun in lexicon.form(token.fold).nouns)
    if called and place and following.capital and names.match([following], 0) is not None:
        pass
    elif lexicon.form(token.fold).known or names.match([token], 0) is not None:
        return []
    if lexicon.form(following.fold).function and not following.capital:
        return []
    owner = replace(token, text=token.text[:-1], fold=stem, end=token.end - 1)
    if token.capital:
        owns = names.match([owner], 0) is not None
    else:
        owns = any(s.kind in _OWNERS and s.number != "pl" for s in lexicon.form(stem).nouns)
    mark = replace(
        token, text=token.text[-1:], fold=token.fold[-1:], start=token.end - 1, kind="poss",
        capital=False,
    )  # fmt: skip
    return [owner, mark] if owns else []
