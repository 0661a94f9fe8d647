"""The official files of six benchmarks, which the user brings: read to items, predictions scored and written."""
