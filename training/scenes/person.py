"""Who somebody is: all that decides how a person looks."""

from typing import NamedTuple

from training.scenes.graph import Age, Feeling, Profession
from training.scenes.poses import Body, body_of


class Person(NamedTuple):
    """All that decides how somebody looks; the names are those that the painters know."""

    age: Age
    feeling: Feeling
    pose: str
    skin: int
    hair: str | None  # None where a scarf or turban hides it
    hair_style: str
    top: str
    bottom: str
    garment: str
    pattern: str = "plain"
    long_sleeves: bool = False
    glasses: str | None = None
    hat: str | None = None
    hat_colour: str = "blue"
    profession: Profession | None = None
    attire: str | None = None
    build: float = 1.0  # how broad: 0.9 is slim, 1.2 is round
    beard: str | None = None
    aid: str | None = None  # "cane", "wheelchair" or "hearing aid"
    earrings: bool = False
    freckles: bool = False
    shoes: int = 0
    variant: int = 0  # which of the faces of a feeling
    gaze: int = 0  # -1 looks back, 1 ahead

    @property
    def look(self) -> str:
        """What `held_out.py` pairs with feelings."""
        if self.hair_style in ("headscarf", "turban"):
            return f"{self.age} with a {self.hair_style}"
        return f"bald {self.age}" if self.hair_style == "bald" else f"{self.age} with {self.hair} hair"

    @property
    def body(self) -> Body:
        return body_of(
            self.age, self.pose, drooping=self.feeling == "sad", build=self.build, wheels=self.aid == "wheelchair"
        )
