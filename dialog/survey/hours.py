"""When a survey takes answers: one rule, for its table and for what a respondent's page has read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

GRACE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opened when, closed by hand when, and the closing time as it is shown."""

    opened_at: datetime | None
    closed_at: datetime | None
    ends_at: datetime | None

    @property
    def closes_at(self) -> datetime | None:
        """The first moment after the minute that is shown as the closing time."""
        return self.ends_at and self.ends_at.replace(second=0, microsecond=0) + timedelta(minutes=1)

    def is_open(self, now: datetime) -> bool:
        """Opened, not closed by hand, and not past the minute shown."""
        closes_at = self.closes_at
        return self._was_opened_by(now) and (closes_at is None or now < closes_at)

    def takes(self, page_opened_at: datetime, now: datetime) -> bool:
        """A page opened while the survey was open may be sent for fifteen minutes more."""
        if self.is_open(now):
            return True
        closes_at = self.closes_at
        return (
            closes_at is not None
            and self._was_opened_by(now)
            and self.is_open(page_opened_at)
            and now < closes_at + GRACE
        )

    def _was_opened_by(self, now: datetime) -> bool:
        return self.opened_at is not None and self.opened_at <= now and self.closed_at is None
