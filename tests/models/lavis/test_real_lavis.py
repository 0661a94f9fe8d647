"""salesforce-lavis itself as student, scorer and critic, with tiny random weights: `make lavis test-lavis`.

The weights are those of the reference, so that what LAVIS computes of a picture and a text is held against ours.
"""

import os
from pathlib import Path

import pytest
import torch
from PIL import Image

from models.blip2.first_stage import FirstStage
from models.errors import AnswerFailed, ModelUnavailable
from models.judging import Candidate
from models.lavis.client import PYTHON
from models.lavis.model import LavisModel, load_lavis
from models.marks_lskd import LSKD_MARKS
from models.records import QAR, Box, Question, Region
from models.registry import ModelOptions
from models.squares import marked_square, normalised
from tests.models.lavis.conftest import part
from tests.models.lavis.reference.tiny import WORDS

pytestmark = pytest.mark.skipif("DEIXIS_TEST_LAVIS" not in os.environ, reason="`make test-lavis` runs it")

HERE = Path(__file__).parent / "reference"
COMMAND = (str(PYTHON), "-I", str(HERE / "tiny_worker.py"))
SIDE = 28
IMAGE_MEAN, IMAGE_DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)
PICTURE = Image.linear_gradient("L").resize((60, 40)).convert("RGB")
MAN = Region(id=5, box=Box(2, 2, 30, 38))
FIRST_STAGE = {"arch": "blip2", "model_type": "pretrain", "num_query_token": 3, "image_size": SIDE}
WRITERS = {"t5": ("blip2_t5", "pretrain_flant5xl"), "opt": ("blip2_opt", "pretrain_opt2.7b")}


def trained() -> dict[str, torch.Tensor]:
    """Return the weights of the reference, with room for what the published first stage compares in."""
    tensors = part("weights")
    chance = torch.Generator().manual_seed(0)
    for name in ("vision_proj", "text_proj"):
        tensors[f"{name}.weight"] = torch.randn(256, 16, generator=chance)
        tensors[f"{name}.bias"] = torch.zeros(256)
    for name in ("t5_proj", "opt_proj"):
        tensors[f"{name}.weight"], tensors[f"{name}.bias"] = torch.randn(16, 16, generator=chance), torch.zeros(16)
    return tensors


def saved(path: Path, config: dict[str, object], *, without: str = "nothing") -> Path:
    kept = {name: value for name, value in trained().items() if not name.startswith(without)}
    torch.save({"model": kept, "config": {"model": config, "run": {}}, "optimizer": {"state": {}}}, path)
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("lavis")


@pytest.fixture(scope="module")
def first_stage(folder: Path) -> LavisModel:
    path = saved(folder / "first_stage.pth", FIRST_STAGE)
    return load_lavis(str(path), ModelOptions(device="cpu"), command=COMMAND)


@pytest.fixture(scope="module")
def with_t5(folder: Path) -> LavisModel:
    return writer(folder, "t5")


@pytest.fixture(scope="module")
def with_opt(folder: Path) -> LavisModel:
    return writer(folder, "opt")


def writer(folder: Path, kind: str) -> LavisModel:
    """Load one as LAVIS saves it: without the vision encoder, which it did not train."""
    name, published = WRITERS[kind]
    settings = {**FIRST_STAGE, "arch": name, "model_type": published}
    path = saved(folder / f"{kind}.pth", settings, without="visual_encoder.")
    return load_lavis(str(path), ModelOptions(device="cpu", max_tokens=8), command=COMMAND)


def ask(text: str, *regions: Region) -> Question:
    return Question(image_id="0" * 64, text=text, regions=regions)


def candidate(answer: str, rationale: str) -> Candidate:
    qar = QAR(question="why is the man sad", answer=answer, rationale=rationale)
    return Candidate(id=answer, image_id="0" * 64, regions=(MAN,), qar=qar)


def ours(stage: FirstStage, text: str) -> float:
    """Return the chance that text and picture belong together, by our own first stage with the same weights."""
    numbered = {word: number for number, word in enumerate(WORDS)}
    words = text.replace(":", " :").split()
    numbers = torch.tensor([[2, *(numbered.get(word, 1) for word in words), 3]])
    square = marked_square(PICTURE, [MAN.model_copy(update={"id": 0})], LSKD_MARKS, SIDE, mark_first=True)
    pixels = normalised(square[None], IMAGE_MEAN, IMAGE_DEVIATION)
    with torch.inference_mode():
        return float(stage.match(stage.see(pixels), numbers, torch.ones_like(numbers)).mean(1).softmax(-1)[0, 1])


