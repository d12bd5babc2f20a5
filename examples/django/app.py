"""The page of a review with Django, in one file: ``python app.py runserver``.

In a project of your own, take ``review_tags.py`` into the folder ``templatetags`` of an app, and ``{% load review_tags
%}`` finds it; ``libraries`` is not needed then.
"""

from __future__ import annotations

import logging
import secrets
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line
from django.core.wsgi import get_wsgi_application
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

import syndicate
from syndicate import Review

HERE = Path(__file__).parent

settings.configure(
    SECRET_KEY=secrets.token_urlsafe(),  # a new one with each start: nothing here is signed
    ALLOWED_HOSTS=["localhost", "127.0.0.1"],
    ROOT_URLCONF=__name__,
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [HERE / "templates"],
            "OPTIONS": {"libraries": {"review_tags": "review_tags"}},
        }
    ],
)

REVIEWS: dict[str, Review] = {}
"""The reviews, each by the last part of its id."""

for one in syndicate.read(HERE / "reviews.jsonl"):
    if isinstance(one, Review):
        REVIEWS[one.id.rpartition("/")[2]] = one
    else:
        logging.getLogger(__name__).warning("%s", one)  # what is wrong with the record, where, and how to mend it


def page(request: HttpRequest, slug: str) -> HttpResponse:
    if slug not in REVIEWS:
        raise Http404
    return render(request, "review.html", {"review": REVIEWS[slug]})


urlpatterns = [path("reviews/<slug:slug>/", page)]
application = get_wsgi_application()

if __name__ == "__main__":
    execute_from_command_line()
