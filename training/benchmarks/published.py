"""What papers report, quoted and not measured: of others and of itself LSKD (Park et al., NeurIPS 2023, tables 3, 4 and
8), and of models that are widely used the study of reporting bias (Kamath et al., TACL 2026).

LSKD's files, choices and scores are not released, so that a figure of ours beside these is a comparison of two ways of
measuring as well as of two models.
"""

from typing import NamedTuple

COLUMNS: tuple[tuple[str, str, str], ...] = (  # benchmark, task, heading
    ("vcr", "Q->A", "VCR Q->A"),
    ("vcr", "QA->R", "VCR QA->R"),
    ("vcr", "Q->AR", "VCR Q->AR"),
    ("sherlock", "comparison", "Sherlock"),
    ("visualcomet", "ranking", "VisualCOMET"),
    ("aokvqa", "choice", "A-OKVQA"),
    ("snli-ve", "entailment", "SNLI-VE"),
    ("visual7w", "choice", "Visual7W"),
)


class Quoted(NamedTuple):
    """A row of a table of the paper: `values` in the order of COLUMNS, None where it has none; `spread` error bars."""

    table: str
    model: str
    values: tuple[float | None, ...]
    spread: tuple[float | None, ...] = ()


_NONE = (None, None)
QUOTED: tuple[Quoted, ...] = (
    Quoted("table 3", "CLIP-Event", (52.4, 49.2, None, None, 22.4, None, None, None)),
    Quoted("table 3", "CLIP ViT-B-16", (54.8, 48.6, 26.6, 9.9, 33.0, 58.3, 36.0, 65.9)),
    Quoted("table 3", "CLIP ViT-L-14x336", (56.3, 51.3, 29.9, 10.9, 34.8, 61.0, 31.9, 66.7)),
    Quoted("table 3", "BLIP ViT-L", (47.2, 42.5, 20.1, 18.6, 31.3, 61.3, 34.2, 69.4)),
    Quoted("table 3", "BLIP-2 ViT-L", (52.3, 48.1, 25.3, 18.7, 36.7, 65.0, 31.7, 73.6)),
    Quoted("table 3", "BLIP-2 ViT-G", (56.1, 49.8, 28.0, 19.5, 39.0, 68.0, 33.4, 77.1)),
    Quoted("table 3", "BLIP-2 ViT-G + LSKD", (59.0, 56.4, 33.4, 29.7, 40.3, 68.9, 40.3, 79.5)),
    Quoted("table 4", "BLIP-2 ViT-G + Sherlock 300K", (*_NONE, 34.6, 30.5, 39.7, 67.2, 38.6, 70.1)),
    Quoted("table 4", "BLIP-2 ViT-G + VisualCOMET 1.2M", (*_NONE, 31.8, 25.3, 50.2, 68.5, 35.6, 70.8)),
    Quoted("table 4", "BLIP-2 ViT-G + LLaVA-Instruct 150K", (*_NONE, 28.1, 26.9, 37.5, 71.0, 42.6, 79.5)),
    Quoted("table 4", "BLIP-2 ViT-G + LSKD 150K", (*_NONE, 33.3, 28.6, 39.7, 69.6, 38.0, 75.9)),
    Quoted(
        "table 8",
        "BLIP-2 ViT-G + LSKD, 3 seeds",
        (58.8, 56.3, 33.2, 30.1, 40.0, None, None, None),
        (0.12, 0.07, 0.09, 0.09, 0.11, None, None, None),
    ),
)

BIAS = "reporting-bias"
BIAS_COLUMNS: tuple[tuple[str, str, str], ...] = tuple(
    (f"{BIAS}-{skill}", skill, skill) for skill in ("spatial", "negation", "counting", "temporal")
)
_BY_SIMILARITY, _BY_ANSWER = "Kamath et al. 2026, contrastive", "Kamath et al. 2026, generative"
BIAS_QUOTED: tuple[Quoted, ...] = (
    Quoted(_BY_SIMILARITY, "CLIP ViT-B-32", (30.6, 11.5, 43.4, 58.5)),
    Quoted(_BY_ANSWER, "LLaVA-1.5-7B", (37.6, 33.4, 47.3, 72.5)),
    Quoted(_BY_ANSWER, "Molmo-7B-D", (87.6, 41.3, 83.8, 80.5)),
    Quoted(_BY_ANSWER, "Qwen2-VL-7B", (98.3, 56.1, 85.8, 84.0)),
    Quoted(_BY_ANSWER, "GPT-4o", (91.5, 22.2, 90.9, 95.0)),
    Quoted(_BY_ANSWER, "o1", (97.6, 64.7, 88.2, 97.0)),
)
