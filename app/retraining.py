"""From people's labels to a critic beside the others: gather, hold out, train, compare, write the card, register.

The command and the job of the Admin page do the same here; they differ in how they follow it.
"""

import shutil
from pathlib import Path

from app.critic_asked import NOBODY, VERBALIZERS, Asked, run_folder
from app.critics import IN_USE, in_use
from app.label_source import Gathered, gather_labels
from app.names import refuse_odd_name
from app.settings import Settings
from models.base import Critic
from models.critic_folders import find_own, load_folder, own_critics
from models.embedded.critic_weights import CRITIC_FORMAT
from models.embedded.folder import HOME, find_folder
from models.errors import BadSetting
from models.huggingface.begun_with import folder_to_begin_with
from models.records import Record
from models.registry import CRITICS, build_critic, kind_of
from training.critics.card import write_card
from training.critics.enough import refuse_too_few
from training.critics.figures import compare
from training.critics.held_out import part
from training.critics.order import Following, Order
from training.critics.presets import PRESETS, usual_preset
from training.critics.report import FIGURES, CriticReport, read_report, side_of, write_report
from training.loop.checkpoint import CHECKPOINT
from training.loop.devices import choose_device
from training.loop.processes import is_first
from training.loop.running import RunFolders, leaving_nothing

LOOKS = Path("cache") / "critics"  # what eyes have seen, for all runs
CARD = "card.md"


class Retrained(Record):
    """A critic as it is written, where it lies, and what was measured."""

    critic: str
    folder: Path
    report: CriticReport


def retrain(asked: Asked, settings: Settings, following: Following = Following()) -> Retrained | None:
    """Train a critic and put it beside the others; None where it was stopped, and can go on with `resume`, and for all
    but the first of several processes, which measures and writes alone.

    Raises DeixisError with one sentence where there are too few labels, or anything named is not there.
    """
    if (made := _made_before(asked, settings)) is not None:
        return made if is_first() else None
    check_name(asked, settings)
    began_with = asked.init or in_use(settings.critics).critic
    init, against = start_folder(began_with, settings), _against(asked, settings)
    named = asked.preset or usual_preset(init)
    preset = PRESETS[named]
    gathered = gather_labels(asked.wanted, settings)
    for note in gathered.notes:
        following.say(note)
    parted = part(gathered.data)
    refuse_too_few(parted, preset.enough, more=_more(gathered))
    order = Order(
        name=asked.name,
        data=parted.learned,
        init=init,
        folders=RunFolders(settings.data_dir / LOOKS, run_folder(asked.name, settings)),
        following=following,
        seed=asked.seed,
        steps=asked.steps,
        changes=asked.changes,
        resume=asked.resume,
        threads=asked.threads,
        device=str(choose_device(asked.device)),
    )
    with leaving_nothing(order.folders):
        folder = preset.train(order)
    if folder is None or not is_first():
        return None
    critic = f"folder:{asked.out.name}" if asked.out else f"own:{asked.name}"
    report = CriticReport(
        name=critic,
        preset=named,
        began_with=began_with,
        labels=gathered.facts,
        learned=side_of(parted.learned),
        held_out=side_of(parted.held_out),
        compared=compare(load_folder(folder, critic), against, parted.held_out, following.say),
    )
    write_report(folder, report)
    (folder / CARD).write_text(write_card(report), "utf-8")
    target = _target(asked, settings)
    _move(folder, target)
    _clear(order.folders.run)
    return Retrained(critic=critic, folder=target, report=report)


def check_name(asked: Asked, settings: Settings) -> None:
    """Raise BadSetting for a name that is none or that another critic has."""
    refuse_odd_name("A critic", asked.name)
    if asked.name == IN_USE:
        raise BadSetting(f"A critic cannot be called {IN_USE}, which says which one is in use; give it another --name.")
    if asked.out is None and asked.name in own_critics(settings.critics):
        raise BadSetting(f"There is a critic own:{asked.name} already; give the new one another --name.")
    if not asked.resume and (run_folder(asked.name, settings) / CHECKPOINT).exists():
        raise BadSetting(
            f"A training of {asked.name} was stopped; go on with --name {asked.name} --resume, or give the new one "
            "another --name."
        )
    if asked.out is not None and asked.out.exists() and any(asked.out.iterdir()):
        raise BadSetting(f"{asked.out} is not empty; name a new folder with --out.")


def start_folder(critic: str, settings: Settings) -> Path:
    """Return the folder with the weights of a critic, or of the shipped verbalizers. Raises ModelUnavailable."""
    if critic == VERBALIZERS:
        return HOME / VERBALIZERS
    kind_of(critic, CRITICS)
    kind, _, name = critic.partition(":")
    if kind == "own":
        return find_own(name, settings.critics)
    if kind == "hf":
        return folder_to_begin_with(Path(name))
    return find_folder(name or "critic", "critic", CRITIC_FORMAT) if kind == "embedded" else Path(name).expanduser()


def _target(asked: Asked, settings: Settings) -> Path:
    return asked.out or settings.critics / asked.name


def _made_before(asked: Asked, settings: Settings) -> Retrained | None:
    """Return the critic of a run that is to go on, but was killed after the critic was in its place, and clear away
    what is left of the run; None where the critic is not there, or came of another run."""
    refuse_odd_name("A critic", asked.name)
    target, run = _target(asked, settings), run_folder(asked.name, settings)
    report = read_report(target) if asked.resume else None
    if report is None or (run.exists() and not _holds(run, target / FIGURES)):
        return None
    if is_first():
        _clear(run)
    return Retrained(critic=report.name, folder=target, report=report)


def _holds(run: Path, figures: Path) -> bool:
    """Tell whether a run came to these figures, so to their critic: both are written before it is put in its place."""
    return any(each.read_bytes() == figures.read_bytes() for each in run.glob(f"*/{FIGURES}"))


def _clear(run: Path) -> None:
    """Remove a run that is through: its name is gone at once, and what a kill left of another goes with it."""
    cleared = run.with_name(f".{run.name}.cleared")
    shutil.rmtree(cleared, ignore_errors=True)
    if run.exists():
        run.rename(cleared)
    shutil.rmtree(cleared, ignore_errors=True)


def _against(asked: Asked, settings: Settings) -> Critic | None:
    """Return the critic to compare with; that it cannot be had is better known before the training than after."""
    if asked.against == NOBODY:
        return None
    return build_critic(asked.against or in_use(settings.critics).critic, settings.model_options)


def _more(gathered: Gathered) -> str:
    """Return where more labels may come from: what is left out, and why."""
    return " ".join(note for note in gathered.notes if "left out" in note)


def _move(folder: Path, target: Path) -> None:
    """Copy a critic to its place, which then holds all of it or nothing."""
    part = target.with_name(f".{target.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(folder, part)
    if target.exists():
        target.rmdir()
    part.rename(target)
