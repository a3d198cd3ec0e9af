"""A figure is the sum of its parts, and an unknown outlet has the unknown's prior: both exact."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from importlib import resources
from math import exp, log

import numpy as np
import pytest

from contested.actor.load import load_actors
from contested.belief.answer import who_holds
from contested.belief.believe import Believer
from contested.belief.grid import Heard
from contested.belief.observe import Observer
from contested.belief.testimony import ToldClaim
from contested.belief.trace import trace
from contested.claim.claim import OUTLET, Claim

PRIORS = tomllib.loads((resources.files("contested.belief") / "priors.toml").read_text("utf-8"))


def told(
    number: int,
    day: date,
    speaker: str,
    actor: str,
    publisher: str | None,
    *,
    extent: str = "whole",
) -> ToldClaim:
    claim = Claim(
        f"r-{number}", "controls", actor, None, "village", extent,  # type: ignore[arg-type]  # a word of the guide
        speaker, "actual", "held", 0, 4,
    )  # fmt: skip
    return ToldClaim(f"c-{number}", claim, day.isoformat(), publisher=publisher)


def believer_of(*claims: ToldClaim) -> Believer:
    found = Believer(Observer(load_actors()))
    found.tell(claims)
    return found


@pytest.mark.parametrize(
    ("publisher", "kind"), [("Gazette of Nowhere", "unknown"), ("Reuters", "agency")]
)
def test_an_outlet_speaks_as_its_kind_and_one_nobody_described_as_an_unknown(
    publisher: str, kind: str
) -> None:
    day = date(2016, 8, 6)
    found = believer_of(told(1, day, OUTLET, "Red", publisher), told(2, day, "Blue", "Blue", None))
    one = next(t for t in found.testimonies("village") if t.speaker.name == publisher)
    assert one.speaker.kind == kind
    held, divided = PRIORS[kind]["neutral"]["held"], PRIORS[kind]["neutral"]["divided"]
    war = found.war_of("village")
    assert war is not None
    assert len(war.sides) == 2
    chain = found.make_chain([one], war)
    red = war.sides.index("Red")
    expected = np.empty(3)
    expected[red], expected[1 - red], expected[2] = held[0], held[2], divided[0] / 2
    assert chain.likelihood[0] / expected == pytest.approx(
        [chain.likelihood[0][red] / held[0]] * 3, rel=1e-12
    )


def test_the_parts_of_a_figure_give_it_again_by_sums_and_one_formula() -> None:
    start = date(2016, 7, 1)
    claims = [
        told(n, start + timedelta(days=days), speaker, actor, "Gazette of Nowhere", extent=extent)
        for n, (days, speaker, actor, extent) in enumerate(
            [(0, "SOHR", "Red", "whole"), (9, OUTLET, "Red", "whole"), (10, "Ada", "Blue", "whole"),
             (10, "SOHR", "Blue", "part"), (40, "Ben", "Green", "whole"),
             (60, "Ada", "Red", "whole")]
        )
    ]  # fmt: skip
    found = believer_of(*claims)
    for after, heard in ((0, None), (10, None), (30, None), (45, Heard(without=("SOHR",)))):
        day = start + timedelta(days=after)
        parts = trace(found, "village", day, heard)
        assert parts is not None
        belief = who_holds(
            found, "village", day, kind="filtered", explain=False,
            without=heard.without if heard else (),
        )  # fmt: skip
        columns = list(zip(*(step.log_ratios for step in parts.steps), strict=True))
        sums = [sum(column) for column in columns]
        inferred = 1 / (1 + sum(exp(-value) for value in sums))
        assert inferred == pytest.approx(belief.inferred[parts.holder], abs=1e-9)
        shown = inferred * parts.unchanged_prob
        assert shown == pytest.approx(belief.probs[parts.holder], abs=1e-9)
        spoken = [step for step in parts.steps if step.speaker]
        hears = heard.hears if heard else Heard().hears
        wanted = [c for c in found.testimonies("village") if c.known_on <= day and hears(c)]
        assert len(spoken) == len(wanted), "each testimony once"
        assert {key for step in spoken for key in step.claim_ids} == {
            key for one in wanted for key in one.claim_ids
        }
    assert trace(found, "village", start - timedelta(days=1)) is None


def test_the_first_word_weighs_what_its_speaker_s_table_says_and_an_echo_less() -> None:
    day = date(2016, 7, 1)
    found = believer_of(
        told(1, day, "Ada", "Red", None), told(2, day + timedelta(days=2), "Ben", "Red", None),
        told(3, day + timedelta(days=90), "Cid", "Blue", None),
    )  # fmt: skip
    parts = trace(found, "village", day + timedelta(days=2))
    assert parts is not None
    first, second = (step for step in parts.steps if step.speaker)
    assert parts.holder == "Red"
    table = PRIORS["unknown"]["neutral"]
    against = {"Blue": log(table["held"][0] / table["held"][2]),
               "divided": log(table["held"][0] / (table["divided"][0] / 2))}  # fmt: skip
    expected = [against[name] for name in parts.others]
    assert first.log_ratios == pytest.approx(expected, abs=1e-9)
    assert first.alone == pytest.approx(expected, abs=1e-9)
    assert second.alone == pytest.approx(expected, abs=1e-9)
    assert all(0 < now < alone for now, alone in zip(second.log_ratios, expected, strict=True))
    assert (first.echo_prob, second.echo_prob > 0) == (0.0, True)
    # Between its side, divided and another side, equally likely beforehand.
    right, wrong = table["held"][0], (table["held"][2] + table["divided"][0]) / 2
    assert first.trust_prob == pytest.approx(right / (right + wrong), abs=1e-9)
