"""What is learned from, whatever file it came from: a picture, its regions, and texts that may name them."""

from collections.abc import Mapping

from pydantic import Field

from models.corpus import Entry, PromptKind
from models.corpus_files.lines import Found
from models.records import QAR, Record, Region, Setting
from models.references import mentioned, renamed


class Example(Record):
    """`image` is a path in the folder of pictures. `regions` are those that may be drawn, with boxes in pixels of the
    picture as it is; texts that name none of them describe what they mean (the kind "descriptions")."""

    id: str
    image: str
    qar: QAR
    regions: tuple[Region, ...] = ()
    scores: dict[str, float] = Field(default_factory=dict)
    origin: dict[str, Setting] = Field(default_factory=dict)

    @property
    def mentioned(self) -> tuple[int, ...]:
        """Return the ids that the texts name, in the order of their first mention."""
        return mentioned(self.qar.text)

    @property
    def kind(self) -> PromptKind:
        return "regions" if self.mentioned else "descriptions"

    def renumbered(self, numbers: Mapping[int, int]) -> "Example":
        """Return it with regions in the order of their new numbers; those without one are left out.

        Raises ValueError where a region loses its number that the texts name.
        """
        lost = [number for number in self.mentioned if number not in numbers]
        if lost:
            raise ValueError(f"the texts of {self.id} name [{lost[0]}], which is to have no number")
        kept = [region for region in self.regions if region.id in numbers]
        renumbered = [region.model_copy(update={"id": numbers[region.id]}) for region in kept]
        texts = {name: renamed(text, numbers) for name, text in self.qar}
        regions = tuple(sorted(renumbered, key=lambda region: region.id))
        return self.model_copy(update={"regions": regions, "qar": QAR(**texts)})


def example_of(found: Found) -> Example:
    """Return what a line of a corpus teaches."""
    return Example(
        id=found.id,
        image=found.image or found.image_id,
        qar=found.qar,
        regions=found.regions,
        scores=found.scores,
        origin=found.origin,
    )


def example_of_entry(entry: Entry) -> Example:
    """Return what an entry of a corpus teaches; its picture is named by its id, or else by its path."""
    candidate = entry.candidate
    return Example(
        id=candidate.id,
        image=candidate.image_id or entry.path,
        qar=candidate.qar,
        regions=candidate.regions,
        scores=candidate.scores,
        origin=candidate.origin,
    )
