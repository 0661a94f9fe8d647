"""The simple questions of a teacher about every picture: what it is asked, and what of its reply is to be answered."""

from collections.abc import Iterator

from models.base import ChatModel
from models.corpus import ChatReply, ChatRequest, Verbalization
from models.teaching.asking import QuestionSettings, question_request, read_questions
from training.corpus.calls.complete import request_key
from training.corpus.run_records import RunRecords
from training.corpus.stage_work import Questioned

STAGE = "ask"


def calls_for(records: RunRecords, teacher: ChatModel, settings: QuestionSettings) -> Iterator[tuple[str, ChatRequest]]:
    """Yield a call of the teacher for every picture that was looked at, by its key."""
    for _, looked in records.looked():
        request = question_request(looked, settings)
        yield request_key(teacher.name, request), request


def questioned(
    records: RunRecords, teacher: ChatModel, settings: QuestionSettings | None
) -> Iterator[tuple[str, Questioned]]:
    """Yield every picture that was looked at with the teacher's questions; without settings it was asked for none."""
    for key, looked in records.looked():
        yield key, Questioned(looked, _questions(records, teacher, looked, settings) if settings else ())


def _questions(
    records: RunRecords, teacher: ChatModel, looked: Verbalization, settings: QuestionSettings
) -> tuple[str, ...]:
    key = request_key(teacher.name, question_request(looked, settings))
    row = records.journal.find(STAGE, [key]).get(key)
    return read_questions(ChatReply.model_validate_json(row.value).text, settings.count) if row and row.value else ()
