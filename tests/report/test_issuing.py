"""Issuing keeps nobody waiting: the Word file is drawn before the lock is taken."""

from __future__ import annotations

import threading
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import func, select

from dialog.accounts.access import COOKIE
from dialog.accounts.operations import sign_in
from dialog.disclosure.models import Release
from dialog.extensions import db
from dialog.process.models import Role
from dialog.process.teams import give_role
from dialog.report import operations, storage, word
from dialog.report.models import Edition
from dialog.web import clock
from tests.people import NOW


@pytest.fixture
def while_drawn(app, monkeypatch):
    """`while_drawn(act)` lets another person act while the Word file is drawn; lists the drawings."""
    draw, drawings = word.document, []

    def watch(act):
        def drawn(content):
            if not drawings:
                somebody = threading.Thread(target=act)
                somebody.start()
                somebody.join(timeout=10)
                assert not somebody.is_alive(), "somebody had to wait for the drawing"
            drawings.append(content["title"])
            return draw(content)

        monkeypatch.setattr(word, "document", drawn)
        return drawings

    return watch


@pytest.fixture
def sends(app, dialogue):
    """`sends(person, path, data)` sends a form in a browser of its own; the statuses are kept."""
    base, answers = app.config["SETTINGS"].base_url, []

    def prepare(person, path, data):
        _session, token = sign_in(person, now=clock.now())
        db.session.commit()
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"{COOKIE}={token}"}
        address = f"/processes/{dialogue.slug}{path}"

        def send():
            client = app.test_client(use_cookies=False)
            answer = client.post(address, data=data, headers=headers, base_url=base)
            answers.append(answer.status_code)

        return send

    prepare.answers = answers
    return prepare


@pytest.fixture
def settings(dialogue):
    """The dialogue's settings as their form sends them."""
    boards = "\n".join(board.name for board in dialogue.owner_boards)
    return {"title": dialogue.title, "purpose": "Samma", "boards": boards, "version": "1"}


def issuing(report):
    return f"/processes/{report.process.slug}/reports/{report.id}/issuing"


def test_others_write_while_the_file_is_drawn(browser, ana, report, sends, settings, while_drawn):
    drawings = while_drawn(sends(ana, "/settings", settings))
    assert browser(ana).post(issuing(report), {"note": ""}).status_code == 303
    assert sends.answers == [303]
    assert len(drawings) == 1, "nothing in it had changed: the file that was drawn is taken over"


def test_what_is_changed_meanwhile_stands_in_what_is_issued(
    browser, ana, report, sends, settings, while_drawn
):
    changed = settings | {"title": "Skären i samtal"}
    drawings = while_drawn(sends(ana, "/settings", changed))
    assert browser(ana).post(issuing(report), {"note": ""}).status_code == 303
    assert sends.answers == [303]
    assert len(drawings) == 2
    edition = db.session.scalars(select(Edition)).one()
    assert edition.content["process"] == "Skären i samtal"
    kept = Document(BytesIO(storage.docx_of(edition)))
    assert kept.core_properties.subject == "Skären i samtal"


def test_whoever_loses_the_right_meanwhile_issues_nothing(
    browser, ana, cleo, dialogue, report, sends, while_drawn
):
    give_role(dialogue, cleo, Role.FACILITATOR, by=ana, now=NOW)
    leaves = {"person": str(ana.id), "role": "facilitator"}
    while_drawn(sends(cleo, "/team/leaving", leaves))
    assert browser(ana).post(issuing(report), {"note": ""}).status_code == 404
    assert sends.answers == [303]
    assert db.session.scalars(select(Edition)).first() is None


def test_drawing_ahead_leaves_nothing_behind_and_holds_nothing(app, ana, report):
    with app.test_request_context():
        before = db.session.scalar(select(func.count()).select_from(Release))
        db.session.commit()
        drawn = operations.draw_ahead(report, now=NOW, let_go=db.session.rollback)
        assert not db.session().in_transaction()
        assert db.session.scalar(select(func.count()).select_from(Release)) == before
        assert db.session.scalars(select(Edition)).first() is None
        edition = operations.issue(report, drawn=drawn, by=ana, now=NOW)
        assert edition.content == drawn.content, "what was foreseen is what was let out"
        assert edition.docx_sha256 == word.checksum(drawn.docx)
        again = operations.draw_ahead(report, note="Ny", now=NOW, let_go=lambda: None)
        second = operations.issue(report, note="Ny", drawn=again, by=ana, now=NOW)
        assert second.content == again.content, "also where figures have been let out before"


def test_an_edition_that_was_cut_off_is_issued_again_with_the_same_file(app, ana, report):
    """The power goes between keeping the file and the commit, or the file never reaches the disk."""
    with app.test_request_context():
        first = operations.issue(report, by=ana, now=NOW).docx_sha256
        db.session.rollback()
        edition = operations.issue(report, by=ana, now=NOW)
        db.session.commit()
        assert edition.docx_sha256 == first
        (app.config["SETTINGS"].data_dir / "editions" / f"{first}.docx").unlink()
        assert word.checksum(storage.docx_of(edition)) == first
