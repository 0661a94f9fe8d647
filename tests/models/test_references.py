"""References: every question is bound as a person would expect, or refused in words that name the thing."""

from typing import NamedTuple

import pytest

from models.errors import BadQuestion
from models.records import Box, Question, Region
from models.references import MAX_QUESTION_CHARACTERS, MAX_REGIONS, bind, mentioned

IMAGE = "a" * 64
SIZE = (640, 480)


def region(number: int, label: str = "", box: Box | None = None) -> Region:
    return Region(id=number, box=box or Box(10 + 40 * number, 20, 40 + 40 * number, 90), label=label)


TWO = (region(0), region(1))
ONE = (region(4),)
KNOWN = tuple(
    region(number, label, Box(20 + 60 * number, 200, 60 + 60 * number, 300))
    for number, label in enumerate(("child", "dog", "ice cream", "bird", "bird"))
)


class Case(NamedTuple):
    """What is typed, on which canvas; `bound` is the expected text, else `refused` holds words of the refusal."""

    typed: str
    bound: str = ""
    refused: str = ""
    regions: tuple[Region, ...] = TWO
    selected: int | None = None
    known: tuple[Region, ...] = ()


NUMBERS = [
    Case("why is [0] sad?", "why is [0] sad?"),
    Case("why is [1] looking at [0]?", "why is [1] looking at [0]?"),
    Case("why is [3] sad?", refused="There is no region [3]. Regions here: [0], [1]. Draw it first."),
    Case("why is [3] sad?", refused="There is no region [3]. The picture has no regions yet.", regions=()),
    Case("why is [0] near [2]?", refused="There is no region [2]"),
    Case("why is [ 1 ] sad?", "why is [1] sad?"),
    Case("why is [01] sad?", "why is [1] sad?"),
    Case("why is [[0]] sad?", "why is [0] sad?"),
    Case("why is [region 1] sad?", "why is [1] sad?"),
    Case("why is [#1] sad?", "why is [1] sad?"),
    Case("what do [0, 1] share?", "what do [0] and [1] share?"),
    Case("what do [0 and 1] share?", "what do [0] and [1] share?"),
    Case("what do [0,1,4] share?", "what do [0], [1] and [4] share?", regions=(*TWO, *ONE)),
    Case("what do [0, 7] share?", refused="There is no region [7]"),
    Case("why is [１] sad?", "why is [1] sad?"),
    Case("why is ［１］ sad?", "why is [1] sad?"),
    Case("why is [١] sad?", "why is [1] sad?"),
    Case("why is [99999999999] sad?", refused="There is no region [99999999999]"),
    Case("why is [" + "9" * 400 + "] sad?", refused="There is no region [99999999999999999999…]"),
    Case("why is [-1] sad?", refused="[-1] names no region"),
    Case("why is [0.5] sad?", refused="[0.5] names no region"),
    Case("why is [²] sad?", refused="[²] names no region"),
    Case("why is [?] sad?", refused="[?] names no region"),
    Case("why is [] sad?", refused="[] names no region. Write a region's number, such as [0]."),
    Case("why is [ ] sad?", refused="[] names no region"),
    Case("why is [0 sad?", refused='"[0 sad?" has a bracket without its partner'),
    Case("why is 0] sad?", refused='"0]" has a bracket without its partner'),
    Case("why is [0", refused='"[0" has a bracket without its partner'),
]

