"""Everything that was said, in one list; and the counts as a workbook."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog import journal
from dialog.contributions.queries import shown_parties
from dialog.disclosure.operations import release
from dialog.disclosure.values import Released
from dialog.extensions import db
from dialog.process.access import may, team
from dialog.process.models import StageKind
from dialog.process.rights import Right
from dialog.process.threads import stage_name, thread_for
from dialog.synthesis import listing, queries
from dialog.synthesis.access import analysis
from dialog.synthesis.routes.asking import asked, wanted
from dialog.synthesis.tree import Tree
from dialog.texts import gettext as _
from dialog.web import clock, downloads
from dialog.web.access import allow
from dialog.web.htmx import respond
from dialog.web.paging import paged

lists = Blueprint("themes", __name__, url_prefix="/processes/<slug>/themes")
FIGURE = "themes"
SAYING = (StageKind.SURVEY, StageKind.FOCUS_GROUPS, StageKind.WORKSHOP)


@lists.get("")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    """The list for those who read texts; for everybody else the released tree."""
    if not may(Right.READ_TEXTS):
        return redirect(url_for("theme_tree.index", slug=slug), 303)
    return redirect(url_for("themes.contributions", slug=slug), 303)


@lists.get("/contributions")
@allow(analysis(Right.READ_TEXTS))
def contributions(slug: str) -> ResponseReturnValue:
    tree = queries.tree(g.process)
    want = wanted(tree)
    page = paged(listing.listed(g.person, g.process, g.roles, want), scalars=False)
    coded = queries.coded(g.process)
    return respond(
        "synthesis/contributions.html",
        "list_of_texts",
        page=page,
        tree=tree,
        want=want,
        asked=asked(),
        codings=queries.codings_by_contribution([row[0].id for row in page.rows]),
        shown=shown_parties(g.process),
        progress=(len({row.contribution_id for row in coded}), queries.how_many(g.process)),
        stages=[(kind.value, stage_name(kind.value)) for kind in SAYING],
        sorts=_sorts(),
        process=g.process,
        thread=thread_for(g.process, "themes"),
    )


@lists.post("/releases")
@allow(analysis(Right.CODE))
def let_out(slug: str) -> ResponseReturnValue:
    _released()
    db.session.commit()
    flash(_("The figures are let out: everybody on the team sees them now."))
    return redirect(url_for("theme_tree.index", slug=slug), 303)


@lists.post("/download")
@allow(analysis(Right.CODE))
def download(slug: str) -> ResponseReturnValue:
    """The counts as they may be shown, and every coded text, as a workbook."""
    tree = queries.tree(g.process)
    released = _released()
    response = downloads.xlsx_response(
        _("Themes %(title)s", title=g.process.title),
        [
            downloads.Sheet(_("Themes"), _heading(), _counts(tree, released)),
            downloads.Sheet(
                _("Coded texts"),
                [_("Theme"), _("Words"), _("Whole text"), _("Question"), _("Party"), _("Occasion")],
                _texts(tree),
            ),
        ],
    )
    db.session.commit()
    return response


def _released() -> Released:
    """Let the counts out, and note it."""
    released = release(
        FIGURE,
        queries.count_table(g.process),
        process=g.process,
        viewer=g.person,
        by=g.person,
        now=clock.now(),
    )
    journal.record(
        "themes.released", by=g.person, about=g.process, now=clock.now(), process_id=g.process.id
    )
    return released


def _heading() -> list[str]:
    voices = [_("%(party)s, voices", party=party.name) for party in g.process.parties]
    return [_("Number"), _("Theme"), *voices]


def _counts(tree: Tree, released: Released) -> list[list[str | int]]:
    """A row for each theme of the release that is still in use, with its parties' figures."""
    rows: list[list[str | int]] = []
    for node in tree:
        cells = released.cells.get(str(node.theme.id))
        figures: list[str | int] = []
        for party in g.process.parties:
            cell = cells.get(str(party.id)) if cells is not None else None
            figures.append("·" if cell is None or cell.withheld else cell.value)
        rows.append([node.number, node.theme.name, *figures])
    return rows


def _texts(tree: Tree) -> list[list[str]]:
    shown = shown_parties(g.process)
    rows = db.session.execute(listing.listed(g.person, g.process, g.roles, listing.Wanted())).all()
    codings = queries.codings_by_contribution([row[0].id for row in rows])
    made = []
    for contribution, wording in rows:
        party = shown.of(contribution)
        for coding in codings.get(contribution.id, []):
            node = tree.get(coding.theme_id)
            name = f"{node.number} {node.theme.name}" if node else coding.theme.name
            made.append(
                [
                    name,
                    coding.words,
                    wording.text,
                    contribution.prompt,
                    party.name if party else "·",
                    contribution.occasion.title,
                ]
            )
    return sorted(made, key=lambda row: row[0])


def _sorts() -> list[tuple[str, str]]:
    return [
        ("first", _("In the order it came")),
        ("last", _("Latest first")),
        ("longest", _("Longest first")),
        ("shortest", _("Shortest first")),
    ]
