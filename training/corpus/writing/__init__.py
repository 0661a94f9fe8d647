"""What the teacher is asked for, and how its replies are read."""
