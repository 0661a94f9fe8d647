"""Situations of farm, campsite and water."""

from training.scenes.graph import Age, Place
from training.scenes.situations import ANY_AGE, GROWN, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_GREEN: tuple[Place, ...] = ("farm", "campsite", "park", "playground", "beach", "street")
_FIRESIDE: tuple[Place, ...] = ("campsite", "beach", "park", "farm", "playground")

STORIES: dict[str, Situation] = {
    "horse fed": Situation(
        _GREEN,
        {"S": Role(ANY_AGE, ("happy", "happy", "surprised", "scared"), ("hold",))},
        {"O": Prop(("horse",), "facing", 0.9), "P": Prop(("carrot",), "hand", 1.2)},
        {
            "S": Told(
                why=("{O} eats from the hand of {S}", "{O} takes {P}", "the soft mouth of {O} comes very near {S}"),
                evidence=("{S} holds out {P}", "{O} bends its head to {P}", "{O} stands in front of {S}"),
                before=("{S} pulled a carrot from the soil", "{S} walked up to a horse"),
                after=("stroke the nose of {O}", "fetch another carrot"),
                wants=("make friends with the horse", "feed {O}"),
                doing=("feeding a horse", "giving {P} to {O}"),
            ),
            "O": Told(
                evidence=("{O} stretches its neck to {P}", "the mouth of {O} is at {P}"),
                after=("chew the carrot", "sniff for more carrots"),
                wants=("eat the carrot", "get {P} from {S}"),
                doing=("taking a carrot", "stretching its neck toward {S}"),
            ),
        },
    ),
    "hat eaten": Situation(
        _GREEN,
        {"S": Role(ANY_AGE, ("angry", "angry", "surprised", "happy"), ("hips", "point", "up"))},
        {"O": Prop(("goat with a hat",), "facing", 1.15)},
        {
            "S": Told(
                why=("{O} is eating a hat", "{O} took the hat of {S}", "a goat chews on the hat of {S}"),
                evidence=("a hat is in the mouth of {O}", "{O} chews in front of {S}", "the hat hangs out of {O}"),
                before=("{S} put a hat on a fence", "{O} pulled the hat from {S}"),
                after=("pull at the hat", "buy a new hat"),
                wants=("save the hat", "get the hat back from {O}"),
                doing=("watching a goat eat", "talking to {O} about the hat"),
            ),
            "O": Told(
                evidence=("a hat is in the mouth of {O}", "{O} has bitten into a hat"),
                after=("swallow the hat", "look for more clothes"),
                wants=("eat the hat", "fill its belly"),
                doing=("eating a hat", "chewing in front of {S}"),
            ),
        },
    ),
    "eggs guarded": Situation(
        (*_GREEN, "kitchen"),
        {"S": Role(_ALL, ("scared", "scared", "angry", "surprised"), ("up", "shy", "reach"))},
        {"O": Prop(("nesting hen",), "facing", 1.2)},
        {
            "S": Told(
                why=("{O} defends its eggs", "{O} spreads its wings at {S}", "{S} came too near to the nest"),
                evidence=("the beak of {O} is open", "there are eggs under {O}", "{O} glares at {S}"),
                before=("{S} reached for an egg", "{S} stepped up to a nest"),
                after=("leave the nest alone", "step back from the hen"),
                wants=("not be pecked", "have an egg for breakfast"),
                doing=("facing an angry bird", "getting close to the nest of {O}"),
            ),
            "O": Told(
                evidence=("{O} sits on eggs", "the wings of {O} are raised"),
                after=("peck at {S}", "sit down on the eggs again"),
                wants=("protect the eggs", "drive {S} off the nest"),
                doing=("guarding its eggs", "threatening {S}"),
            ),
        },
    ),
    "tractor stuck": Situation(
        ("farm", "campsite", "park", "street", "beach"),
        {"S": Role(GROWN, ("angry", "sad", "surprised"), ("hips", "face", "point", "up"))},
        {"O": Prop(("stuck tractor",), "feet", 1.0)},
        {
            "S": Told(
                why=("{O} sank into the mud", "the wheels of {O} do not move", "{S} cannot drive on with {O}"),
                evidence=("mud covers the wheels of {O}", "{O} stands deep in mud", "nobody sits in {O}"),
                before=("{S} drove through deep mud", "{S} climbed down from {O}"),
                after=("fetch a rope", "dig out the wheels"),
                wants=("pull {O} out of the mud", "drive on with the tractor"),
                doing=("facing a stuck vehicle", "looking at the wheels of {O}"),
            )
        },
    ),
    "tent pitched": Situation(
        _GREEN,
        {"S": Role(ANY_AGE, ("happy", "happy", "calm"), ("hips", "up", "wave", "clap"))},
        {"O": Prop(("tent",), "feet", 1.0)},
        {
            "S": Told(
                why=("{S} has put up {O}", "{O} is ready for the night", "{S} has a roof of cloth"),
                evidence=("{O} stands straight", "the ropes of {O} are tight", "{O} is open"),
                before=("{S} hammered in the pegs", "{S} unpacked a tent"),
                after=("crawl into the tent", "unroll the sleeping bag"),
                wants=("sleep outdoors", "spend the night in {O}"),
                doing=("camping", "showing {O} proudly"),
            )
        },
    ),
    "tent collapsed": Situation(
        _GREEN,
        {"S": Role(ANY_AGE, ("angry", "sad", "surprised"), ("hips", "face", "stand", "up"))},
        {"O": Prop(("collapsed tent",), "feet", 1.1)},
        {
            "S": Told(
                why=("{S} has no place to sleep", "{O} fell down", "the poles of {O} are bent"),
                evidence=("{O} is a heap of cloth", "a pole sticks out of {O}", "the ropes of {O} are loose"),
                before=("the wind tore at {O}", "{S} put up a tent badly"),
                after=("put the tent up again", "straighten the poles"),
                wants=("have a standing tent", "repair {O}"),
                doing=("facing a heap of cloth", "looking at what is left of {O}"),
            )
        },
    ),
    "marshmallow toasted": Situation(
        _FIRESIDE,
        {"S": Role(ANY_AGE, ("happy", "happy", "calm"), ("hold",))},
        {"O": Prop(("toasted marshmallow",), "hand", 1.2), "P": Prop(("campfire",), "feet", 1.0)},
        {
            "S": Told(
                why=("{S} is toasting a sweet", "{O} turns golden over {P}", "{S} will soon eat {O}"),
                evidence=("{S} holds {O} over {P}", "{O} is golden below", "flames rise from {P}"),
                before=("{S} lit a campfire", "{S} put a marshmallow on a stick"),
                after=("eat the marshmallow", "blow on {O}"),
                wants=("eat something sweet", "toast {O} just right"),
                doing=("toasting a marshmallow", "holding {O} over the fire"),
            )
        },
    ),
    "marshmallow burnt": Situation(
        _FIRESIDE,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("hold",))},
        {"O": Prop(("burnt marshmallow",), "hand", 1.2), "P": Prop(("campfire",), "feet", 1.0)},
        {
            "S": Told(
                why=("{O} is burnt black", "{S} held {O} too close to {P}", "{S} cannot eat a black sweet"),
                evidence=("smoke rises from {O}", "{O} is black", "{O} still glows"),
                before=("{S} held a sweet into the flames", "{O} caught fire"),
                after=("throw the burnt marshmallow away", "toast a new marshmallow"),
                wants=("have a golden marshmallow", "toast another one"),
                doing=("looking at a burnt sweet", "holding the black {O}"),
            )
        },
    ),
    "ghost story told": Situation(
        (*_FIRESIDE, "living room", "classroom", "hospital"),
        {
            "S": Role(("child", "adult", "senior"), ("happy", "happy", "calm"), ("hold",)),
            "T": Role(("child",), ("scared", "scared", "happy", "surprised"), ("face", "up", "shy", "sit")),
        },
        {"O": Prop(("torch",), "hand", 1.25)},
        {
            "S": Told(
                why=("{S} knows a good ghost story", "{T} listens to the story of {S}", "{S} makes it spooky with {O}"),
                evidence=("{S} shines {O} from below", "{T} looks at {S}", "light comes from {O}"),
                before=("{S} switched on a torch", "{T} asked {S} for a story"),
                after=("cry boo", "finish the ghost story"),
                wants=("make {T} shiver", "tell a spooky story"),
                doing=("telling a ghost story", "shining {O} while telling a story"),
            ),
            "T": Told(
                why=("{S} tells {T} a ghost story", "{S} shines {O} like a ghost", "{T} hears about ghosts"),
                evidence=("{S} holds {O} under the chin", "{T} listens to {S}", "{O} throws a ghostly light"),
                before=("{T} asked for a spooky story", "{S} lowered the voice"),
                after=("look for ghosts in the dark", "beg for one more story"),
                wants=("know how the ghost story ends", "hear what the ghost does"),
                doing=("listening to a spooky story", "listening to {S}"),
            ),
        },
        ("storyteller and listener", "listener and storyteller"),
    ),
    "fish caught": Situation(
        ("beach", "park", "farm", "campsite", "street"),
        {"S": Role(ANY_AGE, ("happy", "happy", "surprised"), ("hold",))},
        {"O": Prop(("rod with a fish",), "hand", 1.1)},
        {
            "S": Told(
                why=("{S} caught a fish", "a fish hangs on {O}", "a big fish took the bait of {S}"),
                evidence=("water drips from the fish", "{S} holds {O}", "the line of {O} carries a fish"),
                before=("{S} felt a pull at the line", "{S} waited for a bite"),
                after=("weigh the fish", "fry the fish"),
                wants=("show the big fish", "have fish for dinner"),
                doing=("pulling in a fish", "lifting a fish with {O}"),
            )
        },
    ),
    "boot caught": Situation(
        ("beach", "park", "farm", "campsite", "street"),
        {"S": Role(ANY_AGE, ("surprised", "surprised", "angry", "sad"), ("hold",))},
        {"O": Prop(("rod with a boot",), "hand", 1.1)},
        {
            "S": Told(
                why=("{S} caught an old boot", "a wet boot hangs on {O}", "no fish took the bait of {S}"),
                evidence=("water drips from a boot", "the line of {O} carries a boot", "there is no fish on {O}"),
                before=("{S} felt something heavy", "{S} pulled hard at the line"),
                after=("take the boot off the hook", "throw the line out again"),
                wants=("catch a real fish", "get rid of the boot"),
                doing=("pulling in a boot", "lifting a boot with {O}"),
            )
        },
    ),
    "fishing learnt": Situation(
        ("beach", "park", "farm", "campsite", "street"),
        {
            "S": Role(("child",), ("happy", "calm", "surprised"), ("hold",)),
            "T": Role(GROWN, ("happy", "calm"), ("point", "hips", "clap")),
        },
        {"O": Prop(("fishing rod",), "hand", 0.95)},
        {
            "S": Told(
                why=("{S} learns to fish", "{T} lets {S} use {O}", "{S} holds a fishing rod at last"),
                evidence=("{S} holds {O}", "{T} watches {O}", "a float hangs on {O}"),
                before=("{T} handed {O} to {S}", "{S} put a float on the line"),
                after=("wait for a bite", "cast the line"),
                wants=("catch the first fish", "learn from {T}"),
                doing=("learning to fish", "trying out {O}"),
            ),
            "T": Told(
                why=("{T} teaches {S} to fish", "{S} handles {O} well", "{T} sees {S} try {O}"),
                evidence=("{T} turns to {S}", "{S} holds {O}", "the hands of {T} are free"),
                before=("{T} explained the rod", "{T} gave {O} away for a while"),
                after=("praise {S}", "show {S} how to cast"),
                wants=("teach {S} to fish", "see {S} catch something"),
                doing=("teaching how to fish", "watching {S} with {O}"),
            ),
        },
        ("learner and teacher", "teacher and learner"),
    ),
}
