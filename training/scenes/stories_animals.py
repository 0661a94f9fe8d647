"""Situations with animals that come to people."""

from training.scenes.graph import INDOORS, OUTDOORS, Age, Place
from training.scenes.situations import ANY_AGE, Prop, Role, Situation, Told

_ALL: tuple[Age, ...] = ("toddler", *ANY_AGE)
_HOMELY: tuple[Place, ...] = (*OUTDOORS, "living room", "kitchen")

STORIES: dict[str, Situation] = {
    "dog barking": Situation(
        _HOMELY,
        {"S": Role(_ALL, ("scared", "scared", "angry", "surprised"), ("up", "face", "hips", "shy"))},
        {"O": Prop(("angry dog",), "facing", 1.15)},
        {
            "S": Told(
                why=("{O} is barking at {S}", "{O} bares sharp teeth", "a growling dog blocks the way of {S}"),
                evidence=("{O} shows its teeth", "{O} growls at {S}", "{O} stands in front of {S}"),
                before=("{S} came too close to a dog", "{S} met a strange dog"),
                after=("back away from the dog", "call the owner of the dog"),
                wants=("get past the dog unharmed", "calm the dog down"),
                doing=("facing a growling animal", "keeping an eye on {O}"),
            ),
            "O": Told(
                evidence=("the teeth of {O} are bare", "{O} stares at {S}"),
                after=("bark even louder", "jump at {S}"),
                wants=("drive {S} away", "defend its place"),
                doing=("barking at {S}", "growling and showing its teeth"),
            ),
        },
    ),
    "dog greeted": Situation(
        _HOMELY,
        {"S": Role(_ALL, ("happy", "happy", "surprised", "scared"), ("reach", "stand", "crouch", "shy"))},
        {"O": Prop(("friendly dog",), "facing", 1.15)},
        {
            "S": Told(
                why=("{O} wants to play with {S}", "{O} wags its tail at {S}", "a dog runs up to {S}"),
                evidence=("the tail of {O} is up", "{O} looks at {S}", "the tongue of {O} hangs out"),
                before=("{S} called a dog", "{S} met a friendly dog"),
                after=("hold out a hand to the dog", "talk to the dog"),
                wants=("find out what {O} is like", "get to know the dog"),
                doing=("meeting a friendly animal", "facing {O} for the first time"),
            ),
            "O": Told(
                evidence=("the tail of {O} is up", "{O} turns to {S}"),
                after=("lick the hand of {S}", "roll over"),
                wants=("play with {S}", "be petted"),
                doing=("wagging its tail at {S}", "greeting {S}"),
            ),
        },
    ),
    "mouse seen": Situation(
        (*INDOORS, "street", "farm", "station"),
        {"S": Role(_ALL, ("scared", "scared", "surprised", "happy"), ("up", "point", "shout"))},
        {"O": Prop(("mouse",), "facing", 1.2)},
        {
            "S": Told(
                why=("a mouse runs toward {S}", "{O} came out of its hole", "{O} scurries about near {S}"),
                evidence=("{O} is near the feet of {S}", "{O} runs toward {S}", "{S} looks at {O}"),
                before=("{S} heard a squeak", "{S} noticed a mouse"),
                after=("tell everybody about the mouse", "keep both eyes on the mouse"),
                wants=("know where the mouse goes", "see the mouse hole"),
                doing=("watching a small animal run", "calling out at {O}"),
            ),
            "O": Told(
                evidence=("the nose of {O} points at {S}", "{O} is out in the open"),
                after=("slip back into its hole", "run past {S}"),
                wants=("find some crumbs", "reach its hole"),
                doing=("running toward {S}", "scurrying across the ground"),
            ),
        },
    ),
    "fish stolen": Situation(
        ("kitchen", "living room", "restaurant", "beach", "street", "campsite", "park"),
        {"S": Role(ANY_AGE, ("angry", "angry", "surprised", "sad"), ("point", "hips", "stand", "shout"))},
        {"O": Prop(("cat with a fish",), "leaving", 1.15)},
        {
            "S": Told(
                why=("{S} lost the dinner", "{O} stole the fish", "{O} runs off with the dinner"),
                evidence=("{O} has a fish in its mouth", "{O} walks away from {S}", "the fish is gone with {O}"),
                before=("{S} left a fish on the table", "{S} was not watching the food"),
                after=("chase the cat", "cook something else"),
                wants=("get the fish back", "catch the cat"),
                doing=("watching a thief", "calling after {O}"),
            ),
            "O": Told(
                evidence=("a fish is in the mouth of {O}", "{O} turns its back on {S}"),
                after=("hide somewhere with the fish", "eat the fish"),
                wants=("eat the fish alone", "get away from {S}"),
                doing=("stealing a fish", "carrying off a fish"),
            ),
        },
    ),
    "spider met": Situation(
        (*INDOORS, "park", "farm", "campsite"),
        {"S": Role(_ALL, ("scared", "scared", "surprised", "happy"), ("up", "point", "shy"))},
        {"O": Prop(("spider",), "above", 1.15)},
        {
            "S": Told(
                why=("{O} hangs right in front of {S}", "a spider came down on a thread", "{O} has eight hairy legs"),
                evidence=("{O} dangles near {S}", "{O} hangs on a thread", "{S} looks at {O}"),
                before=("{S} walked into a thread", "{S} noticed a spider"),
                after=("take a step back", "call somebody to look at the spider"),
                wants=("know where the spider goes", "not touch the spider"),
                doing=("being face to face with {O}", "meeting an animal with eight legs"),
            ),
            "O": Told(
                evidence=("a thread holds {O}", "{O} is level with the head of {S}"),
                after=("climb up its thread", "let itself down to the ground"),
                wants=("spin a web", "catch some flies"),
                doing=("hanging on a thread", "dangling in front of {S}"),
            ),
        },
        fair_weather=True,
    ),
    "bee around": Situation(
        (*OUTDOORS, "kitchen", "restaurant"),
        {"S": Role(_ALL, ("scared", "surprised", "angry", "happy"), ("up", "run", "stand"))},
        {"O": Prop(("bee",), "above", 1.1)},
        {
            "S": Told(
                why=("{O} buzzes around {S}", "{O} flies close to the head of {S}", "a bee has come to visit {S}"),
                evidence=("{O} hovers beside {S}", "{O} has yellow and black stripes", "{O} is near the head of {S}"),
                before=("{S} heard a buzz", "{S} smelled of something sweet"),
                after=("wait until the bee leaves", "keep both eyes on the bee"),
                wants=("not be stung", "see the bee fly on"),
                doing=("meeting an insect", "watching {O} closely"),
            ),
            "O": Told(
                evidence=("the wings of {O} are spread", "{O} flies beside {S}"),
                after=("fly on to a flower", "circle {S} once more"),
                wants=("find nectar", "find out whether {S} is a flower"),
                doing=("buzzing around {S}", "hovering in the air"),
            ),
        },
        fair_weather=True,
    ),
    "sandwich stolen": Situation(
        (*OUTDOORS,),
        {"S": Role(ANY_AGE, ("angry", "angry", "sad", "surprised"), ("reach", "stand", "hips", "shout"))},
        {"O": Prop(("seagull with a sandwich",), "above", 1.15)},
        {
            "S": Told(
                why=("{S} lost a sandwich", "{O} stole a sandwich", "{O} snatched the lunch of {S}"),
                evidence=("{O} has a sandwich in its beak", "{O} flies above {S}", "the lunch is gone with {O}"),
                before=("{S} was eating a sandwich", "{S} unpacked the lunch"),
                after=("buy another sandwich", "shout at the seagull"),
                wants=("get the sandwich back", "eat lunch in peace"),
                doing=("watching the lunch fly away", "looking up at {O}"),
            ),
            "O": Told(
                evidence=("a sandwich is in the beak of {O}", "{O} flies off from {S}"),
                after=("swallow the sandwich", "fly away with the bread"),
                wants=("eat the sandwich in peace", "feed on what {S} had"),
                doing=("stealing a sandwich", "flying off with some bread"),
            ),
        },
    ),
    "duck fed": Situation(
        (*OUTDOORS,),
        {"S": Role(_ALL, ("happy", "happy", "surprised", "calm"), ("hips", "stand", "crouch", "kneel"))},
        {"O": Prop(("duck",), "facing", 1.2)},
        {
            "S": Told(
                why=("{S} made a feathered friend", "{O} walks right up to {S}", "{O} is not shy with {S}"),
                evidence=("{O} looks at {S}", "{O} stands close to {S}", "{S} is turned to {O}"),
                before=("{S} brought some bread", "{S} quacked like a duck"),
                after=("feed the duck", "say goodbye to the duck"),
                wants=("feed the duck", "make friends with the duck"),
                doing=("meeting a bird", "luring {O}"),
            ),
            "O": Told(
                evidence=("{O} stands in front of {S}", "the beak of {O} points at {S}"),
                after=("quack for bread", "waddle back to the water"),
                wants=("get some bread", "be fed by {S}"),
                doing=("begging for bread", "waddling up to {S}"),
            ),
        },
    ),
}
