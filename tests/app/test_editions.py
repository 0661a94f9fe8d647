"""What a page loads has the edition of static/ in its address, so that a browser may keep it for good."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from app.editions import edition, edition_of
from app.headers import FOREVER
from app.pages.tabs import ASK, RATE


def test_another_content_and_another_name_are_another_edition(tmp_path: Path) -> None:
    (tmp_path / "page").mkdir()
    file = tmp_path / "page" / "api.js"
    file.write_text("export const a = 1;\n", "utf-8")
    first = edition_of(tmp_path)

    file.write_text("export const a = 2;\n", "utf-8")
    second = edition_of(tmp_path)
    file.rename(file.with_name("other.js"))

    assert len({first, second, edition_of(tmp_path)}) == 3
    file.write_text("export const a = 1;\n", "utf-8")
    (tmp_path / "page" / "other.js").unlink()
    assert edition_of(tmp_path) == first


def test_pages_name_their_files_by_the_edition_from_where_they_are() -> None:
    assert ASK.file("page/api.js") == f"./static/{edition()}/page/api.js"
    assert RATE.file("page/api.js") == f"../static/{edition()}/page/api.js"


@pytest.mark.parametrize(
    ("folder", "kept"), [("{}/", FOREVER), ("", "no-cache"), ("0123456789ab/", "no-cache")], ids=["this", "none", "old"]
)
def test_only_a_file_of_this_edition_is_kept_for_good(browser: TestClient, folder: str, kept: str) -> None:
    reply = browser.get(f"/static/{folder.format(edition())}page/api.js")

    assert (reply.status_code, reply.headers["cache-control"]) == (200, kept)
    assert "export" in reply.text


@pytest.mark.parametrize("name", ["nothing.js", "__init__.py", "../pyproject.toml", "0123456789ab/page/api.js"])
def test_an_edition_opens_no_other_files(browser: TestClient, name: str) -> None:
    reply = browser.get(f"/static/{edition()}/{name}")

    assert reply.status_code == 404
    assert reply.headers["cache-control"] == "no-store"
