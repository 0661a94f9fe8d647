"""A model that writes, to learn on with: opened by the back ends that will serve it, and asked as they ask."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import torch
from torch import Tensor

from models.errors import BadSetting, ModelUnavailable
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.chat import ChatAnswerer
from models.huggingface.loading import SETTINGS_FILE, load_huggingface
from models.huggingface.ways import Blip2Way, ChatWay
from models.registry import ModelOptions
from models.whole_file import write_whole
from training.blip2.sights import Looker
from training.generative.batches import Batch
from training.generative.blip2_family import Blip2Family
from training.generative.chat_family import ChatFamily
from training.generative.learning import make_ready, merged
from training.generative.settings import GenerativeSettings
from training.generative.turns import Asking, Turn
from training.loop.weights import learned_of, put_into

_STORED = (torch.float32, torch.bfloat16, torch.float16)


class Family(Asking, Protocol):
    """What a trainer asks of a kind of model. `connectors` are the names of what joins picture and words."""

    connectors: tuple[str, ...]

    @property
    def looker(self) -> Looker:
        """Return its vision encoder. Raises BadSetting where what that sees cannot be kept."""
        ...

    def batch(self, turns: Sequence[Turn]) -> Batch:
        """Return turns as the model takes them."""
        ...

    def scores(self, model: Any, batch: Batch) -> Tensor:
        """Return the scores [N, L, V] of the pieces that are to be said."""
        ...


class Start(NamedTuple):
    """`processor` is saved with what is learned; `stored` is the number format in which the folder, where it all began,
    has its weights."""

    folder: Path
    family: Family
    model: Any  # whichever one transformers has
    processor: Any
    stored: torch.dtype


def start_from(folder: Path, settings: GenerativeSettings) -> Start:
    """Load a folder. Raises BadSetting for one that holds no model that writes about pictures."""
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()  # one for every folder that is written, between the lines of the run
    if not folder.is_dir():
        raise BadSetting(f"There is no folder {folder}; download the model, and name its folder by --init.")
    try:
        loaded = load_huggingface(str(folder), ModelOptions(device="cpu", dtype="float32"))
    except ModelUnavailable as problem:
        raise BadSetting(f"{problem} Begin with another folder by --init.") from None
    loaded.style = settings.manner.mark_style
    family = _family(loaded, settings)
    make_ready(loaded.model, family.connectors, settings)
    return Start(folder, family, loaded.model, loaded.processor, _stored(folder))


def save_writer(folder: Path, learned: Mapping[str, Tensor], start: Start, settings: GenerativeSettings) -> None:
    """Write a folder that `hf:FOLDER` opens, asks and shows regions as this was learned; `learned` are weights by name.

    What did not learn is read again from where the run began: it may have been made shorter meanwhile.
    """
    own = start_from(start.folder, settings).model
    put_into(learned_of(own), learned)
    whole: Any = merged(own)
    whole.to(start.stored).save_pretrained(folder)
    start.processor.save_pretrained(folder)
    shown = {"mark_style": settings.manner.mark_style.model_dump()}
    write_whole(folder / SETTINGS_FILE, f"{json.dumps(shown, indent=1)}\n".encode())


def _family(loaded: Blip2Answerer | ChatAnswerer, settings: GenerativeSettings) -> Family:
    if isinstance(loaded, Blip2Answerer):
        return Blip2Family(Blip2Way(loaded), settings)
    return ChatFamily(ChatWay(loaded), settings)


def _stored(folder: Path) -> torch.dtype:
    config = json.loads((folder / "config.json").read_text("utf-8"))
    named = {str(each).removeprefix("torch."): each for each in _STORED}
    return named.get(str(config.get("dtype") or config.get("torch_dtype")), torch.float32)
