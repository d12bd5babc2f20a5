"""The relational questions of a build, as short SELECTs that SQLite and Spark answer alike.

Tables hold integers and text only; times are seconds since 1970; yes is 1 and no is 0. What an engine does with an
answer (a table of its own, an index, a file) is the engine's business. Nothing here is of one dialect: no ``IS NOT
DISTINCT FROM`` (SQLite has it since 3.39 only), no ``EXISTS`` but in a WHERE, no bare integer as a condition.

The tables: ``record`` (what was read: :class:`syndicate.site.index.Row`, with its ``number`` in the order of reading
and its ``fate``), ``refusal``, ``earlier`` and ``gone`` (the reviews and tombstones of the last export), ``origin``
(the sources of today), ``review`` (what is published).
"""

from __future__ import annotations

__all__ = [
    "ABSENT",
    "CHANGED",
    "COUNTS",
    "DEPARTURES",
    "ERASED",
    "FATE",
    "KEPT",
    "LEFT",
    "MERGED",
    "NAMES",
    "RANKED",
    "REFUSED",
    "REMEMBERED",
    "SOURCE_FATES",
    "STANDING",
    "STATED",
    "TOLD",
    "TOO_MANY",
    "TOUCHED",
    "UNFIT",
    "WITHDRAWN",
]

# What becomes of records that others contest, which have the same id (asked of all records, it is the same answer). A
# withdrawal stands before all; else the newest version of an id does; one
# without a date is older than any; of one date, a tombstone stands before a review. Equal content at that date is a
# duplicate; different content is refused, since nothing says which is right.
RANKED = """
SELECT number, id, tombstone, hash,
       MAX(ruling * 9000000000000 + COALESCE(version, -9000000000000)) OVER (PARTITION BY id)
         = ruling * 9000000000000 + COALESCE(version, -9000000000000) AS newest
FROM contested
"""

STANDING = """
SELECT number, id, tombstone, hash,
       MAX(tombstone) OVER (PARTITION BY id) = tombstone AS stands
FROM ranked WHERE newest
"""

TOLD = """
SELECT number,
       MIN(number) OVER (PARTITION BY id) AS first,
       MIN(hash) OVER (PARTITION BY id) <> MAX(hash) OVER (PARTITION BY id) AS differ,
       tombstone
FROM standing WHERE stands
"""

FATE = """
CASE WHEN told.differ THEN 'refused'
     WHEN told.number <> told.first THEN 'duplicate'
     WHEN told.tombstone = 1 THEN 'withdrawn'
     ELSE 'published' END
"""
"""The fate of a record that is in ``told``; every other is superseded."""

SOURCE_FATES = """
SELECT source, fate, COUNT(*) FROM record WHERE fate <> 'kept' GROUP BY source, fate ORDER BY source, fate
"""

WITHDRAWN = "SELECT reason, COUNT(*) FROM record WHERE fate = 'withdrawn' GROUP BY reason ORDER BY reason"

# -- what today's sources do not have

REFUSED = """
SELECT id FROM refusal WHERE id IS NOT NULL UNION SELECT id FROM record WHERE fate = 'refused'
"""

ABSENT = """
SELECT earlier.id, earlier.source,
       CASE WHEN refused.id IS NOT NULL THEN 'stale'
            WHEN origin.path IS NOT NULL
            THEN CASE WHEN origin.complete = 0 THEN 'kept' WHEN origin.nameless = 1 THEN 'stale' ELSE 'left' END
            WHEN earlier.source <> '' THEN 'left'
            WHEN (SELECT MIN(complete) FROM origin) = 0 THEN 'kept'
            WHEN (SELECT MAX(nameless) FROM origin) = 1 THEN 'stale'
            ELSE 'left' END AS fate
FROM earlier LEFT JOIN origin ON origin.path = earlier.source LEFT JOIN refused ON refused.id = earlier.id
WHERE NOT EXISTS (SELECT 1 FROM record WHERE record.id = earlier.id AND record.fate IN ('published', 'withdrawn'))
"""

KEPT = "SELECT id, fate, source FROM absent WHERE fate IN ('stale', 'kept')"

UNFIT = """
SELECT id FROM (
  SELECT id FROM refusal WHERE leaves = 1
  UNION SELECT id FROM record WHERE fate = 'refused' AND tombstone = 1) AS unfit
WHERE EXISTS (SELECT 1 FROM absent WHERE absent.id = unfit.id) OR EXISTS
  (SELECT 1 FROM record WHERE record.id = unfit.id AND fate = 'published')
ORDER BY id LIMIT ?
"""

TOO_MANY = """
SELECT had.source, missing.number, had.number FROM
  (SELECT source, COUNT(*) AS number FROM earlier GROUP BY source) AS had JOIN
  (SELECT source, COUNT(*) AS number FROM absent WHERE fate = 'left' GROUP BY source) AS missing
  ON missing.source = had.source WHERE missing.number > 3 AND missing.number * 20 > had.number
ORDER BY missing.number DESC, had.source
"""

# The day that a status was first seen is the day that the review left: a later build says nothing new.
STATED = """
SELECT record.id,
       CASE WHEN record.at = ? AND gone.reason = record.reason
              AND COALESCE(gone.merged_into, '') = COALESCE(record.merged_into, '')
            THEN gone.at ELSE record.at END AS at,
       record.reason, record.merged_into
FROM record LEFT JOIN gone ON gone.id = record.id WHERE record.fate = 'withdrawn'
"""

LEFT = "SELECT id, ? AS at, 'withdrawn' AS reason, NULL AS merged_into FROM absent WHERE fate = 'left'"

REMEMBERED = """
SELECT id, at, reason, merged_into FROM gone
WHERE NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.id = gone.id)
  AND NOT EXISTS (SELECT 1 FROM record WHERE record.id = gone.id AND record.fate IN ('published', 'kept'))
"""

# -- what changed since the last export

CHANGED = """
SELECT review.id FROM review LEFT JOIN earlier ON earlier.id = review.id
WHERE earlier.hash IS NULL OR earlier.hash <> review.hash
"""

DEPARTURES = """
SELECT tombstone.id, tombstone.at, tombstone.reason, tombstone.merged_into
FROM tombstone LEFT JOIN gone ON gone.id = tombstone.id
WHERE gone.id IS NULL OR gone.at <> tombstone.at OR gone.reason <> tombstone.reason
   OR COALESCE(gone.merged_into, '') <> COALESCE(tombstone.merged_into, '')
"""

# What was erased, and what was merged into it, at any remove: MERGED is asked until it gives nothing new.
ERASED = "SELECT id FROM tombstone WHERE reason = 'erased'"
MERGED = "SELECT tombstone.id FROM tombstone JOIN lost ON tombstone.merged_into = lost.id"

# Nothing of ``lost`` where none of them leaves today: what had left before is in no delta that is kept.
TOUCHED = """
SELECT id FROM lost WHERE EXISTS (SELECT 1 FROM lost AS new JOIN departure ON departure.id = new.id)
UNION SELECT upsert.id FROM upsert JOIN review ON review.id = upsert.id WHERE review.snippet = 1
"""

# -- the counts of items

COUNTS = """
SELECT item_key, kind, scale, value, normalised, COUNT(*) AS number FROM review
GROUP BY item_key, kind, scale, value, normalised
"""

NAMES = """
SELECT item_key, item_type, item_name FROM (
  SELECT item_key, item_type, item_name,
         ROW_NUMBER() OVER (PARTITION BY item_key ORDER BY published IS NULL, published DESC, id) AS place
  FROM review) AS named WHERE place = 1
"""
