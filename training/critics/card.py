"""The card of a critic that learned from people's labels: from which, by what rule, and how it does on others."""

from training.critics.figures import HeldOut
from training.critics.label_facts import AgreementFact, LabelFacts
from training.critics.report import CriticReport, Side
from training.evaluation.over_pictures import Between
from training.evaluation.table import percent

_WHAT = """It says how likely people are to accept a question, its answer and its rationale about a picture. It began
with the weights of {began_with} and learned, by the preset "{preset}", from {labels.source}.

    deixis corpus critique RUN --critic {name}"""

_LABELS = """- **Rule** "{rule}"{meaning}.
- **Raters**: {people}.{agreement}
- **Learned from** {learned}.{aside}
- **Held out**: {held_out}. A picture is held out by a fixed rule: {held_out_by}. So no critic that is trained here
  learns from a picture that another one is measured on.{left_out}"""

_ASIDE = """ One picture in ten of these was left aside: by their labels it is decided
  how much of what was learned is taken over, and at which temperature scores are chances."""

_SCORES = """{verdict}

{n} candidates of {pictures} held-out pictures, of which {accepted} % are accepted. Figures in percent, with intervals
(95 %) by drawing the pictures again; precision, recall and F1 at a score of 0.5, means of both classes by their sizes.

| | AUC | precision | recall | F1 | calibration error |
|---|---:|---:|---:|---:|---:|
{rows}{ahead}"""

_SWEEP = """How much a threshold keeps, and how much of that is accepted (figure 2 of the paper, arXiv 2312.04837).

| score from | kept | share of all | accepted | of all accepted ones |{old}
|---:|---:|---:|---:|---:|{line}
{rows}"""

_CALIBRATION = """Candidates by their score, in ten bins of equal width: the nearer both shares, the better.

| n | mean score | accepted |
|---:|---:|---:|
{rows}"""

_LIMITS = """- It knows what these raters said about these pictures; other people, pictures and writers are a guess.
- Scores of different critics are not on one scale: choose a threshold anew, by the table above.
- {pictures} held-out pictures give the intervals that they give; more ratings make them narrower."""


def write_card(report: CriticReport) -> str:
    """Return the card as Markdown."""
    name = report.name
    parts = (
        f"# The critic {name}",
        _WHAT.format(began_with=report.began_with, preset=report.preset, labels=report.labels, name=name),
        "## Its labels\n\n" + _labels(report),
        "## On held-out labels\n\n" + _scores(report),
        "### By threshold\n\n" + _sweep(report),
        "### Calibration\n\n" + _calibration(report.compared.new),
        "## Limits\n\n" + _LIMITS.format(pictures=report.held_out.pictures),
    )
    return "\n\n".join(parts) + "\n"


def _labels(report: CriticReport) -> str:
    facts = report.labels
    left_out = "; ".join(f"{count} because {reason}" for reason, count in facts.left_out.items())
    return _LABELS.format(
        rule=facts.rule,
        meaning=f": {facts.meaning}" if facts.meaning else "",
        people=_people(facts),
        agreement=_agreement(facts.agreement),
        learned=_side(report.learned),
        aside="" if report.preset == "paper" else _ASIDE,
        held_out=_side(report.held_out),
        held_out_by=report.held_out_by,
        left_out=f"\n- **Left out**: {left_out}." if left_out else "",
    )


def _people(facts: LabelFacts) -> str:
    if facts.raters is None:
        return "the file does not tell"
    versions = ", ".join(f"{count} by {name or 'no guidelines'}" for name, count in sorted(facts.guidelines.items()))
    return f"{facts.raters}, with {facts.judgements} judgements" + (f" ({versions})" if versions else "")


def _agreement(agreement: dict[str, AgreementFact]) -> str:
    told = [f"{name} {_alpha(each)}" for name, each in agreement.items() if each.alpha is not None]
    return f" Krippendorff's alpha: {', '.join(told)}." if told else ""


def _alpha(each: AgreementFact) -> str:
    between = "" if each.low is None or each.high is None else f" ({each.low:.2f} to {each.high:.2f})"
    return f"{each.alpha:.2f}{between}"


def _side(side: Side) -> str:
    return f"{side.labels} labels of {side.pictures} pictures, {side.accepted} of them accepted"


def _scores(report: CriticReport) -> str:
    compared, figures = report.compared, report.compared.new.figures
    rows = [
        _row(f"**{compared.new.critic}**", compared.new),
        *([_row(f"{compared.old.critic}", compared.old)] if compared.old else []),
    ]
    ahead = f"\n\nIts AUC is ahead by {_between(compared.ahead)}." if compared.ahead else ""
    return _SCORES.format(
        verdict=f"**{compared.verdict}**",
        n=figures.n,
        pictures=figures.pictures,
        accepted=percent(figures.accepted),
        rows="\n".join(rows),
        ahead=ahead,
    )


def _row(name: str, one: HeldOut) -> str:
    figures, between = one.figures, one.between
    cells = (
        _with(figures.auc, figures.auc_between),
        *(_with(getattr(figures.weighted, each), between[each]) for each in ("precision", "recall", "f1")),
        _with(figures.ece, between["ece"]),
    )
    return f"| {name} | {' | '.join(cells)} |"


def _sweep(report: CriticReport) -> str:
    new, old = report.compared.new.figures, report.compared.old
    rows = []
    for number, each in enumerate(new.sweep):
        row = (
            f"| {each.threshold} | {each.kept} | {percent(each.share)} | {_known(each.accepted, each.between)} "
            f"| {percent(each.recall)} |"
        )
        if old is not None:
            there = old.figures.sweep[number]
            row += f" {percent(there.share)} | {_known(there.accepted, there.between)} |"
        rows.append(row)
    name = old.critic if old else ""
    return _SWEEP.format(
        rows="\n".join(rows),
        old=f" {name}: share of all | accepted |" if old else "",
        line="---:|---:|" if old else "",
    )


def _calibration(one: HeldOut) -> str:
    return _CALIBRATION.format(
        rows="\n".join(f"| {each.n} | {percent(each.score)} | {percent(each.accepted)} |" for each in one.bins)
    )


def _with(value: float, between: Between | None) -> str:
    return percent(value) + (f" ({_between(between)})" if between else "")


def _between(between: Between) -> str:
    return f"{percent(between[0])} to {percent(between[1])}"


def _known(value: float | None, between: Between | None) -> str:
    return "-" if value is None else _with(value, between)
