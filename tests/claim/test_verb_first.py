"""Sentences with the verb first: descriptions, names with articles, who is under whose control."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Said = set[tuple[str | None, str | None, str]]


def told(text: str, predicate: str, factuality: str = "actual") -> Said:
    """Actor, place and speaker of each claim with a predicate."""
    report = Report(
        text=text, language="ar", published_at="2016-08-06", published_basis="given", source="test"
    )
    claims = Reader("syria").read(report).claims
    return {
        (c.actor, c.place, c.speaker)
        for c in claims
        if c.predicate == predicate and c.factuality == factuality
    }


HELD = [
    ("قصف الطيران الروسي حي الراموسة الخاضع للمعارضة.", "controls", "Syrian rebels", "Ramouseh"),
    ("دخل الجيش مدينة منبج الخاضعة لسيطرة تنظيم الدولة الإسلامية.", "controls", "Islamic State",
     "Manbij"),
    ("الرقة، معقل تنظيم الدولة الإسلامية في سوريا، تتعرض لغارات.", "controls", "Islamic State",
     "Raqqa"),
    ("لم تعد منبج تحت سيطرة تنظيم الدولة الإسلامية.", "withdraws", "Islamic State", "Manbij"),
    ("لم يعد تنظيم الدولة الإسلامية يسيطر على منبج.", "withdraws", "Islamic State", "Manbij"),
    ("خرجت منبج عن سيطرة تنظيم الدولة الإسلامية.", "withdraws", "Islamic State", "Manbij"),
    ("سيطرت قوات سوريا الديمقراطية، المدعومة من واشنطن، على منبج.", "captures", "SDF", "Manbij"),
    ("سيطرت قوات سوريا الديمقراطية على الرقة، عاصمة محافظة الرقة.", "captures", "SDF", "Raqqa"),
    ("تعرض حي الراموسة لقصف روسي.", "attacks", "Russia", "Ramouseh"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "actor", "place"), HELD)
def test_a_description_or_a_denial_says_who_holds_what(
    text: str, predicate: str, actor: str, place: str
) -> None:
    assert told(text, predicate) == {(actor, place, "outlet")}


SPOKEN = [
    ("أعلن الجيش السوري استعادة السيطرة على حي الراموسة.", "captures", "actual",
     {("Syrian government", "Ramouseh", "Syrian government")}),
    ("نفى الجيش السوري سيطرة المعارضة على حي الراموسة.", "captures", "negated",
     {("Syrian rebels", "Ramouseh", "Syrian government")}),
    ("حذرت روسيا من سقوط حلب في يد المعارضة.", "captures", "possible",
     {("Syrian rebels", "Aleppo", "Russia")}),
    ("بحسب المرصد السوري لحقوق الإنسان، سيطر مقاتلو المعارضة على حي الراموسة.", "captures",
     "actual", {("Syrian rebels", "Ramouseh", "SOHR")}),
    ("ونقلت وكالة سانا عن مصدر عسكري أن وحدات الجيش استعادت خان طومان.", "captures", "actual",
     {("Syrian government", "Khan Tuman", "military source")}),
    ("أكد الجيش السوري أن حي الراموسة تحرر بالكامل.", "captures", "actual",
     {(None, "Ramouseh", "Syrian government")}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "factuality", "wanted"), SPOKEN)
def test_a_noun_of_taking_has_its_taker_and_its_speaker(
    text: str, predicate: str, factuality: str, wanted: Said
) -> None:
    assert told(text, predicate, factuality) == wanted


def test_what_may_come_to_be_held_may_be_taken() -> None:
    assert told("قد تسيطر المعارضة على حي الراموسة خلال أيام.", "captures", "possible") == {
        ("Syrian rebels", "Ramouseh", "outlet")
    }


ASIDE = [
    ("نفى الجيش سقوط منبج، مؤكدا أن جنوده ما زالوا يسيطرون على خان طومان.", "controls",
     ("Syrian government", "Khan Tuman", "Syrian government", "actual")),
    ("أفاد شهود عيان بأن جيش الفتح يحاصر منبج وأنه استولى على خان طومان.", "captures",
     ("Jaish al-Fatah", "Khan Tuman", "witnesses", "actual")),
    ("أعلنت قوات سوريا الديمقراطية استكمال تحرير منبج من تنظيم الدولة الإسلامية.", "captures",
     ("SDF", "Manbij", "SDF", "actual")),
    ("قال المرصد إن المسلحين طردوا من خان طومان.", "withdraws",
     ("Syrian rebels", "Khan Tuman", "SOHR", "actual")),
    ("سيطر الجيش السوري على الرقة عاصمة محافظة الرقة.", "captures",
     ("Syrian government", "Raqqa", "outlet", "actual")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "predicate", "wanted"), ASIDE)
def test_asides_of_speech_second_reports_and_descriptions_keep_who_and_where(
    text: str, predicate: str, wanted: tuple[str, str, str, str]
) -> None:
    assert wanted[:3] in told(text, predicate, wanted[3])


BECOME = [
    ("قطعت قوات النظام طريق الكاستيلو لتصبح أحياء حلب الشرقية محاصرة كليا.", "eastern Aleppo"),
    ("قطعت قوات النظام طريق الكاستيلو وباتت أحياء حلب الشرقية محاصرة بالكامل.", "eastern Aleppo"),
    ("هاجمت قوات النظام الراموسة، وأصبح الحي مطوقا من كل الجهات.", "Ramouseh"),
    ("أصبحت الراموسة محاصرة من قبل قوات النظام.", "Ramouseh"),
]


@pytest.mark.parametrize(("text", "place"), BECOME)
def test_what_a_place_has_become_is_told_by_the_participle(text: str, place: str) -> None:
    assert ("Syrian government", place, "outlet") in told(text, "besieges")


@pytest.mark.parametrize(
    "text",
    [
        "أصبحت الراموسة مدينة كبيرة بعد معارك قوات النظام.",
        "باتت الأسعار في الراموسة محررة بعد قرار قوات النظام.",
    ],
)
def test_what_becomes_something_else_is_not_besieged(text: str) -> None:
    assert not told(text, "besieges")


def test_a_country_is_told_from_its_adjective_by_the_article() -> None:
    report = Report("انسحب الجيش المالي من شمال مالي.", language="ar", published_at="2023-11-15")
    claims = Reader(None).read(report).claims
    assert [(c.predicate, c.actor, c.place) for c in claims] == [
        ("withdraws", "Mali", "northern Mali")
    ]


def test_a_verb_with_the_sign_of_the_passive_has_no_doer_behind_it() -> None:
    assert told("هاجمت قوات النظام الراموسة. وضُرب الحصار على الحي.", "besieges") == {
        ("Syrian government", "Ramouseh", "outlet")
    }


def test_both_of_two_towns_are_taken() -> None:
    text = "انتزعت قوات النظام كلا من الراموسة وخان طومان من المعارضة."
    assert told(text, "captures") == {
        ("Syrian government", "Ramouseh", "outlet"), ("Syrian government", "Khan Tuman", "outlet"),
    }  # fmt: skip


@pytest.mark.parametrize("language", ["ar", "en", "tr"])
def test_who_loses_his_stronghold_holds_it_no_more(language: str) -> None:
    text = {
        "ar": "خسرت قوات حفتر معاقلها في غرب ليبيا.",
        "en": "Haftar's forces lost their last stronghold, Tarhuna.",
        "tr": "Hafter güçleri Libya'nın batısındaki son kaleleri Terhune'yi kaybetti.",
    }[language]
    report = Report(text, language=language, published_at="2020-06-05")
    assert {(c.predicate, c.actor) for c in Reader(None).read(report).claims} == {
        ("withdraws", "LNA")
    }


@pytest.mark.parametrize(
    "text",
    [
        "أُجبر مسلحو المعارضة على التراجع من الراموسة.",
        "أُرغم مسلحو المعارضة على الانكفاء من الراموسة تحت القصف.",
        "أجبر الجيش مسلحي المعارضة على الانسحاب من الراموسة.",
    ],
)
def test_who_is_forced_to_retreat_withdraws(text: str) -> None:
    assert told(text, "withdraws") == {("Syrian rebels", "Ramouseh", "outlet")}


def test_a_dateline_is_no_place_told_of() -> None:
    text = (
        "تركيا تتقدم\n\nالقامشلي (سوريا) - هاجمت تركيا تل أبيض. وسيطرت القوات التركية على 11 قرية."
    )
    assert told(text, "captures") == {("Turkey", "Tal Abyad", "outlet")}


def test_many_people_of_a_country_are_no_party() -> None:
    assert not told("فر أكثر من 5.5 ملايين سوري من البلاد.", "withdraws")
    assert not told("تقدر الأمم المتحدة أن خمسة ملايين سوري فروا من حلب.", "withdraws")


def test_an_article_written_into_its_preposition_is_no_part_of_a_name() -> None:
    text = "قصف الطيران الروسي الراموسة. والراموسة معقل للجيش السوري."
    assert told(text, "controls") == {("Syrian government", "Ramouseh", "outlet")}
    assert told("سلمت المعارضة الراموسة للجيش السوري.", "captures") == {
        ("Syrian government", "Ramouseh", "outlet")
    }


def test_what_goes_on_in_a_relative_clause_has_its_own_doer() -> None:
    text = "سيطرت قوات النظام على الراموسة التي ظل مسلحو المعارضة يتحصنون فيها شهورا."
    assert told(text, "controls") == {("Syrian rebels", "Ramouseh", "outlet")}
    text = "فقدت المعارضة السيطرة على الراموسة التي أصبحت في قبضة قوات النظام."
    assert told(text, "controls") == {("Syrian government", "Ramouseh", "outlet")}


def test_after_is_no_adverb_before_a_noun() -> None:
    text = "بعد انسحاب المعارضة، استولت قوات النظام على الراموسة."
    assert told(text, "captures") == {("Syrian government", "Ramouseh", "outlet")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "بات الطريق بين ود مدني والخرطوم مقطوعا بعد تقدم الدعم السريع."),
        ("en", "The road between Wad Madani and Khartoum was cut after an advance by the RSF."),
        ("tr", "Vad Medeni ile Hartum arasındaki yol HDK'nin ilerleyişi üzerine kesildi."),
    ],
)
def test_a_road_is_cut_by_whose_advance_it_comes_after(language: str, text: str) -> None:
    report = Report(text, language=language, published_at="2023-12-18")
    claims = Reader(None).read(report).claims
    assert ("cuts_route", "RSF", "Wad Madani-Khartoum road") in {
        (c.predicate, c.actor, c.place) for c in claims
    }


def test_a_capital_that_speaks_is_its_state() -> None:
    report = Report("أكدت كييف أن قواتها استعادت باخموت.", language="ar", published_at="2023-05-21")
    claims = Reader("ukraine").read(report).claims
    assert [(c.predicate, c.actor, c.place, c.speaker) for c in claims] == [
        ("captures", "Ukraine", "Bakhmut", "Ukraine")
    ]
