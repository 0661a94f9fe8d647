"""The words of what can be seen of people: faces, poses, hair, clothes, hats, traces; and of place, light, weather."""

from training.scenes.graph import Age, Feeling, Light, Place, Profession, Weather

# What stands before a noun, what follows a noun, and the one word that answers a question.
FACES: dict[Feeling, tuple[str, ...]] = {
    "happy": ("smiling", "beaming", "grinning"),
    "sad": ("crying", "tearful", "weeping"),
    "angry": ("frowning", "scowling", "red-faced"),
    "surprised": ("open-mouthed", "astonished", "gaping"),
    "scared": ("pale", "sweating", "frightened"),
    "calm": ("calm", "relaxed", "quiet"),
}
WITH_FACES: dict[Feeling, tuple[str, ...]] = {
    "happy": ("with a big smile", "with a smile and rosy cheeks"),
    "sad": ("with tears on the cheeks", "with tears running down"),
    "angry": ("with a deep frown", "with a red, angry face"),
    "surprised": ("with an open mouth and raised brows", "with a wide open mouth"),
    "scared": ("with a pale, sweating face", "with a pale face and trembling lips"),
    "calm": ("with a relaxed face", "with a straight mouth"),
}
FACE_ANSWERS: dict[Feeling, str] = {
    "happy": "smiling",
    "sad": "crying",
    "angry": "frowning",
    "surprised": "open-mouthed",
    "scared": "pale and sweating",
    "calm": "relaxed",
}

# Nobody is said to stand: some of those who do not sit on the ground or a stool sit in a wheelchair.
POSES: dict[str, tuple[str, ...]] = {
    "stand": ("with lowered arms", "letting both arms hang"),
    "up": ("raising both arms", "with both arms in the air"),
    "reach": ("reaching out with one hand", "with one hand reaching up"),
    "hold": ("holding out one hand", "with one hand held forward"),
    "both": ("holding both hands in front", "with both hands in front of the body"),
    "point": ("pointing with one arm", "pointing to the side"),
    "face": ("with both hands at the cheeks", "holding both hands to the face"),
    "run": ("running", "running with long steps"),
    "hips": ("with both hands on the hips", "putting both hands on the hips"),
    "wave": ("waving", "waving with one hand"),
    "cross": ("with crossed arms", "crossing both arms"),
    "chin": ("with a hand at the chin", "resting the chin on one hand"),
    "hug": ("hugging somebody", "with both arms around somebody"),
    "carry": ("with both arms bent in front", "keeping both arms in front"),
    "shy": ("with both hands behind the back", "hiding both hands behind the back"),
    "shout": ("shouting with hands at the mouth", "calling out with both hands at the mouth"),
    "clap": ("clapping", "clapping both hands"),
    "kneel": ("kneeling", "kneeling on one knee"),
    "sit": ("sitting", "sitting down"),
    "crouch": ("crouching", "crouching down low"),
    "throw": ("swinging one arm", "with one arm swung forward"),
}
# What answers "what is ... doing?"; poses that show no doing are not asked for.
DOINGS: dict[str, str] = {
    "up": "raising both arms",
    "point": "pointing",
    "run": "running",
    "wave": "waving",
    "hug": "hugging somebody",
    "shout": "shouting",
    "clap": "clapping",
    "kneel": "kneeling",
    "sit": "sitting",
    "crouch": "crouching",
    "cross": "crossing the arms",
    "reach": "reaching out",
}

HAIR: dict[str, str] = {
    "short": "short {c} hair",
    "side part": "parted {c} hair",
    "spiky": "spiky {c} hair",
    "curly": "curly {c} hair",
    "undercut": "swept-back {c} hair",
    "mohawk": "{a_c} mohawk",
    "long": "long {c} hair",
    "wavy": "wavy {c} hair",
    "bob": "{a_c} bob",
    "braids": "{c} braids",
    "pony tail": "{a_c} pony tail",
    "pigtails": "{c} pigtails",
    "bun": "{c} hair in a bun",
    "afro": "{a_c} afro",
    "tuft": "a tuft of {c} hair",
    "bald": "a bald head",
    "headscarf": "a headscarf",
    "turban": "a turban",
}

