"""`deixis critics`: which critics there are in the data folder, and which of them is in use."""

from typing import TYPE_CHECKING, Annotated

import typer

from app.commands.db import AsJson, Database, DataDir

if TYPE_CHECKING:
    from app.critics import OwnCritic

critics_commands = typer.Typer(
    help="The critics that were made of people's labels here, and which is in use.", no_args_is_help=True
)


@critics_commands.command("list")
def list_critics(data_dir: DataDir = None, as_json: AsJson = False) -> None:
    """List the critics, the newest first, with what was measured on held-out labels."""
    from app.commands.annotate_place import say
    from app.commands.corpus_work import ending
    from app.critics import SHIPPED, in_use, own
    from app.settings import read_settings

    with ending(as_json=as_json):
        home = read_settings(data_dir=data_dir).critics
        used, made = in_use(home), own(home)
        lines = [_line(each, used.critic) for each in made]
        shipped = f"{'*' if used.critic == SHIPPED else ' '} {SHIPPED}: ships with Deixis"
        value = {"in_use": used.model_dump(mode="json"), "critics": [each.model_dump(mode="json") for each in made]}
        say(value, "\n".join((*lines, shipped, "* is in use.")), as_json=as_json)


@critics_commands.command()
def use(
    critic: Annotated[str, typer.Argument(metavar="CRITIC", help="own:NAME, or embedded.")],
    db: Database = None,
    data_dir: DataDir = None,
    as_json: AsJson = False,
) -> None:
    """Put a critic in use: it scores corpora and orders what is rated, where no other one is named."""
    from app.commands.annotate_place import ACTOR, say
    from app.commands.corpus_work import ending
    from app.critics import use as put_in_use
    from app.settings import read_settings
    from db.store import open_store

    with ending(as_json=as_json):
        settings = read_settings(db_url=db, data_dir=data_dir)
        with open_store(settings.database) as store:
            chosen = put_in_use(critic, settings.critics, store, actor=ACTOR)
        say(chosen.model_dump(mode="json"), f"{chosen.critic} is in use.", as_json=as_json)


def _line(each: "OwnCritic", used: str) -> str:
    from training.evaluation.table import percent

    named = f"{'*' if each.critic == used else ' '} {each.critic}: "
    if each.report is None:
        return f"{named}came from elsewhere"
    compared, facts = each.report.compared, each.report.labels
    figures = compared.new.figures
    old = f" ({compared.old.critic}: {percent(compared.old.figures.auc)})" if compared.old else ""
    return f"{named}{facts.in_words}; AUC {percent(figures.auc)} % on {figures.n} held-out labels{old}"
