"""Situations of play, treats and weather."""

from training.scenes.graph import OUTDOORS
from training.scenes.situations import BOTH_AGES, EVERYWHERE, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "ice cream dropped": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("sad", "sad", "angry"), ("stand", "face", "hips"))},
        {"O": Prop(("dropped ice cream",), "feet")},
        {
            "S": Told(
                why=("{S} lost a tasty treat", "{S} dropped {O}", "{O} fell on the ground"),
                evidence=(
                    "{O} is melting upside down near {S}",
                    "{O} lies on the ground",
                    "the hands of {S} are empty",
                ),
                before=("{S} was eating an ice cream", "{S} was holding an ice cream"),
                after=("ask for another ice cream", "buy another ice cream"),
                wants=("get a new ice cream", "eat the treat after all"),
                doing=("mourning the lost treat", "looking at {O} on the ground"),
            )
        },
    ),
    "ice cream eaten": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("happy",), ("hold",))},
        {"O": Prop(("ice cream",), "hand")},
        {
            "S": Told(
                why=("{S} has a tasty treat", "{S} enjoys {O}", "{O} tastes delicious"),
                evidence=("{S} holds {O} and smiles", "{O} is still whole", "{O} is in the hand of {S}"),
                before=("{S} bought an ice cream", "{S} was given an ice cream"),
                after=("finish the ice cream", "lick the cone clean"),
                wants=("enjoy the ice cream", "eat the whole ice cream"),
                doing=("eating an ice cream", "enjoying {O}"),
            )
        },
    ),
    "balloon flown away": Situation(
        OUTDOORS,
        {"S": Role(BOTH_AGES, ("sad", "sad", "angry", "surprised"), ("reach",))},
        {"O": Prop(("flying balloon",), "sky")},
        {
            "S": Told(
                why=("{S} let go of a string", "{S} lost {O}", "{O} flew away"),
                evidence=("{O} is out of reach", "{S} stretches an arm toward {O}", "nobody holds {O}"),
                before=("{S} was holding a balloon", "{S} let the string slip"),
                after=("watch the balloon disappear", "look for a new balloon"),
                wants=("catch the balloon", "have the balloon back"),
                doing=("reaching for the sky", "reaching for {O}"),
            )
        },
    ),
    "balloon held": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("happy",), ("hold",))},
        {"O": Prop(("balloon",), "hand", 1.2)},
        {
            "S": Told(
                why=("{S} has a colourful balloon", "{S} got {O}", "{O} is so pretty"),
                evidence=("{S} holds the string of {O}", "{O} floats above {S}", "the string is in the hand of {S}"),
                before=("{S} was given a balloon", "{S} bought a balloon"),
                after=("play with the balloon", "take the balloon home"),
                wants=("keep the balloon", "hold the balloon tight"),
                doing=("holding a balloon", "playing with {O}"),
            )
        },
    ),
    "balloon burst": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("surprised", "surprised", "scared", "sad"), ("up", "stand"))},
        {"O": Prop(("burst balloon",), "chest")},
        {
            "S": Told(
                why=("{S} heard a loud bang", "{O} just burst", "a toy of {S} is in pieces"),
                evidence=("pieces of {O} fly around", "only scraps of {O} are left", "{O} is torn in front of {S}"),
                before=("{S} was playing with a balloon", "{S} was blowing up a balloon"),
                after=("pick up the scraps", "blow up another balloon"),
                wants=("understand the bang", "have a whole balloon"),
                doing=("starting at a loud bang", "looking at the pieces of {O}"),
            )
        },
    ),
    "wet in the rain": Situation(
        OUTDOORS,
        {"S": Role(BOTH_AGES, ("sad", "sad", "angry"), ("face", "cross", "stand"), attire="wet")},
        {},
        {
            "S": Told(
                why=("{S} is getting wet", "{S} has no umbrella"),
                evidence=("rain is pouring on {S}", "{S} stands in a puddle", "drops run down {S}"),
                before=("{S} forgot the umbrella at home", "{S} went out without an umbrella"),
                after=("run for shelter", "put on dry clothes"),
                wants=("get out of the rain", "be dry again"),
                doing=("standing in the rain", "getting soaked"),
            )
        },
        weather="rain",
    ),
    "dry under the umbrella": Situation(
        OUTDOORS,
        {"S": Role(BOTH_AGES, ("happy", "happy", "calm"), ("hold",))},
        {"O": Prop(("umbrella",), "hand", 1.15)},
        {
            "S": Told(
                why=("{S} stays dry in the rain", "{S} brought {O}", "{O} keeps off the rain"),
                evidence=("{S} stands under {O}", "no drop falls on {S}", "{O} is open above {S}"),
                before=("{S} opened the umbrella", "{S} took the umbrella along"),
                after=("walk home dry", "close the umbrella at home"),
                wants=("stay dry", "walk through the rain"),
                doing=("holding an umbrella", "sheltering under {O}"),
            )
        },
        weather="rain",
    ),
    "kite flown": Situation(
        OUTDOORS,
        {"S": Role(BOTH_AGES, ("happy", "happy", "surprised"), ("reach",))},
        {"O": Prop(("kite",), "hand", 1.15)},
        {
            "S": Told(
                why=("{S} has the wind to play with", "{S} made {O} fly", "{O} is flying high"),
                evidence=("{O} soars above {S}", "{S} holds the line of {O}", "the line of {O} is tight"),
                before=("{S} ran with the kite", "{S} let the kite rise"),
                after=("pull the kite back", "let the kite climb higher"),
                wants=("keep the kite in the air", "fly the kite even higher"),
                doing=("flying a kite", "steering {O}"),
            )
        },
        fair_weather=True,
    ),
    "castle built": Situation(
        ("beach", "park"),
        {"S": Role(BOTH_AGES, ("happy",), ("up", "hips", "wave"))},
        {"O": Prop(("sand castle",), "feet")},
        {
            "S": Told(
                why=("{S} has built something great", "{S} finished {O}", "{O} looks great"),
                evidence=("{O} stands beside {S}", "the towers of {O} are whole", "a flag flies on {O}"),
                before=("{S} was digging in the sand", "{S} shaped the towers"),
                after=("decorate the castle", "take a photo of the castle"),
                wants=("show the castle to everyone", "make the castle bigger"),
                doing=("admiring the work", "presenting {O}"),
            )
        },
        fair_weather=True,
    ),
    "castle ruined": Situation(
        ("beach", "park"),
        {"S": Role(BOTH_AGES, ("sad", "sad", "angry", "surprised"), ("face", "stand", "hips"))},
        {"O": Prop(("ruined sand castle",), "feet")},
        {
            "S": Told(
                why=("the work of {S} is destroyed", "{O} collapsed", "water washed {O} away"),
                evidence=("water runs through {O}", "the towers of {O} have fallen", "{O} is only a heap"),
                before=("{S} built a sand castle", "water reached the castle of {S}"),
                after=("build a new castle", "give up the castle"),
                wants=("rebuild the castle", "save the castle"),
                doing=("grieving for the castle", "looking at the ruins of {O}"),
            )
        },
        fair_weather=True,
    ),
    "bicycle fall": Situation(
        OUTDOORS,
        {
            "S": Role(("child",), ("sad", "sad", "scared"), ("stand", "face"), attire="scraped"),
            "T": Role(("adult",), ("calm",), ("hold",), "doctor"),
        },
        {"O": Prop(("fallen bicycle",), "between", 1.15), "P": Prop(("first aid kit",), "lead")},
        {
            "S": Told(
                why=("{S} hurt a knee", "{S} fell off {O}"),
                evidence=("the knee of {S} is bleeding", "{O} lies next to {S}", "{T} comes with {P}"),
                before=("{S} was riding too fast", "{S} fell off a bicycle"),
                after=("get a bandage", "let the knee be cleaned"),
                wants=("be rid of the pain", "be comforted"),
                doing=("waiting for help", "standing with a bleeding knee"),
            ),
            "T": Told(
                why=("{T} knows what to do", "{T} has {P}", "{T} has seen worse wounds"),
                evidence=("{T} carries {P}", "{T} wears a white coat", "{T} turns to {S}"),
                before=("{T} saw the accident", "{T} fetched a first aid kit"),
                after=("clean the wound", "put on a bandage"),
                wants=("help {S}", "treat the wound"),
                doing=("bringing a first aid kit", "coming to help {S}"),
            ),
        },
        ("patient and doctor", "doctor and patient"),
    ),
    "snowman built": Situation(
        ("park", "street"),
        {"S": Role(BOTH_AGES, ("happy",), ("up", "wave", "hips"), attire="warm")},
        {"O": Prop(("snowman",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} enjoys the snow", "{S} finished {O}", "{O} looks funny"),
                evidence=("{O} stands next to {S}", "snow lies all around {S}", "{O} has a carrot nose"),
                before=("{S} rolled big snowballs", "{S} built a snowman"),
                after=("start a snowball fight", "warm up at home"),
                wants=("play in the snow", "show the snowman around"),
                doing=("playing in the snow", "standing proudly by {O}"),
            )
        },
        weather="snow",
    ),
}
