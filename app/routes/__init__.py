"""The JSON API: one file per kind of thing. Every route is same-origin and answers for the owner of the cookie only."""
