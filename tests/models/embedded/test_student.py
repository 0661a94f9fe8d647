"""The embedded student keeps the Answerer's promises, whatever its weights say."""

import itertools
import threading
from pathlib import Path

import pytest
import torch
from PIL import Image

from models.embedded.confidence import Calibration
from models.embedded.domain import DomainDetector, describe
from models.embedded.network import StudentNetwork
from models.embedded.picture import to_pixels
from models.embedded.student import OUT_OF_WORLD, EmbeddedStudent
from models.embedded.weights import open_student, save_student
from models.errors import BadQuestion
from models.records import Answer, Box, Question, Region
from tests.fakes.tiny_student import ask, noise, tiny_network, tiny_settings, tiny_vocabulary

WHY = ask("why is [42] sad near [7]?", 7, 42)


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedStudent:
    folder = tmp_path_factory.mktemp("student")
    # Seed 5 says several words, an id among them; the promises hold for all.
    save_student(folder, tiny_network(seed=5), tiny_vocabulary())
    return EmbeddedStudent(open_student(folder), "embedded:tiny")


def whole(student: EmbeddedStudent, question: Question) -> Answer:
    return list(student.answer(noise(), question))[-1]


def test_an_answer_grows_by_words_and_ends_complete(student: EmbeddedStudent) -> None:
    answers = list(student.answer(noise(), WHY))

    said = [f"{answer.text} {answer.rationale}".strip() for answer in answers]
    assert len(answers) > 2
    assert all(later.startswith(earlier) for earlier, later in itertools.pairwise(said))
    assert [answer.complete for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert all(answer.model == "embedded:tiny" for answer in answers)


def test_closing_the_iterator_ends_the_answer(student: EmbeddedStudent) -> None:
    answers = student.answer(noise(), WHY)
    next(answers)

    answers.close()  # type: ignore[reportAttributeAccessIssue]  # what answer() returns is a generator

    with pytest.raises(StopIteration):
        next(answers)
    assert not torch.is_inference_mode_enabled()


def test_between_two_words_the_caller_may_do_other_things_with_torch(student: EmbeddedStudent) -> None:
    answers = student.answer(noise(), WHY)
    next(answers)

    assert not torch.is_inference_mode_enabled()


def test_the_same_question_gets_the_same_answer_from_every_thread(student: EmbeddedStudent) -> None:
    heard: list[tuple[str, str]] = []

    def listen() -> None:
        answer = whole(student, WHY)
        heard.append((answer.text, answer.rationale))

    threads = [threading.Thread(target=listen) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(heard) == 3
    assert len(set(heard)) == 1


def test_it_sees_as_it_was_trained_to_see(tmp_path: Path) -> None:
    """Answering looks over a picture once and then at regions; training does both at once."""
    sorts = {"concepts": {"doing": 2}, "labels": {"doing": ("play", "yes")}}
    network = StudentNetwork(tiny_settings().model_copy(update=sorts))
    assert network.naming is not None
    torch.nn.init.eye_(network.naming.recall.weight)
    save_student(tmp_path, network, tiny_vocabulary())
    student = EmbeddedStudent(open_student(tmp_path), "embedded:tiny")
    image, region = noise(64, 64), Region(id=0, box=Box(8, 16, 40, 48))

    seen = student._look_at(student._look_over(image), {0: region})

    boxes, present = torch.zeros(1, 6, 4), torch.tensor([[True] + [False] * 5])
    boxes[0, 0] = torch.tensor(region.box) / 64
    trained = student.stored.network.see(to_pixels([image]), boxes, present)
    torch.testing.assert_close(seen.regions, trained.regions)
    assert seen.shares is not None


def test_questions_answered_together_get_the_answers_they_get_alone(student: EmbeddedStudent) -> None:
    questions = [WHY, ask("what is [7] doing?", 7, 42), ask("where is this?")]

    together = student.answer_all(noise(), questions)

    alone = [whole(student, question) for question in questions]
    assert [(a.text, a.rationale) for a in together] == [(a.text, a.rationale) for a in alone]


def test_only_ids_of_the_question_and_its_regions_are_ever_named(student: EmbeddedStudent) -> None:
    answer = whole(student, WHY)

    assert "[" in answer.text
    rest = f"{answer.text} {answer.rationale}".replace("[7]", "").replace("[42]", "")
    assert "[" not in rest


def test_regions_beyond_six_are_said_to_be_left_out(student: EmbeddedStudent) -> None:
    answer = whole(student, ask("why is [8] sad?", *range(9)))

    assert "[5], [6], [7]" in answer.note
    assert "[8]" not in answer.note


@pytest.mark.parametrize(("text", "said"), [(" ", "no words"), ("why " * 70, "up to 64 pieces")])
def test_a_question_that_cannot_be_read_is_refused(student: EmbeddedStudent, text: str, said: str) -> None:
    with pytest.raises(BadQuestion, match=said):
        next(student.answer(noise(), ask(text)))


def test_a_box_that_leaves_the_picture_is_no_trouble(student: EmbeddedStudent) -> None:
    far = ask("why is [0] sad?", 0)
    region = far.regions[0].model_copy(update={"box": type(far.regions[0].box)(90, 90, 500, 500)})

    answer = whole(student, far.model_copy(update={"regions": (region,)}))

    assert answer.complete


def doubting(student: EmbeddedStudent, threshold: float) -> EmbeddedStudent:
    """Return the student with a detector to which only noise is usual."""
    row = describe(student.stored.network, noise())
    detector = DomainDetector(row, torch.eye(len(row)), threshold)
    return EmbeddedStudent(student.stored._replace(domain=detector.tensors()), "x")


@pytest.mark.parametrize(("threshold", "note"), [(0.5, ""), (-1.0, OUT_OF_WORLD)])
def test_a_picture_far_from_the_drawn_world_gets_a_note(student: EmbeddedStudent, threshold: float, note: str) -> None:
    assert whole(doubting(student, threshold), WHY).note == note


def test_a_picture_is_looked_over_once_to_answer_and_to_doubt_it(student: EmbeddedStudent) -> None:
    asked, glances = doubting(student, 0.5), []

    with student.stored.network.eye.stem.register_forward_hook(lambda *_: glances.append(1)):
        whole(asked, WHY)

    assert len(glances) == 1


def test_loading_leaves_torch_as_it_was(tmp_path: Path) -> None:
    threads = torch.get_num_threads()
    save_student(tmp_path, tiny_network(), tiny_vocabulary())

    open_student(tmp_path)

    assert torch.get_num_threads() == threads


def test_a_calibrated_student_says_how_sure_it_is_when_it_has_finished(tmp_path: Path) -> None:
    sure = Calibration(bias=0.0, mean=0.0, least=0.0, length=1.0)
    save_student(tmp_path, tiny_network(seed=2), tiny_vocabulary(), calibration=sure)

    answers = list(EmbeddedStudent(open_student(tmp_path), "x").answer(noise(), WHY))

    assert [answer.confidence for answer in answers[:-1]] == [None] * (len(answers) - 1)
    # 24 words were said, the end never came: 24 / (24 + 1)
    assert answers[-1].confidence == pytest.approx(0.96, abs=0.002)


def test_without_a_calibration_there_is_no_confidence(student: EmbeddedStudent) -> None:
    assert whole(student, WHY).confidence is None


@pytest.mark.parametrize(("blind", "sees_picture"), [("question", False), ("no boxes", True)])
def test_a_blind_student_sees_no_regions_and_may_name_any(tmp_path: Path, blind: str, sees_picture: bool) -> None:
    save_student(tmp_path, tiny_network(seed=2, blind=blind), tiny_vocabulary())
    blinded = EmbeddedStudent(open_student(tmp_path), "x")

    def saw(image: Image.Image, *ids: int) -> torch.Tensor:
        return blinded._look_at(blinded._look_over(image), dict(enumerate(ask("why?", *ids).regions))).tokens

    assert torch.equal(saw(noise(), 0, 1), saw(noise()))
    assert torch.equal(saw(noise(), 0), saw(noise(seed=1), 0)) is not sees_picture
    read = blinded._network.read(blinded._look_at(blinded._look_over(noise()), {}), torch.tensor([[9, 10]]))
    assert bool(read.nameable.all())
