"""Word lists that say where each entry comes from, and where their terms stand in the articles.

A lexicon is a table with one term a row. Beside its pattern every term carries the reason why it is listed, a neutral
alternative and a source, so that a reader can argue with the list. A match says that a listed word stands in the text.
It does not say that the word is unfair there: only the passage can.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.lexicon import formats
from helpers.lexicon.auditing import Audit, audit
from helpers.lexicon.editing import edited, rows_of, write
from helpers.lexicon.lists import COLUMNS, FOLDER, Lexicon, check, find, made
from helpers.text import by_block, pieces_of, spans
from helpers.text.rows import strings

__all__ = [
    "Audit", "COLUMNS", "FOLDER", "Lexicon", "audit", "available", "by_category", "edited", "explain", "find",
    "from_terms", "match", "read", "write",
]  # fmt: skip


def available() -> list[str]:
    """Names of the lexicons that come with the kit.

    Returns
    -------
    list of str
        What :func:`read` takes as a name.

    Examples
    --------
    >>> "loaded" in available()
    True
    """
    return sorted(path.stem for path in FOLDER.glob("*.csv"))


def read(source: str | Path) -> Lexicon:
    """Read a lexicon from ``data/lexicons`` by its name, or from a file of your own by its path.

    Parameters
    ----------
    source : str or Path
        A name (``"loaded"``) or the path of a file, at most 10 MB, in UTF-8. Its ending says what it is:

        - ``.csv``, ``.tsv``: a table with at least the columns ``term`` and ``category``. Missing columns are filled:
          ``pattern`` with the term itself, the others with nothing.
        - ``.dic``: a dictionary for LIWC.
        - ``.yml``, ``.yaml``: a dictionary for quanteda. Nested categories are joined: *culture > sport*.
        - ``.txt``: one term a line, ``#`` before a remark; the category is the file's name.

    Returns
    -------
    Lexicon

    Raises
    ------
    FileNotFoundError
        If there is neither such a name nor such a file.
    ValueError
        If the file is none of these, a term stands in it twice, or a pattern cannot be used. The message names the row.

    Warns
    -----
    UserWarning
        If terms of another program's list are left out, because a pattern of ours cannot say them (``*ism``,
        ``wom?n``), or if its conditions are not understood.

    Notes
    -----
    In lists of other programs ``_`` between words is a space. A term with several categories keeps them all,
    *anger | emotion*; :func:`by_category` counts it under each. A place in a text is one hit: where *tax* and *death
    tax* stand in two categories, *death tax* is a hit of the longer term only, while LIWC and quanteda count both.
    ``audit(listed).overlaps`` lists such terms.

    Examples
    --------
    >>> loaded = read("loaded")
    >>> loaded.entries.set_index("term").loc["mob", "neutral"]
    'crowd'
    """
    if not isinstance(source, str | os.PathLike):
        raise TypeError(
            f"lexicon.read takes the name of a list or the path of its file, and a {type(source).__name__} came. Lists "
            f"there: {', '.join(available())}. lexicon.from_terms makes a list of a few words."
        )
    path = FOLDER / f"{source}.csv"
    if str(source) not in available():
        path = Path(source)
        if not path.is_file():
            near = difflib.get_close_matches(str(source), available(), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise FileNotFoundError(
                f"There is no lexicon {str(source)!r} in data/lexicons and no file of that name.{hint} "
                f"Lexicons there: {', '.join(available())}. For a list of your own, give the path of its file."
            )
    return made(path.stem, formats.read(path), path.name)


def from_terms(terms: Mapping[str, Sequence[str]], *, name: str = "own") -> Lexicon:
    """Make a lexicon from a few terms of your own.

    Parameters
    ----------
    terms : mapping of str to sequence of str
        For each category its terms; ``*`` at the end of a word stands for any ending.
    name : str
        Name of the list, shown beside each hit.

    Returns
    -------
    Lexicon

    Raises
    ------
    ValueError
        If a term stands twice or cannot be used as a pattern.

    Examples
    --------
    >>> own = from_terms({"water": ["flood*", "wave of"]})
    >>> len(own)
    2
    """
    return made(name, rows_of(terms), f"the list {name!r}", rows=False)


def match(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find every term of a lexicon in every article.

    Case does not matter; straight and curly apostrophes are the same, and so are a space and a hyphen; ``*`` at the end
    of a word stands for any ending. Terms begin and end at the border of a word (*mob* is found in *the mob's*, not
    in *mobile*) and do not run over punctuation or from one paragraph into the next. Where terms overlap, the one that
    begins first wins, then the longer one. A phrase of the column ``unless`` wins in the same way and is left out. A
    term with words in the column ``only_before`` counts where one of them is among the three words after it
    (*so-called* before *experts*, not before *debt ceiling*). A term with *yes* in the column ``outside_names`` does
    not count inside the name of a body or a person (*the Congressional Budget Office*, *Mr Law*).

    What it does not do: it knows no meaning. *Mob* in a review of a gangster film is found too unless the list says
    otherwise.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`).
    lexicon : Lexicon

    Returns
    -------
    DataFrame
        One row per hit, in the order of the texts: ``article_id``, ``start``, ``end`` (code points), ``text``,
        ``lexicon`` (its name), ``category``, ``term`` (key of the entry), and ``weight`` where the list weighs its
        entries. ``attrs["lexicons"]`` holds the fingerprint of the list and its name.

    Raises
    ------
    TypeError, KeyError, ValueError
        If it is no articles table (:func:`helpers.article.tables.check`), or the second is no word list but its name.

    Examples
    --------
    >>> from helpers import article
    >>> hits = match(article.from_text("An angry mob met a flash mob."), from_terms({"label": ["mob", "angry"]}))
    >>> hits[["start", "text", "category"]].values.tolist()
    [[3, 'angry', 'label'], [9, 'mob', 'label'], [25, 'mob', 'label']]
    """
    check(lexicon)
    hits = by_block(lambda block: _match(block, lexicon), articles)
    hits.attrs = {"lexicons": {lexicon.sha256: lexicon.name}}
    return hits


