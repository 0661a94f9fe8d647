"""`deixis annotate assign`: put first what the critic is least sure about."""

import json
import math
from pathlib import Path
from typing import Annotated

import typer

from app.commands.annotate_place import ACTOR, RoundName, find_round, opened, say
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting


def assign(
    name: RoundName,
    score: Annotated[
        str | None,
        typer.Option(help="The score that orders the queue; that of the critic in use if left out, or the only one."),
    ] = None,
    threshold: Annotated[float, typer.Option(help="Texts whose score is near to this come first.")] = 0.8,
    scores: Annotated[
        Path | None, typer.Option(help='JSON lines {"id": "...", "score": 0.7}; kept with the texts under --score.')
    ] = None,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Order what is still to be judged by how unsure a score is; without any score the order is random.

    A fifth of the pictures, drawn when they came into the round, keep a random place, so that rates measured on them
    are unbiased. People may go on judging meanwhile; a command that was broken off is simply given again.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from annotation.priorities import USUAL, priorities_of, prioritised, score_of
        from app.critics import chosen_critic
        from app.settings import read_settings

        found = find_round(place.store, name)
        judging = place.store.judging
        if scores is not None:
            score = score or USUAL
            judging.keep_scores(found.id, score, _read_scores(scores), actor=ACTOR)
        items = judging.items(found.id, kind="item")
        score = score or score_of(items, in_use=chosen_critic(read_settings(data_dir=data_dir).critics))
        ordered = prioritised(items, score=score, threshold=threshold, seed=found.settings.seed)
        judging.set_priorities(found.id, priorities_of(ordered), by=score, actor=ACTOR)
        known = sum(any(score in each.scores for each in item.candidates) for item in items)
        text = f'{known} of {len(items)} pictures of round "{found.name}" have a score {score!r}; the queue is ordered.'
        say({"round": found.id, "score": score, "pictures": len(items), "scored": known}, text, as_json=as_json)


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
