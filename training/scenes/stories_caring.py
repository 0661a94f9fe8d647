"""Situations of kindness and its lack: comforting, helping, sharing, making up, coming and going."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "tears dried": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler", "child", "adult", "senior"), ("sad", "scared"), ("face", "sit", "shy", "stand")),
            "T": Role(ANY_AGE, ("calm", "sad"), ("hold",)),
        },
        {"O": Prop(("handkerchief",), "lead", 1.35)},
        {
            "S": Told(
                why=("{S} needs comfort", "{S} cannot calm down alone", "{S} has a heavy heart"),
                evidence=("{T} offers {O} to {S}", "{T} cares for {S}", "{O} is ready for the tears of {S}"),
                before=("{S} had a bad experience", "{S} came to {T} for comfort"),
                after=("dry the eyes", "tell {T} about the trouble"),
                wants=("be comforted", "cry on a shoulder"),
                doing=("being comforted", "letting {T} help"),
            ),
            "T": Told(
                why=("{T} comforts {S}", "{T} feels with {S}", "{T} is there for {S}"),
                evidence=("{T} holds {O} toward {S}", "{T} turns to {S}", "{O} is in the hand of {T}"),
                before=("{T} heard {S} cry", "{T} took out a handkerchief"),
                after=("put an arm around {S}", "hand over the handkerchief"),
                wants=("dry the tears of {S}", "cheer {S} up"),
                doing=("comforting {S}", "drying the tears of {S}"),
            ),
        },
        ("someone in need and a comforter", "a comforter and someone in need"),
    ),
    "box carried together": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("carry",)),
            "T": Role(ANY_AGE, ("happy", "calm"), ("hold",)),
        },
        {"O": Prop(("heavy box",), "lap", 1.15)},
        {
            "S": Told(
                why=("{T} lends {S} a hand", "{S} gets help with {O}", "{O} is lighter for two"),
                evidence=("{S} and {T} are at {O}", "{T} grips {O} too", "{O} is between {S} and {T}"),
                before=("{S} asked for help", "{S} lifted a box with {T}"),
                after=("put the box down", "thank {T} for the help"),
                wants=("move the box", "carry the box together"),
                doing=("carrying a box with {T}", "getting help with {O}"),
            ),
            "T": Told(
                why=("{T} likes to help", "{T} helps {S} to carry", "{T} can be useful to {S}"),
                evidence=("{T} reaches for {O}", "{O} is between {S} and {T}", "{T} is close to {O}"),
                before=("{T} saw {S} lift a box", "{T} offered help"),
                after=("set the box down with {S}", "stretch the arms"),
                wants=("take some of the weight", "make the load lighter"),
                doing=("helping {S} to carry", "helping with {O}"),
            ),
        },
        ("helper and friend",),
    ),
    "box too heavy": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("angry", "sad"), ("kneel", "crouch", "face", "hips"))},
        {"O": Prop(("heavy box",), "feet", 1.3)},
        {
            "S": Told(
                why=("{S} cannot lift {O}", "{O} is too heavy for {S}", "nobody helps {S} to carry {O}"),
                evidence=("{O} is still on the ground", "a weight is painted on {O}", "{S} is alone with {O}"),
                before=("{S} tried to lift a box", "{S} pulled with all strength"),
                after=("call for a helper", "try to push the box"),
                wants=("get the box off the ground", "find a strong helper"),
                doing=("failing to lift a box", "struggling with {O}"),
            )
        },
    ),
    "sandwich shared": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("hold",)),
            "T": Role(("toddler", *ANY_AGE), ("happy", "surprised"), ("hold",)),
        },
        {"O": Prop(("half sandwich",), "hand", 1.3), "P": Prop(("half sandwich",), "lead", 1.3)},
        {
            "S": Told(
                why=("{S} shared a meal with {T}", "{S} and {T} have a half each", "{S} is not eating alone"),
                evidence=("{O} and {P} are two halves", "{S} has one half only", "{T} holds {P}"),
                before=("{S} cut a sandwich in two", "{S} gave half to {T}"),
                after=("eat one half", "have lunch with {T}"),
                wants=("share with {T}", "eat together"),
                doing=("sharing a sandwich", "eating {O} with {T}"),
            ),
            "T": Told(
                why=("{S} gave {P} to {T}", "{T} got half a sandwich", "{S} shares with {T}"),
                evidence=("{T} holds {P}", "{O} and {P} fit together", "{S} holds the other half"),
                before=("{T} had nothing to eat", "{T} was given half a sandwich"),
                after=("take a bite", "thank {S} for the food"),
                wants=("taste the sandwich", "be friends with {S}"),
                doing=("getting half a sandwich", "trying a half of the sandwich"),
            ),
        },
        ("two who share",),
    ),
    "food not shared": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("hold", "both")),
            "T": Role(("toddler", *ANY_AGE), ("sad", "angry"), ("hold",)),
        },
        {"O": Prop(("burger",), "hand", 1.3), "P": Prop(("empty plate",), "lead", 1.1)},
        {
            "S": Told(
                why=("{S} has all the food", "{S} has got the last burger", "{S} has {O} and need not share"),
                evidence=("{S} holds {O}", "{T} has only {P}", "{O} is still whole"),
                before=("{S} got the last meal", "{S} took all the food"),
                after=("eat it all alone", "take a big bite"),
                wants=("have the meal alone", "eat in peace"),
                doing=("eating without sharing", "keeping {O} from {T}"),
            ),
            "T": Told(
                why=("{T} has nothing on the plate", "{P} is empty", "{S} gives nothing to {T}"),
                evidence=("only crumbs are on {P}", "{T} holds {P}", "{S} has all the food"),
                before=("{T} ate the last crumb", "{T} asked {S} for a bite"),
                after=("ask {S} once more", "put the plate away"),
                wants=("get a bite", "fill the plate"),
                doing=("going hungry", "holding an empty plate"),
            ),
        },
        ("a greedy eater and a hungry one", "a hungry eater and a greedy one"),
    ),
    "vase mended": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("sad", "scared"), ("both",)),
            "T": Role(GROWN, ("surprised", "happy", "angry"), ("cross", "hips", "stand")),
        },
        {"O": Prop(("mended vase",), "hands", 1.15)},
        {
            "S": Told(
                why=("{S} feels sorry about {O}", "{S} once broke {O}", "{S} has to apologise to {T}"),
                evidence=("{O} is full of cracks", "{S} brings {O} to {T}", "a plaster holds {O} together"),
                before=("{S} broke the vase of {T}", "{S} glued the pieces"),
                after=("apologise to {T}", "promise to be careful"),
                wants=("be forgiven", "make up with {T}"),
                doing=("apologising to {T}", "bringing back {O}"),
            ),
            "T": Told(
                why=("{S} apologises to {T}", "{T} gets {O} back with cracks", "{S} has glued {O}"),
                evidence=("{S} holds out {O}", "{O} has been mended", "cracks run over {O}"),
                before=("{T} lost a vase", "{T} heard an apology"),
                after=("look at the cracks", "answer the apology"),
                wants=("hear the truth", "have a vase without cracks"),
                doing=("hearing an apology", "looking at the cracks of {O}"),
            ),
        },
        ("one who is sorry and one who was wronged", "one who was wronged and one who is sorry"),
    ),
}
