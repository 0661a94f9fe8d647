"""A request has a key of its own, which is the same on every machine and tomorrow."""

from models.corpus import Message
from tests.fakes.chats import asks
from training.corpus.calls.complete import request_key

BASE = asks("why?", temperature=0.8, nucleus=0.9, max_tokens=10, seed=1, sample=2)
CHANGES = [
    {"temperature": 0.7},
    {"nucleus": 0.8},
    {"max_tokens": 11},
    {"seed": 2},
    {"seed": None},
    {"sample": 3},
    {"messages": (Message(speaker="user", text="why!"),)},
    {"messages": (Message(speaker="system", text="why?"),)},
    {"messages": (Message(speaker="user", text="why?", jpegs=(b"\xff\xd8",)),)},
    {"messages": (Message(speaker="user", text="why?", jpegs=(b"\xff", b"\xd8")),)},
    {"messages": (Message(speaker="user", text="w"), Message(speaker="user", text="hy?"))},
]


def test_a_key_is_of_everything_that_changes_the_reply() -> None:
    requests = [BASE, *(BASE.model_copy(update=change) for change in CHANGES)]

    keys = {request_key("m", request) for request in requests} | {request_key("n", BASE)}

    assert len(keys) == len(CHANGES) + 2
    assert request_key("m", BASE.model_copy()) == request_key("m", BASE)


def test_a_key_is_the_same_tomorrow() -> None:
    assert request_key("m", asks("né \ud800?", temperature=1)) == ("f5b8200099b76550c3b4da91bd93512f")
