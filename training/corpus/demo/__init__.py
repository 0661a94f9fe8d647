"""Rounds to try judging with: drawn pictures, and what the embedded models say of them."""
