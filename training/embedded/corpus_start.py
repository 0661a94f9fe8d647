"""A student that is to learn from a corpus begins with the weights of the verbalizers, which never saw a question that
asks for a reason; or with those of another student.

The verbalizers' eye, the way they read and the way they speak become the student's; what it has beside that (words for
what it sees, comparisons, things it notices by itself) says nothing before it has learned, and the head that proposes
regions is what it notices things by.
"""

from pathlib import Path
from typing import NamedTuple

import torch

from models.embedded.network import StudentNetwork
from models.embedded.settings import StudentSettings
from models.embedded.verbalizer_weights import FORMAT, open_verbalizers
from models.embedded.vocabulary import Vocabulary
from models.embedded.weights import STUDENT_FORMAT, FolderSettings, StoredStudent, open_student
from models.errors import BadSetting
from models.model_format import format_of
from training.embedded.corpus_settings import CorpusTraining
from training.embedded.starting import carry_over
from training.embedded.verbalizer_sights import SIGHTS

_QUESTION_WORDS = 64  # at least so many pieces of words: questions of people are longer than those of verbalizers
_LAYERS = ("eye.layers.", "eye.norm.", "eye.widen.", "eye.concepts.", "numbers")


class Start(NamedTuple):
    """What a run begins with: weights, words and stages, the folder they come from, and the sizes that a student made
    of them has, but for its words."""

    student: StoredStudent
    folder: Path
    sizes: StudentSettings


def open_start(folder: Path, settings: CorpusTraining) -> Start:
    """Return the student in a folder, or the student that its verbalizers are with what the settings add.

    Raises BadSetting for a folder with neither, and ModelUnavailable for a damaged one.
    """
    kind = format_of(folder)
    if kind == STUDENT_FORMAT:
        student = open_student(folder)
        return Start(student, folder, student.settings.student)
    if kind == FORMAT:
        return _of_verbalizers(folder, settings)
    what = f'a model of another kind ("{kind}")' if kind else "no model"
    raise BadSetting(f"{folder} holds {what}; a student begins with verbalizers or with another student.")


def sized(settings: CorpusTraining, start: Start, vocabulary: Vocabulary) -> CorpusTraining:
    """Return the settings with the sizes of the student that is to be trained."""
    longest = max(start.sizes.question_words, _QUESTION_WORDS)
    changes = {"vocabulary": len(vocabulary), "question_words": longest, "seen_at": settings.seen_at}
    return settings.model_copy(update={"student": start.sizes.model_copy(update=changes)})


def begin_with(start: Start, vocabulary: Vocabulary, settings: CorpusTraining) -> StudentNetwork:
    """Return the network of `settings.student` with the weights of the start; of its eye only what is to learn learns.

    Raises BadSetting where the start has another network.
    """
    torch.manual_seed(settings.seed)
    network = StudentNetwork(settings.student)
    network.spell(vocabulary)
    carry_over(network, vocabulary, start.student, start.folder)
    for name, parameter in network.named_parameters():
        parameter.requires_grad_(_learns(name, settings))
    return network


def _learns(name: str, settings: CorpusTraining) -> bool:
    """Tell whether a parameter is to learn; the vectors of the numbers are part of what the eye was trained with."""
    if settings.eye == "all" or not name.startswith(("eye.", "numbers")):
        return True
    return settings.eye == "layers" and name.startswith(_LAYERS)


def _of_verbalizers(folder: Path, settings: CorpusTraining) -> Start:
    stored = open_verbalizers(folder)
    teller = stored.network.teller
    own = teller.settings
    notices = settings.notices > 0
    network = StudentNetwork(own.model_copy(update={"notices": int(notices)}))
    network.load_state_dict(teller.state_dict(), strict=not notices)
    if network.eye.proposer is not None:
        network.eye.proposer.load_state_dict(stored.network.proposals.state_dict())
    sorts = own.concepts == {name: len(labels) for name, labels in SIGHTS.items()}
    sizes = own.model_copy(
        update={
            "labels": SIGHTS if settings.labelled and sorts else {},
            "comparisons": settings.compares,
            "relation_words": settings.compares,
            "relations_said": settings.compares,
            "notices": settings.notices,
        }
    )
    told = FolderSettings(student=network.settings, training=stored.settings.training)
    return Start(StoredStudent(network.eval(), stored.vocabulary, told, {}), folder, sizes)
