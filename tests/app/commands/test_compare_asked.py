"""`deixis compare build` with answers that are not in files: from conversations, and from models that are asked."""

from pathlib import Path

from db.image_files import ImageFiles
from db.keeping import keep_picture
from db.store import Store, open_store
from models.pictures import display_jpeg, read_picture
from models.records import Answer, Box, Question, Region, Role
from tests.app.commands.annotated import picture, write
from tests.app.commands.compared import answer, items, models, run, said
from tests.fakes.openai_server import FakeOpenAI, fails, streams

PICTURES = ("a.png", "b.png", "sub/c.png")


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


def test_models_are_asked_the_questions_of_a_file(tmp_path: Path) -> None:
    for number, name in enumerate(PICTURES):
        picture(tmp_path / "pictures", name, number)
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
    assert "r  being filled  0 of 3 judged" in run(tmp_path / "d", "rounds").output


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
