"""Experiments on the drawn world: what stands in for people there is never a part of the app."""
