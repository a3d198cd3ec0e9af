"""Articles as web pages republish them: titles in the text, links, agencies that act in nothing."""

from __future__ import annotations

import pytest

from contested.claim.extract import Reader
from contested.report.report import Report


def _told(text: str, title: str = "") -> set[tuple[str, str | None, str | None]]:
    if title:
        text = f"{title}\n\n{text}"
    report = Report(text, title=title or None, language="en", published_at="2016-08-24")
    return {(c.predicate, c.actor, c.place) for c in Reader("syria").read(report).claims}


def test_a_title_that_opens_the_text_again_is_no_part_of_its_sentence() -> None:
    title = "Syria army shells rebels in Nawa ambush NGO"
    body = "Rebels captured the town of Marea on Sunday."
    glued = f"Wed Aug 24 2016 {title} AFP Wednesday 24 Aug 2016 {body}"
    assert _told(glued, title) == {("captures", "Syrian rebels", "Marea")}


def test_a_text_that_only_begins_like_its_title_is_read() -> None:
    title = "Rebels captured the town of Marea after heavy shelling"
    assert _told("Rebels captured the town of Marea on Sunday.", title) == {
        ("captures", "Syrian rebels", "Marea")
    }


def test_what_is_written_as_titles_are_is_a_link() -> None:
    link = "Syrian Army Captures Several Villages in Northern Aleppo Photos Videos."
    assert _told(f"Rebels hold Marea. {link}") == {("controls", "Syrian rebels", "Marea")}


def test_a_sentence_full_of_names_is_none() -> None:
    text = "The Syrian Democratic Forces and the Free Syrian Army captured Azaz and Marea."
    assert {place for _, _, place in _told(text)} == {"Azaz", "Marea"}


def test_agencies_do_nothing_but_tell() -> None:
    assert not {actor for _, actor, _ in _told("Reuters captured Marea. AFP bombed Azaz.")}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [
        ("The army captured the northern city of Aleppo.", "Aleppo"),
        ("The army captured the central Syrian city of Homs.", "Homs"),
        ("The army captured the eastern province of Raqqa.", "Raqqa province"),
        ("The army captured northern Manbij.", "northern Manbij"),
    ],
)
def test_where_a_city_lies_is_no_part_of_it(sentence: str, claim: str) -> None:
    assert _told(sentence) == {("captures", "Syrian government", claim)}


def test_whom_fighters_are_against_is_not_who_they_are() -> None:
    assert ("attacks", "Syrian rebels", "Manbij") in _told(
        "Rebels launched an anti-ISIL offensive in Manbij."
    )
    assert not {
        actor for _, actor, _ in _told("anti-IS fighters captured Manbij.")
    } & {"Islamic State"}  # fmt: skip


def test_fighters_of_a_country_whom_another_backs_are_not_its_army() -> None:
    backed = _told("The SDF is in the north. US-backed Syrian fighters captured Manbij.")
    assert ("captures", "SDF", "Manbij") in backed
    own = _told("The SDF is in the north. Syrian soldiers captured Manbij.")
    assert ("captures", "Syrian government", "Manbij") in own


def test_leaving_people_wounded_leaves_no_place() -> None:
    quiet = "Aleppo is quiet."
    assert not _told(f"{quiet} Kurdish fighters left three people wounded in Manbij.")
    left = _told(f"{quiet} Kurdish fighters left Manbij on Sunday.")
    assert ("withdraws", "Kurdish forces", "Manbij") in left


def test_nobody_attacks_his_own_side() -> None:
    text = "Russian jets bombed Azaz. Regime forces also shelled Marea with heavy artillery."
    report = Report(text, language="en", published_at="2016-08-24")
    assert {c.target for c in Reader("syria").read(report).claims} == {None}


def test_the_air_force_of_a_state_is_the_state() -> None:
    assert _told("The Russian Aerospace Forces bombed Marea.") == {("attacks", "Russia", "Marea")}


def test_a_side_that_somebody_holds_is_in_the_city() -> None:
    held = _told("Fighting goes on in Aleppo. The army besieges the city's rebel-held east.")
    assert ("besieges", "Syrian government", "eastern Aleppo") in held
    beside = _told("Rebels captured the hills east of Aleppo.")
    assert {place for _, _, place in beside} == {"east of Aleppo"}


def test_who_flees_a_stronghold_does_not_tell_of_it() -> None:
    text = "Hundreds of civilians escaped the Daesh stronghold of Manbij on Sunday."
    report = Report(text, language="en", published_at="2016-08-24")
    (claim,) = Reader("syria").read(report).claims
    assert (claim.predicate, claim.place, claim.speaker) == ("controls", "Manbij", "outlet")
