"""How a question with regions is put to a model that was not trained on our marks, and how its reply is read.

The model sees the picture with the regions drawn into it, a table that says where each one is, and the question. It is
asked for two labelled lines; a reply in another form is still read, as well as it allows.
"""

import re
from typing import NamedTuple

from PIL import Image

from models.marks import MarkStyle, colour_of, draw_regions
from models.records import Question, Region
from models.regions import scale

# Enough to read a number tag and a face; more costs a model time and money for nothing.
LONGEST_SIDE = 1280

ASK = """{regions}Question: {question}

Reply with two lines and nothing else:
Answer: the answer, in one short sentence
Rationale: what you see in the picture that supports the answer, in one or two sentences
"""

NAMING = """
When you speak of a numbered region, write its number in square brackets, as in [{example}].
"""

REGIONS = """Regions of the picture are marked with coloured frames and numbers. Across and down are percent of the \
picture's width and height, from the top left corner:
{table}

"""

_NAMED_COLOURS = {
    "pink": "#ff4fa0",
    "light blue": "#20c8f0",
    "yellow": "#ffc020",
    "purple": "#7040f0",
    "green": "#30c050",
    "brown": "#a84018",
    "mint": "#a8f0d0",
    "blue": "#1060b0",
    "salmon": "#ff9070",
    "dark purple": "#701060",
    "lime": "#d8e040",
    "dark green": "#206840",
    "red": "#f02020",
    "white": "#ffffff",
    "grey": "#808080",
    "black": "#000000",
}


class Posed(NamedTuple):
    """A question as a general vision-language model gets it."""

    picture: Image.Image
    prompt: str


class Said(NamedTuple):
    """A reply, taken apart."""

    answer: str
    rationale: str


def pose(image: Image.Image, question: Question, style: MarkStyle | None = None) -> Posed:
    """Draw the regions into the picture, shrunk where it is larger than a model needs, and write the prompt."""
    style = style or MarkStyle()
    if not question.regions:
        return Posed(shrink(image), ASK.format(regions="", question=question.text))
    table = "\n".join(_row(region, image, style) for region in question.regions)
    prompt = ASK.format(regions=REGIONS.format(table=table), question=question.text)
    naming = NAMING.format(example=question.regions[0].id)
    return Posed(draw_marks(image, question.regions, style), prompt + naming)


def shrink(image: Image.Image) -> Image.Image:
    """Return the picture in RGB, at most LONGEST_SIDE pixels long."""
    share = LONGEST_SIDE / max(image.size)
    if share >= 1:
        return image.convert("RGB")
    size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
    return image.convert("RGB").resize(size, Image.Resampling.LANCZOS)


def draw_marks(image: Image.Image, regions: tuple[Region, ...], style: MarkStyle) -> Image.Image:
    """Return the shrunk picture with the regions drawn into it; drawn after shrinking, so that tags stay readable."""
    picture = shrink(image)
    across, down = picture.width / image.width, picture.height / image.height
    scaled = [region.model_copy(update={"box": scale(region.box, across, down)}) for region in regions]
    return draw_regions(picture, scaled, style)


def _row(region: Region, image: Image.Image, style: MarkStyle) -> str:
    box = region.box
    across = f"across {_percent(box.x0, image.width)} to {_percent(box.x1, image.width)}"
    down = f"down {_percent(box.y0, image.height)} to {_percent(box.y1, image.height)}"
    what = " - ".join(" ".join(text.split()) for text in (region.label, region.description) if text.strip())
    name = f" {what}:" if what else ""
    return f"[{region.id}]{name} {colour_name(colour_of(region.id, style.palette))} frame, {across}, {down}"


def _percent(part: float, whole: float) -> int:
    return round(100 * min(max(part / whole, 0.0), 1.0))


def colour_name(colour: str) -> str:
    """Return the plain word nearest to a hex colour (squared distance in RGB)."""

    def channels(text: str) -> tuple[int, int, int]:
        return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)

    wanted = channels(colour)
    return min(
        _NAMED_COLOURS,
        key=lambda name: sum((a - b) ** 2 for a, b in zip(wanted, channels(_NAMED_COLOURS[name]), strict=True)),
    )


_ANSWER_WORDS = ("final answer", "answer")
_RATIONALE_WORDS = ("rationale", "reasoning", "reason", "explanation", "because")
_STOP_WORDS = ("question",)  # a model that runs on and asks itself the next one
_MARKUP = r"[\s*_#>-]*"
_LABEL = re.compile(
    rf"(?:(?:^|\n){_MARKUP}(?:\d+[.)]\s*)?(?P<line>{'|'.join((*_ANSWER_WORDS, *_RATIONALE_WORDS, *_STOP_WORDS))})"
    rf"|(?<=\s)(?-i:(?P<inline>Rationale)))[ *_]*[:：]{_MARKUP}",
    re.IGNORECASE,
)
_THINKING = re.compile(r"^\s*<think>.*?(?:</think>|$)", re.DOTALL)


def read_reply(text: str, *, complete: bool) -> Said:
    """Take a reply apart, also while it grows: words that may become a label are held back until that is known.

    Labelled lines in either order are read by their labels. Without labels the first paragraph is the answer and what
    follows it the rationale. A model's thinking aloud (`<think>`) is left out.
    """
    text = _without_thinking(text, complete=complete)
    labels = list(_LABEL.finditer(text))
    borders = [*(label.start() for label in labels), len(text)]
    sections = [(_word(label), text[label.end() : end]) for label, end in zip(labels, borders[1:], strict=True)]
    for place, (word, _) in enumerate(sections):
        if word in _STOP_WORDS and place > 0:
            sections = sections[:place]
            break
    preface = text[: labels[0].start()] if labels else text
    growing = not complete and len(sections) == len(labels)
    if growing and sections:
        word, body = sections[-1]
        sections[-1] = (word, _without_label_to_be(body, starts_a_line=False))
    elif growing:
        preface = _without_label_to_be(preface, starts_a_line=True)
    return _assemble(preface, sections, complete=complete)


def _assemble(preface: str, sections: list[tuple[str, str]], *, complete: bool) -> Said:
    answers = [body for word, body in sections if word in _ANSWER_WORDS]
    reasons = [body for word, body in sections if word in _RATIONALE_WORDS]
    first, _, rest = preface.strip().partition("\n\n")
    answer = _tidy(answers[0] if answers else first)
    rationale = _tidy(reasons[0] if reasons else "" if answers else rest)
    if complete and not answer:
        return Said(rationale, "")
    return Said(answer, rationale)


def _word(label: re.Match[str]) -> str:
    return (label["line"] or label["inline"]).lower()


def _without_thinking(text: str, *, complete: bool) -> str:
    still_thinking = "<think>".startswith(text.strip()[:7] or "-") and "</think>" not in text
    if not complete and still_thinking:
        return ""
    text = _THINKING.sub("", text)
    return text.rpartition("</think>")[2]


def _without_label_to_be(text: str, *, starts_a_line: bool) -> str:
    """Cut off a last line, or a last word, that may still turn into a label."""
    head, newline, line = text.rpartition("\n")
    begun = re.sub(r"^[\s*_#>-]*(?:\d+[.)]?\s*)?|[*_]", "", line).strip().lower()
    words = (*_ANSWER_WORDS, *_RATIONALE_WORDS, *_STOP_WORDS)
    if (newline or starts_a_line) and line.strip() and any(word.startswith(begun) for word in words):
        return head
    before, _, last = text.rpartition(" ")
    if last and "Rationale".startswith(last):
        return before
    return text


def _tidy(text: str) -> str:
    return text.strip("*_# \n\t\r")
