"""What an export's manifest tells of how its corpus was made; no path, no time, nothing of the machine."""

from models.records import Setting
from models.teaching.prompt import current_prompt
from models.verbalizing.verbalize import Verbalizers
from training.corpus.export.manifest import Provenance
from training.corpus.run_settings import CorpusSettings

_ANSWERS = "What the teacher wrote may be used as its provider's terms allow; look them up before you train on it."
_PICTURES = "The pictures are not part of the export, and stay under their own licences."


def provenance_of(settings: CorpusSettings, by: Verbalizers, *, teacher: str, critic: str) -> Provenance:
    """Return the prompts and vocabularies that were used, by their hashes, and the models by what they did."""
    names = [f"vision-{kind}" if settings.generate.sees else kind for kind in settings.generate.kinds]
    prompts = [current_prompt(name) for name in (*names, *(["questions"] if settings.questions else []))]
    models: dict[str, Setting] = {
        "tagger": by.tagger.name,
        "narrator": by.narrator.name,
        "captioner": by.captioner.name,
        "answerer": by.answerer.name,
        "detector": by.detector.name if by.detector else "",
        "teacher": teacher,
        "critic": critic,
    }
    return Provenance(
        prompts={
            **{f"prompt {each.name}-{each.edition}": each.version for each in prompts},
            **{f"vocabulary {each.name}": each.version for each in by.vocabularies},
        },
        versions={name: str(model) for name, model in models.items() if model},
        notes=(_PICTURES,) if settings.teacher.startswith("embedded") else (_PICTURES, _ANSWERS),
    )
