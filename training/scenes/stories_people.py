"""Situations between people, and of success and failure."""

from training.scenes.graph import OUTDOORS
from training.scenes.situations import BOTH_AGES, EVERYWHERE, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "gift given": Situation(
        EVERYWHERE,
        {
            "S": Role(BOTH_AGES, ("happy",), ("both",)),
            "T": Role(BOTH_AGES, ("surprised", "happy"), ("up", "stand")),
        },
        {"O": Prop(("gift",), "hands")},
        {
            "S": Told(
                why=("{S} enjoys giving", "{S} brought {O}", "{O} is a nice surprise"),
                evidence=("{S} holds out {O}", "{T} is about to get {O}", "{O} has a ribbon"),
                before=("{S} wrapped a present", "{S} chose a present"),
                after=("hand over the present", "wish all the best"),
                wants=("give joy to {T}", "give a present away"),
                doing=("giving a present", "holding out {O}"),
            ),
            "T": Told(
                why=("{T} gets a present", "{S} brought {O}", "{O} is for {T}"),
                evidence=("{S} holds out {O}", "{O} is held toward {T}", "{O} has a ribbon"),
                before=("{T} expected nothing", "{T} met a generous friend"),
                after=("open the present", "say thank you"),
                wants=("see what is inside", "unwrap the present"),
                doing=("receiving a present", "looking at {O}"),
            ),
        },
        ("friends",),
    ),
    "flowers given": Situation(
        EVERYWHERE,
        {
            "S": Role(("adult",), ("happy", "scared"), ("hold",)),
            "T": Role(("adult",), ("happy", "surprised"), ("face", "wave")),
        },
        {"O": Prop(("bunch of flowers",), "hand")},
        {
            "S": Told(
                why=("{S} is in love", "{S} loves {T}", "{S} brought {O}"),
                evidence=("{S} holds {O} toward {T}", "{O} is for {T}", "{S} looks at {T}"),
                before=("{S} picked some flowers", "{S} took heart"),
                after=("hand over the flowers", "ask for a dance"),
                wants=("win the heart of {T}", "show affection"),
                doing=("giving flowers", "offering {O}"),
            ),
            "T": Told(
                why=("{T} is loved", "{S} brought {O}", "{O} is for {T}"),
                evidence=("{S} holds out {O}", "{O} is held toward {T}", "{T} looks at {S}"),
                before=("{T} met an admirer", "{T} was waiting for a date"),
                after=("smell the flowers", "give {S} a hug"),
                wants=("put the flowers in a vase", "thank {S}"),
                doing=("receiving flowers", "looking at {O}"),
            ),
        },
        ("a couple",),
    ),
    "race decided": Situation(
        OUTDOORS,
        {
            "S": Role(BOTH_AGES, ("happy",), ("hold",)),
            "T": Role(BOTH_AGES, ("sad", "sad", "angry"), ("stand", "cross", "face")),
        },
        {"O": Prop(("trophy",), "hand")},
        {
            "S": Told(
                why=("{S} won the race", "{S} won {O}", "{S} beat {T}"),
                evidence=("{S} holds {O}", "{T} has no trophy", "{O} goes to {S}"),
                before=("{S} ran faster", "{S} crossed the line first"),
                after=("celebrate the victory", "shake hands with {T}"),
                wants=("enjoy the victory", "show {O} around"),
                doing=("celebrating a victory", "holding {O}"),
            ),
            "T": Told(
                why=("{T} lost the race", "{S} won {O}", "{S} was faster"),
                evidence=("{S} holds {O}", "{T} has no trophy", "{O} is not for {T}"),
                before=("{T} ran slower", "{T} came second"),
                after=("train harder", "congratulate {S}"),
                wants=("win the next race", "have a trophy too"),
                doing=("coping with a defeat", "standing beside {S}"),
            ),
        },
        ("rivals",),
    ),
    "ball taken": Situation(
        EVERYWHERE,
        {
            "S": Role(("child",), ("sad", "angry"), ("reach", "face", "point")),
            "T": Role(("child",), ("happy",), ("hold",)),
        },
        {"O": Prop(("ball",), "lead")},
        {
            "S": Told(
                why=("{S} lost a toy", "{T} took {O}", "{T} does not share {O}"),
                evidence=("{T} holds {O}", "{S} has no ball", "{O} is in the hand of {T}"),
                before=("{S} was playing with a ball", "{T} grabbed a ball"),
                after=("complain to the parents", "ask for the ball"),
                wants=("have the ball back", "play with the ball too"),
                doing=("losing a quarrel", "quarrelling with {T}"),
            ),
            "T": Told(
                why=("{T} has a new toy", "{T} took {O}", "{O} is great fun"),
                evidence=("{T} holds {O}", "{S} has no ball", "{O} is in the hand of {T}"),
                before=("{T} grabbed a ball", "{T} wanted the ball badly"),
                after=("run away with the ball", "give the ball back"),
                wants=("keep the ball", "play alone with the ball"),
                doing=("taking a toy away", "keeping {O}"),
            ),
        },
        ("playmates",),
    ),
    "child lost": Situation(
        OUTDOORS,
        {
            "S": Role(("child",), ("sad", "scared"), ("face", "stand")),
            "T": Role(("adult",), ("calm", "happy"), ("point", "reach"), "police officer"),
        },
        {},
        {
            "S": Told(
                why=("{S} is lost", "{S} misses the parents"),
                evidence=("{T} takes care of {S}", "no parent is near {S}", "{S} stands with {T}"),
                before=("{S} lost sight of the parents", "{S} walked too far away"),
                after=("go home with {T}", "tell the address"),
                wants=("find the parents", "go home"),
                doing=("looking for the parents", "telling {T} what happened"),
            ),
            "T": Told(
                why=("{T} is there to help", "{T} has found {S}", "{T} knows the way"),
                evidence=("{T} wears a uniform", "{T} turns to {S}", "{T} is on duty"),
                before=("{T} found a lost child", "{T} noticed {S}"),
                after=("call the parents", "bring {S} home"),
                wants=("find the parents of {S}", "comfort {S}"),
                doing=("helping a lost child", "helping {S}"),
            ),
        },
        ("lost child and police officer", "police officer and lost child"),
    ),
    "bus missed": Situation(
        ("street",),
        {"S": Role(BOTH_AGES, ("sad", "angry", "surprised"), ("run",))},
        {"O": Prop(("bus",), "driving off", 1.0)},
        {
            "S": Told(
                why=("{S} came too late", "{S} missed {O}", "{O} left without {S}"),
                evidence=("{O} drives away", "{S} runs after {O}", "{O} does not wait"),
                before=("{S} overslept", "{S} came late to the stop"),
                after=("wait for the next bus", "walk to work"),
                wants=("catch the bus", "be on time"),
                doing=("running", "running after {O}"),
            )
        },
    ),
    "contest won": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("happy", "happy", "surprised"), ("hold",))},
        {"O": Prop(("trophy",), "hand")},
        {
            "S": Told(
                why=("{S} won a contest", "{S} won {O}"),
                evidence=("{S} holds {O}", "{O} shines in the hand of {S}", "{O} is for a winner"),
                before=("{S} trained for a contest", "{S} was the best of all"),
                after=("celebrate the victory", "put the trophy on a shelf"),
                wants=("celebrate", "share the success"),
                doing=("showing a trophy", "holding up {O}"),
            )
        },
    ),
    "music made": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("happy", "happy", "calm"), ("both",))},
        {"O": Prop(("guitar",), "hands", 1.15)},
        {
            "S": Told(
                why=("{S} loves music", "{S} plays {O}", "{O} sounds nice"),
                evidence=("{S} holds {O}", "the hands of {S} are on {O}", "{O} hangs in front of {S}"),
                before=("{S} tuned the strings", "{S} practised a song"),
                after=("sing a song", "take a bow"),
                wants=("entertain everyone", "play a song"),
                doing=("making music", "playing {O}"),
            )
        },
        fair_weather=True,
    ),
}
