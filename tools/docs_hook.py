"""What the built documentation has beside the pages in docs/: the repository's own pages, the API.

`mkdocs build` calls these (mkdocs.yml, `hooks`). ARCHITECTURE.md, CONTRIBUTING.md and CHANGELOG.md
become pages, so that links to them work in the site as they do in the repository; `http/` holds the
OpenAPI description that the program itself gives, and a page of it.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
ROOT_PAGES = ("ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md")
# Links out of the site, to a file of the repository: the words stay.
OUTSIDE = re.compile(r"\[([^\]]+)\]\((?:\.\./)?(?:LICENSE|README\.md|contested/[^)]+)\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated files."""
    for name in ROOT_PAGES:
        text = (ROOT / name).read_text(encoding="utf-8").replace("](docs/", "](")
        files.append(File.generated(config, name.lower(), content=_inside(text)))
    description, page = _http()
    files.append(File.generated(config, "http/openapi.json", content=description))
    files.append(File.generated(config, "http/index.html", content=page))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Lead links to the repository's pages to where they stand in the site."""
    return _inside(markdown)


def _inside(text: str) -> str:
    for name in ROOT_PAGES:
        text = re.sub(rf"\]\((?:\.\./)?{re.escape(name)}", f"]({name.lower()}", text)
    return OUTSIDE.sub(r"\1", text)


def _http() -> tuple[str, str]:
    """The OpenAPI description of the program as JSON, and a page of it."""
    from contested.ledger.store import Ledger
    from contested.map.api_page import STYLE_TEXT, api_page
    from contested.map.app import make_app
    from contested.map.live import Live

    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "empty.db", create=True) as ledger,
    ):
        description = make_app(Live(ledger, "syria")).openapi()
    page = api_page(description).replace(
        '<link rel="stylesheet" href="docs.css">', f"<style>{STYLE_TEXT}</style>"
    )
    return json.dumps(description, indent=1, ensure_ascii=False), page
