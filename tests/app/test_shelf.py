"""Models are loaded once, when they are first asked, and lent to so many at a time."""

import threading
from collections.abc import Callable

import pytest

from app.shelf import ModelShelf, NotWanted
from models.base import Answerer, Scorer
from models.errors import BadQuestion, ModelUnavailable
from tests.fakes.answerers import Builder, DummyAnswerer, DummyPointer
from tests.fakes.scorers import DummyScorer

PATIENCE = 10.0


class SlowBuilder(Builder):
    """Builds only when it may."""

    def __init__(self, **answerers: DummyAnswerer) -> None:
        super().__init__(**answerers)
        self.begun = threading.Event()
        self.may_end = threading.Event()

    def __call__(self, name: str) -> DummyAnswerer:
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        return super().__call__(name)


def shelf_with(build: Builder, *names: str) -> ModelShelf:
    return ModelShelf(names, student=names[0], build=build, build_pointer=lambda _name: DummyPointer())


def states(shelf: ModelShelf) -> list[str]:
    return [model.state for model in shelf.states()]


def test_nothing_is_loaded_before_it_is_asked() -> None:
    build = Builder(a=DummyAnswerer("a"), b=DummyAnswerer("b"))
    shelf = shelf_with(build, "a", "b")

    with shelf.lend("b"):
        pass

    assert build.built == ["b"]
    assert states(shelf) == ["not loaded", "ready"]


def test_many_who_ask_at_once_load_it_once_and_all_see_that_it_is_loading() -> None:
    build = SlowBuilder(a=DummyAnswerer("a"))
    shelf = shelf_with(build, "a")
    got: list[str] = []

    def borrow() -> None:
        with shelf.lend("a") as answerer:
            got.append(answerer.name)

    threads = [threading.Thread(target=borrow) for _ in range(8)]
    for thread in threads:
        thread.start()
    assert build.begun.wait(PATIENCE)
    loading = states(shelf)
    build.may_end.set()
    for thread in threads:
        thread.join(PATIENCE)

    assert loading == ["loading"]
    assert build.built == ["a"]
    assert got == ["a"] * 8


def test_a_failure_is_shown_and_tried_again() -> None:
    build = Builder(a=ModelUnavailable("There is no model a."))
    shelf = shelf_with(build, "a")

    with pytest.raises(ModelUnavailable), shelf.lend("a"):
        pass
    failed = shelf.states()[0]
    build.answerers["a"] = DummyAnswerer("a")
    with shelf.lend("a"):
        pass

    assert (failed.state, failed.error) == ("failed", "There is no model a.")
    assert states(shelf) == ["ready"]


def test_an_unforeseen_failure_to_load_is_told_in_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    shelf = shelf_with(Builder(a=ZeroDivisionError("inside")), "a")

    with pytest.raises(ModelUnavailable, match="in the log"), shelf.lend("a"):
        pass

    assert "inside" in caplog.text


def test_a_model_of_this_machine_is_lent_to_one_and_an_endpoint_to_several() -> None:
    shelf = shelf_with(Builder(**{"a": DummyAnswerer("a"), "openai:b": DummyAnswerer("b")}), "a", "openai:b")
    given_up = threading.Event()
    given_up.set()

    with shelf.lend("a"), pytest.raises(NotWanted), shelf.lend("a", given_up=given_up):
        pass
    with shelf.lend("openai:b") as one, shelf.lend("openai:b") as two:
        assert one is two


def test_only_what_is_on_the_menu_can_be_asked() -> None:
    build = Builder(a=DummyAnswerer("a"))
    shelf = shelf_with(build, "a")

    with pytest.raises(BadQuestion, match="it has a"), shelf.lend("hf:/etc"):
        pass

    assert build.built == []


def test_a_model_can_be_warmed_in_the_background() -> None:
    build = SlowBuilder(a=DummyAnswerer("a"))
    shelf = shelf_with(build, "a")

    shelf.warm("a")

    assert build.begun.wait(PATIENCE)
    assert states(shelf) == ["loading"]
    build.may_end.set()
    with shelf.lend("a"):
        assert build.built == ["a"]


def test_a_scorer_made_of_a_model_takes_the_one_that_is_loaded() -> None:
    build = Builder(a=DummyAnswerer("a"))
    scorer = DummyScorer()
    taken: list[str] = []

    def share(_name: str, load: Callable[[], Answerer]) -> Scorer:
        taken.append(load().name)
        return scorer

    shelf = ModelShelf(
        ("a",),
        student="a",
        build=build,
        build_pointer=lambda _name: DummyPointer(),
        share_scorer=share,
        why_no_choice=lambda _name: "",
    )

    with shelf.lend_scorer("a") as lent:
        assert lent is scorer
    with shelf.lend("a") as answerer:
        assert taken == [answerer.name]
    assert build.built == ["a"]


def test_a_scorer_with_weights_of_its_own_loads_no_model() -> None:
    build = Builder(a=DummyAnswerer("a"))
    scorer = DummyScorer()
    shelf = ModelShelf(
        ("a",),
        student="a",
        build=build,
        build_pointer=lambda _name: DummyPointer(),
        build_scorer=lambda _name: scorer,
        why_no_choice=lambda _name: "",
    )

    with shelf.lend_scorer("a") as lent:
        assert lent is scorer

    assert build.built == []
