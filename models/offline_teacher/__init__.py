"""A teacher without a network: it reads the text of a prompt, nothing else, and replies from common sense."""
