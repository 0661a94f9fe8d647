"""Write `lavis.safetensors`: what salesforce-lavis 1.0.2 computes with a tiny random BLIP-2 of the first stage.

Run with the Python of `make lavis`, not with ours: `.lavis/bin/python tests/models/lavis/reference/make.py`. The file
holds the weights under LAVIS's names ("weights."), what the model is given ("given.") and what it says of it ("said.");
`test_parity.py` holds our conversion and our losses against it.
"""

import sys
from importlib.metadata import version
from pathlib import Path

import torch
from safetensors.torch import save_file
from tiny import TEXTS, make_tiny
from torch import nn

HERE = Path(__file__).parent
sys.path.append(str(HERE.parents[3] / "models" / "lavis"))
from worker import import_torchvision  # noqa: E402 - by the path above

QUERIES, SHARED, SIDE, LONGEST = 3, 8, 28, 10


def build() -> nn.Module:
    """Return LAVIS's model in tiny sizes, with random weights everywhere."""
    import_torchvision()
    from lavis.models.blip2_models.blip2_qformer import Blip2Qformer

    make_tiny()
    sizes = {"img_size": SIDE, "num_query_token": QUERIES, "embed_dim": SHARED, "max_txt_len": LONGEST}
    model = Blip2Qformer(**sizes, vit_precision="fp32", freeze_vit=False)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim():
                parameter.add_(torch.randn_like(parameter) * 0.15)
    return model.eval()


def main() -> None:
    """Compute and write."""
    torch.manual_seed(0)
    torch.distributed.init_process_group("gloo", init_method="tcp://127.0.0.1:29517", rank=0, world_size=1)
    model = build()
    pixels = torch.randn(len(TEXTS), 3, SIDE, SIDE)
    drawn: list[torch.Tensor] = []
    multinomial = torch.multinomial

    def noted(*given: object, **named: object) -> torch.Tensor:
        """Draw as torch does, and note which negative was drawn."""
        drawn.append(multinomial(*given, **named))
        return drawn[-1]

    torch.multinomial = noted
    with torch.no_grad():
        losses = model({"image": pixels, "text_input": TEXTS})
        torch.multinomial = multinomial
        read = model.tokenizer(TEXTS, padding="max_length", truncation=True, max_length=LONGEST, return_tensors="pt")
        said = _said(model, pixels, read)
    # First a picture for every text, then a text for every picture.
    negatives = torch.cat(drawn).view(2, len(TEXTS))
    given = {"pixels": pixels, "words": read.input_ids, "mask": read.attention_mask}
    given |= {"said": said.pop("words"), "pictures": negatives[0], "texts": negatives[1]}
    said |= {"contrast": losses.loss_itc, "matching": losses.loss_itm, "generation": losses.loss_lm}
    parts = {"weights": model.state_dict(), "given": given, "said": said}
    tensors = {
        f"{part}.{name}": value.clone().contiguous() for part, each in parts.items() for name, value in each.items()
    }
    save_file(tensors, HERE / "lavis.safetensors", {"lavis": version("salesforce-lavis"), "torch": version("torch")})
    sys.stdout.write(
        f"{len(tensors)} tensors, losses {losses.loss_itc:.6f} {losses.loss_itm:.6f} {losses.loss_lm:.6f}\n"
    )


def _said(model: nn.Module, pixels: torch.Tensor, read: object) -> dict[str, torch.Tensor]:
    """Return what the parts of the model say: of the pictures, of pairs, and the scores of the next words."""
    seen = model.ln_vision(model.visual_encoder(pixels))
    tokens = model.query_tokens.expand(len(pixels), -1, -1)
    everywhere = torch.ones(seen.shape[:2], dtype=torch.long)
    shown = {"encoder_hidden_states": seen, "encoder_attention_mask": everywhere, "return_dict": True}
    queries = model.Qformer.bert(query_embeds=tokens, use_cache=True, **shown)
    texts = model.Qformer.bert(read.input_ids, attention_mask=read.attention_mask, return_dict=True)
    looking = torch.ones(tokens.shape[:2], dtype=torch.long)
    mask = torch.cat([looking, read.attention_mask], 1)
    both = model.Qformer.bert(read.input_ids, query_embeds=tokens, attention_mask=mask, **shown)
    words = read.input_ids.clone()
    words[:, 0] = model.tokenizer.bos_token_id
    spoken = model.Qformer(words, attention_mask=mask, past_key_values=queries.past_key_values, return_dict=True)
    return {
        "seen": seen,
        "pictures": nn.functional.normalize(model.vision_proj(queries.last_hidden_state), dim=-1),
        "texts": nn.functional.normalize(model.text_proj(texts.last_hidden_state[:, 0]), dim=-1),
        "matches": model.itm_head(both.last_hidden_state[:, :QUERIES]),
        "words": words,
        "scores": spoken.logits,
    }


if __name__ == "__main__":
    main()
