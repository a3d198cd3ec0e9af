"""Which reader reads, and how a language model is asked: the options that say so, declared once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from typing import Annotated, Any

import typer

from contested.cli.options import OptionError

ReaderName = Annotated[
    str,
    typer.Option(
        "--reader", help="grammar; model: ask a language model; both: and show the differences."
    ),
]
OneReader = Annotated[
    str, typer.Option("--reader", help="grammar, or model: ask a language model.")
]
EndpointUrl = Annotated[
    str | None,
    typer.Option(
        "--endpoint",
        envvar="CONTESTED_MODEL_ENDPOINT",
        help="Where the model is: an address before /chat/completions. Its key, if it needs one, "
        "is read from CONTESTED_MODEL_KEY.",
    ),
]
ModelName = Annotated[
    str | None,
    typer.Option("--model", envvar="CONTESTED_MODEL", help="The model's name at the endpoint."),
]
PerMinute = Annotated[
    int | None,
    typer.Option("--requests-per-minute", min=1, help="Ask the model no faster than this."),
]
MaxRequests = Annotated[
    int | None, typer.Option("--max-requests", min=1, help="Ask the model no more often than this.")
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", min=0.0, help="Stop asking the model once it has cost so much."),
]
Price = Annotated[
    str | None,
    typer.Option("--price", help="Prices of a million tokens in and out, 0.5/1.5, for --max-cost."),
]

READERS = ("grammar", "model", "both")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reader, and how the model is asked; `price` is "in/out" of a million tokens."""

    reader: str = "grammar"
    endpoint: str | None = None
    model: str | None = None
    requests_per_minute: int | None = None
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


DEFAULT_READER = Wanted()
_OPTIONS: dict[str, Any] = {
    "reader": OneReader,
    "endpoint": EndpointUrl,
    "model": ModelName,
    "requests_per_minute": PerMinute,
    "max_requests": MaxRequests,
    "max_cost": MaxCost,
    "price": Price,
}


def with_reader_options(
    reader: Any = OneReader,
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give a command these options instead of its parameter `wanted`, which is made of them.

    `reader` is the annotation of `--reader`.
    """
    options = [
        inspect.Parameter(
            field.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=field.default,
            annotation=reader if field.name == "reader" else _OPTIONS[field.name],
        )
        for field in fields(Wanted)
    ]

    def give(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command, eval_str=True)
        parameters: list[inspect.Parameter] = []
        for one in signature.parameters.values():
            one = one.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            parameters += options if one.name == "wanted" else [one]

        @functools.wraps(command)
        def run(**given: Any) -> None:
            wanted = Wanted(**{option.name: given.pop(option.name) for option in options})
            command(**given, wanted=wanted)

        # What typer looks at to find a command's options.
        run.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # for typer
        run.__annotations__ = {one.name: one.annotation for one in parameters}
        return run

    return give
