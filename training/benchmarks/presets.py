"""How the rows of the paper's table 3 were asked, as settings: by what a model chooses, what of an item it is given.

Park et al. (NeurIPS 2023), section 3.1 and the caption of table 3: CLIP gets the answer (with the rationale) and no
question, and is scored by cosine; BLIP-2 keeps the question, "as it improves the performance"; none of the baselines is
shown boxes, or told ids. The released code (`no_ids`) has the name of an object where an id stood. How LSKD's own
similarity is computed, and much else, is not released; what was decided here for want of it stands under `ours`.
"""

import re
from collections.abc import Mapping

from models.base import Scorer
from models.errors import BadSetting
from models.marks_lskd import LSKD_MARKS
from models.records import Record, Region
from models.registry import ChoosesBy
from training.benchmarks.items import Item, ItemSet

_MENTION = re.compile(r"\[(\d+)\]")
_NAMELESS = "this"


class Preset(Record):
    """`regions` and `question` say what a model is given, `ids` whether texts name regions as `[id]`, or by their
    names; `marks` whether it must know regions by the marks of the released code. `paper` and `ours` say where that
    comes from."""

    by: ChoosesBy = "auto"
    regions: bool = False
    question: bool = True
    ids: bool = False
    marks: bool = False
    paper: str = ""
    ours: str = ""


AS_THEY_ARE = Preset(regions=True, ids=True)  # items under no preset
_NEITHER = "no boxes in the picture and no ids in the text"
_UNSAID = "which of ITC and ITM was taken is not said: here are both"
PRESETS: Mapping[str, Preset] = {
    "clip": Preset(
        by="itc",
        question=False,
        paper=f"cosine of the picture and the answer, or the answer with the rationale; no question; {_NEITHER}",
        ours="texts lose what is beyond the model's length",
    ),
    "siglip": Preset(
        by="itc", question=False, paper="none: the paper has no SigLIP", ours="all of it, after the paper's CLIP"
    ),
    "blip-itc": Preset(by="itc", paper=_NEITHER, ours=f"the question is kept, as BLIP-2's; {_UNSAID}"),
    "blip-itm": Preset(by="itm", paper=_NEITHER, ours=f"the question is kept, as BLIP-2's; {_UNSAID}"),
    "blip2-itc": Preset(by="itc", paper=f"the question is kept; {_NEITHER}", ours=_UNSAID),
    "blip2-itm": Preset(by="itm", paper=f"the question is kept; {_NEITHER}", ours=_UNSAID),
    "lskd": Preset(
        by="itm",
        regions=True,
        ids=True,
        marks=True,
        paper="question, boxes and ids as the released code has them: its colours, ids by the order of drawing",
        ours="ITM, or ITC with --by itc, for it is not said; the released loader also exchanges ids at random while "
        "it measures, and here they stay",
    ),
}


def preset_of(name: str) -> Preset:
    """Return the preset of that name; for "" one that changes nothing. Raises BadSetting with the names there are."""
    if not name:
        return AS_THEY_ARE
    if name not in PRESETS:
        raise BadSetting(f'There is no preset "{name}"; there are {", ".join(PRESETS)}.')
    return PRESETS[name]


def check_marks(scorer: Scorer, preset: Preset) -> None:
    """Raise BadSetting for a model that is to know regions by LSKD's marks and is shown others."""
    if preset.marks and getattr(scorer, "mark_style", None) != LSKD_MARKS:
        raise BadSetting(
            f"{scorer.name} is not shown the marks of LSKD's checkpoints, which understand no others. Convert the "
            "checkpoint with `deixis convert lavis --marks lskd`, or leave the preset out."
        )


def worded(items: ItemSet, preset: Preset) -> ItemSet:
    """Return the items as their texts are read under a preset; boxes and questions are withheld when they are asked.

    Without questions a rationale has its answer before it. Without ids a region is called by its name, "this" where it
    has none.
    """
    answers = {item.group: item.question for item in items.items if item.task == "answer"}
    found = (_with_answer(item, answers) if not preset.question else item for item in items.items)
    return items._replace(items=tuple(each if preset.ids else _named(each) for each in found))


def _with_answer(item: Item, questions: Mapping[str, str]) -> Item:
    question = questions.get(item.group)
    if item.task != "rationale" or question is None or not item.question.startswith(question):
        return item
    answer = item.question.removeprefix(question).strip()
    return item.model_copy(update={"choices": tuple(f"{answer} {each}" for each in item.choices)})


def _named(item: Item) -> Item:
    names = {region.id: _name(region) for region in item.regions}

    def named(text: str) -> str:
        return _MENTION.sub(lambda match: names.get(int(match[1]), _NAMELESS), text)

    return item.model_copy(update={"question": named(item.question), "choices": tuple(map(named, item.choices))})


def _name(region: Region) -> str:
    return " ".join(region.label.split()) or _NAMELESS
