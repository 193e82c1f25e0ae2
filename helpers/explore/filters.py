"""A row of boxes with which a reader chooses what is shown: categories, voices, kinds, sources, devices."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import ipywidgets

_LONGEST_NAME = 60


class Filter(ipywidgets.Box):
    """A name, a box for each thing that can be shown, and a button for all or none of them.

    Attributes
    ----------
    boxes : dict of str to Checkbox
    """

    def __init__(self, title: str, changed: Callable[[], object], *, on: bool = True):
        self.title, self._changed, self._on = title, changed, on
        self.boxes: dict[str, ipywidgets.Checkbox] = {}
        self._known: dict[str, bool] = {}
        self._quiet = False
        self.whole = ipywidgets.Button(layout={"width": "auto"})
        self.whole.add_class("ww-whole")
        self.whole.on_click(lambda button: self.show(() if self.shown else self.boxes))
        self._name = ipywidgets.Label(title)
        self._name.add_class("ww-name")
        super().__init__()
        self.add_class("ww-controls")

    @property
    def shown(self) -> list[str]:
        """Names of what is shown."""
        return [name for name, box in self.boxes.items() if box.value]

    @property
    def usual(self) -> bool:
        """Whether nothing was changed: all is shown, or none where that is how the row begins."""
        return len(self.shown) == len(self.boxes) * self._on

    def offer(self, names: dict[str, str]) -> None:
        """Offer other things, by name and label; what had a box before keeps its choice."""
        self._known |= {name: box.value for name, box in self.boxes.items()}
        before = self.boxes
        self.boxes = {name: before.get(name) or self._box(name) for name in names}
        for name, label in names.items():
            self.boxes[name].description = _short(label)
        self.children = [self._name, *self.boxes.values(), *[self.whole] * (len(names) > 1)]
        # Only once the page shows the new boxes: a view that is closed while it is shown is taken away twice.
        for name, old in before.items():
            if name not in self.boxes:
                old.close()
        self.layout.display = "flex" if names else "none"
        self._name_button()

    def _box(self, name: str) -> ipywidgets.Checkbox:
        box = ipywidgets.Checkbox(value=self._known.get(name, self._on), indent=False, layout={"width": "auto"})
        box.observe(self._told, "value")
        return box

    def show(self, names: Iterable[str] | None) -> None:
        """Show these and no others; with None what is shown at the beginning."""
        wanted = set(self.boxes if names is None and self._on else names or ())
        self._quiet = True
        try:
            for name, box in self.boxes.items():
                box.value = name in wanted
        finally:
            self._quiet = False
        self._told()

    def _told(self, change=None) -> None:
        if not self._quiet:
            self._name_button()
            self._changed()

    def _name_button(self) -> None:
        self.whole.description = "none" if self.shown else "all"
        self.whole.tooltip = f"{self.title}: {self.whole.description}"


def _short(name: str) -> str:
    name = " ".join(name.split())
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
