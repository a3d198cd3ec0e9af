"""Exports are what they say: each is read back by other means than it was written."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from fastapi.testclient import TestClient

from contested.cli.app import run
from contested.ledger.query import ClaimFilter
from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.export import FORMATS
from contested.map.export_acled import ACLED_COLUMNS
from contested.map.export_events import codes
from contested.map.export_rows import csv_bytes
from contested.map.export_site import export_site, safe
from contested.map.export_ucdp import UCDP_COLUMNS
from contested.map.live import Live
from contested.place.place import KINDS
from contested.place.theatre import load_theatre
from contested.report.report import Report
from tests.map.conftest import API, Serve

SHARED_CODES = {
    "Battles": {"Government regains territory", "Non-state actor overtakes territory",
                "Armed clash"},
    "Strategic developments": {"Non-violent transfer of territory", "Other"},
}  # fmt: skip
INTERS = {
    "State forces", "Rebel group", "Political militia", "Identity militia", "External/Other forces",
}  # fmt: skip


def export(client: TestClient, name: str, **query: Any) -> bytes:
    answer = client.get(f"{API}/export/{name}", params={"at": "2016-08-06", **query})
    assert answer.status_code == 200, answer.text
    assert "attachment" in answer.headers["content-disposition"]
    return bytes(answer.content)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


def test_the_list_of_formats_is_that_of_the_documentation(client: TestClient) -> None:
    found = [one["name"] for one in client.get(f"{API}/export").json()["formats"]]
    assert found == list(FORMATS)
    docs = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    for name in found:
        assert f"| `{name}` |" in docs


def test_geojson_has_polygons_for_districts_and_probabilities_that_sum_to_one(
    client: TestClient,
) -> None:
    from shapely.geometry import shape

    found = json.loads(export(client, "geojson"))
    assert found["type"] == "FeatureCollection"
    by_id = {one["id"]: one for one in found["features"]}
    ramouseh = by_id["syria:ramouseh"]
    assert ramouseh["geometry"]["type"] == "Polygon"
    assert ramouseh["properties"]["holder_id"] == "divided"
    for one in found["features"]:
        values = one["properties"]
        total = values["divided_probability"] + values["unknown_probability"]
        total += sum(v for key, v in values.items() if key.startswith("prob_"))
        assert total == pytest.approx(1.0, abs=0.005)
        assert values["fill-opacity"] <= 0.95
        if one["geometry"] is not None:
            area = shape(one["geometry"])
            assert area.is_valid
            west, south, east, north = area.bounds
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90


def test_csv_and_hxl_have_the_same_rows_and_hxl_a_tag_for_every_column(client: TestClient) -> None:
    plain, tagged = rows(export(client, "csv")), rows(export(client, "hxl"))
    tags = tagged.pop(0)
    assert plain == tagged
    assert plain
    for tag in tags.values():
        assert tag.startswith("#")
        assert all(
            part.isascii() and part.replace("_", "").isalnum() for part in tag[1:].split("+")
        ), tag
    assert len(set(tags.values())) == len(tags)
    (row,) = [one for one in plain if one["place_id"] == "syria:ramouseh"]
    assert row["holder_id"] == "divided"
    assert row["name_local"] == "الراموسة"


def test_an_export_follows_the_choice_of_speakers(client: TestClient) -> None:
    every = {one["place_id"]: one for one in rows(export(client, "csv"))}
    alone = {one["place_id"]: one for one in rows(
        export(client, "csv", believe="speaker:ahrar-al-sham"))}  # fmt: skip
    assert set(alone) < set(every)
    assert alone["syria:ramouseh"]["holder_id"] == "syrian-rebels"


def test_an_export_of_a_place_has_it_with_its_parts_and_no_other(
    demo_ledger: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out"
    command = ["--place", "eastern Aleppo", "--at", "2016-08-06", "--ledger", str(demo_ledger)]
    found: dict[str, set[str]] = {}
    for name in ("csv", "claims.jsonl", "geojson"):
        assert run(["export", name, *command, "-o", str(path)]) == 0
        text = path.read_text("utf-8")
        found[name] = set(re.findall(r"syria:[a-z-]+", text))
    assert "syria:ramouseh" not in found["csv"]
    assert found["csv"]
    assert found["csv"] <= {*load_theatre("syria").children("syria:eastern-aleppo"),
                            "syria:eastern-aleppo"}  # fmt: skip
    assert found["geojson"] == found["csv"]
    assert found["claims.jsonl"] >= found["csv"]


def test_as_known_then_no_place_has_a_row_before_anybody_spoke_of_it(serve: Serve) -> None:
    late = Report(
        "Rebel fighters captured Manbij on 3 August, SOHR said.", language="en",
        published_at="2016-08-09T10:00:00+00:00",
    )  # fmt: skip
    first = replace(
        late, text="Rebels captured Ramouseh.", published_at="2016-08-01T10:00:00+00:00"
    )
    served = serve(first, late)

    def places(at: str, **query: str) -> set[str]:
        return {row["place_id"] for row in rows(export(served, "csv", at=at, **query))}

    assert places("2016-08-05") == {"syria:ramouseh"}
    assert places("2016-08-05", mode="hindsight") == {"syria:ramouseh", "syria:manbij"}
    assert places("2016-08-09") == {"syria:ramouseh", "syria:manbij"}


SIDES = {
    "all": ("all", "", ""),
    "side:islamic-state": (
        "side: Islamic State", ", according to Islamic State alone", "-side-islamic-state",
    ),
    "speaker:sohr": ("speaker: SOHR", ", according to SOHR alone", "-speaker-sohr"),
}  # fmt: skip


@pytest.mark.parametrize("believe", SIDES)
def test_every_row_title_and_file_name_says_according_to_whom_it_is(
    client: TestClient, believe: str
) -> None:
    text, phrase, part = SIDES[believe]
    query = {"believe": believe, "at": "2016-12-23"}
    for name in ("csv", "history"):
        assert {one["according_to"] for one in rows(export(client, name, **query))} == {text}
    tags, *tagged = rows(export(client, "hxl", **query))
    assert tags["according_to"].startswith("#meta+")
    assert {one["according_to"] for one in tagged} == {text}
    found = json.loads(export(client, "geojson", **query))
    assert found["name"] == f"Syria, 2016-12-23{phrase}"
    assert found["metadata"]["according_to"] == text
    assert {one["properties"]["according_to"] for one in found["features"]} == {text}
    space = {"k": "http://www.opengis.net/kml/2.2"}
    root = Xml.fromstring(export(client, "kml", **query))
    assert root.findtext("k:Document/k:name", "", space) == f"Contested: Syria, 2016-12-23{phrase}"
    for mark in root.iterfind(".//k:Placemark", space):
        assert mark.findtext("k:description", "", space).endswith(phrase)
    answer = client.get(f"{API}/export/geojson", params={"at": "2016-12-23", **query})
    named = answer.headers["content-disposition"]
    assert named == f'attachment; filename="contested-syria-2016-12-23{part}.geojson"'


def test_a_speaker_left_out_and_a_supposed_holder_are_said(client: TestClient) -> None:
    (row, *_) = rows(export(client, "csv", without="sohr"))
    assert row["according_to"] == "all, without SOHR"
    (row, *_) = rows(export(client, "csv", give="manbij:islamic-state"))
    assert row["according_to"] == "all, supposing Manbij: Islamic State"


def test_kml_is_xml_whose_styles_and_places_refer_to_one_another(client: TestClient) -> None:
    root = Xml.fromstring(export(client, "kml"))
    space = {"k": "http://www.opengis.net/kml/2.2"}
    assert root.tag == "{http://www.opengis.net/kml/2.2}kml"
    styles = {one.get("id") for one in root.findall(".//k:Style", space)}
    marks = root.findall(".//k:Placemark", space)
    assert len(marks) > 30
    assert len({one.get("id") for one in marks}) == len(marks)
    for one in marks:
        assert (one.findtext("k:styleUrl", "", space)).removeprefix("#") in styles
        lon, lat = map(float, one.findtext("k:Point/k:coordinates", "", space).split(","))
        assert -180 <= lon <= 180
        assert -90 <= lat <= 90


def test_geoparquet_has_points_that_are_the_places_and_says_so(client: TestClient) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra geo is not installed")
    import shapely

    table = parquet.read_table(io.BytesIO(export(client, "geoparquet")))
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["primary_column"] in geo["columns"]
    west, south, east, north = geo["columns"]["geometry"]["bbox"]
    for row in table.to_pylist():
        if row["geometry"] is not None:
            point = shapely.from_wkb(row["geometry"])
            assert (point.x, point.y) == (row["lon"], row["lat"])
            assert west <= point.x <= east
            assert south <= point.y <= north


def test_claims_up_to_the_day_stand_one_a_line(client: TestClient) -> None:
    lines = export(client, "claims.jsonl").decode("utf-8").splitlines()
    claims = [json.loads(line) for line in lines]
    assert max(one["published_on"] for one in claims) <= "2016-08-06"
    later = export(client, "claims.jsonl", mode="hindsight").decode("utf-8").splitlines()
    assert len(later) > len(lines)
    ids = [one["id"] for one in claims] + [c["claim_id"] for one in claims for c in one["copies"]]
    assert len(ids) == len(set(ids))


def test_history_covers_every_day_once_for_each_place(client: TestClient) -> None:
    by_place: dict[str, list[dict[str, str]]] = {}
    for row in rows(export(client, "history")):
        by_place.setdefault(row["place_id"], []).append(row)
    for runs in by_place.values():
        assert runs[-1]["to"] == "2016-08-06"
        for one, following in pairwise(runs):
            assert one["to"] < following["from"]
            assert one["holder_id"] != following["holder_id"]


def test_events_have_acleds_columns_and_only_its_codes(client: TestClient) -> None:
    found = rows(export(client, "acled.csv"))
    assert tuple(found[0]) == ACLED_COLUMNS
    assert len({one["event_id_cnty"] for one in found}) == len(found)
    for one in found:
        assert one["sub_event_type"] in SHARED_CODES[one["event_type"]]
        assert one["time_precision"] in {"1", "2", "3"}
        assert one["geo_precision"] in {"1", "2", "3"}
        assert {one["inter1"], one["inter2"]} <= {*INTERS, ""}
        assert one["fatalities"] == ""
        assert one["country"] == "Syria"
        assert one["iso"] == "760"
        assert one["actor1"]
        assert "according to" in one["notes"]
    manbij = [one for one in found if one["location"] == "Manbij" and "takes" in one["notes"]]
    assert {one["sub_event_type"] for one in manbij} == {"Non-state actor overtakes territory"}
    regained = [one for one in found if one["sub_event_type"] == "Government regains territory"]
    assert {one["inter1"] for one in regained} == {"State forces"}


def test_events_have_ucdps_columns_and_only_its_codes(client: TestClient) -> None:
    found = rows(export(client, "ucdp.csv"))
    assert tuple(found[0]) == UCDP_COLUMNS
    for one in found:
        assert one["type_of_violence"] in {"1", "2"}
        assert one["where_prec"] in set("1234567")
        assert one["date_prec"] in set("12345")
        assert one["event_clarity"] in {"1", "2"}
        assert one["date_start"] <= one["date_end"] <= "2016-08-06"
        assert one["best"] == one["deaths_civilians"] == ""
        assert one["source_original"]


def test_what_several_say_of_one_event_is_one_row(client: TestClient) -> None:
    found = rows(export(client, "ucdp.csv"))
    assert any(int(one["number_of_sources"]) > 1 for one in found)
    keys = [(one["side_a"], one["where_coordinates"], one["date_end"], one["where_description"])
            for one in found]  # fmt: skip
    assert len(keys) == len(set(keys))


def test_the_tables_of_codes_name_only_kinds_of_places_and_codes_that_exist() -> None:
    for group in codes()["places"].values():
        assert set(group["kinds"]) <= KINDS
    assert set(codes()["ucdp"]["where"]) <= KINDS
    assert set(codes()["acled"]["inter"].values()) <= INTERS
    for kind, sub_kind in codes()["acled"]["events"].values():
        assert sub_kind in SHARED_CODES[kind]


def test_a_cell_of_a_report_cannot_become_a_formula_or_turn_the_reading_order() -> None:
    data = csv_bytes([["=1+1", "@x", "plain", "a\u202eb", -3.5, None]])
    (row,) = csv.reader(io.StringIO(data.decode("utf-8")))
    assert row == ["'=1+1", "'@x", "plain", "a\ufffdb", "-3.5", ""]


def test_the_command_line_gives_the_bytes_of_the_server(
    client: TestClient,
    demo_ledger: Path,
    tmp_path: Path,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = tmp_path / "out.csv"
    command = ["export", "csv", "--ledger", str(demo_ledger), "--at", "2016-08-06"]
    assert run([*command, "-o", str(path), "--without", "SOHR"]) == 0
    assert path.read_bytes() == export(client, "csv", without="sohr")
    assert run([*command, "--side", "Syrian rebels"]) == 0
    capsysbinary.readouterr()
    assert run([*command, "--according-to", "SOHR"]) == 0
    assert capsysbinary.readouterr().out == export(client, "csv", believe="speaker:sohr")


@pytest.mark.parametrize(
    "options",
    [["docx"], ["csv", "--at", "soon"], ["csv", "--at", "1999-01-01"], ["site"],
     ["csv", "--side", "x", "--according-to", "SOHR"], ["csv", "--replace"],
     ["site", "-o", "new", "--side", "x"], ["site", "-o", "new", "--without", "SOHR"]],
)  # fmt: skip
def test_options_that_cannot_be_are_refused_with_what_to_do(
    demo_ledger: Path, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *options, "--ledger", str(demo_ledger)]) == 2
    assert "contested:" in capsys.readouterr().err


@pytest.fixture(scope="module")
def early(demo_ledger: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of what the demonstration had been told by 12 July: a site of it is soon made."""
    path = tmp_path_factory.mktemp("early") / "early.db"
    with Ledger.open(demo_ledger) as whole, Ledger.open(path, create=True) as part:
        for report in whole.reports():
            if (report.published_on or "") <= "2016-07-12":
                told = whole.claims(ClaimFilter(report_id=report.id))
                resolved = [one.resolution for one in told if one.resolution]
                part.ingest(report, "v1", [one.claim for one in told], resolved)
    return path


