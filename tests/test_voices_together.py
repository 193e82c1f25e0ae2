"""The voices of a text do not hang on the texts that stand beside it in the table."""

import pandas as pd
from hypothesis import example, given
from hypothesis import strategies as st

from helpers import voices
from helpers.voices import sources
from helpers.voices.proper_names import Known

PIECES = st.sampled_from(
    ["Mayor Lee", " said", " that the mob left", "He", " told", "A statement", " reported:", "mob"]
    + [" in the words of", " as Lee put it", "Lee: ", "Q: ", "A: ", " — ", "(", ")", " (@lee)", "report", " words"]
    + ["“", "”", '"', "‘", "’", "« ", " »", ", ", ". ", ".\n\n", "\n\n> ", ":\n\n", " ", "“Go,”", "'s"]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)


def table(*texts):
    return pd.DataFrame({"article_id": [f"t{i}" for i in range(len(texts))], "title": "", "text": list(texts)})


@given(TEXTS, TEXTS, TEXTS)
@example("“", "“mob”", "")
@example("He said “", "mob” she said.", "“Go,”")
def test_each_text_is_read_as_if_it_stood_alone(before, text, after):
    together = voices.find(table(before, text, after))
    alone = voices.find(table("", text, ""))
    columns = ["start", "end", "text", "kind", "voice", "credited", "chain", "cue", "n_words"]
    assert (
        together.loc[together.article_id == "t1", columns].values.tolist()
        == alone.loc[alone.article_id == "t1", columns].values.tolist()
    )


def test_a_pronoun_looks_back_a_bounded_way():
    """A text of pronouns alone must not take for ever: nobody named very long ago is looked for."""
    near, far = (Known("", mentions=[("Ann Hill", "Ann Hill", False), *[("it", "it", False)] * n]) for n in (50, 5_000))
    assert sources.resolve(near, "she") == "Ann Hill"
    assert sources.resolve(far, "she") == "she"
