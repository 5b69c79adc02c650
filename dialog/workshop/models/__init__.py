"""Workshops, who takes part, and their boards."""

from dialog.workshop.models.boards import (
    DOT_CEILING,
    Activity,
    ActivityKind,
    Card,
    Dot,
    Phase,
    Place,
    PlaceKind,
    Stance,
)
from dialog.workshop.models.workshops import Participant, Workshop

__all__ = [
    "DOT_CEILING",
    "Activity",
    "ActivityKind",
    "Card",
    "Dot",
    "Participant",
    "Phase",
    "Place",
    "PlaceKind",
    "Stance",
    "Workshop",
]
