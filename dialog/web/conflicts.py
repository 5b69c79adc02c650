"""Two have changed the same thing: both versions, and the choice between them.

Nobody wins silently, and nobody has to copy what they wrote: the page carries the form that came
too late, to be sent again against what is stored now. It may be too late again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from flask import g, render_template, request

from dialog.texts import gettext as _
from dialog.web.addresses import can_be_read, nearest_page
from dialog.web.forms import FURTHER
from dialog.web.templates import at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dialog.errors import Shown, Stale


@dataclass(frozen=True)
class Difference:
    """One field that the two versions do not agree on."""

    label: str
    theirs: str
    mine: str


def page(stale: Stale) -> tuple[str, int]:
    """The page that shows both versions and asks which is to stand."""
    labels = list(dict.fromkeys([*stale.theirs, *stale.mine]))
    rows = [
        Difference(label, _as_text(stale.theirs.get(label)), _as_text(stale.mine.get(label)))
        for label in labels
    ]
    differing = [row for row in rows if row.theirs != row.mine]
    html = render_template(
        "errors/stale.html",
        title=_("Somebody else was first"),
        stale=stale,
        differences=differing,
        has_more=len(differing) < len(rows),
        again=list(_form_again(stale)) if stale.drawn_now else [],
        action=request.full_path.rstrip("?"),
        lost_files=any(file.filename for file in request.files.values()),
        has_form=can_be_read(request.path),
        back=nearest_page(request.path.removesuffix("/edit")),
        process=g.get("process"),
    )
    return html, 409


def _as_text(shown: Shown) -> str:
    if isinstance(shown, datetime):
        return at(shown)
    return "" if shown is None else str(shown).strip()


def _form_again(stale: Stale) -> Iterator[tuple[str, str]]:
    """The fields of the form that came too late, drawn from what is stored now."""
    for name, values in request.form.lists():
        if name not in stale.drawn_now and name != FURTHER:
            yield from ((name, value) for value in values)
    for name, now in stale.drawn_now.items():
        yield from ((name, str(value)) for value in (now if isinstance(now, list) else [now]))
