"""Findings of the situation room as sentences, in each language that there are wordings for."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib import resources

from babel.dates import format_date
from babel.numbers import format_decimal

from contested.map.places import Namer
from contested.situation.finding import Finding
from contested.situation.sitrep import definition_words, lasted_words, since_words, wordings
from contested.situation.whatif import Change, SingleChange

_LOCALES = {"en": "en_GB"}
_DECIDES = 0.1
_MOST_DECIDING = 3


@cache
def situation_wordings() -> dict[str, dict[str, str]]:
    """Language to key to wording."""
    text = (resources.files("contested.map") / "situations.toml").read_text("utf-8")
    return tomllib.loads(text)


class SituationWords:
    """Words findings with the names of one theatre."""

    def __init__(self, namer: Namer) -> None:
        self.namer = namer

    def finding(self, one: Finding) -> dict[str, str]:
        """What was found, by language."""
        return {language: self._finding(one, language) for language in situation_wordings()}

    def change(self, one: Change) -> dict[str, str]:
        """What would change, by language."""
        return {
            language: words["change"].format(
                place=self.place(one.place, language),
                before=self.state(one.before_status, language),
                after=self.state(one.after_status, language),
                before_prob=prob_words(one.before_prob),
                after_prob=prob_words(one.after_prob),
            )
            for language, words in situation_wordings().items()
        }

    def changed(self, place: str, before: str | None, after: str | None) -> dict[str, str]:
        """That a siege or route is now in another state, by language."""
        key = "appeared" if before is None else "vanished" if after is None else "changed"
        return {
            language: words[key].format(
                place=self.place(place, language),
                before=self.state(before or "", language),
                after=self.state(after or "", language),
            )
            for language, words in situation_wordings().items()
        }

    def single(self, one: SingleChange) -> dict[str, str]:
        """What would follow if one place changed hands, by language."""
        found = {}
        for language, words in situation_wordings().items():
            place, holder = self.place(one.place, language), self.side(one.holder, language)
            parts = []
            if one.besieges:
                parts.append(
                    words["if_besieges"].format(
                        place=place, holder=holder, besieged=self._places(one.besieges, language),
                        number=self._number(one.people_besieged, language),
                    )
                )  # fmt: skip
            if one.relieves:
                parts.append(
                    words["if_relieves"].format(
                        place=place, holder=holder, relieved=self._places(one.relieves, language),
                        number=self._number(one.people_relieved, language),
                    )
                )  # fmt: skip
            routes = [
                *(words["opened"].format(route=self.place(r, language)) for r in one.routes_opened),
                *(words["cut"].format(route=self.place(r, language)) for r in one.routes_cut),
            ]
            if routes:
                parts.append(
                    words["if_routes"].format(place=place, holder=holder, routes=", ".join(routes))
                )
            found[language] = " ".join(parts)
        return found

    def place(self, place_id: str | None, language: str) -> str:
        """A place's name, in English where the language has none."""
        if place_id is None:
            return situation_wordings()[language]["nobody"]
        names = self.namer.place(place_id)
        return names.get(language, names["en"])

    def side(self, side: str | None, language: str) -> str:
        """A side's name; nobody is named too."""
        if side is None:
            return situation_wordings()[language]["nobody"]
        names = self.namer.side(side)
        return names.get(language, names["en"])

    def state(self, state: str, language: str) -> str:
        """A state of a siege, corridor or route in words."""
        own = situation_wordings()[language].get(f"{state.replace(' ', '_')}_state")
        return own or wordings()[language].get(f"s_{state}", state)

    def _finding(self, one: Finding, language: str) -> str:
        words = situation_wordings()[language]
        if one.kind == "siege":
            return self._defined(one, language)
        values = {
            "place": self.place(one.place, language),
            "route": self.place(one.route, language),
            "by": self.side(one.by, language),
            "whose": self.side(one.whose, language),
            "state": self.state(one.status, language),
            "since": since_words(one, language, self._date(one.first, language)),
            "until": self._date(one.last, language),
            "days": lasted_words(one, language),
            "prob": prob_words(one.prob),
            "through": self._places([d.place for d in one.deciding[:2]], language),
            "deciding": self._deciding(one, language),
            "people": "",
        }
        if one.population is not None:
            values["people"] = words["people"].format(number=self._number(one.population, language))
        if one.kind == "supply_route":
            return words["route"].format(**values)
        if one.kind == "corridor":
            return words["corridor" if one.deciding else "corridor_plain"].format(**values)
        if one.first is None:
            return words["never"].format(**values)
        if one.status == "encircled":
            return words["encircled" if one.by else "encircled_by_nobody"].format(**values)
        return words["lost" if one.status == "lost" else "open"].format(**values)

    def _defined(self, one: Finding, language: str) -> str:
        state, place = self.state(one.status, language), self.place(one.place, language)
        shared = wordings()[language]
        if f"rule_{one.definition}" not in shared:
            return situation_wordings()[language]["reported"].format(place=place, state=state)
        return definition_words(one, shared, place, state)

    def _deciding(self, one: Finding, language: str) -> str:
        places = [d.place for d in one.deciding if max(d.influence, d.joint_influence) >= _DECIDES][
            :_MOST_DECIDING
        ]
        if not places:
            return ""
        return situation_wordings()[language]["deciding"].format(
            places=self._places(places, language)
        )

    def _places(self, ids: Sequence[str], language: str) -> str:
        return ", ".join(self.place(one, language) for one in ids)

    def _date(self, day: date | None, language: str) -> str:
        form = situation_wordings()[language]["date"]
        return format_date(day, form, locale=_LOCALES.get(language, language)) if day else "?"

    def _number(self, number: int, language: str) -> str:
        return format_decimal(rounded(number), locale=_LOCALES.get(language, language))


def rounded(number: int) -> int:
    """A number of people as exactly as such numbers are known: in steps of five of its second
    digit.

    >>> rounded(99_497), rounded(275_000), rounded(36_562), rounded(7)
    (100000, 300000, 35000, 7)
    """
    step = 5 * 10 ** max(0, len(str(abs(number))) - 2)
    return number if abs(number) < 10 else step * round(number / step)


def prob_words(prob: float) -> str:
    """A probability as a percentage that says no more than it can bear.

    >>> prob_words(0.004), prob_words(0.724), prob_words(0.999)
    ('<1%', '72%', '>99%')
    """
    return "<1%" if prob < 0.01 else ">99%" if prob > 0.99 else f"{round(100 * prob)}%"
