"""Controls: `ui.button(…)` in a template calls the macro `button` in templates/ui/button.html."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


class Ui:
    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def __getattr__(self, name: str) -> Any:
        macro = getattr(self._environment.get_template(f"ui/{name}.html").module, name)
        if not self._environment.auto_reload:
            setattr(self, name, macro)  # looked up once, not for every icon on every page
        return macro
