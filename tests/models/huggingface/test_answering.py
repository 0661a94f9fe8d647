"""Students from a folder look at the picture and its marks, stream their words, and stop when told."""

import json
import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import torch
from PIL import Image

from models.base import Answerer
from models.errors import AnswerFailed, ModelUnavailable
from models.huggingface import generating
from models.huggingface.blip2 import Blip2Answerer
from models.huggingface.chat import ChatAnswerer
from models.huggingface.loading import load_huggingface
from models.prompting import Posed
from models.records import Answer, Question
from models.registry import ModelOptions, build_answerer
from tests.fakes import tiny_models

CPU = ModelOptions(device="cpu", max_tokens=6)
Saved = Callable[[str], Path]


def load(folder: Path, options: ModelOptions = CPU) -> Any:
    return load_huggingface(str(folder), options)


def speech_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "deixis-speech"]


def pixels_seen(student: Answerer, image: Image.Image, question: Question) -> torch.Tensor:
    """Ask, and return the pixels that the model's first layer got to see."""
    seen: list[torch.Tensor] = []
    layers = student.model.modules()  # type: ignore[attr-defined]  # every student here has one
    eye = next(layer for layer in layers if isinstance(layer, torch.nn.Conv2d))
    kept = eye.register_forward_pre_hook(lambda _layer, inputs: seen.append(inputs[0].clone()))
    list(student.answer(image, question))
    kept.remove()
    return seen[0]


@pytest.mark.parametrize("kind", ["blip2", "blip2_opt", "llava", "idefics3"])
def test_a_student_streams_its_answer(saved: Saved, kind: str, picture: Image.Image, question: Question) -> None:
    folder = saved(kind)
    student = build_answerer(f"hf:{folder}", CPU)

    answers = list(student.answer(picture, question))

    spoken = [answer.text for answer in answers if answer.text]
    assert len(set(spoken)) >= 3, "word by word, not all at once"
    last = answers[-1]
    assert [answer.complete for answer in answers] == [False] * (len(answers) - 1) + [True]
    assert last.model == student.name == f"hf:{folder}"
    assert last.settings == {"device": "cpu", "dtype": "float32", "temperature": 0.0, "max_tokens": 6}
    assert last.first_words_seconds is not None
    assert 0 < last.first_words_seconds <= last.seconds
    assert "<" not in last.text, "no special token is shown"
    assert "why" not in last.text.split()[:1], "the prompt is not repeated"
    assert len(last.text.split()) <= 6
    assert speech_threads() == []


def test_blip2_answers_from_the_picture(saved: Saved, picture: Image.Image, other_picture: Image.Image) -> None:
    student = load(saved("blip2"))
    start = torch.zeros((1, 1), dtype=torch.long)

    one, other = (
        student.model(**student.prepare(image, "Question: why ? Answer:"), decoder_input_ids=start).logits
        for image in (picture, other_picture)
    )

    assert (one - other).abs().max() > 1e-3


@pytest.mark.parametrize("kind", ["llava", "idefics3"])
def test_a_chat_model_answers_from_the_picture(
    saved: Saved, kind: str, picture: Image.Image, other_picture: Image.Image
) -> None:
    student = load(saved(kind))

    one, other = (
        student.model(**student.prepare(Posed(image, "why ?"))).logits[:, -1] for image in (picture, other_picture)
    )

    assert (one - other).abs().max() > 1e-6


@pytest.mark.parametrize("kind", ["blip2", "llava"])
def test_the_regions_are_drawn_into_what_the_model_sees(
    saved: Saved, kind: str, picture: Image.Image, question: Question
) -> None:
    student = load(saved(kind))
    unmarked = question.model_copy(update={"regions": ()})

    marked_pixels, plain_pixels = (pixels_seen(student, picture, asked) for asked in (question, unmarked))

    assert not torch.equal(marked_pixels, plain_pixels)


def test_a_checkpoint_keeps_the_marks_it_was_trained_on(
    saved: Saved, tmp_path: Path, picture: Image.Image, question: Question
) -> None:
    folder = shutil.copytree(saved("blip2"), tmp_path / "own-marks")
    (folder / "deixis.json").write_text(json.dumps({"mark_style": {"palette": ["#000000"], "tag_height": 0}}))

    own, house = (pixels_seen(load(each), picture, question) for each in (folder, saved("blip2")))

    assert not torch.equal(own, house)


def test_a_mark_style_that_means_nothing_is_refused(saved: Saved, tmp_path: Path) -> None:
    folder = shutil.copytree(saved("blip2"), tmp_path / "odd-marks")
    (folder / "deixis.json").write_text('{"mark_style": {"colour": "red"}}')

    with pytest.raises(ModelUnavailable, match=r"mark_style in .*deixis\.json"):
        load(folder)


def test_the_length_limit_leaves_a_note(saved: Saved, picture: Image.Image, question: Question) -> None:
    short, whole = (load(saved("blip2")) for _ in range(2))
    whole.model.language_model.generation_config.forced_eos_token_id = 3

    cut, ended = (list(student.answer(picture, question))[-1] for student in (short, whole))

    assert "more tokens" in cut.note
    assert ended.note == ""


