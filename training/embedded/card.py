"""The card of an embedded student: what it is and what was measured, written from the figures themselves."""

from models.embedded.weights import FolderSettings
from training.embedded.calibration import Reliability
from training.embedded.mark_reader_measures import ReaderFigures, ReaderReport
from training.embedded.measures import Effort, Measures
from training.embedded.stages import STUDENT, chain_rows, device_used
from training.evaluation.choices import ChoiceReport
from training.evaluation.domain import DomainReport
from training.evaluation.foreign_pictures import CHARTS
from training.evaluation.intervals import Share
from training.evaluation.latency import Latency
from training.evaluation.pairs import by_kind
from training.evaluation.scenes import SceneReport
from training.evaluation.table import CONTROL_MEANINGS, WORST, percent


def write_card(settings: FolderSettings, measures: Measures, effort: Effort, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    return (
        "\n\n".join(
            (
                "# The embedded student",
                _what_it_is(settings, mebibytes),
                "## How it points\n\n" + _pointing(measures),
                "## How it was made\n\n" + _making(settings),
                "## Figures\n\n" + _figures(measures.scenes),
                "## Combinations it never saw\n\n" + _heldout(measures.heldout),
                *(["## How sure it is\n\n" + _confidence(sure)] if (sure := measures.reliability) else []),
                *(
                    ["## Choosing among answers\n\n" + _choosing(settings, report, effort)]
                    if (report := measures.choices)
                    else []
                ),
                "## Pictures that are not of its world\n\n" + _domain(measures.domain, effort),
                "## Time\n\n" + _time(measures.latency),
                "## Limits\n\n" + _LIMITS,
            )
        )
        + "\n"
    )


_POINTING = """The pointing is carried by the **coordinates** of the regions: each box is cut out of the picture's \
feature map and becomes a token of its own, and answers copy region ids from these tokens."""

_UNREAD = """Marks drawn into the pixels are **not** how this student points, unlike the students of the paper: with \
regions only drawn and no coordinates it answers {drawn} % strictly right, where {majority} % can be had from the \
words of the question alone."""

_READ = """Where a question names a region that is **only drawn** into the picture (outline and number, as in the \
paper), a mark reader first finds its box: a small convolutional network that is part of these weights, learned from \
drawn scenes with random marks. When it finds one, it \
reads all; where coordinates are given, they win. With \
regions only drawn and no coordinates the student answers {drawn} % strictly right; {majority} % can be had from the \
words of the question alone. The reader by itself:

| pictures | marks | mean overlap (IoU) | IoU at least 0.75 | missed | false alarms |
|---|---:|---:|---:|---:|---:|
{rows}

False alarms are pictures without marks in which any of the twelve ids is found. It learned marks of one style (colours
and width of `settings.json`); others are not for it."""

_LIMITS = """- It knows the drawn world of `training/scenes` and nothing else: its places, situations, things, wordings.
- It is trained on **scene truth**, the exact graph behind each picture, not distilled from a teacher's words.
- The figures are for scenes from the same generator as its training scenes, with other seeds. They say nothing about
  drawings from elsewhere.
- It reads questions worded like its training questions; other wordings are a guess.
- It tells six regions apart at once. With more, it looks at those the question names and says which it left out."""

_MAKING = """{start}, on {where}, on drawn scenes only:

    deixis train embedded --only student --seed {seed} --steps {steps} --scenes {scenes}{init}

{steps} steps in {minutes} minutes ({threads} thread, {arithmetic}), {pictures} pictures shown, {questions} questions
asked; a moving average of the weights is kept. Boxes are jittered with a deviation of up to {jitter:.0%} of their size;
{marked:.0%} of the pictures carry drawn marks, so that these do not disturb it. While it learns, its region tokens also
name what they show (kind, feeling, colour, part in the situation ...) and which other regions belong to it, and what
nobody points at is to be found. Its training scenes never show a held-out combination.

| stage | seed | steps | minutes | learned from | scenes (split and seeds) |
|---|---:|---:|---:|---|---|
{chain}"""

_MEASURED = """{n} questions that need their region, about {pictures} unseen scenes
(`deixis evaluate scenes --model embedded --count {n} --seed {seed}`). Strict: the answer is one of those that are true
for the scene graph, region ids included. Slot: the same with ids masked. Words only: the most frequent answer to the
words of the question (strict). In percent; the last row is the mean over types."""

_UNSEEN = """{n} questions about those in {pictures} pictures who are part of a combination that no training scene
shows: of situation and place, or of feeling and look (`training/scenes/held_out.py`, a rule that was written before any
training; `deixis evaluate scenes --split heldout --count {n} --seed {seed}`). Mean of types: **{strict}** % strict,
**{slot}** % slot. All, then the worst {worst}:"""

_SURE = """A finished answer comes with the probability that it is strictly right: a logistic map of the mean and the
minimum of the log-probabilities of its words and of their number, fitted on {fitted} questions about other unseen
scenes. On the {n} questions of the figures above: expected calibration error {ece} % (the mean over ten bins of the
distance of accuracy and mean confidence, weighted by the answers in a bin; Guo et al. 2017, equation 3); of the surer
half of the answers {surest} % are strictly right. It holds for questions like these about drawn scenes with their
regions given, and for nothing else."""

_CHOOSING = """Asked which of several answers is right, it gives each its share of belief: the mean log-probability
with which it would say the answer's words itself, over a temperature of {temperature}, fitted on {weighed} four-choice
items about other unseen scenes. It was not trained to choose, and never read a question that ends in its answer, as
those about rationales do. Of {n} items about {pictures} unseen scenes (seed {seed}), as in VCR, with 95 % intervals
(Wilson):

| | chosen right, % | without regions, % | chance, % |
|---|---:|---:|---:|
{rows}"""

_DETECTOR = """Before it answers, a small detector decides whether the picture looks like a drawn scene; otherwise the
answer carries a note. It is a Mahalanobis distance over the eye's features and a few figures about flatness and
palette, fitted on {fitted_on} drawn scenes, with its threshold from {held_out} others, and on no foreign picture.
Measured on (95 % Wilson intervals):"""


def _what_it_is(settings: FolderSettings, mebibytes: float) -> str:
    student = settings.student
    noticed = f", and at most {student.notices} of things that it notices by itself" if student.notices else ""
    return (
        "Picture, regions and a question in; an answer and its rationale out, word by word, greedy. A convolutional "
        f"stem and {student.vision_layers} transformer layers over a {student.pixels}-pixel picture and up to "
        f"{student.regions} region tokens{noticed}, {student.reading_layers} layers that read the question, "
        f"{student.speaking_layers} that speak; width {student.width}, {student.vocabulary} pieces of words. "
        f"`model.safetensors` is {mebibytes:.1f} MiB (float16; it computes in float32)."
    )


def _making(settings: FolderSettings) -> str:
    continued = sum(each.name == STUDENT for each in settings.chain) > 1
    start = "From the weights of an earlier stage (`--init`)" if continued else "From scratch"
    told = _MAKING.format_map(
        {
            **settings.training,
            "start": start,
            "where": device_used(settings.training),
            "init": " --init FOLDER" if continued else "",
            "chain": chain_rows(settings.chain),
        }
    )
    remark = settings.training.get("remark")
    return told + (f"\n\n{remark}" if remark else "")


def _pointing(measures: Measures) -> str:
    controls = measures.scenes.controls
    figures = {"drawn": percent(controls.drawn_only), "majority": percent(controls.text_majority)}
    if measures.reader is None:
        return f"{_POINTING} {_UNREAD.format_map(figures)}"
    return f"{_POINTING}\n\n{_READ.format_map({**figures, 'rows': _reader_rows(measures.reader)})}"


def _reader_rows(report: ReaderReport) -> str:
    named: dict[str, ReaderFigures] = {
        "regions of unseen scenes, 320 px": report.things,
        "boxes of any size, pictures of 192 to 720 px and other shapes": report.anything,
    }
    return "\n".join(
        f"| {name} | {each.marks} | {each.overlap:.3f} | {percent(each.close)} % | {percent(each.missed)} % "
        f"| {percent(each.false_alarms)} % |"
        for name, each in named.items()
    )


def _figures(report: SceneReport) -> str:
    rows = [
        f"| {name} | {a.n} | {percent(a.strict)} | {percent(a.slot)} | {percent(report.majority_by_type[name])} |"
        for name, a in report.by_type.items()
    ]
    strict, slot = percent(report.strict_accuracy), percent(report.slot_accuracy)
    controls, swapped = report.controls, report.controls.swapped
    return "\n".join(
        (
            _MEASURED.format(n=report.n, pictures=report.pictures, seed=report.seed),
            "",
            "| type | n | strict | slot | words only |",
            "|---|---:|---:|---:|---:|",
            *rows,
            f"| **mean of types** | {report.n} | **{strict}** | **{slot}** | {percent(controls.text_majority)} |",
            "",
            "| control | % |",
            "|---|---:|",
            *(f"| {meaning} | {percent(getattr(controls, name))} |" for name, meaning in CONTROL_MEANINGS.items()),
            f"| two people exchange ids: both answers follow ({swapped.n} pairs, "
            f"{percent(swapped.low)} to {percent(swapped.high)}) | {percent(swapped.value)} |",
        )
    )


def _heldout(report: SceneReport) -> str:
    told = [report.told] if report.told else []
    rows = [
        f"| {each.kind} | {each.pair} | {each.n} | {percent(each.strict)} | {percent(each.slot)} |"
        for each in (*by_kind(report.pairs).values(), *told, *report.pairs[:WORST])
    ]
    return "\n".join(
        (
            _UNSEEN.format(
                n=report.n,
                pictures=report.pictures,
                seed=report.seed,
                strict=percent(report.strict_accuracy),
                slot=percent(report.slot_accuracy),
                worst=WORST,
            ),
            "",
            "| combination | which | n | strict | slot |",
            "|---|---|---:|---:|---:|",
            *rows,
        )
    )


def _confidence(report: Reliability) -> str:
    rows = [
        f"| {each.low:.1f} to {each.high:.1f} | {each.n} | {percent(each.confidence)} | {percent(each.accuracy)} |"
        for each in report.bins
        if each.n
    ]
    return "\n".join(
        (
            _SURE.format(
                n=report.n, fitted=report.fitted_on, ece=percent(report.ece), surest=percent(report.surest_half)
            ),
            "",
            "| confidence | answers | mean confidence | strictly right |",
            "|---|---:|---:|---:|",
            *rows,
        )
    )


def _choosing(settings: FolderSettings, report: ChoiceReport, effort: Effort) -> str:
    names = {"answer": "answer (Q->A)", "rationale": "rationale (QA->R)", "both": "both (Q->AR)"}
    chances = {"answer": report.chance, "rationale": report.chance, "both": report.chance**2}
    rows = [
        f"| {meaning} | {_with_interval(getattr(report.figures, name))} "
        f"| {percent(getattr(report.no_boxes, name).value)} | {100 * chances[name]:.4g} |"
        for name, meaning in names.items()
    ]
    return _CHOOSING.format(
        temperature=settings.choosing_temperature,
        weighed=effort.weighed,
        n=report.n,
        pictures=report.pictures,
        seed=report.seed,
        rows="\n".join(rows),
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
    return f"{measured.n} | {percent(measured.value)} | {percent(measured.low)} to {percent(measured.high)} |"


def _with_interval(measured: Share) -> str:
    return f"{percent(measured.value)} ({percent(measured.low)} to {percent(measured.high)})"


def _time(latency: Latency) -> str:
    return (
        f"{latency.n} single questions on {latency.cores} shared CPU cores, streamed: first words after "
        f"{1000 * latency.first_words:.0f} ms, whole answer after {1000 * latency.whole_answer:.0f} ms (medians; "
        f"95th percentiles {1000 * latency.first_words_p95:.0f} and {1000 * latency.whole_answer_p95:.0f} ms)."
    )
