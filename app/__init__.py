"""The pages and the `deixis` command: the only place where the parts are put together."""
