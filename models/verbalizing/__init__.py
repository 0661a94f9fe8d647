"""A picture in words: what a teacher reads that does not see it."""
