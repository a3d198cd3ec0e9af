"""Verbs in parts are brought together, and claims still point at the words as written."""

from __future__ import annotations

import pytest

from contested.claim.bracket import unbracketed
from contested.claim.capital_noun import capital_nouns
from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import sentences
from contested.claim.words import Word, split_words
from contested.report.report import Report

ORDERED = [
    ("Rebellen haben Manbidsch eingenommen.", "Rebellen haben eingenommen Manbidsch ."),
    ("Rebellen nahmen Manbidsch ein.", "Rebellen nahmen Manbidsch ."),
    ("Ramuseh wurde von der Armee befreit.", "Ramuseh wurde befreit von der Armee ."),
    ("Sie sagten, dass Rebellen Manbidsch eingenommen haben.",
     "Sie sagten , dass Rebellen haben eingenommen Manbidsch ."),
    ("Die Armee hat Manbidsch nicht eingenommen.",
     "Die Armee hat nicht eingenommen Manbidsch ."),
    ("Die Armee hat Manbidsch, das lange belagert wurde, eingenommen.",
     "Die Armee hat eingenommen Manbidsch , das wurde belagert lange , ."),
    ("Wenige Tage zuvor hatte die Armee Manbidsch eingenommen.",
     "Wenige Tage zuvor , die Armee hatte eingenommen Manbidsch ."),
    ("Tikrit nahm die Armee am Montag ein.", "die Armee nahm Tikrit am Montag ."),
    ("Die Straße haben sie abgeschnitten.", "sie haben abgeschnitten Die Straße ."),
    ("Die Route sei am Montag gekappt worden.", "Die Route sei worden gekappt am Montag ."),
    ("Die Armee hat Manbidsch, Idlib und Raqqa eingenommen.",
     "Die Armee hat eingenommen Manbidsch , Idlib und Raqqa ."),
    ("Die Armee hat Manbidsch eingenommen und die Straße gekappt.",
     "Die Armee hat eingenommen Manbidsch und hat gekappt die Straße ."),
    ("Um Idlib, Raqqa und Manbidsch haben Rebellen gekämpft.",
     "Um Idlib , Raqqa und Manbidsch , Rebellen haben gekämpft ."),
    ("Die von der Türkei unterstützte Miliz hat Manbidsch eingenommen.",
     "Die Miliz unterstützte von der Türkei hat eingenommen Manbidsch ."),
    ("Manbidsch wird von der Miliz (YPG) kontrolliert.",
     "Manbidsch wird kontrolliert von der Miliz ( YPG ) ."),
    ("Am Montag hatten die von der Türkei unterstützten Rebellen Idlib eingenommen.",
     "Am Montag , die Rebellen unterstützten von der Türkei hatten eingenommen Idlib ."),
    ("Die Stadt, die die Armee hält, liegt fern.", "Die Stadt , die die Armee hält , liegt fern ."),
    ("Manbidsch befindet sich in der Hand seiner Kämpfer.",
     "Manbidsch befindet in der Hand von seiner Kämpfer ."),
    ("Die Einnahme Aleppos wurde gemeldet.", "Die Einnahme von Aleppos wurde gemeldet ."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), ORDERED)
def test_the_parts_of_a_verb_come_together(text: str, wanted: str) -> None:
    words = words_of("de", text)
    found = brought_together("de", text)
    assert " ".join(word.text for word in found) == wanted
    assert [word.index for word in found] == list(range(len(found)))
    kept = {word.start for word in found}
    lost = [word.text for word in words if word.start not in kept]
    assert set(lost) <= {"ein", "sich"}


def words_of(code: str, text: str) -> list[Word]:
    """The words of a sentence as written."""
    lexicon = load_lexicon(code)
    assert lexicon is not None
    (sentence,) = sentences(text, lexicon.abbreviations, writing=lexicon.writing)
    words = split_words(sentence, text, lexicon, load_names(code, "syria"))
    nouns = capital_nouns(lexicon)
    return nouns.told(words) if nouns is not None else words


def brought_together(code: str, text: str) -> list[Word]:
    """The words of a sentence in the order in which its clauses are read."""
    lexicon = load_lexicon(code)
    assert lexicon is not None
    return unbracketed(words_of(code, text), lexicon)


SMALL = [
    # no comma opens the clause, and nouns are written small
    ("De rebellen ontkenden dat het leger Manbij heeft ingenomen.",
     "De rebellen ontkenden dat het leger heeft ingenomen Manbij ."),
    ("Het leger vluchtte nadat de rebellen Manbij hadden ingenomen.",
     "Het leger vluchtte nadat de rebellen hadden ingenomen Manbij ."),
    # of two words that could be finite, the helper is
    ("Bewoners zeiden dat strijders van de RSF de stad hadden verlaten.",
     "Bewoners zeiden dat strijders van de RSF hadden verlaten de stad ."),
    # an article of its noun, and "it"
    ("Het leger zei dat het Manbij heeft ingenomen.",
     "Het leger zei dat het heeft ingenomen Manbij ."),
    ("In Idlib worden de dorpen Fua en Kefraya door rebellen omsingeld.",
     "In Idlib , de dorpen Fua en Kefraya worden omsingeld door rebellen ."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), SMALL)
def test_clauses_without_commas_and_nouns_without_capitals_are_brought_together(
    text: str, wanted: str
) -> None:
    assert " ".join(word.text for word in brought_together("nl", text)) == wanted


def test_a_capital_lent_to_a_noun_is_taken_back() -> None:
    found = brought_together("nl", "De rebellen ontkenden dat het leger Manbij heeft ingenomen.")
    assert [word.text for word in found if word.capital] == ["De", "Manbij"]


def test_an_article_that_is_a_pronoun_too_is_told_by_what_follows() -> None:
    found = brought_together("nl", "Het leger zei dat het Manbij heeft ingenomen.")
    article, pronoun = (word.form for word in found if word.form.fold == "het")
    assert (bool(article.det), bool(article.pron)) == (True, False)
    assert (bool(pronoun.det), bool(pronoun.pron)) == (False, True)


@pytest.mark.parametrize(
    ("text", "predicate", "speaker"),
    [
        ("Am 3. August rückten Rebellen auf Ramuseh vor.", "attacks", "outlet"),
        ("Wie die Armee mitteilte, haben Rebellen Manbidsch verlassen.", "withdraws",
         "Syrian government"),
        ("Die Armee werde Manbidsch einnehmen, hieß es.", "captures", "outlet"),
    ],
)  # fmt: skip
def test_claims_keep_the_words_as_written(text: str, predicate: str, speaker: str) -> None:
    report = Report(text, language="de", published_at="2016-08-06T00:00:00+00:00")
    (claim,) = Reader("syria").read(report).claims
    assert (claim.predicate, claim.speaker) == (predicate, speaker)
    assert claim.evidence == text[claim.start : claim.end]
    assert claim.start < claim.end


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Ost-Aleppo wird nicht von der Regierung belagert.", ("besieges", "negated")),
        ("Ost-Aleppo wird von der Regierung nicht mehr belagert.", ("besieges", "negated")),
        ("Die Rebellen halten Ramuseh nicht mehr.", ("withdraws", "actual")),
    ],
)
def test_a_negation_far_from_its_verb_negates_it(text: str, wanted: tuple[str, str]) -> None:
    report = Report(text=text, language="de", published_at="2016-08-30", source="test")
    assert [(c.predicate, c.factuality) for c in Reader("syria").read(report).claims] == [wanted]
