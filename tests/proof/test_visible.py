"""What people see of a page, and what is only there for machines."""

from __future__ import annotations

import pytest
from full import full_reviews
from growth import grows_linearly

from syndicate.markup import markup
from syndicate.proof import Records, prove_page
from syndicate.proof.visible import Visible

ROW = {
    "item": {"type": "Movie", "name": "The  Fog\nBell"},
    "authors": [{"type": "Person", "name": "Ada O’Example"}],
    "rating": {"value": 4.5, "best": 5},
    "body": {"value": "It begins.\n\n- fog\n- a bell\n\n1. lit | 2 lamps", "format": "text"},
}
SHOWN = (
    "<h1>The Fog Bell</h1><p>by Ada O’Example: {}</p><p>It <em>beg</em>ins.</p><ul><li>fog<li>a bell</ul>"
    "<table><tr><td>lit<td>2 lamps</table>"
)


def unseen(page: str, **row: object) -> list[str]:
    return list(Visible(page).unseen({**ROW, **row}))


@pytest.mark.parametrize(
    "rating", ["4.5", "4,5", "4.5/5", "★★★★½", "★★★★½☆", '<img src="x.png" alt="4.5 of 5">',
               '<span role="img" aria-label="4,5 Sterne"></span>'],
)  # fmt: skip
def test_a_rating_in_any_form_is_seen(rating):
    assert unseen(SHOWN.format(rating)) == []


@pytest.mark.parametrize("rating", ["4", "5", "14.5", "4.51", "★★★", "<b hidden>4.5</b>", "<!-- 4.5 -->"])
def test_another_rating_is_not(rating):
    assert unseen(SHOWN.format(rating)) == ["rating.value"]


def test_a_label_and_another_scale_are_seen():
    assert unseen(SHOWN.format("9/10"), rating={"value": 9, "best": 10}) == []
    assert unseen(SHOWN.format("B+"), rating={"value": 85, "best": 100, "label": "B+"}) == []


@pytest.mark.parametrize(
    "hiding",
    ["<div hidden>{}</div>", '<div style="color:red; DISPLAY : none">{}</div>', "<template>{}</template>",
     "<noscript>{}</noscript>", '<script type="text/html">{}</script>', "<!--{}-->",
     '<div style="visibility:hidden">{}</div>'],
)  # fmt: skip
def test_what_no_browser_shows_is_unseen(hiding):
    page = f"<body><p>Something else.</p>{hiding.format(SHOWN.format('4.5'))}"
    assert unseen(page) == ["item.name", "authors.name", "rating.value", "body"]


def test_a_body_in_another_order_or_cut_short_is_unseen():
    assert unseen(SHOWN.format("4.5").replace("<li>fog<li>a bell", "<li>a bell<li>fog")) == ["body"]
    assert unseen(SHOWN.format("4.5").replace("<td>2 lamps", "<td>2 …")) == ["body"]
    assert unseen(SHOWN.format("4.5"), body={"value": "<p>It begins.</p><p>And ends.</p>", "format": "html"}) == [
        "body"
    ]


def test_a_body_of_many_lines_takes_time_that_grows_with_their_number():
    def look(count: int) -> None:
        lines = [f"line number {n} of the text" for n in range(count)]
        visible = Visible("<body>" + "".join(f"<p>{line}</p>" for line in lines))
        assert visible.has_text("\n".join(lines))
        assert not visible.has_text("\n".join([*lines, "one more"]))

    assert grows_linearly(look, 10_000)


@pytest.mark.parametrize("syntax", ["jsonld", "microdata", "rdfa", "microformats"])
def test_markup_that_is_read_shows_all_that_it_says(syntax):
    """A script shows nothing; with the plain article beside it, no part of it is missed."""
    for review in full_reviews():
        seen = str(markup(review, "microdata" if syntax == "jsonld" else syntax, profile="full"))
        script = str(markup(review, "jsonld")) if syntax == "jsonld" else ""
        with Records([review]) as records:
            for finding in prove_page(f"<title>x</title><body>{script}{seen}".encode(), records):
                assert (finding.outcome, finding.unseen) == ("lost", ())
            if script:
                (alone,) = prove_page(f"<title>x</title><body>{script}".encode(), records)
                assert alone.unseen == ("item.name", "authors.name", "rating.value", "body")
