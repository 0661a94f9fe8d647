"""Tables, migrations, and the store that takes and returns records. Start reading at `store.py`."""
