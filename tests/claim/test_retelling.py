"""How reports that retell others put it in Romance languages: shares, belonging, what is denied."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = tuple[str, str | None, str | None, str, str]


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader(None)


def told(text: str, language: str) -> set[Told]:
    """The claims of control of a report from the summer of 2023, whose places say what war."""
    report = Report(text=text, language=language, published_at="2023-08-06", source="test")
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in reader().read(report).claims
        if c.predicate != "attacks"
    }


def one(predicate: str, actor: str, place: str, speaker: str = "outlet") -> Told:
    return (predicate, actor, place, speaker, "actual")


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        (
            "es",
            "Los rebeldes del M23 aseguran que Rutshuru ya les pertenece.",
            one("controls", "M23", "Rutshuru", "M23"),
        ),
        (
            "fr",
            "Les rebelles du M23 affirment que Rutshuru leur appartient désormais.",
            one("controls", "M23", "Rutshuru", "M23"),
        ),
        (
            "it",
            "Il centro di Khartoum appartiene ormai alle Forze di supporto rapido.",
            one("controls", "RSF", "center of Khartoum"),
        ),
        (
            "es",
            "Las RSF dominan ya más del 70 % de Jartum, según analistas.",
            one("controls", "RSF", "Khartoum", "analysts"),
        ),
        (
            "it",
            "Le Rsf controllano ormai oltre il 70% di Khartoum, secondo gli analisti.",
            one("controls", "RSF", "Khartoum", "analysts"),
        ),
        (
            "it",
            "I talebani rivendicano il controllo dell'80% della provincia di Helmand.",
            one("controls", "Taliban", "Helmand province", "Taliban"),
        ),
        (
            "fr",
            "Les combats ont repris autour de l'aéroport de Nyala, dont les FSR se sont emparées.",
            one("captures", "RSF", "Nyala airport"),
        ),
        (
            "es",
            "Los combates siguen cerca del aeropuerto de Nyala, del que las RSF se apoderaron.",
            one("captures", "RSF", "Nyala airport"),
        ),
        (
            "it",
            "I peshmerga si erano impadroniti di un tratto dell'autostrada 47.",
            one("captures", "Peshmerga", "Highway 47"),
        ),
    ],
)
def test_a_claim_of_the_newswire_manner_is_read(language: str, text: str, claim: Told) -> None:
    assert claim in told(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La empresa de Jartum pertenece a un ministro."),
        ("fr", "Cette maison de Khartoum appartient à sa famille."),
        ("it", "Oltre il 70% dei bambini di Khartoum non va a scuola."),
        ("it", "Nel 2020 l'autostrada era chiusa per neve."),
    ],
)
def test_what_only_looks_like_it_claims_nothing(language: str, text: str) -> None:
    assert told(text, language) == set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El M23 anunció la toma de Sake. Un portavoz militar tachó la noticia de falsa."),
        (
            "fr",
            "Le M23 a annoncé la prise de Sake. Un porte-parole militaire a qualifié cette annonce"
            " de mensongère.",
        ),
    ],
)
def test_a_report_that_is_called_false_is_denied(language: str, text: str) -> None:
    assert ("captures", "M23", "Sake", "DR Congo", "negated") in told(text, language)


def test_a_place_that_announces_something_is_not_the_town_that_is_spoken_of() -> None:
    text = (
        "I peshmerga hanno strappato all'Isis il centro di Sinjar. Erbil ha annunciato la"
        " liberazione della città."
    )
    assert {c[2] for c in told(text, "it")} == {"center of Sinjar", "Sinjar"}
