"""Put pairs into a round of comparing, a portion at a time, so that what was found is kept whatever happens next."""

import sys
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from app.commands.annotate_place import ACTOR, Filling, Place, say
from models.errors import BadSetting

if TYPE_CHECKING:
    from annotation.pairs import Asked, Compared, LeftOut
    from models.judging import Item, Round

_PORTION = 25
_LISTED = 10  # of what was left out, in the text; --json lists all


class Filled(NamedTuple):
    """What came of filling a round: how many pairs it has, how many are new, and what was left out."""

    pairs: int
    new: int
    left_out: "Sequence[LeftOut]"


def fill(
    place: Place,
    into: Filling,
    source: "Iterable[Asked]",
    models: Collection[str],
    *,
    kind: "Compared",
    count: int,
) -> Filled:
    """Ask `models`, pair and keep until the round has `count` pairs or the source ends; then the round is opened.

    Raises BadSetting for a closed round, and for one in whose words annotators would read the name of a model.
    """
    from annotation.comparing import model_of
    from annotation.pairs import Pairing

    wanted = into.round
    if not (wanted.open or wanted.filling):
        raise BadSetting(f'Round "{wanted.name}" is closed. `deixis annotate reopen {wanted.id}` opens it again.')
    there = place.store.judging.items(wanted.id) if into.there else ()
    _check_blind(wanted, {*models, *(model_of(text) for item in there for text in item.candidates)})
    pairing = Pairing(wanted.id, kind=kind, count=count, there=there)
    portion: list[Item] = []
    noted = 0  # of what was found to be equal
    whole = False
    with typer.progressbar(length=pairing.missing, label="Pairing", file=sys.stderr) as bar:
        try:
            for asked in source:
                if not pairing.missing:
                    break
                if item := pairing.offer(asked):
                    asked.keep()
                    portion.append(item)
                    bar.update(1)
                if len(portion) == _PORTION:
                    place.store.judging.start_round(
                        wanted, portion, equal=pairing.equal[noted:], whole=False, actor=ACTOR
                    )
                    portion, noted = [], len(pairing.equal)
            whole = True
        finally:
            if portion or there or pairing.new:
                place.store.judging.start_round(wanted, portion, equal=pairing.equal[noted:], whole=whole, actor=ACTOR)
    return Filled(len(there) + pairing.new, pairing.new, pairing.left_out)


def _check_blind(wanted: "Round", models: Collection[str]) -> None:
    """Raise BadSetting when something that annotators are shown of a round tells one of its models."""
    from annotation.blinding import named_model

    fixed = wanted.settings
    own = {"consent": fixed.consent, "completion code": fixed.completion_code, "return address": fixed.return_url}
    ways = {"name": "give it another one with --round", "id": "give it another name with --round"}
    for what, text in {"name": wanted.name, "id": wanted.id, **own}.items():
        if told := named_model(text, models):
            way = ways.get(what, "change it in the file of --settings and give the round another --round")
            raise BadSetting(
                f'The {what} of round "{wanted.name}" is shown to annotators and has {told[0]!r} of the model '
                f"{told[1]!r} in it; {way}, for they must not know what they compare."
            )


def tell(into: Filling, filled: Filled, *, count: int, as_json: bool, **more: Any) -> None:
    """Say what a round has now, what is not in it, and how to go on."""
    wanted, left_out = into.round, filled.left_out
    if not filled.pairs:
        reasons = "; ".join(f"{each.id}: {each.reason}" for each in left_out[:_LISTED])
        raise BadSetting(f"There is nothing to compare{f': {reasons}' if reasons else ''}.")
    value = {
        "round": wanted.id,
        "name": wanted.name,
        "pairs": filled.pairs,
        "new": filled.new,
        "left_out": [each._asdict() for each in left_out],
        **more,
    }
    has = "1 pair" if filled.pairs == 1 else f"{filled.pairs} pairs, each"
    lines = [f'Round "{wanted.name}" has {has} for {wanted.settings.overlap} annotators.']
    lines[0] += f" {filled.new} are new." if filled.new < filled.pairs else ""
    if filled.pairs < count:
        lines.append(f"{count} were wanted; there is no further picture with a question whose texts differ.")
    if left_out:
        many = "1 question is" if len(left_out) == 1 else f"{len(left_out)} questions are"
        lines.append(f"{many} left out:")
        lines += [f"  {each.id}: {each.reason}" for each in left_out[:_LISTED]]
        lines += [f"  and {len(left_out) - _LISTED} more; --json lists all"] if len(left_out) > _LISTED else []
    lines.append("Compare them: run `deixis app` and open http://127.0.0.1:7860/compare")
    lines.append(f"See who is preferred: deixis compare report {wanted.id}")
    say(value, "\n".join(lines), as_json=as_json)
