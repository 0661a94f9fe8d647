"""The models that ship with the house: small, trained from scratch on the drawn world, run on a CPU."""
