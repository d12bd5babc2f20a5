"""``syndicate check``, ``explain`` and ``rules`` as they are called."""

from __future__ import annotations

import json

import pytest

GOOD = {
    "@context": "https://schema.org", "@type": "Review", "itemReviewed": {"@type": "Movie", "name": "The Fog Bell"},
    "author": {"@type": "Person", "name": "Ada Example"}, "datePublished": "2024-03-01",
    "reviewRating": {"@type": "Rating", "ratingValue": 4, "bestRating": 5, "worstRating": 1},
}  # fmt: skip
COMMA = {**GOOD, "reviewRating": {**GOOD["reviewRating"], "ratingValue": "4,5"}}
CLAIM = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "author": GOOD["author"],
    "itemReviewed": {"@type": "Claim"},
}


def page(node, more=""):
    return (
        f'<!doctype html><html lang="en"><body>{more}<script type="application/ld+json">\n{json.dumps(node)}\n</script>'
    )


@pytest.fixture
def site(tmp_path):
    (tmp_path / "site" / "old").mkdir(parents=True)
    (tmp_path / "site" / "good.html").write_text(page(GOOD))
    (tmp_path / "site" / "old" / "bad.html").write_text(page(COMMA))
    return tmp_path / "site"


def codes(ran):
    return [(row["file"], row["code"]) for row in json.loads(ran.out)]


def test_errors_end_with_1_and_none_with_0(run, site):
    assert run("check", "site/good.html").code == 0
    ran = run("check", "site", "--format", "json")
    assert (ran.code, codes(ran)) == (1, [("site/old/bad.html", "GR110")])
    assert "2 files: 1 error, 0 warnings" in ran.err


def test_a_warning_ends_with_1_where_that_is_asked_for(run, tmp_path):
    (tmp_path / "a.jsonld").write_text(json.dumps({k: v for k, v in GOOD.items() if k != "datePublished"}))
    assert run("check", "a.jsonld").code == 0
    assert run("check", "a.jsonld", "--fail-on", "warning").code == 1


def test_standard_input(run):
    ran = run("check", "-", "--format", "json", stdin=page(COMMA).encode())
    assert (ran.code, codes(ran)) == (1, [("-", "GR110")])
    assert codes(run("check", "-", "--format", "json", stdin=json.dumps(COMMA).encode())) == [("-", "GR110")]


def test_select_and_ignore(run, site):
    assert run("check", "site", "--select", "SY").code == 0
    assert run("check", "site", "--ignore", "decimal-comma").code == 0
    assert run("check", "site", "--ignore", "GR1").code == 0
    assert run("check", "site", "--select", "GR110").code == 1
    assert run("check", "site", "--select", "SY,GR110").code == 1
    assert run("check", "site", "--ignore", "PO, gr110").code == 0


def test_what_was_not_asked_is_not_called_eligible_without_a_word(run, site):
    assert "review snippet: not eligible\n" in run("check", "site/old").out
    assert "review snippet: eligible, with 1 rule not asked\n" in run("check", "site/old", "--ignore", "GR110").out
    assert "rules not asked" in run("check", "site/old", "--select", "TX").out
    (site / "old" / "bad.html").write_text(page(COMMA, "<!-- syndicate: ignore GR110 -->"))
    assert "review snippet: eligible, with 1 rule not asked\n" in run("check", "site/old").out
    assert "not asked" not in run("check", "site/good.html", "--ignore", "TX").out, "which costs no result"


def test_settings_choose_rules_paths_and_what_they_count_for(run, site, tmp_path):
    (tmp_path / "syndicate.toml").write_text('[check.per_path]\n"old/*" = ["GR110"]\n')
    assert run("check", "site").code == 0
    (tmp_path / "syndicate.toml").write_text('[check.severity]\nGR = "warning"\nGR110 = "note"\n')
    ran = run("check", "site", "--format", "json")
    assert ran.code == 0
    assert json.loads(ran.out)[0]["severity"] == "note"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[check]\nignore = ["GR999"]\n', "there is no rule 'GR999'"),
        ('[check]\nselect = ["ZZ"]\n', "there is no rule or family of rules 'ZZ'"),
        ('[check]\nignore = ["decimal-coma"]\n', "decimal-comma"),
        ('[check.severity]\nGR110 = "fatal"\n', "severity.GR110: found"),
        ('[check]\nselct = ["GR"]\n', "select"),
    ],
)
def test_wrong_settings_are_told(run, site, tmp_path, settings, told):
    (tmp_path / "syndicate.toml").write_text(settings)
    ran = run("check", "site")
    assert ran.code == 2
    assert told in ran.err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.html"], "no such file"),
        (["site", "--as-of", "yesterday"], "--as-of is wrong"),
        (["site", "--now", "soon"], "--now is wrong"),
        (["site", "--url", "example"], "--url is wrong"),
        (["site", "--select", "GR9999"], "there is no rule"),
        (["picture.png"], "nothing that can be checked"),
    ],
)
def test_wrong_calls_are_told(run, site, tmp_path, arguments, told):
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    ran = run("check", *arguments)
    assert ran.code == 2
    assert told in ran.err


