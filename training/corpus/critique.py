"""Criticise the candidates of a picture: a score each, under the candidate's id. Nothing is deleted."""

from collections.abc import Sequence

from PIL import Image

from models.base import Critic
from models.corpus import Picture
from models.errors import BadSetting
from models.judging import Candidate


def critique(picture: Picture, image: Image.Image, candidates: Sequence[Candidate], critic: Critic) -> dict[str, float]:
    """Return the score of every candidate by its id. Raises BadSetting for a candidate about another picture."""
    for each in candidates:
        if each.image_id != picture.image.id:
            raise BadSetting(f"The candidate {each.id} is about the picture {each.image_id}, not about {picture.path}.")
    return dict(zip((each.id for each in candidates), critic.criticise(image, candidates), strict=True))
