"""Labels out of a file that `deixis annotate export` wrote, with what the manifest beside it tells of them."""

import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.rated_labels import UNDECIDED, UNFINISHED, Rated
from app.round_export import MANIFEST
from models.critic_labels import LabelManifest, joined, read_labels
from models.errors import BadSetting
from training.critics.label_facts import AgreementFact, LabelFacts


def labels_of_file(path: Path, rule: str | None) -> Rated:
    """Return the labels of a file by a rule, which need not be named where there is only one. Raises BadSetting for a
    line that is no label, and for labels by several rules."""
    every = read_labels(path)
    rules = sorted({each.rule for each in every})
    if rule is None and len(rules) > 1:
        raise BadSetting(
            f"{path} holds labels by {len(rules)} rules, {', '.join(rules)}, which mean different things; name one "
            "with --rule."
        )
    wanted = rule or (rules[0] if rules else "")
    own = [each for each in every if each.rule == wanted]
    if every and not own:
        raise BadSetting(f'{path} holds no label by the rule "{wanted}"; its labels are by {", ".join(rules)}.')
    labels = joined(own)
    others = {"labels by another rule": len(every) - len(own)} if len(own) < len(every) else {}
    facts = _facts(path, wanted, others).model_copy(update={"twice": len(own) - len(labels)})
    return Rated(labels, facts)


def _facts(path: Path, rule: str, left_out: dict[str, int]) -> LabelFacts:
    bare = LabelFacts(source=f"the file {path.name}", rule=rule, left_out=left_out)
    try:
        told = json.loads((path.parent / MANIFEST).read_bytes())
        manifest = LabelManifest.model_validate(told["labels"])
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return bare  # the labels themselves are all that is needed
    if manifest.rule != rule:
        return bare
    kept = {UNFINISHED: manifest.unfinished, UNDECIDED: manifest.undecided}
    return bare.model_copy(
        update={
            "source": f'{bare.source} of the round "{told["round"]["name"]}"',
            "meaning": manifest.meaning,
            "raters": manifest.annotators,
            "judgements": manifest.submissions,
            "guidelines": manifest.guidelines,
            "agreement": _agreement(told.get("agreement", {})),
            "left_out": {reason: count for reason, count in kept.items() if count} | left_out,
        }
    )


def _agreement(told: dict[str, Any]) -> dict[str, AgreementFact]:
    figures = {criterion: each["all"]["alpha"] for criterion, each in told.items()}
    return {
        criterion: AgreementFact(alpha=each["value"], low=each["low"], high=each["high"])
        for criterion, each in figures.items()
    }
