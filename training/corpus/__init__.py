"""The corpus: which of the generated questions, answers and rationales are worth a person's or a critic's look."""
