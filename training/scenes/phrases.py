"""The words of answers that do not depend on a situation. How questions are worded is in the files `phrases_*.py`."""

from training.scenes.graph import Age, Feeling, Light, Place, Profession, Weather

# No word may be true of two feelings ("upset" would be both angry and sad).
FEELING_WORDS: dict[Feeling, tuple[str, ...]] = {
    "happy": ("happy", "joyful", "cheerful", "delighted"),
    "sad": ("sad", "unhappy", "sorrowful", "downcast"),
    "angry": ("angry", "furious", "cross", "annoyed"),
    "surprised": ("surprised", "astonished", "amazed", "astounded"),
    "scared": ("scared", "afraid", "frightened", "fearful"),
    "calm": ("calm", "relaxed", "peaceful", "composed"),
}
FEELING_SIGNS: dict[Feeling, tuple[str, ...]] = {
    "happy": ("{S} has a big smile", "{S} is smiling", "the cheeks of {S} are rosy"),
    "sad": ("{S} has tears in the eyes", "{S} is crying", "tears run down the face of {S}"),
    "angry": ("{S} is frowning", "the face of {S} is red", "the brows of {S} are drawn together"),
    "surprised": ("{S} has wide eyes and an open mouth", "the mouth of {S} is open", "the brows of {S} are raised"),
    "scared": ("{S} is pale and sweating", "{S} has wide eyes and a pale face", "sweat runs down the pale face of {S}"),
    "calm": ("{S} has a relaxed face", "the mouth of {S} is a straight line", "no feeling moves the face of {S}"),
}

ROLE_WORDS: dict[Age, tuple[str, ...]] = {
    "toddler": ("a toddler", "a very small child"),
    "child": ("a child", "a kid", "a youngster"),
    "adult": ("an adult", "a grown-up"),
    "senior": ("a senior", "an elderly person", "an older person"),
}
AGE_SIGNS: dict[Age, tuple[str, ...]] = {
    "toddler": ("{S} is tiny and has a big head", "{S} is smaller than a child at school"),
    "child": ("{S} is small", "{S} has the size of a child", "{S} is shorter than a grown-up"),
    "adult": ("{S} has the build of a grown-up", "{S} is fully grown and has no wrinkles"),
    "senior": ("{S} has wrinkles", "the face of {S} is wrinkled"),
}
PROFESSION_SIGNS: dict[Profession, tuple[str, ...]] = {
    "chef": ("{S} wears a white jacket with two rows of buttons", "{S} is dressed for the kitchen"),
    "doctor": ("{S} wears a white coat", "a stethoscope hangs around the neck of {S}"),
    "police officer": ("{S} wears a blue uniform with a badge", "a golden badge shines on the chest of {S}"),
    "teacher": ("{S} wears a tie", "a tie hangs from the collar of {S}"),
    "firefighter": ("{S} wears a helmet", "bright stripes are on the jacket of {S}"),
    "farmer": ("{S} wears dungarees over a checked shirt", "{S} is dressed for work in the fields"),
    "waiter": ("{S} wears an apron and a bow tie", "{S} is dressed to serve at tables"),
}

PLACE_WORDS: dict[Place, str] = {
    "park": "in a park",
    "street": "on a street",
    "beach": "on a beach",
    "playground": "on a playground",
    "farm": "on a farm",
    "campsite": "at a campsite",
    "station": "at a station",
    "kitchen": "in a kitchen",
    "classroom": "in a classroom",
    "living room": "in a living room",
    "hospital": "in a hospital",
    "restaurant": "in a restaurant",
}
PLACE_SIGNS: dict[Place, tuple[str, ...]] = {
    "park": ("there are trees and bushes", "trees and hills are behind the people"),
    "street": ("there are houses in a row", "there are houses and a road"),
    "beach": ("there is sand and the sea", "the sea is behind the people"),
    "playground": ("there is a slide", "there are swings and a slide"),
    "farm": ("there is a barn", "there is a barn behind a fence"),
    "campsite": ("there are tents", "there are tents between the trees"),
    "station": ("there is a train", "there is a train at a platform"),
    "kitchen": ("there are cabinets and a counter", "there are cabinets and tiles"),
    "classroom": ("there is a board with writing", "there are desks below a board"),
    "living room": ("there is a sofa", "a sofa stands below some pictures"),
    "hospital": ("there is a hospital bed", "there is a bed beside a monitor"),
    "restaurant": ("there are laid tables", "laid tables stand under hanging lamps"),
}
# Answers first, then the signs.
WEATHER_WORDS: dict[Weather, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clear": (
        ("the weather is dry", "it is dry", "the weather is fair"),
        ("no rain or snow is falling", "there are no drops and no flakes in the air"),
    ),
    "rain": (
        ("it is raining", "the weather is rainy", "rain is falling"),
        ("drops are falling", "drops are falling from dark clouds"),
    ),
    "snow": (
        ("it is snowing", "the weather is snowy", "snow is falling"),
        ("flakes are falling", "flakes are falling and the ground is white"),
    ),
}
LIGHT_WORDS: dict[Light, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "day": (("it is daytime", "it is day", "it is the middle of the day"), ("the sky is blue", "the sky is bright")),
    "sunset": (("it is evening", "the sun is setting", "it is sunset"), ("the sky is orange", "the sky glows warmly")),
    "night": (
        ("it is night", "it is late at night", "it is dark outside"),
        ("the sky is dark", "the moon is in the sky"),
    ),
}
# Words, and the sign that makes them true.
MOODS: dict[str, tuple[tuple[str, ...], str]] = {
    "mixed": (("mixed", "divided"), "some are happy while others are not"),
    "tense": (("tense", "troubled"), "somebody is upset and nobody is happy"),
    "cheerful": (("cheerful", "merry"), "people are smiling and nobody is upset"),
    "calm": (("calm", "quiet"), "nobody is happy or upset"),
}

# Sentences around the true texts (`{x}`) about an entity (`{s}`).
AFTER_FRAMES = ("{s} will {x}", "{s} is going to {x}", "{s} is about to {x}")
INTENT_FRAMES = ("{s} wants to {x}", "{s} would like to {x}", "{s} hopes to {x}")
EMOTION_FRAMES = ("{s} is {x}", "{s} feels {x}", "{s} looks {x}")
CLOTHES_FRAMES = ("{s} is wearing {x}", "{s} wears {x}", "{s} is dressed in {x}", "the clothes of {s} are {x}")
HAIR_FRAMES = ("{s} has {x} hair", "the hair of {s} is {x}")
COLOUR_FRAMES = ("{s} is {x}", "the colour of {s} is {x}")
TYPE_FRAMES = ("{s} is {x}", "it is {x}", "this is {x}")
PURPOSE_FRAMES = ("{s} is for {x}", "{s} is used for {x}", "people use {s} for {x}")
PLACE_FRAMES = ("{x}", "this is {x}", "the scene is set {x}", "it takes place {x}")
MOOD_FRAMES = ("the mood is {x}", "the atmosphere is {x}", "it feels {x}")

_UNCOUNTED = ("balls", "bubbles", "medicine", "prints", "words")  # how nouns without a singular end


def with_article(noun: str) -> str:
    """Return a noun with "a" or "an", or with "some" where it is a plural or cannot be counted."""
    if noun.split()[-1] in _UNCOUNTED:
        return f"some {noun}"
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
