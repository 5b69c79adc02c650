"""The clock. Only routes, commands and jobs read it; everything else is told the time."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def now() -> datetime:
    return datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Sweden."""
    return moment.astimezone(STOCKHOLM)


def today() -> date:
    """The date in Sweden."""
    return local(now()).date()


def from_wall_clock(day: date, hour: time) -> datetime:
    """The moment when a clock on a wall in Sweden shows `day` and `hour`."""
    return datetime.combine(day, hour, STOCKHOLM).astimezone(UTC)
