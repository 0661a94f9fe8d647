"""Take the reply of a teacher apart into questions, answers and rationales (QARs), as far as there are any.

Teachers were asked for three labelled lines each. They also number them, print them bold or as headings, put all three
on one line, write JSON or something like it, think aloud before, chat after, label in another language, leave one of
the three out, break off, or refuse. What can be read rightly is read; all else comes back with the problem. Nothing
that a model says makes this raise.
"""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

Part = Literal["question", "answer", "rationale"]

MOST_TRIPLES = 50
LONGEST_PART = 2000  # characters; more is no question, answer or rationale
_READ = 200_000  # characters of a reply

_WORDS: dict[Part, tuple[str, ...]] = {
    "question": (
        *("question", "q", "frage", "pregunta", "domanda", "pergunta", "vraag", "вопрос", "问题", "問題", "質問", "问"),
    ),
    "answer": (
        *("answer", "a", "antwort", "respuesta", "réponse", "reponse", "risposta", "resposta", "antwoord", "ответ"),
        *("回答", "答案", "答え", "答"),
    ),
    "rationale": (
        *("rationale", "r", "reasoning", "reason", "explanation", "justification", "begründung", "razón", "raison"),
        *("justificación", "motivazione", "razão", "обоснование", "理由", "解释", "根拠"),
    ),
}
_PARTS: dict[str, Part] = {word: part for part, words in _WORDS.items() for word in words}
_LONGEST_WORD = max(map(len, _PARTS))
_MARKUP = r"[ \t\"'“”*_#>\-•,{}\[]{0,12}"
# At the start of a line, with a colon; or alone on its line, as a heading. Any word will do here: those that are no
# label are left out afterwards, which takes a tenth of the time of a pattern that knows all labels.
_AT_START = re.compile(
    rf"\n{_MARKUP}(?:\(?\d{{1,3}}[.):]?[ \t]*)?{_MARKUP}(?P<word>[^\W\d_]{{1,{_LONGEST_WORD}}}?)"
    rf"(?:[ \t]*(?:[nN][oO]\.?[ \t]*|#)?\d{{1,3}})?[\"'”*_ \t\u00a0\u202f]*(?:[:：﹕]|(?=\r?\n))"
)
# Written as asked for: every line begins with its label, and the rest are blank.
_AS_ASKED = re.compile(r"\n(?P<word>Question|Answer|Rationale):")
_NOT_AS_ASKED = re.compile(r"\n(?!Question:|Answer:|Rationale:|\n|\Z)")
# A triple of which no part needs anything but to be cut at its labels: without markup, with a word at its end, neither
# beginning with a quote nor ending with a blank.
_SIGNS = r"[ -\"$-)+-;=-^a-z|}~]"
_PART = rf"(?!\")({_SIGNS}++)(?<! )(?:(?<=[A-Za-z0-9].)|(?<=[A-Za-z0-9]..))"
_TRIPLE = re.compile(rf"Question: {_PART}\n+Answer: {_PART}\n+Rationale: {_PART}(?:\n+|\Z)")
# Within a line, written as asked for.
_WITHIN_WORDS = ("Question", "Answer", "Rationale")
_WITHIN = re.compile(rf"[\s*_](?<!\n)(?P<word>{'|'.join(_WITHIN_WORDS)})(?:[ \t]*\d{{1,3}})?[*_]*[:：]")
_THOUGHTS = r"(?:think|thinking|reasoning|scratchpad)"
_THINKING = re.compile(rf"<{_THOUGHTS}>.*?(?:</{_THOUGHTS}>|\Z)", re.DOTALL | re.IGNORECASE)
_THOUGHT_OUT = re.compile(rf"</{_THOUGHTS}>", re.IGNORECASE)
_FENCE = re.compile(r"^[ \t]*```\w*[ \t]*$", re.MULTILINE)
_PARAGRAPH = re.compile(r"\n[ \t]{0,40}(?:[*_\-=#]{2,40}[ \t]{0,40})?\n")
_LAST_NUMBER = re.compile(
    r"\s{0,20}\n[\s*_#-]{0,20}"
    r"(?:(?:triple|triplet|set|response|qar|example|item|no\.?)?\s{0,20}#?\(?\d{1,3}[.):]{0,3}|[-=*_#]{2,40}"
    r"|[{}\]\[,]{1,20})[\s*_:]{0,20}$",
    re.IGNORECASE,
)
_OPENING = re.compile(r"[{\[]")
_MOST_OPENINGS = 400  # braces and brackets at which JSON is looked for
_QUOTES = ('"', "“")
_QUOTED = re.compile(r"[\"“]((?:[^\"“”\\]|\\.)*)[\"”][\s,}\]]*")  # as a whole, perhaps as a part of broken JSON
_REFUSAL = re.compile(
    r"\b(?:i(?:'|’)?m (?:very |really )?sorry|i am (?:very )?sorry"
    r"|i (?:cannot|can(?:'|’)?t|can not|won(?:'|’)?t|am unable|am not able)|as an ai"
    r"|unable to (?:assist|help|comply)|against my (?:policy|guidelines)|i must decline)\b",
    re.IGNORECASE,
)


class Triple(NamedTuple):
    """A QAR as read; where something is missing `problem` says what."""

    question: str
    answer: str
    rationale: str
    problem: str = ""


def read_triples(text: str) -> tuple[Triple, ...]:
    """Return what a reply holds, in its order; for one that holds nothing, one empty triple with the reason."""
    if triples := _as_asked(text):
        return triples
    said = _said(text[:_READ])
    if isinstance(said, Triple):
        return (said,)
    found = list(_from_json(said)) or list(_from_labels(said))
    if not found:
        problem = "the teacher refused" if _REFUSAL.search(said) else "no question, answer and rationale in the reply"
        return (Triple("", "", "", problem),)
    return tuple(_checked(each) for each in found[:MOST_TRIPLES])


