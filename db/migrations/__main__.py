"""Write the revision that brings databases to the tables as they are now; read it before you commit it.

python -m db.migrations "keep ratings"
"""

import sys
import tempfile
from pathlib import Path

from alembic import command

from db.engine import database_url, open_engine
from db.schema import alembic_config, bring_up_to_date, newest_revision


def main(sentence: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(database_url(Path(folder) / "deixis.sqlite3"), pooled=False)
        bring_up_to_date(engine)
        with engine.connect() as connection:
            number = f"{int(newest_revision()) + 1:04}"
            command.revision(alembic_config(connection), sentence.capitalize(), autogenerate=True, rev_id=number)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
