"""The card of an embedded chooser: what it is and what was measured, written from the figures themselves."""

from models.embedded.chooser_weights import ChooserFolder
from training.embedded.calibration import Reliability
from training.embedded.stages import chain_rows, device_used
from training.evaluation.choices import ChoiceFigures, ChoiceReport
from training.evaluation.intervals import Share

_WHAT = """Given a picture, regions, a question and two to ten possible answers, it says how much of its belief each
answer gets. A small querying transformer after BLIP-2 (Li et al., 2023): {queries} learned queries look at the picture
and the region tokens of an eye like the student's and share their self-attention with the text; {layers} layers, width
{width}. It was trained with the three losses of BLIP-2's first stage: image-text contrast, image-text matching and
image-grounded telling (`training/losses.py`). Choices are ranked by the matching scores, divided by a temperature of
{temperature}. Weights: {mebibytes:.1f} MiB (float16)."""

_MAKING = """On {where}, on drawn scenes only:

    deixis train embedded --only chooser --seed {seed} --steps {steps} --scenes {scenes}{init}

{steps} steps in {minutes} minutes ({threads} thread, {arithmetic}), {pictures} pictures shown, {statements} true
statements (half question and answer, half with rationale); {adversarial:.0%} of the pictures also bring four-choice
items, among which the matching scores must choose. Boxes are jittered by up to {jitter:.0%} of their size,
{marked:.0%} of the pictures carry drawn marks. Its training scenes never show a held-out combination.

| stage | seed | steps | minutes | learned from | scenes (split and seeds) |
|---|---:|---:|---:|---|---|
{chain}"""

_FIGURES = """{n} four-choice questions about {pictures} {scenes} pictures (seed {seed}), as in VCR; 95 % intervals
(Wilson). Wrong choices are true of somebody else, of the same picture where there is one. "No boxes": the same items
with the regions withheld.

| | chosen right | no boxes | chance |
|---|---:|---:|---:|
{rows}

Where a wrong choice is right for **another region of the same picture** ({rivals} answers, {reasons} rationales):
{right} of the answers are right and {fooled} are the other region's; {reasons_right} and {reasons_fooled} of the
rationales."""

_LIMITS = """- It knows the drawn world of `training/scenes` and nothing else, and it does not notice other pictures.
- It is trained on **scene truth**, the exact graph behind each picture, not distilled from a teacher's words.
- It always chooses: where all choices are wrong, the shares of belief still add up to 1.
- It reads questions and choices worded like its training texts; other wordings are a guess.
- Regions count by their coordinates; marks that are only drawn into the picture are not read."""


def write_chooser_card(
    settings: ChooserFolder, scenes: ChoiceReport, heldout: ChoiceReport, reliability: Reliability, mebibytes: float
) -> str:
    """Return the card as Markdown."""
    parts = (
        "# The embedded chooser",
        _WHAT.format(
            queries=settings.stack.queries,
            layers=settings.stack.layers,
            width=settings.student.width,
            temperature=settings.temperature,
            mebibytes=mebibytes,
        ),
        "## How it was made\n\n" + _making(settings),
        "## Figures\n\n" + _figures(scenes, "unseen"),
        "### By type of question\n\n" + _by_type(scenes),
        "## Combinations it never saw\n\n" + _figures(heldout, "held-out"),
        "## How sure it is\n\n" + _reliability(reliability),
        "## Limits\n\n" + _LIMITS,
    )
    return "\n\n".join(parts) + "\n"


def _making(settings: ChooserFolder) -> str:
    init = " --init FOLDER-OF-THE-STAGE-BEFORE" if len(settings.chain) > 1 else ""
    return _MAKING.format_map(
        {
            **settings.training,
            "chain": chain_rows(settings.chain),
            "where": device_used(settings.training),
            "init": init,
        }
    )


def _figures(report: ChoiceReport, scenes: str) -> str:
    names = {"answer": "answer (Q->A)", "rationale": "rationale (QA->R)", "both": "both (Q->AR)"}
    chances = {"answer": report.chance, "rationale": report.chance, "both": report.chance**2}
    rows = "\n".join(
        f"| {names[each]} | {_share(getattr(report.figures, each))} | {_share(getattr(report.no_boxes, each))} "
        f"| {100 * chances[each]:.1f} |"
        for each in names
    )
    return _FIGURES.format(
        n=report.n,
        pictures=report.pictures,
        scenes=scenes,
        seed=report.seed,
        rows=rows,
        rivals=report.rivals.answer.n,
        reasons=report.rivals.rationale.n,
        right=_percent(report.rivals.answer),
        fooled=_percent(report.rivals.answer_fooled),
        reasons_right=_percent(report.rivals.rationale),
        reasons_fooled=_percent(report.rivals.rationale_fooled),
    )


def _by_type(report: ChoiceReport) -> str:
    def row(name: str, figures: ChoiceFigures, blind: ChoiceFigures) -> str:
        reasons = _percent(figures.rationale) if figures.rationale.n else ""
        return f"| {name} | {figures.answer.n} | {_percent(figures.answer)} | {_percent(blind.answer)} | {reasons} |"

    rows = [row(name, figures, report.no_boxes_by_type[name]) for name, figures in report.by_type.items()]
    head = "| type | items | Q->A | Q->A, no boxes | QA->R |\n|---|---:|---:|---:|---:|"
    return "\n".join((head, *rows))


def _reliability(sure: Reliability) -> str:
    rows = [
        f"| {each.low:.1f} to {each.high:.1f} | {each.n} | {100 * each.confidence:.1f} | {100 * each.accuracy:.1f} |"
        for each in sure.bins
        if each.n
    ]
    return "\n".join(
        (
            f"Share of belief of the choice made, over {sure.n} answer and rationale items; expected calibration error "
            f"{100 * sure.ece:.1f} %. The temperature was fitted on other scenes.",
            "",
            "| belief | items | mean belief, % | chosen right, % |",
            "|---|---:|---:|---:|",
            *rows,
        )
    )


def _share(share: Share) -> str:
    return f"{100 * share.value:.1f} ({100 * share.low:.1f} to {100 * share.high:.1f})"


def _percent(share: Share) -> str:
    return f"{100 * share.value:.1f} %"
