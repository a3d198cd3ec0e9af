"""`contested export page` and `picture`: a day in one file, to send or to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contested.cli.options import OptionError
from contested.errors import NotFoundError, QuestionError
from contested.map.export_page import page
from contested.map.export_picture import panels, picture
from contested.map.live import State
from contested.map.picture_words import Asked
from contested.map.raster import png
from contested.map.scene import sheet_words
from contested.map.selector import Selector
from contested.map.snapshot import Snapshot
from contested.place.resolve import Resolver
from contested.place.toponym import fold
from contested.study.names import near_names

PAGE, PICTURE = "page", "picture"
_NO_WEB = "what it shows and who says so is in the file; the reports' full texts are not"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is asked of a page or a picture, `places` as typed."""

    form: str
    selector: Selector
    at: date
    places: tuple[str, ...] = ()
    language: str = "en"
    each_side: bool = False


def sheet(state: State, wanted: Sheet, output: Path | None) -> tuple[bytes, str]:
    """The file's bytes, and what to say of it. Raises OptionError for options that do not fit."""
    form, selector = wanted.form, wanted.selector
    if len(wanted.places) > 1:
        raise OptionError(f"a {form} is of one --place, or without one of the theatre")
    if wanted.language not in sheet_words():
        raise OptionError(
            f"--language is one of {', '.join(sheet_words())}, not {wanted.language!r}"
        )
    place = find_place(state.snapshot, wanted.places[0]) if wanted.places else None
    asked = Asked(selector, wanted.at, place, wanted.language)
    if form == PAGE:
        if selector.only_side or selector.only_speaker:
            raise OptionError(
                "a page holds all told and each side: it does not take --side or --according-to; "
                "choose on the page, or export a picture"
            )
        made = page(state, asked, each_side=wanted.each_side)
        return made, f"a page that opens by itself; {_NO_WEB}"
    drawn = panels(state, asked) if wanted.each_side else picture(state, asked)
    if output is None or output.suffix.lower() == ".svg":
        return drawn, "a picture"
    if output.suffix.lower() != ".png":
        raise OptionError(f"a picture is an .svg or a .png, not {output.name!r}")
    try:
        return png(drawn), "a picture"
    except QuestionError as error:
        raise OptionError(str(error)) from error


def find_place(snapshot: Snapshot, text: str) -> str:
    """The id of the place called `text` in any script. Raises NotFoundError."""
    for key in (text, f"{snapshot.theatre.name}:{text}"):
        if key in snapshot.places.index:
            return key
    match = Resolver(snapshot.theatre, None).resolve(text)
    if match.place is not None and match.place.id in snapshot.places.index:
        return match.place.id
    for place in snapshot.places.places:
        if fold(place.name) == fold(text):
            return place.id
    names = [place.name for place in snapshot.places.places]
    raise NotFoundError(f"no place is called {text!r}{near_names(text, names)}")
