"""Officials whom somebody else has put where they are speak for him."""

from __future__ import annotations

from functools import lru_cache

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


@lru_cache(maxsize=1)
def reader() -> Reader:
    return Reader("ukraine")


def speakers(language: str, text: str) -> set[str]:
    report = Report(text=text, language=language, published_at="2023-06-10")
    return {claim.speaker for claim in reader().read(report).claims}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Moscow-appointed governor of Kherson said Ukraine had left Stanislav."),
        ("en", "Russian-installed officials in Melitopol said Ukraine had shelled Tokmak."),
        ("fr", "Le gouverneur installé par Moscou a affirmé que l'armée russe avait pris Orikhiv."),
        ("fr", "Les autorités d'occupation russes disent que l'armée russe a pris Orikhiv."),
        ("es", "El gobernador impuesto por Moscú afirmó que las fuerzas rusas tomaron Orijiv."),
        ("it", "Il governatore insediato da Mosca dice che le forze russe hanno preso Orikhiv."),
        ("de", "Die von Russland eingesetzten Behörden teilten mit, russische Truppen hätten"
               " Orichiw eingenommen."),
        ("el", "Ο διορισμένος από τη Μόσχα κυβερνήτης είπε ότι οι ρωσικές δυνάμεις κατέλαβαν το"
               " Οριχίβ."),
        ("ru", "Назначенный Москвой губернатор заявил, что российские войска взяли Орехов."),
        ("uk", "Призначений Москвою губернатор заявив, що російські війська захопили Оріхів."),
        ("tr", "Rusya'nın atadığı vali, Rus güçlerinin Orihiv'i ele geçirdiğini söyledi."),
    ],
)  # fmt: skip
def test_an_official_speaks_for_who_has_put_him_there(language: str, text: str) -> None:
    assert speakers(language, text) == {"Russia"}


@pytest.mark.parametrize(
    "text",
    [
        "The governor of Kherson, appointed in May, said Russian forces had shelled Stanislav.",
        "The defence minister said that Russia, which has installed a governor in Melitopol, had"
        " shelled Tokmak.",
    ],
)
def test_others_speak_for_their_country(text: str) -> None:
    assert speakers("en", text) == {"Ukraine"}
