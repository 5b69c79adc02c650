"""What every template can use: controls, dates, numbers, the language, the settings."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any

from flask import current_app, g
from flask_babel import format_date, format_datetime, format_decimal
from markupsafe import Markup, escape

from dialog.web import clock
from dialog.web.addresses import this_page
from dialog.web.i18n import language
from dialog.web.ui import Ui

if TYPE_CHECKING:
    from datetime import date

    from flask import Flask


NEW_LINE = "\n"


def on(day: datetime | date) -> str:
    """A date in ISO order, as Swedish authorities write it: 2026-11-22."""
    return (clock.local(day).date() if isinstance(day, datetime) else day).isoformat()


def at(moment: datetime) -> str:
    """Date and time on a Swedish wall clock: 2026-11-22 14:32."""
    return clock.local(moment).strftime("%Y-%m-%d %H:%M")


def hour(moment: datetime) -> str:
    """Time on a Swedish wall clock: 14:32."""
    return clock.local(moment).strftime("%H:%M")


def hours(starts: datetime, ends: datetime | None = None) -> str:
    """When something is, as people are told: “18.00–20.00” in Swedish, “18:00–20:00” in English."""
    moments = [clock.local(moment) for moment in (starts, ends) if moment is not None]
    return "–".join(f"{one:%H.%M}" if language() == "sv" else f"{one:%H:%M}" for one in moments)


def long_day(moment: datetime | date) -> str:
    """A day with its name: “söndag 22 februari 2026”."""
    pattern = "EEEE d MMMM y"
    if hasattr(moment, "astimezone"):
        return str(format_datetime(moment, pattern))
    return str(format_date(moment, pattern))


def short_day(moment: datetime | date) -> str:
    """A day without its year: “22 februari”."""
    pattern = "d MMMM"
    if hasattr(moment, "astimezone"):
        return str(format_datetime(moment, pattern))
    return str(format_date(moment, pattern))


def begun(text: str) -> str:
    """A text that begins a sentence: its first letter large, the rest as it was."""
    return text[:1].upper() + text[1:]


def week(day: date) -> int:
    return day.isocalendar().week


def number(value: float) -> str:
    """A number as the language writes it: 1 234,5."""
    return str(format_decimal(value))


def paragraphs(text: str) -> Markup:
    """Plain text as paragraphs; line breaks kept, everything escaped."""
    safe = str(escape(text.replace("\r\n", "\n")))
    return Markup(  # noqa: S704 - everything in it has been escaped
        "".join(
            f"<p>{block.replace(NEW_LINE, '<br>')}</p>"
            for block in safe.split(NEW_LINE * 2)
            if block.strip()
        )
    )


def _context() -> dict[str, Any]:
    return {"person": g.get("person"), "endpoints": current_app.view_functions}


def init_app(app: Flask) -> None:
    environment = app.jinja_env
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.do")
    environment.globals["ui"] = Ui(environment)
    environment.globals["client_id"] = lambda: str(uuid.uuid4())
    environment.globals["language"] = language
    environment.globals["this_page"] = this_page
    environment.globals["settings"] = app.config["SETTINGS"]
    for filter_ in (on, at, hour, hours, long_day, short_day, begun, week, number, paragraphs):
        environment.filters[filter_.__name__] = filter_
    app.context_processor(_context)
