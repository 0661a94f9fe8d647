"""`deixis annotate assign`: put first what the critic is least sure about."""

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.annotate_place import ACTOR, RoundName, find_round, opened, say
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from models.judging import Item


def assign(
    name: RoundName,
    score: Annotated[str, typer.Option(help="The score whose threshold parts what is kept from the rest.")] = "critic",
    threshold: Annotated[float, typer.Option(help="Texts whose score is near to this come first.")] = 0.8,
    scores: Annotated[
        Path | None, typer.Option(help='JSON lines {"id": "...", "score": 0.7} that replace the scores kept.')
    ] = None,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Order what is still to be judged by how unsure a score is; without any score the order is random.

    A fifth of the pictures, drawn when they came into the round, keep a random place, so that rates measured on them
    are unbiased.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from annotation.priorities import priorities_of, prioritised

        found = find_round(place.store, name)
        items = [item for item in place.store.judging.items(found.id) if item.kind == "item"]
        if scores is not None:
            items = list(_scored(items, score, _read_scores(scores), scores))
        ordered = prioritised(items, score=score, threshold=threshold, seed=found.settings.seed)
        place.store.judging.set_priorities(found.id, priorities_of(ordered), actor=ACTOR)
        known = sum(any(score in each.scores for each in item.candidates) for item in items)
        text = f'{known} of {len(items)} pictures of round "{found.name}" have a score {score!r}; the queue is ordered.'
        say({"round": found.id, "pictures": len(items), "scored": known}, text, as_json=as_json)


def _read_scores(path: Path) -> dict[str, float]:
    found: dict[str, float] = {}
    try:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.strip():
                name, value = _score(path, number, line)
                found[name] = value
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise BadSetting(f"{path} is not UTF-8 text.") from None
    return found


def _score(path: Path, number: int, line: str) -> tuple[str, float]:
    try:
        value = json.loads(line)
        name, score = str(value["id"]), float(value["score"])
    except (ValueError, TypeError, KeyError):
        score = math.nan
        name = ""
    if not math.isfinite(score):
        raise BadSetting(f'Line {number} of {path} is not {{"id": "...", "score": 0.7}} with a finite number.')
    return name, score


def _scored(items: "Iterable[Item]", score: str, values: dict[str, float], path: Path) -> "Iterator[Item]":
    """Yield the items with the new scores. Raises BadSetting when these are about candidates of other rounds."""
    items = list(items)
    known = {each.id for item in items for each in item.candidates}
    if unknown := sorted(values.keys() - known):
        raise BadSetting(f"{path} has a score for {unknown[0]!r}, which is no text of this round.")
    for item in items:
        candidates = tuple(
            each.model_copy(update={"scores": {**each.scores, score: values[each.id]}}) if each.id in values else each
            for each in item.candidates
        )
        yield item.model_copy(update={"candidates": candidates})
