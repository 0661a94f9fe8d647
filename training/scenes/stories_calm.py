"""Calm situations: people to whom nothing happens, often with the very things that move others; things left alone."""

from training.scenes.graph import OUTDOORS
from training.scenes.situations import BOTH_AGES, EVERYWHERE, Prop, Role, Situation, Told

_CALM_WHY = ("nothing special is happening to {S}", "{S} has nothing to worry about")
_HELD_BY_ANYBODY = ("ice cream", "balloon", "trophy", "good test", "bad test", "bunch of flowers")

STORIES: dict[str, Situation] = {
    "reading": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("calm", "calm", "happy", "surprised"), ("both",))},
        {"O": Prop(("book",), "hands")},
        {
            "S": Told(
                why=("{S} is deep in a story", "{S} is reading {O}"),
                evidence=("{S} looks into {O}", "{O} is open", "the hands of {S} hold {O}"),
                before=("{S} opened a book", "{S} chose a good story"),
                after=("turn the page", "close the book"),
                wants=("finish the story", "know how the story ends"),
                doing=("reading a book", "reading {O}"),
            )
        },
        fair_weather=True,
    ),
    "on the phone": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("happy", "sad", "angry", "surprised", "scared"), ("hold",))},
        {"O": Prop(("phone",), "hand", 1.4)},
        {
            "S": Told(
                why=("{S} got a message", "{S} read something on {O}"),
                evidence=("{S} holds {O}", "{O} shows a message", "{O} is in the hand of {S}"),
                before=("{S} heard the phone ring", "{S} took out the phone"),
                after=("answer the message", "call somebody back"),
                wants=("answer the message", "tell somebody the news"),
                doing=("reading a message", "looking at {O}"),
            )
        },
    ),
    "on patrol": Situation(
        OUTDOORS,
        {"S": Role(("adult",), ("calm",), ("point",), "police officer")},
        {},
        {
            "S": Told(
                why=("{S} is on duty", "{S} has everything under control"),
                evidence=("{S} wears a uniform", "{S} watches the area", "the face of {S} is relaxed"),
                before=("{S} started the patrol", "{S} put on the uniform"),
                after=("go on with the patrol", "direct the people"),
                wants=("keep the area safe", "help people"),
                doing=("patrolling", "keeping watch"),
            )
        },
    ),
    "holding something": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("calm",), ("hold",))},
        {"O": Prop(_HELD_BY_ANYBODY, "hand", 1.2)},
        {
            "S": Told(
                why=_CALM_WHY,
                evidence=("the face of {S} is relaxed", "{S} just holds {O}", "{O} does not move {S}"),
                before=("{S} picked something up", "nothing special happened to {S}"),
                after=("put {O} away", "go on as before"),
                wants=("carry something along", "pass the time"),
                doing=("holding something", "holding {O}"),
            )
        },
    ),
    "waiting": Situation(
        EVERYWHERE,
        {"S": Role(BOTH_AGES, ("calm",), ("stand", "cross", "hips", "chin"))},
        {},
        {
            "S": Told(
                why=_CALM_WHY,
                evidence=("the face of {S} is relaxed", "{S} stands still", "the hands of {S} are empty"),
                before=("nothing special happened to {S}", "{S} came here on foot"),
                after=("go on as before", "wait a little longer"),
                wants=("pass the time", "meet somebody"),
                doing=("waiting", "standing around"),
            )
        },
    ),
    "left alone": Situation(
        EVERYWHERE,
        {},
        {"O": Prop(("ball", "vase", "suitcase", "gift", "birthday cake", "fallen bicycle", "pizza"), "alone", 1.15)},
        {},
    ),
    "animal alone": Situation(
        EVERYWHERE,
        {},
        {"O": Prop(("friendly dog", "duck", "cat with a fish", "mouse"), "alone", 1.15)},
        {"O": Told(doing=("wandering about",))},
    ),
}
