"""Situations of guests and waiters, and of alarms."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

_SERVED = ("restaurant", "street", "park", "beach", "station", "hospital", "living room", "farm")

STORIES: dict[str, Situation] = {
    "soup spilled": Situation(
        _SERVED,
        {
            "S": Role(ANY_AGE, ("angry", "surprised", "sad"), ("up", "hips", "face")),
            "T": Role(("adult",), ("scared", "sad"), ("face", "up", "shy"), "waiter"),
        },
        {"O": Prop(("spilled soup",), "between", 1.1)},
        {
            "S": Told(
                why=("{T} dropped the soup", "the meal of {S} is on the floor", "{S} was nearly hit by {O}"),
                evidence=("soup is splashed on the floor", "the plate of {O} is upside down", "{T} has empty hands"),
                before=("{S} ordered a soup", "{S} was waiting for the meal"),
                after=("complain about {T}", "order another soup"),
                wants=("get a new soup", "stay clean"),
                doing=("looking at spilled soup", "facing {O} on the floor"),
            ),
            "T": Told(
                why=("{T} let {O} fall", "{T} stumbled with the soup", "{S} saw the clumsiness of {T}"),
                evidence=("{O} lies before {T}", "{S} is a guest of {T}", "the plate has slipped from {T}"),
                before=("{T} carried a bowl of soup", "{T} tripped"),
                after=("apologise to the guest", "mop the floor"),
                wants=("keep the job", "make it up to {S}"),
                doing=("standing before a spilled soup", "waiting to be told off"),
            ),
        },
        ("guest and clumsy waiter", "clumsy waiter and guest"),
    ),
    "fly in the soup": Situation(
        _SERVED,
        {"S": Role(ANY_AGE, ("angry", "surprised", "scared"), ("point", "up", "hips", "face"))},
        {"O": Prop(("soup with a fly",), "table", 1.2)},
        {
            "S": Told(
                why=("a fly swims in the soup", "{S} found an insect in {O}", "{O} is not clean"),
                evidence=("a fly is in {O}", "{O} is still full", "{S} is close to {O}"),
                before=("{S} wanted to eat soup", "{S} looked into the bowl"),
                after=("send back the soup", "fish out the fly"),
                wants=("have a clean soup", "complain to the cook"),
                doing=("finding a fly", "looking at the fly in {O}"),
            )
        },
    ),
    "bill too high": Situation(
        _SERVED,
        {
            "S": Role(GROWN, ("angry", "surprised", "scared"), ("hold",)),
            "T": Role(("adult",), ("calm", "happy"), ("hips", "cross", "stand"), "waiter"),
        },
        {"O": Prop(("bill",), "hand", 1.25)},
        {
            "S": Told(
                why=("{S} has to pay a lot", "{O} is too high", "{T} wants much money from {S}"),
                evidence=("{O} is very long", "{S} reads {O}", "{T} waits for the money"),
                before=("{S} asked for the bill", "{S} had a big meal"),
                after=("check the bill", "count the money left"),
                wants=("pay less", "find a mistake in the bill"),
                doing=("reading a long bill", "adding up {O}"),
            ),
            "T": Told(
                why=("{T} is going to be paid", "{S} ordered a lot from {T}", "{T} has written {O}"),
                evidence=("{T} gave {O} to {S}", "{T} wears an apron", "{T} waits before {S}"),
                before=("{T} added up the prices", "{T} served a big meal"),
                after=("take the money", "clear the table"),
                wants=("get a tip", "be paid by {S}"),
                doing=("waiting for the money", "asking {S} to pay"),
            ),
        },
        ("paying guest and waiter", "waiter and paying guest"),
    ),
    "wrong order served": Situation(
        _SERVED,
        {
            "S": Role(ANY_AGE, ("angry", "surprised", "sad"), ("hold",)),
            "T": Role(("adult",), ("surprised", "scared"), ("hold",), "waiter"),
        },
        {"O": Prop(("menu",), "hand", 1.3), "P": Prop(("plate with a fish",), "lead", 1.15)},
        {
            "S": Told(
                why=("{S} did not order a fish", "{T} brings the wrong meal", "{S} chose a pizza"),
                evidence=("{O} shows a pizza", "{T} carries {P}", "a fish is no pizza"),
                before=("{S} ordered a pizza", "{S} pointed at the menu"),
                after=("send back the fish", "show {T} the menu"),
                wants=("get the pizza", "have the order put right"),
                doing=("showing the menu to {T}", "refusing {P}"),
            ),
            "T": Told(
                why=("{T} mixed up the orders", "{S} does not want {P}", "{T} sees a pizza on {O}"),
                evidence=("{T} holds {P}", "{S} shows {O} to {T}", "{P} is the wrong dish"),
                before=("{T} misheard the order", "{T} took a plate from the cook"),
                after=("take the fish away", "bring a pizza"),
                wants=("correct the mistake", "find out who ordered fish"),
                doing=("serving the wrong dish", "mixing up the orders"),
            ),
        },
        ("guest and forgetful waiter", "forgetful waiter and guest"),
    ),
    "meal served": Situation(
        _SERVED,
        {
            "S": Role(ANY_AGE, ("happy", "surprised"), ("clap", "wave", "up", "sit")),
            "T": Role(("adult",), ("happy", "calm"), ("hold",), "waiter"),
        },
        {"O": Prop(("plate of spaghetti",), "lead", 1.25)},
        {
            "S": Told(
                why=("the meal of {S} has come", "{T} serves {O} to {S}", "{S} can eat at last"),
                evidence=("{T} carries {O}", "{O} is hot", "{O} comes to {S}"),
                before=("{S} ordered spaghetti", "{S} was hungry for long"),
                after=("pick up the fork", "wind up the spaghetti"),
                wants=("start to eat", "smell the sauce"),
                doing=("getting a meal", "awaiting {O}"),
            ),
            "T": Told(
                why=("{T} serves a fine dish", "{T} has a glad guest in {S}", "{O} is just right for {S}"),
                evidence=("{T} holds {O}", "steam rises from the plate of {T}", "{S} welcomes {O}"),
                before=("{T} took the order of {S}", "{T} fetched a hot plate"),
                after=("wish {S} a good meal", "bring a drink"),
                wants=("please the guest", "serve the meal hot"),
                doing=("serving a meal", "waiting on {S}"),
            ),
        },
        ("hungry guest and waiter", "waiter and hungry guest"),
    ),
    "alarm": Situation(
        EVERYWHERE,
        {"S": Role(("toddler", *ANY_AGE), ("scared", "surprised", "angry"), ("face", "run", "shout"))},
        {"O": Prop(("ringing alarm bell",), "overhead", 1.25)},
        {
            "S": Told(
                why=("{S} hears an alarm", "{O} rings above {S}", "an alarm tells {S} to leave"),
                evidence=("{O} is ringing", "waves of sound come from {O}", "{O} hangs over {S}"),
                before=("the alarm went off near {S}", "{S} was startled by a noise"),
                after=("run for safety", "call the fire brigade"),
                wants=("get out of here", "have the noise stop"),
                doing=("hearing an alarm", "reacting to {O}"),
            )
        },
    ),
    "bin on fire": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("scared", "surprised", "sad"), ("face", "up", "point", "shout")),
            "T": Role(("adult",), ("calm", "angry"), ("hold",), "firefighter"),
        },
        {"O": Prop(("burning bin",), "between", 1.3), "P": Prop(("fire extinguisher",), "lead", 1.1)},
        {
            "S": Told(
                why=("{S} sees a fire", "{O} is burning", "flames come close to {S}"),
                evidence=("flames leap from {O}", "{T} fights the fire", "smoke rises over {O}"),
                before=("{S} smelled smoke", "{S} gave the alarm"),
                after=("step back from the fire", "thank the firefighter"),
                wants=("see the fire go out", "keep clear of the flames"),
                doing=("watching a fire", "backing away from {O}"),
            ),
            "T": Told(
                why=("{T} has a fire to put out", "{T} fights the flames of {O}", "{T} can stop the fire with {P}"),
                evidence=("{T} holds {P}", "foam comes out of {P}", "{T} wears a helmet"),
                before=("{T} heard the alarm", "{T} hurried to the fire"),
                after=("put out the fire", "make sure that {S} is safe"),
                wants=("save {S} from the fire", "smother the flames"),
                doing=("fighting a fire", "using {P}"),
            ),
        },
        ("rescued person and firefighter", "firefighter and rescued person"),
    ),
}
