"""Situations with animals."""

from training.scenes.graph import INDOORS, OUTDOORS
from training.scenes.situations import BOTH_AGES, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "dog barking": Situation(
        (*OUTDOORS, "living room", "kitchen"),
        {"S": Role(BOTH_AGES, ("scared", "scared", "angry", "surprised"), ("up", "face", "hips"))},
        {"O": Prop(("angry dog",), "facing", 1.15)},
        {
            "S": Told(
                why=("{S} may be bitten", "{O} is barking", "{O} looks dangerous"),
                evidence=("{O} shows its teeth", "{O} growls at {S}", "{O} stands in front of {S}"),
                before=("{S} came too close to a dog", "{S} met a strange dog"),
                after=("back away from the dog", "call the owner of the dog"),
                wants=("get away from the dog", "calm the dog down"),
                doing=("facing a growling animal", "keeping an eye on {O}"),
            ),
            "O": Told(doing=("barking at {S}",)),
        },
    ),
    "dog greeted": Situation(
        (*OUTDOORS, "living room", "kitchen"),
        {"S": Role(BOTH_AGES, ("happy", "happy", "surprised"), ("wave", "reach", "stand"))},
        {"O": Prop(("friendly dog",), "facing", 1.15)},
        {
            "S": Told(
                why=("{S} likes animals", "{S} loves {O}", "{O} wants to play"),
                evidence=("{O} wags its tail", "{O} looks at {S}", "the tongue of {O} hangs out"),
                before=("{S} called a dog", "{S} met a friendly dog"),
                after=("pet the dog", "throw a stick for the dog"),
                wants=("play with the dog", "pet the dog"),
                doing=("meeting a friendly animal", "greeting {O}"),
            ),
            "O": Told(doing=("wagging its tail at {S}",)),
        },
    ),
    "mouse seen": Situation(
        (*INDOORS, "street"),
        {"S": Role(BOTH_AGES, ("scared", "scared", "surprised"), ("up", "face"))},
        {"O": Prop(("mouse",), "facing", 1.2)},
        {
            "S": Told(
                why=("{S} is afraid of small animals", "{O} is running around", "{S} saw {O}"),
                evidence=("{O} is near the feet of {S}", "{O} runs toward {S}", "{S} looks at {O}"),
                before=("{S} heard a squeak", "{S} noticed a mouse"),
                after=("climb on a chair", "set a mouse trap"),
                wants=("get rid of the mouse", "keep away from the mouse"),
                doing=("screaming at a small animal", "shrinking back from {O}"),
            ),
            "O": Told(doing=("running toward {S}",)),
        },
    ),
    "fish stolen": Situation(
        ("kitchen", "living room", "beach", "street"),
        {"S": Role(BOTH_AGES, ("angry", "angry", "surprised", "sad"), ("point", "hips", "stand"))},
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
            "O": Told(doing=("stealing a fish",)),
        },
    ),
    "spider met": Situation(
        (*INDOORS, "park"),
        {"S": Role(BOTH_AGES, ("scared", "scared", "surprised", "angry"), ("up", "face", "point"))},
        {"O": Prop(("spider",), "above", 1.15)},
        {
            "S": Told(
                why=("{S} is afraid of crawling animals", "{O} hangs in front of {S}", "{S} saw {O}"),
                evidence=("{O} dangles near {S}", "{O} hangs on a thread", "{S} looks at {O}"),
                before=("{S} walked into a thread", "{S} noticed a spider"),
                after=("run out of here", "catch the spider with a glass"),
                wants=("get rid of the spider", "keep away from the spider"),
                doing=("shuddering", "shrinking back from {O}"),
            ),
            "O": Told(doing=("hanging on a thread",)),
        },
        fair_weather=True,
    ),
    "bee around": Situation(
        (*OUTDOORS, "kitchen"),
        {"S": Role(BOTH_AGES, ("scared", "scared", "angry", "surprised"), ("up", "face", "run"))},
        {"O": Prop(("bee",), "above", 1.1)},
        {
            "S": Told(
                why=("{S} may be stung", "{O} might sting", "{O} buzzes around {S}"),
                evidence=("{O} flies close to {S}", "{O} has a sting", "{O} is near the head of {S}"),
                before=("{S} came too close to a hive", "{S} heard a buzz"),
                after=("run away from the bee", "wave the bee away"),
                wants=("escape the bee", "be left alone by the bee"),
                doing=("dodging an insect", "dodging {O}"),
            ),
            "O": Told(doing=("buzzing around {S}",)),
        },
        fair_weather=True,
    ),
    "sandwich stolen": Situation(
        OUTDOORS,
        {"S": Role(BOTH_AGES, ("angry", "angry", "sad", "surprised"), ("reach", "stand", "hips"))},
        {"O": Prop(("seagull with a sandwich",), "above", 1.15)},
        {
            "S": Told(
                why=("{S} lost a sandwich", "{O} stole a sandwich", "{O} snatched the lunch"),
                evidence=("{O} has a sandwich in its beak", "{O} flies above {S}", "the lunch is gone with {O}"),
                before=("{S} was eating a sandwich", "{S} unpacked the lunch"),
                after=("buy another sandwich", "shout at the seagull"),
                wants=("get the sandwich back", "eat lunch in peace"),
                doing=("watching the lunch fly away", "looking up at {O}"),
            ),
            "O": Told(doing=("stealing a sandwich",)),
        },
    ),
    "duck fed": Situation(
        (*OUTDOORS,),
        {"S": Role(BOTH_AGES, ("happy", "happy", "surprised"), ("wave", "hips", "stand"))},
        {"O": Prop(("duck",), "facing", 1.2)},
        {
            "S": Told(
                why=("{S} made a feathered friend", "{O} is not shy", "{S} likes {O}"),
                evidence=("{O} looks at {S}", "{O} stands close to {S}", "{S} is turned to {O}"),
                before=("{S} brought some bread", "{S} quacked like a duck"),
                after=("feed the duck", "say goodbye to the duck"),
                wants=("feed the duck", "make friends with the duck"),
                doing=("meeting a bird", "luring {O}"),
            ),
            "O": Told(doing=("begging for bread",)),
        },
    ),
}
