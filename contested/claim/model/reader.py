"""The model-backed reader: the same `read(report)` as the grammar's, with what a model answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import cast

from contested.claim.canonical import LANGUAGE
from contested.claim.claim import OUTLET, Claim, Extent, Factuality, Predicate, Resolution
from contested.claim.context import Setting, choose_setting
from contested.claim.extract import Reading
from contested.claim.lexicon import load_lexicon
from contested.claim.model.answer import Said, check, instructions, parse, schema, version
from contested.claim.model.endpoint import Endpoint
from contested.claim.model.kept import Kept
from contested.claim.text import sentences
from contested.errors import ReportError
from contested.place.resolve import Context, PlaceMatch
from contested.report.report import Report

# A model gives no chances; what it read counts as surely as a clause the grammar had to guess at.
CONFIDENCE = 0.7
MAX_CHARACTERS = 60_000


@dataclass(frozen=True, slots=True)
class _Named:
    """A name and the id of what it means, if the reference knows it."""

    name: str | None
    id: str | None = None


class ModelReader:
    """Reads reports by asking a model; `kept` holds answers to questions asked before."""

    def __init__(
        self, endpoint: Endpoint, theatre: str | None = None, kept: Kept | None = None
    ) -> None:
        self.endpoint = endpoint
        self.theatre = theatre
        self.kept = kept
        # The ledger takes the theatre apart at "@" and the digest at "#".
        model = endpoint.model.replace("@", "_").replace("#", "_")
        self.extractor = f"model-1:{model}:{version()}"

    def read(self, report: Report) -> Reading:
        """The claims of a report that the model finds and the report bears out.

        Raises ReportError if the report is too long or no usable answer is to be had, ModelError
        if nothing may be asked any more.
        """
        if len(report.text) > MAX_CHARACTERS:
            raise ReportError(
                f"{len(report.text)} characters are more than a model is given at once "
                f"({MAX_CHARACTERS}); split the report"
            )
        rows = parse(self._answer(report))
        if rows is None:
            raise ReportError("the model's answer is no JSON of the form asked for")
        checked = check(rows, report.text)
        setting = self._setting(report)
        claims: dict[str, Claim] = {}
        resolutions: dict[str, Resolution] = {}
        for said in checked.said:
            claim, resolution = self._claim(report, said, setting)
            claims.setdefault(claim.id, claim)
            resolutions.setdefault(claim.id, resolution)
        in_order = sorted(claims.values(), key=lambda one: (one.start, one.end))
        notes = [
            f"the model gave {what}, dropped" + (f" ({count} times)" if count > 1 else "")
            for what, count in sorted(Counter(checked.dropped).items())
        ]
        return Reading(
            tuple(in_order), tuple(resolutions[claim.id] for claim in in_order), tuple(notes),
            setting.theatre,
        )  # fmt: skip

    def _answer(self, report: Report) -> str:
        question = (self.endpoint.url, self.endpoint.model, version(), report.id)
        if self.kept is not None:
            known = self.kept.get(*question)
            if known is not None:
                return known
        data = {
            "publisher": report.publisher,
            "published": report.published_on,
            "language": report.language,
            "text": report.text,
        }
        answer = self.endpoint.ask(instructions(), data, schema())
        if self.kept is not None and parse(answer) is not None:
            self.kept.put(answer, *question)
        return answer

    def _setting(self, report: Report) -> Setting:
        """Where the report's names are looked up; a language without rules lends English ones."""
        code = (report.language or "").split("-")[0]
        lexicon = load_lexicon(code) or load_lexicon(LANGUAGE)
        assert lexicon is not None
        parts = sentences(report.text, lexicon.abbreviations, writing=lexicon.writing)
        return choose_setting(self.theatre, lexicon, parts, _day(report.published_on))

    def _claim(self, report: Report, said: Said, setting: Setting) -> tuple[Claim, Resolution]:
        fields = said.fields
        actor = self._actor(fields["actor"], setting)
        target = self._actor(fields["target"], setting)
        place = self._place(report, fields, setting)
        outlet = (fields["speaker"] or OUTLET).strip().lower() == OUTLET
        speaker = _Named(OUTLET) if outlet else self._actor(fields["speaker"], setting)
        claim = Claim(
            report_id=report.id,
            predicate=cast(Predicate, fields["predicate"]),
            actor=actor.name,
            target=target.name,
            place=place.name if place is not None else None,
            extent=cast(Extent, fields["extent"]),
            speaker=speaker.name or OUTLET,
            factuality=cast(Factuality, fields["factuality"]),
            evidence=report.text[said.start : said.end],
            start=said.start,
            end=said.end,
            channel=fields["channel"],
            on=fields["on"],
            since=fields["since"],
            until=fields["until"],
            route_from=fields["from"],
            route_to=fields["to"],
            actor_text=fields["actor_text"],
            target_text=fields["target_text"],
            toponym=fields["toponym"],
            speaker_text=None if outlet else fields["speaker_text"],
            speaker_chain=() if outlet or speaker.name is None else (speaker.name,),
            extractor=self.extractor,
            confidence=CONFIDENCE,
        )
        at = place.place if place is not None else None
        return claim, Resolution(
            claim.id,
            at.id if at is not None else None,
            actor.id,
            target.id,
            speaker.id,
            at.lat_deg if at is not None else None,
            at.lon_deg if at is not None else None,
            self.extractor,
            round(place.score, 3) if place is not None else 1.0,
        )

    def _actor(self, name: str | None, setting: Setting) -> _Named:
        if name is None or not name.strip():
            return _Named(None)
        known = setting.names.actors.lookup(name.strip())
        return _Named(known.name, known.id) if known is not None else _Named(name.strip())

    def _place(
        self, report: Report, fields: dict[str, str | None], setting: Setting
    ) -> PlaceMatch | None:
        """The place by its English name, else by the report's own word for it."""
        name, toponym = fields["place"], fields["toponym"]
        if name is None:
            return None
        context = Context(countries=setting.countries)
        found = setting.resolver.resolve(name, LANGUAGE, context)
        if found.place is None and toponym is not None:
            code = (report.language or "").split("-")[0] or None
            other = setting.resolver.resolve(toponym, code, context)
            if other.place is not None:
                return other
        return found


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
