"""A page and a picture in one file: what they show, and that they ask nothing of anybody."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from contested.cli.app import run
from contested.cli.reading import make_reader
from contested.errors import QuestionError
from contested.ledger.ingest import ingest_all
from contested.ledger.store import Ledger
from contested.map import raster
from contested.map.answers_day import Siege
from contested.map.base_map import base_map
from contested.map.export_page import page
from contested.map.export_picture import panels, picture
from contested.map.export_rows import exported_stored
from contested.map.live import State
from contested.map.picture_notes import ring_words, scale_bar, source_lines
from contested.map.picture_words import Asked, day_in, speaking_sides
from contested.map.place_panel import belief_answer, place_panel
from contested.map.scene import HEIGHT, around, sheet_words
from contested.map.selector import Selector
from contested.map.situation_words import prob_words
from contested.map.snapshot import take_snapshot
from contested.report.report import Report
from tests.map.test_guard import hostile_report

DAY = date(2016, 8, 6)
RAMOUSEH = "syria:ramouseh"
SVG = "{http://www.w3.org/2000/svg}"
# What could run, or fetch, in a page or a picture.
ACTIVE = {"script", "link", "iframe", "object", "embed", "img", "image", "use", "foreignobject"}


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def assert_harmless(text: str) -> None:
    for tag, attributes in Elements(text).found:
        assert tag not in ACTIVE
        assert not [name for name in attributes if name.startswith("on")]
        if tag == "a":
            assert re.match("https?://", attributes.pop("href") or "")
            assert attributes == {"rel": "noopener noreferrer nofollow"}
        assert not {"src", "href", "srcset", "action", "xlink:href"} & attributes.keys()
    for address in re.findall(r"url\(([^)]*)\)", text):
        assert address.startswith("#")
    assert "@import" not in text


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[State]:
    reader, extractor = make_reader("syria")
    with Ledger.open(tmp_path_factory.mktemp("hostile") / "l.db", create=True) as ledger:
        for _ in ingest_all(ledger, reader, [hostile_report()], extractor):
            pass
        yield State(take_snapshot(ledger, "syria"))


@pytest.fixture(scope="module")
def manbij_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two of a side who speak of Manbij, one of them a week later, and one who never does."""
    path = tmp_path_factory.mktemp("manbij") / "l.db"
    reader, extractor = make_reader("syria")
    with Ledger.open(path, create=True) as ledger:
        for day, text, url in (
            ("12", "The SDF said that it had captured Manbij.", "https://wire.example/1?a=b&c=d"),
            (
                "13",
                "Rebels threatened to cut the road to Manbij, SOHR said.",
                "javascript:alert(1)",
            ),
            ("13", "YPG said that the YPG had captured Kobani.", "data:text/html,x"),
            ("20", "The Manbij Military Council said that it held Manbij.", None),
        ):
            report = Report(
                text, text[:9], "Wire", None, url, "en", f"2016-08-{day}T10:00:00+00:00", "given"
            )
            for _ in ingest_all(ledger, reader, [report], extractor):
                pass
    return path


@pytest.fixture(scope="module")
def manbij(manbij_ledger: Path) -> Iterator[State]:
    with Ledger.open(manbij_ledger) as ledger:
        yield State(take_snapshot(ledger, "syria"))


def words_in(svg: bytes) -> str:
    return " ".join("".join(one.itertext()) for one in Xml.fromstring(svg).iter(f"{SVG}text"))


def test_a_picture_says_what_it_is_of_by_whom_and_from_what(demo_state: State) -> None:
    drawn = picture(demo_state, Asked(Selector(), DAY, RAMOUSEH))
    told = words_in(drawn)
    for part in (
        "Ramouseh, Syria, 6 Aug 2016", "All told, as known then, reports up to 6 Aug 2016",
        "Syrian rebels", "Divided", "claims by", "Demo Wire (composed)", "Places: GeoNames",
    ):  # fmt: skip
        assert part in told
    alone = picture(demo_state, Asked(Selector(only_side="syrian-rebels"), DAY, RAMOUSEH, "el"))
    assert "Μόνο κατά: σύροι αντάρτες, όπως ήταν γνωστό τότε" in words_in(alone)
    assert "Ραμούσα, Συρία" in words_in(alone)


