"""Tiny random models that rate labels, find regions or caption them, built and saved as those of `tiny_models.py`."""

from pathlib import Path
from typing import Any

import torch
import transformers as T

from tests.fakes.tiny_models import PLAIN_TEXT, VISION, WORDS, save, tokenizer

CLASSES = {0: "person", 1: "dog", 2: "ball"}


def siglip(folder: Path) -> Path:
    """SigLIP: rates labels, its texts filled up to their full length."""
    torch.manual_seed(0)
    words = tokenizer(single="$A </s>")
    words.model_max_length = 16
    config = T.SiglipConfig(
        text_config={**PLAIN_TEXT, "vocab_size": len(words), "max_position_embeddings": 16, "projection_size": 32},
        vision_config=VISION,
    )
    processor = T.SiglipProcessor(
        image_processor=T.SiglipImageProcessorPil(size={"height": 32, "width": 32}), tokenizer=words
    )
    return save(folder, T.SiglipModel(config), processor)


def _resnet(*, stages: tuple[str, ...]) -> T.PreTrainedConfig:
    return T.ResNetConfig(
        embedding_size=16,
        hidden_sizes=[16, 16, 32, 32],
        depths=[1, 1, 1, 1],
        layer_type="basic",
        out_features=list(stages),
    )


def detr(folder: Path) -> Path:
    """DETR: a detector with classes of its own."""
    torch.manual_seed(0)
    config = T.DetrConfig(
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config=_resnet(stages=("stage4",)),
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        num_queries=5,
        id2label=CLASSES,
        label2id={label: number for number, label in CLASSES.items()},
    )
    model = T.DetrForObjectDetection(config)
    _raise(model.class_labels_classifier.bias[:-1], 4.0)  # the last class is "nothing"
    processor = T.DetrImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96})
    return save(folder, model, processor)


def rt_detr(folder: Path) -> Path:
    """RT-DETR: a fast detector with classes of its own."""
    torch.manual_seed(0)
    backbone = T.RTDetrResNetConfig(
        embedding_size=16,
        hidden_sizes=[16, 16, 32, 32],
        depths=[1, 1, 1, 1],
        layer_type="basic",
        out_features=["stage2", "stage3", "stage4"],
    )
    config = T.RTDetrConfig(
        use_timm_backbone=False,
        backbone=None,
        backbone_config=backbone,
        encoder_hidden_dim=32,
        encoder_in_channels=[16, 32, 32],
        d_model=32,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        decoder_in_channels=[32, 32, 32],
        num_queries=5,
        num_denoising=0,
        id2label=CLASSES,
        label2id={label: number for number, label in CLASSES.items()},
    )
    processor = T.RTDetrImageProcessorPil(size={"height": 64, "width": 64})
    model = T.RTDetrForObjectDetection(config)
    for head in model.model.decoder.class_embed:
        _raise(head.bias, 6.0)
    return save(folder, model, processor)


def owlv2(folder: Path) -> Path:
    """OWLv2: a detector that takes any words."""
    torch.manual_seed(0)
    words = tokenizer(single="<s> $A </s>")
    words.model_max_length = 16
    config = T.Owlv2Config(
        text_config={**PLAIN_TEXT, "vocab_size": len(words), "max_position_embeddings": 16},
        vision_config=VISION,
        projection_dim=32,
    )
    processor = T.Owlv2Processor(
        image_processor=T.Owlv2ImageProcessorPil(size={"height": 32, "width": 32}), tokenizer=words
    )
    model = T.Owlv2ForObjectDetection(config)
    _raise(model.class_head.logit_shift.bias, 8.0)
    torch.nn.init.normal_(model.box_head.dense2.weight, std=0.01)  # or every box is squeezed to a line
    return save(folder, model, processor)


def grounding_dino(folder: Path) -> Path:
    """Grounding DINO: a detector that reads all words as one text."""
    torch.manual_seed(0)
    words = _bert_words()
    text = {
        "model_type": "bert",
        "vocab_size": len(words),
        "hidden_size": 32,
        "num_hidden_layers": 1,
        "num_attention_heads": 4,
        "intermediate_size": 64,
        "max_position_embeddings": 64,
    }
    config = T.GroundingDinoConfig(
        use_timm_backbone=False,
        backbone=None,
        backbone_config=T.SwinConfig(
            image_size=64,
            embed_dim=16,
            depths=[1, 1, 1, 1],
            num_heads=[1, 2, 4, 8],
            window_size=4,
            out_features=["stage2", "stage3", "stage4"],
        ),
        text_config=text,
        d_model=64,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=4,
        decoder_attention_heads=4,
        encoder_ffn_dim=64,
        decoder_ffn_dim=64,
        num_queries=5,
        num_feature_levels=4,
        max_text_len=16,
    )
    processor = T.GroundingDinoProcessor(
        image_processor=T.GroundingDinoImageProcessorPil(size={"shortest_edge": 64, "longest_edge": 96}),
        tokenizer=words,
    )
    return save(folder, T.GroundingDinoForObjectDetection(config), processor)


def _raise(bias: torch.Tensor, much: float) -> None:
    """Make a detector surer of whatever it sees: one that learned nothing finds nothing."""
    with torch.no_grad():
        bias += much


def _bert_words() -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    names = {"pad_token": "[PAD]", "unk_token": "[UNK]", "cls_token": "[CLS]", "sep_token": "[SEP]"}
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys([*names.values(), *WORDS.split()]))}
    inner = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    inner.normalizer = normalizers.Lowercase()
    inner.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    inner.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    return T.BertTokenizerFast(tokenizer_object=inner, model_max_length=16, **names)


def florence2(folder: Path) -> Path:
    """Florence-2: captions pictures and regions, whose corners it takes as tokens."""
    torch.manual_seed(0)
    places = [f"<loc_{place}>" for place in range(1000)]
    words = tokenizer("<image>", *places, single="$A", image_token="<image>")
    pictures = T.CLIPImageProcessorPil(size={"height": 64, "width": 64}, do_center_crop=False)
    pictures.image_seq_length = 5  # 64 / 32 squared, and one for the whole
    text = {
        "model_type": "bart",
        "vocab_size": len(words),
        "d_model": 32,
        "encoder_layers": 1,
        "decoder_layers": 1,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "encoder_ffn_dim": 64,
        "decoder_ffn_dim": 64,
        "max_position_embeddings": 128,
        "pad_token_id": 0,
        "bos_token_id": 2,
        "eos_token_id": 3,
        "decoder_start_token_id": 3,
        "forced_eos_token_id": None,
    }
    sight = {
        "depths": [1, 1, 1, 1],
        "embed_dim": [16, 16, 32, 32],
        "num_heads": [2, 2, 4, 4],
        "num_groups": [2, 2, 4, 4],
        "window_size": 4,
        "projection_dim": 32,
    }
    config = T.Florence2Config(
        vision_config=sight, text_config=text, image_token_id=words.convert_tokens_to_ids("<image>")
    )
    processor = T.Florence2Processor(image_processor=pictures, tokenizer=words)
    model = T.Florence2ForConditionalGeneration(config)
    embedding = model.get_input_embeddings().weight
    torch.nn.init.normal_(embedding, std=1.0)
    with torch.no_grad():  # so that it speaks in words
        spoken = words.convert_tokens_to_ids(WORDS.split())
        embedding[[number for number in range(len(words)) if number not in spoken]] *= 0.01
    return save(folder, model, processor)