def test_lavis_criticises_as_our_own_first_stage_does(first_stage: LavisModel, stage: FirstStage) -> None:
    candidates = [candidate("the dog ran away", "rain"), candidate("a man", "because the dog is sad")]

    chances = first_stage.criticise(PICTURE, candidates)

    texts = [
        f"why is the man sad answer: {qar.answer} rationale: {qar.rationale}" for qar in (c.qar for c in candidates)
    ]
    assert chances == pytest.approx([ours(stage, text) for text in texts], abs=1e-5)
    assert abs(chances[0] - chances[1]) > 1e-3, "and it makes a difference"


def test_lavis_chooses_and_looks_at_what_is_marked(first_stage: LavisModel) -> None:
    choices = ("the dog ran away", "rain", "because him is sad")

    marked = first_stage.score(PICTURE, ask("why is [5] sad", MAN), choices)
    plain = first_stage.score(PICTURE, ask("why is him sad"), choices)

    assert sum(marked) == pytest.approx(1)
    assert len(set(marked)) == 3
    assert marked != pytest.approx(plain, abs=1e-4)


def test_a_first_stage_of_lavis_says_that_it_writes_nothing(first_stage: LavisModel) -> None:
    with pytest.raises(AnswerFailed, match="only tells how well texts fit a picture"):
        list(first_stage.answer(PICTURE, ask("why?")))


@pytest.mark.parametrize("kind", ["t5", "opt"])
def test_lavis_with_a_language_model_answers_and_says_why(request: pytest.FixtureRequest, kind: str) -> None:
    model: LavisModel = request.getfixturevalue(f"with_{kind}")

    answer, again = (list(model.answer(PICTURE, ask("why is [5] sad", MAN)))[-1] for _ in range(2))

    assert answer.complete
    assert set(answer.text.split()) <= set(WORDS)
    assert set(answer.rationale.split()) <= set(WORDS)
    assert answer.rationale
    assert answer.settings["lavis"] == "/".join(WRITERS[kind])
    assert (again.text, again.rationale) == (answer.text, answer.rationale)


def test_a_model_that_tells_no_likelihood_says_so(with_opt: LavisModel) -> None:
    with pytest.raises(AnswerFailed, match="writes answers, and does not tell how well a given one fits"):
        with_opt.score(PICTURE, ask("why?"), ("rain", "a dog"))


def test_lavis_with_t5_chooses_by_likelihood(with_t5: LavisModel) -> None:
    shares = with_t5.score(PICTURE, ask("why is [5] sad", MAN), ("the dog ran away", "rain", "because him is sad"))

    assert sum(shares) == pytest.approx(1)
    assert len(set(shares)) == 3
    assert with_t5.nature == "likelihood"


def test_a_choice_that_lavis_would_cut_off_is_refused(with_t5: LavisModel) -> None:
    with pytest.raises(AnswerFailed, match=r"has 201 pieces of words; at most 128 are read. Write it shorter"):
        with_t5.score(PICTURE, ask("why?"), ("rain", "dog " * 200))


def test_a_checkpoint_that_lacks_what_was_trained_is_refused(folder: Path) -> None:
    path = saved(folder / "half.pth", FIRST_STAGE, without="Qformer.bert.encoder.layer.1.")

    with pytest.raises(
        ModelUnavailable, match=r"lacks \d+ tensors that were trained, such as Qformer.bert.encoder.layer"
    ):
        load_lavis(str(path), ModelOptions(device="cpu"), command=COMMAND)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("blip2_t5/nothing", "LAVIS has no blip2_t5/nothing; it has blip2_t5/pretrain_flant5xl, "),
        ("albef_vqa/vqav2", "LAVIS is asked here for blip2_t5, .*, and albef_vqa is none of them"),
    ],
)
def test_what_lavis_has_not_is_refused_with_what_it_has(name: str, reason: str) -> None:
    with pytest.raises(ModelUnavailable, match=reason):
        load_lavis(name, ModelOptions(device="cpu"))


def test_what_is_no_checkpoint_is_refused(folder: Path) -> None:
    path = folder / "text.pth"
    path.write_text("not a checkpoint")

    with pytest.raises(ModelUnavailable, match=r"text.pth cannot be read as a checkpoint"):
        load_lavis(str(path), ModelOptions(device="cpu"))
