"""Load what chooses among answers from a Hugging Face folder or hub id: by contrast, by matching, or by likelihood."""

from typing import Any

from transformers import AutoModel, AutoProcessor, BlipForImageTextRetrieval

from models.base import Scorer
from models.choices import Nature
from models.errors import BadSetting
from models.huggingface.blip_matching import BlipMatcher
from models.huggingface.checkpoints import Checkpoint, Hub, find_checkpoint
from models.huggingface.contrast import ContrastMatcher
from models.huggingface.devices import Placement, place
from models.huggingface.kinds import architecture_in, natures_in
from models.huggingface.likelihood import writing_scorer
from models.huggingface.loading import load_huggingface, load_model, load_processor, mark_style_of, read_config
from models.huggingface.matching import Matcher, matching_scorer
from models.huggingface.memory import require_memory
from models.registry import ModelOptions

_BLIP, _BLIP2 = "BlipForImageTextRetrieval", "Blip2ForImageTextRetrieval"
_WRITES: Nature = "likelihood"


def load_scorer(folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None) -> Scorer:
    """Load the scorer, to choose by what the options ask for.

    Raises ModelUnavailable, with one sentence that says what is missing and what to do, and BadSetting for a model that
    cannot choose in that way.
    """
    name = f"hf:{folder_or_id}"
    placement = place(options, name)
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    natures = natures_in(checkpoint.config)
    by = natures[0] if options.chooses_by == "auto" else options.chooses_by
    if by not in natures:
        raise BadSetting(f'"{name}" chooses by {" or ".join(natures)}, and cannot by {by}.')
    if by == _WRITES:
        return writing_scorer(load_huggingface(folder_or_id, options, hub=hub))
    if architecture_in(checkpoint.config) == _BLIP2:
        from models.blip2.chooser import load_blip2_chooser

        return load_blip2_chooser(folder_or_id, options, hub=hub)
    return matching_scorer(name, _matcher(checkpoint, by, placement, options), by)


def _matcher(checkpoint: Checkpoint, by: Nature, placement: Placement, options: ModelOptions) -> Matcher:
    read_config(checkpoint)
    processor, style = load_processor(checkpoint, AutoProcessor), mark_style_of(checkpoint)
    # The order of choices hangs on small differences, and these models are small.
    placement = placement if options.dtype != "auto" else Placement(placement.device, "float32")
    loaded: Any = {"style": style, "placement": placement}
    if architecture_in(checkpoint.config) == _BLIP:
        model = load_model(checkpoint, BlipForImageTextRetrieval, placement)
        return BlipMatcher(checkpoint.name, model, processor, by=by, **loaded)
    return ContrastMatcher(checkpoint.name, load_model(checkpoint, AutoModel, placement), processor, **loaded)