def _match(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    pieces = pieces_of(articles)
    first, final, entry = find(pieces, lexicon)
    at, start, end = pieces.article[first], pieces.start[first], pieces.end[final]
    columns = {"text": strings(pieces, at, start, end)}
    columns |= {name: values.take(0 * entry if name == "lexicon" else entry) for name, values in lexicon._named.items()}
    if lexicon._weights is not None:
        columns["weight"] = lexicon._weights[entry]
    return spans(articles, at, start, end, **columns)


def explain(hits: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Join to each hit what its entry says: why it is listed, a neutral alternative, who uses it, the source.

    Parameters
    ----------
    hits : DataFrame
        As :func:`match` returns them, with any further columns.
    lexicon : Lexicon
        The list that they were matched with.

    Returns
    -------
    DataFrame
        The same rows and columns, then ``why``, ``neutral``, ``used_by``, ``source``, and ``weight`` where the list
        weighs its entries.

    Examples
    --------
    >>> from helpers import article
    >>> loaded = read("loaded")
    >>> hits = match(article.from_text("The mob left."), loaded)
    >>> explain(hits, loaded).neutral.tolist()
    ['crowd']
    """
    check(lexicon)
    entries = lexicon.entries
    row = lexicon._terms.get_indexer(hits["term"])
    notes = {name: entries[name].array.take(row, allow_fill=True) for name in ("why", "neutral", "used_by", "source")}
    if lexicon._weights is not None:
        notes["weight"] = np.append(lexicon._weights, np.nan)[row]  # a term of another list has row -1
    return hits.assign(**notes)


def by_category(hits: pd.DataFrame) -> pd.DataFrame:
    """Give a hit whose term has several categories one row for each of them.

    For lists such as LIWC's, where *abandon* is both an emotion and a sadness. The rows no longer part the text: a hit
    stands in several of them, so count by category and not over all.

    Parameters
    ----------
    hits : DataFrame
        As :func:`match` returns them, with any further columns.

    Returns
    -------
    DataFrame
        The same columns; ``category`` holds one name.

    Examples
    --------
    >>> hits = pd.DataFrame({"term": ["hate", "mob"], "category": ["anger | emotion", "person"]}, dtype="str")
    >>> by_category(hits).values.tolist()
    [['hate', 'anger'], ['hate', 'emotion'], ['mob', 'person']]
    """
    apart = hits.assign(category=hits["category"].str.split(formats.ALSO, regex=False))
    return apart.explode("category", ignore_index=True).astype({"category": "str"})
