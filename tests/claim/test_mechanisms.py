"""What the reader makes of one or two sentences: anaphora, gaps, descriptions, what goes unsaid."""

from __future__ import annotations

import pytest

from contested.claim.claim import PREDICATES
from contested.claim.extract import Reader
from contested.report.report import Report


def told(text: str, theatre: str, predicate: str) -> set[tuple[str | None, str | None]]:
    """Actor and place of each claim with a predicate."""
    report = Report(
        text=text, language="en", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = Reader(theatre).read(report).claims
    return {(c.actor, c.place) for c in claims if c.predicate == predicate}


PLACES = [
    ("Rebels hold Nubl and al-Zahraa. The army had both towns surrounded.", "besieges",
     {("Syrian government", "Nubl"), ("Syrian government", "al-Zahraa")}),
    ("The army entered Manbij, 80 km north-east of Aleppo. It has not taken the city.", "captures",
     {("Syrian government", "Manbij")}),
    ("In Manbij, the army, which has retaken half of it, regrouped.", "captures",
     {("Syrian government", "Manbij")}),
    ("Rebels besieged Nubl for years. Trucks came to Azaz. The siege was broken by the army.",
     "breaks_siege", {("Syrian government", "Nubl")}),
    ("Government forces took the last town in Idlib province, Saraqeb.", "captures",
     {("Syrian government", "Saraqeb")}),
    ("Azaz, a town of 30,000 people that fell to the rebels in May, was calm.", "captures",
     {("Syrian rebels", "Azaz")}),
    ("Rebels took the town of Foobaz in Idlib province.", "captures",
     {("Syrian rebels", "Foobaz")}),
    ("The army took several villages in Idlib province, among them Foobaz and Barqua.", "captures",
     {("Syrian government", p) for p in ("Idlib province", "Foobaz", "Barqua")}),
    ("Rebels took Azaz. They were driven out of the capital.", "withdraws",
     {("Syrian rebels", "Damascus")}),
    ("Azaz, meanwhile, has been cut off by the army.", "besieges",
     {("Syrian government", "Azaz")}),
    ("Rebels entered Manbij after the army pulled out without a fight.", "withdraws",
     {("Syrian government", "Manbij")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "wanted"), PLACES)
def test_a_description_means_the_place_that_the_text_is_about(
    text: str, predicate: str, wanted: set[tuple[str, str]]
) -> None:
    assert told(text, "syria", predicate) == wanted


ROLES = [
    ("Rebels took Manbij on Tuesday.", "captures", {("Syrian rebels", "Manbij")}),
    ("The army took the town of Manbij on 3 August, SOHR said.", "captures",
     {("Syrian government", "Manbij")}),
    ("Having lost Manbij, the army went to Azaz.", "withdraws", {("Syrian government", "Manbij")}),
    ("Manbij, which the army says it has captured, is quiet.", "captures",
     {("Syrian government", "Manbij")}),
    ("Manbij was handed over to the rebels.", "captures", {("Syrian rebels", "Manbij")}),
    ("The victory gives the army full control of Manbij.", "controls",
     {("Syrian government", "Manbij")}),
    ("Syrian soldiers and allied SDF fighters have captured Manbij.", "captures",
     {("Syrian government", "Manbij"), ("SDF", "Manbij")}),
    ("The army encircled rebels in Manbij.", "besieges", {("Syrian government", "Manbij")}),
    ('Rebels seized Azaz. "They do not hold Manbij," an army officer said.', "controls",
     {("Syrian rebels", "Manbij")}),
    ("Rebels took Manbij on Friday. The army admitted the loss of Manbij.", "withdraws",
     {("Syrian government", "Manbij")}),
    ("Rebels took Manbij. Azaz went the same way.", "captures",
     {("Syrian rebels", "Manbij"), ("Syrian rebels", "Azaz")}),
    ('Rebels hold Manbij. "Azaz is ours," an SDF spokesman said.', "controls",
     {("Syrian rebels", "Manbij"), ("SDF", "Azaz")}),
    ("The army left when the SDF, an ally of the United States, took Manbij.", "captures",
     {("SDF", "Manbij")}),
    ("The insurgents still rule over Manbij.", "controls", {("Syrian rebels", "Manbij")}),
    ("Rebels attacked, but no soldier was left in Manbij.", "withdraws",
     {("Syrian government", "Manbij")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "wanted"), ROLES)
def test_roles_are_filled_where_they_stand_outside_their_clause(
    text: str, predicate: str, wanted: set[tuple[str, str]]
) -> None:
    assert told(text, "syria", predicate) == wanted


def test_a_name_keeps_the_particles_between_its_words() -> None:
    assert told("Rwandan troops have recaptured Mocimboa da Praia.", "mozambique", "captures") == {
        ("Rwanda", "Mocimboa da Praia")
    }


NOTHING = [
    ("The army hit civilians as they were leaving Manbij.", "withdraws"),
    ("The army took the hill formerly held by the rebels in Azaz.", "controls"),
    ("A US-backed alliance entered Manbij. The SDF was there.", "supports"),
    ("Tags Aleppo Syria Russia Airstrikes on Azaz by Russia", "attacks"),
    ("Russian jets bombed rebels in Syria.", "attacks"),
]


@pytest.mark.parametrize(("text", "predicate"), NOTHING)
def test_what_nobody_is_said_to_do_is_no_claim(text: str, predicate: str) -> None:
    assert told(text, "syria", predicate) == set()


def test_a_title_that_the_body_repeats_tells_nothing_new() -> None:
    title = "Army storms rebel positions in Azaz"
    report = Report(
        text=f"{title}\n\nThu Aug 4 2016 {title}. It rained in Aleppo.", title=title, language="en",
        published_at="2016-08-06", published_basis="given", source="test",
    )  # fmt: skip
    assert not Reader("syria").read(report).claims


def test_shells_fired_on_a_quarter_in_a_city_hit_the_quarter() -> None:
    text = "Shells fired by rebels on the Salah al-Din neighborhood in Aleppo killed two."
    assert {place for _, place in told(text, "syria", "attacks")} == {"Salaheddine"}


SPEAKERS = [
    ("SANA, citing a military source, reported that the army had taken Azaz.", "military source"),
    ("Residents counted ten Russian air raids on Azaz.", "residents"),
    ("The governor pledged that the army would retake Azaz.", "Syrian government"),
    ("Rebels took Azaz, three residents of the town told Reuters by phone.", "residents"),
    ("Residents said the army, which lost Azaz in May, retook the town.", "residents"),
    ('"Rebels took Azaz," Omar Homs, an activist there, wrote at 6 a.m. on Telegram.', "activists"),
    ("The SDF took Manbij at noon and said that it held Azaz too.", "SDF"),
    ("According to the Observatory, a monitor based in Britain, rebels took Azaz.", "SOHR"),
    ("The SDF issued a statement claiming it had taken Azaz.", "SDF"),
    ("A statement by the SDF said its fighters took Azaz.", "SDF"),
    ("Rebels took Azaz, a colonel of the 27th Division told Reuters.", "Syrian government"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), SPEAKERS)
def test_whoever_says_so_is_the_speaker(text: str, speaker: str) -> None:
    report = Report(
        text=text, language="en", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = [c for c in Reader("syria").read(report).claims if c.place == "Azaz"]
    assert claims
    assert {c.speaker for c in claims if c.predicate != "withdraws"} == {speaker}


def test_what_analysts_believe_of_one_thing_is_not_what_is_told_of_another() -> None:
    report = Report(
        text="The army took Azaz; Manbij, analysts believe, may be captured by the SDF.",
        language="en", published_at="2016-08-06", published_basis="given", source="test",
    )  # fmt: skip
    told_by = {c.place: c.speaker for c in Reader("syria").read(report).claims}
    assert told_by == {"Azaz": "outlet", "Manbij": "analysts"}


NUMERALS = [
    ("Sept soldats syriens ont pris Manbij.", "2016-08-06"),
    ("L'armée a pris Manbij il y a sept mois.", "2016-01"),
    ("L'armée a pris Manbij le 12 sept. 2015.", "2015-09-12"),
]


@pytest.mark.parametrize(("text", "on"), NUMERALS)
def test_a_numeral_like_a_month_cut_short_is_a_month_beside_a_day_or_year(
    text: str, on: str
) -> None:
    report = Report(
        text=text, language="fr", published_at="2016-08-06", published_basis="given", source="test"
    )
    assert {c.on for c in Reader("syria").read(report).claims} == {on}


SHARES = [
    ("The SDF controlled about 90 percent of Manbij.", "en", "most"),
    ("The SDF hold a third of Manbij.", "en", "part"),
    ("SDG, Münbiç'in yaklaşık yüzde 90'ını kontrol ediyor.", "tr", "most"),
    ("SDG, Münbiç'in %30'unu kontrol ediyor.", "tr", "part"),
    ("Les FDS contrôlent environ 90 % de Manbij.", "fr", "most"),
    ("Las FDS controlan el 40 por ciento de Manbij.", "es", "part"),
    ("Οι SDF ελέγχουν περίπου το 90% της Μανμπίτζ.", "el", "most"),
    ("СДС контролируют около 90 процентов Манбиджа.", "ru", "most"),
]


@pytest.mark.parametrize(("text", "language", "extent"), SHARES)
def test_a_share_says_how_much_of_a_place_is_meant(text: str, language: str, extent: str) -> None:
    report = Report(
        text=text, language=language, published_at="2016-08-06", published_basis="given",
        source="test",
    )  # fmt: skip
    claims = Reader("syria").read(report).claims
    assert [(c.actor, c.place, c.extent) for c in claims] == [("SDF", "Manbij", extent)]


UNSAID = [
    ("The Kremlin declined to confirm the capture of Soledar.", "en"),
    ("Le Kremlin a refusé de confirmer la prise de Soledar.", "fr"),
    ("Το Κρεμλίνο απέφυγε να επιβεβαιώσει την κατάληψη του Σολεντάρ.", "el"),
]


@pytest.mark.parametrize(("text", "language"), UNSAID)
def test_who_will_not_confirm_neither_tells_nor_denies(text: str, language: str) -> None:
    report = Report(text=text, language=language, published_at="2023-01-13", source="test")
    assert not Reader("ukraine").read(report).claims


def test_what_is_in_danger_of_happening_has_not_happened() -> None:
    for text, wanted in (
        ("Bakhmut is in danger of being encircled by Russian forces.", "possible"),
        ("Bakhmut was not in danger of being encircled by Russian forces.", "negated"),
    ):
        report = Report(text=text, language="en", published_at="2023-01-13", source="test")
        assert {c.factuality for c in Reader("ukraine").read(report).claims} == {wanted}


GOVERNORS = [
    ("The governor of Luhansk said Russian forces had surrounded the city.", "en"),
    ("Luhansk governor Serhiy Haidai said Russian forces had surrounded the city.", "en"),
    ("Donetsk valisi Kyrylenko'ya göre kent Rus güçlerince kuşatıldı.", "tr"),
    ("Der Gouverneur von Luhansk sagte, russische Truppen hätten die Stadt eingenommen.", "de"),
    ("Le gouverneur de Louhansk a déclaré que les forces russes avaient pris la ville.", "fr"),
    ("Губернатор Луганска заявил, что российские войска взяли город.", "ru"),
]


@pytest.mark.parametrize(("text", "language"), GOVERNORS)
def test_the_city_that_a_governor_speaks_of_is_not_the_one_his_province_is_called_after(
    text: str, language: str
) -> None:
    report = Report(text=text, language=language, published_at="2022-06-10", source="test")
    places = {c.place for c in Reader("ukraine").read(report).claims}
    assert not places & {"Luhansk", "Donetsk"}
    mayor = Report(
        text="The mayor of Melitopol said Russian forces had captured the city.", language="en",
        published_at="2022-06-10", source="test",
    )  # fmt: skip
    assert {c.place for c in Reader("ukraine").read(mayor).claims} == {"Melitopol"}


HELD_BY_ITSELF = [
    ("Wagner says it controls Soledar. Ukraine's army said the town was still held.", "en"),
    ("Wagner kontrolliert nach eigenen Angaben ganz Soledar. Der ukrainische Generalstab erklärte, "
     "die Stadt werde weiter gehalten.", "de"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "language"), HELD_BY_ITSELF)
def test_a_party_that_says_a_place_is_held_means_by_itself(text: str, language: str) -> None:
    report = Report(text=text, language=language, published_at="2023-01-13", source="test")
    claims = Reader("ukraine").read(report).claims
    assert {(c.actor, c.speaker) for c in claims if c.predicate == "controls"} == {
        ("Wagner Group", "Wagner Group"), ("Ukraine", "Ukraine"),
    }  # fmt: skip


HEDGED = [
    ("Russian forces probably control Soledar.", "en", "possible"),
    ("Russian forces are probably in control of Soledar.", "en", "possible"),
    ("Soledar is likely in the hands of Russian forces.", "en", "possible"),
    ("Les forces russes contrôlent probablement Soledar.", "fr", "possible"),
    ("Российские войска, вероятно, контролируют Соледар.", "ru", "possible"),
    ("Russische Truppen kontrollieren vermutlich Soledar.", "de", "possible"),
    ("Le forze russe controllano probabilmente Soledar.", "it", "possible"),
    ("Las fuerzas rusas probablemente controlan Soledar.", "es", "possible"),
    ("Οι ρωσικές δυνάμεις πιθανώς ελέγχουν το Σολεντάρ.", "el", "possible"),
]


@pytest.mark.parametrize(("text", "language", "factuality"), HEDGED)
def test_a_word_beside_the_verb_says_that_it_is_only_maybe_so(
    text: str, language: str, factuality: str
) -> None:
    report = Report(text=text, language=language, published_at="2023-01-13", source="test")
    (found,) = Reader("ukraine").read(report).claims
    assert (found.predicate, found.place, found.factuality) == ("controls", "Soledar", factuality)


def test_a_ministry_is_of_the_country_that_stands_inside_its_name() -> None:
    text = "Le ministère russe de la Défense a annoncé que ses troupes ont pris Soledar."
    report = Report(text=text, language="fr", published_at="2023-01-13", source="test")
    claims = Reader("ukraine").read(report).claims
    assert {(c.actor, c.place, c.speaker) for c in claims} == {("Russia", "Soledar", "Russia")}


NO_LONGER = [
    ("Eastern Aleppo is no longer besieged by the government.", "en"),
    ("The government is no longer besieging eastern Aleppo.", "en"),
    ("Правительственные войска больше не осаждают восточный Алеппо.", "ru"),
    ("Aleppo Est non è più assediata dal governo siriano.", "it"),
    ("Alepo oriental ya no está sitiada por el gobierno sirio.", "es"),
    ("لم تعد حلب الشرقية محاصرة من قبل قوات النظام.", "ar"),
    ("Doğu Halep artık hükümet güçlerinin kuşatması altında değil.", "tr"),
]


@pytest.mark.parametrize(("text", "language"), NO_LONGER)
def test_what_is_no_longer_so_is_denied(text: str, language: str) -> None:
    report = Report(text=text, language=language, published_at="2016-08-30", source="test")
    claims = Reader("syria").read(report).claims
    assert [(c.predicate, c.factuality) for c in claims] == [("besieges", "negated")]


def test_a_first_paragraph_that_ends_in_a_full_stop_is_no_headline() -> None:
    lead = "Rebels captured Ramouseh on Saturday, the Syrian Observatory for Human Rights said."
    body = "\n\nThe army attacked Khan Tuman."
    report = Report(text=lead + body, language="en", published_at="2016-08-06", source="test")
    told = {(c.predicate, c.place) for c in Reader("syria").read(report).claims}
    assert ("captures", "Ramouseh") in told


def test_who_leads_a_force_in_a_headline_within_the_text_holds_nothing_by_it() -> None:
    text = "Assault on Manbij Kurdish-led forces are continuing their assault on the town."
    report = Report(text=text, language="en", published_at="2016-08-06", source="test")
    claims = Reader("syria").read(report).claims
    assert {c.predicate for c in claims} <= set(PREDICATES)
