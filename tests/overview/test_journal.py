"""The journal is read by who, by what and by when; pages about an occasion lead back to it."""

from __future__ import annotations

from datetime import timedelta

from dialog.extensions import db
from dialog.process.models import TurnKind
from dialog.process.operations import turn
from dialog.web import clock
from tests.people import NOW
from tests.survey.respondents import make_survey


def test_it_can_be_narrowed_by_person_kind_and_day(browser, dialogue, ana, cleo):
    make_survey(dialogue, ana)
    turn(dialogue, TurnKind.PAUSED, by=cleo, now=NOW, reason="Sjukdom")
    db.session.commit()
    visit, path = browser(ana), f"/processes/{dialogue.slug}/journal"

    def lines(query: str) -> str:
        page = visit.get(f"{path}?{query}").text
        return page.partition('class="r-log"')[2].partition("</main")[0]

    everything = lines("")
    assert "Cleo Berg" in everything
    assert "Ana Lind" in everything
    by_cleo = lines(f"who={cleo.id}")
    assert "Cleo Berg" in by_cleo
    assert "Ana Lind" not in by_cleo
    surveys = lines("what=survey")
    assert "enkäten" in surveys
    assert "Cleo Berg" not in surveys
    today = clock.today()
    assert "enkäten" not in lines(f"until={today - timedelta(days=4)}&what=survey")
    assert "enkäten" in lines(f"since={today - timedelta(days=4)}&what=survey")
    nothing = visit.get(f"{path}?what=nonsense&who=x&since=2026-99-99").text
    assert "passar urvalet" in nothing
    assert f'href="/processes/{dialogue.slug}"' in nothing


def test_invitations_lead_back_to_what_they_are_to(browser, dialogue, ana, olle):
    survey = make_survey(dialogue, ana)
    db.session.commit()
    base = f"/processes/{dialogue.slug}"
    for person in (ana, olle):
        page = browser(person).get(f"{base}/occasions/{survey.id}/invitations").text
        assert f'href="{base}/surveys/{survey.id}"' in page
