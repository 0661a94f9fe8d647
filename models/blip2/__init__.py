"""BLIP-2's first stage: the network that compares pictures and texts, and who chooses and criticises with it."""
