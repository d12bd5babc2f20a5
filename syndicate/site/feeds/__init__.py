"""The feeds of a site: of everything, of each author, type, tag and language; archives by calendar period; OPML.

Each is there as RSS, Atom and JSON Feed, with the same facts. A feed holds the reviews that were published or edited
last, so that an edit brings a review into it once more, under the same id. An archive (RFC 5005, section 4) holds the
reviews of its period for good. What would be made of the same as before is not made again, so that a new review changes
the documents that hold it and no other.
"""

from __future__ import annotations

from syndicate.site.feeds.documents import FEEDS, MAIN
from syndicate.site.feeds.run import feeds

__all__ = ["FEEDS", "MAIN", "feeds"]
