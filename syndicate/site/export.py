"""The export: canonical records in parts, the schema that they conform to, and the manifest, written last.

The manifest is a Data Package (https://datapackage.org/standard/data-package/): each part is a resource with its
bytes, its sum and its number of records.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson

from syndicate.errors import OutputError
from syndicate.site.stage import Location, Rendering, Written, lines_at

__all__ = ["SCHEMA_PATH", "ExportPart", "manifest", "schema_file"]

SCHEMA_PATH = "export/schema/review-1.0.schema.json"
_LEVEL = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPart:
    """``export/full/part-00000.jsonl.gz``: canonical records, one a line, sorted by id, compressed by gzip.

    A record whose text may not be passed on (``snippet_only``) is written without its body.
    """

    number: int
    locations: tuple[Location, ...]

    def write(self, shared: Rendering) -> list[Written]:
        valid = _validator()
        path = f"export/full/part-{self.number:05}.jsonl.gz"
        target = shared.stage / path
        target.parent.mkdir(parents=True, exist_ok=True)
        content = hashlib.sha256()
        # No time and no name in the header: the same records give the same bytes.
        with target.open("wb") as raw, gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as stream:
            for line in lines_at(shared.work, list(self.locations)):
                data = orjson.loads(line)
                if data.get("snippet_only") and "body" in data:
                    del data["body"]
                    line = orjson.dumps(data)
                if not valid.is_valid(data):
                    raise _invalid(data)
                stream.write(line + b"\n")
                content.update(line + b"\n")
        size, digest = _file(target)
        return [Written(path, size, digest, "export", len(self.locations), content.hexdigest())]


def schema_file(shared: Rendering) -> Written:
    """The JSON Schema that the records conform to."""
    from syndicate.schemas import schema

    content = orjson.dumps(schema("review"), option=orjson.OPT_INDENT_2) + b"\n"
    return shared.put(SCHEMA_PATH, content, "export")


def manifest(shared: Rendering, parts: list[Written]) -> Written:
    """``export/manifest.json``, which lists the parts."""
    site = shared.settings.site
    package: dict[str, Any] = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "reviews",
        "title": site.name,
    }
    if site.description:
        package["description"] = site.description
    if site.base:
        package["homepage"] = site.base
    package["resources"] = [
        {
            "name": f"part-{number:05}",
            "path": part.path.removeprefix("export/"),
            "format": "jsonl",
            "mediatype": "application/jsonl",
            "encoding": "utf-8",
            "compression": "gz",
            "bytes": part.bytes,
            "hash": f"sha256:{part.sha256}",
            "contentHash": f"sha256:{part.content}",
            "records": part.records,
            "jsonSchema": SCHEMA_PATH.removeprefix("export/"),
        }
        for number, part in enumerate(parts)
    ]
    return shared.put("export/manifest.json", orjson.dumps(package, option=orjson.OPT_INDENT_2) + b"\n", "export")


def _file(path: Any) -> tuple[int, str]:
    digest = hashlib.sha256()
    size = 0
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()


@cache
def _validator() -> Any:
    import jsonschema_rs

    from syndicate.schemas import schema

    return jsonschema_rs.Draft202012Validator(schema("review"))


def _invalid(data: dict[str, Any]) -> OutputError:
    """What jsonschema says of a record that the published schema refuses: our mistake, since the model took it."""
    import jsonschema

    from syndicate.schemas import schema

    error = jsonschema.exceptions.best_match(jsonschema.Draft202012Validator(schema("review")).iter_errors(data))
    told = error.message if error else "it is refused"
    return OutputError(
        f"the record {data.get('id')} does not conform to the published schema: {told}",
        place="/".join(str(step) for step in error.absolute_path) if error else "",
        mend="This is a mistake of Syndicate's; please report it with the record.",
    )
