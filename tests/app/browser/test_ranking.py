"""The choices of a turn, best first: their shares in words, and whoever is on a chip among them."""

import pytest

from tests.app.browser.watched import Watched

pytestmark = pytest.mark.browser


def test_no_share_is_said_to_be_nothing_or_everything(ask_page: Watched) -> None:
    ask_page.start()
    script = "async (shares) => shares.map((await import('/static/conversation/ranking.js')).percent)"

    words = ask_page.page.evaluate(script, [0, 0.001, 0.005, 0.5, 0.994, 0.999, 1, None])

    assert words == ["0 %", "< 1 %", "1 %", "50 %", "99 %", "> 99 %", "100 %", ""]


def test_who_is_on_a_chip_of_a_ranking_stays_there_until_it_changes(ask_page: Watched) -> None:
    ask_page.start()
    script = """async () => {
      const { RankingView } = await import('/static/conversation/ranking.js');
      const view = new RankingView();
      const show = (share) => view.show([{ text: '[0] fell', share }, { text: 'it left', share: 1 - share }],
        [{ id: 0, box: [0, 0, 9, 9], label: '' }], 'match');
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
