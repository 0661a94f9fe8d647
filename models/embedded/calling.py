"""What regions are called: how readily the verbalizers would say some words of each region that they see.

A caption begins with "a" and what the region shows. The chance of the words of a mention in that place tells which
region they mean, and words that are likely of none speak of something that is not seen. What follows the first unlikely
piece of a word, a verb most of the time, is no part of the mention.
"""

from collections.abc import Sequence

import torch
from torch import Tensor

from models.embedded.blocks import KeyValues
from models.embedded.network import StudentNetwork, Understood
from models.embedded.tensors import padded
from models.embedded.verbalizer_network import caption_prompt
from models.embedded.vision import Seen
from models.embedded.vocabulary import PAD, START, Vocabulary

UNLIKELY = -7.0  # log-probability of a piece of a word; less is no less likely
_ARTICLE = "a"
_TOGETHER = 32  # mentions


def readiness(
    teller: StudentNetwork, vocabulary: Vocabulary, looks: Sequence[Seen], mentions: Sequence[str]
) -> list[Tensor]:
    """Return for every mention [R, L]: the log-probability of each of its pieces, for each of R regions.

    `looks` are the same picture with some of its regions each, in the order of these. L is how many pieces count.
    """
    told: list[Tensor] = []
    for start in range(0, len(mentions), _TOGETHER):
        some = [vocabulary.read_question(f"{_ARTICLE} {words}") for words in mentions[start : start + _TOGETHER]]
        said = padded([[START, *pieces][: teller.settings.answer_words] for pieces in some])
        with torch.inference_mode():
            logs = torch.cat([_logs(teller, vocabulary, seen, said) for seen in looks])
        there = said[:, 2:] != PAD
        told += [_counted(logs[:, row, : int(there[row].sum())]) for row in range(len(some))]
    return told


def _logs(teller: StudentNetwork, vocabulary: Vocabulary, seen: Seen, said: Tensor) -> Tensor:
    """Return [R, M, L]: how likely each piece after the article follows what is said before it, of each region."""
    count = int(seen.present[0].sum())
    asked = padded([vocabulary.read_question(caption_prompt(slot)) for slot in range(count)])
    of = torch.arange(count).repeat_interleave(len(said))
    understood = _each(teller.read(seen, asked), of)
    words = said.repeat(count, 1)
    logs = teller.speak(understood, words[:, :-1]).float().log_softmax(-1).gather(-1, words[:, 1:, None])[..., 0]
    return logs[:, 1:].view(count, len(said), -1)


def _each(understood: Understood, of: Tensor) -> Understood:
    """Return what was understood of the questions `of` [N]."""
    return Understood(
        memories=tuple(KeyValues(each.keys[of], each.values[of]) for each in understood.memories),
        mask=understood.mask[of],
        pointers=understood.pointers[of],
        nameable=understood.nameable[of],
        lie=understood.lie.of(of) if understood.lie is not None else None,
    )


def _counted(logs: Tensor) -> Tensor:
    """Return the pieces up to the first that is unlikely of every region, that one among them."""
    unlikely = (logs.amax(0) <= UNLIKELY).nonzero()
    end = int(unlikely[0, 0]) + 1 if len(unlikely) else logs.shape[1]
    return logs[:, :end].clamp(min=UNLIKELY)
