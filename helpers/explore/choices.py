"""A reader's choice as a value that can be written down, and the line of Python that shows it again."""

from __future__ import annotations

import sys

import pandas as pd

from helpers import article

# Filters of what is listened to, and the columns that they look at.
HEARD = {"voices": "voice", "kinds": "kind", "sources": "credited"}
_FILTERS = {"categories": "words", "devices": "devices", "changes": "changes", "names": "names"}
_FILTERS |= {name: name for name in HEARD}
_LISTS = ("article", "beside", "order")


def of(reader) -> dict:
    """Return what differs from how the reader opens, as :func:`choose` takes it.

    Examples
    --------
    >>> from helpers import explore
    >>> from helpers.article import from_text
    >>> reader = explore.article(from_text("The mob left."))
    >>> of(reader)
    {}
    >>> reader.exclude("pasted:4-7", "it is the name of a film")
    >>> of(reader)
    {'excluded': {'pasted:4-7': 'it is the name of a film'}}
    """
    changed = {name: control.value for name, control in reader.controls.items() if control.value != reader.first[name]}
    chosen: dict = {"controls": changed} if changed else {}
    for name, control in zip(_LISTS, (reader.which, reader.beside, reader.order), strict=True):
        if control.value != _options(control)[0]:
            chosen[name] = control.value
    for name, row in _FILTERS.items():
        if not reader._filters[row].usual:
            chosen[name] = reader._filters[row].shown
    if reader._because:
        chosen["excluded"] = dict(reader._because)
    return chosen


def choose(reader, choice: dict) -> None:
    """Set what a choice says; what it does not name stays.

    Raises
    ------
    ValueError
        If the reader has no such thing to choose.
    """
    known = ["controls", *_LISTS, *_FILTERS, "excluded"]
    for name in choice:
        if name not in known:
            raise ValueError(f"A choice has no part {name!r}. Its parts can be: {', '.join(known)}.")
    for name, value in choice.get("controls", {}).items():
        if name not in reader.controls:
            raise ValueError(f"There is no control {name!r}. There are: {', '.join(reader.controls) or 'none'}.")
        reader.controls[name].value = value
    for name, control in zip(_LISTS, (reader.which, reader.beside, reader.order), strict=True):
        if name in choice:
            if choice[name] not in _options(control):
                there = ", ".join(map(repr, _options(control)[:10]))
                raise ValueError(f"There is no {choice[name]!r} to choose for {name!r}. There are: {there}.")
            control.value = choice[name]
    for name, row in _FILTERS.items():
        if name in choice:
            boxes = reader._filters[row].boxes
            unknown = [each for each in choice[name] if each not in boxes]
            if unknown:
                there = ", ".join(map(repr, list(boxes)[:20])) or "none"
                raise ValueError(f"There is no {unknown[0]!r} among the {name} of this text. There are: {there}.")
            reader._filters[row].show(choice[name])
    for passage, because in dict(choice.get("excluded", {})).items():
        reader.exclude(passage, because)


def call(name: str, arguments: dict) -> list[str]:
    """Return the name of a function of ``explore`` and its arguments as they are written in the notebook.

    Parameters
    ----------
    name : str
        The function's name.
    arguments : dict
        Values by name, the articles by the name ``""``; None is left out.
    """
    return [name, *(f"{key}={_written(v)}" if key else _written(v) for key, v in arguments.items() if v is not None)]


def line(reader, call: list[str]) -> str:
    """Return the line of Python that shows this view again, run in the same notebook."""
    chosen = of(reader)
    return f"explore.{call[0]}({', '.join([*call[1:], *[f'choice={chosen!r}'] * bool(chosen)])})"


def _written(value: object) -> str:
    """A value as it is written: by its name in the notebook, or as it is made."""
    if isinstance(value, str | int | list | tuple):
        return repr(value)
    if "IPython" in sys.modules and (shell := sys.modules["IPython"].get_ipython()):
        for name, other in shell.user_ns.items():
            if other is value and not name.startswith("_"):
                return name
    if isinstance(value, pd.DataFrame) and "title" in value:
        keys = value["article_id"].tolist()
        if set(keys) <= set(article.available()) and article.read(keys)["text"].tolist() == value["text"].tolist():
            return f"article.read({keys[0]!r})" if len(keys) == 1 else f"article.read({keys!r})"
        return "articles"
    return "…"


def _options(control) -> list:
    """The values that a list offers."""
    return [option[1] if isinstance(option, tuple) else option for option in control.options]
