"""The documentation says what is there: commands, predicates, fields, rooms, keys, links."""

from __future__ import annotations

import re
import shlex
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from contested.claim.claim import PREDICATES, Claim
from contested.claim.lexicon import LANGUAGES, available_languages
from contested.cli.app import run
from contested.cli.document import commands
from contested.cli.wording import read_record
from contested.report.report import Report

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
ROOM_PAGES = {
    "place": "places.md", "actor": "actors.md", "report": "reports.md", "claim": "claims.md",
    "belief": "belief.md", "situation": "situation.md", "ledger": "ledger.md", "map": "map.md",
    "cli": "cli.md", "study": "research.md",
}  # fmt: skip
DATA_FOLDERS = frozenset({"demo", "theatres"})
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CLAIMS = (DOCS / "claims.md").read_text(encoding="utf-8")
COMMANDS = dict(commands())


def rooms() -> list[str]:
    folders = (path.parent.name for path in (ROOT / "contested").glob("*/__init__.py"))
    return sorted(set(folders) - DATA_FOLDERS)


def commands_shown(text: str) -> Iterator[list[str]]:
    """Lines of indented or fenced code that call the program, as words without comments."""
    for line in re.findall(r"^ {4,}(contested .*)$", text, flags=re.MULTILINE):
        yield shlex.split(line.split("&&")[0], comments=True)


def command_of(words: list[str]) -> str:
    """The command that a line calls: the longest beginning that is one."""
    for length in range(len(words), 0, -1):
        if " ".join(words[:length]) in COMMANDS:
            return " ".join(words[:length])
    return ""


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_described(name: str) -> None:
    assert f"## {name}\n" in (DOCS / "cli.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.name)
def test_commands_that_a_page_shows_exist_with_their_options(page: Path) -> None:
    for words in commands_shown(page.read_text(encoding="utf-8")):
        name = command_of(words)
        if not name:
            assert words[1].startswith("-") or words[1].isupper(), f"{page.name}: {words}"
            continue
        options = COMMANDS[name].params
        known = {spelling for one in options for spelling in (*one.opts, *one.secondary_opts)}
        for word in words:
            if word.startswith("--"):
                assert word.partition("=")[0] in {*known, "--help"}, f"{page.name}: {words}"


def test_commands_that_the_read_me_shows_answer_when_asked_for_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    shown = {command_of(words) for words in commands_shown(README)} - {""}
    assert len(shown) >= 5
    for name in shown:
        assert run([*name.split()[1:], "--help"]) == 0
        assert "Usage" in capsys.readouterr().out


def test_the_example_of_the_read_me_gives_the_claims_it_shows(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = re.search(r"cat > report.txt <<'EOF'\n(.*?)\n *EOF", README, flags=re.DOTALL)
    assert text is not None
    path = tmp_path / "report.txt"
    path.write_text(re.sub(r"^    ", "", text[1], flags=re.MULTILINE) + "\n", encoding="utf-8")
    assert run(["read", str(path), "--published", "2016-08-06"]) == 0
    printed = [line for line in capsys.readouterr().out.splitlines() if line.startswith("c-")]
    shown = re.findall(r"^    c-… .*$", README, flags=re.MULTILINE)
    assert len(printed) == len(shown) > 0
    for line, promised in zip(printed, shown, strict=True):
        _, when, who, what, _, words = line.split("\t")
        cells = re.split(r"\s{2,}", promised.strip())
        assert cells[1:4] == [when, who, what]
        assert words.startswith(cells[-1].removesuffix(" …"))


def test_the_targets_of_make_that_pages_name_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for page in PAGES:
        for target in re.findall(r"^ {4}make (\w+)", page.read_text(encoding="utf-8"), re.M):
            assert re.search(rf"^{target}:", makefile, re.M), f"{page.name}: make {target}"


def test_the_read_me_names_every_language_that_is_read() -> None:
    for code in available_languages():
        settings = tomllib.loads((LANGUAGES / code / "language.toml").read_text(encoding="utf-8"))
        assert settings["name"] in README


@pytest.mark.parametrize("predicate", sorted(PREDICATES))
def test_every_predicate_has_its_meaning_among_the_claims(predicate: str) -> None:
    assert re.search(rf"^\| `{predicate}` \| .+ \|$", CLAIMS, re.M)


def test_every_field_of_a_printed_claim_is_described() -> None:
    claim = Claim(
        "r-1", "captures", None, None, None, "unspecified", "outlet", "actual", "took", 0, 4
    )
    fields = read_record(claim, None, Report(text="took"))
    assert [name for name in fields if f"`{name}`" not in CLAIMS] == []


@pytest.mark.parametrize("room", rooms())
def test_every_room_has_a_page_and_a_row_in_the_architecture(room: str) -> None:
    assert (DOCS / ROOM_PAGES[room]).exists()
    assert f"`{room}/`" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def test_the_index_and_the_navigation_list_every_page() -> None:
    written = {path.name for path in DOCS.glob("*.md")}
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    built = {name.lower() for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")}
    assert set(re.findall(r"^ +- .+: (\S+\.md)$", configuration, re.M)) == written | built
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    assert {f"({name})" for name in written - {"index.md"}} <= set(re.findall(r"\(\S+\)", index))


@pytest.mark.parametrize("file", ["language", "words", "verbs", "rules", "paradigms"])
def test_every_key_of_a_language_is_described_to_contributors_or_where_it_stands(file: str) -> None:
    paths = [path for path in sorted(LANGUAGES.glob(f"*/{file}.toml"))]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    for key in {key: None for text in texts for key in tomllib.loads(text)}:
        told = f"`{key}`" in CONTRIBUTING or f"[{key}]" in CONTRIBUTING
        beside = rf"^(#.*\n\[*{key}\b.*|\[{key}\]\n#.*|{key} = .*[\"\]e] *#.*)$"
        assert told or any(re.search(beside, text, re.M) for text in texts), (
            f"say in CONTRIBUTING.md, or in a comment beside it, what {key!r} of {file}.toml means"
        )


@lru_cache(maxsize=64)
def anchors(page: Path) -> frozenset[str]:
    """What headings of a page can be linked as."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
    plain = (unicodedata.normalize("NFKD", re.sub(r"[`*]", "", one)).lower() for one in headings)
    return frozenset(re.sub(r"[^\w\- ]", "", one).strip().replace(" ", "-") for one in plain)


def links() -> Iterator[Any]:
    for page in PAGES:
        prose = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in dict.fromkeys(re.findall(r"\[[^\]]+\]\(([^)\s]+)\)", prose)):
            if "://" not in target and not target.startswith("http/"):  # made by tools/docs_hook.py
                yield pytest.param(page, target, id=f"{page.name}-{target}")


@pytest.mark.parametrize(("page", "target"), list(links()))
def test_links_between_pages_resolve(page: Path, target: str) -> None:
    name, _, anchor = target.partition("#")
    file = (page.parent / name).resolve() if name else page
    assert file.exists()
    if anchor:
        assert anchor in anchors(file)


def test_the_files_that_the_architecture_names_on_a_claim_s_way_exist() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    way = text.partition("## The life of a claim")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d+\. (.*?)(?=^\d+\. |\Z)", way, re.M | re.S)
    assert len(steps) == 9
    for step in steps:
        rooms = re.findall(r"`(\w+)/", step) or ["claim"]
        for name in re.findall(r"`(?:\w+/)?(\w+\.py)`", step):
            assert any((ROOT / "contested" / room / name).exists() for room in rooms), name
