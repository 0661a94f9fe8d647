"""Students and proposers from a Hugging Face folder or hub id."""
