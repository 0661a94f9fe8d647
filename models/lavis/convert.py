"""Turn a LAVIS checkpoint into a folder that transformers and every back end here loads, and back again.

LAVIS leaves out of its files what it did not train, and has no settings and no tokenizer in them. Both come from a
`base`: a folder or hub id of the same architecture, such as Salesforce/blip2-itm-vit-g for a first-stage checkpoint
(image-text matching, the LSKD student and critic) or Salesforce/blip2-flan-t5-xl for one with FlanT5.
"""

import contextlib
import copy
import json
import math
import pickle
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from safetensors.torch import load_file, save_file
from torch import Tensor

from models.errors import BadSetting
from models.huggingface.loading import SETTINGS_FILE
from models.lavis.names import to_lavis, to_transformers
from models.marks import MarkStyle
from models.records import Record

ASIDE_FILE = "lavis.safetensors"  # in the converted folder: what transformers has no place for
KINDS = ("Blip2ForImageTextRetrieval", "Blip2ForConditionalGeneration")
_POSITIONS = "vision_model.embeddings.position_embedding"
# What LAVIS freezes, and so leaves out of its files: the vision encoder but for its last norm, and the language model.
_FROZEN = ("vision_model.embeddings.", "vision_model.encoder.", "language_model.")


class Converted(Record):
    """How many tensors came from the checkpoint, how many from the base, and which are kept aside."""

    architecture: str
    from_checkpoint: int
    from_base: int
    aside: tuple[str, ...]


