"""Which requests a picture gets: by default three calls for three QARs each, by region ids and by descriptions.

With `more`, some pictures get further calls that ask for one skill or question type; which ones depends on the picture
and the skill alone, so it stays the same when a run is resumed or its order changes.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from PIL import Image
from pydantic import Field, field_validator

from models.corpus import ChatRequest, Message, PromptKind, Verbalization
from models.errors import BadSetting
from models.records import Record, Setting
from models.teaching.picturing import frames_in_words, marked_jpeg, plain_jpeg
from models.teaching.prompt import Prompt, current_prompt
from models.teaching.wording import sections
from training.corpus.writing.steering import check_steers, steer_in_words

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class GenerateSettings(Record):
    """How a teacher is asked about a picture: `calls` times for `each` QARs, for every kind of prompt.

    `more` tells how many further QARs are wanted of skills or question types (`training/corpus/writing/steering.py`),
    over all of the `pictures` of a run. `sees` sends the marked picture instead of words. Without a `seed` the endpoint
    draws as it likes.
    """

    kinds: tuple[PromptKind, ...] = Field(default=("regions", "descriptions"), min_length=1)
    calls: int = Field(default=3, ge=1, le=100)
    each: int = Field(default=3, ge=1, le=10)
    temperature: float = Field(default=0.8, ge=0)
    nucleus: float = Field(default=1.0, gt=0, le=1)
    max_tokens: int = Field(default=1024, gt=0)
    seed: int | None = None
    sees: bool = False
    more: dict[str, int] = Field(default_factory=dict)
    pictures: int = Field(default=1, ge=1)

    @field_validator("more")
    @classmethod
    def _steers_are_known(cls, more: dict[str, int]) -> dict[str, int]:
        check_steers(more)
        return more


class Asked(Record):
    """What must be known of a request to read its reply; `origin` is kept with all that is read from it."""

    kind: PromptKind
    origin: dict[str, Setting]


class Planned(NamedTuple):
    """A request that is to be made. `call` counts those of its kind."""

    request: ChatRequest
    kind: PromptKind
    call: int
    origin: dict[str, Setting]

    @property
    def asked(self) -> Asked:
        return Asked(kind=self.kind, origin=self.origin)


def requests_for(
    verbalization: Verbalization, settings: GenerateSettings, image: Image.Image | None = None
) -> tuple[Planned, ...]:
    """Return the requests of a picture; by region ids only where it has regions. `image` is for a teacher that sees.

    Raises BadSetting where the teacher is to see and no picture is given.
    """
    if settings.sees and image is None:
        raise BadSetting("A teacher that sees needs the picture itself, and none is given; set sees to false.")
    has_regions = bool(verbalization.picture.regions)
    kinds: list[PromptKind] = [kind for kind in settings.kinds if kind != "regions" or has_regions]
    planned: list[Planned] = []
    for kind in kinds:
        message = _Message(verbalization, kind, settings, image)
        before: Counter[str] = Counter()
        for call, steer in enumerate(_steers(verbalization, kind, kinds, settings)):
            planned.append(_planned(message, kind, call, steer, settings, sample=before[steer]))
            before[steer] += 1
    return tuple(planned)


def _steers(
    verbalization: Verbalization, kind: PromptKind, kinds: list[PromptKind], settings: GenerateSettings
) -> Iterator[str]:
    """Yield what each call of a kind asks for above all: first nothing, then what is wanted beyond that."""
    yield from [""] * settings.calls
    for name, wanted in settings.more.items():
        extra = _extra_calls(verbalization.picture.image.id, name, wanted, settings)
        for number in range(extra):
            # Further calls take turns with the kinds of prompts, beginning with another one for every picture.
            if kinds[(number + _draw(verbalization.picture.image.id, name) // 7) % len(kinds)] == kind:
                yield name


def _extra_calls(picture: str, name: str, wanted: int, settings: GenerateSettings) -> int:
    """Return how many further calls a picture gets, so that all pictures together get about those that are wanted."""
    share = wanted / settings.each / settings.pictures
    chance = _draw(picture, f"{name} call") / 2**64
    return math.floor(share) + (chance < share - math.floor(share))


def _draw(picture: str, name: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{picture}/{name}".encode()).digest()[:8])


class _Message:
    """The message of one kind of prompt about one picture, for any steer; words and JPEG are made once."""

    def __init__(
        self, verbalization: Verbalization, kind: PromptKind, settings: GenerateSettings, image: Image.Image | None
    ) -> None:
        self.prompt: Prompt = current_prompt(f"vision-{kind}" if settings.sees else kind)
        picture = verbalization.picture
        if not settings.sees or image is None:
            self._values, self._jpegs = sections(verbalization, kind), ()
        elif kind == "regions":
            self._values, self._jpegs = {"regions": frames_in_words(picture)}, (marked_jpeg(image, picture),)
        else:
            self._values, self._jpegs = {}, (plain_jpeg(image),)
        self._count = _NUMBERS[settings.each]

    def steered(self, steer: str) -> Message:
        text = self.prompt.filled(**self._values, count=self._count, steer=steer_in_words(steer))
        return Message(speaker="user", text=text, jpegs=self._jpegs)


def _planned(
    message: _Message, kind: PromptKind, call: int, steer: str, settings: GenerateSettings, *, sample: int
) -> Planned:
    request = ChatRequest(
        messages=(message.steered(steer),),
        temperature=settings.temperature,
        nucleus=settings.nucleus,
        max_tokens=settings.max_tokens,
        seed=settings.seed,
        sample=sample,
    )
    origin: dict[str, Setting] = {
        "prompt": kind,
        "template": message.prompt.label,
        "call": call,
        "wanted": settings.each,
        "temperature": settings.temperature,
    }
    if steer:
        origin["steer"] = steer
    return Planned(request, kind, call, origin)
