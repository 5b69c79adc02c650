"""Rules every file must keep. A message says what to do."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from jinja2 import nodes

from dialog.web.access import rules_of
from dialog.web.translations import complaints

ROOT = Path(__file__).parents[2]
LONGEST = 300
PYTHON = sorted(
    path
    for folder in ("dialog", "tests", "bench", "deploy")
    for path in (ROOT / folder).rglob("*.py")
)
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html")) + sorted(
    (ROOT / "templates").rglob("*.txt")
)


def test_no_file_is_too_long():
    long = [
        f"{path.relative_to(ROOT)} has {lines} lines"
        for path in PYTHON
        if (lines := len(path.read_text().splitlines())) > LONGEST
    ]
    assert not long, f"Split by act, at most {LONGEST} lines: " + ", ".join(long)


def test_no_script_is_too_long():
    long = [
        f"{path.name} has {lines} lines"
        for path in SCRIPTS
        if (lines := len(path.read_text().splitlines())) > 80
    ]
    assert not long, "One behaviour a file, at most 80 lines: " + ", ".join(long)


def test_templates_are_outlines():
    long = [
        f"{path.relative_to(ROOT)} has {lines} lines"
        for path in TEMPLATES
        if (lines := len(path.read_text().splitlines())) > 120
    ]
    assert not long, "A thing wants out into a file of its own: " + ", ".join(long)


def test_every_region_is_a_part_of_its_page(app):
    """What htmx is answered with is cut out of the page itself, never drawn apart from it."""
    asked = {
        (call.args[0].value, region.value)
        for path in (ROOT / "dialog").rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
        if call.func.id == "respond" and isinstance(call.args[0], ast.Constant)
        for region in call.args[1:]
        if isinstance(region, ast.Constant)
    }
    missing = [
        f"{page} has no block {region}"
        for page, region in sorted(asked)
        if region not in app.jinja_env.get_template(page).blocks
    ]
    assert len(asked) > 5
    assert not missing, "Name a block of the page: " + ", ".join(missing)


@pytest.mark.parametrize(
    "path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_templates_escape_everything_and_keep_blocks_safe(app, path):
    source = path.read_text()
    assert not re.search(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false", source), (
        "Text is text: remove |safe and let autoescaping work."
    )
    assert not re.search(r"<[a-z][^>]*\sstyle=", source), "No inline style: use a class."
    assert not re.search(r"<[^>{%]*\s(hx-on|on[a-z]+=\")|=\"js:", source), "No code in attributes."
    app.jinja_env.get_template(str(path.relative_to(ROOT / "templates")))  # it compiles
    tree = app.jinja_env.parse(source)
    if tree.find(nodes.Extends):
        loose = [
            node
            for node in tree.body
            if isinstance(node, nodes.Assign | nodes.Import | nodes.FromImport)
        ]
        assert not loose, (
            "A template that extends another sets and imports nothing at top level: "
            "a block drawn alone would not see it."
        )
        if not path.is_relative_to(ROOT / "templates" / "layouts"):
            blocks = {block.name for block in tree.find_all(nodes.Block)}
            assert "title" in blocks, "Fill the block title."


def test_every_address_is_kebab_case(app):
    odd = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.sub(r"<[^>]+>", "x", rule.rule) != re.sub(r"<[^>]+>", "x", rule.rule).lower()
        or "_" in re.sub(r"<[^>]+>", "x", rule.rule)
    ]
    assert not odd, f"Addresses are in kebab-case: {odd}"


def test_numbers_in_addresses_are_numbers(app):
    loose = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.search(r"<(?!int:|path:|uuid:|float:)(?!client_id>)\w*(number|_id)>", rule.rule)
    ]
    assert not loose, f"Say <int:…>: {loose}"


def test_every_view_declares_its_rule(app):
    assert all(rules_of(app, endpoint) for endpoint in app.view_functions)


def test_views_do_not_query_and_operations_do_not_commit():
    guilty = []
    for path in PYTHON:
        parts = path.relative_to(ROOT).parts
        if parts[0] != "dialog" or not ({"operations.py", "operations"} & set(parts)):
            continue
        guilty += [
            f"{path.relative_to(ROOT)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.Attribute) and node.attr == "commit"
        ]
    assert not guilty, f"The view commits, once, last: {guilty}"


def test_only_routes_commands_and_jobs_read_the_clock():
    allowed = {
        "routes",
        "routes.py",
        "forms.py",
        "commands.py",
        "access.py",
        "start.py",
        "sending.py",
        "clock.py",
        "demo",
        "live",
    }
    guilty = []
    for path in PYTHON:
        parts = set(path.relative_to(ROOT).parts)
        if path.relative_to(ROOT).parts[0] != "dialog" or parts & allowed or "web" in parts:
            continue
        if path.name.endswith("_access.py"):
            continue
        text = path.read_text()
        if re.search(r"clock\.(now|today)\(\)|datetime\.now\(|time\.time\(", text):
            guilty.append(str(path.relative_to(ROOT)))
    assert not guilty, f"Take now as an argument: {guilty}"


def test_every_package_opens_with_a_paragraph():
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "dialog").rglob("__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]
    assert not silent, f"Say what the package is for: {silent}"


def test_the_swedish_is_complete():
    wrong = complaints()
    assert not wrong, "\n".join(wrong[:40])


def test_nothing_says_it_is_unfinished():
    words = re.compile(r"\b(TODO|FIXME|XXX|NotImplementedError|coming soon|kommer snart)\b")
    unfinished = [
        str(path.relative_to(ROOT))
        for path in [*PYTHON, *SCRIPTS, *TEMPLATES]
        if path.name != "test_house.py" and words.search(path.read_text())
    ]
    assert not unfinished, f"Finish it or leave it out: {unfinished}"
