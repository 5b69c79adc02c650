"""Rules for reports: found through the process; and for reading links, which need no account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g
from werkzeug.exceptions import Gone

from dialog.process.access import enter, require
from dialog.report import queries
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.process.rights import Right
    from dialog.web.access import Rule


def with_report(right: Right) -> Rule:
    """A rule: whoever has `right` in the process, about one of its reports.

    Sets g.report and, where the address names one, g.edition.
    """

    def rule(arguments: Mapping[str, Any]) -> None:
        enter(arguments)
        require(right)
        report = queries.report_in(g.process, int(arguments["number"]))
        if report is None:
            abort(404)
        g.report = report
        if "edition" in arguments:
            edition = queries.edition_in(report, int(arguments["edition"]))
            if edition is None:
                abort(404)
            g.edition = edition

    rule.__name__ = f"report_{right.value}"
    rule.right = right  # type: ignore[attr-defined]
    return rule


def has_reading_link(arguments: Mapping[str, Any]) -> None:
    """Whoever holds a reading link that stands. A wrong one is not found.

    A revoked one is said to be revoked: whoever has it was once given it, and who guesses never
    gets here. Which report it opened is not said.
    """
    link = queries.link_by_token(str(arguments["token"]))
    if link is None:
        abort(404)
    if link.is_revoked:
        raise Gone(response=respond("report/link_revoked.html", status=410))
    g.edition = link.edition
