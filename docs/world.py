"""Write docs/world.md again: contact sheet, figures of the audit, and wrong answers of the student: `make world`.

The audit's figures come from docs/figures/audit.json (`make bench-audit`); pictures go to docs/world/.
"""

import json
from pathlib import Path
from typing import Any

from PIL import Image

from models.embedded.student import load_student
from training.evaluation.failures import Failure, collect_failures
from training.scenes.contact_sheet import contact_sheet

DOCS = Path(__file__).parent
SHEET_SEEDS = range(200, 224)
_INTRO = """# The drawn world

Every picture here is drawn by `training/scenes` from a seed, together with everything that is true of it: who is there,
what each of them feels and why, what happened before, what comes next. Nobody has to label anything, so a model can be
trained and measured exactly, offline, in minutes. `deixis scenes render` draws more; this page is written by
`make world`.

![{count} scenes of the drawn world, one beside the other](world/contact-sheet.webp)
"""
_COUNTS = """## What is in it

{places} places, {situations} situations, {things} kinds of things and animals, {looks} looks of people; on average
{people_per_scene:.1f} people and {entities_per_scene:.1f} people, animals and things in a scene, {covered:.0%} of them
partly covered by something nearer (counted over {scenes} scenes).

Situations and feelings are not tied: a situation shows different feelings, a feeling has many causes, onlookers feel
about what happens to others, and the things of one story lie about in another. 15 % of all plausible pairs of situation
and place, and of feeling and look, are never seen in training (`deixis evaluate scenes --split heldout`).
"""
_BLIND = """## Can it be answered without looking?

Strictly right answers in percent, by those who do not look: the most frequent answer of the type, the most frequent
answer to the words of the question, a student trained on the words only, and one trained on words and picture without
being told which regions are meant. `make bench-audit`
"""
_LEAKS = """## Does one cue give something away?

How often the best guess is right over {n} people, without and with the cue.
"""
_VARIETY = """## How varied is the language?

Type-token ratio: different words by words; the moving average over 50 words (MATTR) does not fall with the length of
the text.
"""
_FAILURES = """## {count} wrong answers

Of the embedded student, on unseen scenes, drawn by lot; regions are drawn in for the reader only.
"""


def main() -> None:
    pictures = DOCS / "world"
    pictures.mkdir(exist_ok=True)
    contact_sheet(SHEET_SEEDS, size=256, columns=6).save(pictures / "contact-sheet.webp", quality=85, method=6)
    student = load_student()
    failures = collect_failures(student, marks=student.mark_style)
    audit = json.loads((DOCS / "figures" / "audit.json").read_text("utf-8"))["figures"]
    (DOCS / "world.md").write_text("\n".join((*_audited(audit), *_shown(failures, pictures))), "utf-8")


def _audited(audit: dict[str, Any]) -> list[str]:
    baselines = [
        [row["type"], row["n"], *(_percent(row[name]) for name in ("majority", "words", "question_only", "no_boxes"))]
        for row in audit["baselines"]
    ]
    leaks = [[f"{e['what']}, given {e['cue']}", _percent(e["alone"]), _percent(e["with_cue"])] for e in audit["leaks"]]
    variety = [
        [name, e["phrasings"], f"{e['length']:.1f}", f"{e['type_token_ratio']:.3f}", f"{e['moving_ratio']:.2f}"]
        for name, e in {**audit["variety"]["types"], "all": audit["variety"]["overall"]}.items()
    ]
    return [
        _INTRO.format(count=len(SHEET_SEEDS)),
        _COUNTS.format(scenes=audit["scenes"], **audit["world"]),
        _BLIND,
        *_table(["type", "n", "majority", "words", "question only", "no boxes"], baselines),
        _LEAKS.format(n=audit["leaks"][0]["n"]),
        *_table(["guess", "without", "with"], leaks),
        _VARIETY,
        *_table(["type", "phrasings", "words", "type-token", "MATTR"], variety),
    ]


def _shown(failures: list[Failure], folder: Path) -> list[str]:
    lines = [_FAILURES.format(count=len(failures))]
    for number, failure in enumerate(failures):
        name = f"wrong-{number:02}.webp"
        failure.picture.resize((256, 256), Image.Resampling.LANCZOS).save(folder / name, quality=80, method=6)
        lines += [
            f"![{failure.type}](world/{name})",
            "",
            f"*{failure.type}*: {failure.question}",
            "",
            f"said: **{failure.said}**; right: {failure.right}",
            "",
        ]
    return lines


def _table(head: list[str], rows: list[list[Any]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|---{'|---:' * (len(head) - 1)}|"]
    return [*lines, *(f"| {' | '.join(map(str, row))} |" for row in rows), ""]


def _percent(share: float | None) -> str:
    return "not measured" if share is None else f"{100 * share:.1f}"


if __name__ == "__main__":
    main()
