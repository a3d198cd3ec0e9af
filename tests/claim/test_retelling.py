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
        (
            "it",
            "L'esercito è entrato a Tikrit, la città che da nove mesi è in mano all'Isis.",
            one("controls", "Islamic State", "Tikrit"),
        ),
        (
            "fr",
            "Selon l'ONU, les Casques bleus ont la ville de Bangassou sous leur contrôle.",
            one("controls", "MINUSCA", "Bangassou", "United Nations"),
        ),
        (
            "es",
            "El Gobierno congoleño admitió que el M23 entró en Goma y que controla el aeropuerto.",
            one("controls", "M23", "Goma airport", "DR Congo"),
        ),
        (
            "fr",
            "Le gouvernement congolais a reconnu que le M23 était entré à Goma et qu'il contrôlait"
            " l'aéroport.",
            one("controls", "M23", "Goma airport", "DR Congo"),
        ),
        (
            "es",
            "El portavoz del M23, Lawrence Kanyuka, habló con la prensa. Según él, Masisi cayó el"
            " lunes.",
            one("captures", "M23", "Masisi", "M23"),
        ),
        (
            "fr",
            "Les talibans se disent maîtres de Kandahar.",
            one("controls", "Taliban", "Kandahar", "Taliban"),
        ),
        (
            "es",
            "Las Fuerzas de Apoyo Rápido cercan El Obeid. Han cortado la carretera hacia Kosti.",
            one("cuts_route", "RSF", "El Obeid-Kosti road"),
        ),
        (
            "it",
            "«Uvira è da oggi una città liberata», ha scritto il portavoce dell'M23.",
            one("captures", "M23", "Uvira", "M23"),
        ),
        (
            "fr",
            "L'armée soudanaise a repris l'hôpital militaire d'Omdourman.",
            one("captures", "Sudanese army", "Omdurman military hospital"),
        ),
        (
            "fr",
            "« Nyala est à nous », a affirmé le porte-parole des FSR.",
            one("controls", "RSF", "Nyala", "RSF"),
        ),
        (
            "es",
            '"Bajmut es Ucrania", escribió el jefe de la oficina presidencial ucraniana.',
            one("controls", "Ukraine", "Bakhmut", "Ukraine"),
        ),
        (
            "fr",
            "Kherson reste ukrainienne, assure Kiev.",
            one("controls", "Ukraine", "Kherson", "Ukraine"),
        ),
        (
            "it",
            "I combattenti russi della Wagner si sono impadroniti di Ber, in Mali.",
            one("captures", "Wagner Group", "Ber"),
        ),
        (
            "it",
            "I peshmerga hanno ripreso Sinjar. Era caduta nell'agosto del 2021 nelle mani"
            " dell'Isis.",
            one("captures", "Islamic State", "Sinjar"),
        ),
        (
            "es",
            "Los rusos entraron en Bajmut, en la región ucraniana de Donetsk. Wagner anunció la"
            " toma de la urbe.",
            one("captures", "Wagner Group", "Bakhmut", "Wagner Group"),
        ),
        (
            "es",
            "El gobernador huyó en febrero, cuando cayó Bukavu, que el M23 sigue controlando.",
            one("controls", "M23", "Bukavu"),
        ),
        (
            "fr",
            "Les rebelles de la CPC occupent les deux tiers du pays. Bangui, capitale de la"
            " Centrafrique, est calme.",
            one("controls", "CPC", "Central African Republic"),
        ),
        (
            "es",
            "En el centro de Nyala mandan ya las RSF.",
            one("controls", "RSF", "center of Nyala"),
        ),
        (
            "es",
            "Los rebeldes del M23 se fueron de Goma.",
            one("withdraws", "M23", "Goma"),
        ),
        (
            "es",
            "Las RSF cercan El Fasher. De caer la ciudad, sería un golpe para el Ejército.",
            ("captures", "RSF", "El Fasher", "outlet", "possible"),
        ),
        (
            "fr",
            "Le M23 a fait tomber l'aéroport de Kavumu vendredi.",
            one("captures", "M23", "Kavumu airport"),
        ),
        (
            "it",
            "L'esercito maliano non tiene più che Tessit.",
            one("controls", "Mali", "Tessit"),
        ),
        (
            "fr",
            "Les analystes attribuent aux Russes le contrôle de Bakhmout.",
            one("controls", "Russia", "Bakhmut", "analysts"),
        ),
        (
            "fr",
            "Nyala risque l'encerclement par les FSR.",
            ("besieges", "RSF", "Nyala", "outlet", "possible"),
        ),
        (
            "es",
            "Los hutíes cortaron la carretera de la costa a la altura de Al Durayhimi.",
            one("cuts_route", "Houthis", "Durayhimi"),
        ),
        (
            "es",
            "Por el puerto de Hodeida, en poder de los hutíes, pasan los alimentos.",
            one("controls", "Houthis", "Hodeidah port"),
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
        ("fr", "À Khartoum, la maîtresse de la classe se dit inquiète."),
        ("es", "Jartum es una ciudad poblada, escribió el alcalde."),
        ("es", "Kiev es una ciudad ucraniana, dijo el presidente Zelenski."),
        ("fr", "Son mari est ukrainien, a déclaré le président Zelensky à Bakhmout."),
        ("es", "El concierto de Jartum fue un éxito."),
        ("fr", "La pluie a fait tomber un mur à Khartoum."),
        ("it", "Ai bambini di Khartoum restano soltanto i libri."),
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


def test_a_second_content_may_go_back_to_who_tells() -> None:
    text = "El Ejército sudanés dijo que las RSF atacaron El Obeid y que repelió el ataque."
    assert not any(c[0] == "captures" for c in told(text, "es"))


def test_whoever_was_driven_out_is_not_told_to_leave_as_well() -> None:
    text = (
        "Expulsados de Omdurmán por el Ejército sudanés, los paramilitares de las RSF se"
        " replegaron a Bahri."
    )
    assert told(text, "es") == {one("captures", "Sudanese army", "Omdurman")}


def test_where_in_a_country_is_the_place_told_of_and_not_the_country() -> None:
    text = (
        "I peshmerga hanno preso il centro di Sinjar, nel nord dell'Iraq, dove hanno issato la"
        " loro bandiera."
    )
    assert {c[2] for c in told(text, "it")} == {"center of Sinjar"}


def test_what_happened_long_before_a_report_is_history() -> None:
    text = "Los talibanes tomaron Kabul en {}."
    assert told(text.format(2021), "es")
    assert not told(text.format(1996), "es")


def test_a_place_that_announces_something_is_not_the_town_that_is_spoken_of() -> None:
    text = (
        "I peshmerga hanno strappato all'Isis il centro di Sinjar. Erbil ha annunciato la"
        " liberazione della città."
    )
    assert {c[2] for c in told(text, "it")} == {"center of Sinjar", "Sinjar"}
