"""Whatever way a teacher writes its QARs, they are read rightly or come back with a reason."""

import random

import pytest

from training.corpus.writing.triples import LONGEST_PART, MOST_TRIPLES, Triple, read_triples

FIRST = Triple("Why is [0] sad?", "[0] lost a ball.", "[1] rolls away from [0].")
SECOND = Triple("What is [2] for?", "[2] is for rain.", "It is open, and it rains.")
BOTH = (FIRST, SECOND)


def _written(pattern: str, between: str = "\n\n") -> str:
    return between.join(
        pattern.format(n=number, q=each.question, a=each.answer, r=each.rationale)
        for number, each in enumerate(BOTH, start=1)
    )


PLAIN = "Question: {q}\nAnswer: {a}\nRationale: {r}"
FORMS = {
    "as asked": _written(PLAIN),
    "no blank lines": _written(PLAIN, "\n"),
    "blank lines within": _written("Question: {q}\n\nAnswer: {a}\n\nRationale: {r}", "\n\n\n"),
    "windows lines": _written(PLAIN).replace("\n", "\r\n"),
    "numbers before": _written("{n}. Question: {q}\n   Answer: {a}\n   Rationale: {r}"),
    "numbers in brackets": _written("({n}) Question: {q}\nAnswer: {a}\nRationale: {r}"),
    "numbers on a line": _written("{n}.\nQuestion: {q}\nAnswer: {a}\nRationale: {r}"),
    "numbers on a line, close": _written("{n}.\nQuestion: {q}\nAnswer: {a}\nRationale: {r}", "\n"),
    "numbers in labels": _written("Question {n}: {q}\nAnswer {n}: {a}\nRationale {n}: {r}"),
    "numbers tied to labels": _written("Question#{n}: {q}\nAnswer#{n}: {a}\nRationale#{n}: {r}"),
    "short labels": _written("Q: {q}\nA: {a}\nR: {r}"),
    "short labels with numbers": _written("Q{n}: {q}\nA{n}: {a}\nR{n}: {r}"),
    "lower case": _written("question: {q}\nanswer: {a}\nrationale: {r}"),
    "upper case": _written("QUESTION: {q}\nANSWER: {a}\nRATIONALE: {r}"),
    "other words": _written("Question: {q}\nAnswer: {a}\nReasoning: {r}"),
    "explanation": _written("Question: {q}\nAnswer: {a}\nExplanation: {r}"),
    "bold labels": _written("**Question:** {q}\n**Answer:** {a}\n**Rationale:** {r}"),
    "bold, colon outside": _written("**Question**: {q}\n**Answer**: {a}\n**Rationale**: {r}"),
    "bold lines": _written("**Question: {q}**\n**Answer: {a}**\n**Rationale: {r}**"),
    "bold numbers": _written("**{n}. Question:** {q}\n**Answer:** {a}\n**Rationale:** {r}"),
    "italics": _written("_Question:_ {q}\n_Answer:_ {a}\n_Rationale:_ {r}"),
    "headings": _written("### Question {n}\n{q}\n\n### Answer {n}\n{a}\n\n### Rationale {n}\n{r}"),
    "heading of each": _written("## Triple {n}\n\nQuestion: {q}\nAnswer: {a}\nRationale: {r}"),
    "name of each": _written("Triple {n}:\nQuestion: {q}\nAnswer: {a}\nRationale: {r}"),
    "name of each, bold": _written("**Triple {n}**\nQuestion: {q}\nAnswer: {a}\nRationale: {r}", "\n"),
    "bullets": _written("- Question: {q}\n- Answer: {a}\n- Rationale: {r}"),
    "quoted lines": _written("> Question: {q}\n> Answer: {a}\n> Rationale: {r}"),
    "rules between": _written(PLAIN, "\n---\n"),
    "rules apart": _written(PLAIN, "\n\n***\n\n"),
    "on one line": _written("Question: {q} Answer: {a} Rationale: {r}"),
    "on one line, bold": _written("**Question:** {q} **Answer:** {a} **Rationale:** {r}"),
    "label alone on its line": _written("Question:\n{q}\nAnswer:\n{a}\nRationale:\n{r}"),
    "quotes": _written('Question: "{q}"\nAnswer: "{a}"\nRationale: "{r}"'),
    "wide colons": _written("Question：{q}\nAnswer：{a}\nRationale：{r}"),
    "french blank before the colon": _written("Question\u00a0: {q}\nAnswer\u202f: {a}\nRationale : {r}"),
    "german": _written("Frage: {q}\nAntwort: {a}\nBegründung: {r}"),
    "french": _written("Question : {q}\nRéponse : {a}\nJustification : {r}"),
    "spanish": _written("Pregunta: {q}\nRespuesta: {a}\nJustificación: {r}"),
    "chinese": _written("问题：{q}\n回答：{a}\n理由：{r}"),
    "russian": _written("Вопрос: {q}\nОтвет: {a}\nОбоснование: {r}"),
    "chat before": "Sure! Here are two triples about the scene:\n\n" + _written(PLAIN),
    "chat after": _written(PLAIN) + "\n\nLet me know if you would like more!",
    "code fence": "```\n" + _written(PLAIN) + "\n```",
    "code fence with a name": "```text\n" + _written(PLAIN) + "\n```\n",
    "thinking": "<think>\nQuestion: no?\nAnswer: no.\nRationale: no.\n</think>\n" + _written(PLAIN),
    "thinking begun in the prompt": "Question: no? hm.\n</think>\n\n" + _written(PLAIN),
    "thinking in other words": "<reasoning>well</reasoning>" + _written(PLAIN),
    "json": (
        '[{"question": "Why is [0] sad?", "answer": "[0] lost a ball.", "rationale": "[1] rolls away from [0]."},'
        ' {"question": "What is [2] for?", "answer": "[2] is for rain.", "rationale": "It is open, and it rains."}]'
    ),
}
FORMS["json in a fence"] = f"```json\n{FORMS['json']}\n```"
FORMS["json with chat"] = f"Here you go: {FORMS['json']} Enjoy!"
FORMS["json in an object"] = f'{{"triples": {FORMS["json"]}}}'
FORMS["json lines"] = FORMS["json"][1:-1].replace("}, {", "}\n{")
FORMS["json with capitals"] = FORMS["json"].replace("question", "Question").replace('"answer', '"ANSWER')
FORMS["json with a comma too many"] = (
    FORMS["json"].replace('."}', '.",}').replace(", {", ",\n {").replace('", "', '",\n"')
)


