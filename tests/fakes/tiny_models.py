"""Tiny random models of real architectures, built and saved with their processors; each takes well under 3 MB.

Random weights say nothing true, but they load, look and speak through the same code as real ones.
"""

from pathlib import Path
from typing import Any

import torch
import transformers as T
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

WORDS = "a photo of the man woman dog cat is why sad happy yes no user assistant : ? . , [ ] 1 2 3 "
WORDS += "question answer rationale"
CHAT = (
    "{% for m in messages %}{{ m['role'] }} : {% for c in m['content'] %}"
    "{% if c['type'] == 'image' %}<image> {% else %}{{ c['text'] }}{% endif %}{% endfor %} {% endfor %}"
    "{% if add_generation_prompt %}assistant :{% endif %}"
)
BLIND_CHAT = CHAT.replace("<image> ", "")
VISION = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": 32,
    "patch_size": 8,
}
TEXT = {
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 2048,
    "pad_token_id": 0,
    "bos_token_id": 2,
    "eos_token_id": 3,
}
PLAIN_TEXT = {name: value for name, value in TEXT.items() if name != "num_key_value_heads"}  # without shared heads
SQUARE = {"height": 32, "width": 32}


def tokenizer(*special: str, single: str = "<s> $A", **roles: str) -> Any:
    """Return a word-level tokenizer with pad, unk, bos, eos at 0 to 3."""
    names = {"pad_token": "<pad>", "unk_token": "<unk>", "bos_token": "<s>", "eos_token": "</s>"}
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys([*names.values(), *special, *WORDS.split()]))}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    inner.normalizer = normalizers.Lowercase()
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ends = [(token, vocabulary[token]) for token in ("<s>", "</s>")]
    inner.post_processor = processors.TemplateProcessing(single=single, special_tokens=ends)
    made = T.PreTrainedTokenizerFast(tokenizer_object=inner, model_max_length=2048, **names)
    made.add_tokens([T.AddedToken(token, special=True, normalized=False) for token in special], special_tokens=True)
    if not roles:
        return made
    return T.PreTrainedTokenizerFast(tokenizer_object=made._tokenizer, extra_special_tokens=roles, **names)


def save(folder: Path, *parts: Any) -> Path:
    for part in parts:
        part.save_pretrained(folder)
    return folder


def blip2(
    folder: Path,
    *,
    queries_of_processor: int | None = 4,
    side: int = 32,
    image_token: bool = True,
    language: str = "t5",
) -> Path:
    """BLIP-2 over T5 or OPT. Its own initialisation would leave it blind, so the queries get weights."""
    torch.manual_seed(0)
    processor = T.Blip2Processor(
        image_processor=T.BlipImageProcessorPil(size={"height": side, "width": side}),
        tokenizer=tokenizer("<image>", single="$A </s>"),
        num_query_tokens=queries_of_processor,
    )
    words = processor.tokenizer
    text = _opt(len(words)) if language == "opt" else _t5(len(words))
    queries = {
        "vocab_size": 60,
        "hidden_size": 32,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "encoder_hidden_size": 32,
    }
    config = T.Blip2Config(
        vision_config={**VISION, "initializer_range": 0.02},
        qformer_config=queries,
        text_config=text.to_dict(),
        num_query_tokens=4,
        image_token_index=words.convert_tokens_to_ids("<image>") if image_token else None,
    )
    model = T.Blip2ForConditionalGeneration(config)
    for weights in (model.query_tokens, model.language_projection.weight, model.language_model.lm_head.weight):
        torch.nn.init.normal_(weights, std=1.0)
    with torch.no_grad():  # so that it speaks in words and never ends by itself
        model.language_model.lm_head.weight[: len(words) - len(WORDS.split())] = 0
    return save(folder, model, processor)


def _t5(words: int) -> T.PreTrainedConfig:
    return T.T5Config(
        vocab_size=words,
        d_model=32,
        d_ff=64,
        d_kv=8,
        num_layers=2,
        num_heads=4,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=3,
        feed_forward_proj="gated-gelu",
    )


def _opt(words: int) -> T.PreTrainedConfig:
    return T.OPTConfig(
        vocab_size=words,
        hidden_size=32,
        word_embed_proj_dim=32,
        ffn_dim=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        max_position_embeddings=256,
        pad_token_id=0,
        bos_token_id=2,
        eos_token_id=3,
    )


def blip2_opt(folder: Path) -> Path:
    """BLIP-2 over a language model without an encoder."""
    return blip2(folder, language="opt")


