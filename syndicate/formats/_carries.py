"""What a format can hold: a declaration by path, the projection that follows from it, and the count of what is lost.

``carries`` maps paths of the record to what becomes of the values below them; the longest path that fits counts, and
the empty path is the default. ``{"": "dropped", "item": "exact", "item.key": "dropped"}`` holds the item but for its
key, and nothing else. For a format with a reader, ``read(write(r)) == project(r, carries)``.

=================== ================================================================================================
``exact``           the value comes back as it was
``plain``           a body comes back as its plain text
``date``            a time comes back as its date
``unordered``       a list comes back in another order
``Shortened(n)``    text comes back cut to n characters at most
``Rescaled(w, b)``  a rating comes back on the scale from w to b
``dropped``         nothing comes back
=================== ================================================================================================
"""

from __future__ import annotations
