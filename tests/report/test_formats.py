"""Pages, feeds, JSON Lines and dispatches, whole and broken."""

from __future__ import annotations

import builtins
import io
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.report.read import read_all
from contested.report.report import Report
from contested.report.source import Problem

PARAGRAPHS = [
    "The rebels said on Saturday that they had taken the artillery college south of the city, "
    "and that the road into the eastern districts was open again after three weeks.",
    "A monitor was more cautious and confirmed only that they held a part of Ramouseh, while the "
    "army kept the rest of the district and shelled the road through it.",
    "State television denied that the siege was broken and showed soldiers it said were filmed "
    "inside the college that afternoon, together with captured vehicles.",
]
PAGE = """<!DOCTYPE html><html lang="en-GB"><head><title>Siege - Example Times</title>
<meta property="og:title" content="Rebels say siege is broken">
<meta property="og:site_name" content="Example Times">
<meta property="article:published_time" content="2016-08-06T18:30:00+03:00">
<link rel="canonical" href="https://example.org/siege"></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>Rebels say siege is broken</h1>{body}</article>
<section id="comments"><h3>Comments</h3><p class="comment">First! The army took all of Homs.</p>
</section></body></html>"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Example Wire</title><language>en-us</language>
<pubDate>Sat, 06 Aug 2016 12:00:00 GMT</pubDate>
<item><title>Rebels take Ramouseh</title><link>https://example.org/1</link>
<pubDate>Sat, 06 Aug 2016 10:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The rebels took <b>Ramouseh</b>.</p><p>The army left.</p>]]>
</content:encoded></item>
<item><title>Army denies it</title><pubDate>2 hours ago</pubDate>
<description>&lt;p&gt;The army denied that it left.&lt;/p&gt;</description></item>
<item><title></title><description></description></item>
</channel></rss>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>"""


def read(path: Path, content: str | bytes) -> tuple[list[Report], list[Problem]]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    items = list(read_all([str(path)]))
    return (
        [item for item in items if isinstance(item, Report)],
        [item for item in items if isinstance(item, Problem)],
    )


def test_a_page_gives_its_article_without_menu_and_comments(tmp_path: Path) -> None:
    page = PAGE.format(body="".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS))
    (report,), problems = read(tmp_path / "a.html", page)
    assert problems == []
    assert report.text == "Rebels say siege is broken\n\n" + "\n".join(PARAGRAPHS)
    assert report.title == "Rebels say siege is broken"
    assert report.publisher == "Example Times"
    assert report.language == "en"
    assert report.url == "https://example.org/siege"
    assert (report.published_at, report.published_basis) == (
        "2016-08-06T18:30:00+03:00",
        "metadata",
    )


def test_a_page_that_breaks_off_is_read_as_far_as_it_goes_and_says_so(tmp_path: Path) -> None:
    page = PAGE.format(body="".join(f"<p>{paragraph}" for paragraph in PARAGRAPHS))
    (report,), problems = read(tmp_path / "a.html", page[: page.index("State television") + 60])
    assert PARAGRAPHS[0] in report.text
    assert "State television" in report.text
    assert [problem.partial for problem in problems] == [True]
    assert "breaks off" in problems[0].message


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><div><p>The army left Manbij.<div></p></span></body></html>",
        "<html><head><title>Unclosed<body>The army left Manbij.</body></html>",
        "<html" + "<div" * 50 + ">The army left Manbij.</html>",
        "<html><body><!-- <p>no --><p>The army left Manbij.<!-- never closed</html>",
        "<p>The army left Manbij.</p><script>var x = '<p>hidden</p>'",
    ],
)
def test_broken_pages_give_their_words_or_a_message(tmp_path: Path, page: str) -> None:
    reports, problems = read(tmp_path / "a.html", page)
    assert reports or problems
    for report in reports:
        assert "The army left Manbij." in report.text
        assert "hidden" not in report.text


def test_a_deeply_nested_page_does_not_crash(tmp_path: Path) -> None:
    page = "<html><body>" + "<div>" * 60_000 + "The army left Manbij." + "</div>" * 60_000
    reports, problems = read(tmp_path / "a.html", page + "</body></html>")
    assert reports or problems


