"""The embedded verbalizers: captions, narratives, tags, answers and boxes of drawn scenes, on a CPU, offline.

One network does it all (`verbalizer_network.py`). Whoever describes a whole picture looks closely at the regions that
the network itself proposes. A picture is encoded once for however many calls: its maps and proposals are kept for the
pictures looked at last, its tokens, which are all that narratives, tags and answers need, for many more.
"""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from PIL import Image
from torch import Tensor

from models.embedded.folder import find_folder
from models.embedded.label_cache import LabelCache, best_tags
from models.embedded.picture import Fitted, fit, to_pixels, within
from models.embedded.proposals_head import PROPOSAL_KINDS, decode
from models.embedded.sampling import sampler, without_ids
from models.embedded.saying import Choose, likeliest, say_all
from models.embedded.tensors import padded, place_boxes
from models.embedded.verbalizer_network import NARRATIVE_PROMPT, caption_prompt
from models.embedded.verbalizer_weights import FORMAT, StoredVerbalizers, open_verbalizers
from models.embedded.vision import Glance, Seen
from models.errors import BadQuestion
from models.kept import Kept
from models.records import Box, Detection, Region, Tag

NAME = "verbalizers"
_KEPT = 8  # pictures; one with its maps takes about two megabytes
_KEPT_TOKENS = 512  # pictures; the tokens of one take about 70 kilobytes
_SENTENCE = re.compile(r"(?:^|(?<=[.!?] ))[a-z]")


class Looked(NamedTuple):
    """All that is known of a picture before anything is asked: its maps, what was `found` in it (boxes in its own
    pixels), and the tokens of the picture and of the surest of these."""

    fitted: Fitted
    glance: Glance
    found: tuple[Detection, ...]
    seen: Seen


class EmbeddedVerbalizers:
    """Loaded verbalizers. Nothing but the pictures kept changes after loading, so threads may share them."""

    def __init__(self, stored: StoredVerbalizers, name: str = f"embedded:{NAME}") -> None:
        self.name = name
        self.stored = stored
        self._network = stored.network
        self._vocabulary = stored.vocabulary
        self._limits = stored.settings.network.teller
        self._labels = LabelCache(self._read_labels)
        self._kept: Kept[bytes, Looked] = Kept(_KEPT)
        self._tokens: Kept[bytes, Seen] = Kept(_KEPT_TOKENS)

    def caption(self, image: Image.Image, regions: Sequence[Region]) -> tuple[str, ...]:
        """Return a description of every region; ids are not named."""
        looked, captions = self._look(image), []
        for start in range(0, len(regions), self._limits.regions):
            some = regions[start : start + self._limits.regions]
            seen = self._look_at(looked.fitted, looked.glance, [region.box for region in some])
            captions += self._say(seen, [caption_prompt(slot) for slot in range(len(some))])
        return tuple(captions)

    def narrate(
        self, image: Image.Image, count: int = 5, *, temperature: float = 1.1, nucleus: float = 0.95, seed: int = 0
    ) -> tuple[str, ...]:
        """Return `count` narratives; see `Narrator.narrate`. Raises BadSetting for settings that mean nothing."""
        choose = sampler(temperature=temperature, nucleus=nucleus, seed=seed)
        told = self._say(self._see(image), [NARRATIVE_PROMPT] * count, choose) if count > 0 else []
        return tuple(_as_sentences(text) for text in told)

    def tag(self, image: Image.Image, labels: Sequence[str], top: int) -> tuple[Tag, ...]:
        """Return the `top` labels that fit best, best first; a label need not be one that was learned."""
        return best_tags(self._network.tags, self._see(image), self._labels, labels, top)

    def reply(self, image: Image.Image, questions: Sequence[str]) -> tuple[str, ...]:
        """Return a short answer to every question. Raises BadQuestion for one without words or one that is too long."""
        for question in questions:
            self._check(question)
        return tuple(self._say(self._see(image), questions)) if questions else ()

    def detect(self, image: Image.Image) -> tuple[Detection, ...]:
        """Return what was found, most certain first, with its kind: "person", "animal" or "object"."""
        return self._look(image).found

    def _read_labels(self, labels: Sequence[str]) -> Tensor:
        return self._network.label_vectors(padded([self._vocabulary.read_question(label) for label in labels]))

    def _check(self, question: str) -> None:
        words = len(self._vocabulary.read_question(question))
        if not words:
            raise BadQuestion("The question has no words. Write what you want to know about the picture.")
        if words > self._limits.question_words:
            raise BadQuestion(
                f"The embedded verbalizers read questions of up to {self._limits.question_words} pieces of words, and "
                f'"{question}" has {words}. Ask it shorter.'
            )

    def _look(self, image: Image.Image) -> Looked:
        return self._looked(fit(image, self._limits.pixels))

    def _see(self, image: Image.Image) -> Seen:
        fitted = fit(image, self._limits.pixels)
        return self._tokens.get([_key(fitted)], lambda _: [self._looked(fitted).seen])[0]

    def _looked(self, fitted: Fitted) -> Looked:
        key = _key(fitted)
        looked = self._kept.get([key], lambda _: [self._encode(fitted)])[0]
        self._tokens.get([key], lambda _: [looked.seen])
        return looked

    def _encode(self, fitted: Fitted) -> Looked:
        with torch.inference_mode():
            glance = self._network.look_over(to_pixels([fitted.image]))
            proposals = decode(self._network.propose(glance), threshold=self.stored.settings.threshold)[0]
        side = self._limits.pixels
        found = tuple(
            Detection(fitted.placement.original(Box(*(share * side for share in box))), score, PROPOSAL_KINDS[kind])
            for box, score, kind in zip(*(part.tolist() for part in proposals), strict=True)
        )
        surest = [each.box for each in found[: self._limits.regions]]
        return Looked(fitted, glance, found, self._look_at(fitted, glance, surest))

    def _look_at(self, fitted: Fitted, glance: Glance, regions: Sequence[Box]) -> Seen:
        placed = {slot: within(fitted.placement.place(box, self._limits.pixels)) for slot, box in enumerate(regions)}
        with torch.inference_mode():
            return self._network.look_at(glance, *place_boxes([placed], self._limits.regions))

    def _say(self, seen: Seen, prompts: Sequence[str], choose: Choose = likeliest) -> list[str]:
        words = [self._vocabulary.read_question(prompt) for prompt in prompts]
        told = say_all(self._network.teller, seen, words, without_ids(choose, self._limits.regions))
        return [self._vocabulary.read_answer(said.words)[0] for said in told]


def load_verbalizers(folder: Path | None = None, name: str = NAME) -> EmbeddedVerbalizers:
    """Load models/embedded/<name>, or a folder given. Raises ModelUnavailable when it is unknown or damaged."""
    return EmbeddedVerbalizers(open_verbalizers(folder or find_folder(name, "verbalizers", FORMAT)), f"embedded:{name}")


def _key(fitted: Fitted) -> bytes:
    return hashlib.blake2b(fitted.image.tobytes() + repr(fitted.placement).encode()).digest()


def _as_sentences(text: str) -> str:
    """Return a text that was learned in lower case with a capital at the start of every sentence."""
    return _SENTENCE.sub(lambda letter: letter[0].upper(), text)
