"""The card of an embedded critic: what it is and what was measured, written from the figures themselves."""

from models.embedded.critic_weights import CriticFolder
from training.embedded.critic_measures import WORDS, CriticMeasures
from training.embedded.critic_settings import Shown
from training.embedded.stages import chain_rows, device_used
from training.evaluation.critics import CriticFigures
from training.evaluation.over_pictures import Between
from training.evaluation.table import percent

_SHOWN: dict[Shown, str] = {
    "pictures": "the picture",
    "grey": "grey",
    "other pictures": "another picture",
    "no regions": "no regions",
}

_WHAT = """Given a picture and questions, answers and rationales about it, it says how likely people are to accept each,
and how they would rate the answer and the rationale. The verbalizers see, unchanged: they have never seen a true
question with its answer and rationale. They find the regions, tell what each shows, and say which of them is meant by
"the crying toddler in the red shirt", by how readily they would call each of them so; what they would call none of them
is not there. {voters} voters, each a small network of its own ({hidden} wide), take together what the text says, what
the regions it means show, how these lie to each other and what is around them. They begin from what a table of words
and pairs of words suggests; their votes are averaged and divided by a temperature of {temperature}.
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
{right}. Figures in percent; intervals (95 %) by drawing the pictures again.

From a score of {exported} on, where the paper makes its cut, {kept} % are kept and of these {precision} % were accepted
({between}); that is {recall} % of all that were accepted, F1 {f1}. From a score of 0.5 on, as a classifier ("weighted"
is the mean of both classes by their sizes):

| | precision | recall | F1 |
|---|---:|---:|---:|
{classes}

Mean squared errors of the ratings (0 to 3): answer {qa:.2f} (always the mean: {qa_mean:.2f}), rationale {rationale:.2f}
({rationale_mean:.2f}).

### What it owes to the picture

| judged by | AUC of the label | behind the critic by | AUC of the truth | ECE | accepted of the best |
|---|---:|---:|---:|---:|---:|
{controls}

{verdict}

"Shown" is the critic itself with something else before its eyes: the regions of the text on a grey picture or on that
of another scene, or the right picture without them. {trained}"The words alone" is a logistic regression on words and
pairs of words. "The best" are as many candidates as the critic keeps at {exported}."""

_TRAINED = """"Trained on" are critics that never saw anything else, trained as long from the same start on the
same labels. """
_AHEAD = "It knows more than the words tell: its AUC is ahead of theirs beyond chance."
_NOT_AHEAD = """**It is no better than the words alone**: it has learned which stories the teacher seldom gets
right, and makes little of the picture."""

_SWEEP = """| score from | kept | share of all | accepted | right | of all accepted ones |
|---:|---:|---:|---:|---:|---:|
{rows}"""

_LIMITS = """- It knows the drawn world of `training/scenes` and nothing else, and it does not notice other pictures.
- Its labels are what the stages above say: where annotators were simulated, it is no measure of people.
- It judges what such a teacher writes; other wordings are a guess.
- Regions count by their coordinates; a region that a text names and that is not given is read as a number alone."""


def write_critic_card(settings: CriticFolder, measures: CriticMeasures, *, mebibytes: float) -> str:
    """Return the card as Markdown."""
    sizes = settings.network
    what = _WHAT.format(
        voters=sizes.voters,
        hidden=sizes.hidden,
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
    return _MAKING.format_map(
        {**settings.training, "chain": chain_rows(settings.chain), "where": device_used(settings.training)}
    )


def _figures(measures: CriticMeasures) -> str:
    own = measures.pictures
    cut = own.exported
    classes = {"accepted": own.accept, "rejected": own.reject, "**weighted**": own.weighted}
    return _FIGURES.format(
        n=own.n,
        pictures=own.pictures,
        about=measures.about,
        accepted=percent(own.accepted),
        right="" if own.right is None else f"and {percent(own.right)} % are right in all they say",
        exported=cut.threshold,
        kept=percent(cut.share),
        precision=_known(cut.accepted),
        between=_between(cut.between),
        recall=percent(cut.recall),
        f1=percent(cut.f1),
        classes="\n".join(
            f"| {name} | {percent(each.precision)} | {percent(each.recall)} | {percent(each.f1)} |"
            for name, each in classes.items()
        ),
        controls=_controls(measures),
        verdict=_verdict(measures),
        trained=_TRAINED if measures.trained else "",
        qa=measures.ratings[0],
        qa_mean=measures.ratings_blind[0],
        rationale=measures.ratings[1],
        rationale_mean=measures.ratings_blind[1],
    )


def _verdict(measures: CriticMeasures) -> str:
    ahead = measures.simple[WORDS].ahead if WORDS in measures.simple else None
    return "" if ahead is None else _AHEAD if ahead[0] > 0 else _NOT_AHEAD


def _controls(measures: CriticMeasures) -> str:
    own = measures.pictures
    named = {
        **{f"the critic, shown {_SHOWN[shown]}": each for shown, each in measures.shown.items()},
        **{f"trained on {_SHOWN[shown]}": each for shown, each in measures.trained.items()},
        **measures.simple,
    }
    first = (
        f"| **the critic** | {percent(own.auc)}{_in_brackets(own.auc_between)} | {_others(own, own.exported.accepted)}"
    )
    rows = (
        f"| {name} | {percent(each.figures.auc)} | {_between(each.ahead)} {_others(each.figures, each.best)}"
        for name, each in named.items()
    )
    return "\n".join((first, *rows))


def _others(figures: CriticFigures, best: float | None) -> str:
    return f"| {_known(figures.auc_right)} | {percent(figures.ece)} | {_known(best)} |"


def _sweep(figures: CriticFigures) -> str:
    rows = (
        f"| {each.threshold} | {each.kept} | {percent(each.share)} "
        f"| {_known(each.accepted)}{_in_brackets(each.between)} | {_known(each.right)} | {percent(each.recall)} |"
        for each in figures.sweep
    )
    return _SWEEP.format(rows="\n".join(rows))


def _kinds(measures: CriticMeasures) -> str:
    rows = (
        f"| {kind} | {each.n} | {percent(each.accepted)} | {percent(each.weighted.f1)} | {percent(each.auc)} |"
        for kind, each in measures.kinds.items()
    )
    return "| prompt | n | accepted | weighted F1 | AUC |\n|---|---:|---:|---:|---:|\n" + "\n".join(rows)


def _between(between: Between | None) -> str:
    return "-" if between is None else f"{percent(between[0])} to {percent(between[1])}"


def _in_brackets(between: Between | None) -> str:
    return "" if between is None else f" ({_between(between)})"


def _known(share: float | None) -> str:
    return "-" if share is None else percent(share)
