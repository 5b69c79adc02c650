"""H1: before the first word everybody reads what becomes of it, and which text they read is kept."""

from __future__ import annotations

from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations.models import Invitation
from dialog.survey.models import Response
from dialog.survey.operations import ART13_VERSION
from dialog.workshop import codes
from dialog.workshop.models import Participant, Workshop
from dialog.workshop.operations.joining import INFORMATION
from tests.survey.respondents import Phone, asked, association, make_survey
from tests.trust.story import token_of

# Who is responsible, on what ground, what becomes of it, how long, and where more is said.
TOLD = ("Kommunen", "allmänt intresse", "allmän handling", "arkiv", 'href="/privacy"')


def test_every_first_page_says_what_becomes_of_the_words(story, browser, dialogue, ana):
    """Each kind of survey, and the door of a board by each of the ways that lead to it."""
    workshop = db.session.get_one(Workshop, story.numbers["workshop"])
    by_letter = db.session.get_one(Invitation, story.numbers["invitation_board"])
    first_pages = {}
    for mode in ("named", "confidential"):
        survey = make_survey(dialogue, ana, mode=mode)
        [contact] = association(f"Föreningen {mode}", "Ben Ahl", by=ana)
        first_pages[mode] = Phone(browser(), asked(survey, contact, by=ana)).open_link().html
    camera, code, letter = browser(), browser(), browser()
    first_pages["by camera"] = camera.get(
        camera.get(f"/w/q/{codes.token_of(workshop)}").location
    ).text
    typed = code.post("/w", {"code": codes.code_of(workshop)})
    first_pages["by code"] = code.get(typed.location).text
    letter.get(f"/i/{token_of(by_letter)}")
    first_pages["by letter"] = letter.get(f"/w/invited/{by_letter.id}").text
    missing = {
        where: words
        for where, page in first_pages.items()
        if (words := [one for one in TOLD if one not in page])
    }
    assert missing == {}


def test_which_text_was_read_is_kept_with_what_was_answered(story, browser, dialogue, ana):
    """Also where the text was changed while the survey was open: each keeps the one that was read."""
    survey = make_survey(dialogue, ana)
    survey.art13_version = "of an earlier release"
    db.session.commit()
    [contact] = association("Sångarna", "Vera Sund", by=ana)
    assert Phone(browser(), asked(survey, contact, by=ana)).answer_all().send().status == 200
    kept = select(Response.art13_version).where(Response.survey_id == survey.id)
    assert db.session.scalars(kept).all() == [ART13_VERSION]
    workshop = db.session.get_one(Workshop, story.numbers["workshop"])
    visitor = browser()
    visitor.get(f"/w/q/{codes.token_of(workshop)}")
    side = str(story.process.parties[0].id)
    assert visitor.post(f"/w/{workshop.id}/join", {"party": side}).status_code == 303
    newest = select(Participant.art13_version).order_by(Participant.id.desc()).limit(1)
    assert db.session.scalar(newest) == INFORMATION
