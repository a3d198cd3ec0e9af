"""Theatres of a few towns, drawn as a graph, and pictures of who holds them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from contested.place.theatre import load_theatre
from contested.situation.control import ControlGraph, Picture, picture
from contested.situation.definitions import shipped_definitions
from contested.situation.evidence import Evidence, PlaceProbs
from tests.situation.conftest import syria

ARMY, REBELS, JIHAD, KURDS = "syrian-government", "syrian-rebels", "islamic-state", "sdf"
DAY = date(2016, 7, 10)
DEFINITIONS = shipped_definitions()
OURS, THEIRS = {REBELS: 1.0}, {ARMY: 1.0}
Rows = Mapping[str, Mapping[str, float]]
SHUT: Rows = {"home": OURS, "pass": THEIRS}
OPEN: Rows = {"home": OURS, "pass": OURS}
_HEAD = "id,name,kind,lat,lon,part_of,population,external_ids,country\n"


def drawn(
    folder: Path,
    towns: Mapping[str, str],
    links: Iterable[tuple[str, str]],
    routes: Mapping[str, str] | None = None,
) -> ControlGraph:
    """A theatre `land`. A town is given as "kind", "kind in area" or "kind of 300"; names that
    begin with "gate" are borders. `routes` are the stops of roads, with spaces between."""
    rows = [_HEAD, "land,Land,country,35,38,,,,SY\n"]
    for number, (name, told) in enumerate({**towns, **dict.fromkeys(routes or {}, "road")}.items()):
        kind, _, more = told.partition(" ")
        area = more.removeprefix("in ").split()[0] if "in " in more else "land"
        people = more.split("of ")[1] if "of " in more else ""
        kind = "border" if name.startswith("gate") else kind
        rows.append(f"{name},{name.title()},{kind},35.{number},38,{area},{people},,SY\n")
    files = {
        "theatre.toml": 'name = "land"\ntitle = "Land"\ncountries = ["SY"]\nlanguages = ["en"]\n',
        "places.csv": "".join(rows),
        "links.csv": "a,b,kind,name\n" + "".join(f"{a},{b},road,\n" for a, b in links),
        "routes.csv": "id,via\n" + "".join(f"{r},{s}\n" for r, s in (routes or {}).items()),
        "names.csv": "place,language,name\n",
    }
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return ControlGraph(load_theatre(folder))


def line(folder: Path, *towns: str) -> ControlGraph:
    """Towns in a row."""
    return drawn(folder, dict.fromkeys(towns, "town"), itertools.pairwise(towns))


def shown(control: ControlGraph, beliefs: PlaceProbs, day: date = DAY) -> Picture:
    """The picture of beliefs by bare name of a place."""
    _, actors, _ = syria()
    named = {f"land:{place}": row for place, row in beliefs.items()}
    return picture(control, day, named, actors, DEFINITIONS)


def mask(control: ControlGraph, *towns: str) -> np.ndarray:
    """The nodes of these towns."""
    return control.mask([control.index[f"land:{town}"] for town in towns])


def peer(control: ControlGraph) -> nx.Graph:
    """The control graph as one of networkx."""
    found = nx.Graph(control.graph.edges().tolist())
    found.add_nodes_from(range(control.graph.n))
    return found


def after(days: int) -> date:
    """So many days after the first."""
    return DAY + timedelta(days=days)


def believed(beliefs: Mapping[int, Rows]) -> dict[date, dict[str, dict[str, float]]]:
    """Who holds which town from which day on, by ids of the land."""
    return {
        after(day): {f"land:{k}": dict(row) for k, row in rows.items()}
        for day, rows in beliefs.items()
    }


def claim(number: int, predicate: str, day: int = 0, **more: Any) -> Evidence:
    """The Observatory's word on the home: the army besieges it, the rebels do anything else."""
    by, whose = (ARMY, REBELS) if predicate == "besieges" else (REBELS, ARMY)
    more.setdefault("speaker_name", more.get("speaker", "sohr"))
    return replace(
        Evidence(
            f"c{number}", predicate, by, whose, "land:home", "sohr", "sohr", "actual", "whole",
            after(day), None, after(day), report_id=f"r{number}",
        ),
        **more,
    )  # fmt: skip
