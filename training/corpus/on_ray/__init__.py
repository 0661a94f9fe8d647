"""The work of the stages on a Ray cluster: Ray comes with the extra `ray`, and nothing else needs it."""
