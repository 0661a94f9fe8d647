"""BLIP-2 as the paper trains it: the first stage as student and as critic."""
