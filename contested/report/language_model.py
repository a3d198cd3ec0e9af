"""py3langid's model of the world's languages, opened in milliseconds.

The package keeps it packed, and unpacking takes most of a second in every process. It is unpacked
once into the user's cache folder and mapped into memory afterwards; the answers are the same.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import metadata
from typing import Any

import numpy as np
from numpy.typing import NDArray

from contested.compiled import cache_key, read_arrays, write_arrays

Rank = Callable[[str], list[tuple[str, float]]]
_KIND = "languages"
# what is missing where a file of the cache is gone, or another version of the package differs
_UNLIKE = (AttributeError, KeyError, TypeError, ValueError)


@lru_cache(maxsize=1)
def ranking() -> Rank:
    """What gives the languages of a text, the likeliest first, each with its log score."""
    key = cache_key([metadata.version("py3langid").encode()])
    kept = read_arrays(_KIND, key)
    if kept is not None:
        try:
            return _mapped(kept)
        except _UNLIKE:
            pass
    return _unpacked(key)


def _mapped(kept: dict[str, NDArray[Any]]) -> Rank:
    from py3langid.langid import LanguageIdentifier

    # plain memory where single numbers are asked for: NumPy takes long to answer one at a time
    model = LanguageIdentifier(
        kept["features"], kept["priors"], kept["classes"].tolist(),
        kept["moves"].data, kept["outputs"].data, tk_row=kept["rows"].tolist(),
    )  # fmt: skip
    rank: Rank = model.rank
    return rank


def _unpacked(key: str) -> Rank:
    from py3langid import langid

    rank: Rank = langid.rank
    try:
        model = langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE)
        parts = {
            "features": model.nb_ptc,
            "priors": model.nb_pc,
            "classes": np.array(model.nb_classes),
            "moves": np.asarray(model.tk_nextmove),
            "outputs": np.asarray(model.tk_output, dtype=np.int32),
            "rows": np.asarray(model.tk_row),
        }
    except _UNLIKE:
        return rank
    write_arrays(_KIND, key, parts)
    rank = model.rank
    return rank