def llava(folder: Path, *, template: str | None = CHAT) -> Path:
    """LLaVA: a chat model of the plain kind."""
    torch.manual_seed(0)
    words = tokenizer("<image>")
    processor = T.LlavaProcessor(
        image_processor=T.CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size=SQUARE),
        tokenizer=words,
        patch_size=8,
        vision_feature_select_strategy="default",
        num_additional_image_tokens=1,
        chat_template=template,
    )
    config = T.LlavaConfig(
        vision_config={**VISION, "model_type": "clip_vision_model", "projection_dim": 16},
        text_config={**TEXT, "model_type": "llama", "vocab_size": len(words)},
        image_token_index=words.convert_tokens_to_ids("<image>"),
        image_seq_length=16,
    )
    model = T.LlavaForConditionalGeneration(config)
    for layer in (
        model.model.multi_modal_projector.linear_1,
        model.model.multi_modal_projector.linear_2,
        model.lm_head,
    ):
        torch.nn.init.normal_(layer.weight, std=0.5)
    return save(folder, model, processor)


def idefics3(folder: Path) -> Path:
    """Idefics3: a chat model whose processor writes the picture's places itself."""
    torch.manual_seed(0)
    roles = {
        "image_token": "<image>",
        "fake_image_token": "<fake_token_around_image>",
        "global_image_token": "<global-img>",
        "end_of_utterance_token": "<end_of_utterance>",
    }
    words = tokenizer(*roles.values(), "<row_1_col_1>", **roles)
    config = T.Idefics3Config(
        vision_config=VISION,
        text_config={**TEXT, "model_type": "llama", "vocab_size": len(words)},
        image_token_id=words.convert_tokens_to_ids("<image>"),
        scale_factor=2,
        pad_token_id=0,
    )
    processor = T.Idefics3Processor(
        image_processor=T.Idefics3ImageProcessorPil(
            size={"longest_edge": 32}, max_image_size={"longest_edge": 32}, do_image_splitting=False
        ),
        tokenizer=words,
        image_seq_len=4,
        chat_template=CHAT,
    )
    return save(folder, T.Idefics3ForConditionalGeneration(config), processor)


def clip(folder: Path) -> Path:
    """CLIP: scores texts, writes none."""
    words = tokenizer(single="<s> $A </s>")
    config = T.CLIPConfig(
        text_config={**PLAIN_TEXT, "vocab_size": len(words), "max_position_embeddings": 64},
        vision_config=VISION,
        projection_dim=16,
    )
    processor = T.CLIPProcessor(
        image_processor=T.CLIPImageProcessorPil(size={"shortest_edge": 32}, crop_size=SQUARE), tokenizer=words
    )
    return save(folder, T.CLIPModel(config), processor)


def llama(folder: Path) -> Path:
    """A language model that sees nothing."""
    words = tokenizer()
    return save(folder, T.LlamaForCausalLM(T.LlamaConfig(**TEXT, vocab_size=len(words))), words)


def sam(folder: Path) -> Path:
    """Segment Anything."""
    torch.manual_seed(0)
    image_processor = T.SamImageProcessorPil(
        size={"longest_edge": 64},
        pad_size={"height": 64, "width": 64},
        mask_size={"longest_edge": 16},
        mask_pad_size={"height": 16, "width": 16},
    )
    config = T.SamConfig(
        vision_config={
            "hidden_size": 32,
            "output_channels": 16,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "image_size": 64,
            "patch_size": 8,
            "window_size": 4,
            "num_pos_feats": 8,
            "mlp_dim": 64,
            "global_attn_indexes": [1],
            "initializer_range": 0.5,  # the library's own 1e-10 would leave it blind
        },
        prompt_encoder_config={"hidden_size": 16, "image_size": 64, "patch_size": 8, "mask_input_channels": 4},
        mask_decoder_config={
            "hidden_size": 16,
            "mlp_dim": 32,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "iou_head_hidden_dim": 16,
        },
    )
    return save(folder, T.SamModel(config), T.SamProcessor(image_processor=image_processor))


def sam2(folder: Path) -> Path:
    """Segment Anything 2, without the processor, which needs torchvision."""
    torch.manual_seed(0)
    backbone = {
        "model_type": "sam2_hiera_det_model",
        "hidden_size": 16,
        "num_attention_heads": 1,
        "image_size": [64, 64],
        "window_size_per_stage": [4, 4, 4, 4],
        "blocks_per_stage": [1, 1, 2, 1],
        "embed_dim_per_stage": [16, 32, 64, 128],
        "num_attention_heads_per_stage": [1, 2, 4, 8],
        "window_positional_embedding_background_size": [4, 4],
        "global_attention_blocks": [3],
    }
    config = T.Sam2Config(
        vision_config={
            "backbone_config": backbone,
            "backbone_channel_list": [128, 64, 32, 16],
            "backbone_feature_sizes": [[16, 16], [8, 8], [4, 4]],
            "fpn_hidden_size": 32,
        },
        prompt_encoder_config={"hidden_size": 32, "image_size": 64, "patch_size": 16, "mask_input_channels": 8},
        mask_decoder_config={
            "hidden_size": 32,
            "mlp_dim": 64,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "iou_head_hidden_dim": 32,
        },
    )
    return save(folder, T.Sam2Model(config))
