"""Read what a teacher replied: every QAR in it becomes an entry, with the reason why it is set aside or its marks."""

import hashlib
import re

from models.corpus import ChatReply, Entry, Picture, Verbalization
from models.judging import Candidate
from models.records import QAR, Setting, without_surrogates
from training.corpus.calls.complete import request_key
from training.corpus.hygiene.known import Known, known_of
from training.corpus.hygiene.marking import marks_of, reason_to_set_aside
from training.corpus.writing.generate import Asked, Planned
from training.corpus.writing.triples import Triple, read_triples

_GROUP = re.compile(
    r"\[\s*(?:(?:region|object|person|box|tag|id|no\.?|number)s?\s*:?\s*)?(#?\d[\d\s,;&#and]*?)\s*\]", re.IGNORECASE
)
_NO_PLAIN_ID = re.compile(r"\[(?!(?:0|[1-9][0-9]{0,8})\])")
_DIGITS = re.compile(r"\d{1,9}")
_WORDS_IN_BRACKETS = re.compile(r"\[([^\[\]\d][^\[\]]*)\]")
_BRACKETS = str.maketrans({"［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


def read_reply(
    verbalization: Verbalization, planned: Planned, reply: ChatReply, *, request: str = ""
) -> tuple[Entry, ...]:
    """Return the entries of a reply, at least one: one of which nothing can be read is set aside with the reason.

    `request` is the key that the reply is kept under; without one it is made of what was asked and who replied.
    """
    request = request or request_key(reply.model, planned.request)
    return read_kept(verbalization, planned.asked, reply, request=request)


def read_kept(verbalization: Verbalization, asked: Asked, reply: ChatReply, *, request: str) -> tuple[Entry, ...]:
    """Return the entries of a reply that was kept under the key `request`; see `read_reply`."""
    triples = read_triples(without_surrogates(reply.text))
    known = known_of(verbalization)
    entries = []
    for position, triple in enumerate(triples):
        last = position == len(triples) - 1
        entries.append(
            _entry(verbalization.picture, known, asked, reply, triple, request=request, position=position, last=last)
        )
    return tuple(entries)


def _entry(
    picture: Picture,
    known: Known,
    asked: Asked,
    reply: ChatReply,
    triple: Triple,
    *,
    request: str,
    position: int,
    last: bool,
) -> Entry:
    qar = QAR(question=_plain(triple.question), answer=_plain(triple.answer), rationale=_plain(triple.rationale))
    reason = triple.problem or _cut_off(qar, reply, last=last) or _too_many(asked, position)
    reason = reason or reason_to_set_aside(qar, asked.kind, known.captions)
    origin: dict[str, Setting] = {**asked.origin, "teacher": reply.model, "request": request, "position": position}
    candidate = Candidate(
        id=hashlib.sha256(f"{picture.image.id}/{request}/{position}".encode()).hexdigest()[:32],
        image_id=picture.image.id,
        regions=picture.regions if asked.kind == "regions" else (),
        qar=qar,
        origin=origin,
    )
    marks = () if reason else marks_of(qar, asked.kind, known)
    return Entry(candidate=candidate, path=picture.path, split=picture.split, set_aside=reason, marks=marks)


def _cut_off(qar: QAR, reply: ChatReply, *, last: bool) -> str:
    """Return the reason to set aside the last QAR of a reply that ran out of tokens in the middle of a sentence."""
    if last and reply.finish == "length" and not _END.search(qar.rationale):
        return "cut off at the length limit"
    return ""


def _too_many(asked: Asked, position: int) -> str:
    wanted = asked.origin.get("wanted")
    return "more than was asked for" if isinstance(wanted, int) and position >= wanted else ""


def _plain(text: str) -> str:
    """Return a line with its regions as `[0]`, however they were written: `[Region 0]`, `[0, 1]`, `［０］`.

    What has no place in a text is left out: control characters, and brackets around words.
    """
    line = (text if text.isascii() else text.translate(_BRACKETS)).strip()
    line = line if line.isprintable() else _CONTROL.sub("", line)
    if not _NO_PLAIN_ID.search(line):
        return line
    return _WORDS_IN_BRACKETS.sub(lambda words: words[1], _GROUP.sub(_listed, line))


def _listed(group: re.Match[str]) -> str:
    ids = [str(int(digits)) for digits in _DIGITS.findall(group[1])]
    tags = [f"[{each}]" for each in ids]
    if not tags:
        return group[0]
    return tags[0] if len(tags) == 1 else f"{', '.join(tags[:-1])} and {tags[-1]}"
