"""Verbs in parts are brought together, and claims still point at the words as written."""

from __future__ import annotations

import pytest

from contested.claim.bracket import unbracketed
from contested.claim.capital_noun import capital_nouns
from contested.claim.extract import Reader
from contested.claim.lexicon import load_lexicon
from contested.claim.names import load_names
from contested.claim.text import sentences
from contested.claim.words import split_words
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
    lexicon = load_lexicon("de")
    assert lexicon is not None
    (sentence,) = sentences(text, lexicon.abbreviations, writing=lexicon.writing)
    words = split_words(sentence, text, lexicon, load_names("de", "syria"))
    nouns = capital_nouns(lexicon)
    assert nouns is not None
    words = nouns.told(words)
    found = unbracketed(words, lexicon)
    assert " ".join(word.text for word in found) == wanted
    assert [word.index for word in found] == list(range(len(found)))
    kept = {word.start for word in found}
    lost = [word.text for word in words if word.start not in kept]
    assert set(lost) <= {"ein", "sich"}


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
