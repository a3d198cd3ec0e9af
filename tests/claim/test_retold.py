"""Reports that retell others: clefts, who is named behind a quotation, who told it all."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report

Said = tuple[str, str | None, str | None, str, str]


def told(language: str, text: str) -> set[Said]:
    """Predicate, actor, place, speaker and factuality of each claim about who holds or takes."""
    report = Report(text=text, language=language, published_at="2022-06-13", source="test")
    return {
        (c.predicate, c.actor, c.place, c.speaker, c.factuality)
        for c in Reader(None).read(report).claims
        if c.predicate not in ("attacks", "supports")
    }


TOLD = [
    (  # a cleft: what is said stands in the relative clause, even of what came before
        "en", "The Congolese army said it was Rwandan soldiers who had occupied Bunagana.",
        {("captures", "Rwanda", "Bunagana", "DR Congo", "actual")},
    ),
    (
        "en", "The Congolese army denied that it was Rwandan soldiers who took Rutshuru.",
        {("captures", "Rwanda", "Rutshuru", "DR Congo", "negated")},
    ),
    (  # who told it all begins a list of his own behind the comma
        "en", "Bunagana in Congo has fallen to the M23, the rebel group and two activists said.",
        {("captures", "M23", "Bunagana", "M23", "actual"),
         ("captures", "M23", "Bunagana", "activists", "actual")},
    ),
    (
        "en", "In Sudan, Singa has been captured by the RSF, the paramilitary force and residents"
        " said.",
        {("captures", "RSF", "Singa", "RSF", "actual"),
         ("captures", "RSF", "Singa", "residents", "actual")},
    ),
    (  # a name like a place's, but of a person whom the words behind it describe
        "en", "The Syrian Observatory said Saraqeb fell to the rebels.\n\n\"It is in the hands of"
        " the opposition,\" said Taher al-Omar, an activist inside Saraqeb.",
        {("captures", "Syrian rebels", "Saraqeb", "SOHR", "actual"),
         ("controls", "Syrian rebels", "Saraqeb", "activists", "actual")},
    ),
    (  # a place that only the next sentence names
        "en", "In Sudan the RSF have seized a strategic town in the southeast of the country,"
        " witnesses said.\n\nThe fall of Singa, the capital of Sennar state, cut off the army.",
        {("captures", "RSF", "Singa", "witnesses", "actual"),
         ("captures", "RSF", "Singa", "outlet", "actual")},
    ),
    (  # whose "its" is: of the place that is taken
        "en", "In Sudan, the RSF took Singa in June. Its recapture by the army was announced.",
        {("captures", "RSF", "Singa", "outlet", "actual"),
         ("captures", "Sudanese army", "Singa", "outlet", "actual")},
    ),
    (  # a gerund right behind the verb is what is said
        "en", "In Somalia, al-Shabaab denied losing Kismayo.",
        {("withdraws", "al-Shabaab", "Kismayo", "al-Shabaab", "negated")},
    ),
    (
        "en", "In Sudan, the RSF said the airport of Khartoum remained firmly in its grasp.",
        {("controls", "RSF", "Khartoum airport", "RSF", "actual")},
    ),
    (  # some of the parts of a place
        "en", "In Syria, the rebels hold nine of Daraa's eleven districts.",
        {("controls", "Syrian rebels", "Daraa", "outlet", "actual")},
    ),
    (  # whose account a relative clause is says nothing of the rest of the sentence
        "en", "Rebels took Saraqeb in Syria. Its loss was a blow to the army, which, according to"
        " state media, holds Maarat al-Numan.",
        {("captures", "Syrian rebels", "Saraqeb", "outlet", "actual"),
         ("withdraws", "Syrian government", "Saraqeb", "outlet", "actual"),
         ("controls", "Syrian government", "Maarat al-Numan", "Syrian state media", "actual")},
    ),
    (  # what has become of a place, as a mere circumstance
        "en", "With Wad Madani lost, Sudan's army has retreated to Sennar.",
        {("withdraws", "Sudanese army", "Wad Madani", "outlet", "actual")},
    ),
    (
        "en", "In Sudan the RSF shelled Nyala for weeks. With Nyala gone, the army has lost its"
        " last foothold in Darfur.",
        {("withdraws", "Sudanese army", "Nyala", "outlet", "actual"),
         ("withdraws", "Sudanese army", "Darfur", "outlet", "actual")},
    ),
    (  # who fears a siege is who would be besieged
        "en", "Ukraine's troops in Bakhmut are at risk of encirclement, Zelensky said.",
        {("besieges", "Russia", "Bakhmut", "Ukraine", "possible")},
    ),
    (
        "en", "Russia attacked Bakhmut. Kyiv said its men in Sievierodonetsk could be encircled.",
        {("besieges", "Russia", "Sievierodonetsk", "Ukraine", "possible")},
    ),
    (  # people are besieged where they live
        "en", "Residents of Madaya were besieged by the Syrian army.",
        {("besieges", "Syrian government", "Madaya", "outlet", "actual")},
    ),
    (
        "en", "Syrian aid workers reached Fuah and Kafraya, which are surrounded by rebels.",
        {("besieges", "Syrian rebels", "Fuah", "outlet", "actual"),
         ("besieges", "Syrian rebels", "Kafraya", "outlet", "actual")},
    ),
    (  # a reporter speaks for the paper, not for where he sits
        "en", "In Sudan the RSF has taken Babanusa, Al Jazeera's Khartoum correspondent reported.",
        {("captures", "RSF", "Babanusa", "Al Jazeera", "actual")},
    ),
    (  # what an offensive is for has not come about
        "en", "Syrian rebels hold Saraqeb. The army began a counterattack to win the town back.",
        {("controls", "Syrian rebels", "Saraqeb", "outlet", "actual"),
         ("captures", "Syrian government", "Saraqeb", "outlet", "intended")},
    ),
    (  # who enters what the other side has left has it
        "en", "In Sudan, the RSF swept into Wad Madani after the army pulled out.",
        {("withdraws", "Sudanese army", "Wad Madani", "outlet", "actual"),
         ("captures", "RSF", "Wad Madani", "outlet", "actual")},
    ),
    (
        "en", "In Sudan, the army left Babanusa and the RSF moved in.",
        {("withdraws", "Sudanese army", "Babanusa", "outlet", "actual"),
         ("captures", "RSF", "Babanusa", "outlet", "actual")},
    ),
    (  # what somebody had lost before is not told again
        "en", "Months after losing Wad Madani, Sudan's army has retaken it.",
        {("captures", "Sudanese army", "Wad Madani", "outlet", "actual")},
    ),
    (  # said of what stands before the comma
        "en", "The RSF shelled Nyala in Sudan. Next in line is El Obeid, still in army hands.",
        {("controls", "Sudanese army", "El Obeid", "outlet", "actual")},
    ),
    (
        "en", "In Sudan the army bombed Nyala, still held by the RSF. It lost Bara, now back"
        " in the hands of the paramilitaries.",
        {("controls", "RSF", "Nyala", "outlet", "actual"),
         ("withdraws", "Sudanese army", "Bara", "outlet", "actual"),
         ("controls", "RSF", "Bara", "outlet", "actual")},
    ),
    (  # to have it surrounded is not to have it
        "en", 'The RSF attacked El Fasher. "They have the city surrounded," a resident said.',
        {("besieges", "RSF", "El Fasher", "residents", "actual")},
    ),
    (  # who is told something is not whom "they" means
        "en", "In Sudan, the RSF told Reuters they held Nyala.",
        {("controls", "RSF", "Nyala", "RSF", "actual")},
    ),
    (  # who goes on to say something is who said the rest
        "en", "Armenia acknowledged that Azerbaijani troops had taken Hadrut, saying its forces had"
        " pulled back.",
        {("captures", "Azerbaijan", "Hadrut", "Armenia", "actual"),
         ("withdraws", "Armenia", "Hadrut", "Armenia", "actual")},
    ),
    (
        "en", "In Libya the GNA took Tripoli, driving the LNA from its last foothold in the city.",
        {("captures", "GNA", "Tripoli", "outlet", "actual")},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "wanted"), TOLD, ids=[c[1] for c in TOLD])
def test_who_says_it_of_whom(language: str, text: str, wanted: set[Said]) -> None:
    assert told(language, text) == wanted


NEAR = [
    (  # what a relative clause takes for granted is the outlet's
        "en", "Residents of Congo's Goma met the Rwandan soldiers who occupied Bunagana.", "outlet",
    ),
    (  # a list of parties that goes on with the one before it
        "en", "Bunagana in Congo is held by the M23, residents said.", "residents",
    ),
]  # fmt: skip


def test_a_village_that_says_where_it_is_takes_no_name_from_the_next_sentence() -> None:
    text = "Syrian rebels seized a village in Hama province, SOHR said. Aleppo was shelled too."
    assert told("en", text) == {("captures", "Syrian rebels", "Hama province", "SOHR", "actual")}


def test_who_closes_in_has_not_entered() -> None:
    text = "Russia's army has left Lyman as Ukrainian troops closed in."
    assert told("en", text) == {("withdraws", "Russia", "Lyman", "outlet", "actual")}


def test_no_mention_of_a_fall_is_no_claim() -> None:
    text = "Syrian rebels shelled Saraqeb. State media made no mention of its fall."
    assert told("en", text) == set()


@pytest.mark.parametrize(("language", "text", "speaker"), NEAR, ids=[c[1] for c in NEAR])
def test_neighbours_keep_their_speaker(language: str, text: str, speaker: str) -> None:
    assert {said[3] for said in told(language, text)} == {speaker}
