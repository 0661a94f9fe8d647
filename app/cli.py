"""The `deixis` command. Every command imports what is heavy inside its function, so that --help answers at once."""

import typer

from app.commands.annotate import annotate_commands
from app.commands.app import app_command
from app.commands.ask import ask_command
from app.commands.compare import compare_commands
from app.commands.convert import convert_commands
from app.commands.corpus import corpus_commands
from app.commands.critics import critics_commands
from app.commands.db import db_commands
from app.commands.doctor import doctor_command
from app.commands.evaluate import evaluate_commands
from app.commands.reproduce import reproduce_command
from app.commands.scenes import scenes_commands
from app.commands.train import train_commands

root = typer.Typer(
    name="deixis",
    help="Point at a picture, ask why; and make the model that answers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
root.command("app")(app_command)
root.command("ask")(ask_command)
root.add_typer(scenes_commands, name="scenes")
root.add_typer(annotate_commands, name="annotate")
root.add_typer(compare_commands, name="compare")
root.add_typer(corpus_commands, name="corpus")
root.add_typer(train_commands, name="train")
root.add_typer(critics_commands, name="critics")
root.add_typer(evaluate_commands, name="evaluate")
root.add_typer(convert_commands, name="convert")
root.add_typer(db_commands, name="db")
root.command("reproduce")(reproduce_command)
root.command("doctor")(doctor_command)
