"""Prompts are written once: their replies are found by the plan that was kept, whatever happened in between."""

from collections.abc import Callable, Sequence

from models.corpus import ChatReply, Verbalization
from models.errors import BadPicture
from tests.fakes.verbalizations import told_scene
from training.corpus.journal.journal import Done, Journal
from training.corpus.plans import STAGE, Plans
from training.corpus.writing.generate import GenerateSettings, Planned, requests_for

MODEL = "tests:teacher"


class Prompts:
    """Plans the calls of pictures, and remembers for which of them."""

    def __init__(self, **settings: object) -> None:
        self.settings = GenerateSettings.model_validate({"calls": 1, **settings})
        self.written: list[str] = []

    def __call__(self, told: Verbalization) -> tuple[Planned, ...]:
        self.written.append(told.picture.path)
        return requests_for(told, self.settings)


def scene(number: int) -> Verbalization:
    return told_scene((f"a child with {number} balls", "a brown dog"), number=number)


def told(journal: Journal, numbers: Sequence[int]) -> None:
    scenes = [scene(number) for number in numbers]
    journal.keep("answer", [Done(each.picture.image.id, "ok", value=each.model_dump_json()) for each in scenes])


def asked(journal: Journal, prompts: Callable[[Verbalization], Sequence[Planned]]) -> list[str]:
    """Hand out the calls to their end, and return their keys."""
    plans = Plans(journal)
    keys = [key for key, _ in plans.calls(prompts, model=MODEL)]
    plans.keep()
    return keys


def replied(journal: Journal, keys: Sequence[str]) -> None:
    reply = ChatReply(text="yes", model=MODEL).model_dump_json()
    journal.keep("generate", [Done(key, "ok", value=reply) for key in keys])


def test_a_prompt_is_written_once_and_its_reply_is_found(journal: Journal) -> None:
    told(journal, [0, 1])
    prompts = Prompts()

    keys = asked(journal, prompts)
    replied(journal, keys)

    found = list(Plans(journal).replied())
    assert [told.picture.path for _, (told, *_) in found] == ["0.png", "1.png"]
    assert [key for _, each in found for key, _, _ in each.replies] == keys
    assert [(asked.kind, asked.origin["prompt"]) for _, asked, _ in found[0][1].replies] == [
        ("regions", "regions"),
        ("descriptions", "descriptions"),
    ]
    assert asked(journal, prompts) == []
    assert prompts.written == ["0.png", "1.png"]


def test_what_was_asked_comes_back_as_it_was(journal: Journal) -> None:
    told(journal, [0])
    prompts = Prompts(temperature=1, more={"counting": 3})

    replied(journal, asked(journal, prompts))

    ((_, found),) = Plans(journal).replied()
    planned = prompts(scene(0))
    assert [each.asked for each in planned] == [asked for _, asked, _ in found.replies]
    assert [repr(each.origin) for each in planned] == [repr(asked.origin) for _, asked, _ in found.replies]


def test_a_picture_with_a_call_to_come_waits_and_gets_only_that_call_again(journal: Journal) -> None:
    told(journal, [0])
    prompts = Prompts()
    first, second = asked(journal, prompts)
    replied(journal, [first])

    assert list(Plans(journal).replied()) == []
    assert asked(journal, prompts) == [first, second]  # of which the journal knows the first


def test_a_failed_call_is_finished_and_has_no_reply(journal: Journal) -> None:
    told(journal, [0])
    first, second = asked(journal, Prompts())
    replied(journal, [first])
    journal.keep("generate", [Done(second, "failed", "no")])

    ((_, found),) = Plans(journal).replied()

    assert [key for key, _, _ in found.replies] == [first]


def test_a_plan_that_a_kill_took_is_made_again_from_the_same_prompts(journal: Journal) -> None:
    told(journal, [0])
    keys = [key for key, _ in Plans(journal).calls(Prompts(), model=MODEL)]  # and never kept
    replied(journal, keys)

    assert list(Plans(journal).replied()) == []
    assert asked(journal, Prompts()) == keys
    assert len(list(Plans(journal).replied())) == 1


def test_prompts_that_are_worded_otherwise_than_before_take_the_place_of_the_old(journal: Journal) -> None:
    told(journal, [0, 1])
    (first, second, *of_another) = asked(journal, Prompts(each=2))
    replied(journal, [first, *of_another])

    new = asked(journal, Prompts(each=3))
    replied(journal, new)

    assert not {first, second} & {*new}
    found = dict(Plans(journal).replied())
    assert [key for key, _, _ in found[scene(0).picture.image.id].replies] == new
    # What was answered wholly stays, for nothing is paid for twice.
    assert [key for key, _, _ in found[scene(1).picture.image.id].replies] == of_another


def test_a_picture_that_cannot_be_shown_to_the_teacher_says_so_until_it_is_tried_again(journal: Journal) -> None:
    told(journal, [0])

    def gone(told: Verbalization) -> tuple[Planned, ...]:
        raise BadPicture(f"There is no picture {told.picture.path}.")

    assert asked(journal, gone) == []
    assert asked(journal, Prompts()) == []
    ((_, found),) = Plans(journal).replied()
    assert found.problem == "There is no picture 0.png."
    journal.forget_failures(STAGE)
    assert len(asked(journal, Prompts())) == 2


def test_pictures_that_are_parsed_are_not_read_again(journal: Journal) -> None:
    told(journal, [0, 1])
    replied(journal, asked(journal, Prompts()))
    journal.keep("parse", [Done(scene(0).picture.image.id, "ok", value="[]")])

    assert [told.picture.path for _, (told, *_) in Plans(journal).replied()] == ["1.png"]