def test_a_picture_of_a_place_tells_its_chances_its_scale_and_the_towns_nearby(
    demo_state: State,
) -> None:
    drawn = picture(demo_state, Asked(Selector(), DAY, RAMOUSEH))
    told = words_in(drawn)
    view = demo_state.views.get(Selector())
    likely = belief_answer(view, RAMOUSEH, DAY).probs[0]
    assert f"{likely.name['en'].capitalize()} {prob_words(likely.prob)}, " in told
    km, wide = scale_bar(around(view, RAMOUSEH))
    assert f"{km} km" in told
    _, south, _, north = around(view, RAMOUSEH).box
    assert wide / HEIGHT == pytest.approx(km / ((north - south) * 111.2), rel=1e-3)
    assert 20 < wide <= 160
    wider = picture(demo_state, Asked(Selector(), DAY, "syria:manbij"))
    view_box = around(view, "syria:manbij")
    idle = [
        one.name
        for one in demo_state.snapshot.theatre.places.values()
        if one.kind in ("city", "town")
        and view_box.shows(one)
        and not demo_state.snapshot.by_place.get(one.id)
    ]
    assert any(name in words_in(wider) for name in idle)


def test_a_picture_of_a_place_tells_how_old_the_last_word_on_it_is(demo_state: State) -> None:
    later = DAY + timedelta(days=40)
    rebels = Selector(only_side="syrian-rebels")
    told = words_in(picture(demo_state, Asked(rebels, later, RAMOUSEH)))
    spoken = exported_stored(demo_state, rebels, later, frozenset({RAMOUSEH}))
    latest = max(one.published_at[:10] for one in spoken if one.published_at)
    assert latest < later.isoformat()
    assert f"; last word {day_in(date.fromisoformat(latest), 'en')}." in told


def test_a_picture_names_its_speakers_as_far_as_there_is_room(demo_state: State) -> None:
    snapshot = demo_state.snapshot
    told = [one for one in snapshot.claims.values() if (one.published_at or "") < "2016-08-07"]
    words = sheet_words()["en"]
    heard, reports = source_lines(snapshot, told, words, "en", 900)
    assert re.search(r"^\d+ claims by \d+ speakers: .+, .+ and \d+ more$", heard)
    assert reports.startswith("In reports of: Demo Wire")
    alone, _ = source_lines(snapshot, told[:1], words, "en", 900)
    name = snapshot.speaker_names[snapshot.speaker_of_claim[told[0].id]].names["en"]
    assert alone == f"1 claim by 1 speaker: {name}"


@pytest.mark.parametrize(
    ("basis", "claims", "expected"),
    [("reported", ["c-1"], "Encircled (Madaya: by one claim alone)"),
     ("reported", ["c-1", "c-2"], "Encircled"), ("both", ["c-1"], "Encircled")],
)  # fmt: skip
def test_the_legend_says_which_siege_rests_on_one_claim(
    basis: str, claims: list[str], expected: str
) -> None:
    siege = Siege.model_construct(
        name={"en": "Madaya"}, state="encircled", basis=basis, claims=claims
    )
    assert ring_words([siege], sheet_words()["en"], "en") == expected


def test_a_picture_marks_nothing_over_a_town_of_which_it_is_only_known_that_it_lies_there(
    tmp_path: Path,
) -> None:
    path = tmp_path / "l.db"
    reader, extractor = make_reader("syria")
    said = "The SDF holds Manbij. The SDF captured hills south of Manbij. Rebels besiege Madaya."
    with Ledger.open(path, create=True) as ledger:
        report = Report(said, None, "Wire", None, None, "en", "2016-08-12T10:00:00Z", "given")
        for _ in ingest_all(ledger, reader, [report], extractor):
            pass
        state = State(take_snapshot(ledger, "syria"))
    assert "south of Manbij" in {one.name for one in state.snapshot.places.places}
    shown = words_in(picture(state, Asked(Selector(), date(2016, 8, 12), "syria:manbij")))
    assert "Manbij" in shown
    assert "south of Manbij" not in shown
    assert "Madaya" not in shown, "nor is its siege in the legend"


