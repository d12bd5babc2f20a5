"""The pages that rules of policy rest on, beside those of :mod:`syndicate.check.rules._sources`; when each was read."""

from __future__ import annotations

__all__ = ["CANONICAL", "ENDORSEMENTS", "FTC", "OMNIBUS", "READ_LAWS", "ROBOTS"]

CANONICAL = "https://developers.google.com/search/docs/crawling-indexing/consolidate-duplicate-urls"
ENDORSEMENTS = "https://www.ecfr.gov/current/title-16/chapter-I/subchapter-B/part-255"
"""16 CFR 255: ties between who endorses and who sells are to be said (255.5)."""
FTC = "https://www.ecfr.gov/current/title-16/chapter-I/subchapter-D/part-465"
"""16 CFR 465: false reviews (465.2), bought ones (465.4), those of insiders (465.5)."""
OMNIBUS = "https://eur-lex.europa.eu/eli/dir/2019/2161/oj"
"""Directive (EU) 2019/2161, which put article 7(6) and points 23b and 23c of annex I into Directive 2005/29/EC."""
READ_LAWS = "2026-11-24"
ROBOTS = "https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag"
