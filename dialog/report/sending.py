"""Who a report comes from, and the day it bears."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

from dialog.report.building import Sender

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def sender() -> Sender:
    """The municipality and administration of this installation."""
    settings = current_app.config["SETTINGS"]
    return Sender(settings.municipality, settings.administration)


def day(moment: datetime) -> date:
    """The date on a wall in Sweden."""
    return moment.astimezone(STOCKHOLM).date()
