"""The card of an embedded critic: what it is and what was measured, written from the figures themselves."""

from models.embedded.critic_weights import CriticFolder
from training.embedded.critic_measures import CriticMeasures
from training.embedded.stages import device_used
from training.evaluation.critics import CriticFigures
from training.evaluation.table import percent

_WHAT = """Given a picture and questions, answers and rationales about it, it says how likely people are to accept each,
and how they would rate the answer and the rationale. The eye and the words of the verbalizers, unchanged: they have
never seen a true question with its answer and rationale. On them {queries} learned queries look at the picture, at the
regions that the eye finds by itself and at those that a text names, and share their self-attention with the text;
{layers} layers, width {width}. Every query votes, the votes are averaged and divided by a temperature of {temperature}.
Weights: {mebibytes:.1f} MiB (float16), of which the greater part is the verbalizers'."""

_MAKING = """On {where}, from {labels} labels of {scenes} pictures by the rule "{rule}":

    deixis train embedded --only critic --labels FOLDER --seed {seed} --steps {steps}

{steps} steps in {minutes} minutes ({threads} thread, {arithmetic}). The loss is that of the paper: cross-entropy of
acceptance, and half the squared errors of both ratings, each against its own target. One picture in ten was left aside
for the temperature.

| stage | seed | steps | minutes | learned from | scenes (split and seeds) |
|---|---:|---:|---:|---|---|
{chain}"""

_FIGURES = """{n} candidates of {pictures} pictures that it has not seen ({about}); {accepted} % of them were accepted
{right}. In percent; "weighted" is the mean of both classes by their sizes.

| | precision | recall | F1 |
|---|---:|---:|---:|
{classes}

| shown | weighted F1 | AUC of the label | AUC of the truth | ECE |
|---|---:|---:|---:|---:|
{shown}

"Grey" and "another picture" show the same critic the wrong picture with the right regions: what is left is what the
text alone gives away. Mean squared errors of the ratings (0 to 3): answer {qa:.2f} (always the mean: {qa_mean:.2f}),
rationale {rationale:.2f} ({rationale_mean:.2f})."""

_SWEEP = """| score from | kept | share of all | accepted | right |
|---:|---:|---:|---:|---:|
{rows}"""

_LIMITS = """- It knows the drawn world of `training/scenes` and nothing else, and it does not notice other pictures.
- Its labels are what the stages above say: where annotators were simulated, it is no measure of people.
- It judges what such a teacher writes; other wordings are a guess.
- Regions count by their coordinates; a region that a text names and that is not given is read as a number alone."""


def write_critic_card(settings: CriticFolder, measures: CriticMeasures, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    sizes = settings.network
    what = _WHAT.format(
        queries=sizes.queries,
        layers=sizes.layers,
        width=sizes.sight.width,
        temperature=settings.temperature,
        mebibytes=mebibytes,
    )
    parts = (
        "# The embedded critic",
        what,
        "## How it was made\n\n" + _making(settings),
        "## Figures\n\n" + _figures(measures),
        "### By threshold\n\n" + _sweep(measures.pictures),
        "### By kind of prompt\n\n" + _kinds(measures),
        "## Limits\n\n" + _LIMITS,
    )
    return "\n\n".join(parts) + "\n"


def _making(settings: CriticFolder) -> str:
    rows = "\n".join(
        f"| {each.name} | {each.seed} | {each.steps} | {each.minutes} | {each.supervision} | {each.seeds} |"
        for each in settings.chain
    )
    return _MAKING.format_map({**settings.training, "chain": rows, "where": device_used(settings.training)})


def _figures(measures: CriticMeasures) -> str:
    own = measures.pictures
    classes = {"accepted": own.accept, "rejected": own.reject, "**weighted**": own.weighted}
    shown = {
        "the picture": own,
        "a grey one": measures.grey,
        "another picture": measures.others,
        "nothing: always the share": measures.majority,
    }
    return _FIGURES.format(
        n=own.n,
        pictures=own.pictures,
        about=measures.about,
        accepted=percent(own.accepted),
        right="" if own.right is None else f"and {percent(own.right)} % are right in all they say",
        classes="\n".join(
            f"| {name} | {percent(each.precision)} | {percent(each.recall)} | {percent(each.f1)} |"
            for name, each in classes.items()
        ),
        shown="\n".join(
            f"| {name} | {percent(each.weighted.f1)} | {percent(each.auc)} | {_known(each.auc_right)} "
            f"| {percent(each.ece)} |"
            for name, each in shown.items()
        ),
        qa=measures.ratings[0],
        qa_mean=measures.ratings_blind[0],
        rationale=measures.ratings[1],
        rationale_mean=measures.ratings_blind[1],
    )


def _sweep(figures: CriticFigures) -> str:
    rows = (
        f"| {each.threshold} | {each.kept} | {percent(each.share)} | {_known(each.accepted)} | {_known(each.right)} |"
        for each in figures.sweep
    )
    return _SWEEP.format(rows="\n".join(rows))


def _kinds(measures: CriticMeasures) -> str:
    rows = (
        f"| {kind} | {each.n} | {percent(each.accepted)} | {percent(each.weighted.f1)} | {percent(each.auc)} |"
        for kind, each in measures.kinds.items()
    )
    return "| prompt | n | accepted | weighted F1 | AUC |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows)


def _known(share: float | None) -> str:
    return "-" if share is None else percent(share)
