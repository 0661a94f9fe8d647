"""The card of the embedded verbalizers: what they are and what was measured, written from the figures themselves."""

from models.embedded.verbalizer_weights import VerbalizerFolder
from training.embedded.stages import chain_rows, device_used
from training.embedded.verbalizer_measures import VerbalizerFigures, VerbalizerMeasures
from training.evaluation.captions import FactFigures
from training.evaluation.intervals import Share
from training.evaluation.table import percent
from training.evaluation.tagging import ONE_PLACE, Ordering, Precision
from training.scenes.graph import PLACES

_WHAT = """One network that puts drawn scenes into words: it captions regions, tells the whole picture, names which \
labels of a vocabulary fit, answers simple questions, and proposes regions. An eye of {vision} transformer layers \
over {pixels} pixels and up to {regions} region tokens, {reading} layers that read, {speaking} that speak, heads for \
labels and boxes; width {width}, {vocabulary} pieces of words. `model.safetensors` is {mebibytes:.1f} MiB (float16; it \
computes in float32). When a whole picture is told, tagged or asked about, it looks closely at the {regions} regions \
that it proposes itself with the highest scores (of at least {threshold})."""

_MAKING = """{start}, on drawn scenes only:

    deixis train embedded --only verbalizers --seed {seed} --steps {steps} --scenes {scenes}{init}

{steps} steps in {minutes} minutes (on {where}, threads: {threads}, {arithmetic}), {pictures} pictures shown, {texts}
texts told; a moving average of the weights is kept. Boxes are jittered with a deviation of up to {jitter:.0%} of their
size.

**Supervision:** {supervision}. The region tokens are also sorted by what is plain to see (kind, noun, age, face, pose,
hair, clothes, hat, colour). No text that tells why, what for, what was before or comes after has been near these
weights, and no weight comes from the students (`training/embedded/seed_ranges.py`; tests refuse both). Its scenes never
show a held-out combination.

| stage | seed | steps | minutes | learned from | scenes (split and seeds) |
|---|---:|---:|---:|---|---|
{chain}"""

_CAPTIONS = """{captions} captions of all that is seen in {pictures} scenes, {different} of them different. Facts are \
read from the words and held against the graph. *Right* is the share of the facts told that are true, with the 95 % \
interval. Only the words of the describing texts are read: what is said in others, an invented noun for instance, \
counts as left out and not as wrong, so *right* cannot fall for it. *By another region* is the same when the caption \
is judged by another region of the same kind and picture; *found* is the share of what is true that is told rightly, \
*left out* that of which nothing is told. Captions leave much out on purpose: of all that is true, those learned from \
tell {as_told} %. In percent; {nothing} % of the captions name nobody and nothing."""

_NARRATIVES = """{samples} narratives of each of {pictures} scenes (temperature 1.1, nucleus 0.95), {words:.0f} words \
on average. Of {mentions} people, animals and things mentioned {right} % are seen in the picture, **{wrong} %** are \
not (hallucinated; judged by another picture, {another} % would be right). {covered} % of the nouns seen in a picture \
are mentioned. {settings}; light counts where the sky shows which it is. Of the pairs of words in {samples} narratives \
of one picture {different} % are different ones; {equal} % of the pairs of narratives are equal."""

_ONE_PLACE = """Of "{name}", the {places} kinds of place alone, a single one is true of a picture: of the {taken} \
taken at most one is right, and {found} % of the pictures have theirs among them."""

_LIMITS = """- They know the drawn world of `training/scenes` and nothing else: its places, things and wordings.
- They err as small models do, and nothing corrects them: colours and faces of small people, things that look alike,
  numbers of people. What they say is natural input for a teacher that has to be sceptical, not truth.
- A caption tells some of what is there, each time the same for the same box. Narratives are sampled.
- Labels of other worlds get scores that mean nothing."""


