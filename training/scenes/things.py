"""Every thing and animal of the drawn world by its exact name, which tells it from others of the same noun."""

from training.scenes import objects_animals as animals
from training.scenes import objects_home as home
from training.scenes import objects_play as play
from training.scenes.thing import SCOOPS, Thing
from training.scenes.things_outdoors import THINGS as OUTDOOR_THINGS
from training.scenes.things_social import THINGS as SOCIAL_THINGS

_FIRST: dict[str, Thing] = {
    "ice cream": Thing("ice cream", "cooling down on a hot day", play.ice_cream, SCOOPS),
    "dropped ice cream": Thing("ice cream", "cooling down on a hot day", play.dropped_ice_cream, SCOOPS),
    "balloon": Thing("balloon", "playing and decorating", play.held_balloon),
    "flying balloon": Thing("balloon", "playing and decorating", play.balloon),
    "burst balloon": Thing("balloon", "playing and decorating", play.burst_balloon),
    "ball": Thing("ball", "playing games", play.ball),
    "gift": Thing("gift", "giving joy to someone", play.gift),
    "birthday cake": Thing("cake", "celebrating a birthday", play.cake),
    "pizza": Thing("pizza", "feeding hungry people", play.pizza, ()),
    "kite": Thing("kite", "flying in the wind", play.kite),
    "sand castle": Thing("sand castle", "having fun in the sand", play.sand_castle, ()),
    "ruined sand castle": Thing("sand castle", "having fun in the sand", play.ruined_sand_castle, ()),
    "paper plane": Thing("paper plane", "flying through the air", play.paper_plane, ()),
    "trophy": Thing("trophy", "honouring a winner", play.trophy, ()),
    "snowman": Thing("snowman", "having fun in the snow", play.snowman, ()),
    "torn teddy bear": Thing("teddy bear", "cuddling", play.teddy_bear, ()),
    "guitar": Thing("guitar", "making music", play.guitar, ("red", "blue", "orange", "yellow")),
    "bunch of flowers": Thing(
        "bunch of flowers", "showing affection", play.flowers, ("red", "pink", "purple", "yellow", "blue")
    ),
    "umbrella": Thing("umbrella", "keeping people dry", home.umbrella),
    "broken vase": Thing("vase", "holding flowers", home.broken_vase),
    "vase": Thing("vase", "holding flowers", home.vase),
    "bus": Thing("bus", "carrying passengers", home.bus),
    "fallen bicycle": Thing("bicycle", "riding around", home.bicycle),
    "first aid kit": Thing("first aid kit", "treating injuries", home.first_aid_kit, ()),
    "smoking pan": Thing("pan", "cooking food", home.smoking_pan, ()),
    "good test": Thing("test", "showing what was learned", home.good_test, ()),
    "bad test": Thing("test", "showing what was learned", home.bad_test, ()),
    "book": Thing("book", "reading stories", home.book),
    "suitcase": Thing("suitcase", "packing for a trip", home.suitcase),
    "spilled glass of milk": Thing("glass of milk", "quenching thirst", home.spilled_milk, ()),
    "broken laptop": Thing("laptop", "working and writing", home.laptop, ()),
    "phone": Thing("phone", "talking to people far away", home.phone, ()),
    "friendly dog": Thing("dog", "", animals.friendly_dog, (), "animal"),
    "angry dog": Thing("dog", "", animals.angry_dog, (), "animal"),
    "mouse": Thing("mouse", "", animals.mouse, (), "animal"),
    "cat with a fish": Thing("cat", "", animals.cat_with_fish, (), "animal"),
    "spider": Thing("spider", "", animals.spider, (), "animal"),
    "bee": Thing("bee", "", animals.bee, (), "animal"),
    "seagull with a sandwich": Thing("seagull", "", animals.seagull, (), "animal"),
    "duck": Thing("duck", "", animals.duck, (), "animal"),
}

THINGS: dict[str, Thing] = {**_FIRST, **SOCIAL_THINGS, **OUTDOOR_THINGS}
