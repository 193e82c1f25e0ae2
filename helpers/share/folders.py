"""A folder of files that is there as a whole or not at all.

The files are written into a folder beside the final place, which is renamed at the end. Whoever is interrupted finds
what was there before. A folder is replaced only when it was written in this way and holds nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import __version__, fingerprint

RECORD = "whose-words.json"
_LISTED = 5


@contextmanager
def whole(folder: str | Path, *, force: bool = False) -> Iterator[Path]:
    """Give a new folder to write into, which takes the place of `folder` at the end if no error is raised.

    Parameters
    ----------
    folder : str or Path
        Where the files are to be in the end. The folders above it are made.
    force : bool
        Replace a folder that was made in this way before and to which nothing was added.

    Yields
    ------
    Path
        The folder to write into, on the same disk.

    Raises
    ------
    FileExistsError
        If the folder holds files and `force` is False, or holds files that are not of this making, or is a file.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with whole(Path(folder, "out")) as new:
    ...         _ = (new / "a.txt").write_text("a")
    ...     sorted(path.name for path in Path(folder, "out").iterdir())
    ['a.txt', 'whose-words.json']
    """
    folder = Path(folder).expanduser().resolve()
    _may_replace(folder, force)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-", dir=folder.parent))
    except OSError as error:
        raise type(error)(
            f"The folder {str(folder)!r} cannot be made ({error.strerror or error}). Choose a place where you may "
            "write, such as a folder of your own."
        ) from None
    try:
        yield new
        names = sorted(path.relative_to(new).as_posix() for path in new.rglob("*") if path.is_file())
        record = {"made_by": f"Whose Words {__version__}", "program": fingerprint.program(), "files": names}
        (new / RECORD).write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        new.chmod(0o755)  # a temporary folder is closed to others, which a web server could not read
        _may_replace(folder, force)
        _rename(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _may_replace(folder: Path, force: bool) -> None:
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise FileExistsError(f"{str(folder)!r} is a file, and a folder is to be written there. Choose another name.")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if not there:
        return
    if not force:
        raise FileExistsError(
            f"The folder {str(folder)!r} already holds files ({_list(there)}). Choose another folder, or replace what "
            "was written there before with --force (in Python: force=True)."
        )
    try:
        own = {RECORD, *json.loads((folder / RECORD).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        own = set()
    if foreign := there - own:
        raise FileExistsError(
            f"The folder {str(folder)!r} holds files that were not written by this command ({_list(foreign)}), and "
            "they would be lost. Move them away, or choose another folder."
        )


def _rename(new: Path, folder: Path) -> None:
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name[:40]}-old-", dir=folder.parent)) / "old"
    folder.rename(old)
    try:
        new.rename(folder)
    except BaseException:
        old.rename(folder)
        raise
    finally:
        shutil.rmtree(old.parent, ignore_errors=True)


def _list(names: set[str]) -> str:
    shown = sorted(name if name.isprintable() else repr(name) for name in names)
    return ", ".join(shown[:_LISTED]) + (f" and {len(shown) - _LISTED} more" if len(shown) > _LISTED else "")
