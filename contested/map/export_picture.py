"""A picture of a day as SVG: title, day, map, legend, sources; or a panel for each side beside that
of all told. Nothing in the file runs or fetches anything.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from contested.map.drawing import FAINT, INK, LEGEND_ROW, MARGIN, Drawing, laid_out
from contested.map.export_rows import exported_stored
from contested.map.live import State
from contested.map.picture_notes import chances, source_lines
from contested.map.picture_words import (
    Asked,
    credits_of,
    heard_in,
    speaking_sides,
    text,
    title_of,
)
from contested.map.scene import HEIGHT, WIDTH, sheet_words

_HEAD, _FOOT = 62, 70
# A panel of several, and what stands above and below its map.
PANEL = (620, 440)
_IN_A_ROW = 3
_ABOVE, _BELOW, _BETWEEN = 46, 48, 18


def picture(state: State, asked: Asked) -> bytes:
    """The whole picture as a file."""
    drawing = Drawing(state, asked, "m")
    body = drawing.drawn()
    legend, rows = laid_out(drawing.legend(), WIDTH - 2 * MARGIN)
    foot = _HEAD + HEIGHT + 12 + rows * LEGEND_ROW
    heard, reports = _sources(state, asked, WIDTH - 2 * MARGIN)
    under = heard_in(state, asked)
    if asked.place is not None:
        under = f"{_chances(drawing)}. {under}"
    parts = [
        drawing.defs(),
        f'<svg x="0" y="{_HEAD}" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}">{body}</svg>',
        f'<g transform="translate({MARGIN} {_HEAD + HEIGHT + 12})">{legend}</g>',
        _notes((heard, reports, credits_of(drawing.words, drawing.has_areas())), foot),
    ]
    return _file(state, asked, under, (WIDTH, foot + _FOOT), parts)


def panels(state: State, asked: Asked) -> bytes:
    """One picture of several: all told, and each side that speaks, alone, at its word. Under each
    stands how many claims of which speakers count in it."""
    words = sheet_words()[asked.language]
    chosen = [asked]
    for side in speaking_sides(state, asked):
        chosen.append(replace(asked, selector=replace(asked.selector, only_side=side)))
    found = [_panel(state, one, f"m{number}") for number, one in enumerate(chosen)]
    wide, high = PANEL[0], _ABOVE + PANEL[1] + _BELOW
    columns = min(_IN_A_ROW, len(found))
    width = columns * wide + (columns - 1) * _BETWEEN + 2 * MARGIN
    parts = []
    for number, one in enumerate(found):
        row, column = divmod(number, columns)
        x, y = MARGIN + column * (wide + _BETWEEN), _HEAD + row * high
        parts.append(f'<g transform="translate({x} {y})">{one.body}</g>')
    items = [item for one in found for item in one.legend]
    legend, rows = laid_out(items, width - 2 * MARGIN)
    below = _HEAD + -(-len(found) // columns) * high
    foot = below + rows * LEGEND_ROW
    _, reports = _sources(state, asked, width - 2 * MARGIN)
    parts += [
        f'<g transform="translate({MARGIN} {below})">{legend}</g>',
        _notes((reports, credits_of(words, found[0].districts)), foot),
    ]
    under = words["each_side"].format(heard=heard_in(state, asked))
    return _file(state, asked, under, (width, foot + _FOOT), parts)


def map_alone(state: State, asked: Asked, key: str, *, small: bool = False) -> str:
    """The map with its legend, to stand in a page, alone or beside others (`small`); `key` begins
    its ids."""
    wide, high = PANEL if small else (WIDTH, HEIGHT)
    drawing = Drawing(state, asked, key, (wide, high))
    body = drawing.drawn()
    legend, rows = laid_out(drawing.legend(), wide - 2 * MARGIN)
    height = high + 16 + rows * LEGEND_ROW
    label = text(f"{title_of(state, asked)}. {heard_in(state, asked)}")
    return (
        f'<svg viewBox="0 0 {wide} {height}" role="img" aria-label="{label}">{drawing.defs()}'
        f'<svg width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">{body}</svg>'
        f'<g transform="translate({MARGIN} {high + 14})">{legend}</g></svg>'
    )


@dataclass(frozen=True, slots=True)
class _Panel:
    """A panel as SVG, the items of its legend, and whether it has districts."""

    body: str
    legend: list[tuple[str, str]]
    districts: bool


def _panel(state: State, asked: Asked, key: str) -> _Panel:
    drawing = Drawing(state, asked, key, PANEL)
    words, (wide, high) = drawing.words, PANEL
    body, legend = drawing.drawn(), drawing.legend()
    whose = words["all_told"]
    if asked.selector.only_side is not None:
        names = state.snapshot.holder(asked.selector.only_side).names
        whose = words["alone"].format(name=names.get(asked.language, names["en"]))
    likely = _chances(drawing) if asked.place is not None else ""
    heard, _ = _sources(state, asked, wide)
    lines = [
        f'<text y="16" font-size="16" font-weight="600" fill="{INK}">{text(whose)}</text>',
        f'<text y="36" font-size="13" fill="{INK}">{text(likely)}</text>',
        f'<svg y="{_ABOVE}" width="{wide}" height="{high}" viewBox="0 0 {wide} {high}">',
        f"{body}</svg>",
        f'<text y="{_ABOVE + high + 18}" font-size="11.5" fill="{FAINT}">{text(heard)}</text>',
    ]
    return _Panel(drawing.defs() + "".join(lines), legend, drawing.has_areas())


def _file(
    state: State, asked: Asked, under: str, size: tuple[int, float], parts: list[str]
) -> bytes:
    """A picture under its title, with the parts that are laid out already."""
    title, whose = text(title_of(state, asked)), text(under)
    width, height = size
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
            f'width="{width}" height="{height}" role="img" lang="{asked.language}" '
            f'font-family="Noto Sans, DejaVu Sans, Arial, sans-serif">',
            f"<title>{title}</title><desc>{whose}</desc>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            f'<text x="{MARGIN}" y="28" font-size="21" font-weight="600" fill="{INK}">'
            f"{title}</text>",
            f'<text x="{MARGIN}" y="50" font-size="14" fill="{FAINT}">{whose}</text>',
            *parts,
            "</svg>\n",
        ]
    ).encode()


def _notes(lines: tuple[str, ...], foot: float) -> str:
    told = "".join(
        f'<text x="{MARGIN}" y="{foot + 18 * number}">{text(line)}</text>'
        for number, line in enumerate(lines, start=1)
    )
    return f'<g font-size="11.5" fill="{FAINT}">{told}</g>'


def _chances(drawing: Drawing) -> str:
    """The likeliest states of the place, and how old the last word on it is."""
    asked = drawing.asked
    assert asked.place is not None
    likely = chances(drawing.view, asked.place, asked.at, asked.language)
    return f"{likely[:1].upper()}{likely[1:]}"


def _sources(state: State, asked: Asked, width: float) -> tuple[str, str]:
    """Who said what was counted, and the outlets with most of it."""
    snapshot = state.snapshot
    within = None if asked.place is None else snapshot.places.within(asked.place)
    told = exported_stored(state, asked.selector, asked.at, within)
    return source_lines(snapshot, told, sheet_words()[asked.language], asked.language, width)
