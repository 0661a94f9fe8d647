"""Situations of house, school and celebration."""

from training.scenes.graph import INDOORS
from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "vase broken": Situation(
        (*INDOORS, "street", "farm"),
        {
            "S": Role(GROWN, ("angry", "angry", "surprised", "sad"), ("hips", "point", "shout")),
            "T": Role(("toddler", "child"), ("scared", "sad"), ("face", "stand", "shy")),
        },
        {"O": Prop(("broken vase",), "between", 1.2), "P": Prop(("ball",), "between low", 1.1)},
        {
            "S": Told(
                why=("{S} sees a mess on the floor", "{T} broke {O}", "{O} is in pieces"),
                evidence=("{P} lies next to {O}", "{S} looks at {T}", "the flowers of {O} lie on the floor"),
                before=("{S} heard a crash", "{T} kicked a ball into the vase"),
                after=("scold {T}", "sweep up the pieces"),
                wants=("have the mess cleaned up", "hear an excuse"),
                doing=("looking at a mess", "asking {T} about {O}"),
            ),
            "T": Told(
                why=("{T} is in trouble over {O}", "{T} kicked {P} into {O}", "{S} will scold {T}"),
                evidence=("{S} looks at {T}", "{P} lies next to {O}", "{O} is in pieces near {T}"),
                before=("{T} played football too near a vase", "{T} kicked a ball into the vase"),
                after=("say sorry", "help to clean up"),
                wants=("avoid a punishment", "undo the accident"),
                doing=("feeling guilty", "waiting to be scolded"),
            ),
        },
        ("parent and child", "child and parent"),
    ),
    "birthday": Situation(
        EVERYWHERE,
        {"S": Role(("toddler", *ANY_AGE), ("happy", "surprised"), ("up", "wave", "clap"), attire="party")},
        {"O": Prop(("birthday cake",), "table", 1.1)},
        {
            "S": Told(
                why=("{S} has a birthday", "{O} is for {S}", "{S} is a year older now"),
                evidence=("candles burn on {O}", "{S} wears a party hat", "{O} stands in front of {S}"),
                before=("somebody lit the candles", "{S} put on a party hat"),
                after=("blow out the candles", "cut the cake"),
                wants=("make a wish", "eat some cake"),
                doing=("celebrating a birthday", "cheering at {O}"),
            )
        },
        party=True,
    ),
    "food burnt": Situation(
        ("kitchen", "living room", "restaurant", "campsite", "farm"),
        {"S": Role(ANY_AGE, ("surprised", "scared", "angry", "sad"), ("up", "face", "hips"))},
        {"O": Prop(("smoking pan",), "table", 1.1)},
        {
            "S": Told(
                why=("{S} burnt the food", "{O} is smoking", "the meal of {S} is ruined"),
                evidence=("dark smoke rises from {O}", "the food in {O} is black", "{S} is next to a smoking stove"),
                before=("{S} left the stove alone", "{S} forgot the food"),
                after=("turn off the stove", "clear the smoke away"),
                wants=("save the meal", "stop the smoke"),
                doing=("facing a smoking stove", "looking at the smoke of {O}"),
            )
        },
    ),
    "pizza baked": Situation(
        ("kitchen", "street", "park", "living room", "restaurant", "farm", "campsite"),
        {"S": Role(ANY_AGE, ("happy", "calm", "surprised"), ("hips", "up", "wave", "clap"))},
        {"O": Prop(("pizza",), "table", 1.15)},
        {
            "S": Told(
                why=("{S} is a good cook", "{S} baked {O}", "{O} turned out well"),
                evidence=("steam rises from {O}", "{O} is ready on the table", "{O} stands in front of {S}"),
                before=("{S} kneaded the dough", "{S} took a pizza out of the oven"),
                after=("serve the pizza", "cut the pizza"),
                wants=("feed the guests", "taste the pizza"),
                doing=("presenting a meal", "serving up {O}"),
            )
        },
    ),
    "good grade": Situation(
        ("classroom", "living room", "kitchen", "street", "park", "station", "playground", "restaurant"),
        {"S": Role(("child",), ("happy", "happy", "surprised"), ("hold",))},
        {"O": Prop(("good test",), "hand")},
        {
            "S": Told(
                why=("{S} got a good grade", "{O} went well", "{S} has an A"),
                evidence=("{O} shows a green A", "{S} shows {O}", "an A is written on {O}"),
                before=("{S} studied hard", "{S} knew all the answers"),
                after=("show the grade to the parents", "hang the test on the wall"),
                wants=("be praised", "show the good grade"),
                doing=("showing a good test", "showing everyone {O}"),
            )
        },
    ),
    "bad grade": Situation(
        ("classroom", "living room", "kitchen", "street", "park", "station", "playground", "restaurant"),
        {"S": Role(("child",), ("sad", "sad", "angry", "scared"), ("hold",))},
        {"O": Prop(("bad test",), "hand")},
        {
            "S": Told(
                why=("{S} got a bad grade", "{O} went badly", "{S} has an F"),
                evidence=("{O} shows a red F", "{S} holds {O}", "an F is written on {O}"),
                before=("{S} did not study", "{S} did not know the answers"),
                after=("study more", "hide the grade from the parents"),
                wants=("repeat the test", "hide the bad grade"),
                doing=("holding a failed test", "staring at the grade on {O}"),
            )
        },
    ),
    "paper plane": Situation(
        ("classroom", "park", "street", "playground", "station", "beach"),
        {
            "S": Role(("adult",), ("angry", "surprised"), ("point", "hips"), "teacher"),
            "T": Role(("child",), ("happy", "scared"), ("reach", "throw")),
        },
        {"O": Prop(("paper plane",), "between high")},
        {
            "S": Told(
                why=("{S} wants order", "{T} threw {O}", "{T} is not behaving well"),
                evidence=("{O} is in the air", "{S} turns to {T}", "{O} comes from {T}"),
                before=("{S} was explaining something", "{T} folded a paper plane"),
                after=("give {T} extra homework", "take the plane away"),
                wants=("go on with the lesson", "stop the mischief"),
                doing=("calling for order", "telling {T} off"),
            ),
            "T": Told(
                why=("{T} is up to mischief", "{T} threw the plane at {S}", "{S} saw {O}"),
                evidence=("the arm of {T} is up", "{O} is in the air", "{S} turns to {T}"),
                before=("{T} was bored", "{T} folded a paper plane"),
                after=("get into trouble", "fetch the plane"),
                wants=("see the plane fly", "make the class laugh"),
                doing=("throwing a paper plane", "throwing {O}"),
            ),
        },
        ("teacher and student", "student and teacher"),
    ),
    "milk spilled": Situation(
        (*INDOORS, "park", "campsite", "farm", "playground", "station"),
        {"S": Role(("toddler", *ANY_AGE), ("sad", "angry", "surprised"), ("face", "hips", "up"))},
        {"O": Prop(("spilled glass of milk",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} spilled a drink", "{S} knocked over {O}", "{O} tipped over"),
                evidence=("a white puddle is under {O}", "{O} lies on its side", "{O} is spilled near {S}"),
                before=("{S} was drinking milk", "{S} was careless with a glass"),
                after=("wipe up the milk", "fill another glass"),
                wants=("clean the floor", "drink some milk"),
                doing=("facing a white puddle", "looking at {O} on the floor"),
            )
        },
        fair_weather=True,
    ),
    "laptop broken": Situation(
        (*INDOORS, "park", "station", "campsite", "beach"),
        {"S": Role(ANY_AGE, ("angry", "angry", "sad", "scared"), ("hips", "up", "face"))},
        {"O": Prop(("broken laptop",), "table", 1.1)},
        {
            "S": Told(
                why=("{S} cannot work", "{S} lost hours of work", "{O} does not work"),
                evidence=("the screen of {O} shows a red cross", "{O} shows an error", "{S} is next to {O}"),
                before=("{S} was writing a text", "{S} was working hard"),
                after=("restart the laptop", "call for technical help"),
                wants=("get the work back", "repair the laptop"),
                doing=("struggling with a computer", "facing the error on {O}"),
            )
        },
        fair_weather=True,
    ),
    "teddy torn": Situation(
        EVERYWHERE,
        {"S": Role(("toddler", "child"), ("sad", "sad", "angry", "surprised"), ("face", "stand", "cross", "kneel"))},
        {"O": Prop(("torn teddy bear",), "feet", 1.15)},
        {
            "S": Told(
                why=("{S} has a broken toy", "the favourite toy of {S} is torn", "{O} is torn"),
                evidence=("an arm of {O} has come off", "stuffing comes out of {O}", "{O} sits torn beside {S}"),
                before=("{S} pulled at a teddy bear", "{S} was playing too wildly"),
                after=("ask for needle and thread", "carry the teddy bear home"),
                wants=("have the teddy bear mended", "cuddle the teddy bear"),
                doing=("grieving for a toy", "looking at the torn arm of {O}"),
            )
        },
    ),
}
