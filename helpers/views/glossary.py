"""Part of :mod:`helpers.views`: what the columns of the kit's tables mean, in a sentence each."""

from __future__ import annotations

from collections.abc import Iterable

from helpers.views.markup import escape

# Said below a table only where one of its columns needs it; the last four are said along with such a one.
MEANINGS = {
    "credited": "Whose claim it is: who is said to stand behind it, or to deny it.",
    "chain": "Through whom the words reach us, from outside to inside: “KABC > LAPD” is LAPD, heard through KABC.",
    "kind": "How it is told: narrator (the article’s own voice), indirect (retold in somebody else’s words), direct "
    "(between quotation marks), block (a whole passage quoted).",
    "cue": "The reporting word that names the source, in its basic form: “claimed” stands here as “claim”.",
    "direct": "Words between quotation marks.",
    "indirect": "Words of a claim that is retold in somebody else’s words.",
    "block": "Words of whole passages that are quoted.",
    "denied": "Words of claims that the source is said to deny.",
    "relayed": "Words of the source that reach us through another source.",
    "passed_on": "Words of others that come through this source.",
    "depth": "The longest way, in steps from the narrator: 1 is heard at first hand.",
    "first_position": "Where the source comes up first: 0 is the first word of the article, 1 its end.",
    "prominence": "The source’s share of the words read, if readers stop anywhere, each place being equally likely.",
    "stance": "What the reporting word does: neutral (said), or for the claim (pointed out), or against it (claimed).",
    "mentioned": "Words for this group in the whole article, whoever uses them.",
    "referent": "Who or what the name stands for.",
    "frame": "The view that the name brings with it, as the list of names describes it.",
    "device": "A wording that can carry a view without a loaded word.",
    "detail": "Which kind of this device it is.",
    "difference": "How two readers differ here. “only one”: the first marked it and the second did not. “only other”: "
    "the opposite. “border”: one marked more of the passage. “none”: they agree.",
    "typical_of": "The side that uses the word more often.",
    "n_a": "Uses on side a.",
    "n_b": "Uses on side b.",
    "articles_a": "Articles of side a that have the word.",
    "articles_b": "Articles of side b that have the word.",
    "log_ratio_a_over_b": "How much more often side a uses it: 1 is twice, 2 is four times, −1 is half as often.",
    "g2": "How surprising the difference would be if words fell by chance. It is good for sorting and proves nothing.",
    "z_a_over_b": "The size of the difference again, with a brake for rare words.",
    "q": "How many of 100 rows with such a value may be false finds, as a share: 0.05 is five of 100.",
    "a_minus_b": "The value of side a less the value of side b.",
    "without": "The term that is left out.",
    "voice": "Whose words: who chose them.",
    "n": "What was counted, of all that could have been.",
    "share": "n in 100 of the total.",
    "95 % interval": "How far the value may move if the text had other sentences of the same kind.",
}
_ALONG = ("voice", "n", "share", "95 % interval")


def below(columns: Iterable[str], heads: Iterable[str]) -> str:
    """Return the meanings of the columns of a table as HTML to open, or nothing where none needs a word.

    Parameters
    ----------
    columns : iterable of str
        Names of the columns.
    heads : iterable of str
        What stands above them: a column that is called by other words explains itself.

    Examples
    --------
    >>> below(["voice", "n"], ["voice", "n"])
    ''
    >>> "Through whom" in below(["voice", "chain"], ["voice", "chain"])
    True
    """
    shown = [
        (head, MEANINGS[name])
        for name, head in zip(columns, heads, strict=True)
        if name in MEANINGS and head in (name, name.replace("_", " "))
    ]
    if all(head in _ALONG for head, _ in shown):
        return ""
    items = "".join(f"<dt>{escape(head)}</dt><dd>{escape(said)}</dd>" for head, said in shown)
    return f'<details class="ww-columns"><summary>What the columns mean</summary><dl>{items}</dl></details>'
