"""D1, D3: words never become markup, and htmx may do no more than it needs to."""

from __future__ import annotations

import ast
import json
import re
from html import unescape
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Each makes markup of what has been escaped or cleaned in the same function; looked at by a person.
KNOWN = {
    "survey/markdown.py",
    "survey/routes/answering_drawing.py",
    "survey/routes/question_drawing.py",
    "web/templates.py",
}
WAYS = {"Markup", "render_template_string", "from_string"}
HTMX = {"mode": "same-origin", "includeIndicatorCSS": False, "extensions": "sse", "history": False}


def makes_markup(node: ast.AST) -> bool:
    """Whether this makes markup of anything but words that stand in the code."""
    if not isinstance(node, ast.Call):
        return False
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    return name in WAYS and bool(node.args) and not isinstance(node.args[0], ast.Constant)


def test_nothing_makes_markup_of_words_but_what_is_known() -> None:
    found = {
        str(path.relative_to(ROOT / "dialog"))
        for path in (ROOT / "dialog").rglob("*.py")
        if any(makes_markup(node) for node in ast.walk(ast.parse(path.read_text())))
    }
    assert found == KNOWN


def test_htmx_asks_nobody_else_and_brings_no_styles(browser) -> None:
    page = browser().get("/sign-in").text
    found = re.search(r"<meta name=\"htmx-config\" content='([^']*)'>", page)
    assert found is not None
    assert json.loads(unescape(found[1])) == HTMX


def test_no_attribute_of_htmx_runs_code_or_filters_events() -> None:
    """`hx-on…`, values that are computed, and conditions in brackets behind an event."""
    clever = re.compile(r'\shx-(on[\w:-]*=|[\w-]+="\s*(js|javascript):|trigger="[^"]*\[)')
    assert [path.name for path in TEMPLATES if clever.search(path.read_text())] == []
    asking = [path.name for path in TEMPLATES if re.search(r"\shx-(get|post)=", path.read_text())]
    assert asking, "nothing asks any more: then htmx can go"
