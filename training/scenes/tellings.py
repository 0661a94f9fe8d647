"""What is true of everybody who may stand in a scene: those of a story, and the onlooker whom any story can have."""

from training.scenes.situations import WITNESS_TOLD, Told
from training.scenes.stories import STORIES


def told_of(name: str, key: str) -> Told:
    """Return what the situation `name` says of the one who plays the part `key`; W is an onlooker in every story.

    Things that have nothing told of them get an empty `Told`.
    """
    told = STORIES[name].told
    if key in told:
        return told[key]
    return WITNESS_TOLD if key == "W" else Told()
