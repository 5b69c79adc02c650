"""Who may enter stands above the view, and silence means closed.

`@allow(rule, …)` declares the rules of a view; one that passes is enough. A rule is called with
the view's arguments before the view; it may put what it found in `g`, and it raises an HTTP
exception when it does not pass. An endpoint without a rule stops the start of the application.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

if TYPE_CHECKING:
    from flask import Flask

Rule = Callable[[Mapping[str, Any]], None]
View = TypeVar("View", bound=Callable[..., Any])


def allow(*rules: Rule) -> Callable[[View], View]:
    """Declare that a view is open to whoever passes one of `rules`."""

    def declare(view: View) -> View:
        view.rules = rules  # type: ignore[attr-defined]
        return view

    return declare


def anyone(_arguments: Mapping[str, Any]) -> None:
    """Open to the whole world."""


def rules_of(app: Flask, endpoint: str) -> tuple[Rule, ...]:
    return getattr(app.view_functions[endpoint], "rules", ())


def guard() -> None:
    """Before every request: the first rule that passes opens, else the first refusal stands."""
    if request.endpoint is None:
        if isinstance(request.routing_exception, MethodNotAllowed):
            raise request.routing_exception
        raise NotFound
    refusal: HTTPException | None = None
    for rule in rules_of(current_app, request.endpoint):
        try:
            rule(request.view_args or {})
        except HTTPException as error:
            refusal = refusal or error
        else:
            g.rule = rule
            return
    raise refusal or NotFound()


def require_rules(app: Flask) -> None:
    """Raise RuntimeError naming every endpoint that has no rule: silence means closed."""
    silent = sorted(name for name in app.view_functions if not rules_of(app, name))
    if silent:
        raise RuntimeError(
            f"No rule says who may enter {', '.join(silent)}. Put @allow(…) above the view."
        )
