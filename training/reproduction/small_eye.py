"""The second size of the student's vision encoder: an eye with a quarter of the weights, that never saw a QAR, either.

    python -m training.reproduction.small_eye --work data/reproduction

It learns as the verbalizers' own eye did: by the same trainer, on the first of the same scenes, from captions,
narratives, tags, boxes and simple questions about what can be seen. Words, reader and speaker are those of the shipped
verbalizers and stay as they are, so that students with either eye differ in nothing else. It is made once, for all
seeds, in `WORK/eyes`, where table 3 finds it. The command makes it, too, and prints as JSON what either eye is worth in
unseen scenes.
"""

import argparse
import hashlib
import json
import shutil
import sys
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

from models.embedded.folder import WEIGHTS
from models.embedded.verbalizer_weights import open_verbalizers, save_verbalizers
from models.embedded.verbalizers import EmbeddedVerbalizers
from training.embedded.smaller_eye import eye_weights, smaller, with_smaller_eye
from training.embedded.verbalizer_measures import find_regions
from training.embedded.verbalizer_run import NAME, train_verbalizers
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_trainer import VerbalizerProgress
from training.evaluation.captions import evaluate_captions
from training.evaluation.replies import evaluate_replies
from training.evaluation.sampling import MEASURED_SEED
from training.loop.running import RunFolders, Watch
from training.reproduction.parts import Lab, Stopped, full
from training.reproduction.sharing import made_whole
from training.reproduction.students import VERBALIZERS

NARROWING, LAYERS = 2, 2  # half as wide in all; of the full eye's three layers
FOLDER = "eyes"
_START = "start"  # a folder in a run's folder
_EVERY = 100  # steps: is told how far it is, and kept


def learning() -> VerbalizerTraining:
    """Return how the small eye learns; as much of a picture is told as teaches an eye to see, and no more."""
    return VerbalizerTraining(
        seed=0, scenes=3_000, steps=1_000, warm_up=50, average=0.995, captions=3, questions=3, learns="eye"
    )


def small_eye(lab: Lab, settings: VerbalizerTraining | None = None, *, init: Path = VERBALIZERS) -> Path:
    """Return the folder of the verbalizers with the small eye, which learns unless it is there already.

    Raises Stopped, and goes on from there next time.
    """
    own = settings or learning()
    home = home_of_eye(lab, own, init)
    folders = RunFolders(home / "scenes", home)
    made_whole(lab, home, partial(_train, lab, own, folders, init))
    folders.checkpoint.unlink(missing_ok=True)
    shutil.rmtree(folders.scenes, ignore_errors=True)  # half a gigabyte that nobody else looks at
    return home / NAME


def home_of_eye(lab: Lab, settings: VerbalizerTraining, init: Path) -> Path:
    """Return the folder of a run, by how the eye learns and what it begins with: another one is another eye."""
    digest = hashlib.sha256(f"{settings.model_dump_json()} {NARROWING} {LAYERS}".encode())
    digest.update((init / WEIGHTS).read_bytes())
    return lab.work / FOLDER / digest.hexdigest()[:12]


@cache
def weights_of_eyes() -> tuple[int, int]:
    """Return how many weights the full eye and the small one have."""
    sizes = open_verbalizers(VERBALIZERS).settings.network
    return eye_weights(sizes), eye_weights(smaller(sizes, narrowing=NARROWING, layers=LAYERS))


def worth_of_eye(folder: Path, *, pictures: int, seed: int = MEASURED_SEED) -> dict[str, float]:
    """Return what verbalizers see in unseen scenes, in percent: the facts that captions tell rightly, simple questions
    answered (the mean over kinds), and the regions that are found; an eye proposes them from the same score on as the
    full one does."""
    stored, usual = open_verbalizers(folder), open_verbalizers(VERBALIZERS).settings.threshold
    settings = stored.settings.model_copy(update={"threshold": usual})
    verbalizers = EmbeddedVerbalizers(stored._replace(settings=settings), folder.name)
    captions = evaluate_captions(verbalizers, pictures=pictures, seed=seed).all_facts
    # What the words of a question alone would answer, which is learned from scenes, is not asked here.
    replies = evaluate_replies(verbalizers, pictures=pictures, seed=seed, learning_scenes=1)
    regions = find_regions(verbalizers, pictures=pictures, seed=seed, split="evaluate")
    shares = (captions.told.value, captions.found.value, replies.right, regions.recall.value)
    named = ("facts told rightly", "true facts told", "simple questions", "regions found")
    return {name: round(100 * share, 1) for name, share in zip(named, shares, strict=True)}


def _train(lab: Lab, settings: VerbalizerTraining, folders: RunFolders, init: Path) -> None:
    start = folders.run / _START
    if not folders.checkpoint.exists():
        _begin(start, settings, init)
    lab.say(f"training a small eye in {folders.run}: {settings.steps} steps of {settings.pictures} pictures")
    watch: Watch[VerbalizerProgress] = Watch(
        drawn=lambda _count: lab.stop_here(),
        progress=lambda at: lab.say(f"step {at.step} of {at.steps}: {at.words['caption']:.2f} a word of captions"),
        should_stop=lab.should_stop,
        every=_EVERY,
        keep_every=_EVERY,
    )
    sized = settings.model_copy(update={"network": open_verbalizers(start).settings.network})
    trainer = train_verbalizers(sized, folders, watch, init=start, resume=folders.checkpoint.exists(), threads=1)
    if trainer.step < trainer.settings.steps:
        raise Stopped


def _begin(folder: Path, settings: VerbalizerTraining, init: Path) -> None:
    stored = open_verbalizers(init)
    network = with_smaller_eye(stored, narrowing=NARROWING, layers=LAYERS, seed=settings.seed)
    save_verbalizers(folder, network, stored.vocabulary, training=stored.settings.training)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, default=Path("data/reproduction"), help="where the laboratory works")
    parser.add_argument("--pictures", type=int, default=100, help="unseen scenes in which the eyes are compared")
    asked = parser.parse_args(arguments)
    try:
        own = small_eye(Lab(full(), asked.work, say=_say))
    except KeyboardInterrupt:
        _say("Stopped; what is learned is kept. The same command goes on.")
        return 130
    eyes = {"full": VERBALIZERS, "small": own}
    compared = {
        name: {"weights": weights, **worth_of_eye(folder, pictures=asked.pictures)}
        for (name, folder), weights in zip(eyes.items(), weights_of_eyes(), strict=True)
    }
    sys.stdout.write(f"{json.dumps({'folder': str(own), **compared}, indent=2)}\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
