"""The form in which BLIP-2 was trained to be asked, and how it is asked again for the reason that it did not give."""

from models.prompting import read_reply

ASK = "Question: {question} Answer:"
_ASK_WHY = "Question: {question} Answer: {answer} Question: How can you tell? Answer:"


def ask_why(question: str, reply: str) -> str:
    """Return the prompt for the reason; "" where a reply says nothing, or gives its reason itself."""
    said = read_reply(reply, complete=True)
    if not said.answer or said.rationale:
        return ""
    return _ASK_WHY.format(question=question, answer=_sentence(said.answer))


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
