"""The options that decide how a corpus run is worked on, and not what comes out of it."""

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, get_type_hints

import typer

from app.commands.db import DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from training.corpus.calls.spending import Limits

Concurrency = Annotated[int, typer.Option(min=1, max=1024, help="How many calls of the teacher are under way.")]
TokenCap = Annotated[int | None, typer.Option(min=1, help="Stop before the teacher's calls take more tokens.")]
CostCap = Annotated[float | None, typer.Option(min=0, help="Stop before they cost more; needs the prices.")]
PromptPrice = Annotated[float, typer.Option(min=0, help="Price of a million tokens of prompts.")]
ReplyPrice = Annotated[float, typer.Option(min=0, help="Price of a million tokens of replies.")]
BaseURL = Annotated[str | None, typer.Option(help="Endpoint of openai: and local: models; else OPENAI_BASE_URL.")]
Device = Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Do again what failed in earlier runs.")]
EngineName = Annotated[
    Literal["local", "ray"], typer.Option("--engine", help="Who works: this process, or workers of a Ray cluster.")
]
RayWorkers = Annotated[
    int | None, typer.Option(min=1, help="How many workers at most; as many as there are processors if left out.")
]
RayAddress = Annotated[str | None, typer.Option(help="A running cluster; else one is begun on this machine.")]


class Means(NamedTuple):
    """What decides how a run is worked on, and not what comes out of it; options of `with_means`."""

    concurrency: Concurrency = 16
    token_cap: TokenCap = None
    cost_cap: CostCap = None
    prompt_price: PromptPrice = 0.0
    reply_price: ReplyPrice = 0.0
    retry_failed: RetryFailed = False
    base_url: BaseURL = None
    device: Device = None
    engine: EngineName = "local"
    ray_workers: RayWorkers = None
    ray_address: RayAddress = None
    data_dir: DataDir = None


def with_means(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command all options of `Means`, which it gets as its argument `means`."""
    own = [each for each in inspect.signature(command).parameters.values() if each.name != "means"]
    kinds = get_type_hints(Means, include_extras=True)
    options = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kinds[name])
        for name, default in Means._field_defaults.items()
    ]

    @functools.wraps(command)
    def run(**given: Any) -> None:
        command(means=Means(**{name: given.pop(name) for name in Means._fields}), **given)

    # What Typer reads to find the options of a command.
    run.__signature__ = inspect.Signature([*own, *options])  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in (*own, *options)}
    return run


def check_engine(means: Means) -> None:
    """Raise BadSetting for an engine that cannot be had."""
    from training.corpus.on_ray.cluster import require_ray

    if means.engine == "ray":
        require_ray()
    elif means.ray_workers or means.ray_address:
        raise BadSetting("--ray-workers and --ray-address are for --engine ray; add it, or leave them away.")


def limits_of(means: Means) -> "Limits":
    """Return how many calls are made, and what they may cost. Raises BadSetting for a cap without prices."""
    from training.corpus.calls.spending import Caps, Limits

    if means.cost_cap is not None and not (means.prompt_price or means.reply_price):
        raise BadSetting("--cost-cap needs what a million tokens cost: --prompt-price and --reply-price.")
    caps = Caps(
        tokens=means.token_cap,
        cost=means.cost_cap,
        prompt_price=means.prompt_price,
        reply_price=means.reply_price,
    )
    return Limits(means.concurrency, caps)
