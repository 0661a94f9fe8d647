"""The students of the laboratory: what a corpus teaches, and what that is worth.

Every student begins with the weights of the shipped verbalizers, who never saw a question that asks for a reason (or
of those with the small eye, who did not, either), and takes the same number of steps over as many texts each; what they
learn from is all that tells them apart. A student is known by a digest of its texts, of how it learns and of what it
begins with, so that parts which ask for the same one share it.
"""

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from PIL import Image

from models.corpus import Entry
from models.embedded.folder import HOME, weights_name
from models.embedded.weights import open_student, save_student
from training.data.example import Example, example_of_entry
from training.embedded.corpus_run import train_on_corpus
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.corpus_start import begin_with, open_start, sized
from training.embedded.corpus_texts import Lessons
from training.embedded.corpus_trainer import CorpusProgress
from training.embedded.stages import STUDENT
from training.loop.running import RunFolders, Watch
from training.reproduction.gain import GainScorer
from training.reproduction.parts import Lab, Stopped
from training.reproduction.sharing import made_whole

FOLDER = "students"
VERBALIZERS = HOME / "verbalizers"
SMALL = 64  # pixels that a student with worse eyes sees of a picture

Opener = Callable[[str], Image.Image]


def settings_of(lab: Lab, seed: int, **changes: object) -> CorpusTraining:
    """Return how every student of the laboratory learns; what an arm changes is its own business."""
    own = CorpusTraining(seed=seed, steps=lab.scale.student_steps, rate=1.5e-3, warm_up=20)
    return own.model_copy(update=changes)


def taught(
    lab: Lab,
    entries: Iterable[Entry],
    open_image: Opener,
    settings: CorpusTraining,
    *,
    about: str,
    init: Path = VERBALIZERS,
) -> GainScorer:
    """Return the student that learns from entries, trained unless it is there already. Raises Stopped, and goes on from
    there next time; BadSetting where there is nothing to learn."""
    examples = tuple(map(example_of_entry, entries))
    name = f"{settings.seed}-{_digest(examples, settings, init)}"
    folders = RunFolders(lab.work / FOLDER / "looks", lab.work / FOLDER / name)
    made_whole(lab, folders.run, partial(_teach, lab, folders, settings, Lessons(examples, open_image, about), init))
    folders.checkpoint.unlink(missing_ok=True)
    return GainScorer(open_student(folders.run / STUDENT), name)


def _teach(lab: Lab, folders: RunFolders, settings: CorpusTraining, lessons: Lessons, init: Path) -> None:
    lab.say(f"teaching the student {folders.run.name}: {len(lessons.examples)} texts, {lessons.about}")
    watch: Watch[CorpusProgress] = Watch(drawn=lambda _count: lab.stop_here(), should_stop=lab.should_stop)
    resume = folders.checkpoint.exists()
    trainer = train_on_corpus(settings, folders, watch, lessons=lessons, init=init, resume=resume, threads=1)
    if trainer.step < trainer.settings.steps:
        raise Stopped


def untaught(lab: Lab, settings: CorpusTraining, *, init: Path = VERBALIZERS) -> GainScorer:
    """Return what the verbalizers are worth as a student, before they have learned anything."""
    folder = lab.work / FOLDER / f"untaught-{settings.seen_at or 'all'}{_begun_with(init)}"
    made_whole(lab, folder, partial(_begin, folder, settings, init))
    return GainScorer(open_student(folder), folder.name)


def _begin(folder: Path, settings: CorpusTraining, init: Path) -> None:
    start = open_start(init, settings)
    network = begin_with(start, start.student.vocabulary, sized(settings, start, start.student.vocabulary))
    save_student(folder, network, start.student.vocabulary, training=start.student.settings.training)


def some_of(entries: Sequence[Entry], count: int, seed: int) -> list[Entry]:
    """Return so many of the entries, or all, drawn by chance, in their order."""
    chosen = random.Random(f"some of {seed}").sample(range(len(entries)), min(count, len(entries)))
    return [entries[place] for place in sorted(chosen)]


def usable(entries: Iterable[Entry]) -> list[Entry]:
    """Return the entries that were not set aside."""
    return [each for each in entries if not each.set_aside]


def _digest(examples: Sequence[Example], settings: CorpusTraining, init: Path) -> str:
    # How wide the eye is follows from what the student begins with.
    learns = settings.model_dump_json(exclude={"student": {"narrowing"}})
    digest = hashlib.sha256(f"{learns}{_begun_with(init)}".encode())
    for each in examples:
        digest.update(f"{each.id}\n{each.qar.text}\n".encode())
    return digest.hexdigest()[:16]


def _begun_with(init: Path) -> str:
    """Return what tells students that begin with other weights from those that begin with the shipped verbalizers."""
    if init == VERBALIZERS:
        return ""
    return f"-{weights_name(init)}"
