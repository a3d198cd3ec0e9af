"""A static, read-only site: the built page, and every answer it asks for as a file.

A web host ignores what stands behind a question mark, so the files have names of their own;
`static.json` lists which there are. The page maps its questions to them.
"""

from __future__ import annotations

import gzip
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from pydantic import BaseModel

from contested.belief.observe import published_on
from contested.errors import QuestionError
from contested.map import reference
from contested.map.answers import Answer
from contested.map.answers_day import BeliefAnswer, ClaimsAnswer, HistoryAnswer, TicksAnswer
from contested.map.areas import areas
from contested.map.changes import most_contested
from contested.map.claim_list import ClaimQuestion, matching
from contested.map.claim_rows import fold_copies
from contested.map.export import FORMATS
from contested.map.frames import packed
from contested.map.guard import policy_of
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.page import STATIC
from contested.map.place_panel import belief_answer, history_panel, place_panel
from contested.map.report_panel import report_answer
from contested.map.selector import Selector
from contested.map.view import View

_CONTESTED_SHOWN = 50
_LEVEL = 9
Told = Callable[[str], None]


def safe(text: str) -> str:
    """A text as a file's name: all but Latin letters, digits, dots and hyphens become ``_``.

    >>> safe("syria:ramouseh"), safe("Ahrar al-Sham")
    ('syria_ramouseh', 'Ahrar_al-Sham')
    """
    return "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in text)


def export_site(
    state: State,
    folder: Path,
    *,
    page: Path = STATIC,
    told: Told = lambda line: None,
    replacing: bool = False,
) -> int:
    """Write the site into `folder`, which must be empty or new; the number of files.

    With `replacing` it may be a site that was exported before, which goes once the new one is
    whole. Without a built page only the answers are written. Raises QuestionError if something
    else is there.
    """
    there = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    if there and not replacing:
        hint = " or add --replace" if _is_site(folder) else ""
        raise QuestionError(f"{folder} is not empty; name a new folder with --output{hint}")
    if there and not _is_site(folder):
        raise QuestionError(
            f"{folder} holds no exported site, so that nothing in it is replaced; name another "
            "folder with --output"
        )
    if not there:
        return _write(state, folder, page, told)
    target = folder.resolve()
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        new, old = fresh / "new", fresh / "old"
        files = _write(state, new, page, told)
        target.rename(old)
        try:
            new.rename(target)
        except OSError:
            old.rename(target)
            raise
    finally:
        shutil.rmtree(fresh)
    return files


def _is_site(folder: Path) -> bool:
    return (folder / "api" / "v1" / "static.json").is_file()


def _write(state: State, folder: Path, page: Path, told: Told) -> int:
    if (page / "index.html").is_file():
        shutil.copytree(page, folder, dirs_exist_ok=True)
        _mark(folder / "index.html")
    site = _Site(state, folder / "api" / "v1", told)
    site.write()
    return sum(path.is_file() for path in folder.rglob("*"))


_FROM_DISK = (
    '<div class="first-words"><p><b>Contested.</b> If this text stays, the page was opened from '
    "disk, where a browser runs no page of this kind. Put the whole folder on any web host, or "
    "type in that folder <code>python3 -m http.server</code> and open <code>http://localhost:8000</code>."
    '</p><p lang="el">Αν μένει αυτό το κείμενο, η σελίδα άνοιξε από τον δίσκο, όπου δεν '
    "λειτουργεί. Ανεβάστε τον φάκελο σε οποιονδήποτε διακομιστή ιστού, ή δώστε μέσα του "
    "<code>python3 -m http.server</code> και ανοίξτε <code>http://localhost:8000</code>.</p></div>"
)
_FIRST_WORDS = re.compile(r'<p class="first-words">[^<]*</p>')
_PRELOAD = re.compile(r'<link rel="preload" href="api/[^>]*>\s*')


