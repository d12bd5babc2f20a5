"""Reviews in a Spark job of one's own: records and refusals, JSON-LD and the whole export, as tables.

    from pyspark.sql import SparkSession
    from syndicate.spark import nodes, records, validated

    spark = SparkSession.builder.getOrCreate()
    found = validated(spark, "s3a://bucket/reviews/*.jsonl", config="syndicate.toml")
    refused = found.where("what = 'refused'").select("source", "place", "refusal")
    nodes(records(found)).write.parquet("s3a://bucket/jsonld")

Nothing here decides between records of one id, and nothing withdraws: that is :func:`export`, which does all that a
build does. Needs the extra ``spark``, and syndicate on all machines of the cluster.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from syndicate.errors import SettingsError
from syndicate.settings import Settings, Source, load
from syndicate.site.report import Report

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["export", "nodes", "records", "validated"]

Config = str | os.PathLike[str] | Settings | None


def validated(
    spark: SparkSession,
    source: str | DataFrame,
    *,
    name: str = "table",
    format: str | None = None,
    config: Config = None,
    folder: str | os.PathLike[str] = "",
    now: str | None = None,
) -> DataFrame:
    """What a source says, each record checked: one row for each record and each refusal, made when it is asked for.

    ``source`` is a path, a folder or a glob that Spark reads, or a table. The settings (a file, or as they are) may
    have a ``[[source]]`` of that path, for a table of the path ``name``, whose mapping is used. ``format`` is told
    from the names where it is not given; ``folder`` is what relative paths are relative to, by default that of the
    settings. ``now`` is the instant at which reviews left whose status does not say when.

    ===========  =======  =============================================================================================
    column       type
    ===========  =======  =============================================================================================
    what         string   ``review``, ``tombstone`` or ``refused``
    id           string   null where a refused record does not tell it
    source       string   the file, as messages call it
    place        string   where in the file a whole-file format says it stands; null for lines and rows, whose number is
                          known once all lines before are counted (which :func:`export` does)
    record       string   the canonical JSON of the record, without a body that may not be passed on; null when refused
    refusal      string   what is wrong, in words; null for a record
    item_key     string   what tells the item apart; the next five are of reviews alone
    item_type    string
    item_name    string
    normalised   long     the rating from 0 to 1,000,000; null where the scale is not known
    version      long     when it was last changed, in seconds since 1970
    hash         string   SHA-256 of ``record``
    ===========  =======  =============================================================================================
    """
    from syndicate.engines.spark import mapped
    from syndicate.site.spark.inputs import blocks
    from syndicate.site.spark.kernel import FOUND, Kernel
    from syndicate.site.spark.run import reading
    from syndicate.site.spark.values import single_paths

    settings, home = _settings(config)
    path = source if isinstance(source, str) else name
    frames = {} if isinstance(source, str) else {name: source}
    chosen = next((one for one in settings.source if one.path == path), Source(path=path))
    if format is not None:
        chosen = chosen.model_copy(update={"format": format})
    files, _, shared = reading(spark, settings, (chosen,), Path(folder or home), home, frames, (), now=now)
    made = []
    for frame, numbers in blocks(spark, files, frames):
        kernel = Kernel(
            shared=shared,
            files={number: files[number] for number in numbers},
            singles=single_paths(frame.schema["value"].dataType),
        )
        made.append(mapped(mapped(frame, kernel, FOUND), _shown, _SHOWN))
    whole = made[0]
    for more in made[1:]:
        whole = whole.unionByName(more)
    return whole


def records(found: DataFrame) -> DataFrame:
    """The reviews among what :func:`validated` gives: the columns ``id`` and ``record``."""
    return found.where("what = 'review'").select("id", "record")


def nodes(records: DataFrame) -> DataFrame:
    """JSON-LD per review: the columns ``id`` and ``jsonld``, for each canonical ``record`` of a table.

    ``jsonld`` is a document of its own, and may stand in a ``script`` element as it is.
    """
    from syndicate.site.spark.outputs import documents

    return documents(records)


def export(
    spark: SparkSession,
    out: str,
    *,
    config: Config = None,
    frames: Mapping[str, DataFrame] | None = None,
    report: str | None = None,
    strict: bool = False,
    dry_run: bool = False,
    allow_removals: bool = False,
    now: str | None = None,
) -> Report:
    """Publishes the sources of the settings into ``out``, any path that Spark writes: the export with its history, and
    the tables ``records`` and ``jsonld``.

    ``frames`` are tables by the path of the source that each stands for; without sources in the settings, they are the
    sources. The rest is as in :func:`syndicate.build`, which says what is raised, too.
    """
    from syndicate.site.spark.run import build

    settings, home = _settings(config)
    sources = settings.source or tuple(Source(path=name) for name in frames or {})
    unknown = sorted(set(frames or {}) - {source.path for source in sources})
    if unknown:
        raise SettingsError(
            "a table stands for no source",
            found=", ".join(unknown),
            expected="the path of a [[source]] of the settings",
            mend="Add one, or name the table as one is named.",
        )
    return build(
        spark,
        settings,
        out,
        folder=home,
        sources=sources,
        settings_folder=home,
        report=report,
        frames=frames,
        strict=strict,
        dry_run=dry_run,
        allow_removals=allow_removals,
        now=now,
    )


_SHOWN = (
    "what string, id string, source string, place string, record string, refusal string, item_key string, "
    "item_type string, item_name string, normalised long, version long, hash string"
)


def _shown(rows: Iterator[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """A kernel: what the first pass finds, as :func:`validated` gives it."""
    import pickle

    for row in rows:
        place = row["place"] if row["line"] is None else None
        if row["what"] == "refusal":
            refusal = replace(pickle.loads(row["told"]), place=place or "")
            words = str(refusal).encode("utf-8", "replace").decode()
            yield "refused", row["id"], row["shown"], place, None, words, *(None,) * 6
        elif row["what"] == "record":
            tombstone = row["tombstone"] == 1
            facts = (
                row[name] if not tombstone else None for name in ("item_key", "item_type", "item_name", "normalised")
            )
            what = "tombstone" if tombstone else "review"
            yield what, row["id"], row["shown"], place, row["record"], None, *facts, row["version"], row["hash"]


def _settings(config: Config) -> tuple[Settings, Path]:
    if isinstance(config, Settings):
        return config, Path()
    return (load(Path(config)), Path(config).parent) if config is not None else (Settings(), Path())
