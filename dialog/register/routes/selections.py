"""Which organisations a page is about, read from its address; nothing but what is on a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import g, request, url_for

from dialog.extensions import db
from dialog.process.queries import processes_seen_by
from dialog.register import queries, words
from dialog.register.models import Area, Organisation, OrganisationKind
from dialog.register.queries import SORTS, STATES, Selection
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.forms import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dialog.process.models import Process


@dataclass(frozen=True)
class Option:
    """One alternative of a filter."""

    value: str
    text: str
    chosen: bool


def read_selection(
    values: Mapping[str, str] | None = None, *, outside: Process | None = None
) -> Selection:
    """The selection that the address (or a form's fields) asks for; what is unknown is ignored."""
    asked = request.args if values is None else values
    kind, area = asked.get("kind", ""), asked.get("area", "")
    state, sort = asked.get("state", ""), asked.get("sort", "")
    party = asked.get("party", "")
    return Selection(
        search=one_line(asked.get("q", ""))[:100],
        kind=kind if kind in set(OrganisationKind) else "",
        area=area if area in set(Area) else "",
        party_id=int(party) if party.isdecimal() and len(party) < 16 and outside is None else None,
        state=state if state in STATES else "in_use",
        sort=sort if sort in SORTS else "name",
        descending=asked.get("order") == "descending",
        outside_id=outside.id if outside is not None else None,
    )


def kind_options(selection: Selection, total: int) -> list[Option]:
    counts = queries.counts_by(Organisation.kind)
    options = [Option("", _("All kinds (%(n)s)", n=total), not selection.kind)]
    for kind, name in words.KINDS.items():
        if counts.get(kind) or selection.kind == kind:
            text = f"{name} ({counts.get(kind, 0)})"
            options.append(Option(kind.value, text, selection.kind == kind))
    return options


def area_options(selection: Selection) -> list[Option]:
    counts = queries.counts_by(Organisation.area)
    options = [Option("", _("All areas"), not selection.area)]
    for area, name in words.AREAS.items():
        if counts.get(area) or selection.area == area:
            text = f"{name} ({counts.get(area, 0)})"
            options.append(Option(area.value, text, selection.area == area))
    return options


def party_options(selection: Selection) -> list[tuple[str, list[Option]]]:
    """The parties of the dialogues one sees, dialogue by dialogue."""
    processes = db.session.scalars(processes_seen_by(g.person, clock.now()).limit(20))
    return [
        (
            process.title,
            [
                Option(str(party.id), party.name, selection.party_id == party.id)
                for party in process.parties
            ],
        )
        for process in processes
    ]


def sort_url(selection: Selection, column: str) -> str:
    """This page in the order of `column`; the other way round when it is in that order already."""
    arguments = {**(request.view_args or {}), **request.args.to_dict()}
    arguments.pop("page", None)
    turn = selection.sort == column and not selection.descending
    arguments |= {"sort": column, "order": "descending" if turn else "ascending"}
    return url_for(request.endpoint or "", **arguments)


def as_arguments(selection: Selection) -> dict[str, str]:
    """The selection as words in an address, without its defaults."""
    words_ = {
        "q": selection.search,
        "kind": selection.kind,
        "area": selection.area,
        "party": str(selection.party_id or ""),
        "state": "" if selection.state == "in_use" else selection.state,
    }
    return {key: value for key, value in words_.items() if value}
