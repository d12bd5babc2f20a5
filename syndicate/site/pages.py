"""The pages: one for each review with its markup beside it, the paged index, and the fragments of items."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import orjson
from markupsafe import Markup

from syndicate import prose
from syndicate.formats._markup.fragments import in_a_graph
from syndicate.formats._markup.layout import item_article, review_article
from syndicate.formats._markup.ratings import rating_line
from syndicate.formats._markup.voice import lang_attributes, our_attributes
from syndicate.formats.jsonld import embed, script_element
from syndicate.markup import visible
from syndicate.models.mean import rating_of
from syndicate.models.review import Body
from syndicate.schemaorg import aggregate_node, item_node, node_of_plain
from syndicate.schemaorg.profiles import Profile, profiled
from syndicate.settings import Site
from syndicate.site.spill import Location, lines_at
from syndicate.site.stage import Rendering, Written
from syndicate.web.render import Templates
from syndicate.words import direction, words

if TYPE_CHECKING:
    from syndicate.site.index import Aggregate

__all__ = ["IndexPage", "ItemPages", "ReviewPages", "StyleSheet", "page_url"]

_EXCERPT = 240
_templates_of = lru_cache(maxsize=4)(Templates)


def page_url(site: Site, slug: str) -> str | None:
    """The address of a review's page on the site; None where the site has none."""
    return None if site.base is None else f"{site.base}reviews/{quote(slug)}/"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPages:
    """The pages of some reviews: ``reviews/SLUG/index.html`` and ``reviews/SLUG/review.jsonld``."""

    reviews: tuple[tuple[str, Location, str], ...]
    """Slug, place of the line, and key of the files."""

    def write(self, shared: Rendering) -> list[Written]:
        templates = _templates_of(shared.templates)
        lines = lines_at(shared.work, [location for _, location, _ in self.reviews])
        written = []
        for (slug, _, key), line in zip(self.reviews, lines, strict=True):
            data = orjson.loads(line)
            node = _with_url(node_of_plain(data), page_url(shared.settings.site, slug))
            page = templates.render("review.html", **_review(data, node, shared, slug))
            folder = f"reviews/{slug}"
            written.append(shared.put(f"{folder}/index.html", page.encode(), "pages", key))
            beside = f"{embed(node)}\n".encode()
            written.append(shared.put(f"{folder}/review.jsonld", beside, "pages", key))
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPage:
    """One page of the index: ``index.html``, then ``page/2/index.html`` and on."""

    number: int
    pages: int
    total: int
    reviews: tuple[tuple[str, Location], ...]
    """Slug and place of the line, newest first."""
    key: str

    def write(self, shared: Rendering) -> list[Written]:
        site = shared.settings.site
        root = "" if self.number == 1 else "../../"
        lines = lines_at(shared.work, [location for _, location in self.reviews])
        entries = [
            _entry(orjson.loads(line), slug, site.language or "en")
            for (slug, _), line in zip(self.reviews, lines, strict=True)
        ]
        path = _index_path(self.number)
        page = _templates_of(shared.templates).render(
            "index.html",
            **_frame(site.language, shared, root),
            canonical=None if site.base is None else site.base + path.removesuffix("index.html"),
            number=self.number,
            pages=self.pages,
            total=self.total,
            entries=entries,
            previous=root + _index_path(self.number - 1),
            next=root + _index_path(self.number + 1) if self.number < self.pages else None,
        )
        return [shared.put(path, page.encode(), "pages", self.key)]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemPages:
    """The fragments of some items: ``items/SLUG.html``, the aggregate and the newest reviews with their markup."""

    items: tuple[tuple[Aggregate, tuple[tuple[str, Location], ...], str], ...]
    """For each item its counts, the slugs and places of its newest reviews, and the key of the file."""

    def write(self, shared: Rendering) -> list[Written]:
        return [self._write(shared, *item) for item in self.items]

    def _write(
        self, shared: Rendering, aggregate: Aggregate, reviews: tuple[tuple[str, Location], ...], key: str
    ) -> Written:
        site, build = shared.settings.site, shared.settings.build
        records = [orjson.loads(line) for line in lines_at(shared.work, [location for _, location in reviews])]
        rating = rating_of(aggregate)
        node = item_node(records[0]["item"])
        if rating is not None:
            node["aggregateRating"] = aggregate_node(**rating, reviews=aggregate.reviews)
        texts = [_shortened(record) for record in records]
        node["review"] = [
            _nested(record, page_url(site, slug), build.profile, whole=text is None)
            for record, text, (slug, _) in zip(records, texts, reviews, strict=True)
        ]
        language = _common_language(records) or site.language
        item, seen = records[0]["item"], visible(build.markup)
        marked = in_a_graph([node])[0][0] if "rdfa" in seen else node
        page = _templates_of(shared.templates).render(
            "item.html",
            **_frame(language, shared, "../"),
            item=item,
            aggregate=rating,
            reviews=records,
            total=aggregate.reviews,
            article=Markup(
                item_article(
                    item,
                    marked,
                    list(zip(records, texts, strict=True)),
                    seen,
                    language=language,
                    total=aggregate.reviews,
                )
            ),
            script=_script(node, shared),
        )
        return shared.put(f"items/{aggregate.slug}.html", page.encode(), "items", key)


