"""Times and random keys that several rows share."""

from __future__ import annotations

from datetime import UTC, date, datetime

NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
DAY = date(2027, 3, 1)
VOICE, QUIET_VOICE, SPEAKER, MEMBER = 9001, 9002, 9003, 9004
