"""Start a student from the weights of another one, whose words may be others and which may be smaller.

What the other one does not have begins in such a way that the student answers as that one did: concepts recall
nothing, and a further speaking layer passes on what it is given.
"""

from pathlib import Path

import torch
from torch import Tensor

from models.embedded.network import StudentNetwork
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import StoredStudent
from models.errors import BadSetting

_WORDS = "words.weight"
_PLACES = ("question_place", "answer_place")  # [1, words, width]: longer texts only add rows
_SPEAKING = "speaking."
_MAY_GROW = (
    _SPEAKING,
    "eye.concepts.",
    "eye.region.from_surroundings.",
    "eye.region.from_relations.",
    "read_compared.",
    "point_compared.",
    "naming.",
    "relating.",
    "eye.region.unnumbered",
    "eye.proposer.",
    "tallying.",
)
_LAST_OF_A_LAYER = (".from_self.", ".from_cross.", ".narrow.")  # what they say is added to what was there


def carry_over(network: StudentNetwork, vocabulary: Vocabulary, start: StoredStudent, folder: Path) -> int:
    """Copy the weights of a stored student; return how many pieces of words the two share.

    Pieces are matched by their text; rows of new ones stay random. Raises BadSetting where the networks differ.
    """
    own, given = network.state_dict(), start.network.state_dict()
    new = {name for name in own.keys() - given.keys() if name.startswith(_MAY_GROW)}
    same = own.keys() - new - {_WORDS}
    fitting = set(own) - new == set(given) and all(_fits(name, own[name], given[name]) for name in same)
    if not fitting or own[_WORDS].shape[1] != given[_WORDS].shape[1]:
        raise BadSetting(
            f"The student in {folder} has another network than the one to be trained (width "
            f"{start.settings.student.width}, {start.settings.student.pixels} pixels ...). Start from one of the same "
            "sizes, or from scratch without --init."
        )
    shared = _shared_pieces(vocabulary, start.vocabulary)
    with torch.no_grad():
        for name, value in own.items():
            if name in new:
                if name.startswith(_SPEAKING) and any(part in name for part in _LAST_OF_A_LAYER):
                    value.zero_()
            elif name == _WORDS:
                for number, before in shared.items():
                    value[number] = given[name][before]
            elif name in _PLACES:
                count = min(value.shape[1], given[name].shape[1])
                value[:, :count] = given[name][:, :count]
            else:
                value.copy_(given[name])
    return len(shared)


def _fits(name: str, own: Tensor, given: Tensor) -> bool:
    if name in _PLACES:
        return own.shape[2] == given.shape[2]
    return own.shape == given.shape


def _shared_pieces(own: Vocabulary, before: Vocabulary) -> dict[int, int]:
    """Return the number of a piece in `before` by its number in `own`."""
    numbers = {piece: number for number, piece in enumerate(before.pieces)}
    return {number: numbers[piece] for number, piece in enumerate(own.pieces) if piece in numbers}
