"""The choices of a turn, best first: their shares in words, and whoever is on a chip among them."""

from typing import Any

import pytest

from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_no_share_is_said_to_be_nothing_or_everything(ask_page: Watched) -> None:
    ask_page.start()
    script = "async (shares) => shares.map((await import('/static/conversation/ranking.js')).percent)"

    words = ask_page.page.evaluate(script, [0, 0.001, 0.005, 0.5, 0.994, 0.999, 1, None])

    assert words == ["0 %", "< 1 %", "1 %", "50 %", "99 %", "> 99 %", "100 %", ""]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"model": "embedded:student", "settings": {"scored_by": "likelihood"}}, ("by likelihood", "drawn world")),
        ({"model": "embedded:chooser", "settings": {"scored_by": "match"}}, ("by match", "drawn world")),
        ({"model": "embedded:chooser", "settings": {"scored_by": "itm"}}, ("by matching", "drawn world")),
        ({"model": "hf:clip", "settings": {"scored_by": "itc"}}, ("by contrast",)),
        ({"model": "plain", "settings": {"scored_by": "likelihood"}}, ("by likelihood",)),
        ({"model": "embedded:student", "settings": {}}, ()),
        (None, ()),
    ],
)
def test_shares_of_the_embedded_student_are_said_to_hold_for_the_wordings_of_the_drawn_world(
    ask_page: Watched, answer: dict[str, Any] | None, said: tuple[str, ...]
) -> None:
    ask_page.start()
    script = "async (answer) => (await import('/static/conversation/ranking.js')).aboutShares(answer ?? undefined)"

    about = ask_page.page.evaluate(script, answer)

    assert all(words in about for words in said)
    assert bool(about) == bool(said)
    assert ("drawn world" in about) == ("drawn world" in said)


def test_who_is_on_a_chip_of_a_ranking_stays_there_until_it_changes(ask_page: Watched) -> None:
    ask_page.start()
    script = """async () => {
      const { RankingView } = await import('/static/conversation/ranking.js');
      const view = new RankingView();
      const show = (share) => view.show([{ text: '[0] fell', share }, { text: 'it left', share: 1 - share }],
        [{ id: 0, box: [0, 0, 9, 9], label: '' }]);
      document.body.append(view.node);
      show(0.75);
      const chip = view.node.querySelector('button');
      chip.focus();
      show(0.75);
      const stays = document.activeElement === chip;
      show(0.25);
      const first = view.node.querySelector('.ranking-text').textContent;
      view.dispose();
      view.node.remove();
      return [stays, first];
    }"""

    assert ask_page.page.evaluate(script) == [True, "it left"]
