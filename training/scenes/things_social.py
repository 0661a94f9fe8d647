"""Things between people, in hospital, restaurant, school and home: what they are called and how they are drawn."""

from training.scenes import objects_gifts as gifts
from training.scenes import objects_public as public
from training.scenes import objects_social as social
from training.scenes.thing import SCOOPS, Thing

_SCHOOL: dict[str, Thing] = {
    "solved blackboard": Thing("blackboard", "writing down a lesson", social.solved_board, ()),
    "failed blackboard": Thing("blackboard", "writing down a lesson", social.failed_board, ()),
    "crayon": Thing("crayon", "drawing pictures", social.crayon),
    "scribbled screen": Thing("folding screen", "dividing a room", social.scribbled_screen, ()),
    "easel": Thing("easel", "painting a picture", gifts.easel, ()),
    "brush": Thing("brush", "spreading paint", gifts.brush),
}
_PLAY: dict[str, Thing] = {
    "teddy bear": Thing("teddy bear", "cuddling", social.teddy_bear, ()),
    "cardboard box": Thing("cardboard box", "packing things up", social.cardboard_box, ()),
    "armchair": Thing("armchair", "sitting comfortably", social.armchair),
    "flower box": Thing("flower box", "growing flowers", social.flower_box, ("red", "blue", "orange", "purple")),
    "board game": Thing("board game", "playing for fun", social.board_game, ()),
    "finished board game": Thing("board game", "playing for fun", social.finished_board_game, ()),
    "juggling balls": Thing("juggling set", "showing skill", social.juggling_balls, ()),
    "dropped juggling balls": Thing("juggling set", "showing skill", social.dropped_balls, ()),
    "magic hat": Thing("top hat", "doing magic tricks", social.magic_hat, ("red", "purple", "yellow", "blue")),
    "radio": Thing("radio", "listening to music", social.radio),
    "camera": Thing("camera", "taking photos", social.camera, ("red", "blue", "green", "orange", "purple")),
}
_BETWEEN_PEOPLE: dict[str, Thing] = {
    "handkerchief": Thing("handkerchief", "drying tears", social.handkerchief),
    "mended vase": Thing("vase", "holding flowers", social.mended_vase),
    "heavy box": Thing("heavy box", "moving heavy things", social.heavy_box, ()),
    "opened gift": Thing("gift", "giving joy to someone", gifts.opened_gift),
    "gift with socks": Thing("gift", "giving joy to someone", gifts.gift_with_socks),
    "locked chest": Thing("chest", "keeping treasures", gifts.locked_chest, ()),
    "open chest": Thing("chest", "keeping treasures", gifts.open_chest, ()),
    "key": Thing("key", "opening a lock", gifts.key, ()),
    "shopping bag": Thing("shopping bag", "carrying groceries", gifts.shopping_bag),
    "wallet": Thing("wallet", "keeping money", gifts.wallet, ()),
    "whispered words": Thing("speech bubble", "showing what is said", gifts.secret_bubble, ()),
    "angry words": Thing("speech bubble", "showing what is said", gifts.quarrel_bubble, ()),
    "cup": Thing("cup", "drinking something hot", gifts.coffee),
}
_MEALS: dict[str, Thing] = {
    "spilled soup": Thing("bowl of soup", "filling a hungry stomach", public.spilled_soup, ()),
    "soup with a fly": Thing("bowl of soup", "filling a hungry stomach", public.soup_with_fly, ()),
    "bill": Thing("bill", "telling the price", public.bill, ()),
    "menu": Thing("menu", "choosing a meal", public.menu),
    "plate with a fish": Thing("plate with a fish", "feeding a guest", public.fish_plate, ()),
    "plate of spaghetti": Thing("plate of spaghetti", "feeding a guest", public.hot_meal, ()),
    "empty plate": Thing("plate", "serving food", public.empty_plate, ()),
    "burger": Thing("burger", "filling hungry people", public.burger, ()),
    "half sandwich": Thing("sandwich", "filling hungry people", public.half_sandwich, ()),
    "milk bottle": Thing("milk bottle", "feeding a small child", public.milk_bottle),
    "spoon": Thing("spoon", "eating soft food", public.spoon, ()),
    "bowl of porridge": Thing("bowl of porridge", "feeding a small child", public.porridge),
    "tipped bowl of porridge": Thing("bowl of porridge", "feeding a small child", public.tipped_porridge),
    "lollipop": Thing("lollipop", "sucking something sweet", public.lollipop, ("red", "orange", "purple", *SCOOPS[:1])),
}
_PUBLIC: dict[str, Thing] = {
    "syringe": Thing("syringe", "giving an injection", public.syringe, ()),
    "thermometer": Thing("thermometer", "measuring a fever", public.thermometer, ()),
    "medicine": Thing("medicine", "curing an illness", public.medicine, ()),
    "ringing alarm bell": Thing("alarm bell", "warning of a fire", public.ringing_alarm, ()),
    "burning bin": Thing("waste bin", "collecting rubbish", public.burning_bin, ()),
    "fire extinguisher": Thing("fire extinguisher", "putting out a fire", public.extinguisher, ()),
    "train": Thing("train", "carrying passengers", public.train),
    "clock": Thing("clock", "telling the time", public.clock, ("red", "blue", "green", "black", "orange")),
}

THINGS: dict[str, Thing] = {**_SCHOOL, **_PLAY, **_BETWEEN_PEOPLE, **_MEALS, **_PUBLIC}
