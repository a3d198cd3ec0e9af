"""What stands around the map of a picture: the chances, who was heard, and the scale."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from contested.ledger.records import StoredClaim
from contested.map.answers_day import Siege
from contested.map.picture_words import day_in
from contested.map.place_panel import belief_answer
from contested.map.scene import Projection, sheet_words
from contested.map.situation_words import prob_words
from contested.map.snapshot import Snapshot
from contested.map.view import View

_KM_PER_DEGREE = 111.2
_LENGTHS_KM = (500, 200, 100, 50, 20, 10, 5, 2, 1)
_LONGEST_BAR = 160.0
_LETTER = 6.1  # how wide a letter is at the size of the notes, in points
_LEAST_CHANCE = 0.05


def chances(view: View, place: str, at: date, language: str) -> str:
    """``Russia 58%, Divided 33%; last word 3 Jun 2022``: the likeliest states of a place, and the
    last day that was spoken of."""
    words = sheet_words()[language]
    found = belief_answer(view, place, at)
    if not found.testimonies and not found.supposed:
        return words["unheard"].rstrip(".")
    likely = ", ".join(
        f"{one.name.get(language, one.name['en'])} {prob_words(one.prob)}"
        for one in found.probs
        if one.prob >= _LEAST_CHANCE
    )
    if found.age_days is None or found.supposed:
        return likely
    day = at - timedelta(days=found.age_days)
    return f"{likely}; {words['last_word'].format(day=day_in(day, language))}"


def source_lines(
    snapshot: Snapshot,
    told: Sequence[StoredClaim],
    words: Mapping[str, str],
    language: str,
    width: float,
) -> tuple[str, str]:
    """Who said what was counted, and in whose reports, those with most claims first."""
    speakers = Counter(snapshot.speaker_of_claim[one.id] for one in told)
    outlets = Counter(one.publisher or one.agency or "?" for one in told)
    names = [
        snapshot.speaker_names[name].names.get(language, name) for name, _ in speakers.most_common()
    ]
    heard = words["spoken"].format(
        claims=_counted(words, "claims", len(told)),
        speakers=_counted(words, "speakers", len(speakers)), names="{names}",
    )  # fmt: skip
    ranked = [name for name, _ in outlets.most_common()]
    return _fitted(heard, names, words, width), _fitted(words["reports"], ranked, words, width)


def scale_bar(projection: Projection) -> tuple[int, float]:
    """A round number of kilometres and how long it is on the picture, in points."""
    _, south, _, north = projection.box
    per_km = projection.height / ((north - south) * _KM_PER_DEGREE)
    length = next((km for km in _LENGTHS_KM if km * per_km <= _LONGEST_BAR), _LENGTHS_KM[-1])
    return length, length * per_km


def scale_mark(projection: Projection, left: float, ink: str) -> str:
    """The scale bar at the foot of the map, as SVG."""
    km, wide = scale_bar(projection)
    low = projection.height - 14
    return (
        f'<path d="M{left},{low - 5}v5h{wide:.1f}v-5" fill="none" stroke="{ink}" '
        f'stroke-width="1.6"/><text x="{left + wide + 6:.1f}" y="{low}" font-size="11.5" '
        f'fill="{ink}">{km} km</text>'
    )


def ring_words(sieges: Sequence[Siege], words: Mapping[str, str], language: str) -> str:
    """What a ring in the picture means, naming the places encircled by one claim's word alone."""
    names = [
        one.name.get(language, one.name["en"])
        for one in sieges
        if one.state == "encircled" and one.basis == "reported" and len(one.claims) == 1
    ]
    if not names:
        return words["ring"]
    return words["ring_single"].format(names=", ".join(dict.fromkeys(names)))


def _counted(words: Mapping[str, str], key: str, number: int) -> str:
    return words[f"{key}_one"] if number == 1 else words[key].format(number=number)


def _fitted(line: str, names: Sequence[str], words: Mapping[str, str], width: float) -> str:
    """`line` with as many of its names as it has room for, and how many more there are."""
    for number in range(len(names), -1, -1):
        listed = ", ".join(names[:number])
        if number < len(names):
            listed = words["more"].format(names=listed, number=len(names) - number)
        made = line.replace("{names}", listed or "-")
        if len(made) * _LETTER <= width:
            break
    return made
