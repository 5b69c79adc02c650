"""The words of proposals in the page's language."""

from __future__ import annotations

from collections.abc import Iterable

from dialog.proposals.models import (
    CodeLevel,
    CodeStep,
    EvidenceStance,
    Principle,
    ProposalKind,
)
from dialog.texts import gettext as _


def kind_name(kind: str) -> str:
    """One of its kind, as on a tag."""
    return {
        ProposalKind.DIRECT: _("Direct measure"),
        ProposalKind.AREA: _("Development area"),
    }[ProposalKind(kind)]


def list_name(kind: str) -> str:
    """The whole list, as a heading."""
    return {
        ProposalKind.DIRECT: _("Direct measures"),
        ProposalKind.AREA: _("Development areas to investigate jointly"),
    }[ProposalKind(kind)]


def list_meaning(kind: str) -> str:
    return {
        ProposalKind.DIRECT: _("What one side, or both, can do as soon as it has been decided."),
        ProposalKind.AREA: _(
            "What the parties need to look into together before anything is done."
        ),
    }[ProposalKind(kind)]


def principle_name(principle: str) -> str:
    return {
        Principle.INDEPENDENCE: _("Autonomy and independence"),
        Principle.DIALOGUE: _("Dialog"),
        Principle.QUALITY: _("Quality"),
        Principle.LONG_TERM: _("Long-term commitment"),
        Principle.OPENNESS: _("Openness and insight"),
        Principle.DIVERSITY: _("Diversity"),
    }[Principle(principle)]


def principles_line(principles: Iterable[str]) -> str:
    """Several principles as one line: “Dialogue, long-term commitment”."""
    names = [principle_name(one) for one in Principle if one in set(principles)]
    return ", ".join([*names[:1], *[name[:1].lower() + name[1:] for name in names[1:]]])


def level_name(level: str) -> str:
    return {
        CodeLevel.INFORMATION: _("Information"),
        CodeLevel.CONSULTATION: _("Consultation"),
        CodeLevel.DIALOGUE: _("Dialog"),
        CodeLevel.PARTNERSHIP: _("Partnership"),
    }[CodeLevel(level)]


def step_name(step: str) -> str:
    return {
        CodeStep.AGENDA_SETTING: _("Agenda setting"),
        CodeStep.DRAFTING: _("Drafting"),
        CodeStep.DECISION: _("Decision"),
        CodeStep.IMPLEMENTATION: _("Implementation"),
        CodeStep.MONITORING: _("Monitoring"),
        CodeStep.REFORMULATION: _("Reformulation"),
    }[CodeStep(step)]


def cell_name(code: tuple[CodeLevel, CodeStep] | None) -> str:
    """A place in the European code: “Dialogue × implementation”; empty when none is chosen."""
    if code is None:
        return ""
    level, step = code
    return f"{level_name(level)} × {step_name(step).lower()}"


def stance_name(stance: str) -> str:
    return {
        EvidenceStance.FOR: _("Supports"),
        EvidenceStance.AGAINST: _("Speaks against"),
        EvidenceStance.NUANCE: _("Nuances"),
    }[EvidenceStance(stance)]
