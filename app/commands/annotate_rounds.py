"""`deixis annotate rounds|close|reopen|progress|agreement|ratings`: look after rounds and see what came of them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from app.commands.annotate_place import ACTOR, RoundName, excluded, find_round, opened, say, state_of
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from annotation.agreement import Alpha
    from annotation.intervals import Figure
    from models.judging import RoundProgress

Everybody = Annotated[bool, typer.Option("--everybody", help="Count excluded annotators, too.")]
Slice = Literal["teacher", "prompt", "question_type", "score"]


def rounds(db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List the rounds, oldest first."""
    with opened(db, data_dir, as_json=as_json) as place:
        judging = place.store.judging
        found = [(each, judging.progress(each.id)) for each in judging.rounds()]
        lines = [
            f"{each.id}  {each.kind}  {state_of(each)}  {done.done} of {done.slots} judged  {each.name}"
            for each, done in found
        ]
        value = [
            {**each.model_dump(mode="json"), "done": done.done, "slots": done.slots, "items": done.items}
            for each, done in found
        ]
        say({"rounds": value}, "\n".join(lines) or "There is no round yet.", as_json=as_json)


def close(name: RoundName, db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Hand out no more screens; what people have at hand may still come in."""
    with opened(db, data_dir, as_json=as_json) as place:
        closed = place.store.judging.close_round(find_round(place.store, name).id, actor=ACTOR)
        say(closed.model_dump(mode="json"), f'Round "{closed.name}" is closed.', as_json=as_json)


def reopen(name: RoundName, db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Hand out screens again; of a round that is still being filled, those that it has."""
    with opened(db, data_dir, as_json=as_json) as place:
        again = place.store.judging.reopen_round(find_round(place.store, name).id, actor=ACTOR)
        say(again.model_dump(mode="json"), f'Round "{again.name}" is open.', as_json=as_json)


def progress(name: RoundName, db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """Say how far a round is, and how much each annotator has done."""
    with opened(db, data_dir, as_json=as_json) as place:
        found = place.store.judging.progress(find_round(place.store, name).id)
        say(found.model_dump(mode="json"), "\n".join(_progress_lines(found)), as_json=as_json)


def agreement(
    name: RoundName,
    everybody: Everybody = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Say how much annotators agree: Krippendorff's ordinal alpha with its interval over pictures.

    The rationale is shown with and without the rejections that a rejected answer forces.
    """
    from annotation.agreement import agreement as agreement_of
    from annotation.agreement import pair_agreement

    with opened(db, data_dir, as_json=as_json) as place:
        judging, found = place.store.judging, find_round(place.store, name)
        items, judged = judging.items(found.id), judging.judged(found.id)
        without = frozenset() if everybody else excluded(place.store)
        alphas: dict[str, Alpha] = {}
        if found.kind == "rate":
            rated = agreement_of(items, judged, without=without)
            value = {criterion: each.model_dump(mode="json") for criterion, each in rated.items()}
            alphas |= {criterion: each.all for criterion, each in rated.items()}
            alphas["rationale, chosen only"] = rated["rationale"].chosen
        else:
            compared = pair_agreement(items, judged, without=without)
            value = {criterion: each.model_dump(mode="json") for criterion, each in compared.items()}
            alphas |= compared
        say({"round": found.id, "agreement": value}, "\n".join(_alpha_lines(alphas)), as_json=as_json)


def ratings(
    name: RoundName,
    by: Annotated[Slice, typer.Option(help="What the slices are.")] = "teacher",
    score: Annotated[str, typer.Option(help="With --by score: the name of the score.")] = "critic",
    threshold: Annotated[float, typer.Option(help="With --by score: what is kept reaches this.")] = 0.8,
    uniform: Annotated[bool, typer.Option("--uniform", help="Take the random slice of the queue alone.")] = False,
    everybody: Everybody = False,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Show the mean rating of each slice, from 1 (reject) to 3 (accept), as figure 3 of the paper does."""
    from annotation.slices import by_origin, by_question_type, by_score, mean_ratings

    with opened(db, data_dir, as_json=as_json) as place:
        judging, found = place.store.judging, find_round(place.store, name)
        if found.kind != "rate":
            raise BadSetting(f'Round "{found.name}" compares; it has no ratings.')
        slicer = (
            by_score(score, threshold)
            if by == "score"
            else by_question_type
            if by == "question_type"
            else by_origin(by)
        )
        without = frozenset() if everybody else excluded(place.store)
        slices = mean_ratings(
            judging.items(found.id), judging.judged(found.id), slicer, only_uniform=uniform, without=without
        )
        lines = [
            f"{each.slice:24} {each.criterion:10} {_written(each.mean):24} {each.verdicts} verdicts on "
            f"{each.candidates} texts of {each.pictures} pictures"
            for each in slices
        ]
        value = {"round": found.id, "by": by, "slices": [each.model_dump(mode="json") for each in slices]}
        say(value, "\n".join(lines) or "Nothing that counts is judged yet.", as_json=as_json)


def _progress_lines(found: "RoundProgress") -> list[str]:
    share = f" ({100 * found.done / found.slots:.0f} %)" if found.slots else ""
    lines = [
        f"{found.done} of {found.slots} judged{share}, {found.leased} at hand, {found.items} pictures",
        f"{found.surplus} surplus, {found.skipped} skipped, {found.flagged} flagged",
    ]
    for each in found.annotators:
        seconds = "" if each.seconds is None else f", {each.seconds:.0f} s a screen"
        lines.append(f"{each.annotator:20} {each.done} judged, {each.gold} of known answers{seconds}")
    return lines


def _alpha_lines(alphas: Mapping[str, "Alpha"]) -> list[str]:
    return [
        f"{name:24} {_written(each.alpha):24} {each.values} values of {each.units} texts, {each.pictures} pictures"
        for name, each in alphas.items()
    ]


def _written(figure: "Figure") -> str:
    if figure.value is None:
        return "not to be told yet"
    if figure.low is None or figure.high is None:
        return f"{figure.value:.3f}"
    return f"{figure.value:.3f} ({figure.low:.3f} to {figure.high:.3f})"
