"""The models of a run, each loaded when it is first needed, once in every process that it is needed in."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from models.registry import ModelOptions
from models.verbalizing.registry import build_verbalizers
from models.verbalizing.verbalize import Verbalizers
from models.verbalizing.vocabularies import read_vocabulary
from training.corpus.run_settings import CorpusSettings

Model = TypeVar("Model")


class Once(Generic[Model]):
    """What loads a model, and has it from then on. To another process goes only how it is loaded."""

    def __init__(self, load: Callable[[], Model]) -> None:
        self._load = load
        self._loaded: list[Model] = []

    def __call__(self) -> Model:
        if not self._loaded:
            self._loaded.append(self._load())
        return self._loaded[0]

    def __reduce__(self) -> tuple[type["Once[Model]"], tuple[Callable[[], Model]]]:
        return Once, (self._load,)


def load_verbalizers(settings: CorpusSettings, options: ModelOptions) -> Verbalizers:
    """Load who puts the pictures of a run into words. Raises ModelUnavailable, and what reading a vocabulary raises."""
    own = tuple(read_vocabulary(Path(each.file), taken=each.taken) for each in settings.vocabularies)
    return build_verbalizers(settings.verbalizers, options, vocabularies=own or None)
