"""What the kit was when it was used: one fingerprint of its code and the tables that its rules read."""

from __future__ import annotations

import hashlib
from pathlib import Path

from helpers import __version__
from helpers.article import DATA

# Word lists have fingerprints of their own, which travel with their hits.
_READ = ("cues", "devices", "sources", "stakeholders", "thesaurus")


def program() -> str:
    """Fingerprint of the kit: its version, its code, and the tables that decide voices, types, names and devices.

    Returns
    -------
    str
        SHA-256, 64 characters. Line ends of Windows change nothing.

    Examples
    --------
    >>> len(program()), program() == program()
    (64, True)
    """
    code = Path(__file__).parent
    files = [("code", code, path) for path in sorted(code.rglob("*.py"))]
    files += [("data", DATA, path) for folder in _READ for path in sorted((DATA / folder).glob("*.csv"))]
    digest = hashlib.sha256(__version__.encode())
    for kind, folder, path in files:
        data = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{kind}/{path.relative_to(folder).as_posix()} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def table(name: str) -> str:
    """Fingerprint of one table of the kit.

    Parameters
    ----------
    name : str
        Its place below ``data``, such as ``cues/cues.csv``.

    Returns
    -------
    str
        SHA-256 of the file as it is, 64 characters.

    Examples
    --------
    >>> len(table("cues/cues.csv"))
    64
    """
    return hashlib.sha256((DATA / name).read_bytes()).hexdigest()
