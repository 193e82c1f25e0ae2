"""Claims that their source is said to reject, or not to have made: by the reporting words, for every part of the kit.

*The police denied that a mob came*: the claim is credited to the police, and they reject it.
"""

from __future__ import annotations

import functools
import re

import numpy as np
import pandas as pd

# After these the source is said to reject the claim, so its words are not the source's.
_DENIALS = re.compile(
    r"(?i)\b(?:den(?:y|ies|ied|ying|ial|ials)|reject\w*|refut\w*|disput\w*|rebut\w*|dismiss\w*|contest\w*|disavow\w*"
    r"|repudiat\w*|disown\w*)\b"
)
# A claim that is not made: "never said", "stopped short of saying"; before a denial the two make a claim again.
_NEGATIONS = re.compile(r"(?i)\b(?:not|never|cannot|without|short\s+of)\b|n[’']t\b")


@functools.lru_cache(maxsize=10_000)
def is_denied(cue: str) -> bool:
    """Whether reporting words say that the claim is rejected or not made.

    >>> is_denied("denied"), is_denied("never said"), is_denied("not deny"), is_denied("said")
    (True, True, False, False)
    """
    return (_DENIALS.search(cue) is None) != (_NEGATIONS.search(cue) is None)


def of_stretches(voices: pd.DataFrame) -> pd.Series:
    """Which stretches of a voices table retell a claim that its source is said to reject.

    >>> of_stretches(pd.DataFrame({"kind": ["indirect", "direct"], "cue": ["denied", "denied"]})).tolist()
    [True, False]
    """
    denied = [isinstance(cue, str) and is_denied(cue) for cue in voices["cue"].tolist()]
    return (voices["kind"] == "indirect") & np.array(denied, bool)
