"""What a corpus holds: lengths, types, skills, diversity, and what the critic takes away."""
