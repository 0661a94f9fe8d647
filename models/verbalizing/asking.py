"""What a model that sees is asked when it puts a picture into words, and how its reply is read.

A region is asked about by a frame drawn into the picture, without a number: the model is to look, not to read.
"""

import math

from PIL import Image

from models.errors import BadSetting
from models.marks import MarkStyle, colour_of
from models.prompting import colour_name, draw_marks, read_reply
from models.records import Region

CAPTION = """A part of this picture is marked with a {colour} frame. Say in one phrase, of at most fifteen words, who \
or what is in the frame and what can be seen of it: looks, clothes, what it does or holds. Write the phrase alone. \
Do not mention the frame, and leave out what is around it."""

NARRATE = """Tell in two to four plain sentences what can be seen in this picture: who and what is there, where they \
are, from left to right and from the front to the back. Write only what is visible, without guesses and without \
speaking of a picture."""

REPLY = """Look at this picture and answer in a few words, without an explanation.
Question: {question}
Answer:"""

# Tokens that suffice for each; a model that runs on is cut there.
CAPTION_TOKENS, NARRATIVE_TOKENS, REPLY_TOKENS = 48, 192, 48


def framed(image: Image.Image, region: Region, style: MarkStyle) -> Image.Image:
    """Return the picture, shrunk as models need it, with a frame around one region and no number."""
    alone = region.model_copy(update={"id": 0})
    return draw_marks(image, (alone,), style.model_copy(update={"tag_height": 0.0}))


def caption_prompt(style: MarkStyle) -> str:
    """Return what is asked about a framed region."""
    return CAPTION.format(colour=colour_name(colour_of(0, style.palette)))


def check_sampling(temperature: float, nucleus: float) -> None:
    """Raise BadSetting for what cannot be sampled with."""
    if not 0 <= temperature < math.inf:
        raise BadSetting(
            f"A temperature of {temperature} means nothing. Give 0 (the likeliest word) or more, such as 1.1."
        )
    if not 0 < nucleus <= 1:
        raise BadSetting(f"A nucleus of {nucleus} means nothing. Give a share above 0 and up to 1, such as 0.95.")


def phrase_of(reply: str) -> str:
    """Return a reply's first paragraph on one line, without quotes around it, thinking aloud and labels."""
    return _line(read_reply(reply, complete=True).answer).strip("\"'“”").strip()


def narrative_of(reply: str) -> str:
    """Return the whole reply on one line, without thinking aloud and labels."""
    said = read_reply(reply, complete=True)
    return _line(f"{said.answer} {said.rationale}")


def _line(text: str) -> str:
    return " ".join(text.split())
