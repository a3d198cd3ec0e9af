"""Questions to a model's endpoint: retries, limits on size, rate, number and cost."""

from __future__ import annotations

import json
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from contested.errors import ModelError, ReportError

MAX_ANSWER_BYTES = 2 * 1024 * 1024
_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True)
class Budget:
    """What one run may ask for. None: no limit.

    `price_in` and `price_out` are prices of a million tokens, in the currency of `max_cost`.
    """

    per_minute: int | None = None
    max_requests: int | None = None
    max_cost: float | None = None
    price_in: float = 0.0
    price_out: float = 0.0
    max_answer_tokens: int = 8_000


@dataclass(slots=True)
class Spent:
    """What a run has asked for so far."""

    requests: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    cost: float = 0.0


class Endpoint:
    """A model at an address. `url` ends before ``/chat/completions``.

    Raises ModelError at once for an address that is none.
    """

    def __init__(
        self,
        url: str,
        model: str,
        key: str | None = None,
        budget: Budget | None = None,
        *,
        timeout_s: float = 120.0,
        attempts: int = 4,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ModelError(f"--endpoint {url!r} is no http or https address")
        if not model.strip():
            raise ModelError("--model is missing: the name of the model at the endpoint")
        self.url = url.rstrip("/") + "/chat/completions"
        self.model = model
        self.budget = budget or Budget()
        self.spent = Spent()
        self._key = key
        self._timeout_s = timeout_s
        self._attempts = attempts
        self._sleep, self._now = sleep, now
        self._asked: deque[float] = deque()
        self._client: Any = None

    @property
    def longest_s(self) -> float:
        """How long one answer may take at most, with its retries."""
        return self._attempts * (self._timeout_s + _LONGEST_WAIT_S) + 60.0

    def ask(self, instructions: str, data: dict[str, Any], schema: dict[str, Any]) -> str:
        """The text of the model's answer to `data` under `instructions`.

        Raises ReportError if none is to be had, and ModelError if the run may ask no more or the
        endpoint refuses every question of this kind.
        """
        body = {
            "model": self.model,
            "temperature": 0,
            "max_tokens": self.budget.max_answer_tokens,
            "messages": [
                {"role": "system", "content": instructions},
                {"role": "user", "content": json.dumps(data, ensure_ascii=False)},
            ],
            "response_format": {
                "type": "json_schema",
                "json_schema": {"name": "claims", "strict": True, "schema": schema},
            },
        }
        trouble = "no answer"
        for attempt in range(self._attempts):
            self._check_budget()
            self._keep_pace()
            self.spent.requests += 1
            status, retry_after, answer = self._post(body)
            if status == 200:
                content = self._content(answer)
                if content is not None:
                    return content
                trouble = "an answer that is none"
                break
            trouble = answer if status == 0 else f"status {status}"
            if status in (401, 403, 404):
                raise ModelError(
                    f"{self.url}: {trouble}; check --endpoint, --model and CONTESTED_MODEL_KEY"
                )
            if status not in _RETRIED and status != 0:
                break
            if attempt + 1 < self._attempts:
                wait = retry_after if retry_after is not None else _FIRST_WAIT_S * 2**attempt
                self._sleep(min(wait, _LONGEST_WAIT_S))
        raise ReportError(f"the model at {self.url} gave {trouble}; try again later")

    def _post(self, body: dict[str, Any]) -> tuple[int, float | None, str]:
        """Status (0 if there was no answer), the seconds it asks to wait, and its text."""
        httpx = _httpx()
        if self._client is None:
            self._client = httpx.Client(timeout=self._timeout_s, follow_redirects=False)
        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        try:
            with self._client.stream("POST", self.url, json=body, headers=headers) as response:
                received = bytearray()
                for part in response.iter_bytes():
                    received += part
                    if len(received) > MAX_ANSWER_BYTES:
                        return -1, None, "too long an answer"
                return (
                    response.status_code,
                    _seconds(response.headers.get("retry-after")),
                    received.decode("utf-8", "replace"),
                )
        except httpx.HTTPError as error:
            return 0, None, f"no answer ({type(error).__name__})"

    def _content(self, answer: str) -> str | None:
        try:
            row = json.loads(answer)
            content = row["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            return None
        usage = row.get("usage") if isinstance(row, dict) else None
        if isinstance(usage, dict):
            self._pay(_count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens")))
        return content if isinstance(content, str) else None

    def _pay(self, tokens_in: int, tokens_out: int) -> None:
        self.spent.tokens_in += tokens_in
        self.spent.tokens_out += tokens_out
        self.spent.cost += (
            tokens_in * self.budget.price_in + tokens_out * self.budget.price_out
        ) / 1_000_000

    def _check_budget(self) -> None:
        budget, spent = self.budget, self.spent
        if budget.max_requests is not None and spent.requests >= budget.max_requests:
            raise ModelError(
                f"the model was asked {spent.requests} times, as --max-requests allows"
            )
        if budget.max_cost is not None and spent.cost >= budget.max_cost:
            raise ModelError(f"the model has cost {spent.cost:.4f}, as much as --max-cost allows")

    def _keep_pace(self) -> None:
        """Wait until another question is allowed by the rate."""
        if self.budget.per_minute is None:
            return
        while self._asked and self._now() - self._asked[0] >= 60.0:
            self._asked.popleft()
        if len(self._asked) >= self.budget.per_minute:
            self._sleep(max(0.0, 60.0 - (self._now() - self._asked[0])))
            self._asked.popleft()
        self._asked.append(self._now())


def _httpx() -> Any:
    try:
        import httpx
    except ImportError as error:
        raise ModelError(
            "a model is asked through httpx, which is not installed: pip install 'contested[llm]'"
        ) from error
    return httpx


def _seconds(header: str | None) -> float | None:
    try:
        return max(0.0, float(header)) if header is not None else None
    except ValueError:
        return None


def _count(value: Any) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
