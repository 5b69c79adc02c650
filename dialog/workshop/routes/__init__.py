"""Pages of the workshop: the team's under /processes/…/workshops, the room's under /w."""

from dialog.workshop.routes import (
    arranging,
    board,
    entering,
    following,
    invited,
    joining,
    people,
    running,
    stage,
    taking_part,
    timing,
    voting,
)
from dialog.workshop.routes.blueprints import participant, workshop

BLUEPRINTS = [workshop, participant]

__all__ = [
    "BLUEPRINTS",
    "arranging",
    "board",
    "entering",
    "following",
    "invited",
    "joining",
    "people",
    "running",
    "stage",
    "taking_part",
    "timing",
    "voting",
]
