"""Which texts are good ones and which are bad, for trainers that learn from single texts with a label."""

from collections.abc import Mapping

from models.errors import BadSetting
from training.corpus.export.choice import ExportSettings, Format

UNPAIRED: Format = "unpaired"
LABEL_SAYS = f"A label in {UNPAIRED}/ says whether "


def check_labels(settings: ExportSettings, people: Mapping[str, bool] | None) -> None:
    """Raise BadSetting when nobody said which texts are good."""
    if UNPAIRED in settings.formats and people is None and not settings.critic:
        raise BadSetting(
            f"The format {UNPAIRED} says of every text whether it is good: name the labels of people with --labels, as "
            "`deixis annotate export` writes them, or whose scores decide with --critic."
        )


def labels_note(settings: ExportSettings, people: Mapping[str, bool] | None) -> str:
    """Return the sentence of a manifest that says what a label means."""
    if people is not None:
        return f"{LABEL_SAYS}people accepted the text."
    return f"{LABEL_SAYS}{settings.critic} scored the text {settings.threshold:g} or more."
