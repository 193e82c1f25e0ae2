"""From the bytes of a file to the characters of a text."""

import codecs
import itertools
import re
import unicodedata
from collections import Counter
from typing import NamedTuple

_SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),  # decode tells Word documents from other archives
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word (.doc) or other Office document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\x89PNG\r\n", "a picture (PNG)"),
    (b"\xff\xd8\xff", "a picture (JPEG)"),
    (b"GIF87a", "a picture (GIF)"),
    (b"GIF89a", "a picture (GIF)"),
    (b"\x1f\x8b", "a compressed file (gzip)"),
)
# UTF-32 first: its mark begins with the one of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Python's own windows-1252 stops at five bytes that it does not define. As in browsers (WHATWG Encoding Standard)
# they are the control characters of the same number here, so that any bytes can be read.
_WINDOWS_1252 = {i: bytes([i]).decode("windows-1252", "ignore") or chr(i) for i in range(0x80, 0xA0)}

# The beginning of a web page, or a tag that parts one. An article about such tags names one or two of them.
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_TAG = re.compile(r"</?(?:p|div|article|section|span|br|li|td|h[1-6])(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_TAGS = 3

_SAVE_AS_TEXT = "Open it in its own program, save its text as plain text (.txt, UTF-8), and read that file."


class Decoded(NamedTuple):
    """A text, the encoding that was assumed, and what is doubtful about it ("" when nothing is)."""

    text: str
    encoding: str
    doubt: str


def decode(data: bytes) -> Decoded:
    r"""Return the characters that the bytes of a file stand for.

    It tells encodings apart by their form and does not look at the language. An encoding that is not named below is
    read as Windows-1252, which makes other letters of it: that is why Windows-1252 is called a guess.

    Parameters
    ----------
    data : bytes
        The whole file.

    Returns
    -------
    Decoded
        ``text``, without a byte order mark and otherwise unchanged; ``encoding``: ``utf-8``, ``utf-8-sig`` (with a
        byte order mark), ``utf-16-le``, ``utf-16-be``, ``utf-32-le``, ``utf-32-be`` or ``windows-1252``; ``doubt``: a
        sentence for the reader when the encoding is a guess or a part of the text is damaged.

    Raises
    ------
    ValueError
        The bytes are empty, or those of a PDF, a Word document, a picture or something else that is not a text.

    Notes
    -----
    A byte order mark decides. Without one, bytes that are valid UTF-8 are UTF-8. Bytes with zeros, which Latin letters,
    spaces and line ends have in UTF-16, are UTF-16; the side on which most of the zeros stand tells the byte order.
    Otherwise they are damaged UTF-8 if more of the characters beyond ASCII are whole than are damaged, and Windows-1252
    if not. What cannot be decoded becomes ``U+FFFD``.

    Examples
    --------
    >>> from helpers.article import characters
    >>> characters.decode("café".encode("utf-8"))
    Decoded(text='café', encoding='utf-8', doubt='')
    >>> characters.decode("café".encode("windows-1252")).encoding
    'windows-1252'
    """
    if not data:
        raise ValueError("the file is empty (0 bytes). Save the article's text into it, and read it again.")
    if kind := next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), ""):
        kind = "a Word document (.docx)" if kind == "a zip archive" and b"word/" in data else kind
        raise ValueError(f"this is {kind}, whatever its name says, and not a plain text. {_SAVE_AS_TEXT}")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            data = data[len(mark) :]
            try:
                return Decoded(data.decode(encoding), encoding, "")
            except UnicodeDecodeError:
                return Decoded(data.decode(encoding, "replace"), encoding, _damage(encoding))
    utf_16 = "utf-16-le" if data[1::2].count(0) >= data[::2].count(0) else "utf-16-be"
    for encoding in ("utf-8", utf_16) if 0 in data else ("utf-8",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _reads_as_text(text):
            return Decoded(text, encoding, "")
    decoded = _decode_with_errors(data)
    if not _reads_as_text(decoded.text):
        raise ValueError(f"this is not a text: its bytes do not read as characters. {_SAVE_AS_TEXT}")
    return decoded


def tidy(text: str) -> str:
    r"""Return the text with ``\n`` as the only line end, in composed characters, without halves of surrogate pairs.

    Nothing else changes. A letter and the accent after it, as Macs and PDFs write *é*, become the one character that
    everybody else writes (Unicode's NFC): else *José* would end at its *e*, and one name would be two. Half a surrogate
    pair is no character; no file and no table can hold it. It becomes ``U+FFFD``, one for one.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text; it is shorter by one character for each ``\r\n`` and each accent of its own in it.

    Examples
    --------
    >>> from helpers.article import characters
    >>> characters.tidy("one\r\ntwo\rthree\n\n")
    'one\ntwo\nthree\n\n'
    >>> len("Jose\u0301"), characters.tidy("Jose\u0301")
    (5, 'José')
    """
    text = re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return unicodedata.normalize("NFC", text)


def markup(text: str) -> str:
    """Say that a text is the source of a web page, whose tags would be read as words. Nothing in it is carried out.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        A sentence for the reader, or ``""``.

    Examples
    --------
    >>> from helpers.article import characters
    >>> characters.markup("<html><body><p>The mob left.</p>")[:50]
    'this is the source of a web page: its tags, such a'
    >>> characters.markup("In HTML <p> opens a paragraph and </p> closes it.")
    ''
    """
    if not _PAGE.match(text) and len(list(itertools.islice(_TAG.finditer(text), _TAGS))) < _TAGS:
        return ""
    return (
        "this is the source of a web page: its tags, such as <p>, are read as words and counted. Open the page in a "
        "browser, copy the article there, and give that text to article.from_text, or save it as a .txt file."
    )


def _decode_with_errors(data: bytes) -> Decoded:
    text = data.decode("utf-8", "replace")
    n_damaged = text.count("\ufffd")
    n_whole = len(text) - len(text.encode("ascii", "ignore")) - n_damaged
    if n_whole > n_damaged:
        return Decoded(text, "utf-8", _damage("utf-8"))
    doubt = (
        "read as Windows-1252, which is a guess, because the file is not UTF-8. If letters such as é or “ look wrong, "
        "save the file as UTF-8 and read it again."
    )
    return Decoded(data.decode("latin-1").translate(_WINDOWS_1252), "windows-1252", doubt)


def _damage(encoding: str) -> str:
    return (
        f"the file is not {encoding.upper()} throughout: what could not be read stands as \ufffd in the text. "
        "If you can, save it again as UTF-8."
    )


def _reads_as_text(text: str) -> bool:
    """Tell a text from a program or a picture that happens to decode: at most 5 % of it is no character of a text.

    Measured on the files of one computer. Of 5,984 that are named as texts all but one were below 0.2 %, that one
    (Japanese in escape codes) at 4.0 %. Of 6,000 binary files read as Windows-1252 two were below 5 % (Python bytecode
    that is mostly text), and of 248 that decode as UTF-16 none was below 10 %. The first 65,536 characters are enough.
    """
    characters = Counter(text[:65_536])
    odd = {c for c in characters if unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs")} - set("\t\n\r\f")
    return sum(characters[c] for c in odd) <= 0.05 * characters.total()
