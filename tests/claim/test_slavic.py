"""Russian and Ukrainian sentences: names in quotation marks, denials, the other side, mayors."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Told = set[tuple[str, str | None, str | None, str, str]]


def told(language: str, text: str) -> Told:
    """Predicate, actor, place, speaker and factuality of each claim."""
    report = Report(
        text=text, language=language, published_at="2023-03-01", published_basis="given"
    )
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in Reader("ukraine").read(report).claims
    }


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "Основатель ЧВК «Вагнер» Евгений Пригожин объявил, что город Бахмут взят полностью.",
         {("captures", "Wagner Group", "Bakhmut", "Wagner Group", "actual")}),
        ("ru", "Представитель группировки «Юг» сообщил, что Соледар взят.",
         {("captures", "Russia", "Soledar", "Russia", "actual")}),
        ("uk", "Речник угруповання «Дніпро» сказав, що росіяни захопили Запорізьке.",
         {("captures", "Russia", "Zaporizke", "Ukraine", "actual")}),
    ],
)  # fmt: skip
def test_a_name_partly_in_quotation_marks_is_one_name(
    language: str, text: str, wanted: Told
) -> None:
    assert told(language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text", "predicate"),
    [
        ("ru", "Киев опроверг захват Бахмута.", "captures"),
        ("ru", "Представитель украинской армии опроверг окружение Бахмута.", "besieges"),
        ("uk", "Генштаб спростував захоплення Бахмута.", "captures"),
        ("en", "Ukraine's army denied the capture of Bakhmut.", "captures"),
    ],
)
def test_what_a_party_denies_is_its_opponents_doing(
    language: str, text: str, predicate: str
) -> None:
    assert told(language, text) == {(predicate, "Russia", "Bakhmut", "Ukraine", "negated")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Ukraine holds Bucha. The mayor of Chernihiv said Russian troops had left the city.",
        ),
        ("ru", "Украина удерживает Бучу. Мэр Чернигова сообщил, что россияне отступили из города."),
        ("uk", "Україна утримує Бучу. Мер Чернігова розповів, що росіяни відійшли від міста."),
    ],
)
def test_the_city_of_a_mayor_is_the_one_he_is_mayor_of(language: str, text: str) -> None:
    assert ("withdraws", "Russia", "Chernihiv", "Ukraine", "actual") in told(language, text)


def test_the_enemy_in_a_war_of_two_is_the_other_side() -> None:
    assert told("uk", "Ворог залишив Великий Бурлук.") == {
        ("withdraws", "Russia", "Velykyi Burluk", "outlet", "actual")
    }


def test_a_town_named_behind_its_kind_has_the_case_of_the_kind() -> None:
    assert told("ru", "Министерство обороны России подтвердило взятие города Бахмут.") == {
        ("captures", "Russia", "Bakhmut", "Russia", "actual")
    }
    text = "Российская армия снабжает войска в Изюме через Купянск."
    assert {claim[0] for claim in told("ru", text)} == {"supply_route"}


def test_fighters_are_met_in_every_case_of_a_changing_stem() -> None:
    for text in (
        "Українські бійці взяли Бахмут.",
        "Бахмут захоплений українськими бійцями.",
        "Бахмут під контролем українських бійців.",
    ):
        report = Report(text=text, language="uk", published_at="2023-02-09", source="test")
        actors = {claim.actor for claim in Reader(None).read(report).claims}
        assert actors == {"Ukraine"}, text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Клещеевка взята, написал Пригожин. В Генштабе ВСУ это назвали ложью."),
        ("uk", "Кліщіївку взято, написав Пригожин. Генштаб ЗСУ цей допис назвав вигадкою."),
        ("uk", "Кліщіївку взято, написав Пригожин. Неправдою в Києві вважають ці слова."),
    ],
)
def test_what_is_called_a_falsehood_is_denied(language: str, text: str) -> None:
    assert told(language, text) == {
        ("captures", "Wagner Group", "Klishchiivka", "Wagner Group", "actual"),
        ("captures", "Wagner Group", "Klishchiivka", "Ukraine", "negated"),
    }


def test_what_is_called_something_else_is_not_denied() -> None:
    text = "Кліщіївку взято, написав Пригожин. Генштаб ЗСУ цей допис назвав важливим."
    assert told("uk", text) == {
        ("captures", "Wagner Group", "Klishchiivka", "Wagner Group", "actual")
    }


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("ru", "Украинские военные под Соледаром взяты в кольцо, утверждает Пригожин.",
         "Soledar"),
        ("ru", "В центре Соледара украинские военные попали в «котёл», сказал Пригожин.",
         "center of Soledar"),
        ("uk", "Українські бійці під Соледаром узяті в кільце, стверджує Пригожин.",
         "Soledar"),
    ],
)  # fmt: skip
def test_who_tells_that_the_other_side_is_surrounded_surrounds_it(
    language: str, text: str, place: str
) -> None:
    assert told(language, text) == {("besieges", "Wagner Group", place, "Wagner Group", "actual")}


def test_who_says_that_its_own_people_are_surrounded_does_not_surround_them() -> None:
    text = "Наші бійці під Соледаром потрапили в оточення, визнав речник ЗСУ."
    assert all(actor != "Ukraine" for _, actor, _, _, _ in told("uk", text))


def test_a_garrison_has_the_town_behind_it_in_the_genitive() -> None:
    report = Report(
        text="Гарнизон Бабанусы попал в окружение.", language="ru", published_at="2025-03-01"
    )
    assert [c.place for c in Reader("sudan").read(report).claims] == ["Babanusa"]


def test_kyiv_is_met_in_every_case() -> None:
    assert told("uk", "У Києві кажуть, що армія взяла Лиман.") == {
        ("captures", "Ukraine", "Lyman", "Ukraine", "actual")
    }


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "Центр Бахмута вже за росіянами, розповів командир ЗСУ."),
        ("ru", "Центр Бахмута уже за россиянами, рассказал командир ВСУ."),
    ],
)
def test_a_place_told_to_be_behind_a_party_is_held_by_it(language: str, text: str) -> None:
    assert told(language, text) == {
        ("controls", "Russia", "Bakhmut city centre", "Ukraine", "actual")
    }


def test_a_place_behind_a_thing_is_nobodys() -> None:
    assert told("uk", "Бахмут за тридцять кілометрів, дорога за річкою.") == set()


def test_what_it_is_too_early_to_speak_of_is_denied() -> None:
    assert told("uk", "Казати про взяття Покровська зарано, запевнив речник ЗСУ.") == {
        ("captures", "Russia", "Pokrovsk", "Ukraine", "negated")
    }
    assert told("ru", "Рано утром армия взяла Счастье, просят говорить в Киеве.") != set()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("uk", "В окупованому Мелітополі пролунав вибух."),
        ("ru", "В оккупированном Мелитополе прогремел взрыв."),
        ("de", "In der besetzten Stadt Melitopol gab es eine Explosion."),
        ("en", "There was an explosion in occupied Melitopol."),
    ],
)
def test_what_is_occupied_is_held_by_the_occupier_of_the_war(language: str, text: str) -> None:
    assert told(language, text) == {("controls", "Russia", "Melitopol", "outlet", "actual")}


def test_occupied_land_without_a_name_is_no_place() -> None:
    assert told("en", "There was an explosion in the occupied territories.") == set()


def test_an_object_before_its_verb_is_what_is_denied() -> None:
    report = Report(
        text="Повстанці захопили Лашо. Хунта втрату міста заперечує.",
        language="uk", published_at="2024-08-08",
    )  # fmt: skip
    claims = Reader("myanmar").read(report).claims
    assert [(c.predicate, c.place, c.factuality) for c in claims][1:] == [
        ("withdraws", "Lashio", "negated")
    ]


def test_the_word_for_a_people_only_describes_the_group_behind_it() -> None:
    report = Report(
        text="Ракку контролювали курдські Сирійські демократичні сили. "
        "З Дейр-Гафера, що на схід від Алеппо, вони відійшли.",
        language="uk", published_at="2019-01-18",
    )  # fmt: skip
    claims = Reader("syria").read(report).claims
    assert [(c.predicate, c.actor, c.place) for c in claims] == [
        ("controls", "SDF", "Raqqa"), ("withdraws", "SDF", "Deir Hafer"),
    ]  # fmt: skip


def test_a_small_article_belongs_to_a_name_and_a_pronoun_can_be_to_whom_a_place_falls() -> None:
    report = Report(
        text="Саракиб заняли отряды оппозиции. Затем им достался аль-Найраб: "
        "сирийская армия отступила оттуда.",
        language="ru", published_at="2020-02-27",
    )  # fmt: skip
    claims = Reader("syria").read(report).claims
    assert [(c.predicate, c.actor) for c in claims] == [
        ("captures", "Syrian rebels"), ("captures", "Syrian rebels"),
        ("withdraws", "Syrian government"),
    ]  # fmt: skip
    assert claims[1].place == claims[2].place != claims[0].place


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("ru", "Российские войска захватили юг Бахмута.", "southern Bakhmut"),
        ("ru", "Российские войска контролируют север Соледара.", "northern Soledar"),
        ("ru", "Российские войска захватили село севернее Бахмута.", "north of Bakhmut"),
        ("uk", "Російські війська захопили південь Бахмута.", "southern Bakhmut"),
    ],
)
def test_a_bare_compass_noun_is_a_part_and_its_adverb_says_beside(
    language: str, text: str, place: str
) -> None:
    assert {(a, p) for _, a, p, _, _ in told(language, text)} == {("Russia", place)}
