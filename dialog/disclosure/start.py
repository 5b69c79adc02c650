"""What the door for figures brings to the application: charts are made from releases alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dialog.disclosure.values import Released
from dialog.web import charts

if TYPE_CHECKING:
    from flask import Flask


def init_app(app: Flask) -> None:
    charts.only(Released)
    app.jinja_env.filters["percent"] = charts.percent
