"""A first stage to learn on with: from a folder, for pictures of a size, with the parts that are to learn."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from torch import Tensor, nn

from models.blip2.first_stage import FirstStage, open_first_stage, save_first_stage
from models.blip2.kinds import ARCHITECTURE, compares
from models.blip2.manner import Manner, write_manner
from models.blip2.telling import Teller
from models.errors import BadSetting
from training.blip2.settings import Blip2Settings
from training.blip2.sights import Looker
from training.loop.recomputing import recompute


class Start(NamedTuple):
    """`processor` is saved with what is learned; `teller` makes use of it."""

    stage: FirstStage
    processor: Any  # whichever one the folder has
    teller: Teller

    @property
    def looker(self) -> Looker:
        """Return the encoder of the stage, which is shown pictures as its teller does."""
        stage, teller = self.stage, self.teller
        manner = f"{teller.side} {teller.manner.mark_style!r} {teller.manner.mark_first}"
        return Looker(
            stage.model.vision_model, manner, teller.square, lambda squares: stage.see(teller.numbers(squares))
        )


def start_from(folder: Path, settings: Blip2Settings) -> Start:
    """Load a folder. Raises BadSetting for one that holds no first stage of BLIP-2."""
    from transformers import AutoProcessor
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # one for every folder that is written, between the lines of the run
    if not compares(folder):
        raise BadSetting(f"{folder} holds no first stage of BLIP-2 ({ARCHITECTURE}) to begin with; name one by --init.")
    try:
        processor = AutoProcessor.from_pretrained(folder, local_files_only=True)
        stage = open_first_stage(folder, side=settings.side)
    except (OSError, ValueError) as error:
        raise BadSetting(f"{folder} cannot be begun with: {str(error).splitlines()[0]}") from error
    processor.image_processor.size = dict.fromkeys(("height", "width"), settings.side)
    return Start(stage, processor, Teller(processor, settings.manner, settings.side))


def save_stage(
    folder: Path, stage: FirstStage, start: Start, manner: Manner, more: Mapping[str, Tensor] | None = None
) -> None:
    """Write what was learned beside what it began with; `more` are heads that transformers knows nothing of."""
    save_first_stage(stage, folder, more)
    start.processor.save_pretrained(folder)
    write_manner(folder, manner)


def make_ready(stage: FirstStage, settings: Blip2Settings, *, without: tuple[nn.Module | nn.Parameter, ...]) -> None:
    """Let learn what is to learn, and see to memory and speed; parts `without` use do not learn."""
    stage.train().requires_grad_(True)
    for part in without:
        part.requires_grad_(False)
    vision = stage.model.vision_model
    if not settings.sees:
        vision.eval().requires_grad_(False)
    if settings.checkpointing:
        recompute(stage.model)
    if settings.compiled:
        vision.compile()
        # Not the Q-Former as a whole: compiled, it is given a mask for its queries that is as long as queries and text.
        for layer in stage.model.qformer.encoder.layer:
            layer.compile()
