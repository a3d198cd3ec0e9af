"""The model-backed reader as the commands ask for it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from contested.cli.batch import OptionError
from contested.cli.terminal import tell
from contested.report.source import Limits

if TYPE_CHECKING:
    from contested.claim.model.endpoint import Endpoint, Spent
    from contested.claim.model.reader import ModelReader

READERS = ("grammar", "model", "both")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reader, and how the model is asked; `price` is "in/out" of a million tokens."""

    reader: str = "grammar"
    endpoint: str | None = None
    model: str | None = None
    per_minute: int | None = None
    max_requests: int | None = None
    max_cost: float | None = None
    price: str | None = None

    def check(self, readers: Iterable[str] = READERS) -> None:
        """Raise OptionError for options that do not go together."""
        allowed = tuple(readers)
        if self.reader not in allowed:
            raise OptionError(f"--reader {self.reader!r} is not one of {', '.join(allowed)}")
        if self.reader == "grammar":
            return
        if not self.endpoint or not self.model:
            raise OptionError(f"--reader {self.reader} needs --endpoint and --model")
        if self.max_cost is not None and self.price is None:
            raise OptionError("--max-cost needs --price, the prices of a million tokens in and out")

    @property
    def asks_model(self) -> bool:
        """Whether a model is asked at all."""
        return self.reader != "grammar"


def make_endpoint(wanted: Wanted) -> Endpoint:
    """The endpoint that the options describe."""
    from contested.claim.model.endpoint import Budget, Endpoint

    price_in, price_out = _prices(wanted.price)
    budget = Budget(
        wanted.per_minute, wanted.max_requests, wanted.max_cost, price_in, price_out
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
