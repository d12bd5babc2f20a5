"""Where tags, comments and raw texts stand in the source of an HTML page, and what encoding it is in; without a tree.

What counts as a tag and where it ends is what the tokenizer of HTML says, and which elements hold raw text is what its
tree construction says, with scripting off (https://html.spec.whatwg.org/multipage/parsing.html, sections 13.2.5 and
13.2.6). Offsets are into the text as it was given: line ends and zero characters are normalised in names and values
only. Not followed are the few places where an open ``select`` or a ``frameset`` make a raw text element an ordinary
one.

Every function takes any text, and time that grows with its length.

>>> page = '<p title="</p><script>">x</p><script type=a>let s = "<p>"</script>'
>>> [tag.name for tag in tokens(page) if isinstance(tag, Tag) and not tag.closing]
['p', 'script']
>>> [(script.attributes, script.content) for script in scripts(page)]
[({'type': 'a'}, 'let s = "<p>"')]
"""

from __future__ import annotations

from syndicate.hypertext._attributes import attributes
from syndicate.hypertext._charset import declared, decoded, encoding_of
from syndicate.hypertext._scripts import Script, comments, scripts
from syndicate.hypertext._tokens import FOREIGN, RAW, Comment, Tag, tokens, walk

__all__ = [
    "FOREIGN",
    "RAW",
    "Comment",
    "Script",
    "Tag",
    "attributes",
    "comments",
    "declared",
    "decoded",
    "encoding_of",
    "scripts",
    "tokens",
    "walk",
]
