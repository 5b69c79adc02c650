"""Who keeps the register: administrators, and whoever leads a dialogue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import abort, g

from dialog.accounts.access import signed_in
from dialog.process.queries import facilitates_anything
from dialog.web import clock

if TYPE_CHECKING:
    from collections.abc import Mapping


def keeps_register() -> bool:
    """Whether the person who asks may open the register."""
    person = g.get("person")
    return person is not None and (
        person.is_administrator or facilitates_anything(person, clock.now())
    )


def keeper(arguments: Mapping[str, Any]) -> None:
    """A rule: administrators and facilitators of any dialogue. For others the page is not there."""
    signed_in(arguments)
    if not keeps_register():
        abort(404)
