"""One file per `deixis` command."""
