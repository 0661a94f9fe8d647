"""Entries as a Parquet table, a row each, and such tables read again. pyarrow comes with the extra `parquet`.

Question, answer, rationale and the named critic's score are columns of their own; `regions` is a list of structs;
origin and scores, whose keys differ from entry to entry, are JSON texts. Of a table from elsewhere only the columns
named here are read, of which image or image_id and the three texts are needed.
"""

import importlib.util
import json
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.corpus_files.lines import BadLine
from models.errors import BadSetting

if TYPE_CHECKING:
    import pyarrow

_TEXTS = ("question", "answer", "rationale")
_PLAIN = ("id", "image", "image_id", "split")
_JSON = ("origin", "scores")
_REGION = ("kind", "label", "description", "gesture")
_AT_ONCE = 1000


def check_pyarrow() -> None:
    """Raise BadSetting when the package is missing."""
    if importlib.util.find_spec("pyarrow") is None:
        raise BadSetting("Parquet needs pyarrow: pip install 'deixis[parquet]' brings it; or choose another format.")


def table_schema() -> "pyarrow.Schema":
    import pyarrow as pa

    sides = pa.list_(pa.float64())
    region = [("id", pa.int32()), ("box", sides), ("polygon", pa.list_(sides))]
    region += [(name, pa.string()) for name in _REGION]
    columns = [(name, pa.string()) for name in (*_PLAIN, *_TEXTS, *_JSON)]
    return pa.schema(
        [
            *columns,
            ("regions", pa.list_(pa.struct(region))),
            ("marks", pa.list_(pa.string())),
            ("score", pa.float64()),
        ]
    )


def table_of(rows: Sequence[dict[str, Any]], critic: str) -> "pyarrow.Table":
    """Return the rows of entries with these fields."""
    import orjson
    import pyarrow as pa

    schema = table_schema()
    columns: dict[str, Any] = {name: [row[name] for row in rows] for name in (*_PLAIN, "marks")}
    columns |= {name: [row["qar"][name] for row in rows] for name in _TEXTS}
    columns |= {name: [orjson.dumps(row[name]).decode() for row in rows] for name in _JSON}
    columns["score"] = [row["scores"].get(critic) for row in rows]
    arrays = {name: pa.array(each, schema.field(name).type) for name, each in columns.items()}
    arrays["regions"] = _regions([row["regions"] for row in rows], schema.field("regions").type)
    return pa.table([arrays[name] for name in schema.names], schema=schema)


def _regions(rows: Sequence[Sequence[dict[str, Any]]], type_: "pyarrow.ListType") -> "pyarrow.Array":
    """Return the column put together from flat lists: pyarrow takes several times as long for dicts in lists."""
    import pyarrow as pa

    every = list(chain.from_iterable(rows))
    fields = {name: [each.get(name) for each in every] for name in ("id", *_REGION, "polygon")}
    kinds = {field.name: field.type for field in type_.value_type}
    arrays = {name: pa.array(each, kinds[name]) for name, each in fields.items()}
    sides = pa.array(list(chain.from_iterable(each["box"] for each in every)), pa.float64())
    arrays["box"] = pa.ListArray.from_arrays(pa.array(range(0, 4 * len(every) + 1, 4), pa.int32()), sides)
    structs = pa.StructArray.from_arrays([arrays[name] for name in kinds], fields=list(type_.value_type))
    offsets = pa.array([0, *accumulate(len(row) for row in rows)], pa.int32())
    return pa.ListArray.from_arrays(offsets, structs, type=type_)


def parquet_values(path: Path) -> Iterator[tuple[int, dict[str, Any] | BadLine]]:
    """Yield the rows, counted from 1, as flat lines of our own. Raises BadSetting when there is no such table."""
    check_pyarrow()
    import pyarrow
    import pyarrow.parquet

    try:
        with pyarrow.parquet.ParquetFile(path) as file:
            names = _columns(path, file.schema_arrow.names)
            batches = file.iter_batches(_AT_ONCE, columns=names)
            for number, row in enumerate((row for batch in batches for row in batch.to_pylist()), start=1):
                yield number, _fields(number, row)
    except pyarrow.ArrowInvalid as error:
        raise BadSetting(f"{path} is not a Parquet table that can be read: {str(error).splitlines()[0]}") from None
    except OSError as error:
        raise BadSetting(f"{path} cannot be read: {error.strerror or error}.") from None


def _columns(path: Path, names: Sequence[str]) -> list[str]:
    missing = [name for name in _TEXTS if name not in names]
    if "image" not in names and "image_id" not in names:
        missing = ["image", *missing]
    if missing:
        raise BadSetting(f"{path} has no column {missing[0]!r}; a table needs {', '.join(('image', *_TEXTS))}.")
    return [name for name in table_schema().names if name in names and name != "score"]


def _fields(number: int, row: dict[str, Any]) -> dict[str, Any] | BadLine:
    given = {name: each for name, each in row.items() if each is not None}
    for name in _JSON:
        try:
            given[name] = json.loads(given.get(name, "{}"))
        except (ValueError, TypeError) as problem:
            return BadLine(number, f"{name}: it is not JSON: {problem}")
    given["regions"] = [
        {name: each for name, each in region.items() if each is not None} if isinstance(region, dict) else region
        for region in given.get("regions", ())
    ]
    return given