PHRASES = [
    Case("why is [this person] sad?", "why is [1] sad?", selected=1),
    Case("why is [that dog] barking?", "why is [0] barking?", selected=0),
    Case("why is [the red ball] here?", "why is [1] here?", selected=1),
    Case("why is [this] here?", "why is [1] here?", selected=1),
    Case("why is [Person] sad?", "why is [1] sad?", selected=1),
    Case("warum weint [diese Person]?", "warum weint [1]?", selected=1),
    Case("why is [this person] sad?", "why is [4] sad?", regions=ONE),
    Case("why is [this person] sad?", refused="It is not clear which region [this person] means. Click a region first"),
    Case("why is [this person] sad?", refused="Click a region first", regions=()),
    Case("why is [this] here?", refused="Click a region first", regions=(), known=KNOWN),
    Case("why is [that dog] barking?", "why is [0] barking?", regions=(), known=KNOWN),
    Case("why is [that dog] barking?", "why is [2] barking?", known=KNOWN),
    Case("why is [the ice cream] there?", "why is [0] there?", regions=(), known=KNOWN),
    Case("why is [the melting ice cream] there?", "why is [0] there?", regions=(), known=KNOWN),
    Case("why does [this bird] sing?", refused="[this bird]", regions=(), known=KNOWN),
    Case("why is [this cat] here?", refused="[this cat]", regions=(), known=KNOWN),
    Case("does [the child] like [the dog]?", "does [0] like [1]?", regions=(), known=KNOWN),
    Case("is [the dog] on [the dog]'s bed?", "is [0] on [0]'s bed?", regions=(), known=KNOWN),
    Case("does [this person] like [the dog]?", "does [1] like [2]?", selected=1, known=KNOWN),
    Case("does [this man] like [that man]?", refused="Write their numbers", selected=1),
    Case("does [this man] like [the cat]?", refused="[the cat] would be region [1]", selected=1),
    Case("is [this man] sad because [he] is wet?", "is [1] sad because [1] is wet?", selected=1),
    Case("does [0] like [this person]?", "does [0] like [1]?", selected=1),
    Case("is [the dog] sad?", "is [7] sad?", regions=(region(5, "man"), region(7, "Dog"))),
]

DEMONSTRATIVES = [
    Case("why is this person sad?", "why is [1] sad?", selected=1),
    Case("Why is this little girl sad?", "Why is [1] sad?", selected=1),
    Case("what is that dog doing?", "what is [0] doing?", selected=0),
    Case("what does this one want?", "what does [0] want?", selected=0),
    Case("whose is that red ball?", "whose is [0]?", selected=0),
    Case("what is in this person's hand?", "what is in [0]'s hand?", selected=0),
    Case("who is this?", "who is [0]?", selected=0),
    Case("What's that?", "What's [0]?", selected=0),
    Case("why is this broken?", "why is [0] broken?", selected=0),
    Case("is this a dog or a cat?", "is [0] a dog or a cat?", selected=0),
    Case("is this zebra happy?", "is [0] happy?", regions=(region(0, "zebra"),), selected=0),
    Case("why is this person sad?", "why is this person sad?"),
    Case("why is this person sad?", "why is this person sad?", regions=()),
    Case("what is this?", "what is this?", regions=ONE),
    Case("where was this picture taken?", "where was this picture taken?", selected=0),
    Case("what happens in this scene?", "what happens in this scene?", selected=0),
    Case("why is this happening?", "why is this happening?", selected=0),
    Case("how did this happen?", "how did this happen?", selected=0),
    Case("who is up at this time of day?", "who is up at this time of day?", selected=0),
    Case("why does she say that he is sad?", "why does she say that he is sad?", selected=0),
    Case("is it so dark that one can see stars?", "is it so dark that one can see stars?", selected=0),
    Case("what is the hat that she wears?", "what is the hat that she wears?", selected=0),
    Case("is this zebra happy?", "is this zebra happy?", selected=0),
    Case("why does [0] look at this?", "why does [0] look at this?", selected=0),
    Case("why does [0] look at this person?", "why does [0] look at [1]?", selected=1),
]

TEXTS = [
    Case("", refused="The question is empty"),
    Case(" \n\t ", refused="The question is empty"),
    Case("\x00\x07\x1b", refused="The question is empty"),
    Case("[0]", refused='"[0]" has no words'),
    Case("[0]?!", refused="has no words"),
    Case("?", refused="has no words"),
    Case("a" * (MAX_QUESTION_CHARACTERS + 1), refused="has 501 characters; at most 500"),
    Case("a" * MAX_QUESTION_CHARACTERS, "a" * MAX_QUESTION_CHARACTERS),
    Case("what\x00 is\x1b[31m red?", refused="bracket without its partner"),
    Case("what\x00 is \x07[0]?", "what is [0]?"),
    Case("what is\n\n[0]\tdoing?", "what is [0] doing?"),
    Case("what is \ud800[0]?", "what is [0]?"),
    Case("למה [0] עצוב?", "למה [0] עצוב?"),
    Case("لماذا [0] حزين؟", "لماذا [0] حزين؟"),
    Case("なぜ[0]は泣いていますか", "なぜ[0]は泣いていますか"),
    Case("why 😢 [0]? 👩‍👧", "why 😢 [0]? 👩‍👧"),
    Case("<img src=x onerror=alert(1)> [0]", "<img src=x onerror=alert(1)> [0]"),
    Case("{{value}} ${1+1} [0]", "{{value}} ${1+1} [0]"),
    Case("what is happening here?", "what is happening here?", regions=()),
]


