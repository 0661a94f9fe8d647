"""Situations of things that somebody gets, opens, loses, or that two people want."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "toy fought over": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler", "child"), ("angry", "sad"), ("reach",)),
            "T": Role(("toddler", "child"), ("angry", "sad", "scared"), ("reach", "hold")),
        },
        {"O": Prop(("teddy bear", "ball", "book"), "hand", 1.3)},
        {
            "S": Told(
                why=("{T} wants {O} as well", "{S} and {T} pull at {O}", "{S} has to fight for {O}"),
                evidence=("two hands reach for {O}", "{S} does not let go of {O}", "{O} is between {S} and {T}"),
                before=("{S} saw it first", "{S} had it in the hand"),
                after=("pull harder", "call a grown-up"),
                wants=("keep hold of it", "win it from {T}"),
                doing=("pulling at {O}", "fighting over a toy"),
            ),
            "T": Told(
                why=("{S} does not give {O} to {T}", "{T} and {S} both claim {O}", "{T} has to do without {O}"),
                evidence=("{T} stretches a hand toward {O}", "{S} holds on to {O}", "there is only one for two"),
                before=("{T} reached for it too", "{T} asked for a turn"),
                after=("let go in the end", "look for another toy"),
                wants=("have a turn too", "take it from {S}"),
                doing=("grabbing at {O}", "fighting with {S}"),
            ),
        },
        ("siblings",),
    ),
    "gift envied": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("angry", "sad"), ("cross", "chin", "hips")),
            "T": Role(ANY_AGE, ("happy", "surprised"), ("hold",)),
        },
        {"O": Prop(("opened gift",), "lead", 1.3)},
        {
            "S": Told(
                why=("{S} is jealous of {T}", "{S} has no gift", "{T} got {O} and {S} got nothing"),
                evidence=("{T} holds {O}", "the hands of {S} are empty", "{S} looks at {O}"),
                before=("{S} watched {T} unwrap a gift", "{S} hoped for a gift"),
                after=("ask for a gift too", "turn away from {O}"),
                wants=("have a gift as well", "have the rocket"),
                doing=("envying {T}", "looking at {O} with envy"),
            ),
            "T": Told(
                why=("{T} unwrapped a rocket", "{O} was for {T}", "{T} got what nobody else has"),
                evidence=("a rocket sticks out of {O}", "the wrapping of {O} is torn", "{O} is in the hand of {T}"),
                before=("{T} tore the wrapping", "{T} opened a gift before {S}"),
                after=("play with the rocket", "show it off to {S}"),
                wants=("let the rocket fly", "take the rocket out"),
                doing=("unwrapping a rocket", "opening {O}"),
            ),
        },
        ("rivals for a gift",),
    ),
    "gift disappointing": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("both",))},
        {"O": Prop(("gift with socks",), "lap", 1.3)},
        {
            "S": Told(
                why=("{S} only got socks", "there are old socks in {O}", "{O} is not what {S} wished for"),
                evidence=("socks hang out of {O}", "the paper of {O} is torn", "{S} holds {O}"),
                before=("{S} tore the paper open", "{S} hoped for a toy"),
                after=("put the socks away", "try to smile"),
                wants=("exchange the gift", "get something nicer"),
                doing=("unwrapping socks", "looking into {O}"),
            )
        },
    ),
    "gift liked": Situation(
        EVERYWHERE,
        {"S": Role(("toddler", *ANY_AGE), ("happy", "surprised"), ("both",))},
        {"O": Prop(("opened gift",), "lap", 1.3)},
        {
            "S": Told(
                why=("{S} got a rocket", "there is a rocket in {O}", "{O} is just what {S} wished for"),
                evidence=("a rocket sticks out of {O}", "the paper of {O} is torn", "{S} holds {O}"),
                before=("{S} ripped off the ribbon", "{S} was curious about the gift"),
                after=("start the rocket", "thank the giver"),
                wants=("play at space travel", "see the rocket fly"),
                doing=("unwrapping a toy", "taking a rocket out of {O}"),
            )
        },
    ),
    "chest locked": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("angry", "sad"), ("hips", "chin", "face", "kneel"))},
        {"O": Prop(("locked chest",), "feet", 1.2)},
        {
            "S": Told(
                why=("{S} has lost a key", "{S} cannot open {O}", "{O} is locked"),
                evidence=("a padlock is on {O}", "{S} has no key", "{O} stays shut before {S}"),
                before=("{S} searched all pockets", "{S} pulled at the lock"),
                after=("search for the key", "break the lock"),
                wants=("find the key", "get at the treasure"),
                doing=("looking for a key", "trying to open {O} without a key"),
            )
        },
    ),
    "chest opened": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("happy", "surprised"), ("hold",))},
        {"O": Prop(("open chest",), "table", 1.15), "P": Prop(("key",), "second hand", 1.4)},
        {
            "S": Told(
                why=("{S} found a treasure", "{P} fits {O}", "{O} is full of gold"),
                evidence=("gold shines in {O}", "{S} holds {P}", "the lid of {O} is up"),
                before=("{S} turned a key in a lock", "{S} found the right key"),
                after=("count the gold", "close the lid again"),
                wants=("keep the gold", "share the treasure"),
                doing=("opening a treasure chest", "looking at the gold in {O}"),
            )
        },
    ),
}
