"""Mentions of regions are coloured, and nothing else of a text becomes markup."""

from models.marks import PALETTE, colour_of
from training.pages.mentions import coloured


def test_mentions_have_the_colour_of_their_region() -> None:
    for region_id in (0, 1, len(PALETTE)):
        assert f"background: {colour_of(region_id)}" in coloured(f"who is [{region_id}]?")
    assert "span" not in coloured("[x] [] [12345]")


def test_everything_else_is_escaped() -> None:
    assert coloured("<i>&'\"</i>") == "&lt;i&gt;&amp;&#39;&#34;&lt;/i&gt;"
