"""What a teacher is told: prompts as files, and a picture put into words so that a prompt may hold them."""
