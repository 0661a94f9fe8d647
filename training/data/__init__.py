"""What students and critics learn from: pictures with regions drawn, and texts that name them."""
