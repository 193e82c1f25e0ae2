"""What is in a text and not of the article: parts of a page, and words that a printed line cut in two.

A part of :mod:`helpers.article`. Nothing is taken out here: a note names what was found, so that the reader decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from helpers.article import characters

# Of 6,122 news articles of many outlets 269 lines of 120 characters or fewer stand word for word in three or more. They
# are invitations, notices of rights, credits and bylines; of the 55 that were read, two (names of states) were not.
_LONGEST_LINE, _LEAST_ARTICLES = 120, 3
_LEAST_CUTS = 3  # one or two may be a list or a dash of the article's own
_SHOWN, _LONGEST_SHOWN = 5, 60

# Lines that pages add to articles, by how they begin or what they hold.
# Of those that it found in the same articles 60 were read, and all were.
_USUAL = re.compile(
    r"""^\W*(?:
        (?:read|see|watch|listen|view)\s(?:more|also|next)\b.{0,4}[:|]
      | (?:more\son\sthis|related(?:\s\w+)?|see\salso|read\smore)\W*$
      | related(?:\s(?:articles?|stories|story|content|coverage|links?))?\s?: | also\sread\s?:
      | sign\sup\s(?:for|to|here|now|today)\b | subscribe\s(?:to|now|here|today)\b | follow\s(?:us|@) | click\shere\b
      | advertisement\b | story\scontinues\sbelow | continue\sreading\b | skip\sto\b
      | share\s(?:this|on)\b | (?:download|get)\s(?:the|our)\b.{0,20}\bapp\b
      | (?:photo|photograph|image|picture)s?(?:\s(?:by|credit|courtesy))?\s?: | photo\W*$
      | (?:©|\(c\)|copyright\b).{0,30}\b(?:19|20)\d\d\b | \((?:additional\s)?(?:reporting|writing|editing)\sby\b
    ) | toggle\scaption | enlarge\sthis\simage | hide\scaption | all\srights\sreserved | /getty\simages
      | \(ap\sphoto | \bcontributed\sto\sthis\s(?:report|article|story)
      | \b(?:uses?|accept|our|manage)\b[^.]{0,30}\bcookies?\b | cookie\s(?:policy|settings|notice)""",
    re.IGNORECASE | re.VERBOSE,
)
_CUT = re.compile(r"\b([^\W\d_]+)[-\u2010\u00ad]\r?\n([^\W\d_]+)")


def odd(texts: Iterable[str]) -> list[str]:
    """What is odd about texts of one source: of each kind of doubt a sentence on the first text that gives one.

    >>> odd(["The river rose."]), [note[:30] for note in odd(["<p>The river</p><p>rose."])]
    ([], ['this is the source of a web pa'])
    """
    texts = list(texts)
    looks = [next((note for text in texts if (note := look(text))), "") for look in (characters.markup, cut_words)]
    return [note for note in looks if note]


def parts_of_pages(texts: Iterable[str]) -> list[str]:
    """A note on lines that recur word for word in several articles, and on lines that pages usually add to one.

    Parameters
    ----------
    texts : iterable of str
        The texts of the articles; one that comes twice is looked at once.

    Returns
    -------
    list of str
        One sentence for the reader, with the lines that are in most articles, or none.

    Examples
    --------
    >>> parts_of_pages(["The river rose.\\n\\nSign up for our newsletter", "A dam broke."])[0][:82]
    'These lines look like parts of a page, not of an article: ‘Sign up for our newslet'
    >>> parts_of_pages(["The river rose.", "A dam broke."])
    []
    """
    often = Counter()
    for text in set(texts):
        lines = (" ".join(line.split()) for line in text.split("\n") if len(line) <= _LONGEST_LINE)
        often.update({line for line in lines if any(map(str.isalpha, line))})
    found = [(line, n) for line, n in often.items() if n >= _LEAST_ARTICLES or _USUAL.search(line)]
    if not found:
        return []
    found.sort(key=lambda each: (-each[1], each[0]))
    shown = [
        f"‘{line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + '…'}’"
        + (f" ({n:,} articles)" if n > 1 else "")
        for line, n in found[:_SHOWN]
    ]
    more = f" and {len(found) - _SHOWN:,} more" if len(found) > _SHOWN else ""
    return [
        f"These lines look like parts of a page, not of an article: {', '.join(shown)}{more}. They stay, and count as "
        "the narrator's words. Take out what is not of the article before you measure: in the file, or with a line "
        "such as articles['text'] = articles['text'].str.replace(r'(?m)^Sign up.*$', '', regex=True)."
    ]


def cut_words(text: str) -> str:
    """Say that words of a text are cut by a hyphen at the ends of its lines, as in what is copied from a PDF.

    They are not joined: whether a hyphen is the line's or the word's own (*anti-war*), no rule can tell.

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
    >>> cut_words("The Inte-\\nrior and the extrem-\\nists of the anti-\\nwar camp.")[:61]
    '3 words are cut by a hyphen at the end of a line (Inte-|rior,'
    >>> cut_words("A self-\\nmade man.")
    ''
    """
    cut = [f"{first}-|{second}" for first, second in _CUT.findall(text) if second[0].islower()]
    if len(cut) < _LEAST_CUTS:
        return ""
    return (
        f"{len(cut):,} words are cut by a hyphen at the end of a line ({', '.join(word[:40] for word in cut[:_SHOWN])}"
        f"{', …' * (len(cut) > _SHOWN)}), as in a text that is copied from a PDF. Each is read as two words, which no "
        "list and no name fits. Join them in the text and read it again; a word with a hyphen of its own, such as "
        "anti-|war, keeps it."
    )
