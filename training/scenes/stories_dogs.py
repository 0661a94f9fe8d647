"""Situations of dogs that are up to something."""

from training.scenes.graph import INDOORS, OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, EVERYWHERE, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_HOMELY: tuple[Place, ...] = (*OUTDOORS, "living room", "kitchen", "classroom")

STORIES: dict[str, Situation] = {
    "food begged for": Situation(
        (*OUTDOORS, "kitchen", "living room", "restaurant"),
        {"S": Role(_ALL, ("happy", "angry", "surprised", "calm"), ("hold",))},
        {"O": Prop(("begging dog",), "facing", 1.2), "P": Prop(("sandwich", "sausage", "ice cream"), "hand", 1.1)},
        {
            "S": Told(
                why=("{O} begs for {P}", "{O} does not leave {S} alone with {P}", "a dog asks {S} for a bite"),
                evidence=("{O} lifts its paws", "{S} holds {P}", "{O} looks up at {P}"),
                before=("{S} took out some food", "{O} smelled {P}"),
                after=("share a bite with {O}", "finish the food"),
                wants=("eat {P} in peace", "have a well-behaved dog"),
                doing=("eating in front of a dog", "holding {P} above {O}"),
            ),
            "O": Told(
                evidence=("the paws of {O} are lifted", "{O} sits up in front of {S}"),
                after=("snap at {P}", "whine a little"),
                wants=("get a bite of {P}", "be fed from the hand"),
                doing=("begging for food", "sitting up in front of {S}"),
            ),
        },
    ),
    "garden dug up": Situation(
        (*OUTDOORS,),
        {"S": Role(ANY_AGE, ("angry", "angry", "surprised", "happy"), ("hips", "point", "shout", "up"))},
        {"O": Prop(("digging dog",), "feet", 1.15)},
        {
            "S": Told(
                why=("{O} digs up the ground", "{O} throws earth at {S}", "there is a deep hole under {O}"),
                evidence=("earth flies behind {O}", "the front paws of {O} are in a hole", "a heap of earth grows"),
                before=("{O} smelled something below", "{S} let the dog run free"),
                after=("fill the hole again", "call the dog away"),
                wants=("know what {O} looks for", "have an even ground again"),
                doing=("watching a dog dig", "talking to {O} at its hole"),
            ),
            "O": Told(
                evidence=("the nose of {O} is in a hole", "earth flies behind {O}"),
                after=("dig even deeper", "pull something out of the hole"),
                wants=("find a buried bone", "reach the smell below"),
                doing=("digging a hole", "throwing earth around"),
            ),
        },
    ),
    "bone hidden": Situation(
        (*OUTDOORS,),
        {},
        {"O": Prop(("dog with a bone",), "alone", 1.2), "P": Prop(("hole with a bone",), "alone", 1.2)},
        {
            "O": Told(
                evidence=("{O} carries a bone to {P}", "another bone is already in {P}", "earth lies beside {P}"),
                before=("{O} dug {P}", "{O} got two bones"),
                after=("drop the bone into {P}", "cover {P} with earth"),
                wants=("hide the bone", "keep a bone for tomorrow"),
                doing=("hiding a bone", "carrying a bone to {P}"),
            ),
        },
    ),
    "paws muddy": Situation(
        (*INDOORS, "street", "station"),
        {"S": Role(ANY_AGE, ("angry", "surprised", "happy"), ("hips", "point", "up", "face"))},
        {"O": Prop(("muddy dog",), "facing", 1.15), "P": Prop(("paw prints",), "ground", 1.1)},
        {
            "S": Told(
                why=("{O} is covered with mud", "{O} left {P} everywhere", "dirty paws walked past {S}"),
                evidence=("{P} leads to {O}", "the legs of {O} are brown", "mud drips from {O}"),
                before=("{O} ran through the mud", "{O} walked across the clean floor"),
                after=("wash the dog", "wipe up {P}"),
                wants=("have a clean dog", "get {O} into a bath"),
                doing=("finding a dirty dog", "facing {O} among its tracks"),
            ),
            "O": Told(
                evidence=("mud covers the legs of {O}", "{P} leads to {O}"),
                after=("shake off the mud", "leave more tracks"),
                wants=("come to {S}", "be praised in spite of the mud"),
                doing=("coming back from the mud", "standing muddy before {S}"),
            ),
        },
    ),
    "cake raided": Situation(
        ("kitchen", "living room", "restaurant", "park", "campsite", "classroom", "hospital"),
        {"S": Role(_ALL, ("sad", "angry", "surprised"), ("face", "hips", "stand", "point"), attire="party")},
        {"O": Prop(("dog with cream",), "behind", 1.0), "P": Prop(("ruined cake",), "table", 1.1)},
        {
            "S": Told(
                why=("{O} ate from {P}", "{P} has a big bite in it", "a dog spoiled the party of {S}"),
                evidence=("cream sticks to the snout of {O}", "half of {P} is gone", "crumbs lie around {P}"),
                before=("{S} left the cake alone", "{O} jumped at the table"),
                after=("bake a new cake", "lock out the dog"),
                wants=("have a whole cake", "celebrate with a new cake"),
                doing=("finding a ruined cake", "looking at what {O} left of {P}"),
            ),
            "O": Told(
                evidence=("cream covers the snout of {O}", "crumbs lie in front of {O}"),
                after=("lick off the cream", "beg for the rest of {P}"),
                wants=("eat the rest of {P}", "lick up every crumb"),
                doing=("licking cream off its snout", "enjoying stolen cake"),
            ),
        },
        fair_weather=True,
    ),
    "stick fetched": Situation(
        _HOMELY,
        {"S": Role(_ALL, ("happy", "happy", "calm", "surprised"), ("clap", "crouch", "reach", "throw"))},
        {"O": Prop(("dog with a stick",), "facing", 1.15)},
        {
            "S": Told(
                why=("{O} brings a stick back", "{O} learned to fetch", "{S} plays fetch with {O}"),
                evidence=("{O} has a stick in its mouth", "{O} comes toward {S}", "the stick is back again"),
                before=("{S} threw a stick", "{O} ran after a stick"),
                after=("throw the stick again", "praise the dog"),
                wants=("throw the stick once more", "get the stick from {O}"),
                doing=("playing fetch", "waiting for {O} with the stick"),
            ),
            "O": Told(
                evidence=("a stick is in the mouth of {O}", "{O} runs up to {S}"),
                after=("drop the stick at the feet of {S}", "chase the stick again"),
                wants=("play fetch", "have {S} throw the stick again"),
                doing=("bringing back a stick", "fetching a stick for {S}"),
            ),
        },
    ),
    "bone wanted": Situation(
        EVERYWHERE,
        {},
        {"O": Prop(("begging dog",), "alone", 1.15), "P": Prop(("dog with a bone",), "alone", 1.15)},
        {
            "O": Told(
                evidence=("{O} lifts its paws toward {P}", "{P} has something to chew", "{O} has nothing to chew"),
                before=("{O} smelled the bone", "{O} met {P}"),
                after=("snatch at the bone", "whine at {P}"),
                wants=("have the bone of {P}", "chew a bone too"),
                doing=("begging {P} for a bone", "staring at the bone of {P}"),
            ),
            "P": Told(
                evidence=("a bone is in the mouth of {P}", "{P} keeps its teeth on a bone", "{O} begs before {P}"),
                before=("{P} found a bone", "{P} got a bone"),
                after=("carry the bone away from {O}", "gnaw at the bone"),
                wants=("keep the bone", "drive {O} away"),
                doing=("holding on to a bone", "showing a bone to {O}"),
            ),
        },
    ),
}
