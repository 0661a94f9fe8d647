"""What LAVIS calls the tensors of a BLIP-2, and transformers calls them."""

import pytest
import torch

from models.lavis.names import to_lavis, to_transformers

# As they stand in checkpoints of salesforce-lavis 1.0.2 and in transformers 5.
NAMES = [
    ("query_tokens", "query_tokens"),
    ("visual_encoder.cls_token", "vision_model.embeddings.class_embedding"),
    ("visual_encoder.pos_embed", "vision_model.embeddings.position_embedding"),
    ("visual_encoder.patch_embed.proj.bias", "vision_model.embeddings.patch_embedding.bias"),
    ("visual_encoder.blocks.38.norm2.weight", "vision_model.encoder.layers.38.layer_norm2.weight"),
    ("visual_encoder.blocks.0.attn.qkv.weight", "vision_model.encoder.layers.0.self_attn.qkv.weight"),
    ("visual_encoder.blocks.7.attn.proj.weight", "vision_model.encoder.layers.7.self_attn.projection.weight"),
    ("visual_encoder.blocks.7.mlp.fc2.bias", "vision_model.encoder.layers.7.mlp.fc2.bias"),
    ("ln_vision.weight", "vision_model.post_layernorm.weight"),
    ("Qformer.bert.embeddings.LayerNorm.bias", "qformer.layernorm.bias"),
    ("Qformer.bert.embeddings.word_embeddings.weight", "embeddings.word_embeddings.weight"),
    ("Qformer.bert.embeddings.position_embeddings.weight", "embeddings.position_embeddings.weight"),
    (
        "Qformer.bert.encoder.layer.3.attention.self.query.weight",
        "qformer.encoder.layer.3.attention.attention.query.weight",
    ),
    (
        "Qformer.bert.encoder.layer.4.crossattention.self.key.bias",
        "qformer.encoder.layer.4.crossattention.attention.key.bias",
    ),
    (
        "Qformer.bert.encoder.layer.4.crossattention.output.LayerNorm.bias",
        "qformer.encoder.layer.4.crossattention.output.LayerNorm.bias",
    ),
    (
        "Qformer.bert.encoder.layer.11.intermediate_query.dense.weight",
        "qformer.encoder.layer.11.intermediate_query.dense.weight",
    ),
    ("vision_proj.weight", "vision_projection.weight"),
    ("text_proj.bias", "text_projection.bias"),
    ("itm_head.weight", "itm_head.weight"),
    ("t5_proj.weight", "language_projection.weight"),
    (
        "t5_model.decoder.block.0.layer.0.SelfAttention.q.weight",
        "language_model.decoder.block.0.layer.0.SelfAttention.q.weight",
    ),
]


@pytest.mark.parametrize(("theirs", "ours"), NAMES)
def test_a_tensor_has_a_name_in_each(theirs: str, ours: str) -> None:
    value = torch.ones(2)

    assert to_transformers({theirs: value}) == ({ours: value}, {}, [])
    assert to_lavis({ours: value}, {}) == {theirs: value}


def test_the_biases_of_queries_and_values_are_joined_around_none_for_keys() -> None:
    parts = {
        f"visual_encoder.blocks.5.attn.{name}_bias": torch.full((3,), number)
        for name, number in (("q", 1.0), ("v", 2.0))
    }

    renamed, _, _ = to_transformers(parts)

    assert renamed["vision_model.encoder.layers.5.self_attn.qkv.bias"].tolist() == [1, 1, 1, 0, 0, 0, 2, 2, 2]
    back = to_lavis(renamed, {})
    assert back.keys() == parts.keys()
    assert all(torch.equal(back[name], parts[name]) for name in parts)


def test_what_transformers_has_no_place_for_is_kept_aside() -> None:
    heads = {
        name: torch.rand(2) for name in ("temp", "qa_head.0.weight", "r_head.2.bias", "Qformer.cls.predictions.bias")
    }

    renamed, aside, unknown = to_transformers(heads)

    assert (renamed, unknown) == ({}, [])
    assert aside == heads


def test_words_that_are_said_are_those_that_are_read() -> None:
    words = torch.rand(5, 2)
    aside = {"Qformer.cls.predictions.bias": torch.rand(5)}

    back = to_lavis({"embeddings.word_embeddings.weight": words}, aside)

    assert torch.equal(back["Qformer.cls.predictions.decoder.weight"], words)
    assert torch.equal(back["Qformer.cls.predictions.decoder.bias"], aside["Qformer.cls.predictions.bias"])
    assert to_transformers(back)[1].keys() == aside.keys(), "and are not kept twice"


def test_numbers_of_places_are_no_weights_and_other_names_are_unknown() -> None:
    tensors = {"Qformer.bert.embeddings.position_ids": torch.arange(4), "backbone.conv1.weight": torch.rand(1)}

    assert to_transformers(tensors) == ({}, {}, ["backbone.conv1.weight"])
