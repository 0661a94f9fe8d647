"""What a teacher may be asked for above all: skills that texts under-report, and the question types of table 7."""

from collections.abc import Mapping

from models.errors import BadSetting

# What the teacher is told, after "Wanted above all this time: <name>, that is".
STEERS: Mapping[str, str] = {
    "spatial": "where people and things are: left or right, in front or behind, near or far, and what follows from it",
    "counting": "how many there are of something, counted among those that are named",
    "negation": "what is not so: who does not do, have or feel what others do",
    "temporal": "the order of things: what was first, what is already over, what is still to come",
    "purpose": "what something is for and why it matters here",
    "relationship": "what people, animals and things are to each other",
    "type": "what kind of person, animal or thing somebody or something is",
    "emotion": "what somebody feels",
    "scene": "where and when this is and what situation it is",
    "attribute": "what condition somebody or something is in",
    "action": "what somebody is busy with",
    "inference": "what follows from what is there, without being plain to see",
    "reason": "why something is so, and what somebody has in mind",
    "role": "the part that somebody plays here, or their occupation",
    "focus": "what stands out and matters most",
    "factual": "whether something is so, to be answered by yes or no and a fact",
}


def check_steers(names: Mapping[str, int]) -> None:
    """Raise BadSetting for a skill or question type that is not known, and for a number that means nothing."""
    for name, count in names.items():
        if name not in STEERS:
            known = ", ".join(STEERS)
            raise BadSetting(f"More of {name!r} cannot be asked for; known skills and question types are {known}.")
        if count < 1:
            raise BadSetting(f"More of {name!r} cannot be {count}; write how many are wanted, such as {name}=500.")


def steer_in_words(name: str) -> str:
    """Return the line of a prompt that asks for one skill or type; "" for none."""
    return (
        f"- Wanted above all this time: {name}, that is, {STEERS[name]}. Make every triple about this.\n"
        if name
        else ""
    )
