"""Situations between people: helping, teaching, comforting, competing, hiding, quarrelling."""

from training.scenes import stories_caring, stories_finds, stories_lessons, stories_meeting, stories_shows
from training.scenes.situations import Situation

STORIES: dict[str, Situation] = {
    **stories_caring.STORIES,
    **stories_meeting.STORIES,
    **stories_lessons.STORIES,
    **stories_shows.STORIES,
    **stories_finds.STORIES,
}
