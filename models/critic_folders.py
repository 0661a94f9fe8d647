"""Critics in folders of their own, whichever kind they are: those made here of people's labels, and any by a path."""

from collections.abc import Callable, Mapping
from pathlib import Path

from models.base import Critic
from models.errors import ModelUnavailable
from models.model_format import SETTINGS, format_of

Load = Callable[[Path, str], Critic]


def _embedded(folder: Path, name: str) -> Critic:
    from models.embedded.critic import EmbeddedCritic
    from models.embedded.critic_weights import open_critic

    return EmbeddedCritic(open_critic(folder), name)


def _blip2(folder: Path, name: str) -> Critic:
    from models.blip2.critic import open_blip2_critic

    return open_blip2_critic(folder, name)


# By the format that settings.json tells.
LOADERS: Mapping[str, Load] = {"deixis-critic-2": _embedded, "deixis-blip2-critic-1": _blip2}


def load_folder(folder: Path, name: str) -> Critic:
    """Load the critic in a folder; its scores carry the name. Raises ModelUnavailable for one that holds none."""
    kind = format_of(folder)
    load = LOADERS.get(kind or "")
    if load is None:
        what = f'a model of another kind ("{kind}")' if kind else f"no {SETTINGS} that can be read"
        raise ModelUnavailable(f"The folder {folder} holds {what}, and no critic; `deixis train critic` makes one.")
    return load(folder, name)


def own_critics(home: Path) -> tuple[str, ...]:
    """Return the names of the critics that were made in a data folder, whose folder of critics is `home`.

    One that is being put there, or that a kill left half of, has a name with a dot in front.
    """
    there = (path.parent for path in home.glob(f"[!.]*/{SETTINGS}"))
    return tuple(sorted(folder.name for folder in there if format_of(folder) in LOADERS))


def find_own(name: str, home: Path) -> Path:
    """Return the folder of the critic of that name. Raises ModelUnavailable with the names there are."""
    known = own_critics(home)
    # Compared with what is there, not joined first: a name must not lead out of the folder.
    if name not in known:
        there = ", ".join(f"own:{each}" for each in known) or "none yet; `deixis train critic` makes one"
        raise ModelUnavailable(f'There is no critic "own:{name}" in {home}. There is: {there}.')
    return home / name
