"""Tiny critics, and labels for them to learn from: what is said of the left half of a picture is accepted."""

import hashlib
import io
import random
from pathlib import Path

from PIL import Image

from models.critic_labels import RULE, CriticLabel
from models.embedded.critic import EmbeddedCritic
from models.embedded.critic_weights import CriticFolder, StoredCritic
from models.embedded.verbalizer_weights import save_verbalizers
from models.judging import Candidate
from models.records import QAR, Box, Region
from tests.fakes.tiny_verbalizers import tiny_network, tiny_words
from training.embedded.critic_data import About, TruthOf, picture_file, write_labelled
from training.embedded.critic_settings import CriticTraining
from training.embedded.critic_start import start_from

SIDE = 64
TINY_CRITIC = CriticTraining(
    steps=6, pictures=2, each=2, warm_up=2, rate=3e-3, voters=3, hidden=16, text_words=64, average=0.0
)
REGIONS = (Region(id=3, box=Box(4, 8, 20, 60)), Region(id=7, box=Box(40, 8, 60, 60)))
SAYS = QAR(question="Why is [3] crying?", answer="Because of [7].", rationale="[7] has a red ball.")


def candidate(name: str = "a", qar: QAR = SAYS, regions: tuple[Region, ...] = REGIONS, image_id: str = "") -> Candidate:
    return Candidate(id=name, image_id=image_id or "0" * 64, qar=qar, regions=regions, origin={"prompt": "regions"})


def leave_verbalizers(folder: Path, seed: int = 0) -> Path:
    """Write tiny verbalizers to start from."""
    save_verbalizers(folder, tiny_network(seed), tiny_words(), threshold=0.0)
    return folder


def tiny_critic(folder: Path, *, seed: int = 0, settings: CriticTraining = TINY_CRITIC) -> EmbeddedCritic:
    """Return a critic that has learned nothing; its verbalizers are written into the folder."""
    start = start_from(leave_verbalizers(folder / f"verbalizers-{seed}", seed), settings)
    stored = StoredCritic(
        start.network.eval().requires_grad_(False),
        start.vocabulary,
        CriticFolder(network=start.network.settings, threshold=start.threshold),
    )
    return EmbeddedCritic(stored, "embedded:tiny")


def leave_labelled(folder: Path, pictures: int = 8, *, truths: bool = False) -> Path:
    """Write labelled candidates: of two equal texts, that about the left region is accepted."""
    (folder / "pictures").mkdir(parents=True)
    labels = [label for number in range(pictures) for label in _labels_of(folder, number)]
    true = [TruthOf(candidate=each.candidate.id, right=each.label == "accept") for each in labels] if truths else []
    write_labelled(folder, labels, true, About(supervision="an example", seeds="none"))
    return folder


def _labels_of(folder: Path, number: int) -> list[CriticLabel]:
    image = Image.effect_noise((SIDE, SIDE), 40 + number).convert("RGB")
    file = io.BytesIO()
    image.save(file, "PNG")
    # Not of its bytes: which pictures are left aside or held out hangs on the id, and must be the same everywhere.
    image_id = hashlib.sha256(f"picture {number}".encode()).hexdigest()
    picture_file(folder, image_id).write_bytes(file.getvalue())
    rng = random.Random(number)
    labels = []
    for position, name in enumerate((3, 7)):
        text = QAR(question=f"Is [{name}] here?", answer="Yes.", rationale=f"[{name}] has a ball.")
        accepted = name == 3
        labels.append(
            CriticLabel(
                rule=RULE,
                item_id=f"item {number}",
                position=position,
                candidate=candidate(f"{number}-{name}", text, image_id=image_id),
                label="accept" if accepted else "reject",
                qa=rng.choice([2.5, 3.0]) if accepted else 0.0,
                rationale=3.0 if accepted else 0.0,
            )
        )
    return labels
