"""The card says what was measured, in the figures that were measured."""

from models.embedded.settings import StudentSettings
from models.embedded.weights import FolderSettings, Stage
from training.embedded.calibration import Reliability
from training.embedded.card import write_card
from training.embedded.mark_reader_measures import ReaderFigures, ReaderReport
from training.embedded.measures import Effort, Measures
from training.evaluation.choices import ChoiceFigures, ChoiceReport, RivalFigures
from training.evaluation.domain import DomainReport
from training.evaluation.intervals import share
from training.evaluation.latency import Latency
from training.evaluation.marking import Accuracy
from training.evaluation.pairs import PairAccuracy
from training.evaluation.reliability import Bin
from training.evaluation.scenes import Controls, SceneReport

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
SCENES = SceneReport(
    strict_accuracy=0.8765,
    slot_accuracy=0.9012,
    controls=Controls(no_regions=0.11, swapped=share(71, 100), text_majority=0.222, drawn_only=0.124, jitter_8=0.765),
    by_type={"why": Accuracy(n=9, strict=0.5556, slot=0.6667)},
    majority_by_type={"why": 0.3333},
    pairs=(),
    n=9,
    pictures=2,
    split="evaluate",
    model="embedded:student",
    seed=4242,
    seconds=3.0,
)
PAIR = PairAccuracy(kind="situation @ place", pair="dog barking @ beach", n=11, strict=0.4545, slot=0.7273)
READ = ReaderFigures(
    marks=250, pictures=100, overlap=0.9864, close=0.992, missed=0.0117, false_alarms=0.0041, false_marks=0.0
)
MEASURES = Measures(
    scenes=SCENES,
    heldout=SCENES.model_copy(update={"split": "heldout", "strict_accuracy": 0.7654, "pairs": (PAIR,)}),
    domain=DomainReport(
        scenes=share(498, 500),
        photographs=share(20, 22),
        drawings=share(50, 50),
        missed=("skimage/data/moon.png",),
        threshold=1.5,
    ),
    latency=Latency(n=60, cores=2, first_words=0.021, first_words_p95=0.03, whole_answer=0.055, whole_answer_p95=0.081),
)


FULL = MEASURES.model_copy(
    update={
        "reader": ReaderReport(things=READ, anything=READ.model_copy(update={"overlap": 0.9321})),
        "reliability": Reliability(
            n=1000,
            fitted_on=1500,
            ece=0.0234,
            surest_half=0.993,
            bins=(Bin(low=0.9, high=1.0, n=77, confidence=0.9512, accuracy=0.961),),
        ),
    }
)


def test_every_figure_is_on_the_card() -> None:
    card = write_card(SETTINGS, MEASURES, Effort(fitted=1234, held_out=567), mebibytes=7.84)

    for figure in ("87.6", "90.1", "11.0", "71.0", "22.2", "12.4", "76.5", "55.6", "66.7", "33.3"):  # of the scenes
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


def test_held_out_combinations_are_on_the_card() -> None:
    card = write_card(SETTINGS, MEASURES, Effort(), mebibytes=7.84)

    assert "**76.5** % strict" in card
    assert "| situation @ place | dog barking @ beach | 11 | 45.5 | 72.7 |" in card


def test_marks_and_confidence_are_on_the_card_where_the_student_has_them() -> None:
    card = write_card(SETTINGS, FULL, Effort(), mebibytes=7.84)

    for figure in ("0.986", "0.932", "99.2 %", "1.2 %", "0.4 %", "1500", "2.3 %", "99.3 %", "| 77 | 95.1 | 96.1 |"):
        assert figure in card
    assert "only drawn" in card
    assert "mark reader" not in write_card(SETTINGS, MEASURES, Effort(), mebibytes=7.84)
    assert "{" not in card


def test_how_well_it_chooses_is_on_the_card_of_a_student_that_was_asked_to() -> None:
    right = ChoiceFigures(answer=share(70, 100), rationale=share(41, 80), both=share(30, 80))
    rivals = RivalFigures(
        answer=share(0, 0), answer_fooled=share(0, 0), rationale=share(0, 0), rationale_fooled=share(0, 0)
    )
    report = ChoiceReport(
        figures=right,
        by_type={},
        rivals=rivals,
        no_boxes=right.model_copy(update={"answer": share(33, 100)}),
        no_boxes_by_type={},
        n=100,
        pictures=17,
        split="evaluate",
        model="embedded:student",
        seed=4242,
        seconds=1.0,
    )
    settings = SETTINGS.model_copy(update={"choosing_temperature": 0.1876})

    card = write_card(settings, MEASURES.model_copy(update={"choices": report}), Effort(weighed=321), mebibytes=7.84)

    assert "over a temperature of 0.1876, fitted on 321" in card
    assert "| answer (Q->A) | 70.0 (60.4 to 78.1) | 33.0 | 25 |" in card
    assert "| rationale (QA->R) | 51.2 (" in card
    assert "| 37.5 | 6.25 |" in card
    assert "four-choice" not in write_card(SETTINGS, MEASURES, Effort(), mebibytes=7.84)


def test_the_card_lists_the_whole_chain() -> None:
    first = Stage(name="student", seed=1, steps=5, minutes=2.5, scenes=30, supervision="truth", seeds="train 0 to 29")
    chain = (first, first.model_copy(update={"seed": 2}))
    settings = SETTINGS.model_copy(update={"training": {**SETTINGS.training, "chain": chain}})

    card = write_card(settings, MEASURES, Effort(), mebibytes=7.84)

    assert "| student | 1 | 5 | 2.5 | truth | train 0 to 29 |\n| student | 2 |" in card
    assert "From the weights of an earlier stage" in card
    assert "From scratch" in write_card(SETTINGS, MEASURES, Effort(), mebibytes=7.84)
