"""The workshop: the drawn world, the corpus, the trainers and the evaluation."""
