"""The desk names one next step, and whoever is shown it may take it."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest

from dialog.extensions import db
from dialog.process.models import StageKind, TurnKind
from dialog.process.operations import turn, turn_stage
from dialog.report import operations as reports
from dialog.report.settings import Settings
from tests.people import NOW
from tests.report.conftest import edition, proposals, report, survey, texts, theme

__all__ = ["edition", "proposals", "report", "survey", "texts", "theme"]

NEXT = re.compile(r'<section class="r-now".*?</section>', re.DOTALL)


def step_of(visit, dialogue):
    """What the desk says comes next, and what the page behind its button answers."""
    found = NEXT.search(visit.get(f"/processes/{dialogue.slug}").text)
    assert found is not None
    where = re.search(r'href="([^"]+)"', found[0])
    assert where is not None
    return unescape(found[0]), visit.get(unescape(where[1])).status_code


def all_done(dialogue, by):
    for stage in dialogue.stages:
        turn_stage(stage, TurnKind.COMPLETED, by=by, now=NOW)
    db.session.commit()


@pytest.mark.parametrize("stage", list(StageKind))
@pytest.mark.parametrize("begun", [True, False])
def test_everybody_is_sent_where_they_may_go(
    browser, dialogue, ana, cleo, eva, olle, adam, stage, begun
):
    for each in dialogue.stages:
        if each.kind == stage:
            each.planned_from, each.planned_to = (date(2020, 1, 1) if begun else None), None
            break
        turn_stage(each, TurnKind.COMPLETED, by=ana, now=NOW)
    db.session.commit()
    for person in (ana, cleo, eva, olle, adam):
        said, status = step_of(browser(person), dialogue)
        assert status in {200, 303}, (person.name, said)
        if person is not ana:
            assert "påminn" not in said


def test_only_who_leads_is_asked_to_complete(browser, dialogue, ana, cleo, eva, olle, edition):
    reports.issue(_report_to(dialogue, 1, ana), by=ana, now=NOW)
    all_done(dialogue, ana)
    assert "Avsluta" in step_of(browser(ana), dialogue)[0]
    for person in (cleo, eva, olle):
        said, status = step_of(browser(person), dialogue)
        assert "Avsluta" not in said
        assert "Till rapporterna" in said
        assert status == 200


def test_boards_that_wait_are_named_before_the_dialogue_is_completed(
    browser, dialogue, ana, edition
):
    all_done(dialogue, ana)
    said, status = step_of(browser(ana), dialogue)
    assert "1 nämnd väntar på sin rapport" in said
    assert "Socialnämnden" in said
    assert "Kultur- och fritidsnämnden" not in said
    assert status == 200


def test_a_dialogue_that_was_broken_off_is_not_called_completed(browser, dialogue, ana):
    turn(dialogue, TurnKind.BROKEN_OFF, by=ana, now=NOW, reason="Inga pengar")
    db.session.commit()
    visit = browser(ana)
    page = visit.get(f"/processes/{dialogue.slug}").text
    assert "Avbruten · Kultur- och fritidsnämnden, Socialnämnden" in page
    assert "Avslutad" not in page
    assert "Avbruten" in visit.get("/").text


def _report_to(dialogue, place, by):
    made = reports.create_report(
        dialogue, dialogue.owner_boards[place], "Till nästa", Settings(), by=by, now=NOW
    )
    db.session.commit()
    return made
