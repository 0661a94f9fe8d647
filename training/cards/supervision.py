"""Which skills the QARs of a corpus supervise, from what `deixis corpus stats` counts of it."""

from models.errors import BadSetting
from training.cards.records import SKILLS, Corpus, Skill, Supervised
from training.corpus.stats.records import Stats

_BY_TYPE: dict[Skill, tuple[str, str]] = {
    "cause": ("reason", "questions for a reason"),
    "emotion": ("emotion", "questions about a feeling"),
    "role": ("role", "questions about a role or work"),
}


def supervised_by(name: str, stats: Stats) -> Corpus:
    """Return how many of the QARs that are kept supervise each skill. Raises BadSetting for an empty corpus."""
    if not stats.kept:
        raise BadSetting(f"The corpus {name} keeps no entry of {stats.read}, so it supervises nothing.")
    found = tuple(_supervised(skill, stats) for skill in SKILLS)
    return Corpus(name=name, qars=stats.kept, skills=found)


def _supervised(skill: Skill, stats: Stats) -> Supervised:
    count, told_by = _count(skill, stats)
    return Supervised(skill=skill, count=count, share=round(count / stats.kept, 4), told_by=told_by)


def _count(skill: Skill, stats: Stats) -> tuple[int, str]:
    if skill in _BY_TYPE:
        type_, told_by = _BY_TYPE[skill]
        return sum(each.count for each in stats.types if each.type == type_), told_by
    if skill == "multi-region":
        return sum(count for ids, count in stats.ids.items() if int(ids) > 1), "QARs that name two regions or more"
    word = "temporal" if skill == "before/after" else skill
    told_by = "words of question and answer"
    told_by = f"{told_by}, as temporal" if skill == "before/after" else told_by
    return sum(each.count for each in stats.skills if each.skill == word), told_by
