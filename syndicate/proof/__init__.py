"""The proof: what was published is read back by readers that are not ours, and compared with the records.

extruct reads pages, as they are; lxml reads feeds in XML, Python's own JSON those in JSON; the sums of the manifest and
the published JSON Schema (by jsonschema-rs) judge the export. What they give is put together to a record by the same
rules as everything that is read, and compared field by field with what the declaration of the format says is left of
the record (:func:`syndicate.formats.project`).

>>> from syndicate.markup import markup
>>> from syndicate.models import Movie, Rating, Review
>>> review = Review(id="urn:x:1", item=Movie(name="Dune"), rating=Rating(value=4, best=5))
>>> page = f"<title>Dune</title>{markup(review)}<p>Dune: 4 out of 5"
>>> changed = page.replace('"ratingValue":4', '"ratingValue":5')
>>> with Records([review]) as records:
...     (same,) = prove_page(page.encode(), records, "dune.html")
...     (other,) = prove_page(changed.encode(), records, "dune.html")
>>> same.outcome, other.outcome, str(other.differences[0])
('equal', 'different', 'rating.value: expected 4, found 5')
"""

from __future__ import annotations

from syndicate.proof.compare import Difference, Finding, Outcome
from syndicate.proof.exports import prove_export
from syndicate.proof.feeds import prove_feed
from syndicate.proof.pages import prove_page
from syndicate.proof.records import Records
from syndicate.proof.sites import Summary, prove

__all__ = [
    "Difference",
    "Finding",
    "Outcome",
    "Records",
    "Summary",
    "prove",
    "prove_export",
    "prove_feed",
    "prove_page",
]
