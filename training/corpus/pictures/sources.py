"""The source of pictures that a run's settings name."""

from pathlib import Path

from training.corpus.pictures.coco import COCO
from training.corpus.pictures.drawn import DrawnScenes
from training.corpus.pictures.folder import Folder
from training.corpus.pictures.source import PictureSource
from training.corpus.pictures.table import RegionTable
from training.corpus.pictures.vcr import VCR
from training.corpus.pictures.visual_genome import VisualGenome
from training.corpus.run_settings import PictureSettings


def open_source(settings: PictureSettings) -> PictureSource:
    """Return where the pictures come from. Raises BadSetting for what cannot be one."""
    if settings.scenes:
        return DrawnScenes(settings.scenes, seed=settings.seed)
    images, regions = Path(settings.images), Path(settings.regions)
    if not settings.regions:
        return Folder(images)
    match settings.layout:
        case "table":
            return RegionTable(images, regions)
        case "vcr":
            return VCR(images, regions)
        case "visual-genome":
            return VisualGenome(images, regions, Path(settings.image_data))
        case "coco":
            return COCO(images, regions)
