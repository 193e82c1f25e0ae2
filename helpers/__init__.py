"""Whose Words: which words in a news article are loaded, and whose words are they?

Functions over tables, one module for each idea. Call them with the module in front:

>>> from helpers import voices
>>> import helpers
>>> helpers.voices is voices
True

A module is loaded when it is first used, so ``import helpers`` is quick and loads no plotting or widget library.
"""

from importlib import import_module as _import_module
from importlib.util import find_spec as _find_spec

__version__ = "0.1.0"


def __getattr__(name: str):
    """Load the submodule `name` on first use, so that ``helpers.voices`` works after ``import helpers``."""
    if not name.startswith("_") and _find_spec(f"{__name__}.{name}"):
        return _import_module(f"{__name__}.{name}")
    raise AttributeError(f"The package helpers has no module {name!r}.")
