"""Situations of the ill and the very small: doctors, visits, feeding."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

_TREATED = ("hospital", "classroom", "living room", "station", "campsite", "beach", "playground", "farm")

STORIES: dict[str, Situation] = {
    "injection feared": Situation(
        _TREATED,
        {
            "S": Role(("toddler", *ANY_AGE), ("scared", "sad", "angry"), ("face", "up", "cross", "sit")),
            "T": Role(("adult",), ("calm", "happy"), ("hold",), "doctor"),
        },
        {"O": Prop(("syringe",), "lead", 1.5)},
        {
            "S": Told(
                why=("{S} gets an injection", "{S} does not like needles", "{T} comes with {O}"),
                evidence=("{O} points at {S}", "{T} holds {O}", "the needle of {O} is sharp"),
                before=("{S} was called by the doctor", "{S} saw the needle"),
                after=("hold out an arm", "look the other way"),
                wants=("get away from the needle", "have it over with"),
                doing=("facing a needle", "shrinking from {O}"),
            ),
            "T": Told(
                why=("{T} gives injections every day", "{T} makes {S} safe from illness", "{T} has a steady hand"),
                evidence=("{O} is ready", "{T} wears a white coat", "{O} is in the hand of {T}"),
                before=("{T} filled a syringe", "{T} called {S} in"),
                after=("give {S} the injection", "stick on a plaster"),
                wants=("protect {S} from illness", "be quick and gentle"),
                doing=("giving an injection", "getting {O} ready"),
            ),
        },
        ("frightened patient and doctor", "doctor and frightened patient"),
    ),
    "injection survived": Situation(
        _TREATED,
        {
            "S": Role(("toddler", "child", "senior"), ("happy", "calm"), ("hold",), attire="bandaged"),
            "T": Role(("adult",), ("happy", "calm"), ("wave", "clap", "hips"), "doctor"),
        },
        {"O": Prop(("lollipop",), "hand", 1.35)},
        {
            "S": Told(
                why=("{S} is done with the doctor", "{T} has treated {S}", "the treatment of {S} is over"),
                evidence=("{S} wears a bandage", "{O} is a reward for {S}", "the hands of {T} are empty"),
                before=("{S} was treated by {T}", "{S} kept still bravely"),
                after=("lick the lollipop", "go home with a bandage"),
                wants=("enjoy the lollipop", "show the bandage to everyone"),
                doing=("getting a reward", "holding a lollipop"),
            ),
            "T": Told(
                why=("{T} has finished the treatment", "{S} held still for {T}", "{S} will soon be well"),
                evidence=("{S} has a bandage", "{T} wears a white coat", "{S} got {O} from {T}"),
                before=("{T} put on a bandage", "{T} gave {S} a lollipop"),
                after=("see the next patient", "say goodbye to {S}"),
                wants=("see {S} well again", "praise the patient"),
                doing=("saying goodbye to {S}", "ending a treatment"),
            ),
        },
        ("treated patient and doctor", "doctor and treated patient"),
    ),
    "patient visited": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "surprised"), ("sit",), attire="bandaged"),
            "T": Role(ANY_AGE, ("sad", "calm"), ("hold",)),
        },
        {"O": Prop(("bunch of flowers",), "lead", 1.3)},
        {
            "S": Told(
                why=("{T} visits {S}", "{T} brings {O} to {S}", "somebody thinks of {S} in bad days"),
                evidence=("{T} holds {O}", "{S} wears a bandage", "{T} came to {S}"),
                before=("{S} had an accident", "{S} was alone and bored"),
                after=("tell about the accident", "get well soon"),
                wants=("have company", "be well again"),
                doing=("recovering", "welcoming a visitor"),
            ),
            "T": Told(
                why=("{S} is hurt", "{T} is at the side of {S}", "{S} must rest for a while"),
                evidence=("{S} wears a bandage", "{T} brings {O}", "{S} has to sit"),
                before=("{T} heard of the accident", "{T} bought flowers for {S}"),
                after=("ask how {S} is", "find a vase for the flowers"),
                wants=("see {S} recover", "bring {S} some joy"),
                doing=("visiting {S}", "cheering up a patient"),
            ),
        },
        ("patient and visitor", "visitor and patient"),
    ),
    "fever": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler", *ANY_AGE), ("sad", "scared"), ("hold",)),
            "T": Role(GROWN, ("calm", "sad", "scared"), ("hold",)),
        },
        {"O": Prop(("thermometer",), "hand", 1.3), "P": Prop(("medicine",), "lead", 1.3)},
        {
            "S": Told(
                why=("{S} has a fever", "{S} is ill", "{O} shows that {S} is too hot"),
                evidence=("{O} has risen", "{S} holds {O}", "{T} brings {P}"),
                before=("{S} caught a cold", "{S} took the temperature"),
                after=("swallow the medicine", "lie down to rest"),
                wants=("be cured", "get rid of the fever"),
                doing=("taking the temperature", "checking {O}"),
            ),
            "T": Told(
                why=("{T} looks after {S}", "{T} sees that {S} is ill", "{S} needs {P} from {T}"),
                evidence=("{T} holds {P}", "{O} shows a fever", "{P} is meant for {S}"),
                before=("{T} fetched the medicine", "{T} felt the hot head of {S}"),
                after=("give {S} the medicine", "cool the head of {S}"),
                wants=("bring down the fever", "cure {S}"),
                doing=("nursing {S}", "bringing {P}"),
            ),
        },
        ("sick person and carer", "carer and sick person"),
    ),
    "toddler fed": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler",), ("happy", "calm"), ("sit", "clap", "up")),
            "T": Role(GROWN, ("happy", "calm"), ("hold",)),
        },
        {"O": Prop(("bowl of porridge",), "between", 1.0), "P": Prop(("spoon",), "lead", 1.5)},
        {
            "S": Told(
                why=("{S} gets warm porridge", "{T} feeds {S}", "{S} likes {O}"),
                evidence=("{P} comes toward {S}", "{O} is steaming", "{T} has a full spoon for {S}"),
                before=("{S} was hungry", "{S} opened the mouth"),
                after=("swallow the porridge", "ask for another spoon"),
                wants=("eat it all up", "fill the tummy"),
                doing=("being fed", "eating porridge"),
            ),
            "T": Told(
                why=("{S} eats well", "{T} takes care of a small child", "{S} likes what {T} cooked"),
                evidence=("{T} holds {P}", "{O} is ready for {S}", "{S} is close to {O}"),
                before=("{T} cooked porridge", "{T} filled a spoon"),
                after=("fill the spoon again", "wipe the mouth of {S}"),
                wants=("see the bowl empty", "get the spoon into the mouth of {S}"),
                doing=("feeding {S}", "bringing {P} to the mouth of {S}"),
            ),
        },
        ("toddler and parent", "parent and toddler"),
    ),
    "porridge refused": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler",), ("angry", "sad"), ("cross", "throw", "face", "up")),
            "T": Role(GROWN, ("angry", "surprised", "sad"), ("face", "hips", "up")),
        },
        {"O": Prop(("tipped bowl of porridge",), "between", 1.0)},
        {
            "S": Told(
                why=("{S} hates porridge", "{S} does not want to eat", "{S} threw down {O}"),
                evidence=("porridge runs off the table", "{O} is upside down", "{S} has eaten nothing"),
                before=("{S} pushed the bowl away", "{S} did not like the taste"),
                after=("get down from the table", "scream for a biscuit"),
                wants=("eat something else", "be left in peace"),
                doing=("refusing to eat", "making a mess of {O}"),
            ),
            "T": Told(
                why=("{S} tipped over {O}", "{S} wasted the porridge", "{T} cooked for nothing"),
                evidence=("{O} is turned over", "{S} caused the mess", "the porridge is wasted"),
                before=("{T} cooked for {S}", "{T} put the bowl before {S}"),
                after=("clean the table", "cook something else for {S}"),
                wants=("see {S} eat", "save the rest of the porridge"),
                doing=("looking at wasted porridge", "dealing with a stubborn child"),
            ),
        },
        ("stubborn toddler and parent", "parent and stubborn toddler"),
    ),
    "milk awaited": Situation(
        EVERYWHERE,
        {
            "S": Role(("toddler",), ("sad", "angry"), ("reach", "sit", "up")),
            "T": Role(ANY_AGE, ("calm", "happy", "surprised"), ("hold",)),
        },
        {"O": Prop(("milk bottle",), "lead", 1.35)},
        {
            "S": Told(
                why=("{S} is thirsty for milk", "{S} has not got {O} yet", "{T} keeps {S} waiting for milk"),
                evidence=("{T} has {O}", "{S} is turned to {O}", "{O} is still full"),
                before=("{S} woke up hungry", "{S} cried for milk"),
                after=("drink the milk", "fall asleep"),
                wants=("get the bottle", "drink milk now"),
                doing=("crying for milk", "asking {T} for {O}"),
            ),
            "T": Told(
                why=("{T} has what {S} needs", "{T} can calm {S} with {O}", "{S} wants milk from {T}"),
                evidence=("{O} is in the hand of {T}", "{S} looks at {T}", "{O} is warm and full"),
                before=("{T} warmed some milk", "{T} filled a bottle"),
                after=("give {S} the bottle", "rock {S} to sleep"),
                wants=("quench the thirst of {S}", "stop the crying"),
                doing=("bringing milk", "bringing {O} to {S}"),
            ),
        },
        ("hungry toddler and carer", "carer and hungry toddler"),
    ),
}
