"""Word lists that say where each entry comes from, and where their terms stand in the articles.

A lexicon is a table with one term a row. Beside its pattern every term carries the reason why it is listed, a neutral
alternative and a source, so that a reader can argue with the list. A match says that a listed word stands in the text.
It does not say that the word is unfair there: only the passage can.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from helpers.article import DATA
from helpers.lexicon.patterns import Automaton
from helpers.text import by_block, spans
from helpers.text.forms import Cut, cut

FOLDER = DATA / "lexicons"
COLUMNS = (
    *("term", "pattern", "unless", "category", "topic", "sense"),
    *("why", "neutral", "used_by", "source", "example", "non_example"),
)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """A word list, ready to match.

    Attributes
    ----------
    name : str
        The file's name without its ending, or the name that the user gave.
    entries : DataFrame
        One term a row, with the columns of :data:`COLUMNS`.
    sha256 : str
        Fingerprint of the entries: two runs with the same fingerprint used the same list.
    """

    name: str
    entries: pd.DataFrame
    sha256: str

    def __len__(self) -> int:
        return len(self.entries)

    def __getstate__(self) -> dict:
        """What a copy for another process needs: it builds its own automaton."""
        return {"name": self.name, "entries": self.entries, "sha256": self.sha256}

    @functools.cached_property
    def _automaton(self) -> Automaton:
        return Automaton(self.entries)


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
    """Read a lexicon from ``data/lexicons`` by its name, or from a CSV file of your own by its path.

    Parameters
    ----------
    source : str or Path
        A name (``"loaded"``) or the path of a CSV file with at least the columns ``term`` and ``category``. Missing
        columns are filled: ``pattern`` with the term itself, the others with nothing.

    Returns
    -------
    Lexicon

    Raises
    ------
    FileNotFoundError
        If there is neither such a name nor such a file.
    ValueError
        If the file is no such table, a term stands in it twice, or a pattern cannot be used. The message names the row.

    Examples
    --------
    >>> loaded = read("loaded")
    >>> loaded.entries.set_index("term").loc["mob", "neutral"]
    'crowd'
    """
    path = FOLDER / f"{source}.csv"
    if str(source) not in available():
        path = Path(source)
        if not path.is_file():
            near = difflib.get_close_matches(str(source), available(), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise FileNotFoundError(
                f"There is no lexicon {str(source)!r} in data/lexicons and no file of that name.{hint} "
                f"Lexicons there: {', '.join(available())}. For a list of your own, give the path of a CSV file."
            )
    try:
        entries = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    except (ValueError, pd.errors.ParserError) as error:
        raise ValueError(
            f"{path.name} cannot be read as a table: {error}. A lexicon is a CSV file in UTF-8 whose first line names "
            f"the columns, among them term and category."
        ) from error
    return _lexicon(path.stem, entries, path.name)


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
    if isinstance(terms, str) or not isinstance(terms, Mapping):
        raise TypeError(
            f"Terms come by category, as in {{'water': ['flood*', 'wave of']}}, not as {type(terms).__name__}."
        )
    rows = [{"term": term, "category": category} for category, listed in terms.items() for term in listed]
    return _lexicon(name, pd.DataFrame(rows, columns=["term", "category"], dtype="str"), f"the list {name!r}")


def match(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    """Find every term of a lexicon in every article.

    Case does not matter; straight and curly apostrophes are the same, and so are a space and a hyphen; ``*`` at the end
    of a word stands for any ending. Terms begin and end at the border of a word (*mob* is found in *the mob's*, not
    in *mobile*) and do not run over punctuation or from one paragraph into the next. Where terms overlap, the one that
    begins first wins, then the longer one. A phrase of the column ``unless`` wins in the same way and is left out.

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
        ``lexicon`` (its name), ``category``, ``term`` (key of the entry).

    Examples
    --------
    >>> from helpers import article
    >>> hits = match(article.from_text("An angry mob met a flash mob."), from_terms({"label": ["mob", "angry"]}))
    >>> hits[["start", "text", "category"]].values.tolist()
    [[3, 'angry', 'label'], [9, 'mob', 'label'], [25, 'mob', 'label']]
    """
    return by_block(lambda block: _match(block, lexicon), articles)


def _match(articles: pd.DataFrame, lexicon: Lexicon) -> pd.DataFrame:
    pieces = cut(articles["text"])
    first, final, entry = find(pieces, lexicon)
    columns = {"lexicon": pd.array([lexicon.name] * len(entry), dtype="str")}
    columns |= {column: lexicon.entries[column].array.take(entry) for column in ("category", "term")}
    return spans(articles, pieces.article[first], pieces.start[first], pieces.end[final], **columns)


def find(pieces: Cut, lexicon: Lexicon) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows of the first and the last form of each hit, and the row of its entry: :func:`match` without a table.

    Parameters
    ----------
    pieces : Cut
        Texts as :func:`helpers.text.forms.cut` gives them.
    lexicon : Lexicon

    Returns
    -------
    tuple of three int64 arrays of equal length

    Examples
    --------
    >>> first, final, entry = find(cut(["an unruly mob"]), from_terms({"label": ["unruly mob", "mob"]}))
    >>> first.tolist(), final.tolist(), entry.tolist()
    ([2], [3], [0])
    """
    first, final, entry = lexicon._automaton.run(pieces)
    keep = entry < len(lexicon.entries)
    return first[keep], final[keep], entry[keep]


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
        The same rows and columns, then ``why``, ``neutral``, ``used_by``, ``source``.

    Examples
    --------
    >>> from helpers import article
    >>> loaded = read("loaded")
    >>> hits = match(article.from_text("The mob left."), loaded)
    >>> explain(hits, loaded).neutral.tolist()
    ['crowd']
    """
    notes = lexicon.entries.set_index("term")[["why", "neutral", "used_by", "source"]]
    return hits.join(notes.astype("str"), on="term")


def _lexicon(name: str, entries: pd.DataFrame, whence: str) -> Lexicon:
    """Check the entries, fill what is missing, and seal them."""
    lacking = [column for column in ("term", "category") if column not in entries]
    if lacking:
        raise ValueError(
            f"{whence} has no column {' and no column '.join(lacking)}; its columns are {', '.join(entries.columns)}. "
            f"A lexicon needs term and category; {', '.join(COLUMNS[1:])} are used where they are there."
        )
    entries = entries.reindex(columns=[*COLUMNS, *(c for c in entries.columns if c not in COLUMNS)], fill_value="")
    entries = entries.apply(lambda column: column.str.strip()).astype("str").reset_index(drop=True)
    entries["pattern"] = entries["pattern"].where(entries["pattern"] != "", entries["term"])
    for row, term in enumerate(entries["term"]):
        if not term:
            raise ValueError(f"{whence}, row {row + 2}: the term is empty. Fill it or delete the row.")
    twice = entries["term"][entries["term"].duplicated()]
    if len(twice):
        raise ValueError(f"{whence} lists {twice.iloc[0]!r} twice. A term may stand in a list once: join the two rows.")
    digest = hashlib.sha256(entries.to_csv(index=False, lineterminator="\n").encode()).hexdigest()
    found = Lexicon(name, entries, digest)
    try:
        found._automaton  # noqa: B018  (built now, so that a bad pattern is an error here and not later)
    except ValueError as error:
        raise ValueError(f"{whence}: {error}") from None
    return found
