"""Situations between animals: one wants what the other is or has."""

from training.scenes.graph import INDOORS, OUTDOORS, Place
from training.scenes.situations import Prop, Situation, Told

_GREEN: tuple[Place, ...] = ("park", "farm", "campsite", "playground", "beach", "street")

STORIES: dict[str, Situation] = {
    "bird stalked": Situation(
        (*OUTDOORS,),
        {},
        {"O": Prop(("sneaking cat", "sneaking fox"), "alone", 1.2), "P": Prop(("pecking bird",), "alone", 1.3)},
        {
            "O": Told(
                evidence=("{O} keeps low to the ground", "{O} faces {P}", "{O} heads for {P}"),
                before=("{O} noticed a bird", "{O} crept closer"),
                after=("pounce on {P}", "miss the bird"),
                wants=("catch {P}", "eat a bird"),
                doing=("sneaking up on {P}", "stalking a bird"),
            ),
            "P": Told(
                evidence=("the beak of {P} is at some crumbs", "{P} pays no heed to {O}", "crumbs lie before {P}"),
                before=("{P} found some crumbs", "{P} landed on the ground"),
                after=("fly up in alarm", "notice {O}"),
                wants=("eat the crumbs", "finish its meal"),
                doing=("pecking at crumbs", "feeding without noticing {O}"),
            ),
        },
    ),
    "hen stalked": Situation(
        _GREEN,
        {},
        {"O": Prop(("sneaking fox",), "alone", 1.2), "P": Prop(("white hen",), "alone", 1.2)},
        {
            "O": Told(
                evidence=("the belly of {O} nearly touches the ground", "the nose of {O} points at {P}"),
                before=("{O} smelled poultry", "{O} slipped through a fence"),
                after=("lunge at {P}", "carry off a hen"),
                wants=("catch the hen", "have {P} for dinner"),
                doing=("sneaking up on a hen", "creeping toward {P}"),
            ),
            "P": Told(
                evidence=("{P} stands upright", "{P} looks at {O}"),
                before=("{P} was looking for grains", "{P} heard something creep"),
                after=("flutter away", "cackle in alarm"),
                wants=("escape from {O}", "return to the coop"),
                doing=("facing {O}", "watching a fox come"),
            ),
        },
    ),
    "nest defended": Situation(
        _GREEN,
        {},
        {"O": Prop(("sneaking fox", "sneaking cat"), "alone", 1.15), "P": Prop(("nesting hen",), "alone", 1.25)},
        {
            "O": Told(
                evidence=("{O} creeps toward a nest", "{O} ducks in front of {P}"),
                before=("{O} smelled the eggs", "{O} came out of hiding"),
                after=("grab an egg", "flee from {P}"),
                wants=("steal an egg", "get past {P} to the nest"),
                doing=("sneaking to a nest", "going after the eggs of {P}"),
            ),
            "P": Told(
                evidence=("{P} spreads its wings at {O}", "the eggs are under {P}"),
                before=("{P} was hatching its eggs", "{P} saw {O} come"),
                after=("peck the nose of {O}", "scream for help"),
                wants=("save the eggs from {O}", "keep {O} off the nest"),
                doing=("defending its nest", "threatening {O} with open wings"),
            ),
        },
    ),
    "cheese wanted": Situation(
        (*INDOORS, "farm", "station", "street"),
        {},
        {"O": Prop(("sneaking cat",), "alone", 1.2), "P": Prop(("mouse with cheese",), "alone", 1.2)},
        {
            "O": Told(
                evidence=("{O} is ready to jump", "the whiskers of {O} point at {P}"),
                before=("{O} lay in wait", "{O} heard a nibbling sound"),
                after=("leap on {P}", "chase a mouse"),
                wants=("catch the mouse", "get its paws on {P}"),
                doing=("lying in wait for {P}", "stalking a mouse"),
            ),
            "P": Told(
                evidence=("{P} has cheese before its mouth", "{P} does not let go of the cheese"),
                before=("{P} found a piece of cheese", "{P} crept into the pantry"),
                after=("drag the cheese away", "dash into its hole"),
                wants=("bring the cheese home", "eat the cheese in peace"),
                doing=("nibbling cheese", "dragging off some cheese"),
            ),
        },
    ),
    "nut quarrelled over": Situation(
        _GREEN,
        {},
        {"O": Prop(("squirrel",), "alone", 1.25), "P": Prop(("crow",), "alone", 1.25)},
        {
            "O": Told(
                evidence=("a nut is between the paws of {O}", "{O} faces {P}"),
                before=("{O} gathered a nut", "{O} saw something shiny"),
                after=("refuse to trade with {P}", "leap up a tree"),
                wants=("keep its nut from {P}", "bury its nut"),
                doing=("clutching a nut", "guarding a nut from {P}"),
            ),
            "P": Told(
                evidence=("a ring hangs from the beak of {P}", "{P} faces {O}"),
                before=("{P} picked up a ring", "{P} landed beside {O}"),
                after=("hop closer to {O}", "fly off with the ring"),
                wants=("show off its ring", "have the nut of {O} too"),
                doing=("carrying a ring", "eyeing the nut of {O}"),
            ),
        },
    ),
}
