"""Who is heard: moods that repeat words, one's own account, descriptions inside what is told."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Said = tuple[str, str | None, str | None, str]


def told(language: str, text: str) -> set[Said]:
    """Predicate, actor, place and speaker of each claim."""
    report = Report(text=text, language=language, published_at="2016-08-06", source="test")
    return {(c.predicate, c.actor, c.place, c.speaker) for c in Reader("syria").read(report).claims}


HEARD = [
    ("de", "Die Beobachtungsstelle meldete Kämpfe in Manbidsch. Die Armee habe Aleppo eingenommen.",
     ("captures", "Syrian government", "Aleppo", "SOHR")),
    ("de", "Rebellen haben nach eigenen Angaben Aleppo eingenommen.",
     ("captures", "Syrian rebels", "Aleppo", "Syrian rebels")),
    ("fr", "Les rebelles ont pris Manbij et ont coupé la route du Castello, d'après des militants.",
     ("captures", "Syrian rebels", "Manbij", "activists")),
    ("it", "I ribelli sostengono di controllare Manbij.",
     ("controls", "Syrian rebels", "Manbij", "Syrian rebels")),
    ("es", "Los rebeldes aseguran haber cercado Manbij.",
     ("besieges", "Syrian rebels", "Manbij", "Syrian rebels")),
    ("fr", "Les rebelles contrôlent la majeure partie d'Alep, dont l'aéroport, a annoncé l'OSDH.",
     ("controls", "Syrian rebels", "Aleppo airport", "SOHR")),
    ("ar", "أقر المرصد، في بيان نشرته وكالة سانا، بأن الجيش السوري سيطر على منبج.",
     ("captures", "Syrian government", "Manbij", "SOHR")),
    ("ar", "قال المرصد إن الجيش السوري لا يسيطر إلا على منبج.",
     ("controls", "Syrian government", "Manbij", "SOHR")),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), HEARD)
def test_who_is_heard_is_told_by_mood_by_account_and_by_the_end_of_the_sentence(
    language: str, text: str, wanted: Said
) -> None:
    assert wanted in told(language, text)


DESCRIBED = [
    ("fr", "L'armée a pris Manbij, bastion des rebelles, a annoncé l'OSDH."),
    (
        "it",
        "L'esercito ha preso Manbij, roccaforte dei ribelli, ha riferito l'Osservatorio siriano.",
    ),
    ("en", "The army took Manbij, a stronghold of the rebels, the Observatory said."),
]


@pytest.mark.parametrize(("language", "text"), DESCRIBED, ids=[c[0] for c in DESCRIBED])
def test_what_describes_a_place_inside_what_is_told_is_the_outlets(
    language: str, text: str
) -> None:
    found = told(language, text)
    assert ("controls", "Syrian rebels", "Manbij", "outlet") in found
    assert ("captures", "Syrian government", "Manbij", "SOHR") in found
