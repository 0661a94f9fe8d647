"""The critics of the laboratory: what they learn from, how they are trained, and what they say of texts.

What the offline teacher writes about a seed's own scenes is judged against the scene graphs and rated by simulated
annotators; a critic sees nothing but these ratings. Scenes are of the critics' range, but none that the shipped critic
saw; a seed's critics are measured on scenes that nobody trains on, every seed on its own.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeVar

import torch
from PIL import Image
from pydantic import TypeAdapter

from models.embedded.critic import EmbeddedCritic, Opinion, opinions_of
from models.embedded.critic_weights import StoredCritic, open_critic, save_critic
from models.embedded.folder import HOME
from models.pictures import read_picture
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.stage import here, run_stage
from training.embedded.critic_data import About, Labelled, picture_file
from training.embedded.critic_finish import best_temperature
from training.embedded.critic_run import NAME, left_aside, train_critic
from training.embedded.critic_settings import CriticTraining, Shown
from training.embedded.critic_shown import shown_as
from training.embedded.critic_sights import Sights
from training.embedded.critic_trainer import CriticProgress
from training.embedded.seed_ranges import CRITICS
from training.evaluation.sampling import PIXELS
from training.experiments.critic_data import MEASURED, SUPERVISION, Maker, Part
from training.experiments.critic_labels import Judged, Rated, judge_entries, rate_all
from training.loop.running import RunFolders, Watch
from training.reproduction.parts import Lab, Stopped
from training.reproduction.sharing import alone, made_whole
from training.scenes.world import draw_scene

Use = Literal["learned", "measured"]
Rate = Callable[[Sequence[Judged]], Rated]
Item = TypeVar("Item")

FOLDER = "critics"
_FIRST_LEARNED, _FIRST_MEASURED = 50_000, 1_000  # of their ranges: those before made the shipped critic
_APART_LEARNED, _APART_MEASURED = 5_000, 1_000  # scenes that belong to a seed
_CHUNK = 512  # texts that are judged at a time
_LEAST = 1e-9  # chance
_LISTED = TypeAdapter(list[Judged])


class Scenes(NamedTuple):
    """What the teacher wrote about some scenes and what is true of it; `seeds` says in words which scenes they are."""

    judged: tuple[Judged, ...]
    open_image: Callable[[str], Image.Image]
    seeds: str


def scenes_of(lab: Lab, seed: int, use: Use) -> Scenes:
    """Return a seed's scenes, made where they are not there yet. Raises Stopped, and goes on from there next time."""
    part, out = part_of(lab, seed, use), lab.work / FOLDER / f"seed-{seed}"
    wanted, path = [str(each) for each in part.seeds], out / "journal.sqlite"
    found = _kept(path, use, wanted)
    if len(found) < len(wanted):
        with alone(lab, str(path)), Journal(path) as journal:
            _make(lab, part, out, journal)
        lab.stop_here()
        found = _kept(path, use, wanted)
    rows = (found[key] for key in wanted)
    judged = tuple(each for row in rows if row.state == "ok" for each in _LISTED.validate_json(row.value))
    return Scenes(judged, _opener(out / use), part.about)


def part_of(lab: Lab, seed: int, use: Use) -> Part:
    """Return which scenes a seed's critics learn from, or are measured on."""
    if use == "learned":
        first = _FIRST_LEARNED + seed * _APART_LEARNED
        return Part(use, CRITICS[first : first + lab.scale.critic_pictures], "train")
    first = _FIRST_MEASURED + seed * _APART_MEASURED
    return Part(use, MEASURED[first : first + lab.scale.measured_pictures], "evaluate")


def learned_of(lab: Lab, seed: int, rate: Rate = rate_all) -> Labelled:
    """Return what a seed's critics learn from: ratings alone."""
    scenes = scenes_of(lab, seed, "learned")
    return Labelled(
        rate(scenes.judged).labels, scenes.open_image, About(supervision=SUPERVISION, seeds=scenes.seeds), {}
    )


def measured_of(lab: Lab, seed: int, rate: Rate = rate_all) -> Labelled:
    """Return what a seed's critics are measured on: ratings, and the truth that these are about."""
    scenes = scenes_of(lab, seed, "measured")
    rated = rate(scenes.judged)
    truths = {label.candidate.id: right for label, right in zip(rated.labels, rated.right, strict=True)}
    return Labelled(rated.labels, scenes.open_image, About(supervision=SUPERVISION, seeds=scenes.seeds), truths)


def settings_of(lab: Lab, seed: int) -> CriticTraining:
    """Return how every critic of the laboratory is trained; what an arm changes is its own business."""
    return CriticTraining(seed=seed, steps=lab.scale.critic_steps)


def critic_of(lab: Lab, seed: int) -> EmbeddedCritic:
    """Return the critic that filters a seed's corpora. Raises Stopped, and goes on from there next time."""
    return trained(lab, seed, "both-heads", learned_of(lab, seed), settings_of(lab, seed))


