"""What the address asks to see, and addresses that ask the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import g, request, url_for

from dialog.process.models import StageKind
from dialog.synthesis.listing import SORTS, Wanted
from dialog.web.forms import one_line
from dialog.web.routes import local_path

if TYPE_CHECKING:
    from dialog.synthesis.tree import Tree

NAMES = ("stage", "party", "theme", "uncoded", "q", "sort", "occasion", "prompt")


def wanted(tree: Tree) -> Wanted:
    """The filters in the address; what does not fit is left out."""
    stage = request.args.get("stage", "")
    party = number("party")
    theme = number("theme")
    sort = request.args.get("sort", "")
    return Wanted(
        stage=stage if stage in set(StageKind) else "",
        party_id=party if party in {one.id for one in g.process.parties} else None,
        text=one_line(request.args.get("q", ""))[:200],
        themes=frozenset({theme, *tree.below(theme)}) if theme else frozenset(),
        uncoded=request.args.get("uncoded") == "1",
        sort=sort if sort in SORTS else SORTS[0],
        occasion_id=number("occasion"),
        prompt=request.args.get("prompt", ""),
    )


def asked() -> dict[str, str]:
    """The filters of the address as they stand there, for the addresses of other pages."""
    return {name: request.args[name] for name in NAMES if request.args.get(name)}


def number(name: str) -> int | None:
    text = request.args.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 18 else None


def desk_url(contribution_id: int | None = None, **changed: str) -> str:
    """The desk with the same filters, at one contribution or at the first uncoded one."""
    arguments: dict[str, Any] = {**asked(), **changed}
    if contribution_id is not None:
        arguments["contribution"] = str(contribution_id)
    return url_for("coding_desk.show", slug=g.process.slug, **arguments)


def back(fallback: str) -> str:
    """Where the form wants to go afterwards, when that is a page of ours."""
    return local_path(request.form.get("to"), fallback)
