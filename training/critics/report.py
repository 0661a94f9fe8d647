"""What came of a training on people's labels: figures.json of the critic's folder, from which the card is written."""

from pathlib import Path
from typing import Literal

from models.records import Record
from models.whole_file import write_whole
from training.critics.figures import Compared
from training.critics.held_out import RULE
from training.critics.label_facts import LabelFacts
from training.embedded.critic_data import Labelled

FIGURES = "figures.json"
PresetName = Literal["embedded", "paper", "smoke"]


class Side(Record):
    """How many labels are on one side, how many of these accept, and of how many pictures they are."""

    labels: int
    accepted: int
    pictures: int


class CriticReport(Record):
    """A critic called `name`, trained by a `preset` from the weights of `began_with`: the labels, which of them it
    learned from and which were held out by what rule, and the comparison on these."""

    name: str
    preset: PresetName
    began_with: str
    labels: LabelFacts
    learned: Side
    held_out: Side
    held_out_by: str = RULE
    compared: Compared


def side_of(data: Labelled) -> Side:
    """Count the labels of one side."""
    return Side(labels=len(data.labels), accepted=sum(data.accepted), pictures=len(data.pictures))


def write_report(folder: Path, report: CriticReport) -> None:
    """Write the figures into the folder of a critic."""
    write_whole(folder / FIGURES, f"{report.model_dump_json(indent=2)}\n".encode())


def read_report(folder: Path) -> CriticReport | None:
    """Return the figures of a critic's folder, None for a critic that did not come about here."""
    try:
        return CriticReport.model_validate_json((folder / FIGURES).read_bytes())
    except (OSError, ValueError):
        return None
