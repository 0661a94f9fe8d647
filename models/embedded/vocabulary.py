"""Texts to word numbers and back.

The tokenizer (BPE, Hugging Face `tokenizers`) sees words and punctuation apart, `[0]` to `[5]` are words of their own.
Questions are read in lower case; answers come back in the spacing of ordinary English.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import AddedToken, Tokenizer
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import Metaspace
from tokenizers.trainers import BpeTrainer

PAD, START, END, UNKNOWN, BECAUSE = range(5)
SPECIAL = ("<pad>", "<start>", "<end>", "<unknown>", "<because>")
FIRST_SLOT = len(SPECIAL)
_PIECES = re.compile(r"\[\d+\]|[^\W_]+(?:-[^\W_]+)*|[^\w\s]|_")
_SPACE = "\u2581"  # the tokenizers' sign for the start of a word
_NO_SPACE_BEFORE = re.compile(r" ([.,;:!?%)])")
_APOSTROPHE = re.compile(r" ?' ?(s|t|re|ve|ll|d|m)\b")


def spaced(text: str) -> str:
    """Put one space between words, punctuation and `[k]`."""
    return " ".join(_PIECES.findall(text))


def joined(text: str) -> str:
    """Undo `spaced` for ordinary English."""
    text = _APOSTROPHE.sub(r"'\1", text)
    return _NO_SPACE_BEFORE.sub(r"\1", text).replace("( ", "(")


class Vocabulary:
    """A tokenizer and the house's way of writing."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._pieces = [tokenizer.id_to_token(number) or "" for number in range(len(self))]

    def __len__(self) -> int:
        return self._tokenizer.get_vocab_size()

    @property
    def pieces(self) -> tuple[str, ...]:
        """Return all pieces in the order of their numbers, as the tokenizer writes them."""
        return tuple(self._pieces)

    def read_question(self, text: str) -> list[int]:
        """Return the word numbers of a question whose regions are written by slot, `[0]` to `[5]`."""
        return self._tokenizer.encode(spaced(text.lower())).ids

    def write_answer(self, answer: str, rationale: str) -> list[int]:
        """Return START, the answer, BECAUSE, the rationale, END."""
        first = self._tokenizer.encode(spaced(answer)).ids
        second = self._tokenizer.encode(spaced(rationale)).ids
        return [START, *first, BECAUSE, *second, END]

    def read_answer(self, words: Sequence[int]) -> tuple[str, str]:
        """Return answer and rationale of the words said so far, START left out or not."""
        said = [word for word in words if word not in (PAD, START, END)]
        cut = said.index(BECAUSE) if BECAUSE in said else len(said)
        return self._text(said[:cut]), self._text(said[cut + 1 :])

    def starts_word(self, number: int) -> bool:
        """Tell whether a piece begins a new word, so that what came before it can be shown."""
        return number < FIRST_SLOT or self._pieces[number].startswith((_SPACE, "["))

    def word(self, number: int) -> str:
        """Return a piece that begins a word, without the sign for that; "" for all others."""
        piece = self._pieces[number]
        return piece.removeprefix(_SPACE) if piece.startswith(_SPACE) else ""

    def save(self, path: Path) -> None:
        self._tokenizer.save(str(path))

    def _text(self, numbers: Iterable[int]) -> str:
        parts = []
        for number in numbers:
            piece = self._pieces[number] if 0 <= number < len(self._pieces) else ""
            parts.append(f" {piece}" if piece.startswith("[") else piece.replace(_SPACE, " "))
        return joined(" ".join("".join(parts).split()))


def load_vocabulary(path: Path) -> Vocabulary:
    """Read a tokenizer.json. Raises OSError or Exception as `tokenizers` does when the file is damaged."""
    return Vocabulary(Tokenizer.from_str(path.read_text("utf-8")))


def learn_vocabulary(texts: Iterable[str], *, size: int, slots: int) -> Vocabulary:
    """Learn the pieces of the texts; the same texts in the same order give the same tokenizer."""
    tokenizer = Tokenizer(BPE(unk_token=SPECIAL[UNKNOWN]))
    tokenizer.pre_tokenizer = Metaspace(replacement=_SPACE, prepend_scheme="always")
    words = [AddedToken(text, special=True, lstrip=True, rstrip=True, normalized=False) for text in SPECIAL]
    words += [
        AddedToken(f"[{slot}]", special=True, lstrip=True, rstrip=True, normalized=False) for slot in range(slots)
    ]
    letters = [_SPACE, *"abcdefghijklmnopqrstuvwxyz0123456789.,;:!?'\"-"]
    trainer = BpeTrainer(vocab_size=size, special_tokens=words, initial_alphabet=letters, show_progress=False)
    tokenizer.train_from_iterator((spaced(text) for text in texts), trainer)
    return Vocabulary(tokenizer)
