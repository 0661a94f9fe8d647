"""All that was judged in a round and the labels derived from it: tables with a manifest, as a folder or a ZIP file."""

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Collection, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from annotation.agreement import agreement, pair_agreement
from annotation.files_rows import candidate_table, judgement_table, label_table, skip_table
from annotation.files_write import Format, Table, write_table, write_whole
from annotation.labels import critic_labels
from db.store import Store, utc_now
from models.judging import Round

MANIFEST = "manifest.json"


def tables_of(store: Store, found: Round, without: Collection[str]) -> tuple[list[Table], dict[str, Any]]:
    """Return the tables of a round and its manifest, without the files. Annotators are pseudonyms."""
    judging = store.judging
    items, judged = judging.items(found.id), judging.judged(found.id)
    tables = [candidate_table(items), judgement_table(items, judged), skip_table(judging.skips(found.id))]
    manifest: dict[str, Any] = {
        "deixis": version("deixis"),
        "exported_at": utc_now().isoformat(timespec="seconds"),
        "round": found.model_dump(mode="json"),
        "progress": judging.progress(found.id).model_dump(mode="json"),
        "excluded": sorted(without),
    }
    if found.kind == "rate":
        words = judging.adjudications(found.id)
        derived = critic_labels(items, judged, adjudications=words, least=found.settings.overlap, without=without)
        tables.append(label_table(derived.labels))
        manifest["labels"] = derived.manifest.model_dump(mode="json")
        manifest["adjudications"] = [each.model_dump(mode="json") for each in words]
        agreed = agreement(items, judged, without=without)
    else:
        agreed = pair_agreement(items, judged, without=without)
        manifest["left_out_as_equal"] = equal_lines(store, found)
    manifest["agreement"] = {criterion: each.model_dump(mode="json") for criterion, each in agreed.items()}
    return tables, manifest


def equal_lines(store: Store, found: Round) -> list[dict[str, str]]:
    """Return, for a manifest, the questions that a round leaves out because two models said the same."""
    return [each.model_dump() for each in store.judging.equal_pairs(found.id)]


def write_tables(tables: Iterable[Table], out: Path, form: Format) -> dict[str, Any]:
    """Write tables into a folder; return what the manifest says of their files. Raises BadSetting."""
    paths = [(table, write_table(table, out, form)) for table in tables]
    return {
        table.name: {
            "file": path.name,
            "rows": len(table.lines) if form == "jsonl" else len(table.rows),
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for table, path in paths
    }


def write_manifest(manifest: dict[str, Any], out: Path) -> None:
    """Write the manifest, last of all: a folder that has one is complete."""
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    write_whole(out / MANIFEST, lambda file: file.write_text(text, "utf-8"))


def zipped_round(store: Store, found: Round, without: Collection[str], *, form: Format = "jsonl") -> bytes:
    """Return a ZIP file of what `deixis annotate export` writes."""
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory(prefix="deixis-export-") as name:
        out = Path(name)
        tables, manifest = tables_of(store, found, without)
        manifest["files"] = write_tables(tables, out, form)
        write_manifest(manifest, out)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            for path in sorted(out.iterdir()):
                file.write(path, path.name)
    return packed.getvalue()
