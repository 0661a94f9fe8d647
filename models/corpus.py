"""The vocabulary of the corpus: what travels from a picture to an exported question, answer and rationale.

A picture is put into words (`Verbalization`). A teacher that reads these words, or sees the marked picture, is asked
(`ChatRequest`) and replies (`ChatReply`); what can be read from a reply are entries (`Entry`), each with all that
speaks against it. Nothing is deleted on the way: the cut is made when a corpus is exported.
"""

from typing import Literal

from pydantic import Field

from models.judging import Candidate
from models.records import ImageRecord, Record, Region, Setting, Tag

# How a teacher is told to name the parts of a picture: by `[id]`, or in words.
PromptKind = Literal["regions", "descriptions"]
Speaker = Literal["system", "user", "assistant"]


class Picture(Record):
    """A picture that a corpus is made of. `path` is relative to the folder of the pictures, with forward slashes.

    `regions` are those that came with the picture; without any, a proposer looks for them.
    """

    image: ImageRecord
    path: str = Field(min_length=1)
    regions: tuple[Region, ...] = ()
    split: str = "train"


class Labels(Record):
    """The labels of one vocabulary that fit a picture best, best first."""

    vocabulary: str
    tags: tuple[Tag, ...]


class Exchange(Record):
    """A simple question about what can be seen, and what a visual question answerer said."""

    question: str
    answer: str


class Verbalization(Record):
    """A picture in words: of the whole, of its regions, and of what was asked about it (section 2.1 of the paper).

    The `picture` has the regions that were chosen, each with its caption as `description`. `origin` names the models,
    by what they did, and the settings they did it with.
    """

    picture: Picture
    labels: tuple[Labels, ...] = ()
    narratives: tuple[str, ...] = ()
    exchanges: tuple[Exchange, ...] = ()
    origin: dict[str, Setting] = Field(default_factory=dict)


class Message(Record):
    """A turn of a chat. `jpegs` are pictures that go with it, each a JPEG file's bytes."""

    speaker: Speaker
    text: str
    jpegs: tuple[bytes, ...] = ()


class ChatRequest(Record):
    """What a chat model is asked. `sample` counts requests that are otherwise alike, and means another reply.

    Without `seed` an endpoint draws as it likes.
    """

    messages: tuple[Message, ...] = Field(min_length=1)
    temperature: float = Field(default=0.8, ge=0)
    nucleus: float = Field(default=1.0, gt=0, le=1)
    max_tokens: int = Field(default=1024, gt=0)
    seed: int | None = None
    sample: int = Field(default=0, ge=0)


class ChatReply(Record):
    """What a chat model said, whole: `finish` is its own word for why it ended, the tokens as it counted them."""

    text: str
    model: str
    finish: str = ""
    prompt_tokens: int = Field(default=0, ge=0)
    reply_tokens: int = Field(default=0, ge=0)


class Entry(Record):
    """A question, answer and rationale of a corpus, and what speaks against it.

    `path` is its picture's. An entry that is `set_aside`, for the reason given, is part of no export; one with `marks`
    is, unless the export leaves these out.
    """

    candidate: Candidate
    path: str = Field(min_length=1)
    split: str = "train"
    set_aside: str = ""
    marks: tuple[str, ...] = ()