def test_a_page_prints_a_sentence_once_and_says_in_words_who_is_not_judged(
    demo_state: State,
) -> None:
    text = page(demo_state, Asked(Selector(), DAY, None)).decode("utf-8")
    assert "reliability not yet judged" in text
    assert "reliability F" not in text
    quotes = re.findall(r"<blockquote[^>]*>(.*?)</blockquote><p class=\"small\">(.*?) <code>", text)
    whole = [
        (re.sub("<[^>]*>", "", quote), title)
        for quote, title in quotes
        if not quote.startswith("… ") and not quote.endswith(" …")
    ]
    assert "in a sentence shown above" in text
    assert len(quotes) > len(whole) > 20


def test_a_divided_place_is_hatched_in_the_colours_of_both_and_no_two_sides_share_a_shape(
    demo_state: State,
) -> None:
    drawn = Xml.fromstring(picture(demo_state, Asked(Selector(), DAY)))
    colours = {one.id: one.colour for one in demo_state.snapshot.holders}
    hatches = [
        {rect.get("fill") for rect in one.iter(f"{SVG}rect")} for one in drawn.iter(f"{SVG}pattern")
    ]
    assert {colours["syrian-government"], colours["syrian-rebels"]} in hatches
    shapes: dict[str, set[str | None]] = {}
    for one in drawn.iter(f"{SVG}polygon"):
        fill = one.get("fill") or ""
        if fill in colours.values():
            shapes.setdefault(fill, set()).add(one.get("points"))
    assert len(shapes) >= 3
    assert all(len(one) == 1 for one in shapes.values())
    assert len(set.union(*shapes.values())) == len(shapes)


def test_a_page_holds_everybodys_word_and_each_sides_with_the_evidence(demo_state: State) -> None:
    text = page(demo_state, Asked(Selector(), DAY, RAMOUSEH)).decode("utf-8")
    found = Elements(text).found
    choices = [one["id"] for tag, one in found if tag == "input"]
    assert len(choices) >= 3
    for key in choices:
        assert f'class="word {key}"' in text
        assert f"#{key}:checked~.{key}{{display:block}}" in text
    assert "According to Syrian rebels alone" in text
    assert "<mark>κατέλαβαν ολόκληρη τη Ραμούσα</mark>" in text
    assert "Ahrar al-Sham" in text
    # Published after the day, so that it was not known.
    late = [
        one
        for one in demo_state.snapshot.by_place[RAMOUSEH]
        if (one.published_at or "") > "2016-08-07"
    ]
    assert late
    assert not [one.id for one in late if one.id in text]
    assert_harmless(text)
    policy = next(one["content"] for tag, one in found if tag == "meta" and "content" in one)
    assert policy == (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    )


def test_one_picture_shows_all_told_and_each_side_and_says_who_counts(demo_state: State) -> None:
    asked = Asked(Selector(), DAY, RAMOUSEH)
    drawn = panels(demo_state, asked)
    told = words_in(drawn)
    sides = speaking_sides(demo_state, asked)
    assert len(sides) >= 2
    assert "All told" in told
    snapshot = demo_state.snapshot
    for side in sides:
        assert f"According to {snapshot.holder(side).names['en']} alone" in told
        alone = Selector(only_side=side)
        counted = exported_stored(demo_state, alone, DAY, snapshot.places.within(RAMOUSEH))
        speakers = {snapshot.speaker_of_claim[one.id] for one in counted}
        assert f"{len(counted)} claim" in told
        for name in speakers:
            assert snapshot.speaker_names[name].names["en"] in told
        likely = belief_answer(demo_state.views.get(alone), RAMOUSEH, DAY).probs[0]
        assert f"{likely.name['en'].capitalize()} {prob_words(likely.prob)}" in told
    maps = [one for one in Xml.fromstring(drawn).iter(f"{SVG}svg") if one.get("viewBox")]
    assert len(maps) == len(sides) + 2
    assert_harmless(drawn.decode("utf-8"))
    ids = re.findall(rb' id="([^"]+)"', drawn)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("day", "place", "heard"),
    [
        (12, "syria:manbij", {"SDF"}),
        (14, "syria:manbij", {"SDF"}),
        (14, None, {"SDF", "YPG"}),
        (20, "syria:manbij", {"SDF", "Manbij Military Council"}),
    ],
)
def test_a_side_is_heard_through_those_who_had_spoken_of_the_place_by_the_day(
    manbij: State, day: int, place: str | None, heard: set[str]
) -> None:
    text = page(manbij, Asked(Selector(), date(2016, 8, day), place)).decode("utf-8")
    (named,) = re.findall(r"Heard: ([^<]*)\.</p>", text)
    assert set(named.split(", ")) == heard


