"""Templates: what is written into a page stays text, and what a page was not given is told."""

from pathlib import Path

import pytest
from jinja2 import UndefinedError

from training.pages.templates import template_in


def test_texts_stay_text_and_filters_work(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p>{{ said }} {{ said | loud }}</p>", "utf-8")

    page = template_in(tmp_path, loud=str.upper)

    assert page.render(said="<b>") == "<p>&lt;b&gt; &lt;B&gt;</p>"
    with pytest.raises(UndefinedError):
        page.render()
