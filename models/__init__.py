"""Records, regions, and every model behind a small Protocol. Start reading at `records.py`."""
