"""A sending is stopped while it leaves, mended and sent; and letters that came back are counted."""

from __future__ import annotations

from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations import figures
from dialog.invitations.models import Sending
from dialog.invitations.operations import reply, send_all
from dialog.journal.models import Event
from dialog.mail.operations import returned
from dialog.mail.sending import send_waiting
from tests.invitations.conftest import letters, path_of
from tests.people import NOW


def test_a_sending_is_stopped_written_anew_and_goes_once(
    app,
    ana,
    browser,
    group,
    torsten,
    stranger,
):
    """Torsten's letter has left when Ana sees the mistake; the stranger's has not."""
    visit, path = browser(ana), path_of(group)
    visit.post(f"{path}/letter", {"message": "Välkomna på tisdag."})
    assert "2 brev har inte gått i väg än" in visit.get(path).text
    assert send_waiting(at_most=1) == 1
    said = visit.post(f"{path}/stopping")
    page = visit.get(said.location).text
    assert "1 brev stoppades innan det gick i väg." in page
    assert "Stoppa utskicket" not in page
    assert "1 inbjudan är inte skickad" in page
    assert send_waiting() == 0
    whole = figures.figures(group).total
    assert (whole.asked, whole.sent, whole.delivered, whole.bounced) == (2, 1, 1, 0)
    visit.post(f"{path}/letter", {"message": "Välkomna på onsdag."})
    assert send_waiting() == 1
    assert len(list(app.config["SETTINGS"].mail_dir.glob("*.eml"))) == 2
    assert [letter.parameters["message"] for letter in letters()] == [
        "Välkomna på tisdag.",
        "Välkomna på onsdag.",
    ]
    assert db.session.query(Sending).count() == 2
    told = db.session.scalars(select(Event.verb).where(Event.verb == "invitations.stopped")).all()
    assert told == ["invitations.stopped"]
    again = visit.post(f"{path}/stopping")
    assert "Alla brev hade redan gått i väg" in visit.get(again.location).text


def test_a_letter_that_came_back_has_not_arrived(ana, group, torsten):
    send_all(group, [torsten], "invite", by=ana, now=NOW)
    db.session.commit()
    send_waiting()
    assert figures.figures(group).total.delivered == 1
    returned(letters()[0], "returned 5.2.2", NOW)
    db.session.commit()
    whole = figures.figures(group).total
    assert (whole.delivered, whole.bounced, torsten.contact.bounced_at) == (0, 1, None)


def test_a_reminder_that_was_stopped_goes_to_the_rest_first(ana, browser, group, torsten, stranger):
    visit, path = browser(ana), path_of(group)
    visit.post(f"{path}/letter", {})
    send_waiting()
    visit.post(f"{path}/reminder", {"message": "Svara i dag."})
    assert send_waiting(at_most=1) == 1
    visit.post(f"{path}/stopping")
    assert "1 har inte svarat" in visit.get(path).text
    visit.post(f"{path}/reminder", {"message": "Svara i veckan."})
    assert send_waiting() == 1
    reminders = [letter for letter in letters() if letter.cause == "reminder"]
    said = [(letter.to_address, letter.parameters["message"]) for letter in reminders]
    assert said == [
        (torsten.contact.email, "Svara i dag."),
        (stranger.contact.email, "Svara i veckan."),
    ]


def test_a_new_link_is_not_sent_to_somebody_who_never_got_the_first(ana, browser, group, torsten):
    visit, path = browser(ana), path_of(group)
    visit.post(f"{path}/letter", {})
    visit.post(f"{path}/stopping")
    visit.post(f"{path}/{torsten.id}/renewing")
    assert send_waiting() == 0
    assert "1 inbjudan är inte skickad" in visit.get(path).text


def test_who_has_answered_already_is_not_invited_again(ana, browser, group, torsten, stranger):
    """Stopped, and meanwhile one has said by telephone that they will come."""
    visit, path = browser(ana), path_of(group)
    visit.post(f"{path}/letter", {})
    page = visit.get(path).text
    assert "Brevet har inte gått i väg än" in page
    assert figures.figures(group).total.sent == 0
    visit.post(f"{path}/stopping")
    reply(group, "yes", torsten.party, invitation=torsten, now=NOW)
    db.session.commit()
    assert "1 inbjudan är inte skickad" in visit.get(path).text
    visit.post(f"{path}/letter", {})
    assert send_waiting() == 1
    assert [one.to_address for one in letters() if one.sent_at] == [stranger.contact.email]
