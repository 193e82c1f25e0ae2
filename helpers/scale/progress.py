"""How far a long run has come: a bar in a notebook, a line in a terminal, nothing where nobody looks."""

from __future__ import annotations

import sys
import time


class Bar:
    """A bar that counts to a known end.

    >>> bar = Bar(2, shown=False)
    >>> bar.add(1, "one of two")
    """

    def __init__(self, total: int, *, shown: bool = True) -> None:
        self._total, self._n, self._began = total, 0, time.monotonic()
        self._widget = _widget(total) if shown else None
        self._line = shown and self._widget is None and sys.stderr.isatty()

    def add(self, n: int, said: str) -> None:
        """Count on, and say where things stand."""
        self._n += n
        seconds = time.monotonic() - self._began
        left = seconds / self._n * (self._total - self._n) if self._n else 0
        said = f"{self._n} of {self._total} parts, {said}, {_clock(seconds)} gone, about {_clock(left)} to go"
        if self._widget is not None:
            bar, label = self._widget.children
            bar.value, label.value = self._n, said
        elif self._line:
            filled = 20 * self._n // max(self._total, 1)
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (20 - filled)}] {said}\033[K")
            sys.stderr.write("\n" * (self._n == self._total))
            sys.stderr.flush()


def _widget(total: int):
    """A bar for a notebook; None elsewhere."""
    if "IPython" not in sys.modules:
        return None
    from IPython import get_ipython

    if getattr(get_ipython(), "kernel", None) is None:
        return None
    import ipywidgets
    from IPython.display import display

    widget = ipywidgets.HBox(
        [ipywidgets.IntProgress(max=max(total, 1), description="Progress"), ipywidgets.Label("starting")]
    )
    display(widget)
    return widget


def _clock(seconds: float) -> str:
    """Seconds as minutes and seconds.

    >>> _clock(75.4), _clock(3700)
    ('1:15', '1:01:40')
    """
    minutes, seconds = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
