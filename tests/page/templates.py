"""Pages as sites really have them: ten templates in seven encodings, and large ones."""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["TEMPLATES", "page"]

_TEXT = "Sand, spice and a throne. “It stays with you,” she said — 3 of 5 stars, and a café in the foyer. "


def _article(number: int, paragraphs: int = 12) -> str:
    return "\n".join(
        f'<p class="p{n}" id="n{number}-{n}" title="a &gt; b">{_TEXT}<a href="/film/{n}?a=1&amp;b=2">more</a></p>'
        for n in range(paragraphs)
    )


def _plain(number: int, url: str) -> bytes:
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n  <head>\n    <meta charset="utf-8">\n    <title>Film {number}</title>\n'
        f'    <link rel="canonical" href="{url}">\n    <style>a > b {{ color: red }}</style>\n  </head>\n'
        f"  <body>\n{_article(number)}\n  </body>\n</html>\n"
    ).encode()


def _old(number: int, url: str) -> bytes:
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
        '<html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=windows-1252" />\n'
        f'<title>Film {number}</title>\n<link href="{url}" rel="canonical" />\n</head>\n<body>\n{_article(number)}\n</body></html>'
    ).replace("\n", "\r\n").encode("cp1252")  # fmt: skip


def _wide(order: str) -> Callable[[int, str], bytes]:
    def made(number: int, url: str) -> bytes:
        return ("\ufeff" + _plain(number, url).decode()).encode(f"utf-16-{order}")

    return made


def _liar(number: int, url: str) -> bytes:
    return (
        f"<!-- </head> is not here --><!doctype html><html><head><script>document.write('</head><body>');\n"
        f"var a = '<!-- syndicate -->', b = \"<!-- syndicate:begin jsonld -->\";</script>\r\n"
        f"<!--[if lt IE 9]><script src='x'></script></head><![endif]--><meta name='d' content='</head><!-- syndicate -->'>"
        f"<title></head> {number}</title><link rel='nofollow canonical' href='{url}'>\r\n"
        f"<noscript><link rel='stylesheet' href='a'></noscript>\r\n\t</head>\r\n<body>{_article(number)}"
        f"<textarea></body><!-- syndicate:end --></textarea><script>'</body>'</script>\r\n</body>\r\n</html>"
    ).encode()


def _bare(number: int, url: str) -> bytes:
    return (
        f"<title>Film {number}</title>\n<meta property=og:url content={url}>\n<h1>Film</h1>\n{_article(number)}".encode(
            "cp1252", "replace"
        )
    )


def _minified(number: int, url: str) -> bytes:
    return f"<!doctype html><html lang=en><meta charset=utf-8><title>Film {number}</title><link rel=canonical href={url}><body class=a>{_article(number).replace(chr(10), '')}".encode()


def _shouting(number: int, url: str) -> bytes:
    return b"\xef\xbb\xbf" + (
        f"<HTML>\n<HEAD>\n<TITLE>Film {number}</TITLE>\n<LINK REL=CANONICAL HREF='{url}'>\n</HEAD>\n<BODY BGCOLOR=#fff>\n{_article(number)}\n</BODY>\n</HTML>\n"
    ).replace("\n", "\r").encode()  # fmt: skip


def _broken(number: int, url: str) -> bytes:
    return (
        b"<html><head><title>Film \xe9 \xff</title><meta charset=utf-8></p><link rel=canonical href="
        + url.encode()
        + b">\n"
        b"<noscript><img src='pixel'></noscript></head></head>\n<body><table><tr><td><b><i>\x81\x00"
        + _article(number).encode()
        + b"</b></body>\n"
        b"<p>after</p><div></body></html>\n<!-- made by hand"
    )


def _marked(number: int, url: str) -> bytes:
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset=shift_jis><title>映画 {number}</title></head>\n<body>\n<main>\n"
        f"<!-- syndicate: tag:example.org,2024:{number} -->\n<p>ソ表示</p>\n<p class=x><!-- syndicate --></p>\n</main>\n</body>\n</html>\n"
    ).encode("cp932")


def _huge(number: int, url: str) -> bytes:
    return (
        f"<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>{number}</title><link rel=canonical href={url}>\n</head>\n<body>\n"
        f"{_article(number, 40) * 600}\n</body>\n</html>\n"
    ).encode()


TEMPLATES: dict[str, Callable[[int, str], bytes]] = {
    "plain": _plain,
    "old, windows-1252, CR LF": _old,
    "UTF-16, little end first": _wide("le"),
    "UTF-16, big end first": _wide("be"),
    "full of lies": _liar,
    "no head and no encoding": _bare,
    "minified": _minified,
    "capitals, CR, a byte order mark": _shouting,
    "broken": _broken,
    "marked, Shift_JIS": _marked,
    "5 MB": _huge,
}
"""By what is special with them; the last is for a few pages only."""


def page(number: int, url: str, *, huge: bool = False) -> bytes:
    """A page of the template that ``number`` means."""
    names = list(TEMPLATES)
    return TEMPLATES["5 MB" if huge else names[number % (len(names) - 1)]](number, url)