def test_a_comment_of_the_page_keeps_a_rule_from_speaking(run, tmp_path):
    (tmp_path / "a.html").write_text(page(COMMA, "<!-- syndicate: ignore GR110, SY -->"))
    assert run("check", "a.html").code == 0
    (tmp_path / "a.html").write_text(page(COMMA, "<p title='<!-- syndicate: ignore GR110 -->'>"))
    assert run("check", "a.html").code == 1


def test_two_days_have_two_sets_of_rules(run, tmp_path):
    (tmp_path / "a.jsonld").write_text(json.dumps(CLAIM))
    then = run("check", "a.jsonld", "--as-of", "2025-06-01", "--format", "json")
    now = run("check", "a.jsonld", "--as-of", "2025-10-01", "--format", "json")
    assert {code for _, code in codes(then)} == {"GR171", "GR172", "GR173"}
    assert [code for _, code in codes(now)] == ["GR174"]
    assert (then.code, now.code) == (1, 0)


def test_a_day_makes_a_future(run, tmp_path):
    (tmp_path / "a.jsonld").write_text(json.dumps({**GOOD, "datePublished": "2031-01-01"}))
    assert codes(run("check", "a.jsonld", "--format", "json")) == []
    assert codes(run("check", "a.jsonld", "--format", "json", "--now", "2026-01-31")) == [("a.jsonld", "GR123")]


def test_fix_changes_the_value_and_no_other_byte(run, tmp_path):
    before = page(COMMA, "<p>4,5 &amp;\r\n\t</p>").encode("utf-16")
    (tmp_path / "a.html").write_bytes(before)
    shown = run("check", "a.html", "--diff")
    assert '"ratingValue": "4.5"' in shown.out
    assert (tmp_path / "a.html").read_bytes() == before
    assert run("check", "a.html", "--fix").code == 0
    assert (tmp_path / "a.html").read_bytes() == before.decode("utf-16").replace('"4,5"', '"4.5"').encode("utf-16")


def test_fix_says_what_it_leaves(run, tmp_path):
    before = (
        '<!doctype html><html lang="en"><body><div itemscope itemtype="https://schema.org/Rating">'
        '<b itemprop="ratingValue">4,5</b> of <b itemprop="bestRating">5</b></div>'
    )
    (tmp_path / "a.html").write_text(before)
    ran = run("check", "a.html", "--fix")
    assert (ran.code, (tmp_path / "a.html").read_text()) == (1, before)
    assert "1 value in the elements of pages left as found" in ran.err
    assert "left as found" not in run("check", "a.html", "--fix", "--ignore", "GR110").err


def test_records_and_exports_are_checked_too(run, tmp_path):
    row = {"id": "tag:example.org,2024:1", "item": {"type": "Museum", "name": "Old Mole"}, "published": "2024-03-01",
           "authors": [{"type": "Person", "name": "Ada Example"}], "rating": {"value": 4, "best": 5, "worst": 1}}  # fmt: skip
    (tmp_path / "r.jsonl").write_text("\n" + json.dumps(row) + "\n")
    ran = run("check", "r.jsonl", "--format", "json")
    assert codes(ran) == [("r.jsonl", "GR132")]
    assert json.loads(ran.out)[0]["line"] == 2


def test_explain_and_rules(run):
    ran = run("explain", "gr110")
    assert "decimal-comma" in ran.out
    assert "https://developers.google.com/" in ran.out
    assert "Wrong:" in ran.out
    assert run("explain", "decimal-comma").out == ran.out
    unknown = run("explain", "GR11O")
    assert unknown.code == 2
    assert "Did you mean GR" in unknown.err
    listed = run("rules")
    assert "GR110  error" in listed.out
    assert "GR171" not in listed.out
    assert "GR171" in run("rules", "--as-of", "2025-01-01").out
    assert {row["code"] for row in json.loads(run("rules", "SY", "--json").out)} >= {"SY901", "SY902"}


def test_two_processes_tell_what_one_tells(run, site):
    for number in range(40):
        (site / f"{number:02}.html").write_text(page(COMMA if number % 3 else GOOD))
    one = run("check", "site", "--jobs", "1")
    two = run("check", "site", "--jobs", "2")
    assert one.out == two.out
    assert one.out.count("GR110") == 27


def test_a_file_that_speaks_of_a_feed_is_none(run, tmp_path):
    """A JSON Schema of feeds, a file of a package, a site map: nothing that is checked in a folder."""
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "a.schema.json").write_text('{"$schema": "x", "description": "See https://jsonfeed.org/version/1.1"}')
    (folder / "package.json").write_text('{"name": "x", "version": "1.0"}')
    (folder / "sitemap.xml").write_text('<?xml version="1.0"?><urlset/>')
    assert run("check", "others").out == run("check", "others", "--select", "SY").out
    (folder / "feed.json").write_text('{"version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}')
    assert "others/feed.json" in run("check", "others").out
    assert "schema" not in run("check", "others").out