# The garment that has the colour of the clothes; whatever else is listed goes with it without a colour.
GARMENTS: dict[str, tuple[str, str]] = {
    "trousers": ("shirt", ""),
    "shorts": ("shirt", "shorts"),
    "skirt": ("top", "skirt"),
    "dress": ("dress", ""),
    "coat": ("coat", ""),
    "cardigan": ("cardigan", ""),
    "overalls": ("overalls", ""),
    "romper": ("romper", ""),
    "swimsuit": ("swimsuit", ""),
    "trunks": ("swimming trunks", ""),
}
PLURAL_GARMENTS = ("overalls", "swimming trunks")
UNIFORMS: dict[Profession | None, tuple[str, ...]] = {
    "chef": ("a white chef's jacket", "a white jacket with a red neckerchief"),
    "doctor": ("a white coat", "a white coat with a stethoscope"),
    "police officer": ("a blue uniform", "a dark blue uniform with a golden badge"),
    "firefighter": ("a brown jacket with bright stripes", "a firefighter's jacket with bright stripes"),
    "farmer": ("blue dungarees", "dungarees over a red checked shirt"),
    "waiter": ("a white apron", "a black waistcoat and a white apron"),
}
# The colours that somebody might name who is asked for the clothes of a profession.
UNIFORM_COLOURS: dict[Profession | None, frozenset[str]] = {
    "chef": frozenset({"white", "red"}),
    "doctor": frozenset({"white"}),
    "police officer": frozenset({"blue", "black"}),
    "firefighter": frozenset({"orange", "yellow", "black"}),
    "farmer": frozenset({"blue", "red", "orange"}),
    "waiter": frozenset({"black", "white"}),
}
HATS: dict[str, str] = {
    "chef": "a tall chef hat",
    "police": "a police cap",
    "helmet": "a red helmet",
    "straw hat": "a straw hat",
    "sun hat": "a sun hat",
    "party hat": "a party hat",
    "cap": "a cap",
    "wool hat": "a wool hat",
    "crown": "a golden crown",
    "bow": "a hair bow",
}
# Traces on clothes and skin that the drawing shows.
TRACES: dict[str, tuple[str, ...]] = {
    "wet": ("dripping with water", "wet all over"),
    "muddy": ("covered in mud", "spattered with mud"),
    "bandaged": ("with a bandaged head", "with bandages on head and arm"),
    "scraped": ("with a scraped knee", "with a red scrape on one knee"),
    "backpack": ("with a backpack", "carrying a backpack"),
    "costume": ("in a cape", "with a cape on the back"),
}
NOUNS: dict[Age, tuple[str, ...]] = {
    "toddler": ("toddler", "small toddler"),
    "child": ("child", "kid"),
    "adult": ("adult", "grown-up", "person"),
    "senior": ("senior", "elderly person", "older person"),
}
# The noun that a question uses and that answers one.
AGE_NOUNS: dict[Age, str] = {"toddler": "toddler", "child": "child", "adult": "adult", "senior": "older person"}

IN_PLACES: dict[Place, tuple[str, ...]] = {
    "park": ("in a park", "among the trees of a park"),
    "street": ("on a street", "on a street with houses"),
    "beach": ("on a beach", "on the sand by the sea"),
    "playground": ("on a playground", "on a playground with a slide"),
    "farm": ("on a farm", "on a farm with a barn"),
    "campsite": ("at a campsite", "at a campsite with tents"),
    "station": ("at a station", "on a station platform"),
    "kitchen": ("in a kitchen", "in a kitchen with cabinets"),
    "classroom": ("in a classroom", "in a classroom with desks"),
    "living room": ("in a living room", "in a living room with a sofa"),
    "hospital": ("in a hospital room", "in a hospital room with a bed"),
    "restaurant": ("in a restaurant", "in a restaurant with laid tables"),
}
LIGHTS: dict[Light, tuple[str, ...]] = {
    "day": ("by day", "in daylight"),
    "sunset": ("in the evening", "at sunset"),
    "night": ("at night", "in the dark"),
}
WEATHERS: dict[Weather, tuple[str, ...]] = {
    "clear": ("in dry weather", "under a clear sky"),
    "rain": ("in the rain", "while rain is falling"),
    "snow": ("in the snow", "while snow is falling"),
}
