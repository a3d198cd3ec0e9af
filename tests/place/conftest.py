"""A small pack that every place test starts from."""

from __future__ import annotations

from pathlib import Path

import pytest

PACK: dict[str, str] = {
    "theatre.toml": """\
name = "sample"
title = "Northern Syria, a sample"
countries = ["SY"]
languages = ["en", "el", "ar"]
valid_from = 2012-07-01
""",
    "places.csv": """\
id,name,kind,lat,lon,part_of,population,external_ids
aleppo-province,Aleppo province,province,36.2,37.6,,,
aleppo,Aleppo,city,36.20,37.16,aleppo-province,2100000,gn:170063;wd:Q41183
ramouseh,Ramouseh,neighbourhood,36.158,37.135,aleppo,,pcode:N0160
salaheddine,Salaheddine,neighbourhood,36.185,37.115,aleppo,,
manbij,Manbij,city,36.528,37.955,aleppo-province,99497,
membij-farm,Manbij,village,35.1,36.2,,300,
raqqa,Raqqa,city,35.95,39.01,,220000,
idlib,Idlib,city,35.93,36.63,idlib-province,99000,
idlib-province,Idlib province,province,35.8,36.7,,,
deir-ez-zor,Deir ez-Zor,city,35.33,40.14,,211000,
qusayr,Qusayr,town,34.51,36.58,,29000,
kobani,Kobani,town,36.89,38.35,aleppo-province,44000,
saraqeb,Saraqeb,town,35.86,36.80,idlib-province,32000,
homs,Homs,city,34.73,36.71,,775000,
m5,M5 highway,highway,,,,,
""",
    "names.csv": """\
place,language,name,note
aleppo,el,Χαλέπι
aleppo,ar,حلب
ramouseh,ar,الراموسة
manbij,ar,منبج
raqqa,el,Ράκα,the usual Greek form
raqqa,ar,الرقة
idlib-province,en,Idlib
idlib,ar,إدلب
deir-ez-zor,ar,دير الزور
qusayr,ar,القصير
m5,und,M5
""",
    "links.csv": """\
a,b,kind,name
ramouseh,salaheddine,adjacent,
aleppo,saraqeb,road,M5
""",
    "routes.csv": "id,via\nm5,aleppo saraqeb homs\n",
    "actors.toml": "",
}


def write_pack(folder: Path, **changed: str) -> Path:
    """Write the sample pack into `folder`; `changed` replaces files (dots as underscores)."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in PACK.items():
        (folder / name).write_text(changed.get(name.replace(".", "_"), text), encoding="utf-8")
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    return write_pack(tmp_path / "sample")
