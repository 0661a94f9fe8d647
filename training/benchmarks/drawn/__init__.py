"""The drawn world asked in the styles of six benchmarks, so that every answer is known exactly."""
