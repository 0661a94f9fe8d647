"""Put several pictures into words at a time, for models that look at many at once (an engine of `run_stage`)."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from models.corpus import Picture
from models.errors import DeixisError, ModelUnavailable
from models.verbalizing.verbalize import Opened, Verbalizers, VerbalizeSettings, gains_from_many, verbalize_together
from training.corpus.journal.as_json import as_json
from training.corpus.journal.journal import Done
from training.corpus.journal.stage import attempt, here
from training.corpus.pictures.source import PictureSource, open_picture

AT_ONCE = 16  # pictures that are open at a time


class LookTogether:
    """The engine that suits the models: one picture after the other where none gains from more.

    Its work must be that of one picture: it is done again, alone, for whatever failed with others.
    """

    def __init__(
        self,
        source: PictureSource,
        by: Callable[[], Verbalizers],
        settings: VerbalizeSettings,
        *,
        at_once: int = AT_ONCE,
    ) -> None:
        self._source = source
        self._by = by
        self._settings = settings
        self._at_once = at_once

    # Any: an engine takes what its stage has, here pictures.
    def __call__(self, work: Callable[[Any], object], items: Iterable[tuple[str, Any]]) -> Iterator[Done]:
        coming = iter(items)
        while first := next(coming, None):
            at_once = self._at_once if gains_from_many(self._by()) else 1
            some = [first, *itertools.islice(coming, at_once - 1)]
            yield from self._some(work, some) if len(some) > 1 else here(work, some)

    def _some(self, work: Callable[[Picture], object], some: list[tuple[str, Picture]]) -> Iterator[Done]:
        opened: dict[str, Opened] = {}
        for key, picture in some:
            try:
                opened[key] = Opened(picture, open_picture(self._source, picture))
            except DeixisError:
                yield attempt(work, key, picture)  # which finds the same reason
        try:
            words = verbalize_together(tuple(opened.values()), self._by(), self._settings)
        except ModelUnavailable:
            raise
        except Exception:  # one of them drove a model out of its way, and the others are not to suffer
            yield from here(work, ((key, each.picture) for key, each in opened.items()))
        else:
            yield from (Done(key, "ok", value=as_json(each)) for key, each in zip(opened, words, strict=True))
