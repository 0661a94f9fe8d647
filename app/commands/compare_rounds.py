"""`deixis compare rounds|report`: which rounds of comparing there are, and who is preferred in one."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.annotate_place import Place, RoundName, excluded, find_round, opened, say, state_of
from app.commands.annotate_rounds import Everybody
from app.commands.db import AsJson, Database, DataDir
from models.errors import BadSetting

if TYPE_CHECKING:
    from models.judging import Round


def rounds(db: Database = None, data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List the rounds of comparing, oldest first."""
    with opened(db, data_dir, as_json=as_json) as place:
        judging = place.store.judging
        found = [(each, judging.progress(each.id)) for each in judging.rounds() if each.kind == "compare"]
        lines = [
            f"{each.id}  {state_of(each)}  {done.done} of {done.slots} judged  {each.name}" for each, done in found
        ]
        value = [
            {**each.model_dump(mode="json"), "done": done.done, "slots": done.slots, "pairs": done.items}
            for each, done in found
        ]
        none = "There is no round of comparing yet; `deixis compare demo` makes one to try."
        say({"rounds": value}, "\n".join(lines) or none, as_json=as_json)


def report(
    name: RoundName,
    everybody: Everybody = False,
    resamples: Annotated[int, typer.Option(min=100, max=100_000, help="Of the bootstrap over pictures.")] = 1000,
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Say who is preferred on each criterion: the majorities of the annotators, with 95 % intervals over pictures.

    Pairs without a majority are no part of the shares of wins, ties and losses; theirs is told beside. Questions to
    which two models said the same are no pairs; how many there are is told first. The sign test leaves ties out. Where
    the side a text stood on mattered, the last table shows it.
    """
    with opened(db, data_dir, as_json=as_json) as place:
        from annotation.compare_report import compare_report
        from annotation.compare_text import as_text

        found = find_compare_round(place, name)
        without = frozenset() if everybody else excluded(place.store)
        items, judged = place.store.judging.items(found.id), place.store.judging.judged(found.id)
        equal, seed = place.store.judging.equal_pairs(found.id), found.settings.seed
        made = compare_report(items, judged, equal=equal, without=without, resamples=resamples, seed=seed)
        say({"round": found.id, "name": found.name, **made.model_dump(mode="json")}, as_text(made), as_json=as_json)


def find_compare_round(place: Place, name: str) -> "Round":
    """Return a round of comparing. Raises NotFound, and BadSetting for one of rating."""
    found = find_round(place.store, name)
    if found.kind != "compare":
        raise BadSetting(f'Round "{found.name}" rates; `deixis annotate ratings {found.id}` says what came of it.')
    return found
