"""Headlines as a part of the text, where they are to be measured. A part of :mod:`helpers.article`."""

from __future__ import annotations

import pandas as pd

from helpers.article import tables


def with_headlines(articles: pd.DataFrame) -> pd.DataFrame:
    """Put each article's title in front of its text, as a paragraph of its own, so that it is measured too.

    Titles are shown and counted nowhere; with this step they are text like the rest: marked, matched, counted, and in
    ``text.sentences`` the part ``headline``. So headlines and bodies can be held apart (:func:`helpers.text.attach`) or
    one against the other. It invents nothing: an article without a title stays as it is, and so does one whose text
    opens with its title.

    What it does not do: it does not say who wrote the headline. Voices are found in it as in the text, so that words
    without a source in it are the narrator's, although an editor may have chosen them.

    Parameters
    ----------
    articles : DataFrame
        The articles table (:func:`helpers.article.read`), with any number of rows.

    Returns
    -------
    DataFrame
        The same rows, index and columns, with longer texts. Every offset into such a text is later by the length of
        the headline and two line ends: make this step first, and find everything in what it returns. Corrections of
        voices go with their words, as after any change of a text.

    Raises
    ------
    TypeError, KeyError, ValueError
        It is no articles table; the message says what is wrong with it.

    Examples
    --------
    >>> from helpers import article, text
    >>> articles = article.from_text("A crowd came. It left.", title="Mob storms hall")
    >>> text.sentences(with_headlines(articles))[["text", "part"]].values.tolist()
    [['Mob storms hall', 'headline'], ['A crowd came.', 'lead'], ['It left.', 'lead']]
    >>> with_headlines(with_headlines(articles)).text.item()
    'Mob storms hall\\n\\nA crowd came. It left.'
    """
    tables.check(articles)
    if "title" not in articles:
        return articles.copy()
    titles = [" ".join(title.split()) if isinstance(title, str) else "" for title in articles["title"].tolist()]
    pairs = list(zip(titles, articles["text"].tolist(), strict=True))
    whole = [f"{title}\n\n{text}" if title and not opens_with(text, title) else text for title, text in pairs]
    return articles.assign(text=pd.array(whole, dtype=articles["text"].dtype))


def opens_with(text: str, title: str) -> bool:
    """Whether the first line of a text is its title, whatever white space stands between the words.

    >>> opens_with("\\n Mob  storms hall\\nA crowd came.", "Mob storms hall "), opens_with("A crowd came.", "Mob")
    (True, False)
    """
    words = title.split()
    return bool(words) and text.lstrip().split("\n", 1)[0].split() == words