def test_without_the_extra_a_page_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = builtins.__import__

    def missing(name: str, *rest: Any, **named: Any) -> Any:
        if name.split(".")[0] in ("trafilatura", "feedparser"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    for name, content in (("a.html", PAGE), ("b.xml", FEED)):
        reports, (problem,) = read(tmp_path / name, content)
        assert reports == []
        assert "pip install 'contested[ingest]'" in problem.message


def test_a_feed_gives_a_report_per_item(tmp_path: Path) -> None:
    (first, second), (problem,) = read(tmp_path / "feed.xml", FEED)
    assert first.text == "Rebels take Ramouseh\n\nThe rebels took Ramouseh.\nThe army left."
    assert first.publisher == "Example Wire"
    assert first.published_at == "2016-08-06T10:00:00+00:00"
    assert second.text == "Army denies it\n\nThe army denied that it left."
    assert second.published_at == "2016-08-06T10:00:00+00:00"
    assert problem.source.endswith("feed.xml#3")


def test_an_atom_feed_is_read(tmp_path: Path) -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="el"><title>Πρακτορείο</title>'
        "<entry><title>Νέα</title><updated>2016-08-06T10:00:00Z</updated>"
        "<content type='html'>&lt;p&gt;Ο στρατός αποσύρθηκε.&lt;/p&gt;</content></entry></feed>"
    )
    (report,), _ = read(tmp_path / "feed", feed)
    assert report.text == "Νέα\n\nΟ στρατός αποσύρθηκε."
    assert report.language == "el"
    assert report.published_on == "2016-08-06"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("with_markup", [BOMB, BOMB.replace("ENTITY", "Entity")])
def test_an_entity_bomb_is_refused_before_parsing(
    tmp_path: Path, encoding: str, with_markup: str
) -> None:
    reports, (problem,) = read(tmp_path / "bomb.xml", with_markup.encode(encoding))
    assert reports == []
    assert "declares XML entities" in problem.message


def test_an_external_entity_is_refused(tmp_path: Path) -> None:
    feed = FEED.replace("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss', 1)
    reports, (problem,) = read(tmp_path / "x.xml", feed)
    assert reports == []
    assert "not parsed" in problem.message


@settings(max_examples=60, deadline=None)
@given(seed=st.sampled_from([PAGE, FEED, BOMB]), junk=st.binary(max_size=40), at=st.integers(0))
def test_junk_in_a_document_gives_reports_or_problems_and_nothing_else(
    seed: str, junk: bytes, at: int
) -> None:
    data = seed.encode()
    at %= len(data)
    for item in read_all(["-"], stdin=io.BytesIO(data[:at] + junk + data[at + len(junk) :])):
        assert isinstance(item, Report) or "please send it" not in item.message


def test_a_feed_cut_short_gives_the_items_before_the_cut(tmp_path: Path) -> None:
    reports, problems = read(tmp_path / "feed.xml", FEED[: FEED.index("<item><title>Army") + 40])
    assert reports[0].title == "Rebels take Ramouseh"
    assert any(problem.partial and "broken" in problem.message for problem in problems)


def test_json_lines_are_read_and_a_bad_line_is_counted_not_fatal(tmp_path: Path) -> None:
    lines = [
        '{"title": "News", "text": "The army left.", "publisher": "X", "agency": "AFP", '
        '"url": "https://example.org", "language": "en", "published": "2016-08-06T10:00:00Z"}',
        "",
        '{"title": "broken',
        '{"body": "The rebels came.", "date": "last week"}',
        '["not", "an", "object"]',
        '{"id": 7}',
        "[" * 100_000,
    ]
    reports, problems = read(tmp_path / "a.jsonl", "\n".join(lines))
    assert [report.text for report in reports] == ["News\n\nThe army left.", "The rebels came."]
    assert reports[0].agency == "AFP"
    assert reports[0].published_on == "2016-08-06"
    assert [problem.source.rpartition(":")[2] for problem in problems] == list("34567")
    assert "'last week'" in problems[1].message


def test_one_json_object_over_several_lines_is_read(tmp_path: Path) -> None:
    (report,), _ = read(tmp_path / "a.json", '{\n "text": "The army left Manbij."\n}\n')
    assert report.text == "The army left Manbij."


def test_a_dispatch_has_headers_then_headline_and_body(tmp_path: Path) -> None:
    text = (
        "publisher: Example Times\nagency: AFP\npublished: 2016-08-06T18:00:00+03:00\n"
        "language: en\n\nRebels take Ramouseh\n\nThe rebels took Ramouseh.\n"
    )
    (report,), problems = read(tmp_path / "d.txt", text)
    assert problems == []
    assert report.text == "Rebels take Ramouseh\n\nThe rebels took Ramouseh."
    assert report.title == "Rebels take Ramouseh"
    assert (report.publisher, report.agency) == ("Example Times", "AFP")
    assert report.published_at == "2016-08-06T18:00:00+03:00"


def test_a_dispatch_with_a_wrong_date_is_refused_by_its_header(tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path / "d.txt", "published: soon\n\nThe army left.\n")
    assert "header 'published': 'soon' is not a date" in problem.message
