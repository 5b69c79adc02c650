"""Runs the tests: `make test`. With the word `journeys`, only the walks in a browser.

All of them on SQLite, the same on PostgreSQL where a server answers on this machine, and the
journeys once. Leaves the counts in .make/test-result.json. With the word `axe`, every page in every
state is read by axe instead: that takes as long as all the rest.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

import psycopg

HOME = Path(__file__).resolve().parent.parent
NOTES = Path(".make")
JOURNEYS = Path("tests/journeys")
SEEN = Path("tests/trust/seen")
ELSEWHERE = ["--ignore", str(JOURNEYS), "--ignore", str(SEEN)]
USERS_OF_POSTGRES = ("root", "postgres")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Run:
    """What became of one run of the tests; a run that did not happen says why."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    not_run: str = ""
    reasons: list[str] = field(default_factory=list)  # why tests were skipped, each once

    def __str__(self) -> str:
        if self.not_run:
            return f"{self.name}: not run ({self.not_run})"
        counts = [f"{self.passed} passed"]
        counts += [f"{self.failed} FAILED"] if self.failed else []
        counts += [f"{self.skipped} skipped"] if self.skipped else []
        return f"{self.name}: {', '.join(counts)}"


def main(words: list[str]) -> int:
    os.chdir(HOME)
    NOTES.mkdir(exist_ok=True)
    alone = {"journeys": [journeys], "axe": [every_page]}
    wanted = alone.get(" ".join(words), [on_sqlite, on_postgresql, journeys])
    runs = [run() for run in wanted]
    result = {run.name: asdict(run) for run in runs}
    (NOTES / "test-result.json").write_text(json.dumps(result, indent=1) + "\n")
    print("\n" + "; ".join(map(str, runs)))
    return 1 if any(run.failed for run in runs) else 0


def on_sqlite() -> Run:
    return pytest("SQLite", ELSEWHERE, {"RADSLAG_TEST_ENGINE": "sqlite"})


def on_postgresql() -> Run:
    address = address_of_postgresql()
    if not address:
        return Run("PostgreSQL", not_run="no server answers on 127.0.0.1:5432, database test")
    surroundings = {"RADSLAG_TEST_ENGINE": "postgresql", "RADSLAG_TEST_POSTGRES": address}
    return pytest("PostgreSQL", ELSEWHERE, surroundings)


def journeys() -> Run:
    if not any(JOURNEYS.rglob("test_*.py")):
        return Run("Journeys", not_run="there are none yet")
    return in_browser("Journeys", JOURNEYS)


def every_page() -> Run:
    return in_browser("Axe", SEEN, "--dist", "load")


def in_browser(name: str, folder: Path, *arguments: str) -> Run:
    browser = find_browser() or install_chromium()
    if not browser:
        return Run(name, not_run="no Chromium: apt-get install chromium")
    surroundings = {"RADSLAG_TEST_ENGINE": "sqlite", "RADSLAG_TEST_CHROMIUM": browser}
    # A journey is a story: its chapters come in the order in which they are told.
    return pytest(name, ["-p", "no:randomly", *arguments, str(folder)], surroundings)


def pytest(name: str, arguments: list[str], surroundings: dict[str, str]) -> Run:
    print(f"\n{name}", flush=True)
    report = NOTES / f"{name.lower()}.xml"
    report.unlink(missing_ok=True)
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--dist", "loadscope"]
    ended = subprocess.run(
        [*command, f"--junitxml={report}", *arguments],
        env={**os.environ, **surroundings},
        check=False,
    )
    run = counted(name, report)
    if ended.returncode and not run.failed:
        run.failed = 1  # it broke before or after the tests themselves
    return run


def counted(name: str, report: Path) -> Run:
    if not report.exists():
        return Run(name, failed=1)
    whole = ET.parse(report).getroot()  # noqa: S314 - pytest wrote it
    run = Run(name)
    run.reasons = sorted({one.get("message", "") for one in whole.iter("skipped")})
    for suite in whole.iter("testsuite"):
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        run.failed += failed
        run.skipped += skipped
        run.passed += int(suite.get("tests", 0)) - failed - skipped
    return run


def address_of_postgresql() -> str:
    given = os.environ.get("RADSLAG_TEST_POSTGRES")
    if given:
        return given
    for user in USERS_OF_POSTGRES:
        try:
            psycopg.connect(f"postgresql://{user}@127.0.0.1:5432/test", connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        return f"postgresql+psycopg://{user}@127.0.0.1:5432/test"
    return ""


def find_browser() -> str:
    return next(filter(None, map(shutil.which, BROWSERS)), "")


def install_chromium() -> str:
    """By apt where we may; elsewhere the journeys are skipped, and say so."""
    if not shutil.which("apt-get"):
        return ""
    rights = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if rights and not allowed(["sudo", "-n", "true"]):
        return ""
    print("Chromium …", flush=True)
    allowed([*rights, "apt-get", "-qq", "update"])
    allowed([*rights, "apt-get", "-qq", "install", "-y", "--no-install-recommends", "chromium"])
    return find_browser()


def allowed(command: list[str]) -> bool:
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
