"""The site map (https://www.sitemaps.org/protocol.html): the canonical pages of the site, in files of 50,000.

A review that has a page of its own on the site is listed with that page, one without with ours; a page on another
host is not listed, since a site map speaks for its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from syndicate.site.pages import page_url
from syndicate.site.stage import Rendering, Written
from syndicate.uri import uri

__all__ = ["LIMIT", "sitemap"]

LIMIT = 50_000
"""The most addresses in one file, by the protocol."""

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemap(
    shared: Rendering, addresses: Iterable[tuple[str, str | None, str | None]], limit: int = LIMIT
) -> list[Written]:
    """``sitemap.xml``; above ``limit`` addresses it is an index of ``sitemaps/1.xml`` and on."""
    site = shared.settings.site
    assert site.base is not None
    base = site.base
    parts: list[str] = []
    written: list[Written] = []
    for batch in _batches(_entries(shared, addresses), limit):
        parts.append(_HEAD + f'<urlset xmlns="{_NAMESPACE}">\n' + "".join(batch) + "</urlset>\n")
        if len(parts) == 2:
            written.append(shared.put("sitemaps/1.xml", parts[0].encode(), "sitemap"))
        if len(parts) >= 2:
            written.append(shared.put(f"sitemaps/{len(parts)}.xml", parts[-1].encode(), "sitemap"))
            parts[-2] = ""
    if len(parts) == 1:
        return [shared.put("sitemap.xml", parts[0].encode(), "sitemap")]
    listed = "".join(
        f"<sitemap><loc>{escape(uri(f'{base}sitemaps/{n}.xml'))}</loc></sitemap>\n" for n in range(1, len(parts) + 1)
    )
    index = _HEAD + f'<sitemapindex xmlns="{_NAMESPACE}">\n{listed}</sitemapindex>\n'
    return [*written, shared.put("sitemap.xml", index.encode(), "sitemap")]


def _entries(shared: Rendering, addresses: Iterable[tuple[str, str | None, str | None]]) -> Iterator[str]:
    site = shared.settings.site
    assert site.base is not None
    host = urlsplit(site.base).netloc
    own_host = (f"https://{host}/", f"http://{host}/")
    yield f"<url><loc>{escape(uri(site.base))}</loc></url>\n"
    for slug, own, modified in addresses:
        address = own or page_url(site, slug)
        if address is None or not (address.startswith(own_host) or urlsplit(address).netloc == host):
            continue
        # A time is W3C datetime (https://www.w3.org/TR/NOTE-datetime) as it stands, and so is a date of any precision.
        last = f"<lastmod>{modified}</lastmod>" if modified else ""
        yield f"<url><loc>{escape(uri(address))}</loc>{last}</url>\n"


def _batches(entries: Iterable[str], size: int) -> Iterator[list[str]]:
    batch: list[str] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
