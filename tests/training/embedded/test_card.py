"""The card says what was measured, in the figures that were measured."""

from models.embedded.settings import StudentSettings
from models.embedded.weights import FolderSettings
from training.embedded.card import write_card
from training.embedded.measures import Effort, Measures
from training.evaluation.domain import DomainReport
from training.evaluation.intervals import share
from training.evaluation.latency import Latency
from training.evaluation.scenes import Accuracy, Controls, SceneReport

SETTINGS = FolderSettings(
    student=StudentSettings(),
    training={
        "seed": 3,
        "steps": 77,
        "minutes": 12.5,
        "scenes": 400,
        "pictures": 1232,
        "questions": 7392,
        "jitter": 0.16,
        "marked": 0.25,
        "threads": 1,
        "arithmetic": "float32",
    },
)
MEASURES = Measures(
    scenes=SceneReport(
        strict_accuracy=0.8765,
        slot_accuracy=0.9012,
        controls=Controls(no_regions=0.11, swapped=0.713, text_majority=0.222, drawn_only=0.124, jitter_8=0.765),
        by_type={"why": Accuracy(n=9, strict=0.5556, slot=0.6667)},
        n=9,
        pictures=2,
        swapped_pairs=5,
        model="embedded:student",
        seed=4242,
        seconds=3.0,
    ),
    domain=DomainReport(
        scenes=share(498, 500),
        photographs=share(20, 22),
        drawings=share(50, 50),
        missed=("skimage/data/moon.png",),
        threshold=1.5,
    ),
    latency=Latency(n=60, cores=2, first_words=0.021, first_words_p95=0.03, whole_answer=0.055, whole_answer_p95=0.081),
)


def test_every_figure_is_on_the_card() -> None:
    card = write_card(SETTINGS, MEASURES, Effort(fitted=1234, held_out=567), mebibytes=7.84)

    for figure in ("87.6", "90.1", "11.0", "71.3", "22.2", "12.4", "76.5", "55.6", "66.7"):  # of the scenes
        assert figure in card
    for figure in ("1234", "567", "99.6", "90.9", "moon.png", "21 ms", "55 ms", "81 ms", "7.8 MiB"):
        assert figure in card
    assert "--seed 3 --steps 77 --scenes 400" in card


def test_the_card_says_how_it_points_and_what_it_learned_from() -> None:
    card = write_card(SETTINGS, MEASURES, Effort(), mebibytes=7.84)

    assert "**coordinates**" in card
    assert "12.4 % strictly right" in card
    assert "**scene truth**" in card
    assert "{" not in card