def test_a_page_links_each_report_that_has_a_web_address_and_nothing_else(manbij: State) -> None:
    text = page(manbij, Asked(Selector(), date(2016, 8, 20))).decode("utf-8")
    links = [one["href"] for tag, one in Elements(text).found if tag == "a"]
    assert links == ["https://wire.example/1?a=b&c=d"]
    assert 'href="https://wire.example/1?a=b&amp;c=d"' in text
    assert "javascript:" not in text
    assert "data:" not in text
    assert_harmless(text)


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://wire.example/1", True), ("HTTP://wire.example/", True),
        ("javascript:alert(1)//https://a", False), ("java\nscript:alert(1)", False),
        ("data:text/html,x", False), ("//wire.example", False), ("https://", False),
        ("https://[", False), ("https://wire.example/\u202e1", False), ("file:///etc/x", False),
        (" https://wire.example", False), ('https://a/"onclick="x', True),
    ],
)  # fmt: skip
def test_only_a_plain_web_address_becomes_a_link(tmp_path: Path, url: str, linked: bool) -> None:
    reader, extractor = make_reader("syria")
    words = "The SDF said that it had captured Manbij."
    report = Report(words, "T", "Wire", None, url, "en", "2016-08-12T10:00:00+00:00", "given")
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        for _ in ingest_all(ledger, reader, [report], extractor):
            pass
        state = State(take_snapshot(ledger, "syria"))
        text = page(state, Asked(Selector(), date(2016, 8, 12))).decode("utf-8")
    links = [one for tag, one in Elements(text).found if tag == "a"]
    assert links == ([{"href": url, "rel": "noopener noreferrer nofollow"}] if linked else [])


def test_a_page_does_not_deny_the_road_that_its_own_claim_speaks_of(manbij: State) -> None:
    for language, said in (
        ("en", "No siege and no route is judged from what is told."),
        ("el", "Από όσα λέγονται δεν κρίνεται καμία πολιορκία και κανένας δρόμος."),
    ):
        asked = Asked(Selector(), date(2016, 8, 14), "syria:manbij", language)
        text = page(manbij, asked).decode("utf-8")
        assert "cut the road" in re.sub("<[^>]*>", "", text)
        assert said in text


def test_in_hindsight_those_who_speak_later_are_heard_too(manbij: State) -> None:
    asked = Asked(Selector(mode="hindsight"), date(2016, 8, 12), "syria:manbij")
    assert re.search(r"Heard: [^<]*Manbij Military Council", page(manbij, asked).decode("utf-8"))


