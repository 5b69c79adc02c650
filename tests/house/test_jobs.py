"""Work that is done by itself: registered once, done inside the application, never in tests."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask, current_app

from dialog import jobs
from dialog.config import read_settings

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def worker(tmp_path):
    """An application with a queue of its own, and nothing else."""
    made = Flask("worker")
    made.config["SETTINGS"] = read_settings(
        {
            "RADSLAG_DATA_DIR": str(tmp_path),
            "RADSLAG_DATABASE_URL": f"sqlite:///{tmp_path / 'radslag.db'}",
        }
    )
    jobs.init_app(made)
    return made


def due(worker, moment):
    """The names of the tasks that come round at `moment`."""
    queue = worker.extensions["radslag_queue"]
    return {task.name for task in queue.read_periodic(moment)}


def test_some_work_comes_round_every_minute_and_some_every_hour(worker):
    jobs.every_minute(worker, "often", lambda: None)
    jobs.every_hour(worker, "seldom", lambda: None)
    assert due(worker, NOON.replace(minute=8)) == {"often"}
    assert due(worker, NOON.replace(minute=7)) == {"often", "seldom"}


def test_the_work_is_done_inside_the_application(worker):
    seen = []
    jobs.every_hour(worker, "seldom", lambda: seen.append(current_app.name))
    jobs.on_hint(worker, "soon", lambda: seen.append("hinted"))
    with worker.app_context():
        jobs.hint()
    queue = worker.extensions["radslag_queue"]
    queue.execute(queue.dequeue())
    [task] = queue.read_periodic(NOON.replace(minute=7))
    queue.execute(task)
    assert seen == ["hinted", "worker"]


def test_nothing_happens_by_itself_in_tests(app):
    assert "radslag_queue" not in app.extensions
    jobs.hint()
