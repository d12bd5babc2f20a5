"""Real review files in, a published folder out.

``source -> reader and mapping -> records -> first pass -> index -> second pass -> outputs -> publish``

The first pass (:mod:`syndicate.site.gather`) turns bytes into canonical lines and index rows; the index says what
becomes of each record; the second pass renders pages, fragments, feeds and the export into a stage; publishing moves
what changed. Both passes are pure functions over pieces, run in this process or in a pool
(:mod:`syndicate.engines.local`), so that the bytes do not depend on how many processes there were.
"""

from __future__ import annotations

from syndicate.site.report import Accounts, Report
from syndicate.site.run import build

__all__ = ["Accounts", "Report", "build"]
