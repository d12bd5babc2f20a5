"""The pages that several rules rest on."""

from __future__ import annotations

__all__ = ["AGAIN", "DOCS", "LATER", "POLICIES", "READ", "REVIEW"]

DOCS = "https://developers.google.com/search/docs/appearance/structured-data/"
REVIEW = f"{DOCS}review-snippet"
POLICIES = f"{DOCS}sd-policies"
READ = "2026-07-08"
"""The day on which most of Google's pages were read."""
LATER = "2026-11-24"
"""The day on which others were."""
AGAIN = "2026-11-30"
"""The day on which those of review snippets, software, employer ratings, events and instructions were read again, in
copies of the state of 2026-09-08."""
