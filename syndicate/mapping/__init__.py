"""A user's own names to the record's paths: renaming, scales, dates, filters, joins, statuses, ids.

>>> settings = MappingSettings.model_validate(
...     {"map": {"item.type": {"value": "Movie"}, "item.name": "film", "rating": {"from": "grade", "scale": "letters"}}}
... )
>>> mapper = compile_mapping(
...     settings, scales={}, ids=Ids("example.org,2020"), timezone=None, folder=Path(), now=None
... )
>>> review = mapper.record({"slug": "dune", "film": "Dune", "grade": "B+"}, ctx=ctx, place="row 1", key="1")
>>> review.id, review.rating.value, review.rating.label
('tag:example.org,2020:dune', 9, 'B+')
"""

from __future__ import annotations

from syndicate.mapping._mapper import Mapper, compile_mapping, plain_mapper
from syndicate.mapping.ids import Ids
from syndicate.mapping.scales import Scale, Scales
from syndicate.mapping.settings import Condition, Join, MappingSettings, Rule, Status
from syndicate.mapping.zones import zone

__all__ = [
    "Condition",
    "Ids",
    "Join",
    "Mapper",
    "MappingSettings",
    "Rule",
    "Scale",
    "Scales",
    "Status",
    "compile_mapping",
    "plain_mapper",
    "zone",
]
