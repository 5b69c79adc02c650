"""The real product, served as it is served, and people with a browser each."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.request import urlopen

import pytest

from tests.journeys.actors import Actor
from tests.journeys.watching import SECRET, Seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Playwright

ROOT = Path(__file__).parents[2]
CHROMIUM = (
    os.environ.get("RADSLAG_TEST_CHROMIUM")
    or shutil.which("chromium")
    or shutil.which("chromium-browser")
)
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in str(item.path):
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed."))


@dataclass
class Server:
    """A running Rådslag on a port of its own."""

    base: str
    data_dir: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def flask(self, *arguments: str) -> str:
        """Run a command; returns what it prints."""
        done = subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=180,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self) -> None:
        with self.log.open("ab") as lines:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "flask", "--app", "wsgi", "serve"],
                cwd=ROOT,
                env=self.environment,
                stdout=lines,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + 120
        while time.monotonic() < deadline:
            try:
                with urlopen(f"{self.base}/health/ready", timeout=2) as answer:  # noqa: S310
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise TimeoutError(f"The server did not start: {self.told()}")

    @property
    def log(self) -> Path:
        return self.data_dir / "server.log"

    def told(self) -> str:
        """Everything the server has written since it was first started."""
        return self.log.read_text()

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
            self.process = None

    def restart(self) -> None:
        self.stop()
        self.start()

    def letters(self) -> list[tuple[str, str]]:
        """All letters that have left, in order: address and text."""
        found = []
        for file in sorted((self.data_dir / "mail").glob("*.eml")):
            message = message_from_bytes(file.read_bytes(), policy=policy.default)
            found.append((str(message["To"]), message.get_content()))
        return found

    def letter_to(self, address: str, holding: str = "http") -> str:
        """The latest letter to `address` that holds `holding`; waits for the outbox."""
        deadline = time.monotonic() + 75
        while time.monotonic() < deadline:
            texts = [text for to, text in self.letters() if to == address and holding in text]
            if texts:
                return texts[-1]
            time.sleep(0.2)
        raise TimeoutError(f"No letter to {address} holds {holding}.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on an empty, migrated database."""
    port = free_port()
    data_dir = tmp_path_factory.mktemp("rådslag")
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith("RADSLAG_")},
        "RADSLAG_DATA_DIR": str(data_dir),
        "RADSLAG_THREADS": "60",
        "RADSLAG_STREAMS": "20",
        "PORT": str(port),
    }
    made = Server(f"http://127.0.0.1:{port}", data_dir, environment)
    made.flask("db", "upgrade")
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def _playwright() -> Iterator[Playwright]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="module")
def chromium(_playwright: Playwright) -> Iterator[Browser]:
    browser = _playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def enter(server: Server, chromium: Browser) -> Iterator[Callable[..., Actor]]:
    """`enter("Ben", phone=True, script=False)`: somebody opens a browser of their own."""
    actors: list[Actor] = []
    seen = Seen()

    def open_browser(name: str, *, phone: bool = False, script: bool = True) -> Actor:
        actor = Actor(name, server.base, chromium, seen, phone=phone, script=script)
        actors.append(actor)
        return actor

    yield open_browser
    faults = [fault for actor in actors for fault in actor.watch.faults]
    for actor in actors:
        seen.keep_cookies(actor.context)
        actor.context.close()
    for address, text in server.letters():
        seen.keep([address, *SECRET.findall(text)])
    faults += seen.told_in(server.told())
    assert not faults, "\n".join(faults)
