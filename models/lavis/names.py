"""What LAVIS and transformers call the same tensors of a BLIP-2, in both directions.

{n} stands for the number of a layer, {rest} for the end of a name. Three things are not a matter of names: LAVIS keeps
the biases of queries and values apart and has none for keys; it ties the words that the Q-Former says to those it
reads; and it has parts for training that transformers leaves out (`ASIDE`).
"""

import re
from collections.abc import Mapping

import torch
from torch import Tensor

_SAME = (
    ("query_tokens", "query_tokens"),
    ("visual_encoder.cls_token", "vision_model.embeddings.class_embedding"),
    ("visual_encoder.pos_embed", "vision_model.embeddings.position_embedding"),
    ("visual_encoder.patch_embed.proj.{rest}", "vision_model.embeddings.patch_embedding.{rest}"),
    ("visual_encoder.blocks.{n}.norm1.{rest}", "vision_model.encoder.layers.{n}.layer_norm1.{rest}"),
    ("visual_encoder.blocks.{n}.norm2.{rest}", "vision_model.encoder.layers.{n}.layer_norm2.{rest}"),
    ("visual_encoder.blocks.{n}.attn.qkv.weight", "vision_model.encoder.layers.{n}.self_attn.qkv.weight"),
    ("visual_encoder.blocks.{n}.attn.proj.{rest}", "vision_model.encoder.layers.{n}.self_attn.projection.{rest}"),
    ("visual_encoder.blocks.{n}.mlp.{rest}", "vision_model.encoder.layers.{n}.mlp.{rest}"),
    ("ln_vision.{rest}", "vision_model.post_layernorm.{rest}"),
    ("Qformer.bert.embeddings.LayerNorm.{rest}", "qformer.layernorm.{rest}"),
    ("Qformer.bert.embeddings.word_embeddings.{rest}", "embeddings.word_embeddings.{rest}"),
    ("Qformer.bert.embeddings.position_embeddings.{rest}", "embeddings.position_embeddings.{rest}"),
    ("Qformer.bert.encoder.layer.{n}.attention.self.{rest}", "qformer.encoder.layer.{n}.attention.attention.{rest}"),
    (
        "Qformer.bert.encoder.layer.{n}.crossattention.self.{rest}",
        "qformer.encoder.layer.{n}.crossattention.attention.{rest}",
    ),
    ("Qformer.bert.encoder.layer.{n}.{rest}", "qformer.encoder.layer.{n}.{rest}"),
    ("vision_proj.{rest}", "vision_projection.{rest}"),
    ("text_proj.{rest}", "text_projection.{rest}"),
    ("itm_head.{rest}", "itm_head.{rest}"),
    ("t5_proj.{rest}", "language_projection.{rest}"),
    ("t5_model.{rest}", "language_model.{rest}"),
)
_BIASES = re.compile(r"visual_encoder\.blocks\.(\d+)\.attn\.(q|v)_bias")
_JOINED = re.compile(r"vision_model\.encoder\.layers\.(\d+)\.self_attn\.qkv\.bias")
# The temperature of ITC, the words that ITG says, and the critic's two ratings: kept under LAVIS's names.
ASIDE = re.compile(r"temp|Qformer\.cls\.predictions\..+|(qa|r)_head\..+")
# Numbers that are no weights, and what another tensor holds as well.
_NOTHING = re.compile(r"Qformer\.bert\.embeddings\.position_ids|Qformer\.cls\.predictions\.decoder\.(weight|bias)")
_WORDS, _SPOKEN = "embeddings.word_embeddings.weight", "Qformer.cls.predictions.decoder.{}"


def to_transformers(tensors: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], dict[str, Tensor], list[str]]:
    """Return tensors under the names of transformers, those kept aside, and the names that mean nothing here."""
    renamed: dict[str, Tensor] = {}
    aside: dict[str, Tensor] = {}
    unknown: list[str] = []
    for name, value in tensors.items():
        if _NOTHING.fullmatch(name):
            continue
        if ASIDE.fullmatch(name):
            aside[name] = value
        elif match := _BIASES.fullmatch(name):
            if match[2] == "q":
                renamed[f"vision_model.encoder.layers.{match[1]}.self_attn.qkv.bias"] = _joined(tensors, match[1])
        elif new := _translated(name, _TO_TRANSFORMERS):
            renamed[new] = value
        else:
            unknown.append(name)
    return renamed, aside, unknown


def to_lavis(tensors: Mapping[str, Tensor], aside: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Return the tensors of transformers, with those kept aside, as LAVIS saves them; others keep their names."""
    renamed = dict(aside)
    for name, value in tensors.items():
        if match := _JOINED.fullmatch(name):
            queries, _, values = value.chunk(3)
            renamed[f"visual_encoder.blocks.{match[1]}.attn.q_bias"] = queries.clone()
            renamed[f"visual_encoder.blocks.{match[1]}.attn.v_bias"] = values.clone()
        else:
            renamed[_translated(name, _TO_LAVIS) or name] = value
    if "Qformer.cls.predictions.bias" in aside:
        renamed[_SPOKEN.format("bias")] = aside["Qformer.cls.predictions.bias"].clone()
        renamed[_SPOKEN.format("weight")] = tensors[_WORDS].clone()
    return renamed


def _joined(tensors: Mapping[str, Tensor], layer: str) -> Tensor:
    queries, values = (tensors[f"visual_encoder.blocks.{layer}.attn.{each}_bias"] for each in "qv")
    return torch.cat([queries, torch.zeros_like(queries), values])


def _patterns(pairs: list[tuple[str, str]]) -> list[tuple[re.Pattern[str], str]]:
    """Return what matches the first of each pair, and what to write instead."""
    found = []
    for here, there in pairs:
        pattern = re.escape(here).replace(r"\{n\}", r"(?P<n>\d+)").replace(r"\{rest\}", r"(?P<rest>.+)")
        found.append((re.compile(pattern), there))
    return found


def _translated(name: str, patterns: list[tuple[re.Pattern[str], str]]) -> str:
    for pattern, there in patterns:
        if match := pattern.fullmatch(name):
            return there.format(**match.groupdict())
    return ""


_TO_TRANSFORMERS = _patterns(list(_SAME))
_TO_LAVIS = _patterns([(there, here) for here, there in _SAME])
