"""The switch behind the Stop button."""

from app.pages.stopping import StopSwitches


def test_throwing_a_tabs_switch_stops_that_tab_only() -> None:
    switches = StopSwitches()
    mine, other = switches.new("mine"), switches.new("other")

    switches.throw("mine")

    assert (mine.is_set(), other.is_set()) == (True, False)


def test_a_new_question_stops_the_one_before_it() -> None:
    switches = StopSwitches()
    first = switches.new("tab")

    second = switches.new("tab")

    assert (first.is_set(), second.is_set()) == (True, False)


def test_a_question_that_is_over_does_not_take_the_next_ones_switch_along() -> None:
    switches = StopSwitches()
    first = switches.new("tab")
    second = switches.new("tab")

    switches.forget("tab", first)
    switches.throw("tab")

    assert second.is_set()


def test_a_tab_that_waits_for_nothing_can_be_stopped() -> None:
    StopSwitches().throw("nobody")
