"""Every endpoint answers, with what the ledger says."""

from __future__ import annotations

import struct
from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from contested.map.frames import NO_AGE, OUTLINED, SPOKEN
from contested.report.report import Report
from tests.map.conftest import API, Serve

RAMOUSEH = "syria:ramouseh"


def get(client: TestClient, path: str, **query: Any) -> Any:
    answer = client.get(f"{API}/{path}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


def frames(client: TestClient, **query: Any) -> tuple[int, np.ndarray[Any, Any]]:
    answer = client.get(f"{API}/frames", params=query)
    assert answer.status_code == 200, answer.text
    assert answer.content[:4] == b"CTF1"
    days, places, first = struct.unpack("<III", answer.content[4:16])
    body = np.frombuffer(answer.content[16:], dtype=np.uint8)
    return first, body.reshape(days, places, 4)


def test_the_overview_names_the_theatre_its_days_and_who_holds_and_speaks(
    client: TestClient,
) -> None:
    found = get(client, "overview")
    assert found["theatre"]["name"]["en"] == "Syria"
    assert found["theatre"]["name"]["ar"] == "سوريا"
    assert found["theatre"]["local_language"] == "ar"
    assert found["first_day"] < found["open_at"] <= found["last_day"]
    assert {"syrian-government", "syrian-rebels"} <= {one["id"] for one in found["holders"]}
    assert len({one["colour"] for one in found["holders"]}) == len(found["holders"])
    number = len(found["holders"])
    assert len(found["pairs"]) == number * (number - 1) / 2
    assert found["counts"]["claims"] > 300
    assert any(one["key"] == "sohr" and one["kind"] == "monitor" for one in found["speakers"])
    assert found["can_write"] is False


def test_the_page_opens_on_the_day_the_server_was_told_or_what_is_nearest_to_it(
    serve: Serve,
) -> None:
    said = [
        Report(text=text, language="en", published_at=f"{day}T18:00:00Z", published_basis="given")
        for day, text in (
            ("2016-08-06", "The rebels captured Ramouseh in Aleppo on Saturday, SOHR said."),
            ("2016-08-09", "The Syrian army holds Ramouseh in Aleppo, SANA said on Tuesday."),
        )
    ]
    for told, opened in (
        (date(2016, 8, 7), "2016-08-07"),
        (date(2012, 1, 1), "2016-08-06"),
        (date(2020, 1, 1), "2016-08-09"),
        (None, "2016-08-09"),
    ):
        assert get(serve(*said, open_at=told), "overview")["open_at"] == opened


def test_places_come_as_columns_of_one_length_in_three_languages(client: TestClient) -> None:
    found = get(client, "places")
    count = len(found["id"])
    for name in ("kind", "lat", "lon", "part_of", "population", "local", "spoken"):
        assert len(found[name]) == count
    row = found["id"].index(RAMOUSEH)
    assert found["names"]["el"][row] == "Ραμούσα"
    assert found["local"][row] == "الراموسة"
    assert found["id"][found["part_of"][row]] == "syria:aleppo"
    assert found["spoken"][row] is True


def test_districts_are_areas_that_do_not_overlap_and_hold_their_own_point(
    client: TestClient,
) -> None:
    from shapely.geometry import Point, shape

    places, found = get(client, "places"), get(client, "areas")
    shapes = [shape(one["geometry"]) for one in found["features"]]
    assert len(shapes) > 100
    for one, area in zip(found["features"], shapes, strict=True):
        row = one["properties"]["place"]
        assert places["id"][row] == one["properties"]["id"]
        assert area.is_valid
        assert area.buffer(1e-5).contains(Point(places["lon"][row], places["lat"][row]))
        assert area.area < 0.01
    for number, area in enumerate(shapes):
        for other in shapes[number + 1 :]:
            assert area.intersection(other).area < 1e-7


def test_lines_join_the_places_they_name(client: TestClient) -> None:
    places, found = get(client, "places"), get(client, "lines")
    kinds = {one["properties"]["kind"] for one in found["features"]}
    assert {"road", "adjacent", "route"} <= kinds
    for one in found["features"]:
        row = one["properties"]["from"]
        assert one["geometry"]["coordinates"][0] == [places["lon"][row], places["lat"][row]]
    on_route = [one for one in found["features"] if one["properties"]["route"]]
    assert {one["properties"]["route"] for one in on_route} <= set(places["id"])


def test_frames_show_ramouseh_change_hands_between_5_and_7_august(client: TestClient) -> None:
    overview, places = get(client, "overview"), get(client, "places")
    row = places["id"].index(RAMOUSEH)
    first, found = frames(client, **{"from": "2016-08-05", "to": "2016-08-07"})
    assert first == 33
    assert found.shape == (3, len(places["id"]), 4)
    codes = found[:, row, 0]
    assert codes[0] != codes[1]
    pair = overview["pairs"][codes[1] - 128]
    assert {overview["holders"][one]["id"] for one in pair} == {
        "syrian-government", "syrian-rebels",
    }  # fmt: skip
    assert found[1, row, 1] > 180
    assert found[1, row, 2] == 0
    assert found[1, row, 3] & SPOKEN


def test_frames_of_all_days_are_the_default_and_agree_with_those_of_a_few(
    client: TestClient,
) -> None:
    overview = get(client, "overview")
    start, every = frames(client)
    assert start == 0
    first, few = frames(client, **{"from": "2016-08-01", "to": overview["last_day"]})
    assert (every[first:] == few).all()


def test_one_speaker_alone_is_taken_at_its_word_and_what_differs_is_outlined(
    client: TestClient,
) -> None:
    overview, places = get(client, "overview"), get(client, "places")
    row = places["id"].index(RAMOUSEH)
    day = {"from": "2016-08-06", "to": "2016-08-06"}
    _, told = frames(client, **day)
    _, alone = frames(client, believe="speaker:ahrar-al-sham", **day)
    holder = overview["holders"][alone[0, row, 0] - 1]["id"]
    assert holder == "syrian-rebels"
    assert alone[0, row, 3] & OUTLINED
    assert (told[0, :, 3] & OUTLINED == 0).all()
    differs = told[0, :, 0] != alone[0, :, 0]
    assert (((alone[0, :, 3] & OUTLINED) > 0) == differs).all()


def test_a_place_of_which_only_those_left_out_spoke_is_unknown(client: TestClient) -> None:
    overview, places = get(client, "overview"), get(client, "places")
    everybody = [one["key"] for one in overview["speakers"]]
    _, found = frames(client, without=everybody[:39], **{"from": "2016-08-06", "to": "2016-08-06"})
    assert (found[0, :, 0] == 0).all()
    assert (found[0, :, 2] == NO_AGE).all()
    panel = get(client, f"place/{RAMOUSEH}", at="2016-08-06", without=everybody[:39])
    assert panel["belief"]["likeliest"] == "unknown"
    assert len(places["id"]) == found.shape[1]


def test_what_if_gives_a_place_and_its_parts_to_another_side(client: TestClient) -> None:
    overview, places = get(client, "overview"), get(client, "places")
    give = f"{RAMOUSEH}:syrian-government"
    _, found = frames(client, give=give, **{"from": "2016-08-07", "to": "2016-08-07"})
    for name in (RAMOUSEH, "syria:ramouseh-garage"):
        code = found[0, places["id"].index(name), 0]
        assert overview["holders"][code - 1]["id"] == "syrian-government"
    situation = get(client, "situation", at="2016-08-07", give=give)
    rows = {one["place"]["id"]: one for one in situation["supposed"]}
    change = rows["syria:eastern-aleppo"]
    assert (change["before"], change["after"]) == ("open", "encircled")
    assert "Ramouseh" not in change["sentence"]["en"]
    assert get(client, "situation", at="2016-08-07")["supposed"] == []


def test_inferred_places_are_marked_and_off_unless_asked_for(client: TestClient) -> None:
    day = {"from": "2016-08-06", "to": "2016-08-06"}
    _, plain = frames(client, **day)
    _, filled = frames(client, inferred="1", **day)
    assert (plain[0, :, 3] & 8 == 0).all()
    marked = filled[0, :, 3] & 8 > 0
    assert marked.sum() > 20
    assert (plain[0, marked, 0] == 0).all()
    assert (filled[0, ~marked] == plain[0, ~marked]).all()


def test_the_panel_answers_who_since_when_and_who_says_otherwise(client: TestClient) -> None:
    found = get(client, f"place/{RAMOUSEH}", at="2016-08-06")
    belief = found["belief"]
    assert belief["likeliest"] == "divided"
    assert belief["known_at"] == "2016-08-06"
    assert sum(one["prob"] for one in belief["probs"]) == pytest.approx(1.0, abs=0.01)
    stories = {
        (one["key"], (one["holder"] or {}).get("id"), one["extent"]) for one in found["rivals"]
    }
    assert ("holds", "syrian-rebels", "part") in stories
    assert ("holds", "syrian-rebels", "whole") in stories
    claims = [one for story in found["rivals"] for one in story["claims"]]
    assert max(one["published_on"] for one in claims) <= "2016-08-06"
    for one in claims:
        start, end = one["sentence_marks"]
        assert 0 <= start < end <= len(one["sentence"].encode("utf-16-le")) // 2
        assert one["statement"]["el"]
    assert any(one["contribution_log_odds"] for one in claims)
    assert any(one["copies"] for one in claims)


def test_a_claim_leads_to_its_words_in_the_report(client: TestClient) -> None:
    found = get(client, f"place/{RAMOUSEH}", at="2016-08-06")
    one = found["rivals"][0]["claims"][0]
    report = get(client, f"report/{one['report_id']}")
    (marked,) = [mark for mark in report["claims"] if mark["id"] == one["id"]]
    units = report["text"].encode("utf-16-le")
    words = units[2 * marked["start"] : 2 * marked["end"]].decode("utf-16-le")
    sentence = one["sentence"].encode("utf-16-le")
    start, end = one["sentence_marks"]
    assert words == sentence[2 * start : 2 * end].decode("utf-16-le")


def test_the_history_of_a_place_agrees_with_its_panel(client: TestClient) -> None:
    history = get(client, f"place/{RAMOUSEH}/history")
    at = history["days"].index("2016-08-06")
    panel = get(client, f"place/{RAMOUSEH}", at="2016-08-06")
    for one in panel["belief"]["probs"]:
        if one["key"] in history["probs"]:
            assert history["probs"][one["key"]][at] == pytest.approx(one["prob"], abs=1e-4)
    assert "2016-08-06" in [mark["day"] for mark in history["marks"]]


def test_the_situation_finds_the_siege_of_eastern_aleppo_and_what_decides_it(
    client: TestClient,
) -> None:
    places = get(client, "places")
    found = get(client, "situation", at="2016-08-05")
    (siege,) = [
        one
        for one in found["sieges"]
        if one["id"] == "syria:eastern-aleppo" and one["definition"] == "encirclement"
    ]
    assert siege["state"] == "encircled"
    assert siege["since"] == "2016-07-17"
    assert "about 300,000 people" in siege["sentence"]["en"]
    assert "ανατολικό Χαλέπι" in siege["sentence"]["el"]
    assert siege["inside"]
    assert siege["ring"]
    assert not set(siege["inside"]) & set(siege["ring"])
    later = get(client, "situation", at="2016-08-07")
    (corridor,) = later["corridors"]
    assert places["id"][corridor["deciding"][0]["place"]] == RAMOUSEH
    assert later["sieges"][corridor["siege"]]["id"] == "syria:eastern-aleppo"
    assert {one["state"] for one in later["routes"]} <= {"open", "threatened", "cut", "not_known"}


def test_the_timeline_has_the_sieges_from_when_to_when(client: TestClient) -> None:
    rows = get(client, "situation/days", at="2016-08-08")["sieges"]
    (row,) = [one for one in rows if one["id"] == "syria:eastern-aleppo"]
    assert (row["since"], row["until"]) == ("2016-07-17", "2016-08-06")


def test_moves_count_every_claim_once_and_say_how_far_beliefs_moved(client: TestClient) -> None:
    overview, found = get(client, "overview"), get(client, "moves")
    assert sum(sum(row) for row in found["days"]) == overview["counts"]["claims"]
    assert len(found["changes"]) == len(found["days"][0])
    assert max(found["changes"][1:]) > 1
    sohr = get(client, "moves", believe="speaker:sohr")
    assert sum(sum(row) for row in sohr["days"]) < overview["counts"]["claims"]


def test_ticks_are_the_claims_of_a_day(client: TestClient) -> None:
    found = get(client, "ticks", day="2016-08-06")
    assert {one["published_on"] for one in found["claims"]} == {"2016-08-06"}


def test_what_is_contested_and_what_changed_name_ramouseh(client: TestClient) -> None:
    rows = get(client, "contested", at="2016-08-06")["rows"]
    assert RAMOUSEH in [one["id"] for one in rows]
    # Those that are alike to a thousandth stand by their people.
    contests = [one["contest"] for one in rows]
    assert all(one >= after - 0.001 for one, after in pairwise(contests))
    changed = get(client, "changes", **{"from": "2016-08-05", "to": "2016-08-06"})
    (row,) = [one for one in changed["places"] if one["id"] == "syria:manbij"]
    assert row["before"]["key"] != row["after"]["key"]
    assert row["claims"]
    assert any(one["place"]["id"] == "syria:eastern-aleppo" for one in changed["situation"])


@pytest.mark.parametrize("text", ["Ramouseh", "ramous", "Ραμούσα", "الراموسة", "Ramusa", "Рамуса"])
def test_a_place_is_found_by_its_name_in_any_script(client: TestClient, text: str) -> None:
    found = get(client, "search", q=text)
    assert RAMOUSEH in [one["id"] for one in found["places"]][:5]


def test_an_actor_is_found_with_the_key_it_speaks_under(client: TestClient) -> None:
    found = get(client, "search", q="άχραρ")
    assert found["actors"][0]["speaker"] == "ahrar-al-sham"
    assert get(client, "search", q="  ") == {"places": [], "actors": []}


def test_claims_are_filtered_and_paged_without_losing_or_repeating_any(client: TestClient) -> None:
    rows: list[str] = []
    cursor: str | None = None
    while True:
        query = {"limit": 50, **({"cursor": cursor} if cursor else {})}
        page = get(client, "claims", **query)
        rows += [one["id"] for one in page["rows"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert len(rows) == len(set(rows)) == page["total"]
    some = get(
        client, "claims", place="ramouseh", speaker="sohr", predicate="controls",
        **{"from": "2016-08-01", "to": "2016-08-31"},
    )["rows"]  # fmt: skip
    assert some
    for one in some:
        assert one["speaker"]["key"] == "sohr"
        assert one["predicate"] == "controls"
        assert "2016-08-01" <= one["published_on"] <= "2016-08-31"
    assert get(client, "claims", q="ZZZZ")["rows"] == []


def test_speakers_come_with_what_their_word_is_worth(client: TestClient) -> None:
    rows = {one["key"]: one for one in get(client, "speakers")["speakers"]}
    favours = {one["favour"] for one in rows["ahrar-al-sham"]["reliability"]}
    assert favours == {"gain", "against", "neutral"}
    for one in rows["sohr"]["reliability"]:
        assert (one["right_prob"] is None) == (one["letter"] == "F")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("place/nowhere", 404), ("report/r-0", 404), ("frames?believe=side:nobody", 404),
        ("frames?without=nobody", 404), ("export/docx", 404), ("nothing", 404),
        ("frames?believe=everyone", 422), ("frames?from=2016-13-40", 422),
        ("frames?from=2016-08-07&to=2016-08-05", 422), ("place/ramouseh?at=1999-01-01", 422),
        ("frames?give=ramouseh", 422), ("claims?limit=100000", 422), ("claims?cursor=c-none", 422),
        ("claims?predicate=dances", 422), ("changes?from=2016-09-01&to=2016-08-01", 422),
        (f"search?q={'x' * 200}", 422), ("frames?mode=soon", 422),
    ],
)  # fmt: skip
def test_a_bad_question_gets_a_message_and_a_hint(
    client: TestClient, path: str, status: int
) -> None:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == status, answer.text
    error = answer.json()["error"]
    assert error["code"]
    assert error["message"]
    assert error["hint"]


def test_a_ledger_without_claims_is_answered_about_too(serve: Serve) -> None:
    client = serve()
    overview = get(client, "overview")
    assert overview["counts"]["claims"] == 0
    assert overview["holders"]
    for path in (
        "places", "areas", "lines", "moves", "ticks", "speakers", "place/ramouseh",
        "place/ramouseh/history", "situation", "situation/days", "contested", "changes", "claims",
        "search?q=Aleppo", "export",
    ):  # fmt: skip
        get(client, path)
    for name in ("geojson", "csv", "hxl", "history", "kml", "geoparquet", "claims.jsonl",
                 "claims.csv", "acled.csv", "ucdp.csv"):  # fmt: skip
        assert client.get(f"{API}/export/{name}").status_code == 200, name
    _, found = frames(client)
    assert (found[:, :, 0] == 0).all()


def test_head_answers_as_get_does_without_the_body(client: TestClient) -> None:
    for path in ("/", f"{API}/speakers"):
        head, body = client.head(path), client.get(path)
        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["content-length"] == body.headers["content-length"]


def test_no_answer_needs_another_machine(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("something asked for another machine")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    for path in ("overview", "frames?mode=hindsight", "place/manbij", "situation", "docs",
                 "search?q=Raqqa", "export/geojson", "export/kml"):  # fmt: skip
        assert client.get(f"{API}/{path}").status_code == 200
