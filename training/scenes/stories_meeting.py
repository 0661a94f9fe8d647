"""Situations of meeting and parting, of things found, and of words between two people."""

from training.scenes.situations import ANY_AGE, EVERYWHERE, GROWN, Prop, Role, Situation, Told

STORIES: dict[str, Situation] = {
    "reunion": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "surprised"), ("hug",)),
            "T": Role(("toddler", *ANY_AGE), ("surprised", "happy"), ("hug", "up")),
        },
        {"O": Prop(("suitcase",), "hidden by", 1.0)},
        {
            "S": Told(
                why=("{S} is back from a journey", "{S} sees {T} again", "{S} has arrived with {O}"),
                evidence=("{S} throws the arms around {T}", "{O} stands beside {S}", "{T} welcomes {S}"),
                before=("{S} was away for a long time", "{S} came back with a suitcase"),
                after=("unpack the suitcase", "tell {T} about the journey"),
                wants=("hold {T} tight", "be home again"),
                doing=("hugging {T}", "coming back to {T}"),
            ),
            "T": Told(
                why=("{S} has come back to {T}", "{S} surprises {T} with a visit", "{T} has missed {S}"),
                evidence=("{S} hugs {T}", "{O} is the luggage of {S}", "{T} is close to {S}"),
                before=("{T} had not seen {S} for long", "{T} did not know that {S} would come"),
                after=("carry the suitcase of {S}", "ask about the journey"),
                wants=("hear about the journey", "keep {S} here"),
                doing=("welcoming {S}", "greeting a traveller"),
            ),
        },
        ("two who missed each other",),
    ),
    "farewell": Situation(
        EVERYWHERE,
        {
            "S": Role(GROWN, ("sad", "calm"), ("wave",)),
            "T": Role(("toddler", *ANY_AGE), ("sad", "angry"), ("wave", "face", "cross")),
        },
        {"O": Prop(("suitcase",), "hidden by", 1.05)},
        {
            "S": Told(
                why=("{S} is leaving with {O}", "{S} must say goodbye to {T}", "{S} goes on a journey without {T}"),
                evidence=("{S} waves to {T}", "{O} is packed", "{O} stands ready for {S}"),
                before=("{S} packed a suitcase", "{S} took the last look around"),
                after=("leave on a journey", "write to {T}"),
                wants=("say goodbye", "travel with a light heart"),
                doing=("saying goodbye", "waving to {T}"),
            ),
            "T": Told(
                why=("{S} is going away", "{T} has to stay here", "{S} leaves {T} behind"),
                evidence=("{S} has {O} ready", "{S} waves to {T}", "{T} has no luggage"),
                before=("{T} heard that {S} must go", "{T} came to see {S} off"),
                after=("miss {S}", "go home alone"),
                wants=("keep {S} from going", "go along with {S}"),
                doing=("seeing {S} off", "parting from {S}"),
            ),
        },
        ("traveller and friend", "friend and traveller"),
    ),
    "wallet returned": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "calm"), ("hold",)),
            "T": Role(GROWN, ("surprised", "happy"), ("up", "reach", "face")),
        },
        {"O": Prop(("wallet",), "hand", 1.35)},
        {
            "S": Told(
                why=("{S} is honest", "{S} found the money of {T}", "{S} brings {O} back to {T}"),
                evidence=("{S} hands {O} to {T}", "money is still in {O}", "{O} is in the hand of {S}"),
                before=("{S} found a wallet", "{S} ran after {T}"),
                after=("hand over the wallet", "refuse a reward"),
                wants=("return the wallet", "do the right thing"),
                doing=("returning a wallet", "handing {O} to {T}"),
            ),
            "T": Told(
                why=("{T} gets lost money back", "{S} found {O} for {T}", "{O} is not lost after all"),
                evidence=("{S} holds {O} toward {T}", "{O} belongs to {T}", "no money is missing from {O}"),
                before=("{T} lost a wallet", "{T} was searching every pocket"),
                after=("count the money", "give {S} a reward"),
                wants=("put the wallet away safely", "reward {S}"),
                doing=("getting a wallet back", "reaching out for {O}"),
            ),
        },
        ("finder and owner", "owner and finder"),
    ),
    "wallet found": Situation(
        EVERYWHERE,
        {"S": Role(ANY_AGE, ("happy", "surprised"), ("crouch", "kneel"))},
        {"O": Prop(("wallet",), "feet", 1.35)},
        {
            "S": Told(
                why=("{S} found money", "{O} lies at the feet of {S}", "somebody dropped {O} before {S}"),
                evidence=("{S} bends down to {O}", "money sticks out of {O}", "{O} lies on the ground unguarded"),
                before=("{S} looked down by chance", "somebody lost a wallet"),
                after=("pick up the wallet", "look for the owner"),
                wants=("know whose wallet it is", "pick up the money"),
                doing=("finding a wallet", "bending down to {O}"),
            )
        },
    ),
    "secret told": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("happy", "scared"), ("shout", "reach")),
            "T": Role(ANY_AGE, ("surprised", "happy", "scared"), ("shy", "chin", "stand")),
        },
        {"O": Prop(("whispered words",), "between high", 1.15)},
        {
            "S": Told(
                why=("{S} knows a secret", "{S} trusts {T} with a secret", "{S} cannot keep a secret"),
                evidence=("a lock is in {O}", "{S} whispers to {T}", "{O} comes from {S}"),
                before=("{S} heard something secret", "{S} looked around carefully"),
                after=("swear {T} to silence", "lay a finger on the lips"),
                wants=("let {T} know", "share a secret"),
                doing=("whispering", "telling {T} a secret"),
            ),
            "T": Told(
                why=("{T} hears a secret", "{S} whispers something to {T}", "{T} knows the secret now"),
                evidence=("{S} speaks to {T}", "{O} is meant for {T}", "{T} listens"),
                before=("{T} was curious", "{T} promised to keep silent"),
                after=("keep the secret", "ask {S} for more"),
                wants=("hear the whole secret", "keep the secret safe"),
                doing=("pricking up the ears", "hearing a secret"),
            ),
        },
        ("close friends",),
    ),
    "quarrel": Situation(
        EVERYWHERE,
        {
            "S": Role(ANY_AGE, ("angry", "sad"), ("point", "hips", "shout")),
            "T": Role(ANY_AGE, ("angry", "scared"), ("cross", "hips", "point")),
        },
        {"O": Prop(("angry words",), "between high", 1.2)},
        {
            "S": Told(
                why=("{S} quarrels with {T}", "{S} and {T} do not agree", "{S} said {O} to {T}"),
                evidence=("lightning is in {O}", "{S} faces {T}", "{O} hangs between {S} and {T}"),
                before=("{S} disagreed with {T}", "{S} could not hold back"),
                after=("walk away from {T}", "calm down slowly"),
                wants=("have the last word", "win the argument"),
                doing=("quarrelling", "arguing with {T}"),
            ),
            "T": Told(
                why=("{S} shouts at {T}", "{T} is in a quarrel", "{T} has to hear {O}"),
                evidence=("{O} is loud", "{S} is turned against {T}", "{T} stands up to {S}"),
                before=("{T} said something wrong", "{T} contradicted {S}"),
                after=("make peace with {S}", "leave {S} standing"),
                wants=("end the quarrel", "be heard by {S}"),
                doing=("answering back", "being shouted at"),
            ),
        },
        ("two who quarrel",),
    ),
}
