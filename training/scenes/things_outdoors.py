"""Things of farm, campsite, playground and station, and more animals: what they are called and how they are drawn."""

from training.scenes import objects_catch as catch
from training.scenes import objects_country as country
from training.scenes import objects_dogs as dogs
from training.scenes import objects_playground as playground
from training.scenes import objects_wild as wild
from training.scenes.thing import Painter, Thing

_SAILS = ("red", "blue", "green", "purple", "orange")
_IN_LEAVES = ("red", "blue", "purple", "orange", "pink")  # all but the green of leaves
_FROSTING = ("pink", "red", "purple", "yellow")
_PETALS = ("red", "pink", "purple", "orange", "blue")


def _animal(noun: str, paint: Painter) -> Thing:
    return Thing(noun, "", paint, (), "animal")


THINGS: dict[str, Thing] = {
    "horse": _animal("horse", country.horse),
    "goat with a hat": Thing("goat", "", country.goat_with_hat, ("red", "blue", "green", "purple"), "animal"),
    "nesting hen": _animal("hen", country.nesting_hen),
    "white hen": _animal("hen", country.hen),
    "begging dog": _animal("dog", dogs.begging_dog),
    "digging dog": _animal("dog", dogs.digging_dog),
    "dog with a bone": _animal("dog", dogs.dog_with_bone),
    "muddy dog": _animal("dog", dogs.muddy_dog),
    "dog with a stick": _animal("dog", dogs.dog_with_stick),
    "dog with cream": _animal("dog", dogs.dog_with_cream),
    "sneaking fox": _animal("fox", wild.sneaking_fox),
    "sneaking cat": _animal("cat", wild.sneaking_cat),
    "pecking bird": _animal("bird", wild.pecking_bird),
    "squirrel": _animal("squirrel", wild.squirrel),
    "bear": _animal("bear", wild.bear),
    "cat in a tree": _animal("cat", wild.cat_in_tree),
    "cat on a seesaw": Thing("cat", "", playground.cat_on_seesaw, _SAILS, "animal"),
    "mouse with cheese": _animal("mouse", wild.mouse_with_cheese),
    "crow": _animal("crow", wild.crow),
    "hedgehog": _animal("hedgehog", wild.hedgehog),
    "carrot": Thing("carrot", "feeding somebody hungry", country.carrot, ()),
    "stuck tractor": Thing("tractor", "working in the fields", country.stuck_tractor, _SAILS),
    "tent": Thing("tent", "sleeping outdoors", country.tent, _SAILS),
    "collapsed tent": Thing("tent", "sleeping outdoors", country.collapsed_tent, _SAILS),
    "campfire": Thing("campfire", "giving warmth and light", country.campfire, ()),
    "toasted marshmallow": Thing("marshmallow", "sweetening an evening by the fire", country.marshmallow, ()),
    "burnt marshmallow": Thing("marshmallow", "sweetening an evening by the fire", country.burnt_marshmallow, ()),
    "torch": Thing("torch", "lighting up the dark", country.torch, ()),
    "flowering plant": Thing("plant", "making a place green", country.potted_plant, _PETALS),
    "withered plant": Thing("plant", "making a place green", country.withered_plant, ()),
    "watering can": Thing("watering can", "watering plants", country.watering_can, _SAILS),
    "picnic basket": Thing("basket", "carrying a picnic", country.basket, ()),
    "broken swing": Thing("swing", "swinging back and forth", playground.broken_swing, _SAILS),
    "slide": Thing("slide", "sliding down for fun", playground.slide),
    "tower of blocks": Thing("tower of blocks", "building and playing", playground.block_tower, ()),
    "fallen tower of blocks": Thing("tower of blocks", "building and playing", playground.fallen_blocks, ()),
    "goal": Thing("goal", "catching shots in a match", playground.goal, ()),
    "tree with a ball": Thing("tree", "giving shade", playground.tree_with_ball, _IN_LEAVES),
    "tree with a kite": Thing("tree", "giving shade", playground.tree_with_kite, _IN_LEAVES),
    "soap bubbles": Thing("bubble wand", "blowing soap bubbles", playground.bubbles),
    "toy boat": Thing("toy boat", "sailing on puddles", playground.toy_boat, _SAILS),
    "sunk toy boat": Thing("toy boat", "sailing on puddles", playground.sunk_boat, _SAILS),
    "muddy puddle": Thing("puddle", "splashing about", playground.muddy_puddle, ()),
    "bicycle": Thing("bicycle", "riding around", playground.bicycle),
    "snowball": Thing("snowball", "having a snow fight", playground.snowball, ()),
    "haystack": Thing("haystack", "feeding the animals in winter", playground.haystack, ()),
    "barrel": Thing("barrel", "storing things", playground.barrel, ("red", "blue", "green", "orange")),
    "rod with a fish": Thing("fishing rod", "catching fish", catch.rod_with_fish, ()),
    "rod with a boot": Thing("fishing rod", "catching fish", catch.rod_with_boot, ()),
    "fishing rod": Thing("fishing rod", "catching fish", catch.rod, ()),
    "sandwich": Thing("sandwich", "filling an empty stomach", catch.sandwich, ()),
    "sausage": Thing("sausage", "filling an empty stomach", catch.sausage, ()),
    "ladder": Thing("ladder", "climbing up high", catch.ladder, ()),
    "paw prints": Thing("track", "showing where somebody walked", catch.paw_prints, ()),
    "ruined cake": Thing("cake", "celebrating a birthday", catch.ruined_cake, _FROSTING),
    "hole with a bone": Thing("hole", "hiding something", catch.hole, ()),
}
