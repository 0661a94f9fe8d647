"""The one text that question, answer and rationale are read as, by critics and by students that compare.

Forms after the released code of the paper; what it did not document is said where it is done.
"""

from models.records import QAR, Record


class TextSettings(Record):
    """`rationale` is how often a statement has its rationale; `prompt` stands before all. Texts have at most so many
    `words` and are in lower case, unless `plain` is off: the released code's words are those of BERT without capitals.
    """

    rationale: float = 0.5
    prompt: str = ""
    words: int = 70
    plain: bool = True


STUDENT = TextSettings(prompt="question: ")
CRITIC = TextSettings(rationale=1.0)


def written(qar: QAR, settings: TextSettings, *, rationale: bool) -> str:
    """Return question and answer as one text."""
    text = f"{qar.question} Answer: {qar.answer}"
    if rationale and qar.rationale:
        text += f" Rationale: {qar.rationale}"
    # The prompt is not counted, and what is too long loses its end.
    return settings.prompt + plain(" ".join(text.split()[: settings.words]), settings)


def chosen(question: str, choice: str, settings: TextSettings) -> str:
    """Return the text of a question and one of its choices, however long; without a question the choice alone.

    >>> chosen("Why is [0] sad?", "It rains", STUDENT), chosen("", "It rains", STUDENT)
    ('question: why is [0] sad? answer: it rains', 'it rains')
    """
    if not question:
        return plain(" ".join(choice.split()), settings)
    whole = settings.model_copy(update={"words": 10**6})
    return written(QAR(question=question, answer=choice, rationale=""), whole, rationale=False)


def plain(text: str, settings: TextSettings) -> str:
    """Return a text in lower case, if settings say so."""
    return text.lower() if settings.plain else text
