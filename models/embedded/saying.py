"""Say answers word by word for one question or for many about the same pictures: the likeliest word every time, or
however else words are chosen (`models/embedded/sampling.py`).

Pure functions over a network that is never changed, so any number of threads may use one student.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import torch
from torch import Tensor

from models.embedded.blocks import Cache
from models.embedded.network import StudentNetwork
from models.embedded.tensors import padded
from models.embedded.vision import Seen
from models.embedded.vocabulary import END, PAD, START

Choose = Callable[[Tensor], Tensor]  # from the log-probabilities [Q, V] of all words to the words [Q] that are said


class NextWords(NamedTuple):
    """The next word [Q] of every answer and its log-probability [Q]."""

    words: Tensor
    logs: Tensor


class Said(NamedTuple):
    """The words of an answer and the log-probability of each."""

    words: list[int]
    logs: list[float]


def likeliest(logs: Tensor) -> Tensor:
    """Choose the likeliest word of every answer."""
    return logs.argmax(-1)


def say(network: StudentNetwork, seen: Seen, questions: Tensor, choose: Choose = likeliest) -> Iterator[NextWords]:
    """Yield the next word of every answer until all have ended; an answer that has ended goes on with PAD.

    `questions` [Q, L] are padded with PAD; Q is a multiple of the pictures seen.
    """
    # Not a `with` around the loop: a generator would leave the mode switched on in its caller between two words.
    with torch.inference_mode():
        understood = network.read(seen, questions)
    caches = [Cache() for _ in network.speaking]
    words = torch.full((questions.shape[0],), START)
    ended = torch.zeros_like(words, dtype=torch.bool)
    for _ in range(network.settings.answer_words):
        with torch.inference_mode():
            likely = network.speak(understood, words[:, None], caches)[:, -1].log_softmax(-1)
            words = choose(likely)
            logs = likely.gather(-1, words[:, None])[:, 0]
            words = torch.where(ended, PAD, words)
            ended = ended | (words == END)
        yield NextWords(words, logs)
        if bool(ended.all()):
            return


def say_all(
    network: StudentNetwork, seen: Seen, questions: Sequence[Sequence[int]], choose: Choose = likeliest
) -> list[Said]:
    """Return the answers to several questions; see `say`."""
    steps = list(say(network, seen, padded(questions), choose))
    words, logs = torch.stack([step.words for step in steps], 1), torch.stack([step.logs for step in steps], 1)
    return [Said(said, sure) for said, sure in zip(words.tolist(), logs.tolist(), strict=True)]
