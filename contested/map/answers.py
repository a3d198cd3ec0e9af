"""What the API answers: the parts that several endpoints share, and the theatre itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Names = Annotated[
    dict[str, str], Field(description="Language code to name; English (`en`) is always there.")
]
Prob = Annotated[float, Field(ge=0, le=1)]
PlaceIndex = Annotated[int, Field(ge=0, description="Index into `/places` and frames.")]
Sentences = Annotated[
    dict[str, str], Field(description="The same sentence in English (`en`) and Greek (`el`).")
]


class Answer(BaseModel):
    """Base of all answers."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Fault(Answer):
    """What went wrong and what to do."""

    code: str
    message: str
    hint: str


class FaultAnswer(Answer):
    """Every error has this form."""

    error: Fault


class Named(Answer):
    """A place, actor, side or speaker: its id and names."""

    id: str
    name: Names


class HolderAnswer(Answer):
    """Somebody who can hold a place; its number in the list plus one is its code in frames."""

    id: str
    key: str
    name: Names
    side: str
    colour: str
    texture: str


class SpeakerAnswer(Answer):
    """Somebody who says something in this ledger, with the number of its claims."""

    key: str
    name: Names
    kind: str
    side: str | None
    claims: int


class TheatreAnswer(Answer):
    """The theatre; `bounds` and `focus` (all places; those spoken of) are west, south, east,
    north in degrees."""

    id: str
    name: Names
    local_language: str | None
    bounds: tuple[float, float, float, float]
    focus: tuple[float, float, float, float]
    center: tuple[float, float]
    zoom: float


class Tiles(Answer):
    """A base map to lay under the places."""

    kind: Literal["raster", "vector", "pmtiles"]
    url: str
    attribution: str


class Overview(Answer):
    """What the map is of. `pairs[k]` are the two holders, as indices into `holders`, that code
    128 + k in frames says a place is divided between."""

    theatre: TheatreAnswer
    first_day: date
    last_day: date
    open_at: date
    version: str
    counts: dict[str, int]
    holders: list[HolderAnswer]
    pairs: list[tuple[int, int]]
    sides: list[HolderAnswer]
    speakers: list[SpeakerAnswer]
    predicates: list[str]
    can_write: bool
    logged_in: bool
    static: bool
    tiles: Tiles | None


class PlacesAnswer(Answer):
    """All places as columns, in the order of the frames. `names` has one column a language."""

    id: list[str]
    kind: list[str]
    lat: list[float | None]
    lon: list[float | None]
    part_of: list[int | None]
    population: list[int | None]
    names: dict[str, list[str | None]]
    local: list[str | None]
    spoken: list[bool]


class Feature(Answer):
    """A GeoJSON feature."""

    type: Literal["Feature"] = "Feature"
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeatureCollection(Answer):
    """GeoJSON, longitude before latitude, WGS 84."""

    type: Literal["FeatureCollection"] = "FeatureCollection"
    features: list[Feature]


class MovesAnswer(Answer):
    """The timeline: `days[k][d]` claims by speakers of kind `kinds[k]` published on day d, and
    how far beliefs moved that day (`changes`, in places)."""

    first_day: date
    kinds: list[str]
    days: list[list[int]]
    changes: list[float]


class ReliabilityAnswer(Answer):
    """What a speaker's word is worth where it favours its side (`gain`), goes against it or is
    neutral. `letter` is the Admiralty code; F, and no `right_prob`, where it cannot be judged."""

    favour: Literal["gain", "neutral", "against"]
    letter: str
    right_prob: float | None
    rests_on: float
    echo_prob: float
    delay_days: int


class SpeakersAnswer(Answer):
    """Everybody who speaks, with what their word is worth."""

    learnt_on: str | None
    speakers: list[SpeakerRow]


class SpeakerRow(SpeakerAnswer):
    """A speaker with its reliability by whom the word favours."""

    reliability: list[ReliabilityAnswer]


class CopyAnswer(Answer):
    """A report that repeats a claim."""

    claim_id: str
    report_id: str
    publisher: str | None
    published_at: str | None


class ClaimAnswer(Answer):
    """One claim with who says so and the words it was read from.

    `sentence` is the sentence of the report, of which the characters from `sentence_marks[0]` to
    `sentence_marks[1]` are the evidence. Offsets count UTF-16 units, as JavaScript does.
    `statement` says the claim in plain words. `contribution_log_odds` is what it did to the belief
    asked about.
    """

    id: str
    report_id: str
    predicate: str
    factuality: str
    extent: str
    actor: Named | None
    target: Named | None
    place: Named | None
    route_from: str | None
    route_to: str | None
    speaker: SpeakerAnswer
    chain: list[str]
    channel: str | None
    on: str | None
    since: str | None
    until: str | None
    valid_from: str | None
    valid_to: str | None
    published_at: str | None
    published_on: date | None
    publisher: str | None
    agency: str | None
    title: str | None
    language: str | None
    sentence: str
    sentence_marks: tuple[int, int]
    statement: Sentences
    confidence: Prob
    reliability: ReliabilityAnswer | None
    copy_of: str | None
    copies: list[CopyAnswer]
    corrected_by: str | None
    contribution_log_odds: float | None
    echo_prob: float | None


SpeakersAnswer.model_rebuild()
