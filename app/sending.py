"""Send an answer from the Ask page to be rated: it becomes an item of one candidate in a round of its own."""

import hashlib
from typing import NamedTuple

from annotation.guidelines import current_guidelines
from db.store import Store, utc_now
from models.errors import BadQuestion, NotFound
from models.judging import Candidate, Item, Round, RoundSettings
from models.records import QAR, Answer, Conversation, Role, Turn

ROUND_ID = "from-the-ask-page"
NAME = "From the Ask page"


class Sent(NamedTuple):
    """Where an answer went; `new` unless it was there already."""

    round: Round
    item_id: str
    new: bool


def send_to_rating(store: Store, conversation_id: str, turn_id: str, role: Role, *, owner: str) -> Sent:
    """Put an answer of the owner's into the round "From the Ask page", which is made if need be.

    The picture is kept as long as the item, and whoever rates the round sees it. Raises NotFound, and BadQuestion for
    an answer that is not whole or a round that is closed.
    """
    conversation = store.conversation(conversation_id, owner=owner)
    turn = conversation.turn(turn_id)
    answer = next((answer for answer in turn.answers if answer.role == role), None) if turn else None
    if turn is None or answer is None:
        raise NotFound(f"There is no answer of the {role} to a question {turn_id[:40]!r} in this conversation.")
    if answer.error or not (answer.complete and answer.text.strip()):
        raise BadQuestion("This answer is not whole, so it cannot be rated. Ask again, then send the new one.")
    settings = RoundSettings(guidelines=current_guidelines("rate").version)
    into = open_round(store, Round(id=ROUND_ID, name=NAME, settings=settings, created_at=utc_now()))
    item = item_of(conversation, turn, answer)
    return Sent(into, item.id, new=store.judging.add_items(into.id, [item]) > 0)


def item_of(conversation: Conversation, turn: Turn, answer: Answer) -> Item:
    """Return the item that an answer becomes. Another answer to the same question is another item."""
    candidate = candidate_of(turn, answer)
    name, regions = candidate.id, turn.question.regions
    return Item(id=name, image_id=conversation.image.id, regions=regions, candidates=(candidate,))


def candidate_of(turn: Turn, answer: Answer) -> Candidate:
    """Return an answer as a text to be judged."""
    said = "\n".join((turn.id, answer.role, answer.model, answer.text, answer.rationale))
    return Candidate(
        id=hashlib.sha256(said.encode()).hexdigest()[:32],
        image_id=turn.question.image_id,
        regions=turn.question.regions,
        qar=QAR(question=turn.question.text, answer=answer.text, rationale=answer.rationale),
        origin={**answer.settings, "from": "ask page", "role": answer.role, "model": answer.model},
        scores={} if answer.confidence is None else {"confidence": answer.confidence},
    )


def open_round(store: Store, wanted: Round) -> Round:
    """Return the round of that id as it is kept; it is made if need be. Raises BadQuestion for a closed one."""
    try:
        found = store.judging.round(wanted.id)
    except NotFound:
        return store.judging.start_round(wanted, ())
    if not found.open:
        raise BadQuestion(f'The round "{found.name}" is closed. `deixis annotate reopen {found.id}` opens it again.')
    return found
