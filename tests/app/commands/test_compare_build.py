"""`deixis compare build` from outside: pairs of the texts of files, what is left out of them, what is refused."""

import json
from collections import Counter
from pathlib import Path

import pytest

from annotation.guidelines import current_guidelines
from db.store import open_store
from tests.app.commands.annotated import picture, write
from tests.app.commands.compared import answer, items, models, run, said

PICTURES = ("a.png", "b.png", "sub/c.png")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Two files of answers to four questions about three pictures; to one of these both say the same."""
    for number, name in enumerate(PICTURES):
        picture(tmp_path / "pictures", name, number)
    images = (*PICTURES, "a.png")
    ours = write(
        tmp_path / "ours.jsonl", *(answer(n, image, answer=f"it fell {n % 3}") for n, image in enumerate(images))
    )
    theirs = write(
        tmp_path / "theirs.jsonl",
        *(answer(n, image, model="gpt", answer="it fell 1" if n == 1 else "no idea") for n, image in enumerate(images)),
    )
    return [ours, theirs]


def equal(folder: Path, round_id: str) -> set[tuple[str, str, str]]:
    with open_store(folder / "deixis.sqlite3") as store:
        return {tuple(each.model_dump().values()) for each in store.judging.equal_pairs(round_id)}


def test_two_files_are_joined_by_id_one_question_for_each_picture(tmp_path: Path, files: list[Path]) -> None:
    words = ("build", *files, "--images", tmp_path / "pictures", "--round", "First pilot")

    told = said(tmp_path / "d", *words)

    made = items(tmp_path / "d", "first-pilot")
    assert (told["pairs"], told["new"], told["left_out"]) == (
        2,
        2,
        [{"id": "q1", "reason": "both texts are equal"}],
    )
    assert len({item.image_id for item in made}) == len(made) == 2
    assert {models(item) for item in made} == {("gpt", "ours")}
    assert {tuple(region.id for region in item.regions) for item in made} == {(0,)}
    again = said(tmp_path / "d", *words)
    assert (again["pairs"], again["new"]) == (2, 0)
    assert items(tmp_path / "d", "first-pilot") == made


def test_a_round_of_comparing_has_three_annotators_a_pair_and_todays_guidelines(
    tmp_path: Path, files: list[Path]
) -> None:
    text = run(tmp_path / "d", "build", *files, "--images", tmp_path / "pictures", "--round", "R").output

    with open_store(tmp_path / "d/deixis.sqlite3") as store:
        found = store.judging.round("r")
    assert (found.kind, found.settings.overlap) == ("compare", 3)
    assert found.settings.guidelines == current_guidelines("compare").version
    assert 'Round "R" has 2 pairs, each for 3 annotators.' in text
    assert "q1: both texts are equal" in text
    assert "/compare" in text


def test_a_smaller_draw_is_part_of_a_larger_one(tmp_path: Path, files: list[Path]) -> None:
    words = ("build", *files, "--images", tmp_path / "pictures", "--round", "R")

    said(tmp_path / "d", *words, "--count", 1)
    few = items(tmp_path / "d", "r")
    more = said(tmp_path / "d", *words)

    assert (len(few), more["pairs"], more["new"]) == (1, 2, 1)
    assert few[0] in items(tmp_path / "d", "r")


def test_questions_with_equal_texts_are_kept_with_the_round_once(tmp_path: Path, files: list[Path]) -> None:
    words = ("build", *files, "--images", tmp_path / "pictures", "--round", "R")

    for _ in range(2):
        said(tmp_path / "d", *words)

    assert equal(tmp_path / "d", "r") == {("q1", "gpt", "ours")}


def test_equal_texts_found_after_the_last_pair_are_kept_too(tmp_path: Path, files: list[Path]) -> None:
    words = ("--images", tmp_path / "pictures", "--round", "R")
    said(tmp_path / "d", "build", *files, *words)
    picture(tmp_path / "pictures", "d.png", 9)
    more = [
        write(tmp_path / f"more-{name}.jsonl", answer(7, "d.png", model=name, answer="alike"))
        for name in ("ours", "gpt")
    ]

    told = said(tmp_path / "d", "build", *more, *words)

    assert (told["pairs"], told["new"]) == (2, 0)
    assert equal(tmp_path / "d", "r") == {("q1", "gpt", "ours"), ("q7", "gpt", "ours")}


@pytest.mark.parametrize(
    ("name", "settings", "sentence"),
    [
        ("Ours or theirs", {}, "The name of round \"Ours or theirs\" is shown to annotators and has 'ours' of"),
        ("The GPT, again", {}, "has 'gpt' of the model 'gpt' in it; give it another one with --round"),
        ("R", {"consent": "You compare our own answers with those of GPT."}, 'The consent of round "R"'),
        ("R", {"completion_code": "gpt-1"}, 'The completion code of round "R"'),
    ],
)
def test_a_round_that_tells_annotators_a_model_is_refused(
    tmp_path: Path, files: list[Path], name: str, settings: dict[str, str], sentence: str
) -> None:
    (tmp_path / "settings.json").write_text(json.dumps(settings), "utf-8")
    words = ("--images", tmp_path / "pictures", "--round", name, "--settings", tmp_path / "settings.json")

    refused = run(tmp_path / "d", "build", *files, *words)

    assert (refused.exit_code, sentence in refused.output) == (1, True), refused.output
    with open_store(tmp_path / "d/deixis.sqlite3") as store:
        assert store.judging.rounds() == ()


def test_a_model_that_comes_later_may_not_be_in_the_name_of_the_round_either(tmp_path: Path, files: list[Path]) -> None:
    words = ("--images", tmp_path / "pictures", "--round", "With LLaVA")
    said(tmp_path / "d", "build", *files, *words)
    late = write(tmp_path / "llava-1.6.jsonl", answer(0))

    refused = run(tmp_path / "d", "build", files[0], late, *words)

    assert (refused.exit_code, "'llava' of the model 'llava-1.6'" in refused.output) == (1, True)


def test_captions_need_no_question_and_rationales_come_without_their_answers(tmp_path: Path, files: list[Path]) -> None:
    captions = [
        write(tmp_path / f"{name}.jsonl", answer(0, question=None, rationale=None, answer=f"a {name}"))
        for name in ("dog", "cat")
    ]
    reasons = [write(tmp_path / f"r{n}.jsonl", answer(0, answer=f"{n}", rationale=f"see {n}")) for n in (1, 2)]
    place = ("--images", tmp_path / "pictures")

    said(tmp_path / "d", "build", *captions, *place, "--round", "C", "--kind", "captions")
    said(tmp_path / "d", "build", *reasons, *place, "--round", "W", "--kind", "rationales")

    (caption,), (reason,) = items(tmp_path / "d", "c"), items(tmp_path / "d", "w")
    assert [tuple(each.qar.model_dump().values()) for each in caption.candidates] == [
        ("Describe [0].", "a dog", ""),
        ("Describe [0].", "a cat", ""),
    ]
    assert [(each.qar.answer, each.qar.rationale) for each in reason.candidates] == [("", "see 1"), ("", "see 2")]


def test_captions_of_the_same_boxes_make_the_blind_test_of_appendix_e(tmp_path: Path, files: list[Path]) -> None:
    def caption(image: str, box: list[float], text: str) -> dict[str, object]:
        return {"image": image, "box": box, "caption": text}

    theirs = write(tmp_path / "grit.jsonl", *(caption(name, [10.3, 9.8, 60, 30], "a thing") for name in PICTURES))
    (tmp_path / "own").mkdir()
    lines = (caption("a.png", [10, 10, 60, 30], "a dog"), caption("b.png", [1, 1, 60, 30], "a cat"))
    ours = write(tmp_path / "own/grit.jsonl", *lines)
    words = ("build", "--regions", theirs, ours, "--images", tmp_path / "pictures", "--round", "E")

    text = run(tmp_path / "d", *words).output

    (pair,) = items(tmp_path / "d", "e")
    assert 'Round "E" has 1 pair for 5 annotators.' in text
    assert "150 were wanted" in text
    assert {each.qar.answer for each in pair.candidates} == {"a dog", "a thing"}
    assert {each.qar.question for each in pair.candidates} == {"Describe [0]."}
    assert models(pair) == ("own", tmp_path.name)  # two files of one name are told apart by their folders
    assert pair.regions[0].box == (10, 10, 60, 30)


def test_three_files_are_paired_equally_often(tmp_path: Path) -> None:
    for number in range(6):
        picture(tmp_path / "p", f"{number}.png", number)
    files = [
        write(tmp_path / f"{name}.jsonl", *(answer(n, f"{n}.png", answer=f"{name} says") for n in range(6)))
        for name in "xyz"
    ]

    said(tmp_path / "d", "build", *files, "--images", tmp_path / "p", "--round", "R")

    counts = Counter(models(item) for item in items(tmp_path / "d", "r"))
    assert counts == {("x", "y"): 2, ("x", "z"): 2, ("y", "z"): 2}


def test_bad_lines_are_told_and_stop_the_round_unless_they_may_be_skipped(tmp_path: Path, files: list[Path]) -> None:
    line = answer(9, "gone.png")
    nameless = answer(8)
    nameless.pop("id")
    bad = write(tmp_path / "bad.jsonl", answer(0, answer="maybe"), line, nameless)
    words = ("build", files[0], bad, "--images", tmp_path / "pictures", "--round", "R")

    refused = run(tmp_path / "d", *words)
    taken = said(tmp_path / "d", *words, "--skip-bad")

    assert refused.exit_code == 1
    assert "line 2: there is no picture gone.png" in refused.output
    assert "line 3: it has no id" in refused.output
    assert "2 lines are bad" in refused.output
    assert (taken["pairs"], [each["line"] for each in taken["bad"]]) == (1, [2, 3])


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--round", "R"), "Say where the pairs come from"),
        (("one.jsonl", "--round", "R"), "is one file of answers"),
        (("--from-conversations",), "Name the round with --round"),
        (("--from-conversations", "--questions", "drawn", "--round", "R"), "Say where the pairs come from"),
        (("--from-conversations", "--a", "embedded", "--round", "R"), "with --questions"),
        (("--questions", "drawn", "--a", "embedded", "--round", "R"), "name one with --a"),
        (("--questions", "drawn", "--a", "magic", "--b", "embedded", "--round", "R"), 'There is no model "magic"'),
        (("--questions", "drawn", "--a", "embedded", "--b", "embedded", "--round", "R"), "compared with itself"),
        (("--questions", "drawn", "--kind", "captions", "--round", "R"), "Captions come from files"),
        (("--questions", "drawn", "--regions", "--round", "R"), "Captions of regions come from files"),
        (("--from-conversations", "--round", "R"), "There is nothing to compare"),
        (("x.jsonl", "y.jsonl", "--round", "R"), "cannot be read"),
    ],
)
def test_what_cannot_be_built_is_refused_in_a_sentence(tmp_path: Path, words: tuple[str, ...], sentence: str) -> None:
    refused = run(tmp_path, "build", *words)

    assert refused.exit_code == 1
    assert sentence in refused.output.splitlines()[-1]
    assert "Traceback" not in refused.output
    with open_store(tmp_path / "deixis.sqlite3") as store:
        assert store.judging.rounds() == ()


def test_an_answer_given_twice_in_the_name_of_one_model_is_refused(tmp_path: Path, files: list[Path]) -> None:
    both = [write(tmp_path / f"{name}.jsonl", answer(0, model="gpt", answer=name)) for name in "xy"]

    refused = run(tmp_path / "d", "build", *both, "--images", tmp_path / "pictures", "--round", "R")

    assert (refused.exit_code, "have an answer of 'gpt' to 'q0'" in refused.output) == (1, True)
