"""The rules of the house that no linter knows."""

import importlib
import json
import re
import sys
from pathlib import Path

import pytest

from training.evaluation.choices import ChoiceReport

ROOT = Path(__file__).parent.parent
PACKAGES = ("app", "annotation", "models", "training", "db", "static")
TREE_LINE = re.compile(r"^(?P<indent>(?:    )*)(?P<name>[\w.-]+/?)(?:\s{2,}.*)?$")


def own_files(*suffixes: str) -> list[Path]:
    """Return the files of our folders and of the top, without what tools and environments leave there."""
    below = [path for folder in (*PACKAGES, "tests", "docs") for path in (ROOT / folder).rglob("*")]
    found = [path for path in (*below, *ROOT.iterdir()) if path.is_file() and path.name.endswith(suffixes)]
    assert found
    return [path for path in found if "__pycache__" not in path.parts]


def tree_of_readme() -> list[Path]:
    """Return the paths that the README's tour of the folders names."""
    block = (ROOT / "README.md").read_text("utf-8").split("```tree\n")[1].split("```")[0]
    folders: list[str] = []
    paths = []
    for line in block.splitlines():
        match = TREE_LINE.match(line)
        assert match, f"the tree line {line!r} is not 'name/  what it is' with four blanks a level"
        depth = len(match["indent"]) // 4
        folders[depth:] = [match["name"]]
        paths.append(Path(*folders))
    return paths


@pytest.mark.parametrize("name", PACKAGES)
def test_package_resolves_inside_the_checkout(name: str) -> None:
    module = importlib.import_module(name)

    assert Path(str(module.__file__)).is_relative_to(ROOT)


def test_tests_hold_no_package_files() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_every_path_the_readme_names_exists_and_every_top_folder_is_named() -> None:
    named = tree_of_readme()

    missing = [path for path in named if not (ROOT / path).exists()]
    unnamed = [folder for folder in (*PACKAGES, "tests", "docs") if Path(folder) not in named]
    assert (missing, unnamed) == ([], [])


def test_every_command_the_readme_shows_is_a_make_target_or_a_deixis_command() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    shown = set(re.findall(r"^\s*make ([a-z-]+)", text, re.MULTILINE)) | set(re.findall(r"`make ([a-z-]+)`", text))

    assert shown
    assert shown <= targets


def test_the_figures_in_the_readme_are_the_measured_ones() -> None:
    figures = json.loads((ROOT / "models/embedded/student/figures.json").read_text("utf-8"))
    scenes, domain = figures["scenes"], figures["domain"]
    text = (ROOT / "README.md").read_text("utf-8").split("## The embedded student, measured")[1].split("\n## ")[0]

    shown = re.findall(r"\| ([\d.]+) \|$", text, re.MULTILINE)

    controls, swapped = scenes["controls"], scenes["controls"]["swapped"]
    measured = [
        scenes["strict_accuracy"],
        scenes["slot_accuracy"],
        scenes["by_type"]["why"]["strict"],
        controls["drawn_only"],
        controls["jitter_8"],
        swapped["right"] / swapped["n"],
        figures["heldout"]["slot_accuracy"],
        controls["no_regions"],
        controls["text_majority"],
    ]
    assert shown == [f"{100 * figure:.1f}" for figure in measured]
    assert f"({domain['photographs']['n']} photographs, {domain['drawings']['n']} icons" in text
    assert domain["missed"] == []


def test_the_figures_of_choosing_in_the_readme_are_the_measured_ones() -> None:
    text = (ROOT / "README.md").read_text("utf-8").split("Beside it ships a **chooser**")[1].split("\n\n")[0]
    chooser, student = (
        ChoiceReport.model_validate(
            json.loads((ROOT / f"models/embedded/{model}/figures.json").read_text("utf-8"))[part]
        )
        for model, part in (("chooser", "scenes"), ("student", "choices"))
    )

    shown = re.findall(r"\d+\.\d", text)

    sighted, boxless, students = chooser.figures, chooser.no_boxes, student.figures
    measured = [
        *(sighted.answer, boxless.answer, sighted.rationale, boxless.rationale),
        *(students.answer, students.rationale),
    ]
    assert shown == [f"{100 * figure.value:.1f}" for figure in measured]


def test_the_figures_of_the_verbalizers_in_the_readme_are_the_measured_ones() -> None:
    unseen = json.loads((ROOT / "models/embedded/verbalizers/figures.json").read_text("utf-8"))["scenes"]
    text = (ROOT / "README.md").read_text("utf-8").split("## The embedded verbalizers, measured")[1].split("\n## ")[0]

    shown = re.findall(r"\| ([\d.]+) \|$", text, re.MULTILINE)

    measured = [
        unseen["captions"]["all_facts"]["told"],
        unseen["narratives"]["mentioned"],
        unseen["replies"]["right"],
        unseen["tags"]["precision"]["concepts"]["right"],
        unseen["regions"]["recall"],
    ]
    shares = [each if isinstance(each, float) else each["right"] / each["n"] for each in measured]
    assert shown == [f"{100 * share:.1f}" for share in shares]


def test_no_file_grows_past_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in own_files(".py", ".js", ".css")
        if (lines := len(path.read_text("utf-8").splitlines())) > 300
    }

    assert long == {}


def test_no_page_asks_for_an_address_without_the_prefix_of_the_app() -> None:
    naked = re.compile(r"""(?:(?:href|src|action)\b["']?\s*[:=]|\b(?:fetch|import|assign)\()\s*["'`]/""")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in own_files(".js", ".html", ".py")
        if path.is_relative_to(ROOT / "static") or path.is_relative_to(ROOT / "app" / "pages")
        for line in path.read_text("utf-8").splitlines()
        if naked.search(line)
    ]

    assert found == []


def test_no_module_is_named_like_the_standard_library() -> None:
    folders = {ROOT / package for package in PACKAGES}
    clashes = [
        path.name for path in own_files(".py") if path.parent in folders and path.stem in sys.stdlib_module_names
    ]

    assert clashes == []


def test_no_file_names_a_machine() -> None:
    # Folders of one machine and the addresses of private indexes have no place here; the words are split so that
    # this file does not find itself.
    words = ["/ho" + "me/", "/ro" + "ot/", "/Us" + "ers/", "index-" + "url", ".py" + "env"]
    pattern = re.compile("|".join(map(re.escape, words)))
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in own_files(".py", ".js", ".css", ".md", ".toml", "Makefile")
        if (match := pattern.search(path.read_text("utf-8")))
    ]

    assert found == []
