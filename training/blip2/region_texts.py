"""Texts about regions, as students learn them: from sources to examples by position, and to what is seen of them."""

from training.blip2.around import Around
from training.blip2.settings import RegionTextSettings
from training.blip2.sights import Looker, Shown, Sights, kept_sights
from training.data.example import Example
from training.data.numbering import in_order
from training.data.passing_over import PassedOver
from training.data.region_dataset import RegionDataset, RegionSettings
from training.data.sources import Sources


def region_texts(settings: RegionTextSettings, sources: Sources, around: Around) -> RegionDataset:
    """Return the examples of all sources in their shares; damaged pictures are noted and passed over."""
    return RegionDataset(
        sources.examples,
        lambda example: sources.open_image(example.image),
        _region_settings(settings),
        weights=sources.weights,
        seed=settings.seed,
        passed=PassedOver(around.watch.noted),
    )


def region_sights(settings: RegionTextSettings, sources: Sources, looker: Looker, around: Around) -> Sights | None:
    """Return what is seen of the pictures of all sources, if a run is to keep it. Raises BadSetting as `kept_sights`
    does."""
    most = settings.numbering.most
    return kept_sights(
        settings,
        looker,
        (shown_of(in_order(example, most)) for example in sources.each()),
        sources.pictures,
        around,
        varied=settings.varied,
    )


def shown_of(example: Example) -> Shown:
    """Return the picture of an example, and the regions that are drawn into it."""
    return example.image, example.regions


def _region_settings(settings: RegionTextSettings) -> RegionSettings:
    return RegionSettings(
        side=settings.side,
        marks=settings.manner.mark_style,
        mark_first=settings.manner.mark_first,
        numbering=settings.numbering,
        geometry=settings.geometry,
        learning=settings.varied,
    )
