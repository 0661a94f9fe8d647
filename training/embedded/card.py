"""The card of an embedded student: what it is and what was measured, written from the figures themselves."""

from collections.abc import Mapping

from models.embedded.weights import FolderSettings
from models.records import Setting
from training.embedded.measures import Effort, Measures
from training.evaluation.domain import DomainReport
from training.evaluation.foreign_pictures import CHARTS
from training.evaluation.intervals import Share
from training.evaluation.latency import Latency
from training.evaluation.scenes import SceneReport
from training.evaluation.table import CONTROL_MEANINGS, percent


def write_card(settings: FolderSettings, measures: Measures, effort: Effort, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    return (
        "\n\n".join(
            (
                "# The embedded student",
                _what_it_is(settings, mebibytes),
                "## How it points\n\n" + _pointing(measures.scenes),
                "## How it was made\n\n" + _making(settings.training),
                "## Figures\n\n" + _figures(measures.scenes),
                "## Pictures that are not of its world\n\n" + _domain(measures.domain, effort),
                "## Time\n\n" + _time(measures.latency),
                "## Limits\n\n" + _LIMITS,
            )
        )
        + "\n"
    )


_POINTING = """The pointing is carried by the **coordinates** of the regions: each box is cut out of the picture's \
feature map and becomes a token of its own, and answers copy region ids from these tokens. Marks drawn into the pixels \
are **not** how this student points, unlike the students of the paper: with regions only drawn and no coordinates it \
answers {drawn} % strictly right, where {majority} % can be had from the words of the question alone."""

_LIMITS = """- It knows the drawn world of `training/scenes` and nothing else: its places, situations, things, wordings.
- It is trained on **scene truth**, the exact graph behind each picture, not distilled from a teacher's words.
- The figures are for scenes from the same generator as its training scenes, with other seeds. They say nothing about
  drawings from elsewhere, and not yet how it does on combinations of place, person and situation it never saw: the
  scenes differ, but most of their places and situations have been together in some training scene.
- It reads questions worded like its training questions; other wordings are a guess.
- It tells six regions apart at once. With more, it looks at those the question names and says which it left out."""

_MAKING = """From scratch, on a CPU, on drawn scenes only:

    deixis train embedded --only student --seed {seed} --steps {steps} --scenes {scenes}

{steps} steps in {minutes} minutes ({threads} thread, {arithmetic}), {pictures} pictures shown, {questions} questions
asked; a moving average of the weights is kept. Boxes are jittered with a deviation of up to {jitter:.0%} of their size;
{marked:.0%} of the pictures carry drawn marks, so that these do not disturb it. While it learns, its region tokens also
name what they show (kind, feeling, colour, part in the situation) and which other regions belong to it."""

_MEASURED = """{n} questions that need their region, about {pictures} unseen scenes
(`deixis evaluate scenes --model embedded --count {n} --seed {seed}`). Strict: the answer is one of those that are true
for the scene graph, region ids included. Slot: the same with ids masked. In percent; the last row is the mean over
types."""

_DETECTOR = """Before it answers, a small detector decides whether the picture looks like a drawn scene; otherwise the
answer carries a note. It is a Mahalanobis distance over the eye's features and a few figures about flatness and
palette, fitted on {fitted_on} drawn scenes, with its threshold from {held_out} others, and on no foreign picture.
Measured on (95 % Wilson intervals):"""


def _what_it_is(settings: FolderSettings, mebibytes: float) -> str:
    student = settings.student
    return (
        "Picture, regions and a question in; an answer and its rationale out, word by word, greedy. A convolutional "
        f"stem and {student.vision_layers} transformer layers over a {student.pixels}-pixel picture and up to "
        f"{student.regions} region tokens, {student.reading_layers} layers that read the question, "
        f"{student.speaking_layers} that speak; width {student.width}, {student.vocabulary} pieces of words. "
        f"`model.safetensors` is {mebibytes:.1f} MiB (float16; it computes in float32)."
    )


def _making(training: Mapping[str, Setting]) -> str:
    remark = training.get("remark")
    return _MAKING.format_map(training) + (f"\n\n{remark}" if remark else "")


def _pointing(report: SceneReport) -> str:
    controls = report.controls
    return _POINTING.format(drawn=percent(controls.drawn_only), majority=percent(controls.text_majority))


def _figures(report: SceneReport) -> str:
    rows = [f"| {name} | {a.n} | {percent(a.strict)} | {percent(a.slot)} |" for name, a in report.by_type.items()]
    strict, slot = percent(report.strict_accuracy), percent(report.slot_accuracy)
    controls = [
        f"| {meaning} | {percent(getattr(report.controls, name))} |" for name, meaning in CONTROL_MEANINGS.items()
    ]
    return "\n".join(
        (
            _MEASURED.format(n=report.n, pictures=report.pictures, seed=report.seed),
            "",
            "| type | n | strict | slot |",
            "|---|---:|---:|---:|",
            *rows,
            f"| **mean of types** | {report.n} | **{strict}** | **{slot}** |",
            "",
            f"Controls ({report.swapped_pairs} swapped pairs):",
            "",
            "| control | % |",
            "|---|---:|",
            *controls,
        )
    )


def _domain(report: DomainReport, effort: Effort) -> str:
    missed = ", ".join(f"`{name}`" for name in report.missed) or "none"
    return "\n".join(
        (
            _DETECTOR.format(fitted_on=effort.fitted, held_out=effort.held_out),
            "",
            "| pictures | n | right | interval |",
            "|---|---:|---:|---|",
            f"| unseen drawn scenes, 192 to 640 px, also through JPEG and WebP: no note | {_row(report.scenes)}",
            f"| photographs that come with installed packages: note | {_row(report.photographs)}",
            f"| icons, logos and plots of packages, and {CHARTS} charts drawn by our own script: note "
            f"| {_row(report.drawings)}",
            "",
            f"Taken for drawn scenes: {missed}. The foreign pictures are few, from a handful of packages, and no",
            "sample of what people will bring; an illustration in a similar style may well pass.",
        )
    )


def _row(measured: Share) -> str:
    interval = f"{percent(measured.low)} to {percent(measured.high)}"
    return f"{measured.n} | {percent(measured.value)} | {interval} |"


def _time(latency: Latency) -> str:
    return (
        f"{latency.n} single questions on {latency.cores} shared CPU cores, streamed: first words after "
        f"{1000 * latency.first_words:.0f} ms, whole answer after {1000 * latency.whole_answer:.0f} ms (medians; "
        f"95th percentiles {1000 * latency.first_words_p95:.0f} and {1000 * latency.whole_answer_p95:.0f} ms)."
    )
