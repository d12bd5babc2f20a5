"""Pieces of HTML that tokenizers stumble over, and pages spliced of them."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["FRAGMENTS", "SHAPES", "pages"]

FRAGMENTS = (
    "<", ">", "</", "/>", "<!", "<?", "<!-", "<!--", "-", "--", "-->", "--!>", "<!-->", "<!--->", "<!---->", "<!->", "</>",
    "<!DOCTYPE html>", "<!doctype", "<![CDATA[", "]]>", "<![endif]-->", "<!x>", "<?xml version='1.0'?>", "</1>", "</ p>",
    "<p>", "</p>", "<P CLASS=a>", "<p/>", "<p a=b/>", "<br>", "<a href='", '<a href="', "'", '"', "=", "='", '="', "= ", " =",
    '<p title="<script>">', "<p title='</script>'>", "<p title=<script>>", '<p a="1"b=\'2\'c=3 a=4>', "<p =a==b>", "<p a = >",
    '<p title=">" <script>', "<p x\n=\n'y'>", "<p a=&amp;&lt&copy=1&notit;&#60;&#x3E;&#0;&#128;&#x110000;&#xD800;&bogus;>",
    "<script>", "</script>", "<SCRIPT >", "</Script\n>", "</script ", "</script/", "</scriptx>", "<scriptx>", "<!--<script>",
    "<script/", "<script type='application/ld+json'>", "{}", "<style>", "</style>", "<style/>", "<title>", "</title>",
    "</title x='>'>", "<textarea>", "</textarea>", "<xmp>", "</xmp>", "<iframe>", "</iframe>", "<noembed>", "</noembed>",
    "<noframes>", "</noframes>", "<noscript>", "</noscript>", "<plaintext", "<svg>", "<svg/>", "</svg>", "<svg a=b/>", "<math>",
    "</math>", "<mi>", "</mi>", "<foreignObject>", "</foreignObject>", "<desc>", "</desc>", "<path d='>'/>", "<b>", "<i>",
    "<div>", "</div>", "<head>", "</head>", "<body>", "</body>", "<html>", "</html>", "<template>", "</template>",
    "\r\n", "\r", "\n", "\t", "\f", " ", "/", "x", "é", "\u2028", "\x0b", "\xa0", "K", "ſ", "𝒳", "&amp;", "-->x",
)  # fmt: skip
_few = st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join)
# One page that holds what a page usually has, so that hostile fragments meet a tokenizer that is in the midst of it.
_spliced = st.builds(
    lambda one, two, three: f'<!DOCTYPE html><html><head>{one}<title>t</title></head><body class="b">{two}</body>{three}</html>',
    _few, _few, _few,
)  # fmt: skip
pages = _few | _spliced

SHAPES = {
    "tags that never end": "<a ",
    "names without an end": "<a" + "a" * 9,
    "values without an end": "<a b='\" c=\"'",
    "equals signs": "<a =",
    "spaces and equals signs": "= \n" * 3,
    "quotes": "='x =\"y ",
    "comments": "<!--",
    "short comments": "<!-- -",
    "bogus comments": "</1 ",
    "scripts": "<script>",
    "scripts in comments": "<script><!--<script>",
    "scripts of svg": "<svg><script>",
    "svg after svg": "<svg/>",
    "an svg with raw texts": "<svg><title/></svg>",
    "svg within svg": "<svg>",
    "raw texts": "<style></styl",
    "titles": "<title>",
    "angles": "<",
    "references": "<p a='&#" + "1" * 40 + ";&ampamp",
    "spaces in a tag": "<p" + " " * 40,
}
"""Pieces that, many times over, take a tokenizer long where it looks at anything twice."""
