"""Changes of hands and what is said, number by number: worked out by hand, not by the code."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from contested.belief import outage, testimony
from contested.belief.outage import held_back, suspected_outages
from contested.belief.speech import (
    CELLS,
    Speech,
    Types,
    echo_shares,
    emission_table,
    prior_of,
)
from contested.belief.speech import fitted as speech_fitted
from contested.belief.testimony import DIVIDED, Speaker, Testimony
from contested.belief.transition import (
    BINS,
    FIGHTING,
    Hazards,
    Surrounding,
    changed,
    daily_counts,
    fighting_codes,
    fitted,
    initial_probs,
    log_prior,
    matrices,
    powers,
    pressure_bin,
    row_fighting,
    transition_matrix,
)

HAZARDS = Hazards(
    np.arange(1.0, 1 + BINS * FIGHTING).reshape(BINS, FIGHTING) / 100,
    np.full((BINS, FIGHTING), 0.25),
    np.array([0.1, 0.2, 0.3]),
)


def test_a_quiet_day_follows_the_formula_of_the_documentation() -> None:
    # Two neighbours with side 0, one with side 2: the pressure on 0 is a minority, on 1 and 2 more.
    matrix = transition_matrix(HAZARDS, ((2, 0, 1), 0))
    leave = HAZARDS.leave[:, 0]
    assert matrix[0].tolist() == pytest.approx(
        [1 - leave[2], leave[2] * 0.75 * 0.5 / 2.0, leave[2] * 0.75 * 1.5 / 2.0, leave[2] * 0.25]
    )
    assert matrix[1].tolist() == pytest.approx(
        [leave[3] * 0.75 * 2.5 / 4.0, 1 - leave[3], leave[3] * 0.75 * 1.5 / 4.0, leave[3] * 0.25]
    )
    assert matrix[3].tolist() == pytest.approx([0.1 * 2.5 / 4.5, 0.1 * 0.5 / 4.5, 0.1 / 3, 0.9])
    assert matrix.sum(axis=1).tolist() == pytest.approx([1.0] * 4)


def test_unlearnt_hazards_are_those_of_the_documentation() -> None:
    text = (Path(__file__).parents[2] / "docs" / "belief.md").read_text(encoding="utf-8")
    table = text.partition("| pressure | h: quiet |")[2].partition("\n\n")[0].splitlines()[2:]
    rows = [[float(cell) for cell in line.split("|")[2:5]] for line in table]
    unlearnt = Hazards()
    assert unlearnt.leave.tolist() == rows[:BINS]
    assert unlearnt.share_divided.tolist() == [rows[BINS]] * BINS
    assert unlearnt.settle.tolist() == rows[BINS + 1]


def test_a_reported_capture_leads_to_the_taker_ten_times_as_often_and_spares_it() -> None:
    matrix = transition_matrix(HAZARDS, ((0, 0, 0), changed(3, taker=1)))
    gone = HAZARDS.leave[0, 2]
    assert matrix[0, 1] == pytest.approx(gone * 0.75 * 5.0 / 5.5)
    assert matrix[0, 2] == pytest.approx(gone * 0.75 * 0.5 / 5.5)
    assert matrix[1, 1] == pytest.approx(1 - HAZARDS.leave[0, 1])
    assert matrix[3, 1] == pytest.approx(0.3 * 5.0 / 6.0)


def test_a_reported_withdrawal_concerns_the_leaver_alone_and_seldom_leads_to_it() -> None:
    matrix = transition_matrix(HAZARDS, ((0, 0, 0), changed(3, leaver=2)))
    assert matrix[2, 2] == pytest.approx(1 - HAZARDS.leave[0, 2])
    assert matrix[0, 0] == pytest.approx(1 - HAZARDS.leave[0, 1])
    assert matrix[0, 2] == pytest.approx(HAZARDS.leave[0, 1] * 0.75 * 0.05 / 0.55)
    assert matrix[3, 2] == pytest.approx(0.3 * 0.05 / 1.05)


def test_a_side_alone_can_only_become_divided() -> None:
    matrix = transition_matrix(HAZARDS, ((1,), 0))
    assert matrix.tolist() == [
        pytest.approx([1 - HAZARDS.leave[1, 0], HAZARDS.leave[1, 0]]), pytest.approx([0.1, 0.9]),
    ]  # fmt: skip


def test_codes_of_fighting_are_told_apart() -> None:
    assert fighting_codes(3) == 9
    assert [row_fighting(code, 1, 3) for code in range(9)] == [0, 1, 2, 2, 1, 2, 1, 2, 1]
    assert [row_fighting(code, 3, 3) for code in range(9)] == [0, 1, 2, 2, 2, 2, 2, 2, 2]
    assert [pressure_bin(levels, 0) for levels in ((0, 0), (3, 0), (2, 1), (1, 1), (1, 3))] == [
        0, 1, 2, 3, 3,
    ]  # fmt: skip


def test_before_any_evidence_sides_are_alike_and_divided_is_seldom() -> None:
    assert initial_probs(4).tolist() == pytest.approx([0.92 / 3] * 3 + [0.08])
    assert initial_probs(2).tolist() == pytest.approx([0.92, 0.08])


def test_powers_and_daily_counts_equal_the_sums_over_the_days_of_a_gap() -> None:
    surroundings: list[Surrounding] = [((2, 0), 0), ((0, 1), 1), ((1, 1), changed(2, taker=0))]
    daily = matrices(HAZARDS, surroundings)
    which, gaps = np.array([0, 1, 2, 0]), np.array([1, 5, 8, 13])
    stepped = powers(daily, which, gaps)
    for row, (one, gap) in enumerate(zip(which, gaps, strict=True)):
        assert np.allclose(stepped[row], np.linalg.matrix_power(daily[one], gap))
    counts = np.random.default_rng(1).random((4, 3, 3))
    counts[3] = 0
    expected = np.zeros_like(daily)
    for row, (one, gap) in enumerate(zip(which, gaps, strict=True)):
        q, weight = daily[one], counts[row] / stepped[row]
        for day in range(gap):
            before = np.linalg.matrix_power(q, day)
            after = np.linalg.matrix_power(q, int(gap) - 1 - day)
            expected[one] += q * (before.T @ weight @ after.T)
    assert np.allclose(daily_counts(daily, which, gaps, stepped, counts), expected)
    assert daily_counts(daily, which, gaps, stepped, 0 * counts).sum() == 0
    assert expected[0].sum() == pytest.approx(counts[0].sum())


def test_fitted_hazards_are_shares_of_days_with_the_prior_added() -> None:
    prior = Hazards()
    counts = np.array([[[9000.0, 600.0, 400.0], [0.0, 0.0, 0.0], [30.0, 10.0, 160.0]]])
    found = fitted([((0, 0), 0)], counts)
    days, changes, settle_days = 20_000.0, 100.0, 300.0
    assert found.leave[0, 0] == pytest.approx((prior.leave[0, 0] * days + 1000) / (days + 10_000))
    share = (prior.share_divided[0, 0] * changes + 400) / (changes + 1000)
    assert found.share_divided[0, 0] == pytest.approx(share)
    settled = (prior.settle[0] * settle_days + 40) / (settle_days + 200)
    assert found.settle[0] == pytest.approx(settled)
    assert found.leave[1:].tolist() == [pytest.approx(row) for row in prior.leave[1:].tolist()]
    assert found.settle[1:].tolist() == pytest.approx(prior.settle[1:].tolist())


def test_the_prior_is_densest_at_its_own_hazards() -> None:
    prior = Hazards()
    for factor in (0.5, 0.9, 1.1):
        moved = [
            Hazards(leave=prior.leave * factor),
            Hazards(share_divided=prior.share_divided * factor),
            Hazards(settle=prior.settle * factor),
        ]
        for one in moved:
            assert log_prior(one) < log_prior(prior)


def test_what_a_claim_says_of_each_holder_is_as_documented() -> None:
    part = testimony.holds_part(["a", "b"], "A")
    assert dict(part.says) == {DIVIDED: 1.0}
    assert dict(part.hints) == {"a": 1.0, "b": 0.8, DIVIDED: 1.0}
    assert part.rest_hint == 0.35
    assert dict(testimony.holds_most("a", "A").says) == {"a": 0.5, DIVIDED: 0.5}
    maybe = testimony.perhaps(testimony.holds("a", "A"))
    assert dict(maybe.says) == {"a": 1.0}
    assert (maybe.rest, maybe.said, maybe.spoken) == (0.5, None, True)
    assert dict(testimony.perhaps(testimony.holds_not("a", "A")).says) == {"a": 0.5}
    denied = testimony.holds_not("a", "A")
    assert (dict(denied.says), denied.rest, denied.said) == ({"a": 0.0}, 1.0, None)
    assert dict(testimony.remains("a", "A").says) == {"a": 1.0, DIVIDED: 0.7}
    hint = testimony.hint({"a": 2.0}, 0.5, "attacked")
    assert (dict(hint.hints), hint.rest_hint, hint.spoken) == ({"a": 2.0}, 0.5, False)


def four_kinds_of_word() -> tuple[Speech, Types]:
    """A speaker without a side, of two sides, that names side 0: after another speaker did, after
    others named both and it named side 0 itself, after it named side 1; and a mere hint."""
    cells = np.zeros((1, CELLS))
    cells[0, :5] = [0.8, 0.1, 0.1, 0.4, 0.6]  # right, divided, wrong; of a divided place: side, so
    cells[0, 5:] = 1.0
    types = Types(
        voice=np.zeros(4, dtype=np.int64),
        voice_speaker=np.array([0]),
        voice_party=np.array([False]),
        voice_own=np.zeros((1, 2), dtype=bool),
        content=np.array([[1.0, 0.0, 0.0]] * 4),
        echoed=np.array([[1, 0, 0], [1, 1, 0], [0, 0, 0], [0, 0, 0]], dtype=bool),
        repeated=np.array([-1, 0, 1, -1]),
        factor=np.array([[1.0, 1.0, 1.0]] * 3 + [[0.4, 0.8, 0.6]]),
        spoken=np.array([True, True, True, False]),
    )
    return Speech(cells, np.array([0.2]), np.array([0.3])), types


# The chance that side 0 is named afresh where it holds, where side 1 does, where both do.
AFRESH = np.array([0.8, 0.1, 0.4 / 2])


def test_a_word_is_an_echo_a_repetition_or_said_afresh() -> None:
    speech, types = four_kinds_of_word()
    echoed, both, other, hinted = emission_table(speech, types)
    assert echoed.tolist() == pytest.approx((0.2 + 0.8 * AFRESH).tolist())
    # One of the two that others named; else its own last word; else afresh.
    again = 0.2 / 2 + 0.8 * 0.3
    assert both.tolist() == pytest.approx((again + 0.8 * 0.7 * AFRESH).tolist())
    assert other.tolist() == pytest.approx((0.7 * AFRESH).tolist())
    assert hinted.tolist() == [0.4, 0.8, 0.6]


def test_how_likely_a_word_is_no_news_is_its_part_of_what_made_it_likely() -> None:
    speech, types = four_kinds_of_word()
    chances = np.array([0.5, 0.3, 0.2])
    found = echo_shares(speech, types, np.broadcast_to(chances, (4, 3)))
    whole = 0.2 + 0.8 * AFRESH
    assert found[0] == pytest.approx(float((chances * 0.2 / whole).sum()))
    again = 0.2 / 2 + 0.8 * 0.3
    assert found[1] == pytest.approx(float((chances * again / (again + 0.56 * AFRESH)).sum()))
    assert found[2] == 0.0


def test_claims_made_afresh_are_counted_in_the_cell_they_fall_into() -> None:
    speech, types = four_kinds_of_word()
    # Ten words "after another speaker did" where side 0 holds, four where the place is divided.
    counts = np.zeros((4, 3))
    counts[0] = [10.0, 0.0, 4.0]
    prior = prior_of(["monitor"])
    found, cells = speech_fitted(speech, types, counts, prior)
    right, divided = 10 * 0.64 / 0.84, 4 * 0.16 / 0.36
    assert cells[0, :5].tolist() == pytest.approx([right, 0.0, 0.0, divided, 0.0])
    echoes = 10 * 0.2 / 0.84 + 4 * 0.2 / 0.36
    weights = prior.echo[0] + [echoes, right + divided]
    assert found.echo[0] == pytest.approx(weights[0] / weights.sum())
    assert found.repeat[0] == pytest.approx(prior.repeat[0, 0] / prior.repeat[0].sum())
    row = prior.cells[0, :3] + [right, 0.0, 0.0]
    assert found.cells[0, :3].tolist() == pytest.approx((row / row.sum()).tolist())
    assert found.presence is not None
    assert found.presence.tolist() == [pytest.approx([1.0, 1.0, 1.0])]  # nobody else speaks


def says(place: int, day: int, side: str, speaker: str = "S") -> Testimony:
    on = date(2016, 1, 1) + timedelta(day)
    return Testimony(
        f"p{place}", on, on, Speaker(speaker, "monitor"), frozenset(), False,
        testimony.holds(side, side), 0, True, (f"c{place}-{day}",),
    )  # fmt: skip


def told(flips: int, places: int, *, busiest: int = 0) -> list[Testimony]:
    """A speaker names a holder of every place, changes some, then `flips` on one day."""
    first = [says(place, 0, "a") for place in range(places)]
    before = [says(place, 1, "b") for place in range(busiest)]
    return first + before + [says(place, 2, "c") for place in range(flips)]


@pytest.mark.parametrize(
    ("flips", "places", "busiest", "outages"),
    [
        (20, 40, 0, 1),
        (19, 40, 0, 0),  # fewer than 20 places
        (20, 66, 0, 1),
        (20, 67, 0, 0),  # less than 30% of those it speaks of
        (21, 40, 7, 1),
        (20, 40, 7, 0),  # not three times as many as ever before
    ],
)
def test_a_mass_flip_is_held_back_from_its_three_limits_on(
    flips: int, places: int, busiest: int, outages: int
) -> None:
    assert (outage.MIN_PLACES, outage.MIN_SHARE, outage.TIMES_BUSIEST) == (20, 0.3, 3)
    # The first day names many places anew: it is the quiet day after it that is compared with.
    found = [
        one for one in suspected_outages(told(flips, places, busiest=busiest))
        if one.day == date(2016, 1, 3)
    ]  # fmt: skip
    assert len(found) == outages


def test_what_follows_an_outage_is_compared_with_what_came_before_it() -> None:
    said = told(40, 40)
    (found,) = suspected_outages(said)
    assert (found.speaker, found.changed, found.spoken_of) == ("S", 40, 40)
    assert held_back(said, [found]) == said[:40]
    assert held_back(said, []) == said
