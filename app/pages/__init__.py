"""One file per page of the app: layout and handlers, no SQL and no model code."""
