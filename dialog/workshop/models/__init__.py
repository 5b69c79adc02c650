"""Workshops, who takes part, their boards, and the clock of a board."""

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
from dialog.workshop.models.clocks import BoardClock, ClockTurn, ClockTurnKind
from dialog.workshop.models.workshops import Participant, Workshop

__all__ = [
    "DOT_CEILING",
    "Activity",
    "ActivityKind",
    "BoardClock",
    "Card",
    "ClockTurn",
    "ClockTurnKind",
    "Dot",
    "Participant",
    "Phase",
    "Place",
    "PlaceKind",
    "Stance",
    "Workshop",
]
