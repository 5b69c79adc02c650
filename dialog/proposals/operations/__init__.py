"""Acts on proposals. What a proposal said is never overwritten: each act adds a wording."""

from dialog.proposals.operations.placing import bring_back, change_kind, merge, move, withdraw
from dialog.proposals.operations.supporting import add_evidence, remove_evidence, weigh_evidence
from dialog.proposals.operations.writing import edit, propose

__all__ = [
    "add_evidence",
    "bring_back",
    "change_kind",
    "edit",
    "merge",
    "move",
    "propose",
    "remove_evidence",
    "weigh_evidence",
    "withdraw",
]
