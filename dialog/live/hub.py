"""One tail in each process: reads what is new, draws it once, hands it to all who follow."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from werkzeug.test import create_environ

from dialog import database
from dialog.extensions import db
from dialog.live import queries
from dialog.live.queries import News
from dialog.live.watching import watcher
from dialog.texts import force_locale

if TYPE_CHECKING:
    from flask import Flask

    from dialog.live.watching import Watcher

log = logging.getLogger("radslag")

Draw = Callable[[News], str]
Snapshot = Callable[[], tuple[int, str]]
KEPT_FRAGMENTS = 2000
MOST_WAITING = 5000

hubs: weakref.WeakSet[Hub] = weakref.WeakSet()


@dataclass(frozen=True)
class Face:
    """How a channel is drawn for one kind of page in one language; the same for all who see it."""

    channel_id: int
    name: str
    language: str


@dataclass(eq=False)
class Follower:
    """Somebody who follows a channel. What is put in is taken out by the stream's own thread."""

    face: Face
    draw: Draw
    waiting: SimpleQueue[tuple[int, bytes] | None] = field(default_factory=SimpleQueue)

    def take(self, timeout: float) -> list[tuple[int, bytes] | None]:
        """What waits, after at most `timeout` seconds; None in it means: end the stream."""
        try:
            taken = [self.waiting.get(timeout=max(timeout, 0.01))]
            while not self.waiting.empty():
                taken.append(self.waiting.get_nowait())
        except Empty:
            return []
        return taken


class Hub:
    """All open streams of one process."""

    def __init__(self, app: Flask, limit: int) -> None:
        self._app = weakref.ref(app)
        self.limit = limit
        self.stopped = False
        self.woken = threading.Event()
        self._mutex = threading.Lock()
        self._followers: set[Follower] = set()
        self._positions: dict[int, int] = {}
        self._fragments: OrderedDict[tuple[Face, int], bytes] = OrderedDict()
        self._tail: threading.Thread | None = None
        hubs.add(self)

    @property
    def open_streams(self) -> int:
        return len(self._followers)

    def follow(self, face: Face, draw: Draw, number: int) -> Follower | None:
        """Join those who follow; `number` is the channel's number now. None when it is full."""
        follower = Follower(face, draw)
        with self._mutex:
            if self.stopped or len(self._followers) >= self.limit:
                return None
            self._followers.add(follower)
            self._positions.setdefault(face.channel_id, number)
            if self._tail is None:
                self._tail = threading.Thread(target=self._run, name="live-tail", daemon=True)
                self._tail.start()
        return follower

    def leave(self, follower: Follower) -> None:
        with self._mutex:
            self._followers.discard(follower)
            channel_id = follower.face.channel_id
            if all(other.face.channel_id != channel_id for other in self._followers):
                self._positions.pop(channel_id, None)
        self.woken.set()

    def stop(self) -> None:
        """End every stream, and let no new one begin."""
        self.stopped = True
        with self._mutex:
            followers = list(self._followers)
        for follower in followers:
            follower.waiting.put(None)
        self.woken.set()

    @property
    def app(self) -> Flask:
        """The application. Raises RuntimeError when it is gone."""
        app = self._app()
        if app is None:
            raise RuntimeError("The application is gone.")
        return app

    @contextmanager
    def _glancing(self) -> Iterator[None]:
        """A context for single statements: each is of its own moment."""
        with database.access("glance"), self.app.app_context():
            yield

    @contextmanager
    def reading(self, language: str) -> Iterator[None]:
        """A context for reading and drawing outside any request. Its connection is given back."""
        app = self.app
        page = app.request_context(create_environ("/", app.config["SETTINGS"].base_url))
        with database.access("read"), page, force_locale(language):
            yield

    def fragment(self, face: Face, draw: Draw, news: News) -> bytes:
        """One change as the stream sends it; drawn once for each face. Needs a reading context."""
        key = (face, news.number)
        known = self._fragments.get(key)
        if known is None:
            known = encoded(news.number, "change", draw(news))
            self._fragments[key] = known
            if len(self._fragments) > KEPT_FRAGMENTS:
                self._fragments.popitem(last=False)
        return known

    def _run(self) -> None:
        """The tail: until nobody follows any more."""
        watch: Watcher | None = None
        while self._is_needed():
            try:
                watch = watch or self._start_watching()
                if watch.wait():
                    self._spread()
            except Exception as error:
                log.warning("live: %s, trying again", type(error).__name__)
                self._close(watch)
                watch = None
                time.sleep(0.2)
        self._close(watch)

    def _is_needed(self) -> bool:
        with self._mutex:
            if self._followers and not self.stopped:
                return True
            self._tail = None
            self._fragments.clear()
            return False

    def _start_watching(self) -> Watcher:
        with self.reading("en"):
            return watcher(db.engine, self.woken)

    def _close(self, watch: Watcher | None) -> None:
        try:
            if watch is not None:
                watch.close()
        except Exception as error:
            log.warning("live: %s while closing", type(error).__name__)

    def _spread(self) -> None:
        with self._mutex:
            positions = dict(self._positions)
        with self._glancing():
            news = {
                channel_id: changes
                for channel_id, position in positions.items()
                if (changes := queries.after(channel_id, position))
            }
        for channel_id, changes in news.items():
            self._spread_channel(channel_id, changes)
            if len(changes) == queries.MOST_AT_ONCE:
                self.woken.set()

    def _spread_channel(self, channel_id: int, changes: list[News]) -> None:
        """Draw each change for each face that somebody looks at, and hand it on."""
        with self._mutex:
            followers = [f for f in self._followers if f.face.channel_id == channel_id]
        faces: dict[Face, list[Follower]] = {}
        for follower in followers:
            faces.setdefault(follower.face, []).append(follower)
        for face, group in faces.items():
            self._hand_on(face, group, changes)
        with self._mutex:
            if changes and channel_id in self._positions:
                self._positions[channel_id] = changes[-1].number

    def _hand_on(self, face: Face, group: list[Follower], changes: list[News]) -> None:
        try:
            with self.reading(face.language):
                drawn = [(n.number, self.fragment(face, group[0].draw, n)) for n in changes]
        except Exception as error:
            # They come back with the number they have seen, and get it told or a snapshot.
            log.warning("live: %s while drawing for %s", type(error).__name__, face.name)
            for follower in group:
                follower.waiting.put(None)
            return
        for follower in group:
            if follower.waiting.qsize() > MOST_WAITING:
                follower.waiting.put(None)
                continue
            for item in drawn:
                follower.waiting.put(item)


def encoded(number: int, event: str, html: str) -> bytes:
    """One event as it stands in the stream. Its id is the channel's number."""
    data = "".join(f"data: {line}\n" for line in html.replace("\r", "").split("\n") if line.strip())
    return f"id: {number}\nevent: {event}\n{data or 'data:' + chr(10)}\n".encode()