@pytest.mark.parametrize("reply", FORMS.values(), ids=FORMS)
def test_a_reply_is_read_whatever_its_form(reply: str) -> None:
    assert read_triples(reply) == BOTH


INCOMPLETE = {
    "no rationale": (f"Question: {FIRST.question}\nAnswer: {FIRST.answer}", "no rationale"),
    "no answer": (f"Question: {FIRST.question}\nRationale: {FIRST.rationale}", "no answer"),
    "no question": (f"Answer: {FIRST.answer}\nRationale: {FIRST.rationale}", "no question"),
    "an empty answer": (f"Question: {FIRST.question}\nAnswer:\nRationale: {FIRST.rationale}", "no answer"),
    "dots as asked": ("Question: ...\nAnswer: ...\nRationale: ...", "no question and no answer and no rationale"),
    "only a question": (f"Question: {FIRST.question}", "no answer and no rationale"),
}


@pytest.mark.parametrize(("reply", "problem"), INCOMPLETE.values(), ids=INCOMPLETE)
def test_what_misses_a_part_comes_back_with_the_reason(reply: str, problem: str) -> None:
    assert [each.problem for each in read_triples(reply)] == [problem]


def test_a_good_triple_beside_a_half_one_is_still_read() -> None:
    reply = f"Question: {SECOND.question}\nAnswer: {SECOND.answer}\n\n{PLAIN}".format(
        q=FIRST.question, a=FIRST.answer, r=FIRST.rationale
    )

    assert [each.problem for each in read_triples(reply)] == ["no rationale", ""]
    assert read_triples(reply)[1] == FIRST


NOTHING = {
    "empty": ("", "the reply is empty"),
    "blank": (" \n\t ", "the reply is empty"),
    "refusal": ("I'm sorry, but I can't help with that.", "the teacher refused"),
    "refusal by an AI": ("As an AI, I am unable to assist with this request.", "the teacher refused"),
    "chat": ("What a lovely scene! Tell me more.", "no question, answer and rationale in the reply"),
    "html": ("<html><body>502 Bad Gateway</body></html>", "no question, answer and rationale in the reply"),
    "other json": ('{"error": {"message": "overloaded"}}', "no question, answer and rationale in the reply"),
    "broken json": ('[{"quest', "no question, answer and rationale in the reply"),
    "thinking without end": ("<think>Question: Who? Answer: Me. Rationale: Hm", "the teacher only thought aloud"),
    "a table": ("| Who? | Me | So |", "no question, answer and rationale in the reply"),
}


@pytest.mark.parametrize(("reply", "problem"), NOTHING.values(), ids=NOTHING)
def test_a_reply_of_which_nothing_can_be_read_is_one_empty_triple_with_the_reason(reply: str, problem: str) -> None:
    assert read_triples(reply) == (Triple("", "", "", problem),)


