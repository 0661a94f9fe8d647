"""Read what a teacher replied: every QAR in it is kept, with the reason why it is set aside or its marks."""

import re
from collections.abc import Iterable, Iterator, Sequence

from models.corpus import ChatReply, Entry, Verbalization
from models.records import without_surrogates
from training.corpus.calls.complete import request_key
from training.corpus.hygiene.known import known_of
from training.corpus.hygiene.marking import Judged, Repeats, judge
from training.corpus.hygiene.marks import Mark
from training.corpus.writing.generate import Asked, Planned
from training.corpus.writing.kept import ReadReply, Text, entries_of
from training.corpus.writing.triples import Triple, read_triples

_GROUP = re.compile(
    r"\[\s*(?:(?:region|object|person|box|tag|id|no\.?|number)s?\s*:?\s*)?(#?\d[\d\s,;&#and]*?)\s*\]", re.IGNORECASE
)
_NO_PLAIN_ID = re.compile(r"\[(?!(?:0|[1-9][0-9]{0,8})\])")
_DIGITS = re.compile(r"\d{1,9}")
_WORDS_IN_BRACKETS = re.compile(r"\[([^\[\]\d][^\[\]]*)\]")
_BRACKETS = str.maketrans({"［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]"})
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SHOWN = bytes(sorted({*range(32, 127), 10}.difference(b"{")))
_PARTS = ("question", "answer", "rationale")
_END = re.compile(r"[.!?…。！？][\"'”’)\]]*$")


def read_reply(
    verbalization: Verbalization, planned: Planned, reply: ChatReply, *, request: str = ""
) -> tuple[Entry, ...]:
    """Return the entries of a reply, at least one: one of which nothing can be read is set aside with the reason.

    `request` is the key that the reply is kept under; without one it is made of what was asked and who replied.
    """
    request = request or request_key(reply.model, planned.request)
    return entries_of(verbalization.picture, [read_kept(verbalization, planned.asked, reply, request=request)])


def read_kept(verbalization: Verbalization, asked: Asked, reply: ChatReply, *, request: str) -> ReadReply:
    """Return the texts of a reply that was kept under the key `request`; see `read_reply`."""
    said = without_surrogates(reply.text)
    triples = read_triples(said)
    if not _is_plain(said):
        triples = [triple._replace(**{part: _plain(getattr(triple, part)) for part in _PARTS}) for triple in triples]
    texts = list(map(_text, triples, judge(triples, asked.kind, known_of(verbalization))))
    wanted = asked.origin.get("wanted")
    if isinstance(wanted, int) and len(texts) > wanted:
        texts[wanted:] = [
            text if triple.problem else text._replace(set_aside="more than was asked for", marks=())
            for text, triple in zip(texts[wanted:], triples[wanted:], strict=True)
        ]
    if reply.finish == "length" and not triples[-1].problem and not _END.search(triples[-1].rationale):
        texts[-1] = texts[-1]._replace(set_aside="cut off at the length limit", marks=())
    return ReadReply(request, reply.model, asked.kind, asked.origin, tuple(texts))


def mark_repeats(verbalization: Verbalization, replies: Iterable[ReadReply]) -> Iterator[ReadReply]:
    """Mark what was said before about the same picture; `replies` are those about one, in the order of their calls."""
    repeats = Repeats()
    captions = known_of(verbalization).captions
    for reply in replies:
        words = captions if reply.kind == "regions" else {}
        marks: list[Mark | None] = [None if text.set_aside else repeats.mark_of(text, words) for text in reply.texts]
        yield _marked(reply, marks) if any(marks) else reply


def _text(triple: Triple, judged: Judged) -> Text:
    question, answer, rationale, problem = triple
    set_aside, marks = judged
    return Text(question, answer, rationale, problem or set_aside, () if problem else marks)


def _marked(reply: ReadReply, marks: Sequence[Mark | None]) -> ReadReply:
    """Return a reply with one more mark for each text that has earned one."""
    earned = zip(reply.texts, marks, strict=True)
    return reply._replace(
        texts=tuple(text._replace(marks=(*text.marks, mark)) if mark else text for text, mark in earned)
    )


def _is_plain(said: str) -> bool:
    """Return whether no part of a reply can be made plainer, as of most; only JSON holds what it does not show."""
    return said.isascii() and not said.encode("ascii").translate(None, _SHOWN) and not _NO_PLAIN_ID.search(said)


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
