"""A tiny random BLIP-2 of the first stage, built and saved as those of `tiny_models.py`."""

from pathlib import Path

import torch
import transformers as T

from tests.fakes.tiny_models import VISION, save, tokenizer


def blip2_itm(folder: Path, *, side: int = 32, seed: int = 0, layers: int = 2, dropout: float = 0.1) -> Path:
    """BLIP-2 of the first stage, which matches pictures and texts; it sees, and its two heads differ."""
    torch.manual_seed(seed)
    processor = T.Blip2Processor(
        image_processor=T.BlipImageProcessorPil(size={"height": side, "width": side}),
        tokenizer=tokenizer("[DEC]", single="<s> $A </s>"),
        num_query_tokens=None,
    )
    config = T.Blip2Config(
        vision_config={**VISION, "image_size": side, "num_hidden_layers": layers, "initializer_range": 0.02},
        qformer_config={
            "vocab_size": len(processor.tokenizer),
            "hidden_size": 32,
            "num_hidden_layers": 2,
            "num_attention_heads": 4,
            "intermediate_size": 64,
            "encoder_hidden_size": 32,
            "max_position_embeddings": 64,
            "pad_token_id": 0,
            "use_qformer_text_input": True,
            "hidden_dropout_prob": dropout,
            "attention_probs_dropout_prob": dropout,
        },
        num_query_tokens=4,
        image_text_hidden_size=16,
    )
    model = T.Blip2ForImageTextRetrieval(config)
    for weights in model.parameters():
        torch.nn.init.normal_(weights, std=0.2)
    return save(folder, model, processor)
