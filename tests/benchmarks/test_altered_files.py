"""Files of benchmarks that are cut off or altered are read, or refused in a sentence; here a few of the alterations."""

from pathlib import Path

from tests.benchmarks.altered_files import altered, faults


def test_what_is_altered_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    wrong, counts = faults(tmp_path, every=97)

    assert wrong == []
    assert sum(counts.values()) > 200
    assert counts["refused with its field"] > counts["read"] > 0


def test_fields_are_left_out_and_changed_one_at_a_time() -> None:
    cases = {case.what: case.data for case in altered("a.json", b'{"x": [1, {"y": 2}]}')}

    assert cases["('x', 1, 'y') is left out"] == b'{"x": [1, {}]}'
    assert cases["('x', 0) is null"] == b'{"x": [null, {"y": 2}]}'
    assert cases["cut off after 10 bytes"] == b'{"x": [1, '
