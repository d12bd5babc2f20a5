"""Ids of reviews, made from the keys that their source has.

With a tag ("example.org,2020") an id is a ``tag:`` URI (RFC 4151): ``tag:example.org,2020:reviews/42``. Without one it
is a ``urn:uuid:`` of version 5 (RFC 9562, section 5.5) of the key in a namespace of our own, and inferred. Either is a
function of the key alone. Keys are in NFC first, since file systems differ in it.

>>> Ids("example.org,2020").make("films/Amélie")
('tag:example.org,2020:films/Am%C3%A9lie', False)
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote
from uuid import UUID, uuid5

from syndicate.errors import SettingsError
from syndicate.ledger import shown

__all__ = ["Ids"]

_NAMESPACE = UUID("6d1f0a3e-7f0b-5c58-9b0e-3f7a7c1e2d40")

# RFC 4151, section 2.1: an authority (a DNS name or an e-mail address), a comma, a date.
_TAG = re.compile(
    r"(?:[A-Za-z0-9._-]+@)?[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*"
    r",[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
)

_SAFE = "/?:@!$&'()*+,;=-._~"


@dataclass(frozen=True, slots=True)
class Ids:
    """Makes ids from keys; raises :class:`syndicate.errors.SettingsError` for a tag that is none."""

    tag: str | None = None
    """A name that one has, and a day on which one had it: ``example.org,2020`` (RFC 4151, ``taggingEntity``)."""

    def __post_init__(self) -> None:
        if self.tag is not None and not _TAG.fullmatch(self.tag):
            raise SettingsError(
                "the tag of the site is not in the form of RFC 4151",
                place="site.tag",
                found=shown(self.tag),
                expected="a domain or e-mail address of yours, a comma, and a year or date when it was yours",
                mend='Write it as in "example.org,2020".',
            )

    def make(self, key: str) -> tuple[str, bool]:
        """The id of the review that its source calls ``key``, and whether it has to be marked inferred."""
        key = unicodedata.normalize("NFC", key)
        if self.tag is None:
            return f"urn:uuid:{uuid5(_NAMESPACE, key)}", True
        # RFC 4151, section 2.1: specific = *( pchar / "/" / "?" )
        return f"tag:{self.tag}:{quote(key, safe=_SAFE, errors='replace')}", False
