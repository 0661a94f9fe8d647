"""A finished corpus, written for those who train on it."""
