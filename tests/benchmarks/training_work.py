"""What the benchmark of training learns with: a BLIP-2 first stage of any size with random weights, pictures with
statements and labels about them, and the same work done the usual way, by transformers' own Trainer.
"""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
import transformers as T
from PIL import Image
from torch import Tensor, nn
from torch.utils.data import Dataset

from models.blip2.critic_network import Critic
from models.blip2.first_stage import FirstStage
from models.blip2.telling import Teller, place_candidate, told
from models.critic_labels import CriticLabel
from models.judging import Candidate
from models.marks import draw_regions
from models.records import QAR, Box, Region
from models.regions import scale
from models.statements import written
from tests.benchmarks.loader import detailed_jpeg
from tests.fakes.tiny_models import save, tokenizer
from training.blip2.objectives import Pairs, first_stage_losses
from training.critics.targets import Targets, targets_of
from training.data.example import Example
from training.losses import critic_loss

PICTURE = (640, 480)


class Size(NamedTuple):
    """A network: the side of its pictures and of their patches; width, layers and heads of the vision encoder and of
    the Q-Former; and how many query tokens there are."""

    side: int
    patch: int
    vision: tuple[int, int, int]
    former: tuple[int, int, int]
    queries: int


# The paper's network (ViT-g/14, a Q-Former like BERT base) at the side of BLIP-2's first stage; one for a processor.
SIZES = {
    "full": Size(224, 14, (1408, 39, 16), (768, 12, 12), 32),
    "small": Size(224, 16, (384, 6, 6), (192, 4, 4), 16),
    "tiny": Size(32, 16, (32, 1, 2), (32, 1, 2), 4),
}


def leave_stage(folder: Path, size: Size) -> Path:
    """Save a first stage with random weights."""
    torch.manual_seed(0)
    processor = T.Blip2Processor(
        image_processor=T.BlipImageProcessorPil(size={"height": size.side, "width": size.side}),
        tokenizer=tokenizer("[DEC]", single="<s> $A </s>"),
        num_query_tokens=None,
    )
    (wide, layers, heads), (narrow, former_layers, former_heads) = size.vision, size.former
    vision = {
        "image_size": size.side,
        "patch_size": size.patch,
        "hidden_size": wide,
        "intermediate_size": 4 * wide,
        "num_hidden_layers": layers,
        "num_attention_heads": heads,
    }
    former = {
        "vocab_size": len(processor.tokenizer),
        "hidden_size": narrow,
        "intermediate_size": 4 * narrow,
        "num_hidden_layers": former_layers,
        "num_attention_heads": former_heads,
        "encoder_hidden_size": wide,
        "max_position_embeddings": 64,
        "pad_token_id": 0,
        "use_qformer_text_input": True,
    }
    config = T.Blip2Config(
        vision_config=vision,
        qformer_config=former,
        num_query_tokens=size.queries,
        image_text_hidden_size=min(256, narrow),
    )
    return save(folder, T.Blip2ForImageTextRetrieval(config), processor)


class Material(NamedTuple):
    """Examples and labels about JPEGs, alike in number."""

    jpegs: tuple[bytes, ...]
    examples: tuple[Example, ...]
    labels: tuple[CriticLabel, ...]

    def open_image(self, name: str) -> Image.Image:
        return Image.open(io.BytesIO(self.jpegs[int(name)])).convert("RGB")


def make_material(pictures: int) -> Material:
    """Return as many pictures, with six regions and one statement each."""
    regions = tuple(
        Region(id=number, box=Box(20 + 90 * number, 60 + 25 * number, 130 + 90 * number, 300 + 25 * number))
        for number in range(6)
    )
    qar = QAR(question="why is [0] sad ?", answer="[1] is left", rationale="a photo of [2]")
    names = [str(number) for number in range(pictures)]
    candidates = [Candidate(id=name, image_id=name, qar=qar, regions=regions) for name in names]
    return Material(
        tuple(detailed_jpeg(number, PICTURE) for number in range(pictures)),
        tuple(Example(id=name, image=name, qar=qar, regions=regions) for name in names),
        tuple(
            CriticLabel(
                rule="alternating",
                item_id=each.id,
                position=0,
                candidate=each,
                label="reject" if number % 2 else "accept",
                qa=3.0,
                rationale=0.0 if number % 2 else 3.0,
            )
            for number, each in enumerate(candidates)
        ),
    )