def write_verbalizer_card(settings: VerbalizerFolder, measures: VerbalizerMeasures, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    parts = (
        "# The embedded verbalizers",
        _what_they_are(settings, mebibytes),
        "## How they were made\n\n" + _making(settings),
        "## Unseen scenes",
        *_figures(measures.scenes),
        "## Combinations they never saw\n\nThe same for scenes around a pair of situation and place, or of feeling "
        "and look, that no training scene shows.",
        *_figures(measures.heldout),
        "## Limits\n\n" + _LIMITS,
    )
    return "\n\n".join(parts) + "\n"


def _what_they_are(settings: VerbalizerFolder, mebibytes: float) -> str:
    teller = settings.network.teller
    return _WHAT.format(
        vision=teller.vision_layers,
        pixels=teller.pixels,
        regions=teller.regions,
        reading=teller.reading_layers,
        speaking=teller.speaking_layers,
        width=teller.width,
        vocabulary=teller.vocabulary,
        mebibytes=mebibytes,
        threshold=settings.threshold,
    )


def _making(settings: VerbalizerFolder) -> str:
    chain = settings.chain
    continued = len(chain) > 1
    return _MAKING.format_map(
        {
            **settings.training,
            "start": "From the weights of an earlier stage (`--init`)" if continued else "From scratch",
            "init": " --init FOLDER" if continued else "",
            "supervision": chain[-1].supervision if chain else "",
            "where": device_used(settings.training),
            "chain": chain_rows(chain),
        }
    )


def _figures(figures: VerbalizerFigures) -> tuple[str, ...]:
    return (
        "### Captions\n\n" + _captions(figures),
        "### Narratives\n\n" + _narratives(figures),
        "### Answers\n\n" + _replies(figures),
        "### Tags\n\n" + _tags(figures),
        "### Regions\n\n" + _regions(figures),
    )


def _captions(figures: VerbalizerFigures) -> str:
    report = figures.captions
    text = _CAPTIONS.format(
        captions=report.captions,
        pictures=report.pictures,
        different=report.different,
        as_told=percent(report.as_told.value),
        nothing=percent(report.nothing_told.value),
    )
    rows = [
        *(_fact_row(name, each) for name, each in report.by_fact.items()),
        _fact_row("**all**", report.all_facts),
    ]
    return "\n".join(
        (
            text,
            "",
            "| fact | told | right | interval | by another region | true | found | left out |",
            "|---|---:|---:|---|---:|---:|---:|---:|",
            *rows,
        )
    )


def _fact_row(name: str, each: FactFigures) -> str:
    return (
        f"| {name} | {each.told.n} | {_value(each.told)} | {_interval(each.told)} | {_value(each.of_another)} "
        f"| {each.found.n} | {_value(each.found)} | {_value(each.left_out)} |"
    )


def _narratives(figures: VerbalizerFigures) -> str:
    report = figures.narratives
    told = [
        f"{name} right in {_value(each.right)} % of the {_value(each.told)} % that tell it"
        for name, each in report.settings.items()
    ]
    return _NARRATIVES.format(
        samples=report.samples,
        pictures=report.pictures,
        words=report.words,
        mentions=report.mentioned.n,
        right=_value(report.mentioned),
        wrong="-" if report.hallucinated is None else percent(report.hallucinated),
        another=_value(report.of_another),
        covered=_value(report.covered),
        settings=f"The {'; '.join(told)}",
        different=percent(report.different),
        equal=percent(report.equal),
    )


def _replies(figures: VerbalizerFigures) -> str:
    report = figures.replies
    rows = [
        f"| {kind} | {each.right.n} | {_value(each.right)} | {_interval(each.right)} | {percent(each.majority)} |"
        for kind, each in report.by_kind.items()
    ]
    return "\n".join(
        (
            f"{report.questions} simple questions about {report.pictures} scenes, right word for word, in percent. "
            "Words only: the most frequent answer to the words of the question, or to its kind.",
            "",
            "| kind | n | right | interval | words only |",
            "|---|---:|---:|---|---:|",
            *rows,
            f"| **mean of kinds** | {report.questions} | **{percent(report.right)}** | | {percent(report.majority)} |",
        )
    )


def _tags(figures: VerbalizerFigures) -> str:
    report = figures.tags
    rows = [
        f"| {name} | {each.taken} | {_value(each.right)} | {_interval(each.right)} | {percent(each.majority)} "
        f"| {_value(each.found[0])} |"
        for name, each in report.precision.items()
    ]
    return "\n".join(
        (
            f"{report.pictures} scenes; of the labels of each vocabulary the best few are taken. In percent."
            f"{_one_place(report.precision.get(ONE_PLACE))}",
            "",
            "| vocabulary | taken | of these true | interval | always the most frequent | the best one true |",
            "|---|---:|---:|---|---:|---:|",
            *rows,
            "",
            f"Labels that the tagger was never taught ({_ordering(report.unseen)}) against those that it was "
            f"({_ordering(report.seen)}): mean area under the ROC curve, where 0.5 is chance. Captions and answers may "
            "name what such a label means: the words were learned, the label was not.",
        )
    )


def _one_place(each: Precision | None) -> str:
    """Return what is special about this vocabulary; nothing for figures that are older than it."""
    if each is None:
        return ""
    return " " + _ONE_PLACE.format(name=ONE_PLACE, places=len(PLACES), taken=each.taken, found=_value(each.found[-1]))


def _ordering(each: Ordering) -> str:
    return f"{each.n} labels, {each.mean:.2f}, {each.low:.2f} to {each.high:.2f}"


def _regions(figures: VerbalizerFigures) -> str:
    report = figures.regions
    shares = {"all": report.recall, **report.by_kind, **report.by_size}
    rows = [
        f"| {name} | {each.n} | {_value(each)} | {_interval(each)} | "
        f"{percent(report.precision[name]) if name in report.precision else ''} |"
        for name, each in shares.items()
    ]
    return "\n".join(
        (
            f"{report.pictures} scenes, {report.proposals:.1f} proposals each. Recall is the share of what is seen "
            f"whose box a proposal meets (IoU of at least {report.iou}); {_value(report.right_kind)} % are found and "
            f"named by their kind. Mean average precision {percent(report.mean_precision)} %.",
            "",
            "| what | n | recall | interval | average precision |",
            "|---|---:|---:|---|---:|",
            *rows,
        )
    )


def _value(each: Share) -> str:
    return percent(each.value) if each.n else "-"


def _interval(each: Share) -> str:
    return f"{percent(each.low)} to {percent(each.high)}" if each.n else "-"
