"""Situations of rain, snow and mud, and of plants that need water."""

from training.scenes.graph import OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_SNOWY: tuple[Place, ...] = ("park", "street", "playground", "farm", "campsite", "station")

STORIES: dict[str, Situation] = {
    "wet in the rain": Situation(
        OUTDOORS,
        {"S": Role(ANY_AGE, ("sad", "angry", "happy"), ("up", "cross", "stand"), attire="wet")},
        {},
        {
            "S": Told(
                why=("rain is pouring on {S}", "{S} got wet to the skin", "{S} has no umbrella"),
                evidence=("{S} stands in a puddle", "drops run down {S}", "nothing keeps the rain off {S}"),
                before=("{S} left the umbrella at home", "{S} walked out into the rain"),
                after=("put on dry clothes", "run home through the rain"),
                wants=("have something hot to drink", "wear dry clothes soon"),
                doing=("standing in the rain", "getting soaked"),
            )
        },
        weather="rain",
    ),
    "dry under the umbrella": Situation(
        OUTDOORS,
        {"S": Role(ANY_AGE, ("happy", "happy", "calm", "sad"), ("hold",))},
        {"O": Prop(("umbrella",), "hand", 1.15)},
        {
            "S": Told(
                why=("{S} must walk through the rain", "it rains on {O}", "rain drums on the umbrella of {S}"),
                evidence=("{S} is under {O}", "no drop falls on {S}", "{O} is open above {S}"),
                before=("{S} opened the umbrella", "{S} took the umbrella along"),
                after=("walk home dry", "close the umbrella at home"),
                wants=("stay dry", "get home without a wet head"),
                doing=("holding an umbrella", "sheltering under {O}"),
            )
        },
        weather="rain",
    ),
    "snowman built": Situation(
        _SNOWY,
        {"S": Role(_ALL, ("happy", "happy", "calm"), ("up", "wave", "hips", "clap"), attire="warm")},
        {"O": Prop(("snowman",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} built a snowman", "{S} gave {O} a carrot nose", "{O} has two arms and a scarf"),
                evidence=("{O} stands next to {S}", "snow lies all around {S}", "{O} has a carrot nose"),
                before=("{S} rolled big snowballs", "{S} put three snowballs on top of each other"),
                after=("start a snowball fight", "warm up at home"),
                wants=("play in the snow", "show the snowman around"),
                doing=("playing in the snow", "standing proudly by {O}"),
            )
        },
        weather="snow",
    ),
    "snowball thrown": Situation(
        _SNOWY,
        {
            "S": Role(ANY_AGE, ("surprised", "angry", "happy"), ("up", "face", "hips"), attire="warm"),
            "T": Role(("child",), ("happy", "happy", "angry"), ("throw",), attire="warm"),
        },
        {"O": Prop(("snowball",), "between high", 1.3)},
        {
            "S": Told(
                why=("{T} throws snow at {S}", "{O} is flying toward {S}", "{S} is the target of {O}"),
                evidence=("{O} is in the air", "the arm of {T} points at {S}", "{O} comes from {T}"),
                before=("{T} formed a snowball", "{S} walked past {T}"),
                after=("duck away from the snowball", "throw a snowball back"),
                wants=("not be hit", "throw snow too"),
                doing=("being attacked with snow", "watching {O} come"),
            ),
            "T": Told(
                why=("{T} starts a snow fight", "{T} has thrown {O}", "{T} aims {O} at {S}"),
                evidence=("the arm of {T} is stretched out", "{O} flies away from {T}", "{S} stands in the way of {O}"),
                before=("{T} formed a snowball", "{T} took aim"),
                after=("form the next snowball", "dodge the revenge of {S}"),
                wants=("hit {S}", "win the snow fight"),
                doing=("throwing a snowball", "throwing {O} at {S}"),
            ),
        },
        ("rivals in a snow fight",),
        weather="snow",
    ),
    "puddle splashed": Situation(
        OUTDOORS,
        {
            "S": Role(("toddler", "child"), ("happy", "happy", "surprised"), ("up", "run"), attire="muddy"),
            "T": Role(GROWN, ("angry", "surprised", "happy"), ("hips", "up", "point"), attire="muddy"),
        },
        {"O": Prop(("muddy puddle",), "ground", 1.1)},
        {
            "S": Told(
                why=("{S} jumped into {O}", "mud splashes up around {S}", "{S} makes {O} splash"),
                evidence=("{S} stands in {O}", "drops of mud fly around {S}", "the clothes of {S} are muddy"),
                before=("{S} discovered a puddle", "{S} took a run"),
                after=("jump once more", "need a bath"),
                wants=("splash even higher", "jump in the mud again"),
                doing=("jumping in a puddle", "splashing in {O}"),
            ),
            "T": Told(
                why=("{S} splashed mud on {T}", "mud from {O} hit {T}", "the clothes of {T} are full of mud"),
                evidence=("there are brown stains on {T}", "{T} stands close to {O}", "{S} stands in {O}"),
                before=("{T} was walking past a puddle", "{S} jumped right beside {T}"),
                after=("wipe off the mud", "call {S} out of the puddle"),
                wants=("wear clean clothes again", "keep away from the mud"),
                doing=("getting splashed", "looking at {S} in {O}"),
            ),
        },
        ("child and grown-up", "grown-up and child"),
    ),
    "plant watered": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("happy", "calm", "surprised"), ("hold",))},
        {"O": Prop(("flowering plant",), "feet", 1.15), "P": Prop(("watering can",), "hand", 0.9)},
        {
            "S": Told(
                why=("{O} is in full flower", "{O} grows well under {P}", "{S} has made {O} bloom"),
                evidence=("water runs from {P}", "{O} has green leaves", "{S} tilts {P} over {O}"),
                before=("{S} filled a watering can", "{S} watered a plant every day"),
                after=("water the next plant", "smell the flower"),
                wants=("see the plant grow", "keep the plant fresh"),
                doing=("watering a plant", "pouring water on {O}"),
            )
        },
    ),
    "plant withered": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("sad", "sad", "angry", "surprised"), ("stand", "hips", "crouch", "face"))},
        {"O": Prop(("withered plant",), "feet", 1.2)},
        {
            "S": Told(
                why=("{O} has withered", "{O} lost its leaves", "nobody gave {O} any water"),
                evidence=("{O} hangs its head", "brown leaves lie around {O}", "nothing on {O} is green"),
                before=("{O} got no water for weeks", "{S} forgot the watering can"),
                after=("fetch some water", "buy a new plant"),
                wants=("save the plant", "have a green plant again"),
                doing=("finding a dead plant", "looking at the dry leaves of {O}"),
            )
        },
    ),
}
