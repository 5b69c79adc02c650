"""What the browser is given: locked, small, from this machine alone, and all of it defined."""

import importlib.util
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from resvg_py import svg_to_bytes

HOME = Path(__file__).resolve().parents[2]
STYLES = sorted((HOME / "static/css").glob("*.css"))
BUILT = HOME / "static/vendor"
SWEDISH = "ÅÄÖåäöéü–”…"
# Written in two parts, so that this file does not name them either.
REGISTRIES = ["pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".", "yarnpkg" + ".com"]
NOT_OURS = {"node_modules", "vendor", "var", "__pycache__"}

each_stylesheet = pytest.mark.parametrize("path", STYLES, ids=lambda path: path.stem)


def our_texts(folder: Path = HOME) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name != ".ci"
            if not hidden and path.name not in NOT_OURS:
                yield from our_texts(path)
        elif path.suffix not in {".gz", ".mo"} and b"\0" not in path.read_bytes()[:4096]:
            yield path


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def test_the_front_end_is_locked_by_checksum_and_not_by_address() -> None:
    lock = json.loads((HOME / "package-lock.json").read_text())
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


def test_no_file_names_a_registry() -> None:
    named = [
        f"{path.relative_to(HOME)}: {host}"
        for path in our_texts()
        for host in REGISTRIES
        if host in path.read_text(encoding="utf-8", errors="ignore")
    ]
    assert named == []


@each_stylesheet
def test_a_stylesheet_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= 300


@each_stylesheet
def test_a_stylesheet_asks_nobody_else(path: Path) -> None:
    css = path.read_text()
    assert "http" not in css
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]+)", css)
    assert [address for address in addresses if not address.startswith("/static/vendor/")] == []


@each_stylesheet
def test_only_the_tokens_know_a_colour(path: Path) -> None:
    css = without_comments(path.read_text())
    if path.stem != "tokens":
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;\s])|\b(?:rgb|hsl|oklch)a?\(", css) == []


def test_every_token_used_is_defined() -> None:
    css = without_comments("\n".join(path.read_text() for path in STYLES))
    used = set(re.findall(r"var\(\s*(--[\w-]+)", css))
    defined = set(re.findall(r"(--[\w-]+)\s*:", css))
    assert used - defined == set()


def test_every_icon_asked_for_is_drawn() -> None:
    source = (HOME / "templates/ui/icon.html").read_text()
    drawn = set(re.findall(r'^\s+"([\w-]+)": "M', source, flags=re.MULTILINE))
    pages = "\n".join(path.read_text() for path in (HOME / "templates").rglob("*.html"))
    asked = set(re.findall(r"\bicon\(\"([\w-]+)\"\)", pages))
    assert asked - drawn == set()


def test_the_manifest_names_what_was_built_and_each_text_lies_packed_beside_it() -> None:
    manifest = json.loads((BUILT / "manifest.json").read_text())
    assert {"app.css", "svar.css", "htmx.min.js", "hx-sse.min.js"} <= set(manifest)
    for name in manifest:
        built = BUILT / name
        assert built.exists()
        assert built.suffix not in {".css", ".js"} or built.with_name(f"{built.name}.gz").exists()


def test_the_first_page_of_a_survey_is_light() -> None:
    """HTML takes some 3 kB more; the budget for all of it is 60."""
    packed = ["designsystemet-svar.css.gz", "svar.css.gz", "htmx.min.js.gz"]
    fonts = ["hanken-grotesk.woff2", "familjen-grotesk-600.woff2"]
    assert sum((BUILT / name).stat().st_size for name in packed + fonts) < 50_000


@pytest.mark.parametrize("name", ["hanken-grotesk", "familjen-grotesk-600", "newsreader"])
def test_the_fonts_write_swedish(name: str) -> None:
    letters = TTFont(BUILT / f"{name}.woff2").getBestCmap()
    assert [letter for letter in SWEDISH if ord(letter) not in letters] == []


@pytest.mark.parametrize("weight", [400, 600])
def test_the_charts_of_a_word_report_can_be_lettered(weight: int) -> None:
    def picture(text: str) -> bytes:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30">'
            f'<text y="20" font-family="Hanken Grotesk" font-weight="{weight}">{text}</text></svg>'
        )
        font = str(BUILT / f"hanken-grotesk-{weight}.ttf")
        return bytes(svg_to_bytes(svg_string=svg, skip_system_fonts=True, font_files=[font]))

    assert len({picture(text) for text in ["", "aao", "åäö", "ÅÄÖ"]}) == 4


def test_minifying_changes_no_meaning() -> None:
    spec = importlib.util.spec_from_file_location("stylesheets", HOME / "deploy/stylesheets.py")
    assert spec
    assert spec.loader
    stylesheets = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stylesheets)
    css = """
        /* gone */ a :hover > b , i { width: calc( 50% - (2 * 1px) ); content: " /* kept */  ; } " }
        @media (min-width: 2rem) and (max-width:3rem) { p { background: url(data:x,  y;z) } }
    """
    assert stylesheets.minified(css).strip() == (
        'a :hover > b,i{width:calc( 50% - (2 * 1px) );content:" /* kept */  ; } "}'
        "@media (min-width:2rem) and (max-width:3rem){p{background:url(data:x,  y;z)}}"
    )
