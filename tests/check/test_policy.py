"""Rules of policy, where one node or one page of an example cannot show them: near misses, whole pages, many reviews."""

from __future__ import annotations

import json

import pytest

from syndicate.check import Plan, all_rules, check
from syndicate.check._page import Page
from syndicate.check.registry import chosen
from syndicate.check.rules._parties import is_front, platform_in, same_site
from syndicate.check.rules._shown import body_is_shown, mean_is_shown, name_is_shown

POLICY = Plan(rules=tuple(rule for rule in all_rules() if rule.family == "PO"))


def said(text, *, url="", kind="page"):
    return [(one.code, one.path) for one in check(text, kind=kind, url=url, plan=POLICY).findings]


def script(*nodes):
    document = {"@context": "https://schema.org", "@graph": list(nodes)}
    return f'<script type="application/ld+json">{json.dumps(document)}</script>'


def rated(**more):
    mean = {"@type": "AggregateRating", "ratingValue": 4.2, "reviewCount": 118}
    return {"@type": "Restaurant", "name": "Pier Seven", "aggregateRating": mean, **more}


def test_a_directory_may_rate_the_businesses_that_it_lists():
    # The address of the business is its page in the directory, its own site is another: as the guides to towns write it.
    site = {"@type": "WebSite", "name": "Eating Out", "publisher": {"@type": "Organization", "name": "Eating Out Ltd"}}
    listed = rated(url="https://eating-out.example/harbour/pier-seven", sameAs=["https://pier-seven.example/"])
    page = f"<h1>Pier Seven</h1><p>4.2 of 5, 118 reviews</p>{script(site, listed)}"
    assert said(page, url="https://eating-out.example/harbour/pier-seven") == []


@pytest.mark.parametrize(
    "item",
    [
        {"url": "http://www.pier-seven.example"},
        {"url": "https://pier-seven.example/en/"},
        {"sameAs": ["https://social.example/pier7", "https://pier-seven.example/index.html"]},
    ],
)
def test_a_business_is_known_by_the_front_page_of_its_site(item):
    page = f"<h1>Pier Seven</h1><p>4.2 of 5</p>{script(rated(**item))}"
    assert said(page, url="https://www.pier-seven.example/menu") == [("PO201", "@graph[0].aggregateRating")]


def test_what_a_site_sells_may_be_rated_there():
    publisher = {"@type": "Organization", "name": "Brass and Sons", "url": "https://brass.example/"}
    lamp = {**rated(), "@type": "Product", "name": "A Brass Lamp", "offers": {"@type": "Offer", "price": 9}}
    page = f"<h1>A Brass Lamp</h1>4.2{script({'@type': 'WebSite', 'publisher': publisher}, lamp)}"
    assert said(page, url="https://brass.example/lamp") == []


def test_front_pages_and_sites_of_one_owner():
    assert all(is_front(f"https://a.example{path}", "a.example") for path in ("", "/", "/de", "/en-GB/", "/index.php"))
    assert not any(is_front(f"https://a.example{path}", "a.example") for path in ("/?p=2", "/menu", "/denmark"))
    assert same_site("shop.film-log.example", "film-log.co.example")
    assert not same_site("film-log.co.uk", "tidewater.co.uk")


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("Google", "Google"), ("based on Google reviews", "Google"), ("IMDb rating", "IMDb"), ("Yelp, Inc.", "Yelp"),
        ("a Facebook user", "Facebook"), ("Amazon Customer", "Amazon"), ("Amazon Watch", ""), ("Googleplex", ""),
        ("How I left Facebook", ""), ("Ada Houzz", ""), ("Trustpilot", ""),
    ],
)  # fmt: skip
def test_names_of_platforms_are_whole_names(text, platform):
    assert platform_in(text, "film-log.example") == platform


def test_reviews_that_are_not_there_are_told_once():
    reviews = [
        {"@type": "Review", "author": f"Reader Nr{n}", "reviewBody": f"Text {n} that only the markup has, and no page."}
        for n in range(40)
    ]
    page = f"<h1>Pier Seven</h1><p>4.2, 118 ratings</p>{script(rated(review=reviews))}"
    found = check(page, kind="page", plan=POLICY).findings
    assert [(one.code, one.path) for one in found] == [("PO215", "@graph[0].review[0].reviewBody")]
    assert "39 more" in found[0].message


def test_a_page_that_a_script_writes_is_left_alone():
    state = json.dumps({"name": "Pier Seven", "rating": 4.2, "count": 118})
    written = f"<title>Pier Seven</title><div id=root></div><script>window.state = {state}</script>{script(rated())}"
    assert said(written) == []
    assert said(written.replace("<div", "<p>Loading ...</p><div")) == []


def test_what_pages_shorten_is_shown():
    page = Page(
        kind="page", source="-", text="<h1>Bell, The Fog</h1><p>It begins in fog, and nobody …</p><b>4,7 (1.056)</b>"
    )
    assert name_is_shown(page, "The Fog Bell (2023): Director's Cut")
    assert not name_is_shown(page, "Salt and Tin")
    assert body_is_shown(page, "It begins in fog, and nobody sees the bell, which is never rung. " * 9)
    assert not body_is_shown(page, "Another text that is not there at all, however long it is.")
    assert mean_is_shown(page, "4.67", "5", [9999])
    assert mean_is_shown(page, 3.1, 5, ["1056"])
    assert not mean_is_shown(page, 3.1, 5, [9999])


def test_noindex_costs_every_result_of_the_page():
    page = f"<meta name=robots content=noindex><h1>Pier Seven</h1>4.2{script(rated())}"
    report = check(page, kind="page", plan=Plan(rules=all_rules()))
    assert report.verdicts
    assert {verdict.eligible for verdict in report.verdicts} == {0}


def test_paid_reviews_have_to_be_told_since_the_day_that_google_said_so():
    assert "PO207" in [rule.code for rule in chosen(["PO"], day="2026-07-24")]
    assert "PO207" not in [rule.code for rule in chosen(["PO"], day="2026-07-23")]
