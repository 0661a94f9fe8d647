"""Situations of animals that want something from people; what they want of each other is in `stories_prey`."""

from training.scenes import stories_dogs, stories_prey
from training.scenes.graph import OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_WOODED: tuple[Place, ...] = ("park", "campsite", "farm", "playground", "street")

STORIES: dict[str, Situation] = {
    "bear at the picnic": Situation(
        ("campsite", "park", "farm", "beach", "playground"),
        {"S": Role(ANY_AGE, ("scared", "scared", "surprised"), ("carry",))},
        {"O": Prop(("bear",), "facing", 1.15), "P": Prop(("picnic basket",), "lap", 0.9)},
        {
            "S": Told(
                why=("{O} comes for {P}", "{O} has claws and strong jaws", "a bear stands before {S}"),
                evidence=("{P} is full of food", "{O} looks at {P}", "{O} walks about freely"),
                before=("{S} packed a picnic", "{O} smelled the food in {P}"),
                after=("drop {P} before the bear", "walk away slowly"),
                wants=("get to safety", "keep away from {O}"),
                doing=("facing a wild animal", "meeting {O} at a picnic"),
            ),
            "O": Told(
                evidence=("{O} turns to {P}", "the nose of {O} points at {S}"),
                after=("empty {P}", "trot back into the woods"),
                wants=("eat what is in {P}", "find some food"),
                doing=("coming to a picnic", "sniffing near {P}"),
            ),
        },
    ),
    "squirrel visited": Situation(
        _WOODED,
        {"S": Role(_ALL, ("happy", "happy", "surprised", "calm"), ("crouch", "kneel", "point", "stand"))},
        {"O": Prop(("squirrel",), "facing", 1.05)},
        {
            "S": Told(
                why=("{O} nibbles a nut before {S}", "{O} came down from its tree", "a squirrel trusts {S}"),
                evidence=("{O} holds a nut in its paws", "{O} does not run away", "{O} sits close to {S}"),
                before=("{S} kept very quiet", "{S} laid out a nut"),
                after=("lay out another nut", "take a photo of the squirrel"),
                wants=("watch the squirrel", "not frighten {O}"),
                doing=("watching a squirrel", "keeping still in front of {O}"),
            ),
            "O": Told(
                evidence=("a nut is in the paws of {O}", "the tail of {O} is raised"),
                after=("bury the nut", "climb a tree"),
                wants=("eat the nut", "save the nut for winter"),
                doing=("nibbling a nut", "sitting up with a nut"),
            ),
        },
        fair_weather=True,
    ),
    "ring stolen": Situation(
        (*OUTDOORS,),
        {"S": Role(("adult", "senior"), ("angry", "sad", "surprised"), ("shout", "hips", "reach", "face"))},
        {"O": Prop(("crow",), "feet", 1.25)},
        {
            "S": Told(
                why=("{O} stole a ring", "the gold ring of {S} is gone", "{O} hops off with something shiny"),
                evidence=("a ring shines in the beak of {O}", "{O} turns away from {S}", "no ring is left for {S}"),
                before=("{S} took off a ring", "{O} saw something glitter"),
                after=("search the nest of the crow", "lure the crow with bread"),
                wants=("get the ring back", "stop the crow"),
                doing=("losing some jewellery", "calling {O} a thief"),
            ),
            "O": Told(
                evidence=("a gold ring is in the beak of {O}", "{O} turns its back on {S}"),
                after=("fly to its nest", "hide the ring"),
                wants=("keep the shiny ring", "decorate its nest"),
                doing=("stealing a ring", "making off with a ring"),
            ),
        },
    ),
    "hedgehog met": Situation(
        (*_WOODED, "beach"),
        {"S": Role(_ALL, ("surprised", "happy", "scared"), ("crouch", "point", "stand", "shy"))},
        {"O": Prop(("hedgehog",), "feet", 1.2)},
        {
            "S": Told(
                why=("{O} has sharp spines", "{O} crosses the path of {S}", "a hedgehog is after an apple near {S}"),
                evidence=("spines cover {O}", "an apple lies before {O}", "{O} is at the feet of {S}"),
                before=("{S} heard a rustle", "{S} dropped an apple"),
                after=("let the hedgehog pass", "watch the hedgehog eat"),
                wants=("not be pricked", "see what the hedgehog does"),
                doing=("meeting an animal with spines", "making way for {O}"),
            ),
            "O": Told(
                evidence=("an apple lies in front of {O}", "the nose of {O} points at an apple"),
                after=("eat the apple", "roll up into a ball"),
                wants=("reach the apple", "have a meal before winter"),
                doing=("walking to an apple", "sniffing at an apple"),
            ),
        },
    ),
    "cat rescued": Situation(
        (*OUTDOORS,),
        {
            "S": Role(ANY_AGE, ("sad", "scared", "surprised"), ("up", "point", "face", "reach")),
            "T": Role(("adult",), ("calm", "calm", "happy"), ("hold",), "firefighter"),
        },
        {"O": Prop(("cat in a tree",), "between", 1.0), "P": Prop(("ladder",), "lead", 1.0)},
        {
            "S": Told(
                why=("{O} cannot get down alone", "{O} sits too high for {S}", "the cat of {S} clings to a branch"),
                evidence=("{O} cries from a branch", "{T} is here to help", "the branch is high above {S}"),
                before=("{O} climbed too high", "{S} called for help"),
                after=("take the cat in both arms", "thank {T}"),
                wants=("have the cat back", "see {O} safe on the ground"),
                doing=("worrying about a cat", "watching {O} on its branch"),
            ),
            "T": Told(
                why=("{T} is going to rescue {O}", "{T} came because of {O}", "{T} brought {P} for a rescue"),
                evidence=("{T} holds {P}", "{T} wears a helmet", "{T} looks toward {O}"),
                before=("{S} called {T} for help", "{T} unloaded {P}"),
                after=("climb up to {O}", "hand the cat to {S}"),
                wants=("bring {O} down", "put the cat of {S} on the ground"),
                doing=("rescuing an animal", "preparing to fetch {O}"),
            ),
            "O": Told(
                evidence=("{O} holds on to a branch", "{O} sits high up"),
                after=("be carried down by {T}", "cling to the branch"),
                wants=("get down from the tree", "be on the ground again"),
                doing=("clinging to a branch", "crying for help in a tree"),
            ),
        },
        ("cat owner and rescuer", "rescuer and cat owner"),
    ),
    **stories_dogs.STORIES,
    **stories_prey.STORIES,
}
