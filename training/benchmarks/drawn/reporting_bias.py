"""The four skills that captions seldom speak of, asked in the drawn world: where, how many, what not, when.

After Kamath et al., "Scale Can't Overcome Pragmatics" (TACL 2026), whose own files `official/reporting_bias.py` reads.
In the form "regions" everything is said of regions, "[0] is to the left of [1]"; in the form "captions" of the whole
picture, by nouns. Right choices are spread evenly over what can be right, so that who only reads is right by chance.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from models.errors import BadSetting
from training.benchmarks.drawn import bias_captions, bias_regions
from training.benchmarks.drawn.bias_posing import Pose, Posed, item_of
from training.benchmarks.drawn.world import World
from training.benchmarks.items import Item, ItemSet

Form = Literal["regions", "captions"]
SKILLS = ("spatial", "counting", "negation", "temporal")
FORMS: Mapping[str, Mapping[str, Pose]] = {
    "regions": {
        "spatial": bias_regions.pose_spatial,
        "counting": bias_regions.pose_counting,
        "negation": bias_regions.pose_negation,
        "temporal": bias_regions.pose_temporal,
    },
    "captions": {
        "spatial": bias_captions.pose_spatial,
        "counting": bias_captions.pose_counting,
        "negation": bias_captions.pose_negation,
        "temporal": bias_captions.pose_temporal,
    },
}
_ALL = ""  # the group of all questions
_PER_PICTURE = 2  # what else is asked of one picture is much the same
_PATIENCE = 300  # scenes for each item, and as many once more


def draw_bias_items(skill: str, count: int, world: World | None = None, *, form: Form = "regions") -> ItemSet:
    """Return `count` items of a skill, at most two of a picture.

    Raises BadSetting for an unknown skill or form, and where a world has too few scenes of a kind.
    """
    if form not in FORMS or skill not in SKILLS:
        raise BadSetting(
            f"There is no skill {skill!r} in the form {form!r}; there are {', '.join(SKILLS)} as {' or '.join(FORMS)}."
        )
    world = world or World()
    taken: Counter[tuple[str, str]] = Counter()
    items: list[Item] = []
    for looked, scene in enumerate(world.scenes()):
        if len(items) >= count:
            break
        if looked > _PATIENCE * (count + 1):
            raise BadSetting(f"Only {len(items)} items of {skill} are found in {looked} scenes; ask for fewer.")
        rng = scene.chance(f"reporting bias {form} {skill}")
        posed = FORMS[form][skill](scene, rng)
        rng.shuffle(posed)
        for number, each in enumerate(_even(posed, taken, min(_PER_PICTURE, count - len(items)))):
            items.append(item_of(scene, each, f"{skill}-{number}", rng))
    source = f"{count} from scene {world.split} {world.seed}"
    return ItemSet(f"drawn-reporting-bias-{skill}", world.split, source, tuple(items), world.open)


def _even(posed: list[Posed], taken: Counter[tuple[str, str]], most: int) -> list[Posed]:
    """Choose up to so many, each of a kind that is rarest so far, in all and in its group; and count them."""
    chosen: list[Posed] = []
    for each in posed:
        groups = (_ALL, each.group)
        is_rarest = all(taken[name, each.kind] == min(taken[name, kind] for kind in each.kinds) for name in groups)
        if len(chosen) < most and is_rarest:
            taken.update((name, each.kind) for name in groups)
            chosen.append(each)
    return chosen