def _mark(index: Path) -> None:
    """Tell the page that files stand in for the server, and keep to its policy."""
    # What the page asks of a server beforehand is not there.
    text = _PRELOAD.sub("", index.read_text(encoding="utf-8"))
    policy = "; ".join(one for one in policy_of(None) if not one.startswith("frame-ancestors"))
    marks = (
        '<meta name="contested-site">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    )
    # Plain text in place of "Loading": the page's script replaces it, and where no script runs it
    # says what to do.
    text = _FIRST_WORDS.sub(lambda _: _FROM_DISK, text, count=1)
    index.write_text(text.replace("<head>", f"<head>{marks}", 1), encoding="utf-8")
    # Compressed forms of the page as it was.
    for suffix in (".br", ".gz"):
        index.with_name(index.name + suffix).unlink(missing_ok=True)


class HeardAnswer(Answer):
    """A place according to one side or speaker: its history, and the belief on each day on which
    something that counts was published."""

    history: HistoryAnswer
    beliefs: dict[date, BeliefAnswer]


class _Site:
    def __init__(self, state: State, folder: Path, told: Told) -> None:
        self.state, self.folder, self.told = state, folder, told
        self.snapshot = state.snapshot
        self.view = state.views.get(Selector())
        self.heard: dict[str, list[str]] = {}
        self.situations: list[str] = []
        self.days = sorted(self.snapshot.by_day) or [self.snapshot.last_day]

    def write(self) -> None:
        """Write every file."""
        self._reference()
        selections = self._selections()
        places = self._places()
        self._days()
        self._reports()
        exports = self._exports()
        self._put(
            "static.json",
            {
                "version": self.snapshot.version,
                "first_day": self.snapshot.first_day.isoformat(),
                "days": [day.isoformat() for day in self.days],
                "place": places,
                "selections": selections,
                "heard": self.heard,
                "situations": self.situations,
                "exports": exports,
            },
        )

    def _reference(self) -> None:
        snapshot = self.snapshot
        self._put(
            "overview.json",
            reference.overview(self.view, can_write=False, logged_in=False, static=True),
        )
        self._put("places.json", reference.places_answer(snapshot))
        self._put("areas.json", areas(snapshot))
        self._put("lines.json", reference.lines(snapshot))
        self._put("speakers.json", reference.speakers(snapshot))
        every = matching(snapshot, ClaimQuestion())
        rows = self.state.rows.rows(every)
        self._put("claims.json", ClaimsAnswer(rows=rows, total=len(rows), next=None))

    def _selections(self) -> list[str]:
        """Frames and the timeline under each choice that is one click away."""
        choices = {"": Selector()}
        sides = {one.side for one in self.snapshot.speakers}
        for holder in self.snapshot.holders:
            if holder.id in sides:
                choices[f"~side~{safe(holder.id)}"] = Selector(only_side=holder.id)
        for speaker in self.snapshot.speakers:
            choices[f"~speaker~{safe(speaker.key)}"] = Selector(only_speaker=speaker.name)
        names = []
        for suffix, selector in choices.items():
            for mode in ("then", "hindsight"):
                view = self.state.views.get(replace(selector, mode=mode))
                frames = packed(np.ascontiguousarray(view.frames.slice(0, view.frames.days - 1)), 0)
                name = f"{mode}{suffix}"
                self._put(f"frames/{name}.ctf", gzip.compress(frames, _LEVEL, mtime=0))
                self._put(f"moves/{name}.json", reference.moves(view))
                names.append(name)
                if suffix and (mode == "then" or selector.only_side is not None):
                    self.heard[name] = self._heard(view, name)
                if mode == "then" and selector.only_side is not None:
                    self._situations(view, name)
        self.told(f"frames for {len(names)} choices")
        return names

    def _heard(self, view: View, name: str) -> list[str]:
        """The places that somebody heard spoke of, each with what follows from that alone."""
        for place in sorted(view.own):
            found = view.belief(place)
            told = found.told if found is not None else ()
            days = {one.known_on for one in told}
            if view.selector.mode == "hindsight":
                # There a belief turns on the day spoken of, too.
                first, last = self.snapshot.first_day, self.snapshot.last_day
                days |= {one.day for one in told if first <= one.day <= last}
            answer = HeardAnswer(
                history=history_panel(view, place),
                beliefs={day: belief_answer(view, place, day) for day in sorted(days)},
            )
            self._put(f"place/{safe(place)}/{name}.json", answer)
        return sorted(view.own)

    def _situations(self, view: View, name: str) -> None:
        """The sieges and routes of every day with reports, by one side's word."""
        for day in self.days:
            found = self.state.situations.panel(view, day)
            self._put(f"situation/{name}/{day.isoformat()}.json", found)
        self.situations.append(name)

    def _places(self) -> dict[str, list[str]]:
        """Each place's history, and its panel on the days on which something was said of it."""
        found: dict[str, list[str]] = {}
        for place, claims in sorted(self.snapshot.by_place.items()):
            days = sorted({day for one in claims if (day := published_on(one)) is not None})
            for day in days:
                panel = place_panel(self.state.rows, self.view, place, day)
                self._put(f"place/{safe(place)}/{day.isoformat()}.json", panel)
            self._put(f"place/{safe(place)}/history.json", history_panel(self.view, place))
            found[place] = [day.isoformat() for day in days]
        self.told(f"evidence of {len(found)} places")
        return found

    def _days(self) -> None:
        last = self.snapshot.last_day
        self._put("situation/days.json", self.state.situations.days(self.view, last))
        for day in self.days:
            name = f"{day.isoformat()}.json"
            self._put(f"situation/{name}", self.state.situations.panel(self.view, day))
            self._put(f"contested/{name}", most_contested(self.view, day, _CONTESTED_SHOWN))
            claims = self.state.rows.rows(fold_copies(self.snapshot.by_day.get(day, [])))
            self._put(f"ticks/{name}", TicksAnswer(day=day, claims=claims))
        self.told(f"situations of {len(self.days)} days")

    def _reports(self) -> None:
        for report_id in self.snapshot.by_report:
            self._put(f"report/{safe(report_id)}.json", report_answer(self.state.rows, report_id))
        self.told(f"{len(self.snapshot.by_report)} reports")

    def _exports(self) -> dict[str, str]:
        found = {}
        last: date = self.snapshot.last_day
        for form in FORMATS.values():
            try:
                data = form.make(self.state, Selector(), last)
            except QuestionError as error:
                self.told(f"left out: {error}")
                continue
            path = f"export/{safe(form.name)}.{form.ending}"
            self._put(path, data)
            found[form.name] = path
        return found

    def _put(self, path: str, what: BaseModel | bytes | dict[str, object]) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(what, bytes):
            target.write_bytes(what)
            return
        text = (
            what.model_dump_json()
            if isinstance(what, BaseModel)
            else json.dumps(what, ensure_ascii=False)
        )
        target.write_text(neutral(text), encoding="utf-8")
