"""Grounding DINO: its words are one text, "dog. red ball.", and every box says how well each piece of it fits.

A box gets the label whose best piece fits it best; the library would rather join all pieces that fit, which makes
labels that were never asked for. More labels than a text can hold are looked for in several texts.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from models.records import Box, Detection

LEAST_SCORE = 0.25
_STOP = "."


def grounding_dino(
    model: Any, processor: Any, sought: Sequence[str]
) -> Callable[[Sequence[Image.Image]], list[list[Detection]]]:
    """Return what looks for labels in pictures."""
    words = processor.tokenizer
    texts = list(_texts([label.lower().replace(_STOP, " ").strip() for label in sought], words, _room(model)))

    def look(pictures: Sequence[Image.Image]) -> list[list[Detection]]:
        found: list[list[Detection]] = [[] for _ in pictures]
        for labels in texts:
            text = " ".join(f"{label}{_STOP}" for label in labels)
            inputs = processor(images=list(pictures), text=[text] * len(pictures), padding=True, return_tensors="pt")
            inputs = inputs.to(model.device, model.dtype)
            out = model(**inputs)
            place = label_places(inputs["input_ids"][0], words)
            for number, picture in enumerate(pictures):
                found[number] += _read(out.logits[number], out.pred_boxes[number], place, labels, picture)
        return found

    return look


def label_places(pieces: Tensor, words: Any) -> list[int]:
    """Return, for each piece of a text, the number of the label it belongs to, -1 for stops and marks."""
    stop = words.convert_tokens_to_ids(_STOP)
    marks = {words.cls_token_id, words.sep_token_id, words.pad_token_id}
    places, label = [], 0
    for piece in pieces.tolist():
        places.append(-1 if piece in marks or piece == stop else label)
        label += piece == stop
    return places


def _texts(labels: Sequence[str], words: Any, room: int) -> Iterator[list[str]]:
    some: list[str] = []
    used = 0
    for label in labels:
        pieces = len(words(label, add_special_tokens=False)["input_ids"]) + 1
        if some and used + pieces > room:
            yield some
            some, used = [], 0
        some.append(label)
        used += pieces
    if some:
        yield some


def _room(model: Any) -> int:
    """Return how many pieces a text may have between its marks."""
    return model.config.max_text_len - 2


def _read(
    logits: Tensor, boxes: Tensor, places: Sequence[int], labels: Sequence[str], picture: Image.Image
) -> list[Detection]:
    """Read the boxes [Q, 4] (centre and size as shares) and how well they fit each piece, [Q, P]."""
    fits = logits[:, : len(places)].float().sigmoid()
    numbers = torch.tensor(places, device=fits.device)
    by_label = torch.stack([fits[:, numbers == label].amax(-1) for label in range(len(labels))], dim=-1)
    scores, best = by_label.max(-1)
    width, height = picture.size
    return [
        Detection(
            Box((x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height),
            score,
            labels[int(label)],
        )
        for (x, y, w, h), score, label in zip(boxes.tolist(), scores.tolist(), best.tolist(), strict=True)
        if score >= LEAST_SCORE
    ]
