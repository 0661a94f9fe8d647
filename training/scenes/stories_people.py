"""Situations between people, and of success and failure."""

from training.scenes.graph import OUTDOORS
from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "gift given": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "happy", "calm"), ("both",)),
            "T": Role(("toddler", *ANY_AGE), ("surprised", "happy"), ("up", "stand", "clap")),
        },
        {"O": Prop(("gift",), "hands")},
        {
            "S": Told(
                why=("{S} likes to give", "{S} brought {O} for {T}", "{S} has a nice surprise for {T}"),
                evidence=("{S} holds out {O}", "{T} is about to get {O}", "{O} has a ribbon"),
                before=("{S} wrapped a present", "{S} chose a present"),
                after=("hand over the present", "wish all the best"),
                wants=("give joy to {T}", "give a present away"),
                doing=("giving a present", "handing {O} over"),
            ),
            "T": Told(
                why=("{T} gets a present", "{S} is giving {O} to {T}", "{O} is a present for {T}"),
                evidence=("{S} holds out {O}", "{O} is held toward {T}", "{O} has a ribbon"),
                before=("{T} expected nothing", "{T} met a generous friend"),
                after=("open the present", "say thank you"),
                wants=("see what is inside", "unwrap the present"),
                doing=("receiving a present", "being given {O}"),
            ),
        },
        ("friends",),
    ),
    "flowers given": Situation(
        EVERYWHERE,
        {
            "S": Role(GROWN, ("happy", "scared"), ("hold",)),
            "T": Role(GROWN, ("happy", "surprised"), ("face", "wave", "shy")),
        },
        {"O": Prop(("bunch of flowers",), "hand")},
        {
            "S": Told(
                why=("{S} is in love", "{S} loves {T}", "{S} offers {O} to {T}"),
                evidence=("{S} holds {O} toward {T}", "{O} is for {T}", "{S} looks at {T}"),
                before=("{S} picked some flowers", "{S} took heart"),
                after=("hand over the flowers", "ask for a dance"),
                wants=("win the heart of {T}", "show affection"),
                doing=("giving flowers", "courting {T}"),
            ),
            "T": Told(
                why=("{T} is loved", "{S} is courting {T}", "{T} is getting {O}"),
                evidence=("{S} holds out {O}", "{O} is held toward {T}", "{T} looks at {S}"),
                before=("{T} met an admirer", "{T} was waiting for a date"),
                after=("smell the flowers", "give {S} a hug"),
                wants=("put the flowers in a vase", "thank {S}"),
                doing=("receiving flowers", "being courted"),
            ),
        },
        ("a couple",),
    ),
    "race decided": Situation(
        (*OUTDOORS, "classroom", "living room"),
        {
            "S": Role(ANY_AGE, ("happy", "happy", "surprised"), ("hold",)),
            "T": Role(ANY_AGE, ("sad", "angry"), ("stand", "cross", "face")),
        },
        {"O": Prop(("trophy",), "hand")},
        {
            "S": Told(
                why=("{S} won the race", "{S} took {O} in a race", "{S} beat {T}"),
                evidence=("{S} holds {O}", "{T} has no trophy", "{O} goes to {S}"),
                before=("{S} ran faster", "{S} crossed the line first"),
                after=("celebrate the victory", "shake hands with {T}"),
                wants=("enjoy the victory", "show {O} around"),
                doing=("celebrating a victory", "showing {T} the trophy"),
            ),
            "T": Told(
                why=("{T} lost the race", "{S} won {O} against {T}", "{S} was faster"),
                evidence=("{S} holds {O}", "{T} has no trophy", "{O} is not for {T}"),
                before=("{T} ran slower", "{T} came second"),
                after=("train harder", "congratulate {S}"),
                wants=("win the next race", "have a trophy too"),
                doing=("coping with a defeat", "staying beside {S}"),
            ),
        },
        ("rivals",),
    ),
    "ball taken": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler", "child"), ("sad", "angry"), ("reach", "face", "point")),
            "T": Role(("child",), ("happy", "angry"), ("hold",)),
        },
        {"O": Prop(("ball",), "lead")},
        {
            "S": Told(
                why=("{S} lost a toy", "{T} took {O} away", "{T} does not share {O}"),
                evidence=("{T} holds {O}", "{S} has no ball", "{O} is in the hand of {T}"),
                before=("{S} was playing with a ball", "{T} grabbed a ball"),
                after=("complain to the parents", "ask for the ball"),
                wants=("have the ball back", "play with the ball too"),
                doing=("losing a quarrel", "quarrelling with {T}"),
            ),
            "T": Told(
                why=("{T} has a toy that {S} wants", "{T} took {O} from {S}", "{T} plays with the toy of {S}"),
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
        (*OUTDOORS, "restaurant", "hospital"),
        {
            "S": Role(("toddler", "child"), ("sad", "scared"), ("face", "stand", "shy")),
            "T": Role(("adult",), ("calm", "happy"), ("point", "reach"), "police officer"),
        },
        {},
        {
            "S": Told(
                why=("{S} is lost", "{S} misses the parents", "{S} cannot find the way home"),
                evidence=("{T} takes care of {S}", "no parent is near {S}", "{S} is close to {T}"),
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
        OUTDOORS,
        {"S": Role(ANY_AGE, ("sad", "angry", "surprised"), ("run",))},
        {"O": Prop(("bus", "train"), "driving off", 1.0)},
        {
            "S": Told(
                why=("{S} came too late", "{S} missed {O}", "{O} left without {S}"),
                evidence=("{O} drives away", "{S} runs after {O}", "{O} does not wait"),
                before=("{S} overslept", "{S} came late to the stop"),
                after=("wait for the next one", "go on foot"),
                wants=("catch a ride", "be on time"),
                doing=("running to a stop", "running after {O}"),
            )
        },
    ),
    "contest won": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("happy", "surprised"), ("hold",))},
        {"O": Prop(("trophy",), "hand")},
        {
            "S": Told(
                why=("{S} won a contest", "{S} won {O}", "{S} was the best of all"),
                evidence=("{S} holds {O}", "{O} shines in the hand of {S}", "{O} is for a winner"),
                before=("{S} trained for a contest", "{S} beat everyone"),
                after=("celebrate the success", "put the trophy on a shelf"),
                wants=("celebrate", "share the success"),
                doing=("showing a trophy", "celebrating with {O}"),
            )
        },
    ),
    "music made": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("happy", "happy", "calm"), ("both",))},
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
