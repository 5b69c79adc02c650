"""An open stream: server-sent events, resumed where they broke off.

`id` is the channel's number. Who comes back says the last one seen; what can be told is told, a
gap gets the whole picture. Between events a stream holds no connection to the database.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from flask import Response, current_app, jsonify, request

from dialog.extensions import db
from dialog.live import queries
from dialog.live.hub import Draw, Face, Follower, Hub, Snapshot, encoded, hubs

if TYPE_CHECKING:
    from flask import Flask

HEARTBEAT = 10.0
LIFE = 290.0
RETRY_MS = 1000
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def hub_of(app: Flask) -> Hub:
    hub: Hub = app.extensions["live"]
    return hub


def stop_all() -> None:
    """End every stream of this process. May be called from a signal's handler."""
    for hub in list(hubs):
        hub.stopped = True
        threading.Thread(target=hub.stop, daemon=True).start()


def stream(
    channel_id: int,
    *,
    face: str,
    language: str,
    draw: Draw,
    snapshot: Snapshot,
    allowed: Callable[[], bool],
    after: int | None = None,
) -> Response:
    """The response that stays open. 503 when there is no room: the page then asks now and then.

    `draw(news)` gives the fragment for one change, the same for all who see `face` in `language`;
    `snapshot()` gives the number and the whole picture; `allowed()` is asked again every ten
    seconds. All three are called outside the request, in a reading context of their own.
    """
    hub = hub_of(current_app._get_current_object())  # type: ignore[attr-defined]
    seen = asked_number() if after is None else after
    followed = Face(channel_id, face, language)
    follower = hub.follow(followed, draw, queries.number_now(channel_id))
    db.session.rollback()
    if follower is None:
        return Response("", 503, {"Retry-After": "5"}, mimetype="text/plain")
    chunks = Stream(hub, follower, seen, snapshot, allowed)
    return Response(chunks, headers=HEADERS, mimetype="text/event-stream")


def changes(
    channel_id: int, *, face: str, language: str, draw: Draw, snapshot: Snapshot
) -> Response:
    """For pages without a stream: what is new since `?after=`, or 204 when nothing is."""
    hub = hub_of(current_app._get_current_object())  # type: ignore[attr-defined]
    news = queries.since(channel_id, asked_number())
    if news == []:
        return Response(status=204, mimetype="application/json")
    if news is None:
        number, html = snapshot()
        return jsonify(number=number, events=[{"event": "snapshot", "html": html}])
    followed = Face(channel_id, face, language)
    drawn = [decoded(hub.fragment(followed, draw, one)) for one in news]
    return jsonify(
        number=news[-1].number, events=[{"event": "change", "html": html} for html in drawn]
    )


def asked_number() -> int:
    """The last number the page has seen: of its stream, else of its drawing."""
    text = request.headers.get("Last-Event-ID") or request.args.get("after", "")
    return int(text) if text.isdecimal() and len(text) < 16 else -1


def decoded(event: bytes) -> str:
    """The fragment in an event."""
    lines = event.decode().split("\n")
    return "\n".join(line[5:].strip() for line in lines if line.startswith("data:"))


class Stream:
    """What the server sends: first what was missed, then what happens, with heartbeats."""

    def __init__(
        self,
        hub: Hub,
        follower: Follower,
        seen: int,
        snapshot: Snapshot,
        allowed: Callable[[], bool],
    ) -> None:
        self._hub = hub
        self._follower = follower
        self._seen = seen
        self._snapshot = snapshot
        self._allowed = allowed

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._chunks()
        finally:
            self.close()

    def close(self) -> None:
        """Called by the server when the other end has gone, too."""
        self._hub.leave(self._follower)

    def _chunks(self) -> Iterator[bytes]:
        yield f"retry: {RETRY_MS}\n\n{server_time()}".encode() + self._catch_up()
        chance = random.uniform(0.8, 1.0)  # noqa: S311 - so that they do not all come back at once
        ends = time.monotonic() + LIFE * chance
        tick = time.monotonic() + HEARTBEAT * chance
        while time.monotonic() < ends and not self._hub.stopped:
            taken = self._follower.take(min(tick, ends) - time.monotonic())
            chunk = self._fresh([item for item in taken if item is not None])
            if chunk:
                yield chunk
            if None in taken:
                return
            if time.monotonic() >= tick:
                tick += HEARTBEAT
                if not self._may_stay():
                    return
                yield b":\n\n"

    def _may_stay(self) -> bool:
        with self._hub.reading(self._follower.face.language):
            return self._allowed()

    def _catch_up(self) -> bytes:
        face, draw = self._follower.face, self._follower.draw
        with self._hub.reading(face.language):
            news = queries.since(face.channel_id, self._seen)
            if news is None:
                return self._whole()
            missed = [self._hub.fragment(face, draw, one) for one in news]
            self._seen = news[-1].number if news else self._seen
            return b"".join(missed)

    def _whole(self) -> bytes:
        self._seen, html = self._snapshot()
        return encoded(self._seen, "snapshot", html)

    def _fresh(self, taken: list[tuple[int, bytes]]) -> bytes:
        """The events not sent yet. A gap between them gets the whole picture."""
        chunks: list[bytes] = []
        for number, event in taken:
            if number <= self._seen:
                continue
            if number != self._seen + 1:
                with self._hub.reading(self._follower.face.language):
                    chunks.append(self._whole())
                continue
            chunks.append(event)
            self._seen = number
        return b"".join(chunks)


def server_time() -> str:
    """What time it is here, for pages that count down: an event without a number."""
    return f"event: time\ndata: {round(time.time() * 1000)}\n\n"


def init_app(app: Flask) -> None:
    app.extensions["live"] = Hub(app, app.config["SETTINGS"].streams)
