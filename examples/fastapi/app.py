"""A review as a page and as JSON-LD, with FastAPI: ``fastapi dev app.py`` or ``uvicorn app:app``."""

from __future__ import annotations

import logging
from pathlib import Path

from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from fastapi.templating import Jinja2Templates

import syndicate
from syndicate import Review, script_tag, to_jsonld
from syndicate.markup import markup

HERE = Path(__file__).parent

app = FastAPI()
templates = Jinja2Templates(directory=HERE / "templates")

REVIEWS: dict[str, Review] = {}
"""The reviews, each by the last part of its id."""

for one in syndicate.read(HERE / "reviews.jsonl"):
    if isinstance(one, Review):
        REVIEWS[one.id.rpartition("/")[2]] = one
    else:
        logging.getLogger(__name__).warning("%s", one)  # what is wrong with the record, where, and how to mend it


def review_of(slug: str) -> Review:
    if slug not in REVIEWS:
        raise HTTPException(404)
    return REVIEWS[slug]


@app.get("/reviews/{slug}.jsonld")
def node(slug: str) -> JSONResponse:
    return JSONResponse(to_jsonld(review_of(slug)), media_type="application/ld+json")


@app.get("/reviews/{slug}", response_class=HTMLResponse)
def page(request: Request, slug: str) -> Response:
    review = review_of(slug)
    values = {"slug": slug, "review": review, "script": script_tag(review), "fragment": markup(review, "rdfa", level=1)}
    return templates.TemplateResponse(request, "review.html", values)
