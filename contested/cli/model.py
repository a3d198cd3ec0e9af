"""The model-backed reader as the commands ask for it."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from contested.cli.model_options import Wanted
from contested.cli.options import OptionError
from contested.cli.terminal import tell
from contested.report.source import Limits

if TYPE_CHECKING:
    from contested.claim.model.endpoint import Endpoint, Spent
    from contested.claim.model.reader import ModelReader


def make_endpoint(wanted: Wanted) -> Endpoint:
    """The endpoint that the options describe."""
    from contested.claim.model.endpoint import Budget, Endpoint

    price_in, price_out = _prices(wanted.price)
    budget = Budget(
        wanted.requests_per_minute, wanted.max_requests, wanted.max_cost, price_in, price_out
    )  # fmt: skip
    key = os.environ.get("CONTESTED_MODEL_KEY") or None
    return Endpoint(wanted.endpoint or "", wanted.model or "", key, budget)


def make_model_reader(endpoint: Endpoint, theatre: str | None) -> ModelReader:
    """A reader that asks the model, and keeps its answers in the user's cache folder."""
    from contested.claim.model.kept import Kept
    from contested.claim.model.reader import ModelReader
    from contested.place.world import cache_folder

    return ModelReader(endpoint, theatre, Kept(cache_folder() / "model"))


def patient(limits: Limits, endpoint: Endpoint) -> Limits:
    """Limits that leave a model the time to answer."""
    return replace(limits, max_seconds=max(limits.max_seconds, endpoint.longest_s))


def tell_spent(spent: Spent) -> None:
    """What the run asked of the model."""
    parts = [f"{spent.requests} questions to the model"]
    if spent.tokens_in or spent.tokens_out:
        parts.append(f"{spent.tokens_in} tokens in, {spent.tokens_out} out")
    if spent.cost:
        parts.append(f"cost {spent.cost:.4f}")
    tell("; ".join(parts))


def _prices(text: str | None) -> tuple[float, float]:
    if text is None:
        return 0.0, 0.0
    price_in, _, price_out = text.partition("/")
    try:
        prices = float(price_in), float(price_out)
    except ValueError:
        prices = (-1.0, -1.0)
    if min(prices) < 0:
        raise OptionError(f"--price {text!r} is not two prices; write 0.5/1.5")
    return prices
