"""Builds static/vendor/, all that a browser is given, from node_modules, static/css and static/js.

    .venv/bin/python deploy/assets.py          builds what has changed
    .venv/bin/python deploy/assets.py watch    and again at each change, until stopped

Beside each text lies its .gz. manifest.json holds {name: checksum}: pages ask for name?v=checksum.
"""

import gzip
import hashlib
import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
TARGET = Path("static/vendor")
MANIFEST = TARGET / "manifest.json"
STAMPS = TARGET / ".built.json"
TEXTS = (".css", ".js", ".json", ".svg", ".txt")

HTMX = Path("node_modules/htmx.org/dist")
OUR_STYLES = Path("static/css")
OUR_SCRIPTS = Path("static/js")

Build = Callable[[Path], None]


def main(words: list[str]) -> None:
    os.chdir(HOME)
    if not HTMX.exists():
        raise SystemExit("The front-end packages are not here yet. Run: make setup")
    build_what_changed()
    while words == ["watch"]:
        time.sleep(0.5)
        build_what_changed()


def build_what_changed() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    stamps = read_stamps()
    fresh = {name: checksum_of_all(inputs) for name, (inputs, _) in groups().items()}
    changed = [name for name in fresh if fresh[name] != stamps.get(name)]
    if not changed and not missing(stamps):
        return
    for name in changed or fresh:
        groups()[name][1](TARGET)
    for text in texts():
        compress(text)
    manifest = {name: checksum(path)[:12] for name, path in served()}
    write_json(MANIFEST, manifest)
    write_json(STAMPS, {**fresh, "made": sorted(manifest)})
    print(f"static/vendor: {', '.join(changed or fresh)} built, {len(manifest)} files")


def groups() -> dict[str, tuple[list[Path], Build]]:
    """What is built together, from which files."""
    lock = Path("package-lock.json")
    styles = [Path("deploy/stylesheets.py"), *OUR_STYLES.glob("*.css")]
    scripts = [Path("deploy/assets.py"), *OUR_SCRIPTS.rglob("*.js")]
    return {
        "fonts": ([lock, Path("deploy/fonts.py")], build_fonts),
        "styles": ([lock, *styles], build_styles),
        "scripts": ([lock, *scripts], build_scripts),
    }


def build_fonts(target: Path) -> None:
    import fonts  # takes half a second to load: only when it is needed

    fonts.build(target)


def build_styles(target: Path) -> None:
    import stylesheets

    stylesheets.build(target)


def build_scripts(target: Path) -> None:
    shutil.copyfile(HTMX / "htmx.min.js", target / "htmx.min.js")
    shutil.copyfile(HTMX / "ext/hx-sse.min.js", target / "hx-sse.min.js")
    shutil.rmtree(target / "js", ignore_errors=True)
    for script in OUR_SCRIPTS.rglob("*.js"):
        copy = target / "js" / script.relative_to(OUR_SCRIPTS)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(script, copy)


def served() -> Iterable[tuple[str, Path]]:
    ours_alone = {MANIFEST, STAMPS}
    for path in sorted(TARGET.rglob("*")):
        if path.is_file() and path.suffix != ".gz" and path not in ours_alone:
            yield path.relative_to(TARGET).as_posix(), path


def texts() -> Iterable[Path]:
    return [path for _, path in served() if path.suffix in TEXTS]


def compress(path: Path) -> None:
    packed = gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
    path.with_name(f"{path.name}.gz").write_bytes(packed)


def missing(stamps: dict[str, object]) -> bool:
    made = stamps.get("made")
    return not isinstance(made, list) or not all((TARGET / str(name)).exists() for name in made)


def read_stamps() -> dict[str, object]:
    try:
        stamps: dict[str, object] = json.loads(STAMPS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamps


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def checksum(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def checksum_of_all(paths: Iterable[Path]) -> str:
    lines = (f"{path.as_posix()} {checksum(path)}" for path in sorted(paths))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
