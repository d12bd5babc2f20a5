"""The export: canonical records in parts, what changed since the export before, the counts of every item, and the
manifest that lists them, which is written last.

Every file that the manifest lists has a name made of its sum. So no file that a manifest lists is ever written
over, and at every moment, between two moves of a publication too, the manifest that is there can be followed.
"""

from __future__ import annotations

from syndicate.site.export.run import Exporting, export

__all__ = ["Exporting", "export"]
