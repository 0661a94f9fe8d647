"""`deixis compare build` from outside: pairs come from files, from conversations, from models that are asked."""

from collections import Counter
from pathlib import Path

import pytest

from annotation.comparing import model_of
from annotation.guidelines import current_guidelines
from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import Store, open_store
from models.judging import Item
from models.pictures import display_jpeg, read_picture
from models.records import Answer, Box, Question, Region, Role
from tests.app.commands.annotated import picture, write
from tests.app.commands.compared import answer, run, said
from tests.fakes.openai_server import FakeOpenAI, fails, streams

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


def items(folder: Path, round_id: str) -> tuple[Item, ...]:
    with open_store(folder / "deixis.sqlite3") as store:
        return store.judging.items(round_id)


def models(item: Item) -> tuple[str, ...]:
    return tuple(sorted(model_of(each) for each in item.candidates))


def test_two_files_are_joined_by_id_one_question_for_each_picture(tmp_path: Path, files: list[Path]) -> None:
    words = ("build", *files, "--images", tmp_path / "pictures", "--round", "Ours or theirs")

    told = said(tmp_path / "d", *words)

    made = items(tmp_path / "d", "ours-or-theirs")
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
    assert items(tmp_path / "d", "ours-or-theirs") == made


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


def converse(store: Store, files: ImageFiles, path: Path, owner: str, **said_by: str) -> None:
    """Keep a conversation of one question, with an answer of each role that is named."""
    data = path.read_bytes()
    read = read_picture(data)
    keep_picture(store, files, read.record, original=data, display=display_jpeg(read.image), owner=owner)
    conversation = store.start_conversation(owner, read.record.id)
    question = Question(image_id=read.record.id, text="why is [0] sad?", regions=(Region(id=0, box=Box(1, 1, 20, 20)),))
    turn = store.add_turn(conversation.id, question, owner=owner)
    roles: tuple[Role, ...] = ("student", "teacher")
    for role in roles:
        if role in said_by:
            words = said_by[role]
            store.save_answer(
                turn.id,
                Answer(text=words, rationale="so", model=f"the {role}", role=role, complete=words != "half"),
                owner=owner,
            )


def test_saved_conversations_of_everybody_give_the_turns_that_two_models_answered(tmp_path: Path) -> None:
    data = tmp_path / "d"
    data.mkdir()
    with open_store(data / "deixis.sqlite3") as store:
        kept = ImageFiles(data / "pictures")
        paths = [picture(tmp_path, f"{number}.png", number) for number in range(5)]
        converse(store, kept, paths[0], "one", student="rain", teacher="snow")
        converse(store, kept, paths[1], "two", student="wind", teacher="sun")
        converse(store, kept, paths[2], "one", student="alone")
        converse(store, kept, paths[3], "two", student="the same", teacher="the same")
        converse(store, kept, paths[4], "two", student="whole", teacher="half")

    told = said(data, "build", "--from-conversations", "--round", "Saved")

    answers = {tuple(each.qar.answer for each in item.candidates) for item in items(data, "saved")}
    assert answers == {("rain", "snow"), ("wind", "sun")}
    assert {models(item) for item in items(data, "saved")} == {("the student", "the teacher")}
    assert sorted(each["reason"] for each in told["left_out"]) == [
        "both texts are equal",
        "the teacher's answer is not whole",
    ]


def test_models_are_asked_the_questions_of_a_file(tmp_path: Path, files: list[Path]) -> None:
    questions = write(
        tmp_path / "questions.jsonl",
        *(answer(n, name, answer="", rationale="", origin={"question_type": "why"}) for n, name in enumerate(PICTURES)),
    )
    words = ("build", "--questions", questions, "--images", tmp_path / "pictures", "--round", "Asked", "--count", "2")
    with FakeOpenAI() as server:
        server.script = [streams("Answer: one\n", f"Rationale: [0] {n}") for n in (1, 2, 3, 4)]
        models_ = ("--a", "openai:left", "--b", "openai:right", "--base-url", server.url)

        told = said(tmp_path / "d", *words, *models_)
        asked = len(server.requests)
        said(tmp_path / "d", *words, *models_)

        assert (told["pairs"], asked, len(server.requests)) == (2, 4, 4)  # what is there is not asked again
    found = items(tmp_path / "d", "asked")
    assert {models(item) for item in found} == {("openai:left", "openai:right")}
    assert {each.origin["question_type"] for item in found for each in item.candidates} == {"why"}


def test_a_model_that_fails_all_the_time_is_given_up_and_what_was_found_is_kept(tmp_path: Path) -> None:
    for number in range(8):
        picture(tmp_path / "p", f"{number}.png", number)
    lines = (answer(n, f"{n}.png", answer="", rationale="") for n in range(8))
    questions = write(tmp_path / "questions.jsonl", *lines)
    words = ("build", "--questions", questions, "--images", tmp_path / "p", "--round", "R")
    with FakeOpenAI() as server:
        server.script = [streams("Answer: one"), streams("Answer: two"), *(fails(400) for _ in range(20))]

        refused = run(tmp_path / "d", *words, "--a", "openai:x", "--b", "openai:y", "--base-url", server.url)

    assert refused.exit_code == 1
    assert "failed 5 times in a row" in refused.output
    assert len(items(tmp_path / "d", "r")) == 1


def test_models_are_asked_about_the_drawn_world_and_only_the_two_of_a_pair(tmp_path: Path) -> None:
    with FakeOpenAI() as server:
        server.script = [streams(f"Answer: nobody knows {number}") for number in range(12)]
        rivals = ("--a", "openai:x", "--b", "openai:y", "--also", "openai:z", "--base-url", server.url)

        told = said(tmp_path, "build", "--questions", "drawn", "--count", 3, *rivals, "--round", "Drawn", "--seed", 7)

        assert len(server.requests) == 6
    found = items(tmp_path, "drawn")
    assert (told["pairs"], len({item.image_id for item in found})) == (3, 3)
    assert {models(item) for item in found} == {
        ("openai:x", "openai:y"),
        ("openai:x", "openai:z"),
        ("openai:y", "openai:z"),
    }
    origins = [each.origin for item in found for each in item.candidates]
    assert {origin["truth"] for origin in origins} == {"wrong"}
    assert all(origin["question_type"] for origin in origins)
    assert {region.label for item in found for region in item.regions} == {""}
