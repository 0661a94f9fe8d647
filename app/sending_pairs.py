"""Send the two answers to a question on the Ask page to be compared: they become a pair in a round of its own."""

from annotation.guidelines import current_guidelines
from annotation.pairs import Asked, make_pair
from app.sending import Sent, candidate_of, open_round
from db.store import Store, utc_now
from models.errors import BadQuestion, NotFound
from models.judging import Candidate, Round, RoundSettings
from models.records import Answer, Turn

ROUND_ID = "from-the-ask-page-compared"
NAME = "From the Ask page, compared"


def send_to_compare(store: Store, conversation_id: str, turn_id: str, *, owner: str) -> Sent:
    """Put the two answers to an owner's question into the round "From the Ask page, compared", made if need be.

    The picture is kept as long as the pair, and whoever judges the round sees it. Raises NotFound, and BadQuestion for
    answers that are not whole or are equal, and for a round that is closed.
    """
    conversation = store.conversation(conversation_id, owner=owner)
    turn = conversation.turn(turn_id)
    if turn is None:
        raise NotFound(f"There is no question {turn_id[:40]!r} in this conversation.")
    asked = asked_of(turn)
    if len(asked.models) < 2:
        raise BadQuestion(
            "There are not two answers of different models to compare; switch the teacher on and ask again."
        )
    first, second = asked.models
    try:
        item = make_pair(asked, (first, second), kind="answers", round_id=ROUND_ID)
    except BadQuestion as problem:
        raise BadQuestion(f"These answers cannot be compared: {str(problem).rstrip('.')}.") from None
    settings = RoundSettings(overlap=3, guidelines=current_guidelines("compare").version)
    into = open_round(store, Round(id=ROUND_ID, name=NAME, kind="compare", settings=settings, created_at=utc_now()))
    return Sent(into, item.id, new=store.judging.add_items(into.id, [item]) > 0)


def asked_of(turn: Turn) -> Asked:
    """Return a turn as a question with the answers of its models, the student's first."""
    answers = {each.model: each for each in sorted(turn.answers, key=lambda each: each.role)}

    def say(model: str) -> Candidate:
        return _whole(turn, answers[model])

    return Asked(turn.id, turn.question.image_id, tuple(answers), say)


def _whole(turn: Turn, answer: Answer) -> Candidate:
    if answer.error or not (answer.complete and answer.text.strip()):
        raise BadQuestion(f"the {answer.role}'s answer is not whole")
    return candidate_of(turn, answer)
