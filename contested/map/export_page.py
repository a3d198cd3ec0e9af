"""One page in one file: a place or the theatre on a day, all told and according to each side.

The file holds its style, maps and data. There is no script in it, and its policy lets it ask
nothing of anybody; which side is shown is chosen by the style alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from importlib import resources
from urllib.parse import urlsplit

from contested import __version__
from contested.belief.testimony import DIVIDED, UNKNOWN
from contested.map.answers import ClaimAnswer, Names
from contested.map.answers_day import BeliefAnswer, Position
from contested.map.export_picture import map_alone
from contested.map.live import State
from contested.map.neutral import neutral
from contested.map.picture_words import (
    Asked,
    credits_of,
    day_in,
    heard_in,
    speaking_sides,
    text,
    title_of,
)
from contested.map.place_panel import belief_answer, place_panel
from contested.map.scene import sheet_words
from contested.map.situation_words import prob_words

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_MOST_CLAIMS = 12


@dataclass(frozen=True, slots=True)
class _Word:
    """Whose word a part of the page shows: a side, or everybody (None)."""

    key: str
    label: str
    side: str | None
    asked: Asked


def page(state: State, asked: Asked, *, each_side: bool = False) -> bytes:
    """The whole page as a file. `asked` hears everybody; each side that speaks is added to it: to
    be chosen, or with `each_side` beside each other."""
    return _Page(state, asked, each_side).whole().encode("utf-8")


class _Page:
    def __init__(self, state: State, asked: Asked, each_side: bool) -> None:
        self.state, self.asked, self.snapshot = state, asked, state.snapshot
        self.language, self.each_side = asked.language, each_side
        self.words = sheet_words()[asked.language]
        self._printed: set[tuple[str | None, str]] = set()
        self.chosen = [_Word("w0", self.words["all_told"], None, asked)]
        for side in speaking_sides(state, asked):
            alone = replace(asked, selector=replace(asked.selector, only_side=side))
            name = self.named(dict(self.snapshot.holder(side).names))
            label = self.words["alone"].format(name=name)
            self.chosen.append(_Word(f"w{len(self.chosen)}", label, side, alone))

    def named(self, names: Names) -> str:
        """A name in the page's language, in English where it has none."""
        return names.get(self.language, names["en"])

    def whole(self) -> str:
        """The document."""
        title = text(title_of(self.state, self.asked))
        rules = "".join(
            f"#{one.key}:checked~.{one.key}{{display:block}}"
            + (
                f"#{one.key}:checked~main .claim:not(.of-{one.key}){{opacity:.55}}"
                f"#{one.key}:checked~main .claim:not(.of-{one.key}) .uncounted{{display:inline}}"
                if one.side is not None
                else ""
            )
            for one in self.chosen
        )
        style = (resources.files("contested.map") / "sheet.css").read_text("utf-8")
        return "\n".join(
            [
                "<!doctype html>",
                f'<html lang="{self.language}"><head><meta charset="utf-8">',
                f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
                '<meta name="viewport" content="width=device-width, initial-scale=1">',
                '<meta name="referrer" content="no-referrer">',
                f"<title>{title}</title><style>{style}{rules}</style></head><body>",
                self._head(),
                *self._by_word(),
                "<main>",
                self._evidence(),
                self._situation(),
                self._about(),
                "</main></body></html>\n",
            ]
        )

    def _head(self) -> str:
        parts = [f"<h1>{text(title_of(self.state, self.asked))}</h1>"]
        if self.asked.place is not None:
            above = self.snapshot.theatre.ancestors(self.asked.place)
            names = [self.named(self.snapshot.namer.place(one)) for one in above]
            if names:
                told = self.words["part_of"].format(names=", ".join(names))
                parts.append(f'<p class="under">{text(told)}</p>')
        return "".join(parts)

    def _by_word(self) -> list[str]:
        """The day by each word: one at a time as chosen, or beside each other."""
        sections = [self._word(one) for one in self.chosen]
        if self.each_side:
            return ['<div class="each">', *sections, "</div>"]
        asked = f'<p class="under">{text(self.words["whose"])}</p>'
        return [asked, *(self._choice(one) for one in self.chosen), *sections]

    def _choice(self, one: _Word) -> str:
        checked = " checked" if one.side is None else ""
        return (
            f'<input class="choice" type="radio" name="word" id="{one.key}"{checked}>'
            f'<label for="{one.key}">{text(one.label)}</label>'
        )

    def _word(self, one: _Word) -> str:
        """The map, and who holds what, by one word."""
        caption = text(heard_in(self.state, one.asked))
        parts = [
            f'<section class="word {one.key}">',
            f"<h2>{text(one.label)}</h2>" if self.each_side else "",
            "<figure>",
            map_alone(self.state, one.asked, one.key, small=self.each_side),
            f"<figcaption>{caption}. {text(credits_of(self.words))}</figcaption></figure>",
        ]
        if one.side is not None and (heard := self._heard(one)):
            told = self.words["heard"].format(names=", ".join(heard))
            parts.append(f'<p class="small">{text(told)}</p>')
        parts.append(self._held(one) if self.asked.place is not None else self._table(one))
        return "".join((*parts, "</section>"))

    def _heard(self, one: _Word) -> list[str]:
        """Who of those heard had said something that counts, of the place or of any, by then."""
        view = self.state.views.get(one.asked.selector)
        limit = one.asked.selector.limit(self.asked.at)
        places = [self.asked.place] if self.asked.place is not None else view.places()
        beliefs = (view.belief(place) for place in places)
        heard = {
            said.speaker.name
            for belief in beliefs
            for said in (belief.told if belief is not None else ())
            if limit is None or said.known_on <= limit
        }
        return [self.named(dict(s.names)) for s in self.snapshot.speakers if s.name in heard]

    def _held(self, one: _Word) -> str:
        """How likely each side holds the place."""
        assert self.asked.place is not None
        view = self.state.views.get(one.asked.selector)
        belief = belief_answer(view, self.asked.place, self.asked.at)
        if not belief.testimonies and not belief.supposed:
            return f"<p>{text(self.words['unheard'])}</p>"
        rows = "".join(
            f"<tr><td>{self._swatch(p.key)}{text(self.named(p.name))}</td>"
            f'<td class="wide"><div class="bar" style="width:{100 * p.prob:.0f}%"></div></td>'
            f'<td class="number">{prob_words(p.prob)}</td></tr>'
            for p in belief.probs
            if p.prob >= 0.005
        )
        return f"<table>{rows}</table><p>{text(self._age(belief))}</p>"

    def _age(self, belief: BeliefAnswer) -> str:
        words = self.words
        age = belief.age_days
        told = words["age"].format(days=age) if age else words["fresh"]
        told = words["age_one"] if age == 1 else "" if age is None else told
        if belief.since is None:
            return told
        since = words["since_day"].format(day=day_in(belief.since, self.language))
        return f"{since[0].upper()}{since[1:]}. {told}".rstrip()

    def _table(self, one: _Word) -> str:
        """Every place that somebody heard had spoken of by then."""
        view = self.state.views.get(one.asked.selector)
        rows = []
        for place in view.places():
            belief = belief_answer(view, place, self.asked.at)
            if belief.age_days is None:
                continue
            best = belief.probs[0]
            since = day_in(belief.since, self.language) if belief.since else ""
            rows.append(
                (
                    self.named(self.snapshot.namer.place(place)),
                    f"<td>{self._swatch(best.key)}{text(self.named(best.name))}</td>"
                    f'<td class="number">{prob_words(best.prob)}</td><td>{since}</td></tr>',
                )
            )
        if not rows:
            return f"<p>{text(self.words['unheard'])}</p>"
        heads = (self.words[key] for key in ("place", "believed", "chance", "since"))
        head = "".join(f"<th>{text(one)}</th>" for one in heads)
        body = "".join(f"<tr><td>{text(name)}</td>{rest}" for name, rest in sorted(rows))
        return f"<h2>{text(self.words['every'])}</h2><table><tr>{head}</tr>{body}</table>"

    def _swatch(self, state: str) -> str:
        row = self.snapshot.holder_row.get(state)
        if row is None or state in (DIVIDED, UNKNOWN):
            return ""
        colour = self.snapshot.holders[row].colour
        return f'<span class="swatch" style="background:{colour}"></span>'

    # The evidence

    def _evidence(self) -> str:
        heading = f"<h2>{text(self.words['who_says'])}</h2>"
        view = self.state.views.get(self.asked.selector)
        if self.asked.place is not None:
            panel = place_panel(self.state.rows, view, self.asked.place, self.asked.at)
            body = "".join(map(self._position, panel.rivals))
            return heading + (body or f"<p>{text(self.words['none'])}</p>")
        parts = [heading]
        for place in sorted(
            view.places(), key=lambda one: self.named(self.snapshot.namer.place(one))
        ):
            panel = place_panel(self.state.rows, view, place, self.asked.at)
            if not panel.rivals:
                continue
            name = text(self.named(panel.place.name))
            body = "".join(map(self._position, panel.rivals))
            parts.append(f"<details><summary>{name} ({panel.claims})</summary>{body}</details>")
        return "".join(parts)

    def _position(self, one: Position) -> str:
        """What is said, and by whom; those who say the same stand together."""
        heading = one.claims[0].statement
        shown = one.claims if self.asked.place is not None else one.claims[:_MOST_CLAIMS]
        left = len(one.claims) - len(shown)
        more = f'<p class="small">{text(self.words["says_more"].format(number=left))}</p>'
        return (
            f"<h3>{text(self.named(heading))}</h3>"
            + "".join(map(self._claim, shown))
            + (more if left else "")
        )

    def _claim(self, one: ClaimAnswer) -> str:
        words = self.words
        own = " ".join(f"of-{w.key}" for w in self.chosen if w.side == one.speaker.side and w.side)
        speaker = self.named(one.speaker.name)
        notes = [day_in(one.published_on, self.language)] if one.published_on else []
        chain = [name for name in one.chain if name not in one.speaker.name.values()]
        if chain:
            notes.append(words["through"].format(names=", ".join(chain)))
        if one.reliability is not None:
            letter = one.reliability.letter
            judged = words["reliability"].format(letter=letter)
            notes.append(words["unjudged"] if letter == "F" else judged)
        if one.copies:
            notes.append(words["repeated"].format(number=len(one.copies)))
        before, part, after = _marked(one)
        if (one.title, one.sentence) in self._printed:
            before, after = ("… " if before else "", " …" if after else "")
            notes.append(words["above"])
        self._printed.add((one.title, one.sentence))
        return (
            f'<div class="claim {own}"><p><b>{text(speaker)}</b> '
            f'<span class="under">{text(", ".join(notes))}</span> '
            f'<span class="uncounted">({text(words["not_counted"])})</span></p>'
            f'<blockquote dir="auto" lang="{text(one.language or "und")}">'
            f"{before}<mark>{part}</mark>{after}</blockquote>"
            f'<p class="small">{text(one.title or words["untitled"])} '
            f"<code>{text(one.id)}</code>{self._address(one)}</p></div>"
        )

    def _address(self, one: ClaimAnswer) -> str:
        """Where the report is on the web, as a link; nothing for what is no web address."""
        url = self.snapshot.report(one.report_id).url
        if url is None or not _is_web(url):
            return ""
        safe = text(url)
        return f'<br><a href="{safe}" rel="noopener noreferrer nofollow">{safe}</a>'

    def _situation(self) -> str:
        view = self.state.views.get(self.asked.selector)
        found = self.state.situations.panel(view, self.asked.at)
        index = self.snapshot.places.index
        within: frozenset[int] | None = None
        if self.asked.place is not None:
            about = self.snapshot.places.within(self.asked.place)
            about |= set(self.snapshot.theatre.ancestors(self.asked.place))
            within = frozenset(index[one] for one in about if one in index)
        told = [(one.place, one.sentence) for one in found.sieges]
        told += [(one.place, one.sentence) for one in found.corridors]
        sentences = [words for place, words in told if within is None or place in within]
        sentences += [
            one.sentence for one in found.routes if within is None or within & set(one.line)
        ]
        items = "".join(f"<li>{text(self.named(one))}</li>" for one in sentences)
        body = f"<ul>{items}</ul>" if items else f"<p>{text(self.words['no_situation'])}</p>"
        title = self.words["situation"]
        if self.asked.selector.is_all_told:  # whichever side's map is shown above
            title = f"{title} ({self.words['all_told'].lower()})"
        return f"<h2>{text(title)}</h2>{body}"

    def _about(self) -> str:
        lines: Iterable[str] = (
            self.words["about_word"],
            self.words["about_read"],
            self.words["about_file"].format(version=__version__),
        )
        body = "".join(f'<p class="small">{text(line)}</p>' for line in lines)
        return f"<h2>{text(self.words['about'])}</h2>{body}"


def _is_web(url: str) -> bool:
    """Whether an address is of a web server, and written as one without tricks.

    >>> [_is_web(url) for url in ("https://wire.example/1", "javascript:alert(1)", "https://a b")]
    [True, False, False]
    """
    if neutral(url) != url or any(char.isspace() for char in url):
        return False
    try:
        found = urlsplit(url)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname)


def _marked(one: ClaimAnswer) -> tuple[str, str, str]:
    """The sentence before its evidence, the evidence, and the rest; marks count UTF-16 units."""
    units = one.sentence.encode("utf-16-le", "surrogatepass")
    start, end = (2 * at for at in one.sentence_marks)
    before, part, after = (
        text(piece.decode("utf-16-le", "replace"))
        for piece in (units[:start], units[start:end], units[end:])
    )
    return before, part, after