@pytest.mark.parametrize("case", [*NUMBERS, *PHRASES, *DEMONSTRATIVES, *TEXTS], ids=lambda case: ascii(case.typed)[:40])
def test_a_question_is_bound_or_refused_by_name(case: Case) -> None:
    if case.refused:
        with pytest.raises(BadQuestion) as refusal:
            asked(case)
        assert case.refused in str(refusal.value)
    else:
        assert asked(case).text == case.bound


def asked(case: Case) -> Question:
    return bind(case.typed, case.regions, case.selected, image_id=IMAGE, known=case.known, size=SIZE)


def test_the_question_keeps_what_was_typed_and_every_region_of_the_canvas() -> None:
    question = bind(" why is [this person]  sad?", TWO, 1, image_id=IMAGE)

    assert question.typed == "why is [this person] sad?"
    assert question.text == "why is [1] sad?"
    assert question.image_id == IMAGE
    assert question.regions == TWO


def test_a_known_region_that_a_phrase_names_is_added_with_the_next_free_id() -> None:
    question = bind("why is [the dog] here?", TWO, None, image_id=IMAGE, known=KNOWN, first_free_id=6)

    added = question.regions[-1]
    assert question.text == "why is [6] here?"
    assert (added.id, added.label, added.gesture, added.box) == (6, "dog", "phrase", KNOWN[1].box)
    assert question.regions[:-1] == TWO


def test_a_known_region_that_is_already_drawn_is_not_added_again() -> None:
    drawn = region(5, "", KNOWN[1].box)

    question = bind("why is [the dog] here?", (*TWO, drawn), None, image_id=IMAGE, known=KNOWN)

    assert question.text == "why is [5] here?"
    assert question.regions == (*TWO, drawn)


def test_a_conversation_that_has_used_up_its_ids_says_so() -> None:
    with pytest.raises(BadQuestion, match="9999"):
        bind("why is [the dog] here?", (), None, image_id=IMAGE, known=KNOWN, first_free_id=10_000)


@pytest.mark.parametrize(
    ("regions", "selected", "words"),
    [
        ((region(0), region(0)), None, r"Two regions are called \[0\]"),
        (tuple(region(number) for number in range(MAX_REGIONS + 1)), None, "There are 51 regions; at most 50"),
        (TWO, 7, r"Region \[7\] is selected but not on the picture. Regions here: \[0\], \[1\]"),
        (
            (region(2, box=Box(700, 10, 800, 90)),),
            None,
            r"Region \[2\] cannot be used.*outside the picture of 640 x 480",
        ),
    ],
)
def test_a_canvas_that_makes_no_sense_is_refused_by_name(
    regions: tuple[Region, ...], selected: int | None, words: str
) -> None:
    with pytest.raises(BadQuestion, match=words):
        bind("what is this?", regions, selected, image_id=IMAGE, size=SIZE)


def test_a_box_that_sticks_out_of_the_picture_is_cut() -> None:
    over = region(0, box=Box(600, 400, 900, 900))

    question = bind("what is [0]?", (over,), None, image_id=IMAGE, size=SIZE)

    assert question.regions[0].box == Box(600, 400, 640, 480)


def test_as_many_regions_as_allowed_are_kept() -> None:
    regions = tuple(region(number) for number in range(MAX_REGIONS))

    assert bind("what is [49]?", regions, None, image_id=IMAGE).regions == regions


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("[2] fell near [0] and [2]", (2, 0)),
        ("nothing", ()),
        ("[x] [ 1 ] [1", ()),
        ("[10][9999]", (10, 9999)),
        ("[10000] [１]", ()),
    ],
)
def test_the_ids_that_a_text_mentions_come_in_order_without_repeats(text: str, ids: tuple[int, ...]) -> None:
    assert mentioned(text) == ids
