"""What annotators read may not tell a model, by a part of its name or a word of it, unless all of them share that."""

import pytest

from annotation.blinding import named_model

RIVALS = ("openai:gpt-4.1", "hf:checkpoints/llava-1.6-tuned", "embedded:student")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Is GPT-4.1 better?", ("gpt", "openai:gpt-4.1")),
        ("gpt4.1 and another", ("gpt4.1", "openai:gpt-4.1")),
        ("OPENAI's best", ("openai", "openai:gpt-4.1")),
        ("ours_against_llava", ("llava", "hf:checkpoints/llava-1.6-tuned")),
        ("LLaVA_1.6 tuned", ("llava", "hf:checkpoints/llava-1.6-tuned")),
        ("What the student says", ("student", "embedded:student")),
        ("of HF", ("hf", "hf:checkpoints/llava-1.6-tuned")),
    ],
)
def test_a_part_of_a_name_is_told_whatever_its_capitals_and_joints(text: str, told: tuple[str, str]) -> None:
    assert named_model(text, RIVALS) == told


@pytest.mark.parametrize(
    "text", ["Pilot 1.6 of 4.1", "Students and egpts", "Checkpoints", "First pilot", "", "öpenai \ud800"]
)
def test_other_words_numbers_and_folders_above_tell_nothing(text: str) -> None:
    assert named_model(text, RIVALS) is None


def test_what_all_models_share_tells_none_from_another() -> None:
    models = ("openai:gpt-4.1", "openai:gpt-4o")

    assert named_model("Two of OpenAI's GPT", models) is None
    assert named_model("GPT 4o again", models) == ("gpt4o", "openai:gpt-4o")


@pytest.mark.parametrize(
    ("model", "text", "is_told"),
    [
        ("runs/answers.mine/", "answers of mine", True),
        ("runs\\mine", "mine or not", True),
        ("ours", "Ours or theirs", True),
        ("a", "a title", False),
        ("best-of-n", "a round of many", False),
        ("v1.5", "v1.5 or later", True),
        (":::", "anything", False),
    ],
)
def test_names_of_files_and_folders_are_names_and_single_letters_are_none(model: str, text: str, is_told: bool) -> None:
    assert (named_model(text, (model, "quite-other")) is not None) == is_told


def test_a_long_text_is_read_at_once() -> None:
    words = "word " * 4000  # as long as a consent may be

    assert named_model(words, RIVALS) is None
    assert named_model(words + "llava", RIVALS) is not None
