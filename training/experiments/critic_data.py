"""Make what an embedded critic learns from: the offline teacher's candidates about drawn scenes, rated by simulated
annotators.

    python -m training.experiments.critic_data --pictures 1400 --measured 200 --out FOLDER

A picture is drawn, put into words by the shipped verbalizers, the offline teacher asks and writes, its replies are read
as in any corpus, the judge holds them against the scene graph, and two simulated annotators rate what could be judged.
`FOLDER/learned` is for training (scenes of the critics' own range), `FOLDER/measured` for measuring (scenes that nobody
trains on, with the truth). Stop it at any time and run it again: the journal in FOLDER knows what was written; it is
judged and rated anew every time, as a judge may have changed. The counts, those of what the judge could not read among
them, go to `FOLDER/counts.json`.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from pydantic import TypeAdapter

from models.corpus import Entry
from models.embedded.folder import write_whole
from models.offline_teacher.teacher import OfflineTeacher
from models.verbalizing.registry import build_verbalizers
from models.verbalizing.verbalize import Verbalizers
from training.corpus.journal.journal import Done, Journal
from training.corpus.journal.progress import Progress
from training.corpus.journal.stage import run_stage
from training.embedded.critic_data import About, TruthOf, write_labelled
from training.embedded.seed_ranges import CRITICS, seeds_text
from training.evaluation.sampling import PIXELS, SEEDS_APART
from training.experiments.critic_labels import Judged, judge_entries, rate_all
from training.experiments.looking import Looker, write_about
from training.scenes.graph import Split
from training.scenes.world import draw_scene

MEASURED = range(8383 * SEEDS_APART, 8384 * SEEDS_APART)
SUPERVISION = (
    "ratings by two simulated annotators each, of questions, answers and rationales that the offline teacher wrote "
    "from the verbalizers' words"
)
_LISTED = TypeAdapter(list[Entry])


class Part(NamedTuple):
    """A folder of labels: the scenes that they are about."""

    name: str
    seeds: range
    split: Split

    @property
    def about(self) -> str:
        return seeds_text(self.seeds).replace("train", self.split)


class Maker:
    """Makes the candidates of a scene."""

    def __init__(self, out: Path, by: Verbalizers | None = None) -> None:
        self._out = out
        self._by = by or build_verbalizers()
        self._teacher = OfflineTeacher()

    def make(self, part: Part, seed: int) -> list[Entry]:
        """Return what the teacher wrote about a scene; the picture is kept beside the labels."""
        looked = Looker(self._out / part.name, self._by, self._teacher).look(seed, part.split)
        return write_about(looked.told, self._teacher)


def make_data(out: Path, parts: Iterable[Part], maker: Maker, *, report: bool = True) -> dict[str, dict[str, float]]:
    """Make or complete the folders of labels and return their counts."""
    counts = {}
    with Journal(out / "journal.sqlite") as journal:
        for part in parts:
            stage = f"written {part.name}"
            items = ((str(seed), seed) for seed in part.seeds)
            show = _show if report else None
            run_stage(
                stage, items, lambda seed, own=part: maker.make(own, seed), journal, total=len(part.seeds), report=show
            )
            wanted = {str(seed) for seed in part.seeds}
            rows = sorted((row for row in journal.read(stage) if row.key in wanted), key=lambda row: int(row.key))
            judged = [each for row in rows if row.state == "ok" for each in _judge(part, row)]
            counts[part.name] = _write_part(out / part.name, part, judged)
    write_whole(out / "counts.json", f"{json.dumps(counts, indent=2)}\n".encode())
    return counts


def _judge(part: Part, row: Done) -> list[Judged]:
    graph = draw_scene(int(row.key), split=part.split, size=PIXELS).graph
    return judge_entries(graph, _LISTED.validate_json(row.value), pixels=PIXELS)


def _write_part(folder: Path, part: Part, judged: list[Judged]) -> dict[str, float]:
    rated = rate_all(judged)
    truths = [
        TruthOf(candidate=label.candidate.id, right=right)
        for label, right in zip(rated.labels, rated.right, strict=True)
    ]
    # What is true is for scoring: a trainer that could look it up might learn from it.
    about = About(supervision=SUPERVISION, seeds=part.about)
    write_labelled(folder, rated.labels, truths if part.name == "measured" else [], about)
    return _counts(judged, accepted=sum(each.label == "accept" for each in rated.labels), labels=len(rated.labels))


def _counts(judged: list[Judged], *, accepted: int, labels: int) -> dict[str, float]:
    findings: Counter[str] = Counter()
    for each in judged:
        findings.update(each.statements)
    return {
        "candidates": len(judged),
        "labels": labels,
        "accepted": accepted,
        "right": sum(each.is_right for each in judged),
        "answer unread": sum(each.answer is None for each in judged),
        "rationale unread": sum(each.rationale is None for each in judged),
        **{f"statements {name}": count for name, count in sorted(findings.items())},
    }


def _show(progress: Progress) -> None:
    sys.stderr.write(f"{progress}\n")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pictures", type=int, default=1400, help="pictures to learn from")
    parser.add_argument("--measured", type=int, default=200, help="pictures to measure on")
    parser.add_argument("--out", type=Path, required=True, help="folder of the labels")
    asked = parser.parse_args(arguments)
    parts = (
        Part("measured", MEASURED[: asked.measured], "evaluate"),
        Part("learned", CRITICS[: asked.pictures], "train"),
    )
    counts = make_data(asked.out, parts, Maker(asked.out))
    sys.stdout.write(json.dumps(counts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
