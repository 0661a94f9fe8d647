"""What is measured in two manners: a model ranks the choices, and it answers; and both are written as one result."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.evaluate_running import Terms, ask, print_value, shared, what_computes, write_value

if TYPE_CHECKING:
    from app.settings import Settings
    from models.registry import ChoosesBy
    from training.benchmarks.asked import AnswersBy
    from training.benchmarks.items import ItemSet
    from training.benchmarks.manners import Asked, Part


def ask_in_manners(
    sets: Mapping[str, "ItemSet"],
    model: str,
    *,
    by: "ChoosesBy",
    answers: "AnswersBy",
    alone: bool,
    settings: "Settings",
    name: str,
    fresh: bool,
) -> tuple["Asked", list["Part"]]:
    """Return the model, and what it said of each set in each manner that it has.

    With `alone` the choices are ranked without their question; an answer always needs it, and so does the likelihood of
    one. Several processes share the pictures (`torchrun`), and all but the first end here.
    """
    from training.benchmarks.asked import asked_model
    from training.benchmarks.manners import Part

    parts: list[Part] = []
    with shared(settings) as (ranks, own):
        asked = asked_model(model, by, answers, own.model_options)
        facts = what_computes(model, settings.model_options)
        for manner, way in asked.ways.items():
            if way.scorer is None:
                continue
            terms = Terms(
                asked_for=model,
                by=f"{manner}: {by}, {answers}",
                question=not alone or manner == "generative" or way.scored_by == "likelihood",
            )
            for skill, items in sets.items():
                said = ask(
                    way.scorer, way.scored_by, items, terms, facts, settings.evaluations, ranks=ranks, fresh=fresh
                )
                parts.append(Part(skill, manner, items, said))
    if name:
        parts = [part._replace(said=part.said.model_copy(update={"model": name})) for part in parts]
    return asked, parts


def tell_manners(
    benchmark: str,
    sets: Mapping[str, "ItemSet"],
    asked: "Asked",
    parts: list["Part"],
    settings: "Settings",
    given: dict[str, Any],
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Count, print, and write all that the figures hang on; `given` are the command's options."""
    from training.benchmarks.manners import join_parts, unread_of
    from training.benchmarks.results import as_lines, as_value, hash_of

    measured = join_parts(benchmark, parts)
    whys = {manner: way.why for manner, way in asked.ways.items() if way.scorer is None}
    value = as_value(
        measured,
        files={path.name: hash_of(path) for each in sets.values() for path in each.files},
        settings=given,
        not_asked=whys,
        unread_by_part=unread_of(parts),
        **what_computes(given["asked_for"], settings.model_options),
    )
    if out is not None:
        write_value(out, value)
    missing = [f"Nothing {manner}: {why}." for manner, why in whys.items()]
    print_value(value, [*as_lines(measured), *missing], as_json=as_json)
