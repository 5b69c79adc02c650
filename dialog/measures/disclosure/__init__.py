"""Which figures may be shown, so that nobody's answer can be worked out from them.

`protect_counts` takes one distribution, `protect_table` a table with its margins, `protect_linked`
several tables of the same question; each hands back a `Protected`, which never holds a number it
withholds. `release_allowed` and `may_refresh` say whether yet another set, or a newer picture of
one, may be shown beside what is already out. The rules and what was measured: docs/measures.md.
Every function is deterministic, so that showing a result twice tells nothing more than once.
"""

from dialog.measures.disclosure.checks import DEFAULT_K, SMALLEST_K
from dialog.measures.disclosure.linked import protect_linked
from dialog.measures.disclosure.one_way import collapse_then_protect, protect_counts
from dialog.measures.disclosure.protected import Cell, Protected, Why, WithheldError
from dialog.measures.disclosure.releases import Decision, matching, release_allowed
from dialog.measures.disclosure.rules import collapse, group_disclosure, may_refresh
from dialog.measures.disclosure.tables import Mean, protect_table

__all__ = [
    "DEFAULT_K",
    "SMALLEST_K",
    "Cell",
    "Decision",
    "Mean",
    "Protected",
    "Why",
    "WithheldError",
    "collapse",
    "collapse_then_protect",
    "group_disclosure",
    "matching",
    "may_refresh",
    "protect_counts",
    "protect_linked",
    "protect_table",
    "release_allowed",
]