class UsualPictures(Dataset[dict[str, Any]]):
    """Pictures made ready as it is mostly done: decoded, marked, made small by Pillow, turned into numbers, one by one,
    on the processor; with the text of each."""

    def __init__(self, material: Material, teller: Teller, *, rationale: bool) -> None:
        self._material = material
        self._teller = teller
        self._rationale = rationale

    def __len__(self) -> int:
        return 10**6

    def __getitem__(self, position: int) -> dict[str, Any]:
        number = position % len(self._material.examples)
        label, side = self._material.labels[number], self._teller.side
        image = self._material.open_image(str(number)).resize((side, side), Image.Resampling.BICUBIC)
        placed = place_candidate(label.candidate, self._teller.manner.regions)
        across, down = side / PICTURE[0], side / PICTURE[1]
        small = [each.model_copy(update={"box": scale(each.box, across, down)}) for each in placed.regions]
        pixels = np.asarray(draw_regions(image, small, self._teller.manner.mark_style), dtype=np.float32) / 255
        text = written(told(label.candidate.qar, placed), self._teller.manner.text, rationale=self._rationale)
        return {"pixels": torch.from_numpy(pixels.transpose(2, 0, 1).copy()), "text": text, "number": number}


class UsualStudent(nn.Module):
    """The student's losses as a module that Trainer takes."""

    def __init__(self, stage: FirstStage) -> None:
        super().__init__()
        self.stage = stage

    def forward(self, pixels: Tensor, words: Tensor, mask: Tensor, said: Tensor, number: Tensor) -> dict[str, Tensor]:
        return {"loss": first_stage_losses(self.stage, Pairs(pixels, words, mask, said, number)).loss}


class UsualCritic(nn.Module):
    """The critic's losses as a module that Trainer takes."""

    def __init__(self, critic: Critic) -> None:
        super().__init__()
        self.critic = critic

    def forward(self, pixels: Tensor, words: Tensor, mask: Tensor, **targets: Tensor) -> dict[str, Tensor]:
        rated = self.critic.rate(self.critic.stage.see(pixels), words, mask)
        return {"loss": critic_loss(*rated, *Targets(**targets)).loss}


def put_together(
    teller: Teller, labels: Sequence[CriticLabel] | None
) -> Callable[[Sequence[dict[str, Any]]], dict[str, Tensor]]:
    """Return what makes a batch: a critic's where labels are given, else a student's."""

    def collate(rows: Sequence[dict[str, Any]]) -> dict[str, Tensor]:
        words = teller.words([row["text"] for row in rows])
        pixels = (torch.stack([row["pixels"] for row in rows]) - 0.45) / 0.27
        batch = {"pixels": pixels, "words": words.numbers, "mask": words.mask}
        if labels is None:
            numbers = torch.tensor([row["number"] for row in rows])
            return {**batch, "said": teller.said(words), "number": numbers}
        return {**batch, **targets_of([labels[row["number"]] for row in rows])._asdict()}

    return collate


def write_corpus(folder: Path, material: Material) -> Path:
    """Write the examples as a corpus file with its pictures."""
    home = folder / "pictures"
    home.mkdir(parents=True)
    for number, jpeg in enumerate(material.jpegs):
        (home / f"{number}.jpg").write_bytes(jpeg)
    lines = [
        json.dumps(
            {
                "id": each.id,
                "image": f"{each.image}.jpg",
                "regions": [{"id": region.id, "box": list(region.box)} for region in each.regions],
                **each.qar.model_dump(),
            }
        )
        for each in material.examples
    ]
    path = folder / "corpus.jsonl"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
