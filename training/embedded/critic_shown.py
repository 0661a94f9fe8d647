"""What a control is shown in the place of the pictures and regions that labels are about."""

from collections.abc import Callable, Sequence

from PIL import Image

from models.critic_labels import CriticLabel
from models.embedded.picture import PADDING
from training.embedded.critic_data import Labelled
from training.embedded.critic_settings import Shown

Opener = Callable[[str], Image.Image]


def shown_as(shown: Shown, data: Labelled) -> Labelled:
    """Return labels as a control sees them: a grey picture, always the next one's, or the texts without their regions;
    for "pictures" they are as they were."""
    if shown == "no regions":
        return data._replace(labels=tuple(_without_regions(each) for each in data.labels))
    return data._replace(open_image=_opened_as(shown, data.pictures, data.open_image))


def _opened_as(shown: Shown, pictures: Sequence[str], open_image: Opener) -> Opener:
    if shown == "grey":
        return lambda image_id: Image.new("RGB", open_image(image_id).size, PADDING)
    if shown == "other pictures":
        following = dict(zip(pictures, (*pictures[1:], *pictures[:1]), strict=True))
        return lambda image_id: open_image(following[image_id]).resize(open_image(image_id).size)
    return open_image


def _without_regions(label: CriticLabel) -> CriticLabel:
    return label.model_copy(update={"candidate": label.candidate.model_copy(update={"regions": ()})})
