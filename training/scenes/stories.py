"""Every situation of the drawn world by name; scenes are drawn from it, so its order is part of what a seed means."""

from training.scenes import (
    stories_animals,
    stories_calm,
    stories_country,
    stories_home,
    stories_outdoors,
    stories_people,
    stories_playing,
    stories_public,
    stories_social,
    stories_wild,
)
from training.scenes.situations import Situation

STORIES: dict[str, Situation] = {
    **stories_outdoors.STORIES,
    **stories_home.STORIES,
    **stories_animals.STORIES,
    **stories_people.STORIES,
    **stories_calm.STORIES,
    **stories_social.STORIES,
    **stories_public.STORIES,
    **stories_country.STORIES,
    **stories_playing.STORIES,
    **stories_wild.STORIES,
}
