"""A measure as a table to be read: counts first, intervals in words, and from each count a way to its passages."""

from __future__ import annotations

from itertools import zip_longest

import pandas as pd

from helpers.article import tables
from helpers.views import glossary, pages
from helpers.views.markup import Html, escape
from helpers.views.stylesheet import style

MOST_ROWS = 1_000
# A rate on fewer words gets no interval in a table to be read. Even no hit at all in 50 words leaves everything up to
# 74 per 1,000 open (Garwood's limit, 3.69 hits): more than there is in four of the six slanted texts of the kit. The
# tables of Python and of a report's files keep their limits.
LEAST_WORDS = 50
_NUMBER = ' class="ww-number"'
_NOTHING = "No rows: nothing of this kind was found here. That is no proof that there is none."
# Columns of a measure by which a script finds the passages that were counted.
_WAYS = ("voice", "credited", "kind", "category", "device", "change", "referent", "term")


def table(
    measure: pd.DataFrame,
    *,
    caption: str,
    unit: str = "words",
    names: dict[str, str] | None = None,
    most: int = MOST_ROWS,
    ids: str = "",
) -> Html:
    """Return a table of a measure to be read: counts first, then shares or rates, intervals in words.

    An empty table says so in words.

    Parameters
    ----------
    measure : DataFrame
        Key columns, then ``n, total, value`` and where there are any ``low, high, rate_per_1000, thin``. Other tables
        are shown as they are, numbers rounded.
    caption : str
        What is counted, and in what.
    unit : str
        What `total` counts.
    names : dict, optional
        Column names to be shown by other words.
    most : int
        Rows to show; a line says how many are left out.
    ids : str
        As given to :func:`helpers.views.concordance`, when `measure` counts its hits: each count then leads to the
        passages counted.

    Returns
    -------
    Html

    Examples
    --------
    >>> rates = pd.DataFrame({"voice": ["narrator"], "n": [5], "total": [143], "value": [5 / 143]})
    >>> table(rates, caption="Loaded words in each voice")
    Loaded words in each voice
    voice  n  share
    narrator  5 of 143 words  3.5 %
    """
    tables.need(measure, (), "The functions of helpers.metrics make such tables.")
    names = names or {}
    rate = "rate_per_1000" in measure
    counted = {"n", "total", "value"} <= set(measure.columns)
    taken = {"n", "total", "value", "low", "high", "rate_per_1000", "thin"} if counted else {"thin"}
    keys = [column for column in measure.columns if column not in taken]
    heads = [names.get(key, key.replace("_", " ")) for key in keys]
    if counted:
        heads += [names.get("n", "n"), names.get("value", "per 1,000 " + unit if rate else "share")]
        heads += ["95 % interval"] * ("low" in measure)
    rows, short = [], False
    for row in tables.records(measure.head(most)):
        cells = [(_shown(row[key]), _is_number(row[key])) for key in keys]
        if counted:
            per = 1000 if rate else 1
            cells.append((f"{_number(row['n'])} of {_number(row['total'])} {unit}", True))
            cells.append((_measured(row["rate_per_1000"] if rate else row["value"], rate), True))
            if "low" in measure:
                low, high = (_measured(row[end] * per, rate) for end in ("low", "high"))
                few_words = rate and row["total"] < LEAST_WORDS
                short = short or few_words
                shown = "not measured" if "–" in (low, high) else f"{low} to {high}"
                cells.append((f"too few {unit}" if few_words else shown, True))
        faint = ' class="ww-thin"' if row.get("thin") else ""
        few = '<small class="ww-few"> few</small>' if faint else ""
        html = ""
        for i, (cell, number) in enumerate(cells):
            tag, kind = ("th", ' scope="row"') if keys and not i else ("td", _NUMBER * number)
            shown = f"<bdi>{escape(cell)}</bdi>"
            if ids and counted and i == len(keys) and row["n"]:
                shown = f'<a class="ww-way" href="#{escape(ids)}-passages"{way(row)}>{shown}</a>'
            html += f"<{tag}{kind}>{shown}{few * (i == len(keys))}</{tag}>"
        rows.append(f"<tr{faint}>{html}</tr>")
    numbers = [_is_numeric(measure[key]) for key in keys] + [True] * counted * (2 + ("low" in measure))
    head = "".join(
        f'<th scope="col"{_NUMBER * number}>{escape(h)}</th>'
        for h, number in zip_longest(heads, numbers, fillvalue=False)
    )
    if not rows:
        rows.append(f'<tr><td class="ww-none" colspan="{max(len(heads), 1)}">{_NOTHING}</td></tr>')
    thin = "thin" in measure and bool(measure["thin"].any())
    few = "Few: too few hits, sentences or articles for the interval to be relied on. Read the passages."
    short_too = f" A rate on fewer than {LEAST_WORDS} {unit} gets no interval: it would say nothing."
    below = pages.said(few + short_too * short) if thin or short else ""
    columns = [*keys, *["n", "share", "95 % interval"][: len(heads) - len(keys)]]
    below += glossary.below(columns, heads)
    rest = f"; the first {most:,} of {len(measure):,} rows" if len(measure) > most else ""
    return Html(
        f'<div class="ww"><div class="ww-scroll" role="group" aria-label="{escape(caption)}" tabindex="0">'
        f'<table class="ww-table ww-measure"><caption>{escape(caption)}{rest}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>{below}</div>",
        style(),
    )


def way(row: dict) -> str:
    """Return what the passages that a row of a measure counts have in common, as attributes for a script.

    Examples
    --------
    >>> way({"voice": "LAPD", "n": 2})
    ' data-ww-voice="LAPD"'
    """
    article = f' data-ww-article="{pages.of_article(row["article_id"])}"' if "article_id" in row else ""
    return article + "".join(f' data-ww-{name}="{escape(row[name])}"' for name in _WAYS if row.get(name))


def _number(value: object) -> str:
    """A count; a sum of weights keeps two digits.

    >>> _number(1234), _number(0.5), _number(2.0), _number(0.1 + 0.2), _number(float("nan"))
    ('1,234', '0.5', '2', '0.3', '–')
    """
    return "–" if pd.isna(value) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _measured(value: float, rate: bool) -> str:
    """A rate per 1,000 or a share in per cent; a small one keeps a digit that is not 0.

    >>> _measured(0.346, rate=False), _measured(34.9650, rate=True), _measured(float("nan"), rate=True)
    ('34.6 %', '35.0', '–')
    """
    if pd.isna(value):
        return "–"
    return f"{value:,.1f}" if rate else f"{100 * value:.1f} %"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_numeric(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, int | float):
        return "–" if value is None or value is pd.NA else str(value)
    return "–" if pd.isna(value) else f"{value:,}" if isinstance(value, int) else f"{value:,.3g}"
