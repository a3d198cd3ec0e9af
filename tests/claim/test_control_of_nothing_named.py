"""Control of what is not said again, whose loss a fall is, and who wants to break a siege."""

from __future__ import annotations

import pytest

from contested.claim.claim import Claim
from contested.claim.extract import Reader
from contested.report.report import Report

RUSSIA, GOVERNMENT = "Russia", "Syrian government"


def read(language: str, day: str, text: str, theatre: str | None = None) -> tuple[Claim, ...]:
    """The claims of a text."""
    report = Report(text=text, language=language, published_at=day, source="test")
    return Reader(theatre).read(report).claims


NAMED_BEFORE = [
    ("en", "The last defenders left Mariupol. Russia's defence ministry said its troops had taken"
     " full control."),
    ("fr", "Les derniers défenseurs ont quitté Marioupol. Le ministère russe de la Défense a"
     " déclaré que ses troupes avaient pris le contrôle total."),
    ("de", "Die letzten Verteidiger haben Mariupol verlassen. Die russische Armee hat die volle"
     " Kontrolle übernommen."),
    ("es", "Los últimos defensores abandonaron Mariúpol. El ejército ruso ha tomado el control"
     " total."),
    ("it", "Gli ultimi difensori hanno lasciato Mariupol. L'esercito russo ha preso il pieno"
     " controllo."),
    ("pt", "Os últimos defensores deixaram Mariupol. O exército russo assumiu o controlo total."),
    ("nl", "De laatste verdedigers hebben Marioepol verlaten. Het Russische leger heeft de"
     " volledige controle overgenomen."),
    ("ru", "Последние защитники покинули Мариуполь. Российская армия установила полный контроль."),
    ("uk", "Останні захисники залишили Маріуполь. Російська армія встановила повний контроль."),
    ("el", "Οι τελευταίοι υπερασπιστές εγκατέλειψαν τη Μαριούπολη. Ο ρωσικός στρατός απέκτησε"
     " τον πλήρη έλεγχο."),
    ("tr", "Son savunucular Mariupol'den ayrıldı. Rus ordusu tam kontrol sağladı."),
    ("ar", "غادر آخر المدافعين ماريوبول. وفرض الجيش الروسي سيطرته الكاملة."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), NAMED_BEFORE, ids=[c[0] for c in NAMED_BEFORE])
def test_full_control_of_what_is_not_said_is_of_the_place_named_before(
    language: str, text: str
) -> None:
    taken = {(c.actor, c.place) for c in read(language, "2022-05-20", text)
             if c.predicate == "captures"}  # fmt: skip
    assert taken == {(RUSSIA, "Mariupol")}


@pytest.mark.parametrize(
    "text",
    [
        "Mariupol has a new council. Russia has taken control of the grain trade.",
        "Many left Mariupol. Prices are out of control.",
        "Some left Mariupol. Tens of patients walked into the hospital.",
    ],
)
def test_control_of_something_else_is_of_no_place(text: str) -> None:
    assert read("en", "2022-05-20", text) == ()


def test_who_walks_into_a_town_with_full_control_ends_its_siege() -> None:
    claims = read(
        "en", "2016-08-27",
        "The last buses rolled out of Darayya and government soldiers walked into the ruined"
        " suburb, which they had besieged since November 2012. State news agency SANA said the"
        " army had established full control.", "syria",
    )  # fmt: skip
    said = {(c.predicate, c.actor, c.place) for c in claims}
    assert said == {(way, GOVERNMENT, "Daraya") for way in ("attacks", "besieges", "captures")}


FALLS = [
    ("en", "Since the fall of Sievierodonetsk the road has been empty, the Ukrainian army said."),
    ("de", "Seit dem Fall von Sjewjerodonezk ist die Straße leer, sagte das ukrainische Militär."),
    ("es", "Desde la caída de Severodonetsk la carretera está vacía, dijo el ejército ucraniano."),
    ("it", "Dalla caduta di Severodonetsk la strada è vuota, ha detto l'esercito ucraino."),
    ("pt", "Desde a queda de Severodonetsk a estrada está vazia, disse o exército ucraniano."),
    ("el", "Μετά την πτώση του Σεβεροντονέτσκ ο δρόμος είναι άδειος, είπε ο ουκρανικός στρατός."),
    ("ar", "منذ سقوط سيفيرودونيتسك والطريق خالية، بحسب الجيش الأوكراني."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FALLS, ids=[c[0] for c in FALLS])
def test_a_fall_is_the_loss_of_the_party_that_tells_of_it(language: str, text: str) -> None:
    assert {(c.predicate, c.actor) for c in read(language, "2022-06-26", text)} == {
        ("captures", RUSSIA)
    }


def test_a_party_that_tells_of_a_fall_at_home_took_nothing_and_an_announced_fall_is_its_own() -> (
    None
):
    told = read("fr", "2016-08-09", "Depuis la chute de Ramoussa, les prix montent, selon la"
                " télévision d'État.", "syria")  # fmt: skip
    assert GOVERNMENT not in {c.actor for c in told}
    own = read("fr", "2016-08-09", "Les rebelles ont annoncé la chute de Ramoussa.", "syria")
    assert {(c.predicate, c.actor) for c in own} == {("captures", "Syrian rebels")}


RELIEF = [
    ("en", "An alliance of Islamist factions launched an attack on army positions near Aleppo,"
     " hoping to punch a way through to the opposition districts, which have been under siege for"
     " two weeks. The Castello road stays shut, residents said."),
    ("fr", "Les rebelles veulent briser le siège des quartiers est d'Alep, encerclés depuis deux"
     " semaines. La route du Castello est coupée, selon des habitants."),
    ("ar", "شن جيش الفتح هجوماً لكسر الحصار عن الأحياء الشرقية من حلب المحاصرة منذ أسبوعين."),
    ("ru", "Повстанцы хотят прорвать блокаду восточного Алеппо. Восточный Алеппо в осаде с"
     " 17 июля."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), RELIEF, ids=[c[0] for c in RELIEF])
def test_who_wants_to_break_a_siege_lays_none_and_cuts_no_road(language: str, text: str) -> None:
    claims = read(language, "2016-08-01", text, "syria")
    shut = {c.actor for c in claims if c.predicate in ("besieges", "cuts_route")}
    assert shut
    assert shut <= {None, GOVERNMENT}


def test_who_attacks_a_besieged_town_still_besieges_it() -> None:
    claims = read("en", "2022-04-10", "Russian troops attacked Mariupol on Sunday. The city has"
                  " been besieged for five weeks.")  # fmt: skip
    assert {c.actor for c in claims if c.predicate == "besieges"} == {RUSSIA}


def test_who_holds_most_of_a_surrounded_town_is_not_therefore_the_one_shut_in() -> None:
    claims = read("ru", "2016-07-31", "Отряды «Демократических сил Сирии» контролируют около 70"
                  " процентов Манбиджа. Город окружён с 10 июня; боевики «Исламского государства»"
                  " удерживают центр.", "syria")  # fmt: skip
    (siege,) = [c for c in claims if c.predicate == "besieges"]
    assert (siege.actor, siege.since) == (None, "2016-06-10")
