import doctest
import importlib
from pathlib import Path

import pytest

import annotation

MODULES = sorted(path.stem for path in Path(*annotation.__path__).glob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_worked_examples_in_docstrings_are_right(name: str) -> None:
    module = importlib.import_module(f"annotation.{name}" if name != "__init__" else "annotation")

    assert doctest.testmod(module).failed == 0
