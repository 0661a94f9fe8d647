"""How long a person waits for an Answerer."""

import os
import statistics
import time
from collections.abc import Iterable

from models.base import Answerer
from models.records import Record
from training.evaluation.sampling import as_question, draw_exams


class Latency(Record):
    """Medians and 95th percentiles over `n` single questions, in seconds."""

    n: int
    cores: int
    first_words: float
    first_words_p95: float
    whole_answer: float
    whole_answer_p95: float


def measure_latency(answerer: Answerer, *, count: int = 60, seed: int = 1) -> Latency:
    """Ask `count` questions one after the other, streaming, and time first words and end as the reader sees them."""
    firsts, wholes = [], []
    for exam in draw_exams(count, seed):
        for asked in exam.asked:
            started = time.perf_counter()
            first = None
            for answer in answerer.answer(exam.image, as_question(asked, exam.regions)):
                if first is None and answer.text:
                    first = time.perf_counter() - started
            wholes.append(time.perf_counter() - started)
            firsts.append(wholes[-1] if first is None else first)
    return Latency(
        n=len(wholes),
        cores=os.cpu_count() or 1,
        first_words=_rounded(statistics.median(firsts)),
        first_words_p95=_rounded(_percentile(firsts, 0.95)),
        whole_answer=_rounded(statistics.median(wholes)),
        whole_answer_p95=_rounded(_percentile(wholes, 0.95)),
    )


def _percentile(values: Iterable[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _rounded(seconds: float) -> float:
    return round(seconds, 4)
