"""Benchmarks of localized visual commonsense: items to choose from, official files and metrics, and who is measured."""
