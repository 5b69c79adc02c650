"""The tree of themes: add, name, place, put out of use, merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from dialog.disclosure.operations import protect
from dialog.disclosure.queries import stored
from dialog.errors import Refusal, Stale
from dialog.extensions import db
from dialog.process.access import may, team
from dialog.process.rights import Right
from dialog.process.threads import thread_for
from dialog.synthesis import operations, queries
from dialog.synthesis.access import one_theme
from dialog.synthesis.forms import ActForm, MergeForm, MoveForm, NewThemeForm, ThemeForm
from dialog.synthesis.models import Theme
from dialog.synthesis.routes.asking import back
from dialog.synthesis.routes.lists import FIGURE
from dialog.texts import gettext as _
from dialog.web import clock
from dialog.web.access import allow
from dialog.web.htmx import respond

themes = Blueprint("theme_tree", __name__, url_prefix="/processes/<slug>/themes")


@themes.get("/tree")
@allow(team(Right.SEE))
def index(slug: str) -> ResponseReturnValue:
    tree = queries.tree(g.process)
    reads = may(Right.READ_TEXTS)
    released = stored(None, FIGURE, process=g.process)
    table = queries.count_table(g.process, tree) if reads else None
    return _respond(
        "tree",
        tree=tree,
        counts=protect(FIGURE, table, process=g.process) if table is not None else released,
        reads=reads,
        released=released,
        retired=queries.retired(g.process),
    )


@themes.get("/new")
@allow(team(Right.CODE))
def new(slug: str) -> ResponseReturnValue:
    form = NewThemeForm(formdata=None)
    form.offer(queries.tree(g.process))
    return _respond("new", form=form)


@themes.post("/new")
@allow(team(Right.CODE))
def create(slug: str) -> ResponseReturnValue:
    form = NewThemeForm()
    form.offer(queries.tree(g.process))
    if not form.validate_on_submit():
        return _respond("new", form=form, status=422)
    try:
        made = operations.add_theme(
            g.process,
            form.name.data,
            definition=form.definition.data or "",
            parent=_chosen(form.parent.data),
            client_id=form.sent_id,
            by=g.person,
            now=clock.now(),
        )
    except Refusal as refusal:
        form.name.errors = [str(refusal)]
        return _respond("new", form=form, status=422)
    db.session.commit()
    flash(_("The theme %(name)s is added.", name=made.name))
    return redirect(back(url_for("theme_tree.index", slug=slug)), 303)


@themes.get("/<int:number>")
@allow(one_theme)
def show(slug: str, number: int) -> ResponseReturnValue:
    form = ThemeForm(formdata=None, name=g.theme.name, definition=g.theme.definition)
    return _theme_page(form)


@themes.post("/<int:number>")
@allow(one_theme)
def update(slug: str, number: int) -> ResponseReturnValue:
    form = ThemeForm()
    if not form.validate_on_submit():
        return _theme_page(form, status=422)
    try:
        operations.edit_theme(
            g.theme,
            name=form.name.data,
            definition=form.definition.data or "",
            version=form.version.data,
            by=g.person,
            now=clock.now(),
        )
    except Stale:
        raise
    except Refusal as refusal:
        form.name.errors = [str(refusal)]
        return _theme_page(form, status=422)
    db.session.commit()
    flash(_("Saved"))
    return redirect(url_for("theme_tree.show", slug=slug, number=number), 303)


@themes.post("/<int:number>/moving")
@allow(one_theme)
def move(slug: str, number: int) -> ResponseReturnValue:
    """Under another theme, or one step up or down among those beside it."""
    form = MoveForm()
    step = {"up": -1, "down": 1}.get(ActForm().step.data or "")
    acts: dict[str, Any] = {"version": form.version.data, "by": g.person, "now": clock.now()}
    if step is not None:
        operations.step_theme(g.theme, step, **acts)
    else:
        operations.move_theme(g.theme, _chosen(form.parent.data), **acts)
    db.session.commit()
    return redirect(url_for("theme_tree.index", slug=slug), 303)


@themes.post("/<int:number>/retirement")
@allow(one_theme)
def retire(slug: str, number: int) -> ResponseReturnValue:
    return _act(operations.retire_theme, _("The theme is out of use. What was coded to it stays."))


@themes.post("/<int:number>/restoring")
@allow(one_theme)
def restore(slug: str, number: int) -> ResponseReturnValue:
    return _act(operations.restore_theme, _("The theme is in use again."))


@themes.get("/<int:number>/merging")
@allow(one_theme)
def merging(slug: str, number: int) -> ResponseReturnValue:
    return _merge_page(MergeForm(formdata=None))


@themes.post("/<int:number>/merging")
@allow(one_theme)
def merge(slug: str, number: int) -> ResponseReturnValue:
    form = MergeForm()
    _offer_merge(form)
    if not form.validate_on_submit():
        return _merge_page(form, status=422)
    into = _chosen(form.into.data)
    if into is None:
        return _merge_page(form, status=422)
    operations.merge_theme(g.theme, into, version=form.version.data, by=g.person, now=clock.now())
    db.session.commit()
    flash(_("%(name)s is now a part of %(into)s.", name=g.theme.name, into=into.name))
    return redirect(url_for("theme_tree.index", slug=slug), 303)


def _act(operation: Callable[..., None], sentence: str) -> ResponseReturnValue:
    operation(g.theme, version=ActForm().version.data, by=g.person, now=clock.now())
    db.session.commit()
    flash(sentence)
    return redirect(url_for("theme_tree.index", slug=g.process.slug), 303)


def _chosen(sent: str | None) -> Theme | None:
    """The theme a list was set to; None for “on top”."""
    if not sent:
        return None
    found = queries.theme(g.process, int(sent)) if sent.isdecimal() and len(sent) < 18 else None
    if found is None:
        raise Refusal(_("That theme does not exist any more. Reload the page."))
    return found


def _theme_page(form: ThemeForm, status: int = 200) -> ResponseReturnValue:
    tree = queries.tree(g.process)
    number = g.theme.id
    move_form = MoveForm(formdata=None, parent=str(g.theme.parent_id or ""))
    move_form.offer(tree, {number, *tree.below(number)})
    return _respond(
        "theme",
        form=form,
        move_form=move_form,
        theme=g.theme,
        node=tree.get(number),
        count=len({r.contribution_id for r in queries.coded(g.process) if r.theme_id == number}),
        status=status,
    )


def _offer_merge(form: MergeForm) -> None:
    tree = queries.tree(g.process)
    form.offer(tree, {g.theme.id, *tree.below(g.theme.id)})


def _merge_page(form: MergeForm, status: int = 200) -> ResponseReturnValue:
    _offer_merge(form)
    return _respond("merging", form=form, theme=g.theme, status=status)


def _respond(page: str, *, status: int = 200, **context: object) -> ResponseReturnValue:
    return respond(
        f"synthesis/{page}.html",
        status=status,
        process=g.process,
        thread=thread_for(g.process, "themes"),
        **context,
    )
