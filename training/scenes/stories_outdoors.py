"""Situations of treats and toys, and of the weather (see `stories_weather`)."""

from training.scenes import stories_weather
from training.scenes.graph import OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, EVERYWHERE, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_YOUNG: tuple[Age, ...] = ("toddler", "child")
_SANDY: tuple[Place, ...] = ("beach", "playground", "park", "campsite", "farm")

STORIES: dict[str, Situation] = {
    "ice cream dropped": Situation(
        EVERYWHERE,
        {"S": Role(_ALL, ("sad", "sad", "angry", "surprised"), ("stand", "face", "hips", "crouch"))},
        {"O": Prop(("dropped ice cream",), "feet")},
        {
            "S": Told(
                why=("{S} lost a tasty treat", "{S} dropped {O}", "{O} fell on the ground"),
                evidence=(
                    "{O} is melting upside down near {S}",
                    "{O} lies on the ground",
                    "the hands of {S} are empty",
                ),
                before=("{S} was eating an ice cream", "{S} was holding an ice cream", "{O} slipped from the hand"),
                after=("ask for another ice cream", "buy another ice cream"),
                wants=("get a new ice cream", "eat the treat after all"),
                doing=("mourning the lost treat", "looking at {O} on the ground"),
            )
        },
    ),
    "ice cream eaten": Situation(
        EVERYWHERE,
        {"S": Role(_ALL, ("happy", "happy", "surprised"), ("hold",))},
        {"O": Prop(("ice cream",), "hand")},
        {
            "S": Told(
                why=("{S} has a tasty treat", "{S} is eating {O}", "{O} tastes delicious"),
                evidence=("{S} holds {O} near the mouth", "{O} is still whole", "{O} is in the hand of {S}"),
                before=("{S} bought an ice cream", "{S} was given an ice cream"),
                after=("finish the ice cream", "lick the cone clean"),
                wants=("eat the whole ice cream", "taste every bit of {O}"),
                doing=("eating an ice cream", "tasting {O}"),
            )
        },
    ),
    "balloon flown away": Situation(
        OUTDOORS,
        {"S": Role(_ALL, ("sad", "sad", "angry", "surprised"), ("reach",))},
        {"O": Prop(("flying balloon",), "sky")},
        {
            "S": Told(
                why=("{S} let go of a string", "{O} flew away from {S}", "{O} rises into the sky"),
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
        {"S": Role(_ALL, ("happy", "happy", "surprised"), ("hold",))},
        {"O": Prop(("balloon",), "hand", 1.2)},
        {
            "S": Told(
                why=("{S} has a colourful balloon", "{S} was given {O}", "{O} floats on a string"),
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
        {"S": Role(_ALL, ("surprised", "surprised", "scared", "sad"), ("up", "stand", "shy"))},
        {"O": Prop(("burst balloon",), "chest")},
        {
            "S": Told(
                why=("{S} heard a loud bang", "{O} just burst", "a balloon of {S} is in pieces"),
                evidence=("pieces of {O} fly around", "only scraps of {O} are left", "{O} is torn in front of {S}"),
                before=("{S} was playing with a balloon", "{S} was blowing up a balloon"),
                after=("pick up the scraps", "blow up another balloon"),
                wants=("understand the bang", "have a whole balloon"),
                doing=("flinching at a loud bang", "looking at the pieces of {O}"),
            )
        },
    ),
    "kite flown": Situation(
        OUTDOORS,
        {"S": Role(ANY_AGE, ("happy", "happy", "surprised", "calm"), ("reach",))},
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
    "kite stuck": Situation(
        OUTDOORS,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("reach", "point", "hips"))},
        {"O": Prop(("tree with a kite",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} lost a kite to {O}", "the kite of {S} hangs in {O}", "{O} has caught a kite"),
                evidence=(
                    "a kite hangs in the leaves of {O}",
                    "the line of the kite dangles from {O}",
                    "{S} is too small for {O}",
                ),
                before=("{S} was flying a kite", "the wind blew the kite into {O}"),
                after=("shake the trunk of {O}", "pull at the line"),
                wants=("get the kite down", "fly the kite again"),
                doing=("looking up at a lost kite", "waiting helplessly under {O}"),
            )
        },
        fair_weather=True,
    ),
    "ball stuck": Situation(
        OUTDOORS,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("reach", "up", "throw"))},
        {"O": Prop(("tree with a ball",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} kicked a ball into {O}", "the ball of {S} sits in {O}", "{O} does not give the ball back"),
                evidence=("a ball sits in the leaves of {O}", "the ball is high above {S}", "the game of {S} is over"),
                before=("{S} was kicking a ball about", "the ball flew too high"),
                after=("climb up {O}", "fetch a long stick"),
                wants=("get the ball down", "go on with the ball game"),
                doing=("looking up at a lost ball", "stretching toward {O}"),
            )
        },
    ),
    "castle built": Situation(
        _SANDY,
        {"S": Role(_ALL, ("happy", "happy", "calm"), ("up", "hips", "kneel", "clap"))},
        {"O": Prop(("sand castle",), "feet")},
        {
            "S": Told(
                why=("{S} has built something great", "{S} finished {O}", "{O} stands firm and tall"),
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
        _SANDY,
        {"S": Role(_ALL, ("sad", "sad", "angry", "surprised"), ("face", "stand", "hips", "crouch"))},
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
            "S": Role(("child",), ("sad", "scared", "angry"), ("stand", "face"), attire="scraped"),
            "T": Role(("adult",), ("calm", "calm", "surprised"), ("hold",), "doctor"),
        },
        {"O": Prop(("fallen bicycle",), "between", 1.15), "P": Prop(("first aid kit",), "lead")},
        {
            "S": Told(
                why=("{S} hurt a knee", "{S} fell off {O}", "the knee of {S} is bleeding"),
                evidence=("a knee of {S} is red", "{O} lies next to {S}", "{T} comes with {P}"),
                before=("{S} was riding too fast", "{S} fell off a bicycle"),
                after=("get a bandage", "let the knee be cleaned"),
                wants=("be rid of the pain", "be looked after"),
                doing=("waiting for help", "standing with a bleeding knee"),
            ),
            "T": Told(
                why=("{T} has {P} at hand", "{T} comes to treat a knee", "{S} needs the help of {T}"),
                evidence=("{T} carries {P}", "{T} wears a white coat", "{T} turns to {S}"),
                before=("{T} saw the accident", "{T} fetched a first aid kit"),
                after=("clean the wound", "put on a bandage"),
                wants=("help {S}", "treat the wound"),
                doing=("bringing a first aid kit", "coming to help {S}"),
            ),
        },
        ("patient and doctor", "doctor and patient"),
    ),
    "bubbles blown": Situation(
        EVERYWHERE,
        {"S": Role(_ALL, ("happy", "happy", "surprised", "calm"), ("hold",))},
        {"O": Prop(("soap bubbles",), "hand", 1.2)},
        {
            "S": Told(
                why=("{S} is blowing bubbles", "bubbles rise from {O}", "{S} made big round bubbles with {O}"),
                evidence=("{S} holds {O}", "bubbles float in front of {S}", "five bubbles fly away from {O}"),
                before=("{S} dipped a wand into soap", "{S} blew through a ring"),
                after=("blow more bubbles", "pop the bubbles"),
                wants=("make an even bigger bubble", "see the bubbles fly"),
                doing=("blowing soap bubbles", "blowing through {O}"),
            )
        },
        fair_weather=True,
    ),
    "boat sailed": Situation(
        OUTDOORS,
        {"S": Role(_ALL, ("happy", "happy", "calm"), ("kneel", "hips", "clap", "crouch"))},
        {"O": Prop(("toy boat",), "feet", 1.2)},
        {
            "S": Told(
                why=("{S} is playing captain", "{O} floats well", "{O} sails across a puddle"),
                evidence=("the sails of {O} are full", "{O} floats in front of {S}", "{O} makes small waves"),
                before=("{S} found a puddle", "{S} put a boat on the water"),
                after=("push the boat on", "send the boat across again"),
                wants=("see the boat cross the puddle", "be a sailor"),
                doing=("playing with a boat", "watching {O} sail"),
            )
        },
    ),
    "boat sunk": Situation(
        OUTDOORS,
        {"S": Role(_YOUNG, ("sad", "angry", "surprised"), ("face", "crouch", "cross", "stand"))},
        {"O": Prop(("sunk toy boat",), "feet", 1.2)},
        {
            "S": Told(
                why=("{O} is going down", "{O} filled with water", "{S} loses a boat in a puddle"),
                evidence=("only the stern of {O} is dry", "bubbles rise beside {O}", "the mast of {O} leans over"),
                before=("{S} was sailing a boat", "{O} tipped over"),
                after=("fish the boat out", "dry the boat"),
                wants=("save the boat", "sail the boat again"),
                doing=("watching a boat sink", "looking at {O} in the water"),
            )
        },
    ),
    **stories_weather.STORIES,
}
