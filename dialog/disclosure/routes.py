"""How small groups are protected, in plain words for everybody."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from dialog.web.access import allow, anyone
from dialog.web.htmx import respond

disclosure = Blueprint("disclosure", __name__)
BLUEPRINTS = [disclosure]


@disclosure.get("/small-groups")
@allow(anyone)
def small_groups() -> ResponseReturnValue:
    return respond("disclosure/small_groups.html")
