"""What is wrong with the words of a question, answer and rationale; it is marked, and nothing is lost."""
