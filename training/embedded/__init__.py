"""Train the models that ship with the house, from scratch, on the drawn world."""
