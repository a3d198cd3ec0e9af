"""The skeletons of a theatre's names, by which spellings that sound alike are found.

Working them out of some ten thousand names takes longer than reading a report, so they are kept
between runs.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import metadata, resources

from contested.compiled import cache_key, read_cache, write_cache
from contested.place.theatre import Theatre
from contested.place.toponym import skeleton

_KIND = "skeletons"


def skeletons_of(theatre: Theatre) -> dict[str, list[str]]:
    """By language, the skeleton of each of `theatre.names(language)`, in their order."""
    names = {
        language: [name for name, _ in theatre.names(language)]
        for language in theatre.name_languages()
    }
    key = cache_key([json.dumps(names).encode(), *_spelling()])
    kept = read_cache(_KIND, key)
    if kept is None or any(len(kept.get(code, ())) != len(found) for code, found in names.items()):
        kept = {
            language: [skeleton(name, None if language == "und" else language) for name in found]
            for language, found in names.items()
        }
        write_cache(_KIND, key, kept)
    return kept


def _spelling() -> Iterator[bytes]:
    """All that decides what the skeleton of a name is: the code, its tables, its alphabets."""
    room = resources.files("contested.place")
    yield (room / "toponym.py").read_bytes()
    tables = (room / "data" / "romanise").iterdir()
    for table in sorted(tables, key=lambda entry: entry.name):
        yield table.read_bytes()
    yield metadata.version("anyascii").encode()
