"""The encoding of a page (https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding)."""

from __future__ import annotations

import codecs
import re

from syndicate.hypertext._attributes import SPACE, Tag, attributes, tag_end

__all__ = ["declared", "decoded", "encoding_of"]

_HEAD = 1024
_ISO = re.compile(r"^iso8859(\d\d?)$", re.ASCII)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_TEXT = frozenset((
    "big5hkscs", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp866", "cp874", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp", "iso8859-10", "iso8859-13",
    "iso8859-14", "iso8859-15", "iso8859-16", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6",
    "iso8859-7", "iso8859-8", "koi8-r", "koi8-u", "mac-cyrillic", "mac-roman", "utf-16-be", "utf-16-le", "utf-8",
))  # fmt: skip
"""Python's names of the encodings that pages may be in (https://encoding.spec.whatwg.org/#names-and-labels)."""
_WIDER = {
    "ascii": "cp1252", "big5": "big5hkscs", "euc_kr": "cp949", "gb2312": "gb18030", "gbk": "gb18030",
    "iso8859-1": "cp1252", "iso8859-11": "cp874", "iso8859-9": "cp1254", "shift_jis": "cp932", "tis-620": "cp874",
    "utf-16": "utf-16-le",
}  # fmt: skip
"""Encodings that are read as one that has more characters, since pages say the former and mean the latter."""
_LABELS = {
    "big5-hkscs": "big5hkscs", "chinese": "gb18030", "cn-big5": "big5hkscs", "cseuckr": "cp949",
    "cseucpkdfmtjapanese": "euc_jp", "csgb2312": "gb18030", "csiso88596e": "iso8859-6", "csiso88596i": "iso8859-6",
    "csiso88598e": "iso8859-8", "csiso88598i": "iso8859-8", "csisolatin9": "iso8859-15", "csksc56011987": "cp949",
    "csmacintosh": "mac-roman", "csunicode": "utf-16-le", "dos-874": "cp874", "gb_2312": "gb18030",
    "gb_2312-80": "gb18030", "iso-10646-ucs-2": "utf-16-le", "iso-8859-6-e": "iso8859-6", "iso-8859-6-i": "iso8859-6",
    "iso-8859-8-e": "iso8859-8", "iso-8859-8-i": "iso8859-8", "iso-ir-149": "cp949", "koi": "koi8-r", "koi8": "koi8-r",
    "koi8-ru": "koi8-u", "ks_c_5601-1989": "cp949", "ksc_5601": "cp949", "logical": "iso8859-8", "mac": "mac-roman",
    "ms932": "cp932", "sun_eu_greek": "iso8859-7", "ucs-2": "utf-16-le", "unicode": "utf-16-le",
    "unicode-1-1-utf-8": "utf-8", "unicode11utf8": "utf-8", "unicode20utf8": "utf-8", "unicodefeff": "utf-16-le",
    "unicodefffe": "utf-16-be", "visual": "iso8859-8", "windows-31j": "cp932", "windows-874": "cp874",
    "windows-949": "cp949", "x-cp1250": "cp1250", "x-cp1251": "cp1251", "x-cp1252": "cp1252", "x-cp1253": "cp1253",
    "x-cp1254": "cp1254", "x-cp1255": "cp1255", "x-cp1256": "cp1256", "x-cp1257": "cp1257", "x-cp1258": "cp1258",
    "x-euc-jp": "euc_jp", "x-gbk": "gb18030", "x-mac-cyrillic": "mac-cyrillic", "x-mac-roman": "mac-roman",
    "x-mac-ukrainian": "mac-cyrillic", "x-sjis": "cp932", "x-unicode20utf8": "utf-8", "x-x-big5": "big5hkscs",
}  # fmt: skip
"""Labels of the standard that Python does not have."""


def encoding_of(label: str) -> str | None:
    """Python's name of the encoding that a label means in a page; None where it means none."""
    name = _ISO.sub(r"iso-8859-\1", label.strip("\t\n\f\r ").lower())
    if found := _LABELS.get(name):
        return found
    try:
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    found = _WIDER.get(found, found)
    return found if found in _TEXT else None


def decoded(data: bytes, charset: str | None = None) -> tuple[str, str]:
    """The text of a page without its byte order mark, and Python's name of its encoding.

    ``charset`` is what came with the page, such as in the header of a response. A byte order mark counts above it;
    then what the page says of itself; then UTF-8 where all bytes are that, else windows-1252. What is not in the
    encoding becomes U+FFFD.
    """
    name = declared(data, charset)
    for mark, of in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(of, "replace"), of
    if name is None:
        try:
            return data.decode("utf-8"), "utf-8"
        except UnicodeDecodeError:
            name = "cp1252"
    return data.decode(name, "replace"), name


def declared(data: bytes, charset: str | None = None) -> str | None:
    """Python's name of the encoding that a page is certainly in; None where nothing says."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name
    if charset is not None and (stated := encoding_of(charset)):
        return stated
    head = data[:_HEAD]
    for start, name in ((b"<\0?\0x\0", "utf-16-le"), (b"\0<\0?\0x", "utf-16-be")):
        if head.startswith(start):
            return name
    text = head.decode("latin-1")
    return _stated_by_meta(text) or _stated_by_xml(text)


_SKIPPED = re.compile(rf"<(?:(!--)|(meta(?=[{SPACE}/]))|/?[a-z][^{SPACE}/>]*|[!/?])", re.IGNORECASE | re.ASCII)
_CHARSET = re.compile(
    rf"""charset[{SPACE}]*=[{SPACE}]*(?:"([^"]*)"|'([^']*)'|([^{SPACE};"'][^{SPACE};]*))""", re.IGNORECASE | re.ASCII
)
_XML = re.compile(r"""<\?xml[^>]*?encoding[\0- ]*=[\0- ]*(?:"([^"\0- >]*)"|'([^'\0- >]*)')""")


def _stated_by_meta(text: str) -> str | None:
    """Section 13.2.3.2, "prescan a byte stream": it knows tags and comments, but no raw texts."""
    position = 0
    while found := _SKIPPED.search(text, position):
        if found[1]:
            end = text.find("-->", found.start() + 2)
            position = end + 3 if end >= 0 else -1
        elif text[found.end() - 1] in "!/?":
            end = text.find(">", found.start() + 1)
            position = end + 1 if end >= 0 else -1
        else:
            position = tag_end(text, found.end())
            if (
                position >= 0
                and found[2]
                and (name := _of_meta(attributes(text, Tag("meta", found.start(), position, False))))
            ):
                return name
        if position < 0:
            break
    return None


def _of_meta(stated: dict[str, str]) -> str | None:
    label = stated.get("charset")
    if label is None and stated.get("http-equiv", "").lower() == "content-type":
        inner = _CHARSET.search(stated.get("content", ""))
        label = (inner[1] or inner[2] or inner[3]) if inner else None
    return _read_as_ascii(label)


def _stated_by_xml(text: str) -> str | None:
    found = _XML.match(text)
    return _read_as_ascii(found[1] or found[2]) if found else None


def _read_as_ascii(label: str | None) -> str | None:
    """What was read byte by byte is not in UTF-16, whatever it says."""
    name = encoding_of(label) if label else None
    if name in ("utf-16-be", "utf-16-le"):
        return "utf-8"
    return name
