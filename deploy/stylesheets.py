"""Puts our stylesheets together: one for desk and public pages, a smaller one for phones."""

import re
from pathlib import Path

SOURCES = Path("static/css")
PARTS_OF_DESIGNSYSTEMET = Path("node_modules/@digdir/designsystemet-css/dist/src")

# In this order: a later file may refine an earlier one.
EVERY_PAGE = [
    *("tokens", "designsystem", "base", "shell", "parties", "survey", "notes", "process", "charts"),
    *(
        "authoring",
        "workshop",
        "live",
        "coding",
        "minutes",
        "evidence",
        "public",
        "report",
        "forms",
        "lists",
    ),
    *("invitations", "results", "modes"),
]
PHONES = ["tokens", "designsystem", "base", "parties", "survey", "notes", "live", "forms", "modes"]


def build(target: Path) -> None:
    refuse_forgotten_files()
    (target / "app.css").write_text(bundle(EVERY_PAGE), encoding="utf-8")
    (target / "svar.css").write_text(bundle(PHONES), encoding="utf-8")
    whole = (PARTS_OF_DESIGNSYSTEMET / "index.css").read_text(encoding="utf-8")
    (target / "designsystemet.css").write_text(whole, encoding="utf-8")
    (target / "designsystemet-svar.css").write_text(designsystemet_for_phones(), encoding="utf-8")


def refuse_forgotten_files() -> None:
    forgotten = {path.stem for path in SOURCES.glob("*.css")} - set(EVERY_PAGE)
    if forgotten:
        raise SystemExit(f"Add to EVERY_PAGE in {__file__}: {', '.join(sorted(forgotten))}")


def bundle(names: list[str]) -> str:
    sheets = ((SOURCES / f"{name}.css").read_text(encoding="utf-8") for name in names)
    return minified("\n".join(sheets))


def designsystemet_for_phones() -> str:
    """Six files of the forty. They bring no layers: without one they would win over our rules."""

    def part(name: str) -> str:
        return (PARTS_OF_DESIGNSYSTEMET / f"{name}.css").read_text(encoding="utf-8")

    components = ("button", "input", "field", "label", "validation-message")
    return (
        "@layer ds.theme,ds.base,ds.components;"
        f"@layer ds.base{{{part('base')}}}"
        f"@layer ds.components{{{''.join(map(part, components))}}}"
    )


TOKEN = re.compile(
    r"""
      (?P<comment>/\*.*?\*/)
    | (?P<kept>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|url\((?!\s*["'])[^)]*\))
    | (?P<tight>\s*[{};,]\s*)
    | (?P<colon>:\s+)
    | (?P<space>\s+)
    | (?P<other>.)
    """,
    re.DOTALL | re.VERBOSE,
)


def minified(css: str) -> str:
    """Takes out comments and needless white space, and nothing else.

    Space stays wherever it may mean something: inside strings and addresses, around the signs of
    calc(), between selectors, before a colon.
    """
    without_comments = TOKEN.sub(lambda found: "" if found["comment"] else found[0], css)
    tight = TOKEN.sub(shortened, without_comments)
    return tight.replace(";}", "}").strip() + "\n"


def shortened(found: re.Match[str]) -> str:
    if found["tight"]:
        return found["tight"].strip()
    if found["colon"]:
        return ":"
    return " " if found["space"] else found[0]
