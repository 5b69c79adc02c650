"""Rådslag: a dialogue in stages between a municipality and its associations.

Everything anybody says becomes a contribution; contributions are coded into themes, themes become
proposals with their evidence, and every link can be walked both ways. docs/architecture.md has one
line per room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Flask

from dialog.config import ROOT, read_settings

if TYPE_CHECKING:
    from dialog.config import Settings


class Application(Flask):
    """Flask, for views that are all plain functions: it need not ask at every call whether one is."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        return func


def create_app(settings: Settings | None = None, *, testing: bool = False) -> Flask:
    """The application, from `settings` or from the environment.

    Raises ConfigurationError when a setting cannot work, RuntimeError when a view has no rule.
    """
    from dialog import assembly

    app = Application(__name__, template_folder=str(ROOT / "templates"), static_folder=None)
    app.testing = testing
    assembly.assemble(app, settings or read_settings())
    return app