def _as_asked(text: str) -> tuple[Triple, ...]:
    """Return what a reply holds that is written as asked for to the letter, as most are; nothing for any other.

    What follows below would find the same, in ten times the time.
    """
    if len(text) > LONGEST_PART or "  " in text:
        return ()
    cut = _TRIPLE.split(text.lstrip("\n"))
    if any(cut[::4]):
        return ()  # something stands between them
    lines = len(cut) // 4 * 3
    if text.count(":") > lines and sum(map(text.count, _WITHIN_WORDS)) > lines:
        return ()  # one may have a label within
    return tuple(map(Triple, cut[1::4], cut[2::4], cut[3::4]))[:MOST_TRIPLES]


def _said(text: str) -> str | Triple:
    """Return a reply without thoughts and code fences, or why there is none."""
    if not text.strip():
        return Triple("", "", "", "the reply is empty")
    spoken = _thought_out(text) if "<" in text else text
    if not spoken.strip():
        return Triple("", "", "", "the teacher only thought aloud")
    return (_FENCE.sub("", spoken) if "```" in spoken else spoken).replace("\r\n", "\n")


def _thought_out(text: str) -> str:
    spoken = _THINKING.sub("", text)
    return spoken[max((match.end() for match in _THOUGHT_OUT.finditer(spoken)), default=0) :]


def _checked(triple: Triple) -> Triple:
    """Say what is missing, and shorten what is no sentence."""
    missing = [part for part in ("question", "answer", "rationale") if not any(map(str.isalnum, getattr(triple, part)))]
    if missing:
        return triple._replace(problem=f"no {' and no '.join(missing)}")
    if max(map(len, triple[:3])) > LONGEST_PART:
        question, answer, rationale = (text[:LONGEST_PART] for text in triple[:3])
        return Triple(question, answer, rationale, f"longer than {LONGEST_PART:,} characters")
    return triple


def _from_labels(text: str) -> Iterator[Triple]:
    """Read by labels: a question begins a triple, and so does a part that the triple has already."""
    text = f"\n{text}"
    labels = _labels(text)
    # Both patterns begin with one character that is not part of the label.
    borders = [*(label.start() + 1 for label in labels), len(text)]
    parts: dict[Part, str] = {}
    for label, end in zip(labels, borders[1:], strict=True):
        part = _PARTS[label["word"].lower()]
        if parts and (part == "question" or part in parts):
            yield _triple(parts)
            parts = {}
        parts[part] = _first_paragraph(text[label.end() : end])
    if parts:
        yield _triple(parts)


def _labels(text: str) -> list[re.Match[str]]:
    """Return the labels of a text that begins with a new line, in their order; one that both find is that of a line."""
    if not _NOT_AS_ASKED.search(text):
        labels = list(_AS_ASKED.finditer(text))
    else:
        labels = [label for label in _AT_START.finditer(text) if label["word"].lower() in _PARTS]
    if sum(map(text.count, _WITHIN_WORDS)) == sum(label["word"] in _WITHIN_WORDS for label in labels):
        return labels  # such a word stands nowhere else
    found = {label.start("word"): label for label in (*_WITHIN.finditer(text), *labels)}
    return [found[place] for place in sorted(found)]


def _triple(parts: dict[Part, str]) -> Triple:
    return Triple(parts.get("question", ""), parts.get("answer", ""), parts.get("rationale", ""))


def _first_paragraph(body: str) -> str:
    """Return what is said right after a label, without the number of the next triple and what is chatted at the end."""
    body = body.lstrip("*_ \t\r\n")
    if "\n" not in body.rstrip():
        return _tidy(body)
    first = _PARAGRAPH.split(body, maxsplit=1)[0]
    return _tidy(_LAST_NUMBER.sub("", first))


def _from_json(text: str) -> Iterator[Triple]:
    """Read a JSON object, a list of them, one with such a list in it, or one a line."""
    for value in _json_values(text):
        yield from _triples_in(value)


def _json_values(text: str) -> Iterator[object]:
    if "{" not in text:  # only an object names its parts
        return
    decoder = json.JSONDecoder()
    place = 0
    for opening in islice(_OPENING.finditer(text), _MOST_OPENINGS):
        if opening.start() >= place:
            try:
                value, place = decoder.raw_decode(text, opening.start())
            except (ValueError, RecursionError):
                continue
            yield value


def _triples_in(value: object, depth: int = 3) -> Iterator[Triple]:
    if isinstance(value, list) and depth:
        for each in value:
            yield from _triples_in(each, depth - 1)
    elif isinstance(value, dict):
        parts: dict[Part, str] = {}
        for name, text in value.items():
            part = _PARTS.get(str(name).strip().lower())
            if part and isinstance(text, str):
                parts[part] = _tidy(text)
        if parts:
            yield _triple(parts)
        elif depth:
            for each in value.values():
                yield from _triples_in(each, depth - 1)


def _tidy(text: str) -> str:
    """Return a part on one line, without the marks and quotes that stand around the whole of it."""
    if "**" in text or "__" in text:
        text = text.replace("**", "").replace("__", "")
    # What can be shown as it is has no blanks but plain ones.
    line = text if text.isprintable() and "  " not in text else " ".join(text.split())
    line = line.strip("*_# `")
    quoted = _QUOTED.fullmatch(line) if line.startswith(_QUOTES) else None
    return quoted[1].strip() if quoted else line
