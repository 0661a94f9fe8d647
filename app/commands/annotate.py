"""`deixis annotate`: rounds of judging, from their making to the labels that come of them."""

import typer

from app.commands.annotate_assign import assign
from app.commands.annotate_demo import demo
from app.commands.annotate_export import export
from app.commands.annotate_import import import_candidates
from app.commands.annotate_rounds import agreement, close, progress, ratings, reopen, rounds
from app.commands.users import users_commands

annotate_commands = typer.Typer(no_args_is_help=True, help="Make rounds of judging, look after them, take labels out.")

annotate_commands.command()(demo)
annotate_commands.command("import")(import_candidates)
annotate_commands.command()(rounds)
annotate_commands.command()(progress)
annotate_commands.command()(close)
annotate_commands.command()(reopen)
annotate_commands.command()(assign)
annotate_commands.command()(agreement)
annotate_commands.command()(ratings)
annotate_commands.command()(export)
annotate_commands.add_typer(users_commands, name="users")
