"""The map of a day by one word, drawn as SVG from the data.

Every side has a colour of Okabe and Ito's and a shape of its own, and what is divided is hatched:
nothing rests on colour alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from contested.map.answers_day import SituationAnswer
from contested.map.areas import areas
from contested.map.base_map import base_map
from contested.map.live import State
from contested.map.picture_notes import ring_words, scale_mark
from contested.map.picture_words import Asked, text
from contested.map.scene import (
    HEIGHT,
    WIDTH,
    Projection,
    Shown,
    around,
    drawn_places,
    rings,
    sheet_words,
    shown,
)
from contested.place.distance import distance_km

MARGIN, LEGEND_ROW = 16, 24
INK, FAINT = "#1b1f23", "#5a6068"
_SEA, _LAND, _BORDER = "#dfe7ec", "#f7f5ef", "#9a978d"
_UNKNOWN = "#7d848b"
_MOST_LABELS = 46
_MOST_LANDMARKS = 8
# Areas are drawn where a picture is at most so many degrees high.
_AREAS_DEG = 0.6
_LETTER = 6.1
_SHAPES = ("circle", "square", "diamond", "triangle", "wedge", "hexagon", "cross")
_POLYGONS = {
    "square": "-.9,-.9 .9,-.9 .9,.9 -.9,.9",
    "diamond": "0,-1.25 1.25,0 0,1.25 -1.25,0",
    "triangle": "0,-1.2 1.15,.9 -1.15,.9",
    "wedge": "0,1.2 1.15,-.9 -1.15,-.9",
    "hexagon": "1.1,0 .55,.95 -.55,.95 -1.1,0 -.55,-.95 .55,-.95",
    "cross": "-.4,-1.15 .4,-1.15 .4,-.4 1.15,-.4 1.15,.4 .4,.4 .4,1.15 -.4,1.15 -.4,.4 -1.15,.4 "
    "-1.15,-.4 -.4,-.4",
}


class Drawing:
    """A day by one word, laid out on a projection; `key` begins the ids of what is defined in it.
    `legend` and `defs` are of what `drawn` drew."""

    def __init__(
        self, state: State, asked: Asked, key: str, size: tuple[int, int] = (WIDTH, HEIGHT)
    ) -> None:
        self.state, self.asked, self.key = state, asked, key
        self.snapshot = state.snapshot
        self.words = sheet_words()[asked.language]
        self.view = state.views.get(asked.selector)
        self.projection: Projection = around(
            state.views.get(asked.selector.all_told), asked.place, size
        )
        self.width, self.height = size
        self.situation: SituationAnswer = state.situations.panel(self.view, asked.at)
        self.places = drawn_places(self.snapshot, self.projection)
        self.shown = {n: shown(self.view, n, asked.at) for n in self.places}
        index = self.snapshot.places.index
        self._spoken = frozenset(index[one] for one in self.view.places())
        self.colours = [one.colour for one in self.snapshot.holders]
        self._hatches: dict[tuple[int, ...], str] = {}
        self._routes: set[str] = set()
        self._ringed = False
        self._named = self._landmarks()

    # The map

    def drawn(self) -> str:
        """The map, in points of the projection."""
        parts = [
            f'<rect width="{self.width}" height="{self.height}" fill="{_SEA}"/>',
            self._ground(),
        ]
        parts += [
            self._areas(),
            self._ways(),
            self._rings(),
            self._marks(),
            self._labels(),
            scale_mark(self.projection, MARGIN, INK),
        ]
        return "\n".join(part for part in parts if part)

    def _ground(self) -> str:
        ground = base_map(self.projection.box)
        if not ground.land:
            # Without the base map no sea is known either.
            return f'<rect width="{self.width}" height="{self.height}" fill="{_LAND}"/>'
        land = "".join(self._path(ring, closed=True) for ring in ground.land)
        borders = "".join(self._path(line) for line in ground.borders)
        return (
            f'<path d="{land}" fill="{_LAND}" fill-rule="evenodd"/>'
            f'<path d="{borders}" fill="none" stroke="{_BORDER}" stroke-dasharray="6 3"/>'
        )

    def _path(self, points: Iterable[Sequence[float]], closed: bool = False) -> str:
        """A path of degrees, cut to what is near the picture so that it stays short."""
        found = [self.projection.at(lon, lat) for lon, lat in points]
        wide, high = self.width, self.height
        kept = [(min(max(x, -wide), 2 * wide), min(max(y, -high), 2 * high)) for x, y in found]
        if not kept:
            return ""
        steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in kept)
        return f"M{steps}{'Z' if closed else ''}"

    def has_areas(self) -> bool:
        """Whether it is near enough for districts."""
        return self.projection.box[3] - self.projection.box[1] <= _AREAS_DEG

    def _areas(self) -> str:
        if not self.has_areas():
            return ""
        parts = []
        for one in areas(self.snapshot).features:
            number = int(str(one.properties["place"]))
            state = self.shown.get(number)
            if state is None:
                continue
            geometry = one.geometry
            assert geometry is not None
            polygons = [geometry["coordinates"]]
            if geometry["type"] == "MultiPolygon":
                polygons = geometry["coordinates"]
            path = "".join(self._path(ring, True) for rings in polygons for ring in rings)
            fill, opacity = self._fill(state)
            parts.append(
                f'<path d="{path}" fill="{fill}" fill-opacity="{0.55 * opacity:.2f}" '
                f'stroke="{_BORDER}" stroke-width=".8"/>'
            )
        return "".join(parts)

    def _fill(self, state: Shown) -> tuple[str, float]:
        if not state.is_held:
            return "none", 0.0
        if not state.divided:
            return self.colours[state.holders[0]], state.strength
        return f"url(#{self._hatch(state.holders)})", max(0.5, state.strength)

    def _hatch(self, holders: tuple[int, ...]) -> str:
        name = f"{self.key}-h" + "-".join(map(str, holders))
        self._hatches[holders] = name
        return name

    def _ways(self) -> str:
        parts = []
        places = self.snapshot.places.places
        for one in self.situation.routes:
            line = [places[n] for n in one.line]
            spots = [(p.lon_deg, p.lat_deg) for p in line if p.lon_deg is not None]
            points = [(lon, lat) for lon, lat in spots if lon is not None and lat is not None]
            if len(points) < 2 or not any(self.projection.shows(p) for p in line):
                continue
            style = one.state if one.state in ("open", "cut") else "threatened"
            self._routes.add(style)
            parts.append(_road(self._path(points), style))
            if style == "cut":
                spot = self._cut_at(points, [places[d.place] for d in one.cut_by[:1]])
                parts.append(_crossed(*spot))
        return "".join(parts)

    def _cut_at(
        self, points: Sequence[tuple[float, float]], by: Sequence[object]
    ) -> tuple[float, float]:
        """Where the cross of a cut road stands: half a step beside the place that cuts it."""
        spots = [self.projection.at(*one) for one in points]
        where = len(spots) // 2
        for place in by:
            at = (getattr(place, "lon_deg", None), getattr(place, "lat_deg", None))
            if None not in at:
                x, y = self.projection.at(at[0] or 0.0, at[1] or 0.0)
                where = min(
                    range(len(spots)),
                    key=lambda n: (spots[n][0] - x) ** 2 + (spots[n][1] - y) ** 2,
                )
        a, b = spots[where], spots[where + 1 if where + 1 < len(spots) else where - 1]
        return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2

    def _rings(self) -> str:
        from shapely.geometry import MultiPoint

        parts = []
        for inside, by in rings(self.situation):
            spots = [self.snapshot.places.places[n] for n in inside]
            seen = [one for one in spots if self.projection.shows(one)]
            if not seen:
                continue
            self._ringed = True
            points = [self.projection.at(one.lon_deg or 0.0, one.lat_deg or 0.0) for one in seen]
            hull = MultiPoint(points).convex_hull.buffer(20, quad_segs=6)
            row = self.snapshot.holder_row.get(by or "")
            colour = self.colours[row] if row is not None else INK
            steps = " ".join(f"{x:.1f},{y:.1f}" for x, y in hull.exterior.coords)
            parts.append(
                f'<path d="M{steps}Z" fill="none" stroke="#fff" stroke-width="5" opacity=".7"/>'
                f'<path d="M{steps}Z" fill="none" stroke="{colour}" stroke-width="2.6" '
                'stroke-dasharray="10 5"/>'
            )
        return "".join(parts)

    def _marks(self) -> str:
        order = sorted(self.places, key=lambda n: (self.shown[n].is_held, n in self._spoken))
        parts = []
        for number in order:
            place = self.snapshot.places.places[number]
            x, y = self.projection.at(place.lon_deg or 0.0, place.lat_deg or 0.0)
            state = self.shown[number]
            if place.id == self.asked.place:
                parts.append(
                    f'<circle cx="{x:.1f}" cy="{y:.1f}" r="14" fill="none" stroke="{INK}" '
                    'stroke-width="2"/>'
                )
            if not state.is_held:
                # Far off, what nobody spoke of would be all that is seen.
                known = number in self._spoken or number in self._named
                if not known and not self.has_areas():
                    continue
                size = 4.5 if number in self._spoken else 2.2
                parts.append(_empty(x, y, size))
                continue
            fill, opacity = self._fill(state)
            edge = self.colours[state.holders[0]] if state.holders else INK
            shape = "circle" if state.divided else _SHAPES[state.holders[0] % len(_SHAPES)]
            parts.append(_mark(x, y, shape, fill, opacity, edge, 7.0))
        return "".join(parts)

    def _landmarks(self) -> list[int]:
        """Towns nearby of which nothing is held and what is encircled: named to find one's way."""
        places = self.snapshot.places.places
        inside = [n for found, _ in rings(self.situation) for n in found if n in self.shown]
        centre = self.snapshot.places.find(self.asked.place) if self.asked.place else None

        def far(number: int) -> float:
            gap = distance_km(places[number], centre) if centre is not None else None
            return gap if gap is not None else -float(places[number].population or 0)

        towns = [n for n in self.places if places[n].kind in ("city", "town")]
        idle = [n for n in towns if not self.shown[n].is_held and n not in inside]
        return [*inside, *sorted(idle, key=far)[:_MOST_LANDMARKS]]

    def _labels(self) -> str:
        """Names beside their marks, the most spoken of first, none over another."""
        told = self.snapshot.by_place
        places = self.snapshot.places.places
        wanted = sorted(
            (n for n in self.places if self.shown[n].is_held or places[n].id == self.asked.place),
            key=lambda n: (places[n].id != self.asked.place, -len(told.get(places[n].id, ())),
                           -(places[n].population or 0)),
        )  # fmt: skip
        wanted += [n for n in self._named if n not in wanted]
        # The scale bar stands in the lower left corner.
        taken = [(0.0, self.height - 30.0, 220.0, float(self.height))]
        parts: list[str] = []
        for number in wanted:
            if len(parts) >= _MOST_LABELS:
                break
            place = places[number]
            names = self.snapshot.namer.place(place.id)
            name = names.get(self.asked.language, names["en"])
            x, y = self.projection.at(place.lon_deg or 0.0, place.lat_deg or 0.0)
            wide = len(name) * _LETTER
            for left, up in ((x + 11, y + 4), (x - 11 - wide, y + 4), (x - wide / 2, y - 12),
                             (x - wide / 2, y + 20)):  # fmt: skip
                box = (left, up - 11, left + wide, up + 3)
                inside = box[0] > 2 and box[2] < self.width - 2
                inside = inside and box[1] > 2 and box[3] < self.height - 2
                if inside and not any(_overlap(box, other) for other in taken):
                    taken.append(box)
                    weight = ' font-weight="600"' if place.id == self.asked.place else ""
                    parts.append(f'<text x="{left:.1f}" y="{up:.1f}"{weight}>{text(name)}</text>')
                    break
        return (
            f'<g font-size="11.5" fill="{INK}" stroke="#fff" stroke-width="3" '
            f'paint-order="stroke" stroke-linejoin="round">{"".join(parts)}</g>'
        )

    # The legend

    def legend(self) -> list[tuple[str, str]]:
        """What stands for what, of that which is drawn: marks as SVG and their words."""
        seen = {n for one in self.shown.values() for n in one.holders}
        items: list[tuple[str, str]] = []
        for number, holder in enumerate(self.snapshot.holders):
            if number in seen:
                shape = _SHAPES[number % len(_SHAPES)]
                mark = _mark(8, 0, shape, holder.colour, 1.0, holder.colour, 6.0)
                items.append((mark, holder.names.get(self.asked.language, holder.names["en"])))
        divided = [one.holders for one in self.shown.values() if one.divided]
        if divided:
            fill = f"url(#{self._hatch(divided[0])})"
            items.append((_mark(8, 0, "circle", fill, 1.0, INK, 6.0), self.words["divided"]))
        items.append((_empty(8, 0, 4.5), self.words["unknown"]))
        if self._ringed:
            dash = f'<path d="M0,0H18" stroke="{INK}" stroke-width="2.4" stroke-dasharray="6 3"/>'
            here = [
                one
                for one in self.situation.sieges
                if any(number in self.shown for number in one.inside or [one.place])
            ]
            told = ring_words(here, self.words, self.asked.language)
            items.append((dash, told))
        for style in ("open", "threatened", "cut"):
            if style in self._routes:
                cross = _crossed(9, 0) if style == "cut" else ""
                items.append((_road("M0,0H18", style) + cross, self.words[style]))
        items += [("", self.words["strength"]), ("", self.words["pale"])]
        return items

    def defs(self) -> str:
        """The hatches that were used."""
        parts = []
        for holders, name in self._hatches.items():
            known = [self.colours[n] for n in holders] or [_UNKNOWN, "#ffffff"]
            parts.append(
                f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse" '
                f'patternTransform="rotate(45)"><rect width="8" height="8" fill="{known[0]}"/>'
                f'<rect width="4" height="8" fill="{known[-1]}"/></pattern>'
            )
        return f"<defs>{''.join(parts)}</defs>"


