import numpy as np
import pytest

from annotation.dawid_skene import confusion_bounds, fit, mild_prior
from annotation.values import Values

# Table 1 of Dawid and Skene 1979: 45 patients, what the first of five anaesthetists said in three sessions, and what
# the others said in one.
PATIENTS = """
111 1 1 1 1|333 4 3 3 4|112 2 1 2 2|222 3 1 2 1|222 3 2 2 2|222 3 3 2 2|122 2 1 1 1|333 3 4 3 3|222 2 2 2 3|232 2 2 2 3
444 4 4 4 4|222 3 3 4 3|111 1 1 1 1|222 3 2 1 2|121 1 1 1 1|111 2 1 1 1|111 1 1 1 1|111 1 1 1 1|222 2 2 2 1|222 1 3 2 2
222 2 2 2 2|222 2 2 2 1|222 3 2 2 2|221 2 2 2 2|111 1 1 1 1|111 1 1 1 1|232 2 2 2 2|111 1 1 1 1|111 1 1 1 1|112 1 1 2 1
111 1 1 1 1|333 3 2 3 3|111 1 1 1 1|222 2 2 2 2|222 3 2 3 2|433 4 3 4 3|221 2 2 3 2|232 3 2 3 3|333 3 4 3 2|111 1 1 1 1
111 1 1 1 1|121 2 1 1 1|232 2 2 2 2|121 1 1 1 1|222 2 2 2 2
"""


def as_values(rows: list[tuple[int, int, int]], people: int) -> Values:
    """Return values of (unit, annotator, value) rows."""
    unit, annotator, value = np.array(sorted(rows)).T
    count = unit.max() + 1
    return Values(
        units=tuple((f"i{number}", 0) for number in range(count)),
        annotators=tuple(f"p{number}" for number in range(people)),
        pictures=tuple(map(str, range(count))),
        picture=np.arange(count),
        unit=unit,
        annotator=annotator,
        value=value,
    )


def anaesthetists() -> Values:
    patients = PATIENTS.strip().replace("\n", "|").split("|")
    return as_values(
        [
            (unit, who, int(value) - 1)
            for unit, patient in enumerate(patients)
            for who, said in enumerate(patient.split())
            for value in said
        ],
        5,
    )


def slow_em(
    values: Values, categories: int, rounds: int
) -> tuple[list[list[float]], dict[tuple[int, int, int], float]]:
    """The equations of the paper as they are written, one number at a time: T[i][j] and pi[k, j, l]."""
    said = list(zip(values.unit.tolist(), values.annotator.tolist(), values.value.tolist(), strict=True))
    units, people = range(len(values.units)), range(len(values.annotators))
    classes = range(categories)
    n = {(i, k, value): 0 for i in units for k in people for value in classes}
    for row in said:
        n[row] += 1
    t = [
        [sum(n[i, k, j] for k in people) / sum(n[i, k, q] for k in people for q in classes) for j in classes]
        for i in units
    ]
    pi: dict[tuple[int, int, int], float] = {}
    for _ in range(rounds):
        p = [sum(t[i][j] for i in units) / len(t) for j in classes]
        for k in people:
            for j in classes:
                whole = sum(t[i][j] * n[i, k, value] for i in units for value in classes)
                for value in classes:
                    pi[k, j, value] = sum(t[i][j] * n[i, k, value] for i in units) / whole
        for i in units:
            likely = [p[j] for j in classes]
            for k in people:
                for value in classes:
                    likely = [each * pi[k, j, value] ** n[i, k, value] for j, each in enumerate(likely)]
            t[i] = [each / sum(likely) for each in likely]
    return t, pi


def simulated(seed: int, *, units: int = 150, people: int = 5, each: int = 3) -> tuple[np.ndarray, Values]:
    rng = np.random.default_rng(seed)
    confusion = np.array([[rng.dirichlet(1 + 12 * row) for row in np.eye(3)] for _ in range(people)])
    truth = rng.choice(3, units, p=[0.3, 0.2, 0.5])
    rows = [
        (unit, int(who), int(rng.choice(3, p=confusion[who, truth[unit]])))
        for unit in range(units)
        for who in rng.choice(people, each, replace=False)
    ]
    return confusion, as_values(rows, people)


def test_the_example_of_the_paper_has_the_estimates_known_for_it() -> None:
    found = fit(anaesthetists(), categories=4)

    assert found.prevalence.round(2).tolist() == [0.40, 0.42, 0.11, 0.07]
    assert found.confusion[0].round(2).tolist() == [
        [0.89, 0.11, 0.00, 0.00],
        [0.07, 0.88, 0.05, 0.00],
        [0.00, 0.34, 0.66, 0.00],
        # Patients 2, 11 and 36 are certainly of class 4, and four times of nine he said so.
        [0.00, 0.00, 0.56, 0.44],
    ]


def test_estimates_are_those_of_the_equations_one_number_at_a_time() -> None:
    values = anaesthetists()

    truth, pi = slow_em(values, 4, 60)
    found = fit(values, categories=4, tolerance=1e-12)

    assert found.truth == pytest.approx(np.array(truth), abs=1e-6)
    assert found.confusion == pytest.approx(np.array([pi[key] for key in sorted(pi)]).reshape(5, 4, 4), abs=1e-6)


def test_what_was_simulated_is_found_again() -> None:
    confusion, values = simulated(1, units=3000)

    found = fit(values, prior=mild_prior(3))

    assert np.abs(found.confusion - confusion).max() < 0.06


def test_most_intervals_hold_what_was_simulated() -> None:
    inside = []
    for seed in range(8):
        confusion, values = simulated(seed)
        bounds = confusion_bounds(values, fit(values, prior=mild_prior(3)), draws=200, seed=seed)
        inside.append((bounds.low <= confusion) & (confusion <= bounds.high))

    assert 0.88 <= np.mean(inside) <= 0.99


def test_few_ratings_make_wide_intervals() -> None:
    _, values = simulated(2, units=200, people=4)
    kept = (values.annotator != 3) | (values.unit < 6)
    few = values._replace(unit=values.unit[kept], annotator=values.annotator[kept], value=values.value[kept])

    bounds = confusion_bounds(few, fit(few, prior=mild_prior(3)))

    widths = (bounds.high - bounds.low).mean((1, 2))
    assert widths[3] > 2 * widths[:3].max()


def test_the_same_seed_draws_the_same_intervals() -> None:
    _, values = simulated(3, units=40)
    start = fit(values, prior=mild_prior(3))

    once, again, other = (confusion_bounds(values, start, draws=50, seed=seed) for seed in (0, 0, 1))

    assert np.array_equal(once.low, again.low)
    assert not np.array_equal(once.low, other.low)


def test_a_value_that_nobody_gave_breaks_nothing() -> None:
    values = as_values([(unit, who, 2) for unit in range(5) for who in range(2)], 2)

    found = fit(values)

    assert found.prevalence.tolist() == pytest.approx([0, 0, 1])
    assert np.isfinite(found.confusion).all()
    assert np.isfinite(confusion_bounds(values, found).high).all()
