"""Whether a group is being prepared, open or closed: read from its facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.process.states import OccasionState

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.focusgroup.models import FocusGroup


def group_state(group: FocusGroup, now: datetime) -> OccasionState:
    """Open from when it was opened by hand, or from its planned time, until it is closed."""
    starts_at = group.occasion.starts_at
    if group.is_closed or group.occasion.is_cancelled:
        return OccasionState.CLOSED
    if group.opened_at is not None or (starts_at is not None and starts_at <= now):
        return OccasionState.OPEN
    return OccasionState.PREPARING
