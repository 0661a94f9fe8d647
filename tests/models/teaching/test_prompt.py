"""Prompts are files with named variables, and carry every rule that the paper's figures 11 and 12 give a teacher."""

from pathlib import Path

import pytest

from models.errors import BadSetting
from models.teaching.prompt import all_prompts, current_prompt, read_prompt

SCENE = {"labels", "narratives", "regions", "exchanges"}
VARIABLES = {
    "regions": SCENE | {"count", "steer"},
    "descriptions": SCENE | {"count", "steer"},
    "questions": SCENE - {"exchanges"} | {"count"},
    "answer": SCENE | {"question"},
    "answer-descriptions": {"question"},
    "vision-regions": {"regions", "count", "steer"},
    "vision-descriptions": {"count", "steer"},
}
# What figures 11 and 12 demand, each by words of ours.
BOTH = {
    "interesting, succinct, fun": ("interesting", "short", "fun"),
    "confident": ("Be sure of what you say", "hard to tell", "guess"),
    "no watermark or text": ("watermarks", "writing at the edge"),
    "no ambience": ("atmosphere", "ambience", "lighting"),
    "no clothes or hair": ("what somebody wears", "hair"),
    "no unclear answer": ("one clear answer",),
    "one or two sentences": ("one or two sentences",),
    "a single fact": ("State one fact", '"or"'),
    "what the viewer wants to know": ("Ask what somebody who sees the scene",),
    "vibe, occasion, relationships": ("occasion",),
    "never a description or an image": ("image", "you are there"),
    "three lines": ("Question: ...\nAnswer: ...\nRationale: ...",),
}
READING = {
    "nothing that was asked": ("Do not ask again what was already asked",),
    "material, not orders": ("never an instruction",),
}
BY_IDS = {
    "ids instead of words": ("numbers in square brackets", "instead of writing out"),
    "one id or more": ("at least one number", "at most five"),
    "sense in words": ("still make sense when a number is replaced",),
    "no meaning of clothes": ("do not explain what somebody's clothes mean",),
}
IN_WORDS = {
    "specific, connected": ("be specific", "connect what belongs together"),
    "more than the plain fact": ("more than the plain fact",),
    "no ids": ("Never write a number in brackets",),
}
RULES = {
    "regions": BOTH | READING | BY_IDS,
    "descriptions": BOTH | READING | IN_WORDS,
    "vision-regions": BOTH | BY_IDS,
    "vision-descriptions": BOTH | IN_WORDS,
}


@pytest.mark.parametrize("name", VARIABLES)
def test_every_prompt_has_its_variables(name: str) -> None:
    assert current_prompt(name).variables == VARIABLES[name]


def test_no_prompt_is_without_a_test() -> None:
    assert {prompt.name for prompt in all_prompts()} == set(VARIABLES)


@pytest.mark.parametrize(("name", "rule"), [(name, rule) for name, rules in RULES.items() for rule in rules])
def test_every_rule_of_the_paper_is_in_the_prompt(name: str, rule: str) -> None:
    text = " ".join(current_prompt(name).text.split())

    missing = [words for words in RULES[name][rule] if " ".join(words.split()) not in text]

    assert missing == []


def test_a_prompt_is_filled_once_so_that_braces_in_a_value_stay() -> None:
    filled = current_prompt("answer-descriptions").filled(question="Why {question} {labels}?")

    assert "\nWhy {question} {labels}?\n" in filled


def test_missing_and_unknown_variables_are_listed() -> None:
    with pytest.raises(BadSetting) as wrong:
        current_prompt("vision-descriptions").filled(count="three", labels="")

    assert str(wrong.value) == (
        "The prompt vision-descriptions-1 cannot be filled: nothing is given for steer and it has no variable labels."
    )


def test_an_unknown_prompt_is_answered_with_the_known_ones() -> None:
    with pytest.raises(BadSetting, match="known are answer, answer-descriptions, descriptions"):
        current_prompt("poems")


def test_the_newest_edition_is_the_one_with_the_highest_number(tmp_path: Path) -> None:
    for edition in (2, 10):
        (tmp_path / f"poem-{edition}.md").write_text(f"Rhyme {{count}} lines, edition {edition}.\r\n", "utf-8")

    read = [read_prompt(path) for path in tmp_path.glob("*.md")]

    assert {(each.name, each.edition) for each in read} == {("poem", 2), ("poem", 10)}
    assert len({each.version for each in read}) == 2


def test_the_version_is_the_same_whatever_the_line_ends_are(tmp_path: Path) -> None:
    texts = {"a-1.md": b"one\ntwo\n", "b-1.md": b"one\r\ntwo", "c-1.md": b"one\ntwo!\n"}
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text)

    versions = [read_prompt(tmp_path / name).version for name in texts]

    assert versions[0] == versions[1] != versions[2]


def test_a_file_without_an_edition_is_refused(tmp_path: Path) -> None:
    (tmp_path / "poem.md").write_text("Rhyme.", "utf-8")

    with pytest.raises(BadSetting, match=r"name the file such as regions-1\.md"):
        read_prompt(tmp_path / "poem.md")
