"""A product and what its buyers say, with Flask and a Content-Security-Policy: ``flask run``.

``reviews.jsonl`` holds the reviews. Those of one product are one page: JSON-LD with the mean of their ratings in its
head, and the reviews in its body, with microformats.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from flask import Flask, Response, abort, g, render_template

import syndicate
from syndicate import Review
from syndicate.markup import markup

app = Flask(__name__)

REVIEWS: dict[str, list[Review]] = {}
"""The reviews of each product, by its SKU."""

for one in syndicate.read(Path(__file__).parent / "reviews.jsonl"):
    if isinstance(one, Review):
        for identifier in one.item.identifiers:
            if identifier.kind == "sku":
                REVIEWS.setdefault(identifier.value, []).append(one)
    else:
        app.logger.warning("%s", one)  # what is wrong with the record, where, and how to mend it


@app.before_request
def new_nonce() -> None:
    g.nonce = secrets.token_urlsafe(16)


@app.after_request
def with_policy(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = f"default-src 'self'; script-src 'nonce-{g.nonce}'"
    return response


@app.get("/products/<sku>")
def product(sku: str) -> str:
    reviews = REVIEWS.get(sku) or abort(404)
    return render_template(
        "product.html",
        item=reviews[0].item,
        script=markup(reviews, nonce=g.nonce, nested=True),
        fragment=markup(reviews, "microformats", nested=True, level=1),
    )
