"""The report of a round of comparing as a text: for each two models the table of the paper, and what it rests on."""

from collections.abc import Iterator
from itertools import groupby

from annotation.compare_report import CompareReport, LeftOutAsEqual
from annotation.comparing import PairTable
from annotation.intervals import Figure
from annotation.position_bias import PositionBias

_HEAD = f"{'':24} {'wins':>20} {'ties':>20} {'losses':>20} {'no majority':>20}  sign test"


def as_text(report: CompareReport) -> str:
    """Return the report, shares in percent with 95 % intervals over pictures."""
    lines = [f"{report.pairs} pairs, {report.judgements} judgements that count", *map(_equal, report.left_out_as_equal)]
    if not report.tables:
        return "\n".join((*lines, "No pair has two judgements yet."))
    for (first, second), tables in groupby(_by_models(report.tables), key=lambda each: (each.first, each.second)):
        lines += ["", f"{first}  against  {second}", _HEAD, *(_row(each.criterion, each) for each in tables)]
        types = [each for each in report.by_question_type if (each.first, each.second) == (first, second)]
        lines += ["overall, by type of question"]
        lines += [_row(f"  {each.slice} ({each.judged_pairs})", each) for each in types if each.criterion == "overall"]
    lines += _strength_lines(report)
    lines += ["", "Does the side matter? Preferences for the left, whoever wrote it; half if it does not"]
    return "\n".join((*lines, *map(_bias, report.position_bias)))


def _equal(left_out: LeftOutAsEqual) -> str:
    many = "1 question" if left_out.questions == 1 else f"{left_out.questions} questions"
    return f"{many} left out, to which {left_out.first} and {left_out.second} say the same; no share below counts them"


def _by_models(tables: tuple[PairTable, ...]) -> list[PairTable]:
    return sorted(tables, key=lambda each: (each.first, each.second))  # stable: criteria stay in their order


def _row(name: str, table: PairTable) -> str:
    shares = (table.win_share, table.tie_share, table.loss_share, table.no_majority)
    test = "" if table.sign_p is None else f"p = {table.sign_p:.3g}"
    return f"{name:24} {' '.join(f'{_percent(each):>20}' for each in shares)}  {test}".rstrip()


def _bias(bias: PositionBias) -> str:
    test = "" if bias.p is None else f"p = {bias.p:.3g}"
    counts = f"{bias.left} left, {bias.right} right, {bias.ties} ties"
    return f"{bias.criterion:24} {_percent(bias.left_share):>20}  {counts}  {test}".rstrip()


def _strength_lines(report: CompareReport) -> Iterator[str]:
    for criterion, found in groupby(report.strengths, key=lambda each: each.criterion):
        yield from ("", f"{criterion}: Bradley-Terry strength in log odds")
        for each in found:
            record = f"{each.wins} wins, {each.ties} ties, {each.losses} losses"
            yield f"{each.model:40} {_number(each.strength):>26}  {record}"


def _percent(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{100 * figure.value:.1f}"
    return f"{100 * figure.value:.1f} ({100 * figure.low:.1f}-{100 * figure.high:.1f})"


def _number(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    if figure.low is None or figure.high is None:
        return f"{figure.value:+.2f}"
    return f"{figure.value:+.2f} ({figure.low:+.2f} to {figure.high:+.2f})"