def trained(
    lab: Lab, seed: int, arm: str, data: Labelled, settings: CriticTraining, *, sights: str = "plain"
) -> EmbeddedCritic:
    """Return a seed's critic of an arm, trained on labels unless it is there already. Raises Stopped.

    Arms that judge the same candidates share what is seen of them: `sights` names where that is kept.
    """
    name = f"{arm}-{lab.scale.critic_pictures}x{lab.scale.critic_steps}.{seed}"
    folders = RunFolders(lab.work / FOLDER / "sights" / sights, lab.work / FOLDER / "runs" / name)

    def make() -> None:
        _train(lab, folders, data, settings)
        _fit(lab, folders, data, settings.shown)

    made_whole(lab, folders.run, make)
    folders.checkpoint.unlink(missing_ok=True)
    return EmbeddedCritic(open_critic(folders.run / NAME), name)


def opinions(
    lab: Lab, critic: EmbeddedCritic, data: Labelled, *, shown: Shown = "pictures", sights: str = "plain"
) -> list[Opinion]:
    """Return what a critic says of every candidate, in the order of the labels. Raises Stopped."""
    return _say(lab, critic.stored, shown_as(shown, data), _sights_folder(lab, sights, shown))


def _kept(path: Path, use: Use, wanted: Sequence[str]) -> dict[str, Done]:
    """Return what is kept of the scenes; another process may be making them."""
    if not path.exists():
        return {}
    with Journal(path, only_read=True) as journal:
        return journal.find(use, wanted)


def _make(lab: Lab, part: Part, out: Path, journal: Journal) -> None:
    """Write, judge and keep what is missing of a part, until stopped."""
    maker = Maker(out)
    lab.say(f"asking the teacher about {len(part.seeds)} scenes ({part.about})")

    def make(seed: int) -> list[Judged]:
        entries = maker.make(part, seed)
        return judge_entries(draw_scene(seed, split=part.split, size=PIXELS).graph, entries, pixels=PIXELS)

    def until_stopped(work: Callable[[Item], object], items: Iterable[tuple[str, Item]]) -> Iterator[Done]:
        for done in here(work, items):
            yield done
            if lab.should_stop():
                return

    run_stage(part.name, ((str(seed), seed) for seed in part.seeds), make, journal, engine=until_stopped)


def _opener(folder: Path) -> Callable[[str], Image.Image]:
    def open_image(image_id: str) -> Image.Image:
        path = picture_file(folder, image_id)
        return read_picture(path.read_bytes(), name=path.name).image

    return open_image


def _train(lab: Lab, folders: RunFolders, data: Labelled, settings: CriticTraining) -> None:
    watch: Watch[CriticProgress] = Watch(drawn=lambda _count: lab.stop_here(), should_stop=lab.should_stop)
    lab.say(f"training the critic {folders.run.name}")
    trainer = train_critic(
        settings,
        folders,
        watch,
        data=data,
        init=HOME / "verbalizers",
        resume=folders.checkpoint.exists(),
        threads=1,
    )
    if trainer.step < trainer.settings.steps:
        raise Stopped


def _fit(lab: Lab, folders: RunFolders, data: Labelled, shown: Shown) -> None:
    """Add the temperature to a critic: the one at which labels that it did not learn from are likeliest."""
    stored, aside = open_critic(folders.run / NAME), shown_as(shown, left_aside(data))
    if not aside.labels:
        return
    plain = stored._replace(settings=stored.settings.model_copy(update={"temperature": 1.0}))
    said = _say(lab, plain, aside, folders.scenes / _name_of(shown))
    chances = torch.tensor([each.accept for each in said], dtype=torch.float64)
    odds = chances.clamp(_LEAST, 1 - _LEAST).logit()
    temperature = best_temperature(odds, torch.tensor(aside.accepted, dtype=torch.float64))
    save_critic(
        folders.run / NAME, stored._replace(settings=stored.settings.model_copy(update={"temperature": temperature}))
    )


def _say(lab: Lab, stored: StoredCritic, data: Labelled, folder: Path) -> list[Opinion]:
    """Return the opinions on candidates; what is seen of them is kept in a folder, as it is for training."""
    network, vocabulary, settings = stored
    candidates = [each.candidate for each in data.labels]
    sights = Sights(folder, network, vocabulary, threshold=settings.threshold)
    sights.prepare(candidates, data.open_image, lambda _count: lab.stop_here())
    said: list[Opinion] = []
    for start in range(0, len(candidates), _CHUNK):
        with torch.inference_mode():
            votes = network(sights.of(candidates[start : start + _CHUNK]))
        said += opinions_of(votes, settings.temperature)
    return said


def _sights_folder(lab: Lab, sights: str, shown: Shown) -> Path:
    return lab.work / FOLDER / "sights" / sights / _name_of(shown)


def _name_of(shown: Shown) -> str:
    """Return the name that `train_critic` gives to the folder of what is seen."""
    return shown.replace(" ", "-")
