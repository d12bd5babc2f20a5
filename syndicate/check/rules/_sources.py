"""The pages that several rules rest on."""

from __future__ import annotations

__all__ = ["DOCS", "LATER", "POLICIES", "READ", "REVIEW"]

DOCS = "https://developers.google.com/search/docs/appearance/structured-data/"
REVIEW = f"{DOCS}review-snippet"
POLICIES = f"{DOCS}sd-policies"
READ = "2026-07-08"
"""The day on which most of Google's pages were read."""
LATER = "2026-11-24"
"""The day on which others were."""
