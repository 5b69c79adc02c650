"""What proposals bring: their stage's page, their sentences, the way from a text to its proposals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import url_for

from dialog.contributions import links
from dialog.journal import sentences
from dialog.process import threads
from dialog.process.models import StageKind
from dialog.proposals import queries, words
from dialog.texts import gettext as _
from dialog.texts import lazy_gettext as _l

if TYPE_CHECKING:
    from flask import Flask

    from dialog.contributions.models import Contribution


def proposals_of(contribution: Contribution) -> list[tuple[str, str]]:
    """The proposals that a contribution supports: one click from what was said."""
    slug = contribution.process.slug
    return [
        (
            _("Proposal: %(title)s", title=proposal.wording.title),
            url_for("proposals.show", slug=slug, number=proposal.id),
        )
        for proposal in queries.resting_on(contribution)
    ]


def init_app(app: Flask) -> None:
    threads.register(StageKind.PROPOSALS, lambda slug: url_for("proposals.index", slug=slug))
    links.register(proposals_of)
    app.jinja_env.globals.update(
        proposal_kind=words.kind_name,
        proposal_list=words.list_name,
        proposal_list_meaning=words.list_meaning,
        principles_line=words.principles_line,
        level_name=words.level_name,
        step_name=words.step_name,
        cell_name=words.cell_name,
        stance_name=words.stance_name,
    )
    sentences.register(
        {
            "proposal.made": _l("%(who)s made the proposal %(title)s."),
            "proposal.edited": _l("%(who)s changed the words of the proposal %(title)s."),
            "proposal.kind_changed": _l(
                "%(who)s moved the proposal %(title)s to the other list: %(because)s"
            ),
            "proposal.moved": _l("%(who)s moved the proposal %(title)s to place %(place)s."),
            "proposal.withdrawn": _l("%(who)s withdrew the proposal %(title)s: %(because)s"),
            "proposal.brought_back": _l("%(who)s took up the proposal %(title)s again."),
            "proposal.merged": _l(
                "%(who)s merged the proposal %(title)s into %(into)s: %(because)s"
            ),
            "proposal.evidence_added": _l(
                "%(who)s attached evidence to the proposal %(title)s: %(number)s texts."
            ),
            "proposal.evidence_removed": _l("%(who)s detached a text from the proposal %(title)s."),
            "proposal.evidence_weighed": _l(
                "%(who)s weighed a text anew for the proposal %(title)s."
            ),
            "proposal.figures_released": _l("%(who)s released the figures of the proposals."),
        }
    )
