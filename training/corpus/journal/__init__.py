"""What a run has done, kept so that it can be stopped at any moment."""
