"""A whole training run of a student on a corpus: words, sights, steps; what it has so far is kept every few minutes.

Which texts a run learned from is kept with it: others under the same settings are another run.
"""

import hashlib
from pathlib import Path

import torch

from models.embedded.folder import TOKENIZER
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import Training, save_student
from models.errors import BadSetting
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.corpus_sights import Sights
from training.embedded.corpus_start import Start, begin_with, open_start, sized
from training.embedded.corpus_texts import Lessons, readable
from training.embedded.corpus_trainer import CorpusProgress, CorpusTrainer
from training.embedded.corpus_words import learn_words
from training.embedded.mark_reader_run import TrainedReader, chain_with
from training.embedded.shipping import refuse_too_large
from training.embedded.stages import STUDENT, own_stage
from training.loop.devices import choose_device
from training.loop.learned_from import refuse_other
from training.loop.running import RunFolders, Watch, go_on, refuse_second_run, restore, set_threads


def train_on_corpus(
    settings: CorpusTraining,
    folders: RunFolders,
    watch: Watch[CorpusProgress],
    *,
    lessons: Lessons,
    init: Path,
    words: Vocabulary | None = None,
    reader: TrainedReader | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
) -> CorpusTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    `init` is the folder of the verbalizers, or of the student, that it begins with; `words` are used instead of those
    of the corpus, `reader` is put into the student's folder, which is the run's `student/`. What the eye sees is kept
    in `folders.scenes` for all runs.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    start = open_start(init, settings)
    lessons = _readable(lessons, start.sizes.regions, watch)
    refuse_other(folders, "texts", _digest_of(lessons))
    vocabulary = _words(folders, words, lessons, settings, start)
    settings = sized(settings, start, vocabulary)
    network = begin_with(start, vocabulary, settings)
    refuse_too_large(network, *([reader.reader] if reader is not None else []))
    trainer = CorpusTrainer(
        settings,
        network,
        vocabulary,
        lessons,
        _sights(settings, folders, watch, lessons, start, vocabulary),
        device=choose_device(device),
    )
    trainer.start_from(start.student.settings.chain if start.student.settings.training else ())
    if folders.checkpoint.exists():
        restore(trainer, folders)
    go_on(trainer, folders, watch, lambda: keep(trainer, vocabulary, lessons, folders.run / STUDENT, reader))
    return trainer


def keep(
    trainer: CorpusTrainer, vocabulary: Vocabulary, lessons: Lessons, folder: Path, reader: TrainedReader | None = None
) -> None:
    """Write the student as it is now."""
    save_student(
        folder,
        trainer.averaged_network(),
        vocabulary,
        training=described(trainer, lessons, reader),
        reader=reader.reader if reader else None,
    )


def described(trainer: CorpusTrainer, lessons: Lessons, reader: TrainedReader | None = None) -> Training:
    """Return the facts of a run that settings and card name."""
    settings = trainer.settings
    pictures = len({each.image for each in lessons.examples})
    own = own_stage(trainer, STUDENT, scenes=pictures, supervision=lessons.about, seeds="those of the corpus")
    return {
        "seed": settings.seed,
        "steps": trainer.step,
        "minutes": own.minutes,
        "scenes": pictures,
        "texts": len(lessons.examples),
        "texts in a step": settings.texts,
        "named": "as they come" if settings.named is None else settings.named,
        "eye": settings.eye,
        "threads": torch.get_num_threads(),
        "device": trainer.device.type,
        "arithmetic": "bfloat16 autocast" if trainer.bfloat16 else "float32",
        "chain": chain_with(reader, trainer.earlier, own),
    }


def _readable(lessons: Lessons, regions: int, watch: Watch[CorpusProgress]) -> Lessons:
    """Return the texts that name no more regions than that; the others are noted. Raises BadSetting for none."""
    taken = readable(lessons, regions)
    if left_out := len(lessons.examples) - len(taken.examples):
        watch.noted(
            f"Texts that name more than {regions} regions: {left_out}; they are left out, for the student tells no "
            "more of them apart."
        )
    if not taken.examples:
        raise BadSetting("The corpus holds no text that a student could learn from.")
    return taken


def _words(
    folders: RunFolders, words: Vocabulary | None, lessons: Lessons, settings: CorpusTraining, start: Start
) -> Vocabulary:
    """Return the words that the run began with, those that were given, or those of the corpus."""
    kept = folders.run / STUDENT / TOKENIZER
    if folders.checkpoint.exists() and kept.exists():
        return load_vocabulary(kept)
    return words or learn_words(
        (each.qar for each in lessons.examples), size=settings.pieces, slots=start.sizes.regions
    )


def _sights(
    settings: CorpusTraining,
    folders: RunFolders,
    watch: Watch[CorpusProgress],
    lessons: Lessons,
    start: Start,
    vocabulary: Vocabulary,
) -> Sights | None:
    """Return what the eye sees of all pictures; None for an eye that learns to look."""
    if settings.eye == "all":
        return None
    # Not the network that learns: what is kept must not hang on where a run was taken up.
    eye = begin_with(start, vocabulary, settings).eval()
    sights = Sights(folders.scenes, eye, settings)
    sights.prepare(lessons.pictures, lessons.open_image, watch.drawn)
    return sights


def _digest_of(lessons: Lessons) -> str:
    digest = hashlib.sha256()
    for each in lessons.examples:
        digest.update(each.model_dump_json().encode())
    return digest.hexdigest()
