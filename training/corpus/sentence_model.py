"""Embed sentences with a transformer that lies in a folder: the mean of its last vectors over the words.

For sentence-transformers folders such as paraphrase-MiniLM-L6-v2, which the paper uses; their pooling is the mean.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel, AutoTokenizer

from models.errors import ModelUnavailable
from training.corpus.embedding import Vectors, normalised

_AT_ONCE = 64
_MOST_TOKENS = 128  # what MiniLM was tuned with


class SentenceModel:
    """A loaded model of sentences; nothing in it changes after loading."""

    def __init__(self, name: str, tokenizer: Any, model: Any) -> None:  # Any: transformers types its classes loosely
        self.name = name
        self._tokenizer = tokenizer
        self._model = model

    def __call__(self, texts: Sequence[str]) -> Vectors:
        rows = [self._embed(texts[start : start + _AT_ONCE]) for start in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(rows) if rows else np.zeros((0, self._model.config.hidden_size), dtype=np.float32)

    def _embed(self, texts: Sequence[str]) -> Vectors:
        words = self._tokenizer(
            list(texts), padding=True, truncation=True, max_length=_MOST_TOKENS, return_tensors="pt"
        )
        with torch.inference_mode():
            states = self._model(**words).last_hidden_state
        counted = words["attention_mask"][..., None].to(states.dtype)
        means = (states * counted).sum(1) / counted.sum(1).clamp(min=1)
        return normalised(means.float().numpy())


def load_sentence_model(folder: Path) -> SentenceModel:
    """Load a model of sentences from its folder, never from the network. Raises ModelUnavailable with a sentence."""
    if not (folder / "config.json").is_file():
        raise ModelUnavailable(
            f"{folder} holds no model of sentences: it has no config.json. Name the folder of a downloaded one, such "
            "as paraphrase-MiniLM-L6-v2, or leave the option out."
        )
    try:
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = AutoModel.from_pretrained(folder, local_files_only=True, use_safetensors=True)
    except (OSError, ValueError, KeyError) as problem:
        raise ModelUnavailable(f"The model of sentences in {folder} cannot be loaded: {problem}") from problem
    return SentenceModel(f"folder:{folder.name}", tokenizer, model.eval())
