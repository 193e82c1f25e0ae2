"""What the results of a run rest on, one sentence for each kind: part of :mod:`helpers.share`.

A result is known by its columns, and by what its measure wrote beside it (``attrs["drawn"]``). Of a kind that is not
there nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from helpers import compare, fingerprint, metrics, palette

_VOICES = {"voice", "credited", "kind", "chain"}
_OF_VOICES = _VOICES | {"article_id"}
_WHOSE = {"narrator": "the narrator's words", "sources": "the words of quoted sources", "everybody": "all words"}


def said(tables: Iterable[pd.DataFrame]) -> list[str]:
    """Return one sentence, or a few, for each kind of result among some tables, in a fixed order.

    Parameters
    ----------
    tables : iterable of DataFrame
        What was made: tables of :mod:`helpers.metrics`, :mod:`helpers.frames`, :mod:`helpers.devices`,
        :mod:`helpers.naming`, :mod:`helpers.swap`, :mod:`helpers.compare` and :mod:`helpers.agreement`. Others are
        passed over.

    Returns
    -------
    list of str

    Examples
    --------
    >>> found = pd.DataFrame({"article_id": ["a"], "start": [0], "end": [4], "device": ["hedge"], "detail": [""]})
    >>> said([found])[0][:63]
    'Framing devices were found by the rules of the codebook (SHA-25'
    """
    tables = list(tables)
    kinds: list[tuple[set[str], Callable[[list[pd.DataFrame]], str]]] = [
        ({"n", "total", "value"}, _shares),
        ({"source", "type", "first_position", "prominence"}, _sources),
        ({"stakeholder", "mentioned", "finding"}, _stakeholders),
        ({"stance", "words", "literature"}, _stances),
        ({"start", "denied"}, _denials),
        ({"n", "total", "low", "high", "rate_per_1000"}, _rates),
        ({"category", "n", "total", "low", "high", "rate_per_1000"}, _frames),
        ({"part", "n", "total", "value"}, _positions),
        ({"article_id", "start", "end", "device", "detail"}, _devices),
        ({"credited", "cue", "terms", "n", "source_start"}, _taken_over),
        ({"event", "hedges", "in_quotation_marks", "source_start"}, _dropped),
        ({"referent"}, _names),
        ({"article_id", "start", "new", "new_start", "how"}, _swaps),
        ({"log_ratio_a_over_b", "z_a_over_b", "g2", "q"}, _keyness),
        ({"a_minus_b", "value_a", "value_b", "q"}, _differences),
        ({"alpha", "alpha_low", "coders"}, _alphas),
        ({"label", "match", "measure"}, _f1),
    ]
    told = []
    for columns, sentence in kinds:
        own = [table for table in tables if columns <= set(table.columns) and len(table)]
        if own:
            told.append(sentence(own))
    return [each for each in told if each]


def _drawn(tables: list[pd.DataFrame]) -> str:
    """Over what the intervals were drawn, how often and from which seed; "" where no table has any."""
    ends = [(table, "alpha_low" if "alpha_low" in table else "low") for table in tables]
    drawn = [table.attrs.get("drawn") for table, low in ends if table[low].notna().any()]
    ways = dict.fromkeys(f"{way['over']} ({way['draws']:,} draws, seed {way['seed']})" for way in drawn if way)
    return " and over ".join(ways)


def _shares(tables: list[pd.DataFrame]) -> str:
    """Of tables that have nothing but groups and counts, those that are shares of words."""
    ways = []
    for table in tables:
        *by, n, total, value = table.columns
        if (n, total, value) == ("n", "total", "value") and set(by) <= _OF_VOICES and set(by) & _VOICES:
            of = "of each article" if "article_id" in by else "of all articles together"
            ways.append(f"by {' and '.join(name for name in by if name != 'article_id')} out of the words {of}")
    return f"Shares of voice are words {'; '.join(dict.fromkeys(ways))}." if ways else ""


def _sources(tables: list[pd.DataFrame]) -> str:
    rows = pd.concat([table[["article_id", "source"]] for table in tables]).drop_duplicates()
    n, articles = len(rows), rows["article_id"].nunique()
    return (
        f"Sources are those to whom a claim is credited, {n:,} in {articles:,} article{'s' * (articles != 1)}, each "
        f"counted in its article; their types come from a list of words (SHA-256 {_digest('sources/types.csv')}…) and "
        "from rules over the words beside a name."
    )


def _stakeholders(tables: list[pd.DataFrame]) -> str:
    lists = []
    for table in tables:
        if declared := table.attrs.get("declared"):
            lists.append(f"{declared['name']!r} (SHA-256 {declared['sha256'][:12]}…)")
    of = f" {' and '.join(dict.fromkeys(lists))}" if lists else ", whose fingerprint was not kept"
    n = len({name for table in tables for name in table["stakeholder"]})
    return (
        f"Who is heard, spoken of or absent was asked of a declared list{of}: {n:,} stakeholder{'s' * (n != 1)}. "
        "Another list gives other absences."
    )


def _stances(tables: list[pd.DataFrame]) -> str:
    return (
        "Reporting words were sorted by stance (neutral, endorsing, distancing and so on) with the list of the kit "
        f"(SHA-256 {_digest('cues/cues.csv')}…), which names the literature for each word."
    )


def _denials(tables: list[pd.DataFrame]) -> str:
    return (
        "Claims that a source is said to deny were told by their reporting words (deny, reject, dispute and the like)."
    )


def _taken_over(tables: list[pd.DataFrame]) -> str:
    n = sum(map(len, tables))
    return (
        "Claims that are credited to a source in terms which its own quoted words do not have were looked for: "
        f"{n:,} candidate{'s' * (n != 1)} (codebook, SHA-256 {_digest('codebook.md')}…). A source may have used the "
        "term in a part that is not quoted; intent is not judged."
    )


def _dropped(tables: list[pd.DataFrame]) -> str:
    n = sum(map(len, tables))
    return (
        "Events that sources hedge and the narrator states were looked for by the nouns that name them: "
        f"{n:,} candidate{'s' * (n != 1)} (codebook, SHA-256 {_digest('codebook.md')}…)."
    )


def _f1(tables: list[pd.DataFrame]) -> str:
    return (
        "Codings were held against each other by precision, recall and F1 over exact spans, over overlaps (Johansson & "
        "Moschitti 2013) and over words."
    )


def _rates(tables: list[pd.DataFrame]) -> str:
    ends = []
    # Without a hit every draw is 0: such a rate has another interval.
    if over := _drawn([table[table["n"] > 0] for table in tables]):
        ends.append(f"Its 95 % interval is a bootstrap over {over}, expanded percentiles (Hesterberg 2015).")
    if any((table["high"].notna() & (table["n"] == 0)).any() for table in tables):
        ends.append("Of a count of nothing the 95 % interval reaches to the exact Poisson limit (Garwood 1936).")
    if any("thin" in table for table in tables):
        few = f"fewer than {metrics.THIN_HITS} hits, or fewer than {metrics.THIN_UNITS} sentences or articles,"
        ends.append(f"Rates from {few} are marked.")
    return " ".join(["A rate is hits per 1,000 words of a voice.", *ends])


def _devices(tables: list[pd.DataFrame]) -> str:
    rows = pd.concat([table[["article_id", "start", "end", "device"]] for table in tables]).drop_duplicates()
    n, kinds = len(rows), rows["device"].nunique()
    return (
        f"Framing devices were found by the rules of the codebook (SHA-256 {_digest('codebook.md')}…): "
        f"{n:,} candidate{'s' * (n != 1)} of {kinds} kind{'s' * (kinds != 1)}. How many such candidates a reader found "
        f"right is said there for each kind; how many the rules miss is not known."
    )


def _frames(tables: list[pd.DataFrame]) -> str:
    told = []
    for names in dict.fromkeys(tuple(palette.lists(table)) for table in tables):
        n = len({name for table in tables if tuple(palette.lists(table)) == names for name in table["category"]})
        of = f" of the word list{'s' * (len(names) > 1)} {' and '.join(map(repr, names))}" if names else ""
        told.append(f"{n:,} categor{'y' if n == 1 else 'ies'}{of}")
    own = any("frames" in palette.lists(table) for table in tables)
    more = (
        " Those of 'frames' are cues of sides of an issue, with the dimensions of Boydstun et al. (2014) and Semetko "
        f"& Valkenburg (2000); the card of the list (SHA-256 {_digest('lexicons/frames.md')}…) says how many a reader "
        "found right. A cue is no frame."
    )
    return f"What is brought up was counted by {' and by '.join(told)}.{more * own}"


def _positions(tables: list[pd.DataFrame]) -> str:
    # Headline, lead and body are parts too, with names.
    parts = sorted({int(table["part"].max()) for table in tables if pd.api.types.is_integer_dtype(table["part"])})
    if not parts:
        return ""
    return (
        f"Where in an article hits stand was counted in {' and in '.join(map(str, parts))} parts with equally many "
        "words, each hit in the part in which it begins; without an interval."
    )


def _names(tables: list[pd.DataFrame]) -> str:
    """Names one by one, counted, or beside each other: the last two are known by what was written beside them."""
    found = [table for table in tables if {"article_id", "start", "end", "name", "role"} <= set(table.columns)]
    made = [table.attrs["names"] for table in tables if "names" in table.attrs]
    if not found and not made:
        return ""
    house = f"SHA-256 {_digest('thesaurus/names.csv')}…"
    lists = dict.fromkeys(each["thesaurus"] or house for each in made) or [house]
    counted = ""
    if found:
        rows = pd.concat([table[["article_id", "start", "end", "referent"]] for table in found]).drop_duplicates()
        n, things = len(rows), rows["referent"].nunique()
        counted = f": {n:,} name{'s' * (n != 1)} of {things:,} referent{'s' * (things != 1)}"
    corrected = max((each["corrections"] for each in made), default=0)
    stands = "name a reader said what it stands for" if corrected == 1 else "names a reader said what they stand for"
    mended = f"; for {corrected:,} {stands}" if corrected else ""
    ways = dict.fromkeys(" and ".join(each["by"]).replace("_id", "") for each in made if "by" in each)
    beside = f" They were held beside each other by {'; by '.join(ways)}." if ways else ""
    return (
        f"Names for the same people and things were found by a thesaurus ({' and '.join(lists)}) and by rules for "
        f"persons{counted}{mended}.{beside}"
    )


def _swaps(tables: list[pd.DataFrame]) -> str:
    rows = pd.concat([table[["article_id", "start", "how"]] for table in tables]).drop_duplicates()
    kept = int(rows["how"].str.startswith("kept").sum())
    n = len(rows) - kept
    return (
        f"For comparison, {n:,} term{'s' * (n != 1)} gave way to plainer ones in a copy of the text"
        f"{f', {kept:,} stayed' * bool(kept)}; the counts are those of the text as it was written."
    )


def _sides(tables: list[pd.DataFrame], *, whose: bool) -> str:
    pairs = []
    # A table that was joined with another lost what its measure wrote; what it was made from is mostly there too.
    for table in [table for table in tables if "drawn" in table.attrs] or tables:
        drawn = table.attrs.get("drawn", {})
        voice = f" in {_WHOSE[drawn['whose']]}" if whose and drawn.get("whose") in _WHOSE else ""
        pairs.append(f"{str(table['a'].iloc[0])!r} against {str(table['b'].iloc[0])!r}{voice}")
    return "; ".join(dict.fromkeys(pairs))


def _expanded(what: str, tables: list[pd.DataFrame]) -> str:
    over = _drawn(tables)
    return f", {what} drawn over {over}, expanded percentiles (Hesterberg 2015)" * bool(over)


def _keyness(tables: list[pd.DataFrame]) -> str:
    return (
        f"Which words are typical of a side was asked of {_sides(tables, whose=True)}: by the ratio of the rates "
        f"(Hardie 2014){_expanded('its 95 % interval', tables)}, by the log-likelihood ratio G2 (Dunning 1993) and by "
        "the log-odds ratio with a prior (Monroe, Colaresi & Quinn 2008). q comes from exchanges of articles between "
        "the sides (Lijffijt et al. 2016), adjusted for the number of terms with "
        f"{compare.LEAST_USES} uses or more (Benjamini & Hochberg 1995)."
    )


def _differences(tables: list[pd.DataFrame]) -> str:
    interval = _expanded("the 95 % interval of the difference", tables)
    return (
        f"Measures were compared for {_sides(tables, whose=False)}{interval}; q comes from exchanges of the sides "
        "(Phipson & Smyth 2010), adjusted for the rows of a table (Benjamini & Hochberg 1995)."
    )


def _alphas(tables: list[pd.DataFrame]) -> str:
    coders = sorted({int(n) for table in tables for n in table["coders"]})
    return (
        f"Agreement of {' and of '.join(map(str, coders))} coder{'s' * (coders != [1])} is Krippendorff's alpha over "
        f"words, nominal (Krippendorff 2004){_expanded('its 95 % interval', tables)}."
    )


def _digest(name: str) -> str:
    return fingerprint.table(name)[:12]
