"""The wording of questions, and of answers that do not depend on a situation."""

from training.scenes.graph import Feeling, Light, Place, Weather

FEELING_WORDS: dict[Feeling, tuple[str, ...]] = {
    "happy": ("happy", "joyful"),
    "sad": ("sad", "unhappy"),
    "angry": ("angry", "upset"),
    "surprised": ("surprised", "astonished"),
    "scared": ("scared", "afraid"),
    "calm": ("calm", "relaxed"),
}
FEELING_SIGNS: dict[Feeling, tuple[str, ...]] = {
    "happy": ("{S} has a big smile", "{S} is laughing"),
    "sad": ("{S} has tears in the eyes", "{S} is crying"),
    "angry": ("{S} is frowning", "the face of {S} is red"),
    "surprised": ("{S} has wide eyes and an open mouth", "the mouth of {S} is open"),
    "scared": ("{S} is pale and sweating", "{S} has wide eyes and trembling lips"),
    "calm": ("{S} has a relaxed face", "the mouth of {S} is a straight line"),
}
PLACE_WORDS: dict[Place, str] = {
    "park": "in a park",
    "street": "on a street",
    "beach": "on a beach",
    "kitchen": "in a kitchen",
    "classroom": "in a classroom",
    "living room": "in a living room",
}
PLACE_SIGNS: dict[Place, tuple[str, ...]] = {
    "park": ("there are trees and a path", "there are trees and a meadow"),
    "street": ("there are houses and a road", "there is a road with a pavement"),
    "beach": ("there is sand and the sea", "the sea is behind the people"),
    "kitchen": ("there are cabinets and a counter", "there are cabinets and tiles"),
    "classroom": ("there is a chalkboard", "there are desks and a chalkboard"),
    "living room": ("there is a sofa", "there is a sofa on a wooden floor"),
}
WEATHER_WORDS: dict[Weather, tuple[str, str]] = {
    "clear": ("the sky is clear", "no rain or snow is falling"),
    "rain": ("it is raining", "drops are falling from dark clouds"),
    "snow": ("it is snowing", "flakes are falling and the ground is white"),
}
LIGHT_WORDS: dict[Light, tuple[str, str]] = {
    "day": ("it is daytime", "the sky is blue and bright"),
    "sunset": ("it is evening", "the sky is orange"),
    "night": ("it is night", "the sky is dark"),
}
MOODS: dict[str, str] = {
    "mixed": "some are happy while others are not",
    "tense": "somebody is upset and nobody is happy",
    "cheerful": "people are smiling and nobody is upset",
    "calm": "nobody is happy or upset",
}

# {s} is the entity asked about, {t} a second one, {w} a feeling, {n} a noun with its article.
QUESTIONS: dict[str, tuple[str, ...]] = {
    "why": (
        "Why is {s} {w}?",
        "Why does {s} look {w}?",
        "Why is {s} so {w}?",
        "What made {s} {w}?",
        "Why does {s} feel this way?",
        "What is the reason {s} feels {w}?",
    ),
    "before": (
        "What happened before to {s}?",
        "What happened to {s} just before?",
        "What led to the situation of {s}?",
    ),
    "after": (
        "What will {s} likely do next?",
        "What might {s} do afterwards?",
        "What will {s} do after this?",
        "What happens next with {s}?",
    ),
    "intent": ("What does {s} want?", "What is the intention of {s}?", "What is {s} hoping for?"),
    "action": ("What is {s} doing?", "What activity is {s} involved in?", "What is {s} doing here?"),
    "emotion": (
        "How does {s} feel?",
        "What emotion does {s} show?",
        "What might be the feeling of {s}?",
        "How is {s} feeling?",
    ),
    "role": ("What is the role of {s}?", "What kind of person is {s}?", "What role does {s} have?"),
    "attribute person": (
        "What color is {s} wearing?",
        "What colour is {s} wearing?",
        "What is the color of the clothes of {s}?",
    ),
    "attribute thing": ("What color is {s}?", "What colour is {s}?", "Which color does {s} have?"),
    "type": ("What is {s}?", "What kind of thing is {s}?", "What type of thing is {s}?"),
    "purpose": ("What is the purpose of {s}?", "What is {s} for?", "What is {s} used for?"),
    "relationship": (
        "What is the relationship between {s} and {t}?",
        "How are {s} and {t} related?",
        "What are {s} and {t} to each other?",
    ),
    "factual feeling": ("Is {s} {w}?", "Do you think {s} is {w}?", "Does {s} look {w}?"),
    "factual thing": ("Is {s} {n}?", "Do you think {s} is {n}?"),
    "scene place": ("Where does this take place?", "Where is this?", "What is the setting of the picture?"),
    "scene weather": ("What is the weather like?", "How is the weather?"),
    "scene time": ("What time of day is it?", "When does this take place?"),
    "ambiance": ("What is the mood of the scene?", "What atmosphere does the picture have?", "What is the mood here?"),
}


def with_article(noun: str) -> str:
    """Return a noun with "a" or "an"."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
