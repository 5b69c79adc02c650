"""How gunicorn runs Rådslag: a SIGTERM closes the open streams at once, then requests finish."""

import signal
from typing import Any


def post_worker_init(_worker: Any) -> None:
    """Streams would otherwise hold the worker until the grace is over."""
    from dialog.live import stream

    earlier = signal.getsignal(signal.SIGTERM)

    def stop(number: int, frame: Any) -> None:
        stream.stop_all()
        if callable(earlier):
            earlier(number, frame)

    signal.signal(signal.SIGTERM, stop)