@pytest.fixture(scope="module")
def site(early: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "public"
    assert run(["export", "site", "--ledger", str(early), "--output", str(folder)]) == 0
    return folder / "api" / "v1"


def test_the_site_has_a_file_for_everything_it_lists(site: Path) -> None:
    listed = json.loads((site / "static.json").read_text(encoding="utf-8"))
    assert len(listed["days"]) > 3
    for selection in listed["selections"]:
        assert (site / "frames" / f"{selection}.ctf").is_file()
        assert (site / "moves" / f"{selection}.json").is_file()
    for place, days in listed["place"].items():
        heard = {name for name, places in listed["heard"].items() if place in places}
        assert {path.stem for path in (site / "place" / safe(place)).iterdir()} == {
            "history", *days, *heard,
        }  # fmt: skip
    assert set(listed["heard"]) == {
        name for name in listed["selections"] if name.startswith(("then~", "hindsight~side~"))
    }
    assert set(listed["situations"]) == {
        name for name in listed["selections"] if name.startswith("then~side~")
    }
    for name in listed["situations"]:
        held = {path.stem for path in (site / "situation" / name).iterdir()}
        assert held == set(listed["days"])
    for day in listed["days"]:
        for name in ("situation", "contested", "ticks"):
            assert (site / name / f"{day}.json").is_file()
    for path in listed["exports"].values():
        assert (site / path).stat().st_size > 100
    for path in site.rglob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))


