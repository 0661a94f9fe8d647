"""The region under a click by Segment Anything, first or second version, from a Hugging Face folder or hub id."""

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from transformers import Sam2Model, SamModel, SamProcessor

from models.base import RegionProposer
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface.checkpoints import Checkpoint, Hub, find_checkpoint
from models.huggingface.devices import Placement, place
from models.huggingface.loading import load_model, load_processor
from models.huggingface.masks import region_of_mask, small_region
from models.huggingface.memory import require_memory
from models.records import Point, Region
from models.registry import ModelOptions

_LONGEST_SIDE = 1024  # what SAM looks at; larger masks would only be enlarged ones
# ImageNet's channel means and deviations, which SAM 2 was trained with.
_MEAN = (0.485, 0.456, 0.406)
_DEVIATION = (0.229, 0.224, 0.225)

# A picture and a point in it, to masks (count, height, width) of that picture and the quality each is thought to have.
Segment = Callable[[Image.Image, Point], tuple[NDArray[np.bool_], NDArray[np.float32]]]


def load_sam(folder_or_id: str, options: ModelOptions, *, hub: Hub | None = None) -> RegionProposer:
    """Load the proposer. Raises ModelUnavailable, with one sentence that says what is missing and what to do."""
    name = f"sam:{folder_or_id}"
    placement = place(options, name)
    # Masks are cheap beside an answer, and half precision blurs their edges.
    placement = placement if options.dtype != "auto" else Placement(placement.device, "float32")
    checkpoint = find_checkpoint(
        folder_or_id, name, fits=lambda parameters: require_memory(parameters, placement, name), hub=hub
    )
    return SamProposer(name, _segment_with(checkpoint, placement))


def _segment_with(checkpoint: Checkpoint, placement: Placement) -> Segment:
    match checkpoint.model_type:
        case "sam":
            processor = load_processor(checkpoint, SamProcessor)
            return _sam1(load_model(checkpoint, SamModel, placement), processor, placement)
        case "sam2" | "sam2_video":
            # Its processor works with torchvision only, and does no more than _pixels below.
            return _sam2(load_model(checkpoint, Sam2Model, placement), placement)
        case other:
            raise ModelUnavailable(f"{checkpoint.name} is a {other or 'nameless'} model. Take SAM or SAM 2.")


class SamProposer:
    """Answers a click with the mask that the model thinks best."""

    def __init__(self, name: str, segment: Segment) -> None:
        self.name = name
        self._segment = segment

    def region_at(self, image: Image.Image, point: Point) -> Region:
        """Return the region under the point, with id 0; a small box where the model sees nothing."""
        scale = min(1.0, _LONGEST_SIDE / max(image.size))
        size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
        picture = image.convert("RGB").resize(size, Image.Resampling.BILINEAR) if scale < 1 else image.convert("RGB")
        across, down = size[0] / image.width, size[1] / image.height
        inside = Point(point.x * across, point.y * down)
        try:
            masks, qualities = self._segment(picture, inside)
        except (RuntimeError, ValueError) as error:
            raise AnswerFailed(f"{self.name} broke down at this picture ({type(error).__name__}).") from error
        found = region_of_mask(masks[int(qualities.argmax())], inside)
        if found is None:
            return small_region(image.width, image.height, point)
        return _scaled(found, 1 / across, 1 / down)


def _scaled(region: Region, across: float, down: float) -> Region:
    box = region.box
    polygon = region.polygon and tuple(Point(corner.x * across, corner.y * down) for corner in region.polygon)
    scaled = type(box)(box.x0 * across, box.y0 * down, box.x1 * across, box.y1 * down)
    return region.model_copy(update={"box": scaled, "polygon": polygon})


def _sam1(model: Any, processor: Any, placement: Placement) -> Segment:
    @torch.inference_mode()
    def segment(picture: Image.Image, point: Point) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        inputs = processor(images=picture, input_points=[[[point.x, point.y]]], return_tensors="pt")
        original, reshaped = inputs.pop("original_sizes"), inputs.pop("reshaped_input_sizes")
        out = model(**inputs.to(placement.device, placement.torch_dtype))
        masks = processor.image_processor.post_process_masks(out.pred_masks.float().cpu(), original, reshaped)[0][0]
        return masks.numpy().astype(bool), out.iou_scores[0, 0].float().cpu().numpy()

    return segment


def _sam2(model: Any, placement: Placement) -> Segment:
    side = int(model.config.prompt_encoder_config.image_size)

    @torch.inference_mode()
    def segment(picture: Image.Image, point: Point) -> tuple[NDArray[np.bool_], NDArray[np.float32]]:
        # The picture is stretched to a square, and the point with it.
        place_in_square = [point.x * side / picture.width, point.y * side / picture.height]
        out = model(
            pixel_values=_pixels(picture, side).to(placement.device, placement.torch_dtype),
            input_points=torch.tensor([[[place_in_square]]], device=placement.device, dtype=placement.torch_dtype),
            input_labels=torch.ones((1, 1, 1), device=placement.device, dtype=torch.int64),
        )
        size = (picture.height, picture.width)
        masks = torch.nn.functional.interpolate(
            out.pred_masks[:, 0].float(), size, mode="bilinear", align_corners=False
        )
        return (masks[0] > 0).cpu().numpy(), out.iou_scores[0, 0].float().cpu().numpy()

    return segment


def _pixels(picture: Image.Image, side: int) -> torch.Tensor:
    """Return the picture as (1, 3, side, side), normalised as SAM 2 was trained."""
    values = np.asarray(picture.resize((side, side), Image.Resampling.BILINEAR), dtype=np.float32) / 255
    values = (values - np.asarray(_MEAN, np.float32)) / np.asarray(_DEVIATION, np.float32)
    return torch.from_numpy(values).permute(2, 0, 1)[None]
