"""Situations of playground and sport."""

from training.scenes.graph import OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

_YOUNG: tuple[Age, ...] = ("toddler", "child")
_LAWN: tuple[Place, ...] = ("playground", "park", "beach", "farm", "campsite")
_PLAYROOM: tuple[Place, ...] = ("living room", "classroom", "hospital", "kitchen", "playground", "park", "restaurant")

STORIES: dict[str, Situation] = {
    "swing broken": Situation(
        _LAWN,
        {"S": Role(_YOUNG, ("sad", "angry", "surprised"), ("stand", "face", "cross", "hips"))},
        {"O": Prop(("broken swing",), "feet", 1.0)},
        {
            "S": Told(
                why=("a rope of {O} is torn", "{S} cannot swing any more", "the seat of {O} hangs down"),
                evidence=("{O} has only one rope left", "one end of the seat touches the ground", "nobody is on {O}"),
                before=("{S} was swinging high", "the rope of {O} wore out"),
                after=("look for another swing", "report the torn rope"),
                wants=("swing again", "have {O} repaired"),
                doing=("facing a broken swing", "looking at the torn rope of {O}"),
            )
        },
    ),
    "slide dared": Situation(
        _LAWN,
        {"S": Role(_YOUNG, ("scared", "happy", "surprised"), ("stand", "shy", "up"))},
        {"O": Prop(("slide",), "feet", 1.1)},
        {
            "S": Told(
                why=("{O} is very steep", "it is the turn of {S} on {O}", "{S} is going down {O} next"),
                evidence=("{S} is close to the ladder of {O}", "{O} is taller than {S}", "{O} is free"),
                before=("{S} waited for a turn", "{S} walked up to a slide"),
                after=("climb the ladder", "slide down"),
                wants=("be brave on the slide", "reach the bottom of {O} safely"),
                doing=("waiting at the ladder", "looking up at the top of {O}"),
            )
        },
        fair_weather=True,
    ),
    "seesaw with a cat": Situation(
        _LAWN,
        {"S": Role(("toddler", "child", "adult"), ("surprised", "happy"), ("up", "clap", "point"))},
        {"O": Prop(("cat on a seesaw",), "feet", 1.1)},
        {
            "S": Told(
                why=("{O} is riding a seesaw", "a cat sits where a child belongs", "{O} waits for {S} to sit down"),
                evidence=("{O} sits on the high end", "the low end is empty", "{O} looks at {S}"),
                before=("{S} walked up to a seesaw", "{O} climbed up on its own"),
                after=("sit down on the low end", "lift the cat down"),
                wants=("seesaw with {O}", "tell everybody about this cat"),
                doing=("watching a playful animal", "stopping at the seesaw of {O}"),
            ),
            "O": Told(
                evidence=("{O} keeps still on its seat", "{O} sits at the upper end"),
                after=("go down with a bump", "jump off the seesaw"),
                wants=("have a ride", "go up and down with {S}"),
                doing=("sitting on a seesaw", "waiting for {S} on the seesaw"),
            ),
        },
        fair_weather=True,
    ),
    "tower built": Situation(
        _PLAYROOM,
        {"S": Role(("toddler", "child", "senior"), ("happy", "happy", "calm"), ("clap", "kneel", "hips", "up"))},
        {"O": Prop(("tower of blocks",), "feet", 1.2)},
        {
            "S": Told(
                why=("{S} has stacked all the blocks", "{O} does not wobble", "the last block is on {O}"),
                evidence=("{O} stands beside {S}", "a red roof is on top of {O}", "every block is part of {O}"),
                before=("{S} stacked one block after another", "{S} put the roof on the tower"),
                after=("build a second tower", "count the blocks"),
                wants=("build even higher", "show the tower"),
                doing=("building with blocks", "admiring {O}"),
            )
        },
        fair_weather=True,
    ),
    "tower knocked over": Situation(
        _PLAYROOM,
        {
            "S": Role(_YOUNG, ("sad", "angry", "surprised"), ("face", "point", "cross", "stand")),
            "T": Role(_YOUNG, ("happy", "scared", "surprised"), ("reach", "throw")),
        },
        {"O": Prop(("fallen tower of blocks",), "between", 1.1)},
        {
            "S": Told(
                why=("{T} knocked down {O}", "the building of {S} fell down", "the blocks of {S} lie everywhere"),
                evidence=("blocks of {O} are still falling", "the arm of {T} is lifted", "{O} has no top any more"),
                before=("{S} stacked many blocks", "{T} pushed the tower"),
                after=("build the tower again", "tell a grown-up about {T}"),
                wants=("have the tower back", "play without {T}"),
                doing=("watching blocks fall", "staring at the blocks of {O}"),
            ),
            "T": Told(
                why=("{T} pushed against {O}", "{O} came down with a crash", "{T} made the blocks of {S} fall"),
                evidence=("the arm of {T} is lifted", "{O} lies in front of {T}", "{S} saw what {T} did"),
                before=("{S} stacked many blocks", "{T} gave the tower a push"),
                after=("run away from {S}", "help to pick up the blocks"),
                wants=("hear the blocks crash", "see what {S} does"),
                doing=("knocking over blocks", "throwing {O} down"),
            ),
        },
        ("playmates in a quarrel",),
        fair_weather=True,
    ),
    "goal scored": Situation(
        (*_LAWN, "street"),
        {
            "S": Role(ANY_AGE, ("happy", "happy", "surprised"), ("up", "clap", "run")),
            "T": Role(ANY_AGE, ("sad", "angry", "surprised"), ("face", "hips", "crouch")),
        },
        {"O": Prop(("goal",), "between", 1.05)},
        {
            "S": Told(
                why=("{S} scored against {T}", "{S} shot the ball into {O}", "the shot of {S} was too good for {T}"),
                evidence=("the ball is in {O}", "the net of {O} shakes", "the hands of {T} are empty"),
                before=("{S} took a shot", "{S} dribbled past {T}"),
                after=("cheer", "run a lap of honour"),
                wants=("win the match", "score once more"),
                doing=("celebrating a goal", "playing against {T}"),
            ),
            "T": Told(
                why=("{T} let the ball in", "the shot went past {T}", "{T} did not hold the ball of {S}"),
                evidence=("the ball is in {O}", "{S} has shot", "the hands of {T} are empty"),
                before=("{T} jumped too late", "{S} took a shot"),
                after=("get the ball out of the net", "watch {S} more closely"),
                wants=("keep the next ball out", "draw level with {S}"),
                doing=("losing a match", "keeping {O} without luck"),
            ),
        },
        ("scorer and goalkeeper", "goalkeeper and scorer"),
    ),
    "riding taught": Situation(
        OUTDOORS,
        {
            "S": Role(GROWN, ("happy", "calm", "scared"), ("point", "clap", "reach")),
            "T": Role(("child", "adult"), ("scared", "happy", "surprised"), ("stand", "shy", "up")),
        },
        {"O": Prop(("bicycle",), "between", 1.05)},
        {
            "S": Told(
                why=("{S} teaches {T} to ride", "{T} is going to ride {O}", "{O} is ready for the first ride of {T}"),
                evidence=("{O} stands ready", "{S} turns to {T}", "{O} stands between teacher and learner"),
                before=("{S} pumped up the tyres", "{S} explained the brakes"),
                after=("hold {T} by the saddle", "run beside {O}"),
                wants=("teach {T} to ride", "see {T} ride alone"),
                doing=("giving a riding lesson", "explaining {O} to {T}"),
            ),
            "T": Told(
                why=("{T} learns to ride", "{T} is about to get on {O}", "{S} wants {T} on {O}"),
                evidence=("{O} is in front of {T}", "{S} shows {T} what to do", "{T} is still on foot"),
                before=("{T} asked for a riding lesson", "{S} fetched {O}"),
                after=("get on {O}", "ride a few metres"),
                wants=("keep the balance", "ride without help"),
                doing=("taking a riding lesson", "listening to {S} beside {O}"),
            ),
        },
        ("riding teacher and beginner", "beginner and riding teacher"),
        fair_weather=True,
    ),
    "hide and seek": Situation(
        EVERYWHERE,
        {
            "S": Role(("child",), ("happy", "scared", "calm"), ("stand", "shy")),
            "T": Role(("child", "adult", "senior"), ("happy", "surprised", "calm"), ("face", "chin", "up")),
        },
        {"O": Prop(("barrel", "haystack"), "hidden by", 0.8)},
        {
            "S": Told(
                why=("{S} hides from {T}", "{O} covers {S}", "{T} is looking for {S}"),
                evidence=("{O} hides a part of {S}", "{S} is behind {O}", "{T} is very near"),
                before=("{T} counted to ten", "{S} slipped behind {O}"),
                after=("run out and laugh", "stay behind {O}"),
                wants=("stay hidden", "not be found by {T}"),
                doing=("hiding", "hiding behind {O}"),
            ),
            "T": Told(
                why=("{T} plays at seeking", "{S} hid behind {O}", "{T} has to find {S}"),
                evidence=("{O} stands between the two", "{S} keeps behind {O}", "{T} searches near {O}"),
                before=("{T} counted to ten", "{S} slipped behind {O}"),
                after=("look behind {O}", "call out to {S}"),
                wants=("find {S}", "win the game of hiding"),
                doing=("seeking", "searching for {S}"),
            ),
        },
        ("playmates in hide and seek",),
    ),
}
