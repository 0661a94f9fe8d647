"""What an export's manifest tells of how its corpus was made; no path, no time, nothing of the machine.

Every stage keeps what it works with when it begins, so that an export needs no model and no key to name them.
"""

import hashlib
from pathlib import Path

from models.base import ChatModel, Critic
from models.teaching.prompt import current_prompt
from models.verbalizing.verbalize import Verbalizers
from training.corpus.export.manifest import Provenance
from training.corpus.journal.journal import Done, Journal
from training.corpus.run_settings import CorpusSettings

STAGE = "provenance"
_PARTS = ("import", "look", "generate", "ask", "critique")  # in the order in which a manifest tells of them
_VOCABULARY = "vocabulary "
_ANSWERS = "What the teacher wrote may be used as its provider's terms allow; look them up before you train on it."
PICTURES_NOTE = "The pictures stay under their own licences, whether the export holds them or not."


def of_verbalizers(by: Verbalizers) -> Provenance:
    """Return the verbalizers by what they do, and the vocabularies by their hashes."""
    models = {
        "tagger": by.tagger.name,
        "narrator": by.narrator.name,
        "captioner": by.captioner.name,
        "answerer": by.answerer.name,
        "detector": by.detector.name if by.detector else "",
    }
    return Provenance(
        prompts={f"{_VOCABULARY}{each.name}": each.version for each in by.vocabularies},
        versions={name: model for name, model in models.items() if model},
    )


def of_questions(teacher: ChatModel) -> Provenance:
    """Return who asks simple questions, and by which prompt."""
    return _of_teacher(teacher, ["questions"])


def of_writing(settings: CorpusSettings, teacher: ChatModel) -> Provenance:
    """Return who writes, and by which prompts."""
    writing = settings.generate
    return _of_teacher(teacher, [f"vision-{kind}" if writing.sees else kind for kind in writing.kinds])


def of_critic(critic: Critic) -> Provenance:
    """Return who scores."""
    return Provenance(versions={"critic": critic.name})


def keep_provenance(journal: Journal, part: str, value: Provenance) -> None:
    """Keep what a part of a run works with; of one that goes on with something else, both are kept."""
    text = value.model_dump_json()
    journal.keep(STAGE, [Done(f"{part} {hashlib.sha256(text.encode()).hexdigest()[:12]}", "ok", value=text)])


def forget_critic(journal: Journal) -> None:
    """Keep no longer who scores: somebody else does, from now on."""
    journal.forget_keys(STAGE, [row.key for row in journal.read(STAGE) if row.key.startswith("critique ")])


def is_imported(journal: Journal) -> bool:
    """Say whether what is kept comes from files, which are named then."""
    return any(row.key.startswith("import ") for row in journal.read(STAGE))


def provenance_of(settings: CorpusSettings, journal: Journal) -> Provenance:
    """Return the prompts and vocabularies that were used so far, by their hashes, and the models by what they did."""
    kept = sorted(journal.read(STAGE), key=lambda row: _PARTS.index(row.key.partition(" ")[0]))
    parts = [Provenance.model_validate_json(row.value) for row in kept]
    prompts = _together([part.prompts for part in parts])
    own = (PICTURES_NOTE,) if settings.teacher.startswith("embedded") else (PICTURES_NOTE, _ANSWERS)
    return Provenance(
        prompts=dict(sorted(prompts.items(), key=lambda each: each[0].startswith(_VOCABULARY))),
        versions=_together([{name: portable(model) for name, model in part.versions.items()} for part in parts]),
        notes=tuple(dict.fromkeys(note for notes in (*(part.notes for part in parts), own) for note in notes)),
    )


def _of_teacher(teacher: ChatModel, names: list[str]) -> Provenance:
    prompts = map(current_prompt, names)
    return Provenance(
        prompts={f"prompt {each.name}-{each.edition}": each.version for each in prompts},
        versions={"teacher": teacher.name},
    )


def portable(model: str) -> str:
    """Return a model's name; one in a folder of this machine is called like that folder."""
    kind, colon, rest = model.partition(":")
    return f"{kind}:{Path(rest).name}" if colon and Path(rest).expanduser().is_absolute() else model


def _together(parts: list[dict[str, str]]) -> dict[str, str]:
    """Return what all parts say; where two differ, both."""
    found: dict[str, list[str]] = {}
    for part in parts:
        for name, value in part.items():
            if value not in (said := found.setdefault(name, [])):
                said.append(value)
    return {name: ", ".join(said) for name, said in found.items()}
