"""Tiny random models that match pictures and texts, built and saved as those of `tiny_models.py`."""

from pathlib import Path

import torch
import transformers as T

from tests.fakes.tiny_models import PLAIN_TEXT, SQUARE, VISION, save, tokenizer


def blip(folder: Path) -> Path:
    """BLIP, which matches and compares."""
    torch.manual_seed(0)
    words = tokenizer(single="<s> $A </s>")
    config = T.BlipConfig(
        text_config={
            **PLAIN_TEXT,
            "vocab_size": len(words),
            "max_position_embeddings": 48,
            "encoder_hidden_size": 32,
            "projection_dim": 16,
            "sep_token_id": 3,
            "initializer_range": 0.5,
        },
        vision_config={**VISION, "projection_dim": 16},
        projection_dim=16,
        image_text_hidden_size=16,
    )
    model = T.BlipForImageTextRetrieval(config)
    for weights in model.parameters():
        torch.nn.init.normal_(weights, std=0.5)
    processor = T.BlipProcessor(image_processor=T.BlipImageProcessorPil(size=SQUARE), tokenizer=words)
    return save(folder, model, processor)


def siglip2(folder: Path) -> Path:
    """SigLIP 2 of any proportions: as many patches as a picture has, up to a number."""
    torch.manual_seed(0)
    words = tokenizer(single="$A </s>")
    words.model_max_length = 16
    sight = {name: value for name, value in VISION.items() if name != "image_size"}
    config = T.Siglip2Config(
        text_config={**PLAIN_TEXT, "vocab_size": len(words), "max_position_embeddings": 16, "projection_size": 32},
        vision_config={**sight, "num_patches": 16},
    )
    pictures = T.Siglip2ImageProcessorPil(patch_size=8, max_num_patches=16)
    return save(folder, T.Siglip2Model(config), T.Siglip2Processor(image_processor=pictures, tokenizer=words))