def laid_out(items: Sequence[tuple[str, str]], width: float) -> tuple[str, int]:
    """The items of a legend in rows of a width, each name once, marks before mere words, and how
    many rows there are."""
    x, row, parts = 0.0, 0, []
    named: dict[str, str] = {}
    for mark, name in items:
        named.setdefault(name, mark)
    for name, mark in sorted(named.items(), key=lambda item: not item[1]):
        wide = (26 if mark else 0) + len(name) * 6.6 + 22
        if x and x + wide > width:
            x, row = 0.0, row + 1
        parts.append(
            f'<g transform="translate({x:.0f} {10 + row * LEGEND_ROW})">{mark}'
            f'<text x="{26 if mark else 0}" y="4" font-size="12.5" fill="{INK}">'
            f"{text(name)}</text></g>"
        )
        x += wide
    return "".join(parts), row + 1


def _mark(x: float, y: float, shape: str, fill: str, opacity: float, edge: str, size: float) -> str:
    style = f'fill="{fill}" fill-opacity="{opacity:.2f}" stroke="{edge}"'
    if shape == "circle":
        return (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="#fff"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" {style} stroke-width="1.5"/>'
        )
    points = _POLYGONS[shape]
    place = f'transform="translate({x:.1f} {y:.1f}) scale({size})"'
    return (
        f'<polygon points="{points}" {place} fill="#fff"/>'
        f'<polygon points="{points}" {place} {style} stroke-width="{1.5 / size:.2f}"/>'
    )


def _empty(x: float, y: float, size: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}" fill="#fff" stroke="{_UNKNOWN}" '
        'stroke-width="1.2"/>'
    )


def _road(path: str, style: str) -> str:
    dash = {"open": "", "threatened": ' stroke-dasharray="2 5"', "cut": ' stroke-dasharray="9 6"'}
    return (
        f'<path d="{path}" fill="none" stroke="{FAINT}" stroke-width="2.6" '
        f'stroke-linecap="round"{dash[style]}/>'
    )


def _crossed(x: float, y: float) -> str:
    return (
        f'<path d="M{x - 6:.1f},{y - 6:.1f}l12,12m0,-12l-12,12" stroke="{INK}" '
        'stroke-width="3" fill="none"/>'
    )


def _overlap(one: Sequence[float], other: Sequence[float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