def test_who_names_of_a_side_those_whose_claims_of_the_place_count(
    manbij_ledger: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["who", "Manbij", "--side", "SDF", "--ledger", str(manbij_ledger), "--at"]
    assert run([*asked, "2016-08-14"]) == 0
    assert "SDF and Kurdish forces alone (SDF)" in capsys.readouterr().out
    assert run([*asked, "2016-08-20"]) == 0
    assert "alone (Manbij Military Council, SDF)" in capsys.readouterr().out


def test_a_page_with_each_side_shows_all_at_once_and_offers_no_choice(demo_state: State) -> None:
    asked = Asked(Selector(), DAY, RAMOUSEH)
    text = page(demo_state, asked, each_side=True).decode("utf-8")
    assert "<input" not in text
    assert '<div class="each">' in text
    for side in speaking_sides(demo_state, asked):
        assert f"<h2>According to {demo_state.snapshot.holder(side).names['en']} alone</h2>" in text
    assert text.count('<section class="word ') == len(speaking_sides(demo_state, asked)) + 1
    assert_harmless(text)


def test_a_page_of_the_theatre_lists_every_place_spoken_of(demo_state: State) -> None:
    text = page(demo_state, Asked(Selector(), DAY, None, "el")).decode("utf-8")
    assert "<summary>Μανμπίζ (" in text
    assert "<td>Μανμπίζ</td>" in text
    assert "<h1>Συρία, 6 Αυγ 2016</h1>" in text
    assert_harmless(text)


@pytest.mark.parametrize("place", [RAMOUSEH, None])
def test_hostile_text_of_a_report_is_shown_and_does_nothing(
    hostile: State, place: str | None
) -> None:
    made = page(hostile, Asked(Selector(), DAY, place)).decode("utf-8")
    assert "&lt;script&gt;alert(&quot;t&quot;)" in made
    drawn = picture(hostile, Asked(Selector(), DAY, place)).decode("utf-8")
    for text in (made, drawn):
        assert_harmless(text)
        assert not re.search("[\u202a-\u202e\u2066-\u2069]", text)
    Xml.fromstring(drawn)


def test_every_language_has_the_same_words() -> None:
    english, *others = (
        {key: set(re.findall(r"{\w+}", words)) for key, words in one.items()}
        for one in sheet_words().values()
    )
    assert others
    assert all(one == english for one in others)


def test_the_base_map_is_read_as_the_page_packs_it(tmp_path: Path) -> None:
    assert base_map((35, 35, 38, 38), tmp_path).land == ()
    folder = tmp_path / "base"
    folder.mkdir()
    (folder / "index.json").write_text('{"cell_deg": 5, "cells": ["35_35", "50_35"]}')
    land = '{"X": [[[351, 352, 10, 0, 0, 5]]]}'
    cell = f'{{"decimals": 1, "land": {land}, "borders": [[360, 360, -5, 5]]}}'
    (folder / "35_35.json").write_text(cell)
    found = base_map((35, 35, 38, 38), tmp_path)
    assert found.land == ([(35.1, 35.2), (36.1, 35.2), (36.1, 35.7)],)
    assert found.borders == ([(36.0, 36.0), (35.5, 36.5)],)


def test_a_png_is_made_by_the_browser_or_it_is_said_plainly_that_there_is_none(
    demo_state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = picture(demo_state, Asked(Selector(), DAY, RAMOUSEH))
    if raster.browser() is not None:
        made = raster.png(drawn)
        assert struct.unpack(">I", made[16:20]) == (1920,)
    monkeypatch.setattr(raster, "browser", lambda: None)
    with pytest.raises(QuestionError, match="write an SVG instead"):
        raster.png(drawn)


def test_the_command_writes_both_and_refuses_what_does_not_fit(
    demo_ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def export(*options: str) -> int:
        return run(["export", *options, "--at", "2016-08-06", "--ledger", str(demo_ledger)])

    assert export("page", "--place", "Ραμούσα", "-o", str(tmp_path / "p.html")) == 0
    assert export("picture", "--place", "ramouseh", "-o", str(tmp_path / "p.svg")) == 0
    assert b"Ramouseh, Syria" in (tmp_path / "p.html").read_bytes()
    assert (tmp_path / "p.svg").read_bytes().startswith(b"<?xml")
    for options, said in (
        (["page", "--side", "Syrian rebels"], "does not take --side"),
        (["page", "--language", "fr"], "--language is one of en, el"),
        (["picture", "--place", "Manbij", "--place", "Ramouseh"], "of one --place"),
        (["picture", "-o", str(tmp_path / "p.gif")], "an .svg or a .png"),
        (["picture", "--from", "2016-07-01"], "for a panel"),
    ):
        assert export(*options) == 2
        assert said in capsys.readouterr().err
    assert export("page", "--place", "Xyzzyzz") == 1


def test_who_holds_a_direction_of_a_town_holds_a_part_of_it(tmp_path: Path) -> None:
    reader, extractor = make_reader("syria")
    said = "The SDF holds southern Palmyra, SOHR said."
    with Ledger.open(tmp_path / "l.db", create=True) as ledger:
        report = Report(said, None, "Wire", None, None, "en", "2016-08-12T10:00:00Z", "given")
        for _ in ingest_all(ledger, reader, [report], extractor):
            pass
        state = State(take_snapshot(ledger, "syria"))
    view = state.views.get(Selector())
    panel = place_panel(state.rows, view, "syria:palmyra", date(2016, 8, 12))
    assert [(one.key, one.extent) for one in panel.rivals] == [("holds", "part")]


def test_each_definition_of_a_siege_is_named_beside_what_it_says(demo_state: State) -> None:
    shown = page(demo_state, Asked(Selector(), DAY, None)).decode("utf-8")
    assert "<h2>Sieges and routes (all told)</h2>" in shown
    items = re.findall("<li>([^<]*)</li>", shown)
    for said in ("besieged by OCHA&#x27;s definition: ", ": Siege Watch: "):
        assert any(said in one for one in items), said
    places = [one.partition(":")[0] for one in items if "by the reports alone" in one]
    assert len(places) == len(set(places))
