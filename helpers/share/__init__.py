"""Pages, reports and exports: what others can read without Python, a kernel or the network.

:func:`site` runs notebooks and writes them as pages; :func:`report` does the same for articles, without a notebook.
:func:`methods` and :func:`provenance` say what was done; :func:`latex`, :func:`markdown` and :func:`csv` give tables
for papers and spreadsheets. From a terminal: ``python -m helpers html`` and ``python -m helpers report``.
"""

from helpers.files import csv
from helpers.share.exports import latex, markdown
from helpers.share.record import paragraph as methods
from helpers.share.record import provenance
from helpers.share.reports import write as report
from helpers.share.sites import build as site

__all__ = ["csv", "latex", "markdown", "methods", "provenance", "report", "site"]