@dataclass(frozen=True, slots=True, kw_only=True)
class StyleSheet:
    """The style sheet of the pages."""

    def write(self, shared: Rendering) -> list[Written]:
        return [shared.put("style.css", _templates_of(shared.templates).sheet("style.css").encode(), "pages")]


def _with_url(node: dict[str, Any], url: str | None) -> dict[str, Any]:
    """The node with our page's address where the record has no page of its own."""
    if url is not None and "url" not in node:
        node["url"] = url
    return node


def _script(node: Mapping[str, Any], shared: Rendering) -> Markup | None:
    """The script element of a page, where its pages have JSON-LD."""
    return Markup(script_element(embed(node))) if "jsonld" in shared.settings.build.markup else None


def _shortened(record: Mapping[str, Any]) -> str | None:
    """What a fragment shows in place of a review's text: its beginning, nothing where there is a summary; None where
    that would be all of it."""
    if "body" not in record:
        return None
    if "summary" in record or record.get("spoiler"):
        return ""
    text = _excerpt(record)
    return None if text == prose.line(Body(**record["body"])) else text


def _nested(record: Mapping[str, Any], url: str | None, profile: Profile, *, whole: bool) -> dict[str, Any]:
    """A review inside its item, which says what is reviewed; of a text that is not shown ``whole``, nothing is marked
    up, since search engines want to see what they are told."""
    node = profiled(_with_url(node_of_plain(record), url), profile)
    del node["itemReviewed"]
    if not whole:
        node.pop("reviewBody", None)
    return node


def _frame(language: str | None, shared: Rendering, root: str) -> dict[str, Any]:
    site = shared.settings.site
    return {
        "site": site,
        "root": root,
        "language": language or "en",
        "dir": direction(language),
        "words": words(language),
        "ours": Markup(our_attributes(language, language)),
        "site_lang": _lang({"language": site.language}, language) if site.language else "",
        "feeds": shared.feeds,
    }


def _review(data: dict[str, Any], node: Mapping[str, Any], shared: Rendering, slug: str) -> dict[str, Any]:
    site, build = shared.settings.site, shared.settings.build
    language = data.get("language") or site.language
    said, seen = profiled(node, build.profile), visible(build.markup)
    marked = in_a_graph([said])[0][0] if "rdfa" in seen else said
    return {
        **_frame(language, shared, "../../"),
        "review": data,
        "description": _excerpt(data),
        "canonical": data.get("url") or page_url(site, slug),
        "article": Markup(
            review_article(
                data, marked, seen, language=language, level=1, around=language or "en", elsewhere="url" in data
            )
        ),
        "script": _script(said, shared),
    }


def _entry(data: dict[str, Any], slug: str, language: str) -> dict[str, Any]:
    item, spoken = data["item"]["name"], data.get("language") or language
    return {
        "slug": slug,
        "title": data.get("title") or item,
        "item": item,
        "authors": [author["name"] for author in data.get("authors", ())],
        "published": data.get("published"),
        "rating": Markup(rating_line(data["rating"], language, spoken)) if "rating" in data else None,
        "excerpt": _excerpt(data),
        "lang": _lang(data, language),
    }


def _excerpt(data: Mapping[str, Any]) -> str | None:
    """The summary, else the beginning of the body; nothing of a text that gives the ending away."""
    text = data.get("summary")
    if text is None and "body" in data and not data.get("spoiler"):
        text = prose.line(Body(**data["body"]))
    return prose.excerpt(" ".join(text.split()), _EXCERPT) if text else None


def _lang(data: Mapping[str, Any], around: str | None) -> Markup | str:
    """The attributes that say the language of a part of a page, where it is not that of the page."""
    language = data.get("language")
    return "" if language is None or language == around else Markup(lang_attributes(language))


def _common_language(records: list[dict[str, Any]]) -> str | None:
    languages = {record.get("language") for record in records}
    return languages.pop() if len(languages) == 1 else None


def _index_path(number: int) -> str:
    return "index.html" if number == 1 else f"page/{number}/index.html"
