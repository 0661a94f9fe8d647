"""How many labels it takes: fewer than these teach nothing, or tell nothing of what was learned."""

from models.errors import BadSetting
from models.records import Record
from training.critics.held_out import Parted
from training.embedded.critic_data import Labelled


class Enough(Record):
    """The least there must be: `learned` labels to learn from, of these `each` accepted and rejected, and `measured`
    pictures held out, with labels of both kinds."""

    learned: int = 100
    each: int = 20
    measured: int = 5


def refuse_too_few(parted: Parted, enough: Enough, *, more: str = "") -> None:
    """Raise BadSetting where there are too few labels, with how many there are and how many are needed; `more` says
    where more of them could come from."""
    learned, held_out = parted
    sides = (sum(learned.accepted), len(learned.labels) - sum(learned.accepted))
    if len(learned.labels) >= enough.learned and min(sides) >= enough.each and _can_measure(held_out, enough):
        return
    raise BadSetting(
        f"A critic needs {enough.learned} labels to learn from, {enough.each} accepted and {enough.each} rejected ones "
        f"among them, and {enough.measured} held-out pictures with labels of both kinds; there are {_counted(learned)} "
        f"to learn from, and held out {_counted(held_out)}. {more or 'Rate more pictures first.'}"
    )


def _can_measure(held_out: Labelled, enough: Enough) -> bool:
    return len(held_out.pictures) >= enough.measured and 0 < sum(held_out.accepted) < len(held_out.labels)


def _counted(data: Labelled) -> str:
    count, accepted, pictures = len(data.labels), sum(data.accepted), len(data.pictures)
    return f"{count} ({accepted} accepted, {count - accepted} rejected, of {pictures} pictures)"