def test_words_that_only_look_like_labels_stay_part_of_a_sentence() -> None:
    reply = (
        "Question: What is the answer to [0]: yes, no, or silence?\n"
        "Answer: The answer is yes.\n"
        "Rationale: The reason: [0] nods. A question: who would not?"
    )

    assert read_triples(reply) == (
        Triple(
            "What is the answer to [0]: yes, no, or silence?",
            "The answer is yes.",
            "The reason: [0] nods. A question: who would not?",
        ),
    )


def test_a_megabyte_is_read_quickly_and_never_gives_more_than_so_many() -> None:
    reply = _written(PLAIN) + "\n\n" + "\n\n".join([FORMS["as asked"]] * 8000)

    assert len(read_triples(reply)) == MOST_TRIPLES


def test_a_part_that_is_no_sentence_any_more_is_cut_and_named() -> None:
    (triple,) = read_triples(f"Question: {FIRST.question}\nAnswer: {'so ' * 900}\nRationale: {FIRST.rationale}")

    assert triple.problem == f"longer than {LONGEST_PART:,} characters"
    assert len(triple.answer) == LONGEST_PART


@pytest.mark.parametrize(
    "sign", ["{", "[", '"', "*", " ", "\n", "1. ", "<think>", "</think>", "Answer: ", "[0]", "#\n"]
)
def test_a_reply_of_one_sign_over_and_over_is_read_as_quickly_as_any(sign: str) -> None:
    """Would take hours if reading time grew with the square of the length."""
    assert all(each.problem for each in read_triples(sign * 300_000))


@pytest.mark.parametrize("seed", range(60))
def test_nothing_that_a_model_says_makes_the_reader_raise(seed: int) -> None:
    """Cut, shuffle and stir replies of all forms."""
    rng = random.Random(seed)
    text = rng.choice(list(FORMS.values()))
    for _ in range(rng.randrange(1, 12)):
        start, end = sorted(rng.choices(range(len(text) + 1), k=2))
        signs = ["{", "}", "[", "]", '"', "*", ":", "\n", "Question:", "\0", "\u202e", "<think>", "```json", "\ud83d"]
        text = rng.choice((text[:start] + text[end:], text[:end] + rng.choice(signs) + text[end:], text[start:] + text))

    assert read_triples(text)


def test_a_sign_that_only_looks_like_a_letter_makes_no_label() -> None:
    assert read_triples("Queſtion: who? Answer: [0]. Rationale: so.")[0].problem


NEARLY_AS_ASKED = {
    "as asked": _written(PLAIN),
    "a new line at the end": _written(PLAIN) + "\n",
    "blanks at the end": _written(PLAIN) + "  ",
    "two blanks within": _written(PLAIN).replace("rolls away", "rolls  away"),
    "a blank line within": _written("Question: {q}\n\nAnswer: {a}\nRationale: {r}"),
    "an answer too few": _written(PLAIN).replace("\nAnswer: [2] is for rain.", ""),
    "a part too many": _written(PLAIN) + "\nRationale: It pours.",
    "no word in a part": _written(PLAIN).replace("[2] is for rain.", "..."),
    "a part of one letter": _written(PLAIN).replace("[2] is for rain.", "a"),
    "a label within a part": _written(PLAIN).replace("rolls away", "Answer: rolls away"),
    "a word like a label": _written(PLAIN).replace("rolls away", "says Answer me, and rolls"),
    "a colon and a label within": _written(PLAIN).replace("rolls away", "rolls: so Answer 2: away"),
    "a colon and a quotation within": _written(PLAIN).replace("rolls away", 'says: "Roll away"'),
    "new lines before": f"\n\n{_written(PLAIN)}",
    "a colon within": _written(PLAIN).replace("rolls away", "rolls: away"),
    "bold within": _written(PLAIN).replace("rolls", "**rolls**"),
    "a quoted part": _written(PLAIN).replace("[2] is for rain.", '"For rain."'),
    "a quotation within": _written(PLAIN).replace("for rain", 'for "rain"'),
    "a control character": _written(PLAIN).replace("rolls", "\x1brolls"),
    "another script": _written(PLAIN).replace("rolls", "rölls"),
    "more than are read": "\n".join(["Question: a\nAnswer: b\nRationale: c"] * (MOST_TRIPLES + 3)),
}


@pytest.mark.parametrize("text", NEARLY_AS_ASKED.values(), ids=NEARLY_AS_ASKED)
def test_what_is_written_as_asked_for_is_read_sooner_and_not_otherwise(text: str) -> None:
    other_line_ends = text.replace("\n", "\r\n")  # which nobody asked for

    assert read_triples(text) == read_triples(other_line_ends)
