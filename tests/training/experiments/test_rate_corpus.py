"""A corpus of drawn scenes is rated by simulated annotators, for its statistics."""

import json
from pathlib import Path

import pytest

from models.corpus import Entry
from models.critic_labels import CriticLabel
from models.judging import Candidate
from models.records import QAR, Region
from training.corpus.demo.drawn_picture import PIXELS, draw_picture
from training.corpus.pictures.drawn import FIRST_SEED
from training.experiments.rate_corpus import main
from training.scenes.graph import SceneGraph
from training.scenes.phrases import FEELING_WORDS


def about(graph: SceneGraph, regions: tuple[Region, ...], ids: dict[int, int], *, seed: int) -> list[Entry]:
    """Say truly and wrongly of everybody what they feel."""
    entries = []
    for entity, region_id in ids.items():
        for feeling in ("happy", "sad") if graph.entities[entity].feeling == "happy" else ():
            says = QAR(
                question=f"How does [{region_id}] feel?",
                answer=f"[{region_id}] feels {FEELING_WORDS[feeling][0]}.",
                rationale=f"[{region_id}] is {FEELING_WORDS[feeling][0]}.",
            )
            candidate = Candidate(id=f"{seed}-{region_id}-{feeling}", image_id=f"{seed:064}", regions=regions, qar=says)
            entries.append(Entry(candidate=candidate, path=f"scene_{seed}.png"))
    return entries


def test_what_is_said_of_drawn_scenes_is_rated(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seeds = range(FIRST_SEED, FIRST_SEED + 3)
    pictures = {seed: draw_picture(seed) for seed in seeds}
    entries = [
        entry for seed, each in pictures.items() for entry in about(each.graph, each.regions, each.ids, seed=seed)
    ]
    file, out = tmp_path / "entries.jsonl", tmp_path / "labels.jsonl"
    file.write_text("".join(f"{entry.model_dump_json()}\n" for entry in entries), "utf-8")

    code = main([str(file), "--out", str(out)])

    labels = [CriticLabel.model_validate_json(line) for line in out.read_text("utf-8").splitlines()]
    counts = json.loads(capsys.readouterr().out)
    assert code == 0
    assert pictures[FIRST_SEED].image.width == PIXELS
    assert counts["candidates"] == counts["judged"] == len(labels) == len(entries) > 0
    assert counts["right"] == len(entries) / 2
    assert counts["accepted"] == sum(label.label == "accept" for label in labels)
    right = [label.label == "accept" for label in labels if label.candidate.id.endswith("happy")]
    assert sum(right) > len(right) / 2


def test_another_picture_is_refused_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    says = Candidate(id="a", image_id="", regions=(), qar=QAR(question="Who?", answer="He.", rationale="So."))
    file = tmp_path / "entries.jsonl"
    file.write_text(f"{Entry(candidate=says, path='photo.jpg').model_dump_json()}\n", "utf-8")

    with pytest.raises(SystemExit):
        main([str(file), "--out", str(tmp_path / "labels.jsonl")])

    assert "photo.jpg is no drawn scene" in capsys.readouterr().err
