"""Themes: add, name, place, put out of use and back, merge.

A theme's row is never deleted: what was coded to it stays evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from dialog import journal
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import lock, turn_stage
from dialog.process.queries import stage_of
from dialog.synthesis import queries
from dialog.synthesis.models import Coding, CodingOrigin, Theme
from dialog.synthesis.tree import DEEPEST
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from dialog.accounts.models import Person
    from dialog.process.models import Process


def add_theme(
    process: Process,
    name: str,
    *,
    definition: str = "",
    parent: Theme | None = None,
    client_id: str | None = None,
    by: Person,
    now: datetime,
) -> Theme:
    """A new theme, last under its parent. The same `client_id` is the same theme.

    The first theme of a dialogue starts the stage.
    """
    lock(process)
    known = queries.theme_by_client_id(process, client_id) if client_id else None
    if known is not None:
        return known
    _refuse_foreign(process, parent)
    _refuse_depth(process, parent, height=1)
    beside = queries.siblings(process, parent.id if parent is not None else None)
    _refuse_same_name(beside, name)
    made = Theme(
        process=process,
        parent=parent,
        name=name,
        definition=definition,
        position=max((one.position for one in beside), default=0) + 1,
        client_id=client_id,
    )
    db.session.add(made)
    stage = stage_of(process, StageKind.THEMES)
    if stage is not None:
        turn_stage(stage, TurnKind.STARTED, by=by, now=now)
    _record("theme.added", made, by, now)
    return made


def edit_theme(
    theme: Theme, *, name: str, definition: str, version: int, by: Person, now: datetime
) -> None:
    """Name and define it anew. Raises Stale with both when somebody else did so first."""
    _hold(theme)
    if theme.version != version:
        raise Stale(
            _("Somebody else changed the theme while you were writing. Choose what is to stand."),
            theirs={_("Name"): theme.name, _("Definition"): theme.definition},
            mine={_("Name"): name, _("Definition"): definition},
            drawn_now={"version": theme.version},
        )
    beside = queries.siblings(theme.process, theme.parent_id)
    _refuse_same_name([one for one in beside if one.id != theme.id], name)
    theme.name, theme.definition = name, definition
    theme.version += 1
    _record("theme.edited", theme, by, now)


def move_theme(
    theme: Theme,
    parent: Theme | None,
    *,
    position: int | None = None,
    version: int,
    by: Person,
    now: datetime,
) -> None:
    """Put it under `parent` (None: on top), at `position` from 1, else last, with all below it."""
    _hold(theme)
    _refuse_stale(theme, version)
    _refuse_foreign(theme.process, parent)
    grown = queries.tree(theme.process)
    if parent is not None and parent.id in {theme.id, *grown.below(theme.id)}:
        raise Refusal(_("A theme cannot stand under itself. Choose another place."))
    node = grown.get(theme.id)
    _refuse_depth(theme.process, parent, height=node.height if node is not None else 1)
    beside = queries.siblings(theme.process, parent.id if parent is not None else None)
    beside = [one for one in beside if one.id != theme.id]
    _refuse_same_name(beside, theme.name)
    theme.parent = parent
    place = len(beside) if position is None else max(0, min(position - 1, len(beside)))
    beside.insert(place, theme)
    for number, one in enumerate(beside, 1):
        one.position = number
    theme.version += 1
    _record("theme.moved", theme, by, now)


def step_theme(theme: Theme, step: int, *, version: int, by: Person, now: datetime) -> None:
    """One step up (-1) or down (+1) among those beside it."""
    beside = queries.siblings(theme.process, theme.parent_id)
    place = next((n for n, one in enumerate(beside, 1) if one.id == theme.id), 1)
    move_theme(theme, theme.parent, position=max(1, place + step), version=version, by=by, now=now)


def retire_theme(theme: Theme, *, version: int, by: Person, now: datetime) -> None:
    """Out of use: nothing more is coded to it. What was coded stays, as evidence too."""
    _hold(theme)
    _refuse_stale(theme, version)
    _refuse_unused(theme)
    if queries.siblings(theme.process, theme.id):
        raise Refusal(_("There are themes under it. Move them, or put them out of use first."))
    theme.retired_at = now
    theme.version += 1
    _record("theme.retired", theme, by, now)


def restore_theme(theme: Theme, *, version: int, by: Person, now: datetime) -> None:
    """Into use again, last in its old place, or on top where that is gone."""
    _hold(theme)
    _refuse_stale(theme, version)
    if theme.retired_at is None or theme.merged_into_id is not None:
        raise Refusal(_("The theme is in use, or has become part of another."))
    grown = queries.tree(theme.process)
    node = grown.get(theme.parent_id)
    if node is None or node.level >= DEEPEST:
        theme.parent = None
    beside = queries.siblings(theme.process, theme.parent_id if theme.parent else None)
    _refuse_same_name(beside, theme.name)
    theme.retired_at = None
    theme.position = max((one.position for one in beside), default=0) + 1
    theme.version += 1
    _record("theme.restored", theme, by, now)


def merge_theme(theme: Theme, into: Theme, *, version: int, by: Person, now: datetime) -> None:
    """All that is coded to `theme` is coded to `into` from now on; what stood before can be read.

    The themes under it move along.
    """
    _hold(theme)
    _refuse_stale(theme, version)
    _refuse_unused(theme)
    _refuse_foreign(theme.process, into)
    grown = queries.tree(theme.process)
    if into.id in {theme.id, *grown.below(theme.id)}:
        raise Refusal(_("A theme cannot become part of itself. Choose another one."))
    for child in queries.siblings(theme.process, theme.id):
        move_theme(child, into, version=child.version, by=by, now=now)
    _move_codings(theme, into, by=by, now=now)
    theme.merged_into, theme.retired_at = into, now
    theme.version += 1
    journal.record(
        "theme.merged",
        by=by,
        about=theme,
        now=now,
        process_id=theme.process_id,
        name=theme.name,
        into=into.name,
    )


def _move_codings(theme: Theme, into: Theme, *, by: Person, now: datetime) -> None:
    live = select(Coding).where(Coding.undone_at.is_(None)).order_by(Coding.id)
    there = {_span(one) for one in db.session.scalars(live.where(Coding.theme_id == into.id))}
    for old in db.session.scalars(live.where(Coding.theme_id == theme.id)).all():
        old.undone_at, old.undone_by_id = now, by.id
        if _span(old) in there:
            continue
        db.session.add(
            Coding(
                theme_id=into.id,
                contribution_id=old.contribution_id,
                wording_id=old.wording_id,
                start=old.start,
                stop=old.stop,
                words=old.words,
                by_id=old.by_id,
                origin=CodingOrigin.MERGE.value,
                made_at=now,
            )
        )


def _span(coding: Coding) -> tuple[int, int, int | None, int | None]:
    return coding.contribution_id, coding.wording_id, coding.start, coding.stop


def _hold(theme: Theme) -> None:
    """Themes of one dialogue change one at a time: positions and names hang together."""
    lock(theme.process)
    db.session.refresh(theme, ["version", "retired_at", "merged_into_id", "name", "definition"])


def _refuse_stale(theme: Theme, version: int) -> None:
    if theme.version != version:
        raise Refusal(_("Somebody else has changed the theme. Reload the page and look again."))


def _refuse_unused(theme: Theme) -> None:
    if not theme.is_in_use:
        raise Refusal(_("The theme is no longer in use."))


def _refuse_foreign(process: Process, parent: Theme | None) -> None:
    if parent is None:
        return
    if parent.process_id != process.id:
        raise Refusal(_("The theme belongs to another dialogue."))
    _refuse_unused(parent)


def _refuse_depth(process: Process, parent: Theme | None, *, height: int) -> None:
    node = queries.tree(process).get(parent.id) if parent is not None else None
    if (node.level if node is not None else 0) + height > DEEPEST:
        raise Refusal(_("The tree of themes has at most three levels. Choose a place higher up."))


def _refuse_same_name(beside: list[Theme], name: str) -> None:
    if any(one.name.casefold() == name.casefold() for one in beside):
        raise Refusal(_("There is a theme with that name there already."))


def _record(verb: str, theme: Theme, by: Person, now: datetime) -> None:
    journal.record(verb, by=by, about=theme, now=now, process_id=theme.process_id, name=theme.name)
