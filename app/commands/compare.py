"""`deixis compare`: rounds of comparing, from their making to the table and the preference pairs that come of them."""

import typer

from app.commands.compare_build import build
from app.commands.compare_demo import demo
from app.commands.compare_export import export
from app.commands.compare_rounds import report, rounds

compare_commands = typer.Typer(no_args_is_help=True, help="Have people compare what models say, blind.")

compare_commands.command()(demo)
compare_commands.command()(build)
compare_commands.command()(rounds)
compare_commands.command()(report)
compare_commands.command()(export)
