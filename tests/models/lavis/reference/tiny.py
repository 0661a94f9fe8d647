"""Make LAVIS's BLIP-2 tiny: with random weights of a few numbers in the place of what it would download.

For the Python of `make lavis`, not for ours.
"""

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from torch import nn

WIDTH, HEADS, LAYERS, PATCH = 16, 2, 2, 14
MARKS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
TEXTS = ["why is the man sad", "a dog ran away", "the dog is sad because him ran in rain"]
WORDS = [*MARKS, *dict.fromkeys(" ".join(TEXTS).split())]
SAID = ["<pad>", "</s>", "<unk>", "\n", *WORDS[len(MARKS) :]]  # by the language models


def make_tiny() -> None:
    """From now on LAVIS builds every first stage in the sizes above, with the words above."""
    from lavis.models.blip2_models import blip2

    blip2.Blip2Base.init_tokenizer = classmethod(_tokenizer)
    blip2.Blip2Base.init_vision_encoder = classmethod(_vision)
    blip2.Blip2Base.init_Qformer = classmethod(_former)


def make_tiny_language_models() -> None:
    """From now on its T5 and its OPT are tiny too, and have the same words."""
    from lavis.models.blip2_models import blip2_opt, blip2_t5

    t5 = {"d_model": WIDTH, "d_kv": 8, "d_ff": 2 * WIDTH, "num_layers": LAYERS, "num_heads": HEADS}
    t5_config = blip2_t5.T5Config(vocab_size=len(SAID), decoder_start_token_id=0, **t5)
    blip2_t5.T5TokenizerFast.from_pretrained = lambda _name: _speller("$A </s>")
    blip2_t5.T5Config.from_pretrained = lambda _name: t5_config
    blip2_t5.T5ForConditionalGeneration.from_pretrained = lambda _name, config: blip2_t5.T5ForConditionalGeneration(
        config
    )
    opt = {"hidden_size": WIDTH, "ffn_dim": 2 * WIDTH, "num_hidden_layers": LAYERS, "num_attention_heads": HEADS}
    opt_config = blip2_opt.OPTConfig(
        vocab_size=len(SAID), word_embed_proj_dim=WIDTH, pad_token_id=0, bos_token_id=1, eos_token_id=1, **opt
    )
    blip2_opt.AutoTokenizer.from_pretrained = lambda _name, **_: _speller("</s> $A")
    blip2_opt.OPTForCausalLM.from_pretrained = lambda _name, **_: blip2_opt.OPTForCausalLM(opt_config)


def _speller(template: str) -> object:
    """Return what tells the words of a language model apart: at spaces alone, for an OPT ends at the end of a line."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    made = Tokenizer(models.WordLevel({word: number for number, word in enumerate(SAID)}, "<unk>"))
    made.add_special_tokens(SAID[:3])
    made.pre_tokenizer = pre_tokenizers.Split(" ", "removed")
    made.post_processor = processors.TemplateProcessing(template, special_tokens=[("</s>", 1)])
    return PreTrainedTokenizerFast(tokenizer_object=made, pad_token="<pad>", eos_token="</s>", unk_token="<unk>")


def _tokenizer(_cls: type) -> object:
    from transformers import BertTokenizer

    with TemporaryDirectory() as folder:
        vocabulary = Path(folder) / "words.txt"
        vocabulary.write_text("\n".join(WORDS) + "\n")
        made = BertTokenizer(str(vocabulary))
    made.add_special_tokens({"bos_token": "[DEC]"})
    return made


def _vision(_cls: type, _model: str, side: int, *_given: object) -> tuple[nn.Module, nn.Module]:
    from lavis.models.blip2_models import blip2
    from lavis.models.eva_vit import VisionTransformer

    norm = partial(nn.LayerNorm, eps=1e-6)
    sizes = {"img_size": side, "patch_size": PATCH, "embed_dim": WIDTH, "depth": LAYERS, "num_heads": HEADS}
    made = VisionTransformer(**sizes, mlp_ratio=2.0, qkv_bias=True, use_mean_pooling=False, norm_layer=norm)
    return made, blip2.LayerNorm(made.num_features)


def _former(_cls: type, count: int, width: int, frequency: int = 2) -> tuple[nn.Module, nn.Parameter]:
    from lavis.models.blip2_models.Qformer import BertConfig, BertLMHeadModel

    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=WIDTH,
        num_hidden_layers=LAYERS,
        num_attention_heads=HEADS,
        intermediate_size=2 * WIDTH,
        max_position_embeddings=32,
        pad_token_id=0,
    )
    config.encoder_width, config.add_cross_attention = width, True
    config.cross_attention_freq, config.query_length = frequency, count
    return BertLMHeadModel(config=config), nn.Parameter(torch.randn(1, count, WIDTH) * 0.5)
