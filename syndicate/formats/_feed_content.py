"""What a person reads of a review in a feed: sanitised HTML with absolute URLs, in the review's language.

In this order: a warning where the text tells the ending; the item and its rating, in words and in signs; a picture;
the body; what speaks for it and against it; the ratings of parts; whether it is recommended. The markup is an h-review
(http://microformats.org/wiki/h-review), so that the body is the element ``e-content`` and can be told from the rest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from syndicate import prose
from syndicate.models.rating import Rating
from syndicate.models.review import Review
from syndicate.words import direction, is_ours, number, shown_number, stars, words

__all__ = ["content", "description", "rating_line"]

EXCERPT = 300
"""Characters of the body that stand for a summary where the review has none."""


def content(review: Review, *, base: str, picture: str | None, language: str | None) -> str:
    """The review as HTML; ``base`` is what relative URLs in its body are relative to, ``picture`` a URI.

    ``language`` is the one of the words that are ours, where the review does not say its own.
    """
    spoken = review.language or language
    way = "auto" if spoken is None else direction(spoken)
    return "\n".join((f'<div class="h-review" dir="{way}">', *_parts(review, base, picture, spoken), "</div>"))


def description(review: Review, *, language: str | None) -> str | None:
    """What RSS shows in lists, as HTML: the summary, else the first words of the body; None where there is neither.

    Nothing is taken from the body where it tells the ending, or may not be passed on; a warning stands before the
    summary of such a review too.
    """
    spoken = review.language or language
    warning = f"⚠ {words(spoken)['spoiler']}." if review.spoiler else None
    text = review.summary
    if text is None and review.body is not None and not review.spoiler and not review.snippet_only:
        text = prose.excerpt(prose.line(review.body), EXCERPT) or None
    shown = [_lines(part) for part in (warning, text) if part is not None]
    return "<br>\n".join(shown) or None


def rating_line(rating: Rating, language: str | None) -> str:
    """A rating as people read it: as its source wrote it, else by number, on its scale where that is known.

    >>> rating_line(Rating(value=4.5, best=5, worst=0.5), "en")
    '4.5 out of 5 ★★★★½'
    >>> rating_line(Rating(value=8.5, best=10, label="B+"), "de")
    'B+ (8,5 von 10)'
    """
    value, best, worst = (
        None if one is None else shown_number(one, language) for one in (rating.value, rating.best, rating.worst)
    )
    assert value is not None
    line = value if best is None else words(language)["of"].format(value=value, best=best)
    if rating.worst is not None and rating.worst not in (0, 0.5, 1):
        line = f"{line} ({worst}–{best or '…'})"
    signs = stars(rating.value, rating.best)
    if rating.label is None or rating.label in (line, value):
        return f"{line} {signs}" if signs else line
    return f"{rating.label} ({line})"


def _parts(review: Review, base: str, picture: str | None, language: str | None) -> Iterator[str]:
    ours = words(language)
    # Our words say their own language and direction where the text around them is in another.
    said = "" if is_ours(language) else ' lang="en" dir="ltr"'
    if review.spoiler:
        yield f"<p><strong{said}>⚠ {ours['spoiler']}.</strong></p>"
    rating = "" if review.rating is None else f": {_rating(review.rating, language, said)}"
    yield f'<p><strong class="p-item h-item" dir="auto">{escape(review.item.name)}</strong>{rating}</p>'
    if picture is not None:
        yield f'<p><img class="u-photo" src="{escape(picture)}" alt="{escape(review.item.name)}"></p>'
    if review.body is not None:
        yield f'<div class="e-content">{prose.html(review.body, base)}</div>'
    elif review.summary is not None:
        yield f'<p class="p-summary">{_lines(review.summary)}</p>'
    yield from _list(ours["pros"], said, [escape(pro) for pro in review.pros])
    yield from _list(ours["cons"], said, [escape(con) for con in review.cons])
    if review.aspects:
        aspects = [
            f"<bdi>{escape(aspect.name)}</bdi>: {_isolated(escape(rating_line(aspect.rating, language)), said)}"
            + (f"<br>{_lines(aspect.text)}" if aspect.text is not None else "")
            for aspect in review.aspects
        ]
        yield f"<ul>{''.join(f'<li>{aspect}</li>' for aspect in aspects)}</ul>"
    if review.recommended is not None:
        verdict = ours["recommended" if review.recommended else "not_recommended"]
        yield f"<p>{_isolated(verdict, said)}</p>"


def _rating(rating: Rating, language: str | None, said: str) -> str:
    line = escape(rating_line(rating, language))
    return f'<data class="p-rating" value="{number(rating.value)}"{said}>{line}</data>'


def _isolated(words: str, said: str) -> str:
    return f"<span{said}>{words}</span>" if said else words


def _list(heading: str, said: str, entries: Sequence[str]) -> Iterator[str]:
    if entries:
        entered = "".join(f"<li>{entry}</li>" for entry in entries)
        yield f"<p><strong{said}>{heading}</strong></p>\n<ul>{entered}</ul>"


def _lines(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")
