"""The work of the stages, a function of one item each. None knows the journal, so all of it can be done elsewhere.

A model comes as what loads it, so that another process loads its own.
"""

from collections.abc import Callable
from typing import NamedTuple

from models.base import Critic
from models.corpus import Entry, Picture, Verbalization
from models.verbalizing.verbalize import Verbalizers, VerbalizeSettings, verbalize, with_exchanges
from training.corpus.critique import critique
from training.corpus.embedding import Embedder
from training.corpus.export.manifest import Provenance
from training.corpus.export.provenance import of_critic, of_verbalizers
from training.corpus.pictures.source import PictureSource, open_picture
from training.corpus.select import select


class Questioned(NamedTuple):
    """A picture in words, and what the teacher asks about it."""

    looked: Verbalization
    questions: tuple[str, ...]


class Written(NamedTuple):
    """A picture, and the entries about it."""

    picture: Picture
    entries: tuple[Entry, ...]


def ask_who(told: Callable[[], Provenance]) -> Provenance:
    """Let models say who they are, where the work is done: nobody else need load them for that."""
    return told()


def verbalizers_named(by: Callable[[], Verbalizers]) -> Provenance:
    return of_verbalizers(by())


def critic_named(critic: Callable[[], Critic]) -> Provenance:
    return of_critic(critic())


def put_into_words(
    source: PictureSource, by: Callable[[], Verbalizers], settings: VerbalizeSettings, picture: Picture
) -> Verbalization:
    """Put a picture and its regions into words."""
    return verbalize(picture, open_picture(source, picture), by(), settings)


def answer_questions(source: PictureSource, by: Callable[[], Verbalizers], item: Questioned) -> Verbalization:
    """Answer the questions by looking. A picture about which nothing is asked stays as it is."""
    looked, questions = item
    if not questions:
        return looked
    return with_exchanges(looked, questions, by().answerer, open_picture(source, looked.picture))


def pick(embed: Embedder, count: int, entries: tuple[Entry, ...]) -> list[str]:
    """Return the ids of entries that are as different from each other as can be."""
    good = [entry.candidate for entry in entries if not entry.set_aside]
    texts = [each.qar.text for each in good]
    return [good[place].id for place in select(texts, count, embed=embed)]


def score(source: PictureSource, critic: Callable[[], Critic], item: Written) -> dict[str, float]:
    """Return the score of every entry that is not set aside, by its id."""
    judged = [entry.candidate for entry in item.entries if not entry.set_aside]
    return critique(item.picture, open_picture(source, item.picture), judged, critic()) if judged else {}
