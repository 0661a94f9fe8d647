"""Situations of lessons, hiding and small misdeeds."""

from training.scenes.situations import EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "lesson understood": Situation(
        EVERYWHERE,
        {
            "S": Role(("adult",), ("happy", "calm"), ("point", "clap"), "teacher"),
            "T": Role(("child",), ("happy", "surprised"), ("reach", "up")),
        },
        {"O": Prop(("solved blackboard",), "between", 1.05)},
        {
            "S": Told(
                why=("{T} learns fast", "{T} solved the sums on {O}", "the lesson of {S} goes well"),
                evidence=("the sums on {O} are right", "{S} points things out to {T}", "green ticks are on {O}"),
                before=("{S} explained the sums", "{S} wrote on the blackboard"),
                after=("give {T} a good mark", "write down harder sums"),
                wants=("teach {T} even more", "hear the next answer"),
                doing=("teaching {T}", "going over {O}"),
            ),
            "T": Told(
                why=("{T} knows the answer", "{T} got all the sums right", "{O} is full of ticks"),
                evidence=("{T} puts a hand up", "green ticks are on {O}", "{S} teaches {T}"),
                before=("{T} listened to {S}", "{T} did some sums"),
                after=("tell the answer", "solve the next sum"),
                wants=("tell {S} the answer", "learn more"),
                doing=("learning to count", "solving the sums on {O}"),
            ),
        },
        ("teacher and pupil", "pupil and teacher"),
    ),
    "lesson failed": Situation(
        EVERYWHERE,
        {
            "S": Role(("adult",), ("angry", "sad"), ("hips", "point", "cross"), "teacher"),
            "T": Role(("child",), ("sad", "scared", "angry"), ("chin", "shy", "face")),
        },
        {"O": Prop(("failed blackboard",), "between", 1.05)},
        {
            "S": Told(
                why=("{T} got the sums wrong", "{T} did not follow the lesson", "{O} is full of mistakes"),
                evidence=("red crosses are on {O}", "{T} has no answer for {S}", "the sums on {O} are wrong"),
                before=("{S} checked the sums", "{S} put red crosses on the blackboard"),
                after=("explain it all again", "wipe the blackboard"),
                wants=("see {T} try harder", "get better answers"),
                doing=("finding mistakes", "correcting {O}"),
            ),
            "T": Told(
                why=("{T} does not understand the sums", "all sums of {T} are wrong", "{S} finds fault with {T}"),
                evidence=("red crosses are on {O}", "{S} waits for an answer", "{T} keeps the hands down"),
                before=("{T} made mistakes", "{T} did not listen to {S}"),
                after=("try the sums again", "ask {S} to explain"),
                wants=("get the sums right", "know the answer"),
                doing=("failing at sums", "puzzling over {O}"),
            ),
        },
        ("strict teacher and pupil", "pupil and strict teacher"),
    ),
    "screen scribbled": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler", "child"), ("scared", "happy", "sad"), ("hold",)),
            "T": Role(GROWN, ("angry", "surprised"), ("point", "hips", "shout", "face")),
        },
        {"O": Prop(("crayon",), "second hand", 1.4), "P": Prop(("scribbled screen",), "between", 1.0)},
        {
            "S": Told(
                why=("{S} drew on {P}", "{T} caught {S} drawing", "{S} did it with {O}"),
                evidence=("{S} still holds {O}", "lines run all over {P}", "{T} sees what {S} did"),
                before=("{S} found a crayon", "{S} drew on a folding screen"),
                after=("drop the crayon", "wash off the lines"),
                wants=("go on drawing", "get away unpunished"),
                doing=("being caught", "getting caught beside {P}"),
            ),
            "T": Told(
                why=("{S} scribbled on {P}", "{P} is covered with scribbles", "{T} discovered the drawing"),
                evidence=("{S} has {O} in the hand", "{P} was white before", "{T} looks at the scribbles"),
                before=("{T} left {S} alone", "{T} came in too late"),
                after=("take the crayon away", "fetch a sponge"),
                wants=("have a clean screen", "teach {S} to draw on paper"),
                doing=("discovering scribbles", "calling {S} to account"),
            ),
        },
        ("little artist and grown-up", "grown-up and little artist"),
    ),
    "hiding after a mishap": Situation(
        EVERYWHERE,
        {
            "S": Role(("child",), ("scared", "sad"), ("stand", "shy")),
            "T": Role(GROWN, ("angry", "surprised"), ("hips", "point", "face")),
        },
        {
            "O": Prop(("cardboard box", "armchair", "flower box"), "hidden by", 1.0),
            "P": Prop(("broken vase",), "between", 1.15),
        },
        {
            "S": Told(
                why=("{S} hides after breaking {P}", "{S} does not dare to come out", "{T} must not catch {S}"),
                evidence=("{O} covers {S}", "{P} is broken", "{T} is right beside {P}"),
                before=("{S} broke a vase", "{S} ran from the pieces"),
                after=("come out slowly", "own up to {T}"),
                wants=("stay out of sight", "not be blamed"),
                doing=("hiding with a bad conscience", "keeping out of the sight of {T}"),
            ),
            "T": Told(
                why=("{T} found {P} in pieces", "someone broke {P} and hid", "{T} has lost a good vase"),
                evidence=("{P} lies before {T}", "{S} hides behind {O}", "nobody owns up to {T}"),
                before=("{T} heard something break", "{T} came to look"),
                after=("call {S} out", "pick up the pieces"),
                wants=("know who did it", "have a word with {S}"),
                doing=("discovering {P}", "finding the pieces"),
            ),
        },
        ("culprit and grown-up", "grown-up and culprit"),
    ),
}
