"""The test pairs of hReview and h-review (https://github.com/microformats/tests, CC0): a page, and what a parser of
microformats gives for it. Beside each stands what a record makes of that, decided by a person:

- An average of other people's ratings (``h-review-aggregate``) is no review.
- A review that names no item is refused, even where its name is implied (``justaname``, ``hyperlink``, ``photo``): the
  name of an h-review is the review's title (https://microformats.org/wiki/h-review, ``p-name``), and a title like
  "The Tin Kettle is awesome" would make an item that there is not.
- "out of 5" that is not marked up is no scale, and neither are the 1 to 5 that hReview has for its default.
- What an ``h-item`` is, is not said: a Thing, inferred. An ``h-card`` whose name is its organisation's is a company,
  organisation or place (hCard 1.0, "Organization Contact Info"), which no single class of schema.org is.
- ``reviewer``, ``reviewed`` and ``description`` are the older names of ``author``, ``published`` and ``content``.
- The licence is a link of the page in a parser's eyes: a reader may take it, since it stands inside of the review.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import extruct
import pytest
from conformance.stated import AnyOf, Maybe, Refused, Stated, Words, agree, none

A_SUM = none("review-aggregate|AggregateRating")
NAMELESS = Stated(refused=(Refused(path="item"),))
PHOTO = ["http://example.com/images/photo.gif"]
CREPES = {"type": "Thing", "name": "Crepes on Cole", "url": "http://example.com/crepeoncole"}
WIKIPEDIA = "http://en.wikipedia.org/wiki/Wikipedia:"

TANTEK: dict[str, Any] = {
    "item": {"type": AnyOf(("Thing", "Organization", "LocalBusiness")), "name": "Crepes on Cole"},
    "rating": {"value": 5},
    "title": Words(25, "b4b801ce233c"),
    "authors": [{"type": "Person", "name": "Tantek"}],
    "body": Words(371, "a19ee94e0f6d"),
    "tags": ["crepe"],
    "url": "http://example.com/crepe",
    "license": Maybe(f"{WIKIPEDIA}Text_of_Creative_Commons_Attribution-ShareAlike_3.0_Unported_License"),
    "inferred": ["id", "item.type"],
}

PAIRS: dict[str, Stated] = {
    "microformats-v1__hreview-aggregate__hcard": A_SUM,
    "microformats-v1__hreview-aggregate__justahyperlink": A_SUM,
    "microformats-v1__hreview-aggregate__vevent": A_SUM,
    # The picture is lost under extruct, which takes the item apart, one for the picture and one for the link.
    "microformats-v1__hreview__item": Stated(
        reviews=({"item": CREPES | {"image": Maybe(PHOTO)}, "rating": {"value": 5}, "inferred": ["item.type"]},)
    ),
    # Its date has the class "reviewed", where hReview has "dtreviewed": no date is said, and the pair has none.
    "microformats-v1__hreview__vcard": Stated(reviews=(TANTEK,)),
    "microformats-v2__h-review-aggregate__hevent": A_SUM,
    "microformats-v2__h-review-aggregate__justahyperlink": A_SUM,
    "microformats-v2__h-review-aggregate__simpleproperties": A_SUM,
    "microformats-v2__h-review__hyperlink": NAMELESS,
    "microformats-v2__h-review__implieditem": Stated(
        reviews=({"item": CREPES, "rating": {"value": 4.7}, "inferred": ["item.type"]},)
    ),
    "microformats-v2__h-review__item": Stated(
        reviews=({"item": CREPES | {"image": PHOTO}, "rating": {"value": 5}, "inferred": ["item.type"]},)
    ),
    "microformats-v2__h-review__justaname": NAMELESS,
    "microformats-v2__h-review__photo": NAMELESS,
    "microformats-v2__h-review__vcard": Stated(reviews=(TANTEK | {"published": "2005-04-18"},)),
}

OTHERWISE = {
    "microformats-v1__hreview-aggregate__hcard": "the item stands beside the review and is no property of it",
    "microformats-v1__hreview-aggregate__justahyperlink": "name and url of the item are the review's too",
    "microformats-v1__hreview-aggregate__vevent": "the item stands beside the review and is no property of it",
    "microformats-v1__hreview__item": "the item is parted in two, and its name and url are the review's too",
    "microformats-v1__hreview__vcard": "the words before and after the reviewer's name are in it; description is kept",
}
"""What extruct 0.18 (mf2py 2.0) gives otherwise than the pair has it."""


def _folder(conformance: Path) -> Path:
    return conformance / "microformats"


def test_each_pair_is_stated(conformance: Path) -> None:
    assert {path.stem for path in _folder(conformance).glob("*.html")} == set(PAIRS)
    assert {path.stem for path in _folder(conformance).glob("*.json")} == set(PAIRS)


@pytest.mark.parametrize("name", PAIRS)
def test_a_pair_says_what_a_person_read_in_it(conformance: Path, name: str) -> None:
    data = (_folder(conformance) / f"{name}.html").read_bytes()
    agree(PAIRS[name], data)


@pytest.mark.parametrize("name", PAIRS)
def test_a_second_witness_gives_what_the_pair_has(conformance: Path, name: str) -> None:
    """But for white space, and for the five pages of the first microformats."""
    data = (_folder(conformance) / f"{name}.html").read_bytes()
    pair = json.loads((_folder(conformance) / f"{name}.json").read_text(encoding="utf-8"))
    found = extruct.extract(data, base_url="http://page.example/", syntaxes=["microformat"])["microformat"]
    same = _squeezed(found) == _squeezed(pair["items"])
    assert same == (name not in OTHERWISE), OTHERWISE.get(name, "as the pair")


def _squeezed(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_squeezed(part) for part in value]
    return {key: _squeezed(part) for key, part in value.items()} if isinstance(value, dict) else value
