"""The page of a review with Jinja2: ``python render.py > page.html``."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from syndicate import Body, Movie, Person, Rating, Review, script_tag
from syndicate.markup import markup

REVIEW = Review(
    id="tag:example.org,2024:the-glass-orchard",
    item=Movie(name="The Glass Orchard", date_published="2023"),
    authors=[Person(name="Ada Example", url="https://example.org/people/ada")],
    title="Fruit that cuts",
    body=Body(value="Every *branch* rings.\n\nThe last scene is a harvest.", format="markdown"),
    rating=Rating(value=4.5, best=5, worst=0.5),
    language="en",
    published="2024-03-01",
)

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True, undefined=StrictUndefined
)


def page(review: Review) -> str:
    """JSON-LD for search engines in the head; the review in the body, with microformats for readers and other blogs."""
    return ENVIRONMENT.get_template("review.html").render(
        review=review, script=script_tag(review), fragment=markup(review, "microformats", level=1)
    )


if __name__ == "__main__":
    print(page(REVIEW))
