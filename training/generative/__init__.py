"""Students that write, captioners and narrators: BLIP-2 over a language model, and chat models that see."""
