"""Who reads everything that was said and codes it: process leaders and analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.contributions.access import note_reading
from dialog.process.access import enter, require
from dialog.process.rights import Right
from dialog.synthesis import queries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.web.access import Rule


def analysis(right: Right) -> Rule:
    """A rule: whoever has `right` in the process and reads texts; noted in the journal."""

    def rule(arguments: Mapping[str, Any]) -> None:
        enter(arguments)
        require(Right.READ_TEXTS)
        require(right)
        note_reading()

    rule.__name__ = f"analysis_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def one_theme(arguments: Mapping[str, Any]) -> None:
    """A rule: whoever codes, for one theme of the process; sets g.theme."""
    enter(arguments)
    require(Right.CODE)
    theme = queries.theme(g.process, int(arguments["number"]))
    if theme is None:
        abort(404)
    g.theme = theme


one_theme.right = Right.CODE  # type: ignore[attr-defined]
