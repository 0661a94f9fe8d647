"""A whole training run of the verbalizers: scenes, words, steps; what it has so far is kept every few minutes."""

from pathlib import Path

from models.embedded.folder import TOKENIZER
from models.embedded.verbalizer_weights import StoredVerbalizers, open_verbalizers, save_verbalizers
from models.embedded.vocabulary import Vocabulary, load_vocabulary
from models.embedded.weights import Training
from models.errors import BadSetting
from training.embedded.scene_cache import SceneCache, open_scenes
from training.embedded.seed_ranges import VERBALIZERS
from training.embedded.settings import WORD_GRAPHS
from training.embedded.shipping import refuse_too_large
from training.embedded.stages import facts_of, stage_of
from training.embedded.verbalizer_batches import learn_verbalizer_words
from training.embedded.verbalizer_settings import VerbalizerTraining
from training.embedded.verbalizer_trainer import VerbalizerProgress, VerbalizerTrainer
from training.loop.devices import choose_device
from training.loop.running import (
    RunFolders,
    Watch,
    give_minutes,
    go_on,
    refuse_second_run,
    restore,
    set_threads,
)

NAME = "verbalizers"
SUPERVISION = (
    "captions, narratives, tags, boxes and simple questions about what can be seen; no causes, intentions, outcomes or "
    "rationales"
)


def train_verbalizers(
    settings: VerbalizerTraining,
    folders: RunFolders,
    watch: Watch[VerbalizerProgress],
    *,
    minutes: float | None = None,
    resume: bool = False,
    threads: int | None = None,
    device: str = "cpu",
    init: Path | None = None,
) -> VerbalizerTrainer:
    """Train, or go on training, until the last step or until stopped. Raises BadSetting for a mix-up of runs.

    With `minutes` the first steps are timed, and the number of steps follows from that; it is part of the settings
    that are kept, so the run can be repeated exactly. A new run may start from the verbalizers in the folder `init`,
    whose words it then keeps; where not all of them learns, the run needs them again to go on.
    """
    set_threads(threads)
    refuse_second_run(folders, resume=resume)
    on = choose_device(device)
    going_on = folders.checkpoint.exists()
    wanted = not going_on or settings.learns != "all"
    start = open_verbalizers(init) if init is not None and wanted else None
    cache = open_scenes(
        folders.scenes, count=settings.scenes, pixels=settings.scene_pixels, among=VERBALIZERS, report=watch.drawn
    )
    home = folders.run / NAME
    known = load_vocabulary(home / TOKENIZER) if going_on else start.vocabulary if start is not None else None
    settings, vocabulary = _with_words(settings, cache, known)
    trainer = VerbalizerTrainer(settings, cache, vocabulary, device=on)
    refuse_too_large(trainer.network)
    if start is not None and init is not None:
        _start(trainer, start, init)
    if going_on:
        restore(trainer, folders)
    elif start is not None:
        watch.begun(f"starting from {init}")
    if minutes is not None:
        give_minutes(trainer, minutes, VerbalizerTrainer(settings, cache, vocabulary, device=on))
    go_on(trainer, folders, watch, lambda: keep(trainer, vocabulary, home))
    return trainer


def keep(trainer: VerbalizerTrainer, vocabulary: Vocabulary, folder: Path) -> None:
    """Write the verbalizers as they are now."""
    save_verbalizers(folder, trainer.averaged_network(), vocabulary, training=described(trainer))


def described(trainer: VerbalizerTrainer) -> Training:
    """Return the facts of a run that settings and card name."""
    settings = trainer.settings
    own = stage_of(NAME, trainer, SUPERVISION, among=VERBALIZERS)
    return {
        **facts_of(trainer),
        "texts": trainer.step * settings.pictures * (settings.captions + settings.questions + 1),
        "jitter": settings.jitter,
        "chain": (*trainer.earlier, own),
    }


def _start(trainer: VerbalizerTrainer, stored: StoredVerbalizers, init: Path) -> None:
    if stored.settings.network != trainer.network.settings:
        raise BadSetting(
            f"The verbalizers in {init} have another network than the one to be trained. Start from some of the same "
            "sizes, or from scratch without --init."
        )
    trainer.network.load_state_dict(stored.network.state_dict())
    trainer.start_from(stored.settings.chain)


def _with_words(
    settings: VerbalizerTraining, cache: SceneCache, known: Vocabulary | None
) -> tuple[VerbalizerTraining, Vocabulary]:
    """Learn the words, or take those that are known; few scenes may hold fewer pieces than asked for."""
    teller = settings.network.teller
    if known is None:
        graphs = cache.graphs[:WORD_GRAPHS]
        known = learn_verbalizer_words(graphs, size=teller.vocabulary, slots=teller.regions)
    sized = settings.network.model_copy(update={"teller": teller.model_copy(update={"vocabulary": len(known)})})
    return settings.model_copy(update={"network": sized}), known