def test_the_files_of_the_site_are_the_answers_of_the_server(site: Path, early: Path) -> None:
    with Ledger.open(early) as ledger:
        live = Live(ledger, None)
        client = TestClient(make_app(live), base_url="http://localhost")
        listed = json.loads((site / "static.json").read_text(encoding="utf-8"))
        assert listed["version"] == live.state.snapshot.version
        day = listed["days"][-1]
        for path, address in (
            *((f"{name}.json", name) for name in ("places", "lines", "areas", "speakers")),
            (f"place/syria_castello-road/{listed['place']['syria:castello-road'][-1]}.json",
             f"place/castello-road?at={listed['place']['syria:castello-road'][-1]}"),
            ("place/syria_castello-road/history.json", "place/syria:castello-road/history"),
            (f"ticks/{day}.json", f"ticks?day={day}"),
            (f"situation/{day}.json", f"situation?at={day}"),
            (f"situation/{listed['situations'][0]}/{day}.json",
             f"situation?at={day}&believe=side:{listed['situations'][0].removeprefix('then~side~')}"),
            ("moves/hindsight~speaker~sohr.json", "moves?mode=hindsight&believe=speaker:sohr"),
        ):  # fmt: skip
            assert (site / path).read_bytes() == client.get(f"{API}/{address}").content, path
        name, place = next(
            (name, places[0])
            for name, places in listed["heard"].items()
            if name.startswith("then~side~") and places
        )
        text = (site / "place" / safe(place) / f"{name}.json").read_text("utf-8")
        heard = json.loads(text)
        whose = {"believe": f"side:{name.removeprefix('then~side~')}"}
        address = f"{API}/place/{place}"
        assert heard["history"] == client.get(f"{address}/history", params=whose).json()
        assert heard["beliefs"]
        for day, belief in heard["beliefs"].items():
            panel = client.get(address, params={"at": day, **whose}).json()
            assert belief == panel["belief"]
        for name, query in (
            ("then", ""),
            ("hindsight~speaker~sohr", "?mode=hindsight&believe=speaker:sohr"),
        ):
            frames = gzip.decompress((site / "frames" / f"{name}.ctf").read_bytes())
            assert frames == client.get(f"{API}/frames{query}").content
    assert json.loads((site / "overview.json").read_text(encoding="utf-8"))["static"] is True


