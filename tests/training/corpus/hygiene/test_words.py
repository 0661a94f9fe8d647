"""What a pattern finds is found although it is tried on few texts only: every way to earn a mark, in any letters."""

import pytest

from models.records import QAR
from training.corpus.hygiene.marks import Mark, Seen
from training.corpus.hygiene.words import each_ends_once, hints_in, marks_of_words

IN_ANSWERS: dict[Mark, str] = {
    "speculation": (
        "hard to tell|difficult to say|impossible to know|not possible to see|not easy to determine|tough to be sure"
        "|cannot be determined|can't be known|could not be told|couldn't be certain|speculative|unclear|uncertain"
        "|unknown|unsure|not entirely clear|my guess|i assume|we suppose|i think|we believe|maybe|perhaps|possibly"
        "|presumably|conceivably|could be|might|may want|it seems possible|no way of knowing"
    ),
    "talks of the image": (
        "in the image|of this picture|by the photo|on the photograph|in this illustration|from the drawing"
        "|with the description|in the caption|within the context|on the frame|the image shows|this caption's says"
        "|region description|descriptions mention|as described|is described as|was depicted|is pictured|are captioned"
        "|bounding boxes|coordinates|region id|regions [0]|region number|id tags|according to the labels"
        "|according to the narratives|according to the exchanges"
    ),
    "alternatives": "a doctor or a nurse|one, or|(or not)",
}
IN_QUESTIONS: dict[Mark, str] = {
    "watermark": (
        "the watermarks|text at the bottom|writing near the left edge|the logo in the corner|words along the border"
        "|a signature on the margin"
    ),
    "ambience": "the atmosphere|an ambience|ambiance|ambient|the lighting|illumination|the mood of this place",
}
TOLD = [(mark, f"So it is: {words}.") for mark, all_words in IN_ANSWERS.items() for words in all_words.split("|")]
ASKED = [
    (mark, f"What of {words} is odd?") for mark, all_words in IN_QUESTIONS.items() for words in all_words.split("|")
]


@pytest.mark.parametrize("letters", [str, str.upper, lambda text: text.replace("s", "ſ").replace("i", "ı")])
@pytest.mark.parametrize(("mark", "text"), TOLD)
def test_every_way_to_earn_a_mark_by_what_is_told_is_found(mark: Mark, text: str, letters: type[str]) -> None:
    told = QAR(question="Who?", answer="A dog.", rationale=letters(text))

    assert mark in set(marks_of_words(told))


@pytest.mark.parametrize(("mark", "text"), ASKED)
def test_every_way_to_earn_a_mark_by_what_is_asked_is_found(mark: Mark, text: str) -> None:
    asked = QAR(question=text, answer="A dog.", rationale="It barks.")

    assert mark in set(marks_of_words(asked))


@pytest.mark.parametrize(("mark", "text"), [*TOLD, *ASKED])
def test_hints_of_many_texts_are_none_of_a_text_without_them(mark: Mark, text: str) -> None:
    plain = QAR(question="Who?", answer="A dog.", rationale="It barks.")
    part = "rationale" if (mark, text) in TOLD else "question"

    seen = Seen(hints=hints_in(f"{plain.text} {text}"))

    assert mark in marks_of_words(plain.model_copy(update={part: text}), seen)
    assert marks_of_words(plain, seen) == []


@pytest.mark.parametrize(
    ("texts", "once"),
    [
        (("Who runs?", "A dog.", "It is late!"), True),
        (("Who runs?", "A dog", "It. is late!"), False),
        (("Who runs?", "A dog", "It is late!"), False),
        (("Who runs?", "A dog.", "It is late。"), False),
    ],
)
def test_texts_that_end_with_their_only_sign_are_told_together(texts: tuple[str, ...], once: bool) -> None:
    assert each_ends_once(" ".join(texts), texts) is once
