"""A model of sentences in a folder embeds texts by the mean over their words, and never asks the network."""

from pathlib import Path

import numpy as np
import pytest
import torch
import transformers as T

from models.errors import ModelUnavailable
from tests.fakes.tiny_models import tokenizer
from training.corpus.select import select
from training.corpus.sentence_model import load_sentence_model


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sentences") / "tiny-MiniLM"
    torch.manual_seed(0)
    words = tokenizer()
    sizes = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2}
    model = T.BertModel(T.BertConfig(vocab_size=len(words), pad_token_id=0, max_position_embeddings=160, **sizes))
    model.save_pretrained(path)
    words.save_pretrained(path)
    return path


def test_a_vector_is_the_normalised_mean_of_the_last_states(folder: Path) -> None:
    words, bare = T.AutoTokenizer.from_pretrained(folder), T.AutoModel.from_pretrained(folder).eval()
    with torch.inference_mode():
        states = bare(**words("why is the man sad", return_tensors="pt")).last_hidden_state[0]
    mean = states.mean(0).numpy()

    vector = load_sentence_model(folder)(["why is the man sad"])[0]

    assert vector == pytest.approx(mean / np.linalg.norm(mean), abs=1e-5)


def test_a_vector_does_not_depend_on_longer_neighbours(folder: Path) -> None:
    model = load_sentence_model(folder)

    alone, beside = model(["a cat"])[0], model(["a cat", "the woman of the photo is happy . why ?"])[0]

    assert beside == pytest.approx(alone, abs=1e-5)


def test_more_texts_than_go_at_once_keep_their_order_and_long_ones_are_cut(folder: Path) -> None:
    model = load_sentence_model(folder)
    texts = [f"{'cat ' * (number % 5)} dog" for number in range(150)] + ["sad " * 500]

    vectors = model(texts)

    assert vectors.shape == (151, 16)
    assert vectors[149] == pytest.approx(model([texts[149]])[0], abs=1e-5)
    assert model([]).shape == (0, 16)


def test_it_selects(folder: Path) -> None:
    texts = ["man cat", "woman dog", "sad happy", "yes no", "why is", "photo of"]

    assert len(select(texts, 3, embed=load_sentence_model(folder))) == 3


def test_a_folder_without_a_model_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"no config\.json.*leave the option out"):
        load_sentence_model(tmp_path)


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')

    with pytest.raises(ModelUnavailable, match="cannot be loaded"):
        load_sentence_model(tmp_path)
