"""A question with regions is put so that any vision-language model can follow it, and any reply can be read."""

import pytest
from PIL import Image

from models.marks import PALETTE, MarkStyle
from models.prompting import LONGEST_SIDE, colour_name, draw_marks, pose, read_reply
from models.records import Box, Question, Region

GREY = Image.new("RGB", (200, 100), "#777777")
MAN = Region(id=3, box=Box(20, 10, 100, 60), label="person", description="a man\nin a hat")
DOG = Region(id=0, box=Box(150, 50, 260, 100))


def question(*regions: Region, text: str = "why is [3] sad?") -> Question:
    return Question(image_id="0" * 64, text=text, regions=regions)


def test_every_region_has_a_row_with_its_number_colour_and_place() -> None:
    prompt = pose(GREY, question(MAN, DOG)).prompt

    assert "[3] person - a man in a hat: purple frame, across 10 to 50, down 10 to 60" in prompt
    assert "[0] pink frame, across 75 to 100, down 50 to 100" in prompt
    assert "Question: why is [3] sad?" in prompt
    assert "as in [3]" in prompt


def test_a_question_without_regions_has_no_table_and_an_untouched_picture() -> None:
    posed = pose(GREY, question(text="what is this?"))

    assert "Regions" not in posed.prompt
    assert "[" not in posed.prompt
    assert posed.picture.tobytes() == GREY.tobytes()


def test_braces_in_a_question_or_label_stay_as_they_are() -> None:
    curly = Region(id=1, box=Box(0, 0, 9, 9), label="{0} {table}")

    prompt = pose(GREY, question(curly, text="what is {question}?")).prompt

    assert "{0} {table}" in prompt
    assert "what is {question}?" in prompt


def test_a_huge_picture_is_shrunk_before_it_is_marked() -> None:
    huge = GREY.resize((4000, 2000))
    region = Region(id=0, box=Box(2000, 1000, 4000, 2000))

    marked = draw_marks(huge, (region,), MarkStyle(tag_height=0))

    assert marked.size == (LONGEST_SIDE, LONGEST_SIDE // 2)
    assert marked.getpixel((LONGEST_SIDE // 2 + 1, LONGEST_SIDE // 2 - 2)) == (0xE8, 0x30, 0x8C)
    assert marked.getpixel((LONGEST_SIDE // 4, LONGEST_SIDE // 4)) == (0x77, 0x77, 0x77)


def test_a_very_long_thin_picture_keeps_at_least_one_pixel() -> None:
    assert draw_marks(Image.new("L", (9000, 2)), (), MarkStyle()).size == (LONGEST_SIDE, 1)


def test_every_colour_of_the_palette_has_a_name_of_its_own() -> None:
    names = [colour_name(colour) for colour in PALETTE]

    assert len(set(names)) == len(PALETTE)


REPLIES = {
    "the form": ("Answer: He lost [0].\nRationale: [0] lies on the ground.", "He lost [0].", "[0] lies on the ground."),
    "one line": ("Answer: He lost it. Rationale: It is broken.", "He lost it.", "It is broken."),
    "no answer label": ("He lost it. Rationale: It is broken.", "He lost it.", "It is broken."),
    "markdown": ("**Answer:** He lost it.\n\n**Rationale:** It is broken.", "He lost it.", "It is broken."),
    "bold outside": ("**Answer**: He lost it.\n**Rationale**: It is broken.", "He lost it.", "It is broken."),
    "lower case": ("answer: he lost it\nreason: it is broken", "he lost it", "it is broken"),
    "numbered": ("1. Answer: He lost it.\n2. Rationale: It is broken.", "He lost it.", "It is broken."),
    "preface": ("Sure! Here you go:\n\nAnswer: He lost it.\nRationale: Broken.", "He lost it.", "Broken."),
    "turned round": ("Rationale: It is broken.\nAnswer: He lost it.", "He lost it.", "It is broken."),
    "paragraphs": ("He lost it.\n\nIt is broken.\n\nSee the dirt.", "He lost it.", "It is broken.\n\nSee the dirt."),
    "plain": ("There is one reason: he lost it.", "There is one reason: he lost it.", ""),
    "only a rationale": ("Rationale: It is broken.", "It is broken.", ""),
    "runs on": ("Answer: A.\nRationale: B.\nQuestion: next?\nAnswer: C.", "A.", "B."),
    "thinking": ("<think>\nAnswer: no\n</think>\nAnswer: A.\nRationale: B.", "A.", "B."),
    "thinking in the prompt": ("well ...\n</think>\n\nAnswer: A.\nRationale: B.", "A.", "B."),
    "two lines of rationale": ("Answer: A.\nRationale: B.\nAnd R too.", "A.", "B.\nAnd R too."),
    "other script": ("Answer: 彼は失くした。\nRationale: 壊れている。", "彼は失くした。", "壊れている。"),
    "windows lines": ("Answer: A.\r\nRationale: B.\r\n", "A.", "B."),
    "nothing": ("  \n ", "", ""),
    "only thinking": ("<think>hm", "", ""),
}


@pytest.mark.parametrize(("reply", "answer", "rationale"), REPLIES.values(), ids=REPLIES)
def test_a_reply_is_read_whatever_its_form(reply: str, answer: str, rationale: str) -> None:
    assert read_reply(reply, complete=True) == (answer, rationale)


STEADY = [
    "the form",
    "one line",
    "no answer label",
    "markdown",
    "bold outside",
    "lower case",
    "numbered",
    "turned round",
]
STEADY += ["paragraphs", "plain", "runs on", "thinking", "two lines of rationale", "other script"]


@pytest.mark.parametrize("form", STEADY)
def test_words_that_were_shown_never_change_while_the_reply_grows(form: str) -> None:
    reply, answer, rationale = REPLIES[form]

    for end in range(len(reply)):
        shown = read_reply(reply[:end], complete=False)
        assert answer.startswith(shown.answer), reply[:end]
        assert rationale.startswith(shown.rationale), reply[:end]


def test_a_growing_reply_shows_its_words_early() -> None:
    assert read_reply("Answer: He lost his", complete=False).answer == "He lost his"
    assert read_reply("The man", complete=False).answer == "The man"
    assert read_reply("<think>Hm.</think>\nAnswer: He lost", complete=False).answer == "He lost"
