"""The training loop that every trainer here shares, and how its runs are kept, followed and taken up again."""
