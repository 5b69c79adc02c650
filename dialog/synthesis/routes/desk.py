"""The coding desk: themes to the left, one text in the middle, where it comes from to the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Blueprint, abort, g, redirect
from flask.typing import ResponseReturnValue

from dialog.contributions.queries import shown_parties
from dialog.disclosure.operations import protect
from dialog.process.access import may
from dialog.process.rights import Right
from dialog.synthesis import listing, queries, texts
from dialog.synthesis.access import analysis
from dialog.synthesis.forms import CodingForm, NewThemeForm
from dialog.synthesis.routes.asking import asked, desk_url, number, wanted
from dialog.web.access import allow
from dialog.web.htmx import respond

if TYPE_CHECKING:
    from dialog.contributions.models import Contribution, Wording

desk = Blueprint("coding_desk", __name__, url_prefix="/processes/<slug>/themes/desk")


@dataclass(frozen=True)
class Way:
    """Where one stands among the texts one asked for."""

    place: int
    total: int
    before: int | None
    after: int | None
    uncoded: int | None


@desk.get("")
@allow(analysis(Right.READ_TEXTS))
def show(slug: str) -> ResponseReturnValue:
    chosen = number("contribution")
    if chosen is None:
        return _start()
    return desk_page(chosen)


@desk.get("/similar")
@allow(analysis(Right.READ_TEXTS))
def similar(slug: str) -> ResponseReturnValue:
    """Texts like this one, with the themes they have: fetched when the desk has been drawn."""
    contribution, wording = _found(number("contribution") or 0)
    others = listing.texts(g.person, g.process, g.roles)
    others.pop(contribution.id, None)
    numbers = texts.alike(wording.text, others)
    rows = {row[0].id: row for row in listing.several(g.person, g.process, g.roles, numbers)}
    return respond(
        "synthesis/similar.html",
        "similar_texts",
        contribution=contribution,
        wording=wording,
        rows=[rows[one] for one in numbers if one in rows],
        codings=queries.codings_by_contribution(numbers),
        tree=queries.tree(g.process),
        shown=shown_parties(g.process),
        desk_url=desk_url,
        process=g.process,
    )


def _start() -> ResponseReturnValue:
    """The first text without a theme among those asked for; else the first one."""
    ids = listing.numbers(g.person, g.process, g.roles, wanted(queries.tree(g.process)))
    coded = {row.contribution_id for row in queries.coded(g.process)}
    first = next((one for one in ids if one not in coded), ids[0] if ids else None)
    if first is None:
        return respond("synthesis/nothing.html", process=g.process, asked=asked())
    return redirect(desk_url(first), 303)


def desk_page(
    chosen: int, form: CodingForm | None = None, complaint: str = "", status: int = 200
) -> ResponseReturnValue:
    """The desk at one text; with a complaint when a marking could not be kept."""
    contribution, wording = _found(chosen)
    tree = queries.tree(g.process)
    coded = queries.coded(g.process)
    codings = queries.codings_of(contribution)
    ids = listing.numbers(g.person, g.process, g.roles, wanted(tree))
    done = {row.contribution_id for row in coded}
    new_theme = NewThemeForm(formdata=None, to=desk_url(chosen))
    new_theme.offer(tree)
    return respond(
        "synthesis/desk.html",
        contribution=contribution,
        wording=wording,
        paragraphs=texts.paragraphs(
            wording.text, [coding for coding in codings if coding.wording_id == wording.id]
        ),
        codings=codings,
        tree=tree,
        counts=protect("themes", queries.count_table(g.process, tree, coded), process=g.process),
        suggested=texts.suggested(
            wording.text,
            list(tree),
            queries.examples(g.process),
            [coding.theme_id for coding in codings if coding.start is None],
        ),
        way=_way(ids, chosen, done),
        progress=(len(done), queries.how_many(g.process)),
        party=shown_parties(g.process, contribution.occasion_id).of(contribution),
        coding_form=form or CodingForm(formdata=None),
        complaint=complaint,
        new_theme=new_theme,
        may_code=may(Right.CODE),
        asked=asked(),
        desk_url=desk_url,
        process=g.process,
        status=status,
    )


def _found(chosen: int) -> tuple[Contribution, Wording]:
    found = listing.one(g.person, g.process, g.roles, chosen)
    if found is None:
        abort(404)
    return found


def _way(ids: list[int], chosen: int, done: set[int]) -> Way:
    place = ids.index(chosen) if chosen in ids else -1
    later = ids[place + 1 :] + ids[: max(place, 0)]
    return Way(
        place=place + 1,
        total=len(ids),
        before=ids[place - 1] if place > 0 else None,
        after=ids[place + 1] if place + 1 < len(ids) else None,
        uncoded=next((one for one in later if one not in done and one != chosen), None),
    )
