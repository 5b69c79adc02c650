"""The one door for figures: what may be shown to whom.

A room that counts hands a `CountTable` of true counts to `release`, at the moment something is let
out: the rules are applied, the release is stored, and a `Released` comes back. `stored` gives it
again later; `foresee` says what would come back now, and `protect` applies the same rules to what
is drawn anew each time and is not kept. Pages, charts, exports and reports show a `Released` and
nothing else. Nobody outside this room can make one, and it never holds a number that it withholds.
"""

from dialog.disclosure.operations import foresee, protect, release
from dialog.disclosure.queries import stored, stored_all
from dialog.disclosure.values import CountTable, Purpose, Released, Shape

__all__ = [
    "CountTable",
    "Purpose",
    "Released",
    "Shape",
    "foresee",
    "protect",
    "release",
    "stored",
    "stored_all",
]
