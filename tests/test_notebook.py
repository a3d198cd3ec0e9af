"""The notebook of the documentation runs, and what it says of the measurements is so."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOK = ROOT / "docs" / "notebooks" / "year_of_claims.ipynb"


@pytest.fixture(scope="module")
def namespace(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the notebook's cells define, run in order in a fresh kernel; some of it, as JSON."""
    nbformat = pytest.importorskip("nbformat", reason="the extra dev is not installed")
    nbclient = pytest.importorskip("nbclient", reason="the extra dev is not installed")
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    asked = (
        "import json; print(json.dumps({'found': found, 'other': other, 'rows': len(table), "
        "'compared': [[str(day), vote, list(top)] for day, vote, top in compared]}))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(asked))
    folder = tmp_path_factory.mktemp("notebook")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CONTESTED_LEDGER": str(folder / "d.db")}
    client = nbclient.NotebookClient(
        notebook, timeout=900, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    )
    client.execute(env=environment)
    import json

    told: dict[str, Any] = json.loads(notebook.cells[-1]["outputs"][0]["text"])
    return told


def test_the_dated_table_has_a_row_for_every_run_of_every_place(namespace: dict[str, Any]) -> None:
    assert namespace["rows"] >= 4


def test_a_majority_vote_and_the_belief_stand_side_by_side(namespace: dict[str, Any]) -> None:
    days = {day: top for day, _, top in namespace["compared"]}
    assert days["2016-08-06"][0] == "divided"
    assert all(abs(sum(vote.values()) - 1) < 1e-9 for _, vote, _ in namespace["compared"] if vote)


@pytest.mark.parametrize("world", ["found", "other"])
def test_in_both_simulated_wars_the_belief_loses_less_than_a_majority_vote(
    namespace: dict[str, Any], world: str
) -> None:
    scores = namespace[world]
    assert scores["ours, as known then"][0] < scores["majority vote, 30 days"][0]


def test_the_notebook_is_kept_without_its_output() -> None:
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert '"execution_count": null' in text
    assert '"outputs": [\n' not in text
