"""The red thread on every page of a process: its stages, in order, with where each page leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dialog.process.models import Occasion, OccasionKind, StageKind
from dialog.process.states import stage_state
from dialog.texts import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from dialog.process.models import Process

_doors: dict[str, Callable[[str], str]] = {}
_pages: dict[str, Callable[[Occasion], str]] = {}


@dataclass(frozen=True)
class Knot:
    """One stage on the thread."""

    kind: str
    name: str
    state: str
    url: str
    current: bool


def register(kind: StageKind, door: Callable[[str], str]) -> None:
    """The room of a stage says where its page is: slug → address."""
    _doors[kind.value] = door


def register_page(kind: OccasionKind, page: Callable[[Occasion], str]) -> None:
    """The room of an occasion says where its own page is."""
    _pages[kind.value] = page


def page_of(occasion: Occasion) -> str:
    """The occasion's own page; its stage's while the room has no page for one of them."""
    page = _pages.get(occasion.kind)
    return page(occasion) if page else door(occasion.stage.kind, occasion.process.slug)


def stage_name(kind: str) -> str:
    """A stage's name in the page's language."""
    names = {
        StageKind.SURVEY: _("Survey"),
        StageKind.FOCUS_GROUPS: _("Focus groups"),
        StageKind.WORKSHOP: _("Workshop"),
        StageKind.THEMES: _("Themes"),
        StageKind.PROPOSALS: _("Proposals"),
        StageKind.REPORT: _("Report"),
    }
    return names[StageKind(kind)]


def door(kind: str, slug: str) -> str:
    """The address of a stage's page; the process's own page while the stage has no room."""
    make = _doors.get(kind)
    return make(slug) if make else f"/processes/{slug}"


def thread_for(process: Process, current: str = "", *, today: date | None = None) -> list[Knot]:
    """The knots of the thread. `current` is the kind of stage the page belongs to."""
    from dialog.web.clock import today as read_today

    day = today or read_today()
    return [
        Knot(
            kind=stage.kind,
            name=stage_name(stage.kind),
            state=stage_state(stage, process, day).value,
            url=door(stage.kind, process.slug),
            current=stage.kind == current,
        )
        for stage in process.stages
    ]
