"""Measure models: benchmarks, one file each, and what they are compared with."""
