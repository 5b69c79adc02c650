"""The sample's six proposals, with the themes they rest on as evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.demo import content
from dialog.demo.content import PRINCIPLES, STEPS
from dialog.demo.sample import at
from dialog.extensions import db
from dialog.proposals.operations import add_evidence, propose

if TYPE_CHECKING:
    from dialog.demo.sample import Sample
    from dialog.synthesis.models import Theme


def write(sample: Sample, themes: dict[str, Theme]) -> None:
    """Three direct measures and three areas to investigate jointly."""
    now = at("2025-06-04", "13:00")
    for data in content.load("proposals"):
        first, *rest = [themes[key] for key in data["themes"]]
        code = data["code"]
        proposal = propose(
            sample.process,
            data["kind"],
            title=data["title"],
            what=data["what"],
            why=data["why"],
            responsible=data["responsible"],
            principles=[PRINCIPLES.get(name, name) for name in data["principles"]],
            code_cell=f"{code['level']}:{STEPS.get(code['step'], code['step'])}",
            from_theme=first,
            by=sample.people["analyst"],
            now=now,
        )
        for theme in rest:
            add_evidence(proposal, theme=theme, by=sample.people["analyst"], now=now)
    db.session.commit()
