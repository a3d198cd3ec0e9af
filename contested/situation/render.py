"""A situation report as Markdown and as a page of HTML that needs nothing else."""

from __future__ import annotations

from html import escape

from contested.situation.sitrep import Sentence, Sitrep

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b;background:#fff}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem}"
    "li{margin:.3rem 0}sup a{text-decoration:none}ol.sources{font-size:.85rem;color:#444}"
    "@media print{body{margin:0}}"
)


def markdown(report: Sitrep) -> str:
    """The report as Markdown; source numbers in brackets refer to the list at its end."""
    numbers = {source.claim_id: source.number for source in report.sources}
    lines = [f"# {_plain(report.title)}", "", report.period, ""]
    for section in report.sections:
        lines += [f"## {section.heading}", ""]
        lines += [f"- {_plain(one.text)} {_marks(one, numbers)}" for one in section.sentences]
        if not section.sentences:
            lines.append(report.nothing)
        lines.append("")
    lines += [f"## {report.sources_heading}", ""]
    lines += [f"{s.number}. {_plain(s.text)} (`{s.claim_id}`)" for s in report.sources]
    return "\n".join(lines) + "\n"


def _marks(sentence: Sentence, numbers: dict[str, int]) -> str:
    return "[" + ", ".join(str(numbers[claim]) for claim in sentence.claims) + "]"


def _plain(text: str) -> str:
    """Text of reports is shown as it is: no character of it is Markdown."""
    found = " ".join(text.split())
    for mark in "\\`*_<[]|#":
        found = found.replace(mark, "\\" + mark)
    return found


def html(report: Sitrep) -> str:
    """The report as one HTML document, without scripts and without anything to fetch."""
    numbers = {source.claim_id: source.number for source in report.sources}
    parts = [
        "<!doctype html>",
        f'<html lang="{escape(report.language)}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(report.title)}</title><style>{_STYLE}</style></head><body>",
        f"<h1>{escape(report.title)}</h1><p>{escape(report.period)}</p>",
    ]
    for section in report.sections:
        parts.append(f"<h2>{escape(section.heading)}</h2>")
        if not section.sentences:
            parts.append(f"<p>{escape(report.nothing)}</p>")
            continue
        parts.append("<ul>")
        for one in section.sentences:
            links = ", ".join(
                f'<a href="#s{numbers[claim]}">{numbers[claim]}</a>' for claim in one.claims
            )
            parts.append(f"<li>{escape(one.text)} <sup>{links}</sup></li>")
        parts.append("</ul>")
    parts.append(f"<h2>{escape(report.sources_heading)}</h2>")
    parts.append('<ol class="sources">')
    parts += [
        f'<li id="s{s.number}">{escape(s.text)} <code>{escape(s.claim_id)}</code></li>'
        for s in report.sources
    ]
    parts.append("</ol></body></html>")
    return "\n".join(parts) + "\n"