def test_the_page_of_a_site_is_told_that_files_stand_in_for_the_server(
    early: Path, tmp_path: Path
) -> None:
    page = tmp_path / "page"
    (page / "assets").mkdir(parents=True)
    for name in ("index.html", "index.html.gz", "assets/x.js"):
        (page / name).write_text("<html><head></head></html>", encoding="utf-8")
    preload = '<link rel="preload" href="api/v1/overview" as="fetch">'
    first = (Path(__file__).parents[2] / "web" / "index.html").read_text(encoding="utf-8")
    index = f"<html><head>{preload}</head>{first[first.index('<body>') :]}"
    (page / "index.html").write_text(index, encoding="utf-8")
    with Ledger.open(early) as ledger:
        export_site(Live(ledger, None).state, tmp_path / "public", page=page)
    text = (tmp_path / "public" / "index.html").read_text(encoding="utf-8")
    assert '<head><meta name="contested-site">' in text
    assert "script-src 'self'" in text
    assert "preload" not in text
    # Opened from disk, where no script of it runs, it says what to do.
    shown = re.sub(r"<script.*?</script>|<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
    assert "python3 -m http.server" in shown
    assert "Loading" not in shown
    assert not (tmp_path / "public" / "index.html.gz").exists()
    assert (tmp_path / "public" / "assets" / "x.js").exists()
    assert (page / "index.html").read_text(encoding="utf-8").startswith(f"<html><head>{preload}")


def test_a_site_says_that_it_holds_every_side_and_the_texts_of_reports(
    early: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", "site", "--ledger", str(early), "--output", str(tmp_path / "public")]
    assert run([*command, "--side", "islamic-state", "--at", "2016-07-12"]) == 2
    told = capsys.readouterr().err
    assert "does not take --at, --side" in told
    assert "to each side" in told
    assert not (tmp_path / "public").exists()
    assert run(command) == 0
    told = capsys.readouterr().err
    assert "full texts of" in told
    assert "python3 -m http.server --directory" in told


def test_a_site_is_written_over_another_only_when_told_to_and_over_nothing_else(
    early: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "public"
    command = ["export", "site", "--ledger", str(early), "--output", str(folder)]
    assert run(command) == 0
    old = folder / "left-behind.txt"
    old.write_text("of the site before", encoding="utf-8")
    assert run(command) == 2
    assert old.exists()
    assert run([*command, "--replace"]) == 0
    assert not old.exists()
    assert (folder / "api" / "v1" / "static.json").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["public"]
    own = tmp_path / "own"
    own.mkdir()
    (own / "thesis.txt").write_text("mine", encoding="utf-8")
    other = ["export", "site", "--ledger", str(early), "--output", str(own), "--replace"]
    assert run(other) == 2
    assert (own / "thesis.txt").read_text(encoding="utf-8") == "mine"
