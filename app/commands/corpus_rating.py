"""Write what was picked for people to rate: a file of candidates, and the pictures that it is about."""

from pathlib import Path

from app.commands.corpus_work import Work

CANDIDATES, PICTURES = "candidates.jsonl", "pictures"


def write_selected(work: Work, out: Path, *, overwrite: bool) -> int:
    """Write the folder that `deixis annotate import` takes, and return how many candidates are in it."""
    from training.corpus.export.whole_folder import whole_folder, writing

    records = work.run.records
    count, copied = 0, set[str]()
    with (
        whole_folder(out, known_by=CANDIDATES, overwrite=overwrite) as folder,
        writing(out),
        (folder / CANDIDATES).open("w", encoding="utf-8") as lines,
    ):
        for entry in records.selected(work.run.scored_by()):
            lines.write(f"{entry.model_dump_json(exclude_defaults=True)}\n")
            count += 1
            if entry.path not in copied:
                copied.add(entry.path)
                file = folder / PICTURES / entry.path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(work.run.file_of(records.picture(entry.candidate.image_id)))
    return count
