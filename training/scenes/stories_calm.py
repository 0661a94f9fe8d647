"""Quiet situations: people to whom little happens, often with the very things that move others; things left alone."""

from training.scenes.graph import OUTDOORS
from training.scenes.situations import ANY_AGE, EVERYWHERE, Prop, Role, Situation, Told

_CARRIED_BY_ANYBODY = ("ice cream", "balloon", "trophy", "good test", "bad test", "bunch of flowers", "gift")

STORIES: dict[str, Situation] = {
    "reading": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("calm", "calm", "happy", "surprised"), ("both",))},
        {"O": Prop(("book",), "hands")},
        {
            "S": Told(
                why=("{S} is deep in a story", "{S} is reading {O}", "the story in {O} is gripping"),
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
        {"S": Role(ANY_AGE, ("happy", "sad", "angry", "surprised"), ("hold",))},
        {"O": Prop(("phone",), "hand", 1.4)},
        {
            "S": Told(
                why=("{S} got a message", "{S} read something on {O}", "there is news on {O}"),
                evidence=("{S} holds {O}", "{O} shows a message", "{O} is in the hand of {S}"),
                before=("{S} heard the phone ring", "{S} took out the phone"),
                after=("answer the message", "call somebody back"),
                wants=("reply to a message", "tell somebody the news"),
                doing=("reading a message", "looking at the screen of {O}"),
            )
        },
    ),
    "hot drink": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("calm", "happy"), ("hold",))},
        {"O": Prop(("cup",), "hand", 1.35)},
        {
            "S": Told(
                why=("{S} has a hot drink", "{O} warms the hands of {S}", "{S} takes a break with {O}"),
                evidence=("steam rises out of {O}", "{S} is about to drink", "{O} is full and warm"),
                before=("{S} filled a cup", "{S} felt like a break"),
                after=("take a small sip", "empty the cup"),
                wants=("warm up a little", "drink in peace"),
                doing=("having a hot drink", "taking a break"),
            )
        },
    ),
    "on patrol": Situation(
        (*OUTDOORS, "hospital", "restaurant"),
        {"S": Role(("adult",), ("calm", "happy"), ("point", "hips"), "police officer")},
        {},
        {
            "S": Told(
                why=("{S} is on duty", "{S} has everything under control", "{S} keeps the place safe"),
                evidence=("{S} wears a uniform", "{S} watches the area", "no trouble is near {S}"),
                before=("{S} started the patrol", "{S} put on the uniform"),
                after=("go on with the patrol", "direct the people"),
                wants=("keep the area safe", "help people"),
                doing=("patrolling", "keeping watch"),
            )
        },
    ),
    "holding something": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("calm", "calm", "happy"), ("hold",))},
        {"O": Prop(_CARRIED_BY_ANYBODY, "hand", 1.2), "P": Prop(("shopping bag",), "second hand", 1.15)},
        {
            "S": Told(
                why=("{S} is done with the shopping", "{S} has filled {P}", "{S} has {P} full of food"),
                evidence=("{P} is full", "{S} carries {O} and {P}", "{P} hangs from the hand of {S}"),
                before=("{S} went shopping", "{S} filled a shopping bag"),
                after=("carry everything home", "unpack the bag"),
                wants=("bring the shopping home", "fill the fridge"),
                doing=("carrying the shopping", "carrying {O} and {P}"),
            )
        },
    ),
    "waiting": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("calm", "sad"), ("stand", "cross", "chin", "sit"))},
        {},
        {
            "S": Told(
                why=("{S} has nothing to do", "nothing happens around {S}", "{S} is lost in thought"),
                evidence=("{S} keeps still", "the hands of {S} are empty", "nobody talks to {S}"),
                before=("nothing special happened to {S}", "{S} came here alone"),
                after=("wait a little longer", "go for a walk"),
                wants=("pass the time", "meet somebody"),
                doing=("thinking about this and that", "passing the time"),
            )
        },
    ),
    "kept waiting": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("calm", "angry", "sad"), ("chin", "cross", "hips", "point"))},
        {"O": Prop(("clock",), "table", 1.05)},
        {
            "S": Told(
                why=("{S} is waiting for somebody", "{S} watches the time on {O}", "it is still too early for {S}"),
                evidence=("{S} is close to {O}", "{O} shows the time", "nobody has come to {S}"),
                before=("{S} arranged to meet somebody", "{S} came before the others"),
                after=("look at the clock again", "greet somebody"),
                wants=("see somebody arrive", "know how late it is"),
                doing=("waiting for somebody", "waiting at {O}"),
            )
        },
    ),
    "left alone": Situation(
        EVERYWHERE,
        {},
        {
            "O": Prop(
                (
                    *("ball", "vase", "suitcase", "gift", "birthday cake", "fallen bicycle", "pizza", "cardboard box"),
                    *("flower box", "radio", "clock", "board game", "locked chest", "easel", "solved blackboard"),
                ),
                "alone",
                1.15,
            )
        },
        {},
    ),
    "animal alone": Situation(
        EVERYWHERE,
        {},
        {"O": Prop(("friendly dog", "duck", "cat with a fish", "mouse"), "alone", 1.15)},
        {
            "O": Told(
                evidence=("nobody is near {O}", "{O} stands alone"),
                before=("{O} walked in alone", "{O} ran off on its own"),
                after=("walk on", "look for company"),
                wants=("look around", "find something to eat"),
                doing=("wandering about", "exploring alone"),
            )
        },
    ),
}