def convert(
    checkpoint: Path, base: str, out: Path, *, side: int | None = None, marks: MarkStyle | None = None
) -> Converted:
    """Write the model. Raises BadSetting for a file that is no LAVIS checkpoint or lacks what was trained, and for a
    base of another size.

    `side` is that of the square pictures it takes; its table of places is stretched to it, as LAVIS does while it
    computes. `marks` is how it knows regions; left out, it is taken to know ours.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise BadSetting(f"{out} is {'not empty' if out.is_dir() else 'a file'}; name a new folder.")
    given, aside, unknown = to_transformers(read_checkpoint(checkpoint))
    if unknown:
        raise BadSetting(f"{checkpoint} is no BLIP-2 of LAVIS: nothing here is called {unknown[0]!r}.")
    model, processor = _model(base, patches_across(given)), _processor(base)
    own = model.state_dict()
    _refuse_other_sizes(given, own, checkpoint, base)
    _refuse_missing(given, own, checkpoint)
    model.load_state_dict({**own, **given})
    if side is not None:
        model = enlarged(model, side)
    processor.image_processor.size = dict.fromkeys(("height", "width"), model.config.vision_config.image_size)
    model.save_pretrained(out)
    processor.save_pretrained(out)
    if aside:
        save_file({name: value.contiguous() for name, value in aside.items()}, out / ASIDE_FILE)
    if marks is not None:
        (out / SETTINGS_FILE).write_text(json.dumps({"mark_style": marks.model_dump()}, indent=1) + "\n", "utf-8")
    return Converted(
        architecture=type(model).__name__,
        from_checkpoint=len(given),
        from_base=len(own.keys() - given.keys()),
        aside=tuple(sorted(aside)),
    )


def convert_back(folder: Path, out: Path) -> int:
    """Write a converted or trained folder as a LAVIS checkpoint; return the number of its tensors.

    Raises BadSetting for a folder without a BLIP-2, and for one over another language model than FlanT5.
    """
    if out.exists():
        raise BadSetting(f"{out} is there already; name a new file.")
    if not out.parent.is_dir():
        raise BadSetting(f"There is no folder {out.parent} to write {out.name} into.")
    if not (folder / "config.json").is_file():
        raise BadSetting(f"{folder} holds no BLIP-2: there is no config.json in it.")
    model = _model(str(folder))
    if getattr(model.config, "use_decoder_only_language_model", False) and hasattr(model, "language_model"):
        raise BadSetting(f"{folder} speaks by {model.config.text_config.model_type}; only FlanT5 goes back to LAVIS.")
    own = model.state_dict()
    aside = load_file(folder / ASIDE_FILE) if (folder / ASIDE_FILE).exists() else {}
    tensors = to_lavis({name: value.contiguous() for name, value in own.items()}, aside)
    part = out.with_name(f"{out.name}.part")
    torch.save({"model": tensors}, part)
    part.replace(out)
    return len(tensors)


def read_checkpoint(path: Path) -> dict[str, Tensor]:
    """Return the tensors of a LAVIS checkpoint, read without running any code in it. Raises BadSetting."""
    try:
        stored = torch.load(path, map_location="cpu", weights_only=True)
    except OSError as problem:
        reason = problem.strerror if path.is_dir() or not path.exists() else "it is damaged or cut short"
        raise BadSetting(f"{path} cannot be read as a checkpoint: {reason}.") from problem
    except pickle.UnpicklingError as problem:  # torch's text advises to run the code in it
        raise BadSetting(
            f"{path} is damaged, or holds more than tensors, numbers and texts; code in a checkpoint is never run here."
        ) from problem
    except Exception as problem:  # whatever bytes lead torch's reader to: KeyError, IndexError, EOFError ...
        raise BadSetting(f"{path} is no checkpoint that torch can read ({type(problem).__name__}).") from problem
    tensors = stored.get("model", stored) if isinstance(stored, dict) else stored
    if (
        not isinstance(tensors, Mapping)
        or not tensors
        or not all(isinstance(each, Tensor) for each in tensors.values())
    ):
        raise BadSetting(f"{path} is no LAVIS checkpoint: it holds no tensors by name under 'model'.")
    return {name.removeprefix("module."): value for name, value in tensors.items()}  # as DistributedDataParallel saves


def _model(base: str, patches: int | None = None) -> Any:
    """Return a BLIP-2 as its own settings name it, for pictures of so many patches across if that is given."""
    from transformers import AutoConfig

    with _loading(base):
        config = AutoConfig.from_pretrained(base)
        if patches is not None:
            config.vision_config.image_size = patches * config.vision_config.patch_size
        # A table of places of another size is in the checkpoint, then.
        return _kind(config).from_pretrained(base, config=config, ignore_mismatched_sizes=patches is not None)


def _processor(base: str) -> Any:
    from transformers import AutoProcessor

    with _loading(base):
        return AutoProcessor.from_pretrained(base)


@contextlib.contextmanager
def _loading(base: str) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError) as problem:
        raise BadSetting(f"{base} cannot be loaded as a base: {str(problem).splitlines()[0]}") from problem


def _kind(config: Any) -> Any:
    import transformers

    names = config.architectures or [config.model_type]
    if names[0] not in KINDS:
        raise ValueError(f"it is a {names[0]}, and {' or '.join(KINDS)} is wanted.")
    return getattr(transformers, names[0])


def patches_across(given: Mapping[str, Tensor]) -> int | None:
    """Return how many patches lie side by side in the pictures that a table of places is for; None without a table."""
    places = given.get(_POSITIONS)
    return None if places is None else math.isqrt(places.shape[1] - 1)


def enlarged(model: Any, side: int) -> Any:
    """Return a model for pictures of `side` pixels: the same, its table of places stretched (bicubic).

    Raises BadSetting for a side below that of a patch.
    """
    patch = model.config.vision_config.patch_size
    if side < patch:
        raise BadSetting(f"A picture of {side} pixels is smaller than one patch of {patch}; name a larger side.")
    config = copy.deepcopy(model.config)
    config.vision_config.image_size = side
    tensors = model.state_dict()
    tensors[_POSITIONS] = _stretched(tensors[_POSITIONS], side // patch)
    larger = type(model)(config)
    larger.load_state_dict(tensors)
    return larger


def _stretched(places: Tensor, side: int) -> Tensor:
    """Return the table [1, 1 + side * side, D] of one for another number of patches."""
    before = math.isqrt(places.shape[1] - 1)
    grid = places[:, 1:].view(1, before, before, -1).permute(0, 3, 1, 2).float()
    grid = F.interpolate(grid, (side, side), mode="bicubic", align_corners=False)
    return torch.cat([places[:, :1], grid.permute(0, 2, 3, 1).flatten(1, 2).to(places.dtype)], 1)


def _refuse_other_sizes(given: Mapping[str, Tensor], own: Mapping[str, Tensor], checkpoint: Path, base: str) -> None:
    for name, value in given.items():
        if name not in own:
            raise BadSetting(f"{base} has no {name}, which {checkpoint} holds; name a base of the same architecture.")
        if own[name].shape != value.shape:
            sizes = f"{tuple(value.shape)} in {checkpoint} and {tuple(own[name].shape)} in {base}"
            raise BadSetting(f"{name} is {sizes}; name a base of the same size.")
    if not given:
        raise BadSetting(f"{checkpoint} holds nothing of a BLIP-2.")


def _refuse_missing(given: Mapping[str, Tensor], own: Mapping[str, Tensor], checkpoint: Path) -> None:
    missing = sorted(name for name in own.keys() - given.keys() if not name.startswith(_FROZEN))
    if missing:
        raise BadSetting(
            f"{checkpoint} lacks {len(missing)} tensors that LAVIS trains, such as {missing[0]}; a base has others."
        )
