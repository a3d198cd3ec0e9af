"""The OpenAPI description is true, and no question that it allows or forbids breaks the server."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, settings

from contested.ledger.store import Ledger
from contested.map.app import make_app
from contested.map.live import Live
from contested.map.session import Password
from contested.map.settings import Settings
from tests.map.conftest import API, PASSWORD
from tests.map.probing import probe

EXAMPLES = int(os.environ.get("CONTESTED_EXAMPLES", "6"))
ADDRESSES = (
    "overview", "places", "areas", "lines", "frames", "moves", "ticks", "speakers",
    "place/{place_id}", "place/{place_id}/history", "report/{report_id}", "situation",
    "situation/days", "contested", "changes", "search", "claims", "export",
    "export/{format_name}", "events", "session", "flags", "reports",
)  # fmt: skip


def test_the_description_names_every_address_and_the_form_of_every_answer(
    client: TestClient,
) -> None:
    found = client.get(f"{API}/openapi.json").json()
    assert set(found["paths"]) == {f"{API}/{one}" for one in ADDRESSES}
    for path, methods in found["paths"].items():
        for method, one in methods.items():
            assert one.get("description"), f"{method} {path} is not described"
            good = [a for status, a in one["responses"].items() if status.startswith("2")]
            assert len(good) == 1
            for content in good[0].get("content", {}).values():
                assert content.get("schema", {}) != {} or "export" in path or "events" in path
            assert {"404", "422"} <= set(one["responses"])
    docs = (Path(__file__).parents[2] / "docs" / "map.md").read_text(encoding="utf-8")
    for one in ADDRESSES:
        assert f"/{one}`" in docs, f"docs/map.md does not tell of /{one}"


def test_the_page_of_the_description_is_plain_html_with_every_address(client: TestClient) -> None:
    answer = client.get(f"{API}/docs")
    assert answer.headers["content-type"].startswith("text/html")
    for one in ADDRESSES:
        assert f"{API}/{one}" in answer.text
    assert "<script" not in answer.text
    assert "http://" not in answer.text
    assert client.get(f"{API}/docs.css").headers["content-type"].startswith("text/css")


@pytest.mark.filterwarnings("ignore")
def test_no_question_made_from_the_description_breaks_the_server(
    demo_ledger: Path, tmp_path: Path
) -> None:
    """Few examples of each; `make bench` tries many."""
    path = tmp_path / "copy.db"
    shutil.copy(demo_ledger, path)
    few = settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    with Ledger.open(path) as ledger:
        app = make_app(Live(ledger, None), Settings(password=Password.of(PASSWORD)))
        found = probe(app, few, PASSWORD)
    assert found.broken == []
    assert found.statuses[200] > 20
    assert found.statuses[422] > 20
    assert found.statuses[401] <= found.statuses[422], "only wrong passwords are refused"
