"""The committed figures: results.json, one section per measurement, and the tables of README.md.

Each section carries the date and the commit it was measured at; measuring one leaves the others.
"""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contested.claim.evaluate import COLUMNS, cells
from contested.claim.extract import Reader

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
RESULTS = FOLDER / "results.json"
PAGE = FOLDER / "README.md"
_BEGIN, _END = "<!-- figures: written by the scripts, do not edit -->", "<!-- end of figures -->"


def optional_data() -> Path | None:
    """The folder of data that is not part of the project, or None where it is not there."""
    for candidate in (os.environ.get("CONTESTED_SHARED"), ROOT.parent / "shared"):
        if candidate and Path(candidate).is_dir():
            return Path(candidate)
    return None


def record(sections: dict[str, dict[str, Any]]) -> None:
    """Put measurements into results.json under their names and renew the page's tables."""
    known = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    stamp = {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": _commit(),
        "extractor": Reader.extractor,
    }
    known |= {name: stamp | section for name, section in sections.items()}
    text = json.dumps(dict(sorted(known.items())), indent=1, ensure_ascii=False)
    RESULTS.write_text(text + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n\n{_tables(known)}\n{_END}{after}", encoding="utf-8")


def _commit() -> str:
    """The commit measured; with a plus sign if the reader's files differ from it."""

    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()

    changed = git("status", "--porcelain", "--", "contested")
    return git("rev-parse", "--short", "HEAD") + ("+" if changed else "")


def _tables(known: dict[str, Any]) -> str:
    parts = []
    for name, section in known.items():
        head = f"### {section.get('title', name)}\n\n{section['date']}, commit {section['commit']}"
        note = f". {section['note']}" if section.get("note") else ""
        body = [_score_table(language, s) for language, s in section.get("languages", {}).items()]
        if "rows" in section:
            body.append(_table(section["columns"], section["rows"]))
        parts.append("\n\n".join([head + note, *body]) + "\n")
    return "\n".join(parts)


def _score_table(language: str, scored: dict[str, Any]) -> str:
    rows = [cells(group, numbers) for group, numbers in scored["groups"].items()]
    return f"{language}: {scored['reports']} reports\n\n{_table(COLUMNS, rows)}"


def _table(columns: Any, rows: Any) -> str:
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)
