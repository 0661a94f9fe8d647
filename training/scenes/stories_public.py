"""Situations of doctors and patients, guests and waiters, and of alarms."""

from training.scenes import stories_hospital, stories_restaurant
from training.scenes.situations import Situation

STORIES: dict[str, Situation] = {**stories_hospital.STORIES, **stories_restaurant.STORIES}
