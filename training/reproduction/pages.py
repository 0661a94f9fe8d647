"""The page of the reproduction: `OUT/README.md`, written from the finished cells alone."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from models.records import Record
from models.whole_file import write_whole
from training.reproduction.cells import Cells
from training.reproduction.parts import Finished, Part, Scale, full
from training.reproduction.plots import QUICK
from training.reproduction.running import cells_of
from training.reproduction.spread import Over

PAGE = "README.md"
_VERDICT = "- **"  # how a listed line begins that tells whether an effect appears
Kind = TypeVar("Kind", bound=Record)


def write_page(out: Path, parts: Iterable[Part], cells: Cells, scale: Scale) -> Path:
    """Write the page and its plots, and return the page; parts that nothing is known of are left out."""
    out.mkdir(parents=True, exist_ok=True)
    found = {part: own for part in parts if (own := list(cells.of(part.name)))}
    told = {part.title: _part(part, own, scale, out) for part, own in found.items()}
    text = "\n\n".join([_head(scale), *_time(found), _short(told), *told.values()])
    write_whole(out / PAGE, f"{text}\n".encode())
    return out / PAGE


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, left: int = 1) -> str:
    """Return a table in Markdown; all but the first `left` columns are numbers."""
    rule = ["---" if number < left else "---:" for number in range(len(head))]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def listed(lines: Iterable[str]) -> str:
    """Return lines as a list in Markdown."""
    return "\n".join(f"- {each}" for each in lines)


def by_arm(found: Sequence[Finished], kind: type[Kind]) -> dict[str, dict[int, Kind]]:
    """Return the figures of cells, read as the part's own record, by arm and seed."""
    read: dict[str, dict[int, Kind]] = {}
    for each in found:
        read.setdefault(each.arm, {})[each.seed] = kind.model_validate(each.figures)
    return read


def is_quick(found: Sequence[Finished]) -> bool:
    """Return whether figures of these cells are no evidence."""
    return any(each.quick for each in found)


def does_it_appear(effect: str, over: Over | None) -> str:
    """Return a sentence: does an effect appear, as a difference that should be above 0?

    >>> does_it_appear("Filtering helps", Over(0.1, 0.05, 0.15, 3))
    '**Filtering helps: yes.** +10.0 points (+5.0 to +15.0) over 3 seeds.'
    """
    if over is None:
        return f"**{effect}: not measured.**"
    said = f"{100 * over.mean:+.1f} points"
    if over.low is None or over.high is None:
        return f"**{effect}: cannot be told from one seed.** {said}."
    said = f"{said} ({100 * over.low:+.1f} to {100 * over.high:+.1f}) over {over.n} seeds."
    word = {1: "yes", 0: "it does not appear beyond chance", -1: "no, the opposite"}[over.sign]
    return f"**{effect}: {word}.** {said}"


def _time(found: Mapping[Part, Sequence[Finished]]) -> list[str]:
    """Return how long all of it took, if anything was measured."""
    if not found:
        return []
    cells = [each.minutes for own in found.values() for each in own]
    parts = {part.title: sum(each.minutes for each in own) for part, own in found.items()}
    longest = max(parts, key=parts.__getitem__)
    return [
        f'All of it took {sum(cells) / 60:.1f} hours of one processor; the longest part, "{longest}", '
        f"{parts[longest]:.0f} minutes. A cell took {median(cells):.1f} minutes in the middle and {max(cells):.1f} at "
        "most, where it was the first to make what others share: a corpus, its critic, what an eye sees of pictures."
    ]


def _part(part: Part, found: list[Finished], scale: Scale, out: Path) -> str:
    known = {each.cell for each in found}
    begun = {each.seed for each in found} | {*scale.seeds[: len(full().seeds)]}  # a part may have more than others
    missing = sum(cell not in known for cell in cells_of(part, scale) if cell.seed in begun)
    minutes = sum(each.minutes for each in found)
    seeds = len({each.seed for each in found})
    lines = [f"## {part.title}"]
    if is_quick(found):
        lines.append(f"**{QUICK}**")
    if missing:
        lines.append(f"*{missing} cells of this part are not measured yet.*")
    made = f"*{len(found)} cells, {seeds} {'seed' if seeds == 1 else 'seeds'}, {minutes:.0f} minutes of one processor.*"
    return "\n\n".join([*lines, part.page(found, out), made])


def _short(told: Mapping[str, str]) -> str:
    """Return what `does_it_appear` said in all parts."""
    said = {title: [line for line in text.splitlines() if line.startswith(_VERDICT)] for title, text in told.items()}
    some = ("\n".join((title, "", *lines)) for title, lines in said.items() if lines)
    count = sum(map(len, said.values()))
    chance = max(1, round(count / 20))
    warning = f"{count} effects are asked after at 95 %; where there were none, about {chance} would seem to be there."
    return "\n\n".join(("## In short", *((warning,) if count else ()), *some))


def _head(scale: Scale) -> str:
    command = "deixis reproduce" if scale.name == "full" else f"deixis reproduce --{scale.name}"
    warning = f"**{QUICK}: this shows that everything works, and nothing else.**\n\n" if scale.quick else ""
    return f"""# The closed loop, measured

{warning}The tables and figures of *Localized Symbolic Knowledge Distillation* (Park et al., NeurIPS 2023, arXiv
2312.04837) again, in the drawn world, with models that are small enough for a laptop. Written by `{command}` from the
JSON files in `cells/`; whatever stands there is not measured again.

What it is, and what it is not:

- Pictures are drawn (`docs/world.md`), so what is true of them is known exactly. Truth is for **scoring alone**: the
  teacher knows only what the verbalizers say of a picture, the critic learns from simulated annotators' ratings, and
  students from what the teacher wrote. None of them ever saw a true question with its answer and rationale.
- Annotators are **simulated** (`training/experiments/annotators.py`): they are often right, and say of themselves how
  often not. Nothing here is a measure of people. "Accepted" is what they say, "right" is what the scene graph says.
- The paper's figures stand beside ours where there are any. They are of photographs, of people and of models a thousand
  times larger: what can be compared is the direction of an effect, not its size.
- Intervals are 95 %: of a mean over seeds by Student's t, with few seeds wide; a difference is taken seed by seed. A
  seed has scenes of its own, for the critic, for the corpus and for measuring.

{table(("scale", ""), _scale_rows(scale))}"""


def _scale_rows(scale: Scale) -> list[tuple[str, str]]:
    meanings: Mapping[str, str] = {
        "seeds (a part may have fewer)": ", ".join(map(str, scale.seeds)),
        "pictures of a seed's corpus": f"{scale.pictures:,}",
        "texts that a student learns from, at most": f"{scale.corpus_size:,}",
        "steps of a student": f"{scale.student_steps:,}",
        "questions that it is measured on": f"{scale.questions:,}",
        "items of each benchmark": f"{scale.items:,}",
        "pictures that a critic learns from": f"{scale.critic_pictures:,}",
        "steps of a critic": f"{scale.critic_steps:,}",
        "pictures that it is measured on": f"{scale.measured_pictures:,}",
    }
    return list(meanings.items())