def test_blip2_is_asked_again_for_its_reason(saved: Saved, picture: Image.Image, question: Question) -> None:
    student = load(saved("blip2"))
    student.model.language_model.generation_config.forced_eos_token_id = 3  # so that the first answer is a whole one

    answers = list(student.answer(picture, question))

    assert answers[-1].text
    assert answers[-1].rationale
    assert [answer.text for answer in answers if answer.rationale] == [answers[-1].text] * sum(
        bool(answer.rationale) for answer in answers
    )


def test_blip2_sees_pictures_of_another_size_than_it_was_trained_on(
    tmp_path: Path, picture: Image.Image, question: Question
) -> None:
    student = load(tiny_models.blip2(tmp_path / "larger", side=64))

    assert pixels_seen(student, picture, question).shape[-2:] == (64, 64)


def test_blip2_without_the_right_places_for_the_picture_is_refused(tmp_path: Path) -> None:
    folder = tiny_models.blip2(tmp_path / "mixed-up", queries_of_processor=3)

    with pytest.raises(ModelUnavailable, match="3 places for the picture where the model looks for 4"):
        load(folder)


def test_an_early_blip2_whose_files_leave_the_places_out_still_sees(
    tmp_path: Path, picture: Image.Image, other_picture: Image.Image
) -> None:
    student = load(tiny_models.blip2(tmp_path / "early", queries_of_processor=None, image_token=False))
    start = torch.zeros((1, 1), dtype=torch.long)

    inputs = [student.prepare(image, "why ?") for image in (picture, other_picture)]

    assert (inputs[0]["input_ids"] == student.model.config.image_token_id).sum() == 4
    one, other = (student.model(**each, decoder_input_ids=start).logits for each in inputs)
    assert not torch.equal(one, other)


def test_a_reader_who_leaves_during_the_first_step_is_not_kept_waiting(
    saved: Saved, picture: Image.Image, question: Question
) -> None:
    student = load(saved("llava"))
    reached, finished = threading.Event(), threading.Event()
    layers = student.model.model.language_model.layers

    def wait_in_the_middle(*_: object) -> None:
        reached.set()
        generating._running.stopped.wait(10)

    layers[0].register_forward_hook(wait_in_the_middle)
    layers[-1].register_forward_hook(lambda *_: finished.set())
    answers = student.answer(picture, question)
    assert next(answers).text == ""
    assert reached.wait(10)

    answers.close()

    assert not finished.is_set()
    assert speech_threads() == []


def test_two_readers_at_once_get_what_each_would_get_alone(
    saved: Saved, picture: Image.Image, other_picture: Image.Image, question: Question
) -> None:
    student = load(saved("llava"), ModelOptions(device="cpu", max_tokens=40))
    alone = [list(student.answer(image, question))[-1].text for image in (picture, other_picture)]

    with ThreadPoolExecutor(2) as readers:
        asked = [readers.submit(list, student.answer(image, question)) for image in (picture, other_picture)]
        together = [answers.result()[-1].text for answers in asked]

    assert together == alone


def test_closing_the_iterator_ends_the_run(saved: Saved, picture: Image.Image, question: Question) -> None:
    student = load(saved("llava"), ModelOptions(device="cpu", max_tokens=1500))
    steps: list[int] = []
    student.model.register_forward_hook(lambda *_: steps.append(1))
    answers: Iterator[Answer] = student.answer(picture, question)
    assert any(answer.text for answer in answers)

    answers.close()  # type: ignore[attr-defined]  # a generator

    assert speech_threads() == []
    assert len(steps) < 1000


def test_a_break_down_reaches_the_reader_in_words(
    saved: Saved, picture: Image.Image, question: Question, caplog: pytest.LogCaptureFixture
) -> None:
    student = load(saved("llava"))

    def break_down(*_: object) -> None:
        raise RuntimeError("index out of range in self")

    student.model.register_forward_hook(break_down)

    with caplog.at_level(logging.ERROR), pytest.raises(AnswerFailed, match="broke down while answering"):
        list(student.answer(picture, question))

    assert "index out of range" in caplog.text
    assert speech_threads() == []


def test_a_full_gpu_is_said_so(saved: Saved, picture: Image.Image, question: Question) -> None:
    student = load(saved("llava"))

    def run_out(*_: object) -> None:
        raise torch.OutOfMemoryError("CUDA out of memory")

    student.model.register_forward_hook(run_out)

    with pytest.raises(AnswerFailed, match="memory ran out"):
        list(student.answer(picture, question))


def test_warmth_makes_a_student_vary(saved: Saved, picture: Image.Image, question: Question) -> None:
    student = load(saved("llava"), ModelOptions(device="cpu", max_tokens=20, temperature=5.0))
    torch.manual_seed(0)

    replies = {list(student.answer(picture, question))[-1].text for _ in range(3)}

    assert len(replies) > 1


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("kind", ["blip2", "llava", "idefics3"])
def test_a_student_answers_on_the_gpu(saved: Saved, kind: str, picture: Image.Image, question: Question) -> None:
    student = load(saved(kind), ModelOptions(max_tokens=6))

    last = list(student.answer(picture, question))[-1]

    assert last.text
    assert (last.settings["device"], last.settings["dtype"]) == ("cuda", "bfloat16")


def test_both_students_keep_the_protocol(saved: Saved) -> None:
    students: list[Answerer] = [load(saved("blip2")), load(saved("llava"))]

    assert isinstance(students[0], Blip2Answerer)
    assert isinstance(students[1], ChatAnswerer)
