"""Where the pictures of a corpus and their regions come from."""
