"""Put several pictures into words at a time, for models that look at many at once (an engine of `run_stage`)."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pydantic_core import to_json

from models.corpus import Picture
from models.errors import DeixisError, ModelUnavailable
from models.verbalizing.verbalize import Opened, Verbalizers, VerbalizeSettings, gains_from_many, verbalize_together
from training.corpus.journal.journal import Done
from training.corpus.journal.stage import Engine, attempt, here
from training.corpus.pictures.source import PictureSource, open_picture

AT_ONCE = 16  # pictures that are open at a time


def looking(source: PictureSource, by: Verbalizers, settings: VerbalizeSettings, *, at_once: int = AT_ONCE) -> Engine:
    """Return the engine that suits the models: one picture after the other where none gains from more.

    Its work must be that of one picture: it is done again, alone, for whatever failed with others.
    """
    if not gains_from_many(by):
        return here

    # Any: an engine takes what its stage has, here pictures.
    def engine(work: Callable[[Any], object], items: Iterable[tuple[str, Any]]) -> Iterator[Done]:
        coming = iter(items)
        while some := list(itertools.islice(coming, at_once)):
            yield from _together(work, some)

    def _together(work: Callable[[Picture], object], some: list[tuple[str, Picture]]) -> Iterator[Done]:
        opened: dict[str, Opened] = {}
        for key, picture in some:
            try:
                opened[key] = Opened(picture, open_picture(source, picture))
            except DeixisError:
                yield attempt(work, key, picture)  # which finds the same reason
        try:
            words = verbalize_together(tuple(opened.values()), by, settings)
        except ModelUnavailable:
            raise
        except Exception:  # one of them drove a model out of its way, and the others are not to suffer
            yield from here(work, ((key, each.picture) for key, each in opened.items()))
        else:
            yield from (
                Done(key, "ok", value=to_json(each).decode("utf-8")) for key, each in zip(opened, words, strict=True)
            )

    return engine
