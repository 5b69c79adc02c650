"""Ana chooses whom to ask, reads the letter, sends, reminds, prints, and sees exact figures."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from dialog.extensions import db
from dialog.invitations import done, figures, queries
from dialog.invitations.models import Invitation, Sending
from dialog.invitations.operations import invite, invite_many, reply, send, send_all
from dialog.journal.models import Event
from dialog.journal.sentences import registered, sentence
from dialog.mail.sending import send_waiting
from dialog.process.models import PartyKind
from dialog.process.operations import cancel_occasion
from dialog.register.operations import mark_bounced, stop
from tests.invitations.conftest import letters, path_of, token_of
from tests.people import NOW, party


def invited():
    rows = db.session.scalars(select(Invitation).order_by(Invitation.id)).all()
    return [(one.addressee, one.contact.name if one.contact else None) for one in rows]


def test_nobody_is_invited_yet(browser, ana, group, associations):
    page = browser(ana).get(path_of(group))
    assert "Ingen är inbjuden än" in page.text
    assert "Välj mottagare" in page.text


def test_one_contact_in_each_or_everybody(browser, ana, group, associations):
    visit = browser(ana)
    page = visit.get(f"{path_of(group)}/recipients")
    assert "Bjud in alla 3 i urvalet" in page.text
    assert "Ingen kontakt" in page.text
    answer = visit.post(f"{path_of(group)}/recipients", {"all": "1", "who": "first", "paper": "no"})
    assert answer.status_code == 303
    assert invited() == [("Byalaget", "Torsten"), ("Gillet", "Ingvar")]
    visit.post(f"{path_of(group)}/recipients", {"all": "1", "who": "first", "paper": "no"})
    assert len(invited()) == 2
    visit.post(f"{path_of(group)}/recipients", {"all": "1", "who": "everybody", "paper": "yes"})
    assert invited()[2:] == [("Byalaget", "Märta"), ("Vännerna", None)]
    page = visit.get(f"{path_of(group)}/recipients")
    assert "Alla i urvalet är redan inbjudna" in page.text


def test_only_those_who_are_ticked(browser, ana, group, associations):
    visit = browser(ana)
    gillet = associations[1]
    form = {"organisation": [str(gillet.id)], "who": "first", "paper": "no"}
    assert visit.post(f"{path_of(group)}/recipients", form).status_code == 303
    assert invited() == [("Gillet", "Ingvar")]
    nobody = visit.post(f"{path_of(group)}/recipients", {"who": "first", "paper": "no"})
    assert nobody.status_code == 422
    other = str(party(group.process, PartyKind.MUNICIPAL).id)
    wrong = visit.post(f"{path_of(group)}/recipients", form | {"party": other})
    assert wrong.status_code == 422


def test_the_letter_is_read_before_it_is_sent(browser, ana, group, torsten, associations, app):
    visit = browser(ana)
    page = visit.get(f"{path_of(group)}/letter")
    assert "Det går till 1 mottagare" in page.text
    assert "[den personliga länken]" in page.text
    assert "Hembygdsgården" in page.text
    shown = visit.post(f"{path_of(group)}/letter", {"message": "Kaffe från sex.", "show": "1"})
    assert shown.text.count("Kaffe från sex.") == 2
    assert letters() == []
    assert visit.post(f"{path_of(group)}/letter", {"message": "Kaffe från sex."}).status_code == 303
    again = visit.post(f"{path_of(group)}/letter", {"message": "Kaffe från sex."})
    assert "Det fanns ingen kvar att skriva till" in visit.get(again.location).text
    assert len(letters()) == 1
    assert send_waiting() == 1
    (file,) = app.config["SETTINGS"].mail_dir.glob("*.eml")
    from email import message_from_bytes, policy

    letter = message_from_bytes(file.read_bytes(), policy=policy.default)
    body = letter.get_content()
    assert letter["Subject"] == "Inbjudan: Samtal om lokaler"
    assert f"/i/{token_of(torsten)}\n" in body
    assert f"/i/{token_of(torsten)}/stop" in body
    assert "söndag 29 november 2026 klockan 13.00–15.00" in body
    assert "Kaffe från sex." in body
    assert "\n\n\n" not in body


def test_reminders_go_to_those_who_have_not_answered_twice_at_most(
    browser, ana, group, torsten, stranger
):
    visit = browser(ana)
    visit.post(f"{path_of(group)}/letter", {})
    reply(group, "yes", stranger.party, invitation=stranger, now=NOW)
    db.session.commit()
    assert "1 har inte svarat" not in visit.get(path_of(group)).text  # nobody can have read it yet
    send_waiting()
    assert "1 har inte svarat" in visit.get(path_of(group)).text
    for _time in range(3):
        visit.post(f"{path_of(group)}/reminder", {})
    kinds = db.session.execute(select(Sending.invitation_id, Sending.kind).order_by(Sending.kind))
    assert {(number, kind) for number, kind in kinds} == {
        (torsten.id, "invite"),
        (stranger.id, "invite"),
        (torsten.id, "reminder1"),
        (torsten.id, "reminder2"),
    }


def test_nobody_is_written_to_who_cannot_or_does_not_want(ana, group, torsten, stranger):
    stop(torsten.contact, by=ana, now=NOW)
    mark_bounced(stranger.contact, by=ana, now=NOW)
    assert send_all(group, [torsten, stranger], "invite", by=ana, now=NOW) == 0
    options = {"template": "invitation_occasion", "language": "sv", "now": NOW, "by": ana}
    assert send(torsten, "invite", **options) is None
    assert letters() == []


def test_nothing_is_sent_about_what_is_cancelled(browser, ana, group, torsten):
    cancel_occasion(group, by=ana, now=NOW)
    db.session.commit()
    visit = browser(ana)
    assert visit.post(f"{path_of(group)}/letter", {}).status_code == 409
    assert letters() == []


def test_letters_on_paper_are_shown_once_and_counted(browser, ana, group, associations):
    visit = browser(ana)
    visit.post(f"{path_of(group)}/recipients", {"all": "1", "who": "first", "paper": "yes"})
    assert "2 inbjudna går inte att nå med e-post" in visit.get(path_of(group)).text
    assert visit.get(f"{path_of(group)}/printing").status_code == 405
    page = visit.post(f"{path_of(group)}/printing")
    assert page.status_code == 200
    links = {token_of(one) for one in db.session.query(Invitation) if one.addressee != "Byalaget"}
    assert all(link in page.text for link in links)
    assert page.text.count("data:image/svg+xml") == 2
    assert page.headers["Cache-Control"] == "no-store"
    assert visit.post(f"{path_of(group)}/printing").status_code == 409
    whole = figures.figures(group).total
    assert (whole.asked, whole.sent, whole.delivered) == (3, 2, 2)
    journal = db.session.scalars(select(Event).where(Event.verb == "invitations.printed")).all()
    assert [event.facts["count"] for event in journal] == [2]
    assert not [link for link in links if link in str(journal[0].facts)]


def test_the_figures_are_exact(ana, group, torsten, stranger, associations):
    side, ours = (
        party(group.process, PartyKind.ASSOCIATION),
        party(group.process, PartyKind.MUNICIPAL),
    )
    gillet = invite(group, associations[1].contacts[0], side, by=ana, now=NOW)
    send_all(group, [torsten, stranger, gillet], "invite", by=ana, now=NOW)
    db.session.commit()
    assert figures.figures(group).total.delivered == 0
    send_waiting()
    mark_bounced(stranger.contact, by=ana, now=NOW)
    for kind in ("yes", "no", "came"):
        reply(group, kind, side, invitation=torsten, now=NOW)
    for _person in range(3):
        reply(group, "walked_in", ours, now=NOW, by=ana)
    reply(group, "no", ours, now=NOW, by=ana)
    reply(group, "walked_in", side, organisation=associations[2], now=NOW)
    reply(group, "walked_in", side, organisation=associations[2], now=NOW)
    db.session.commit()
    found = {one.kind: n for one, n in figures.figures(group, done.done(group)).by_party}
    theirs, own = found["association"], found["municipal"]
    assert (theirs.asked, theirs.sent, theirs.delivered, theirs.bounced) == (3, 2, 1, 1)
    assert (theirs.yes, theirs.no, theirs.came, theirs.walked_in) == (0, 0, 1, 1)
    assert (theirs.done, theirs.took_part) == (1, 2)
    assert (own.asked, own.walked_in) == (0, 2)


def test_a_link_is_taken_back_and_made_anew(browser, ana, group, torsten):
    visit = browser(ana)
    visit.post(f"{path_of(group)}/letter", {})
    old = token_of(torsten)
    assert visit.post(f"{path_of(group)}/{torsten.id}/revoking").status_code == 303
    assert browser().get(f"/i/{old}").status_code == 404
    assert visit.post(f"{path_of(group)}/{torsten.id}/revoking").status_code == 409
    assert "Länken är återkallad" in visit.get(path_of(group)).text
    assert send_waiting() == 0  # the letter that waited must not leave with a dead link
    visit.post(f"{path_of(group)}/{torsten.id}/renewing")
    assert [one.template for one in letters()] == ["invitation_occasion", "lost_link"]
    assert browser().get(f"/i/{old}").status_code == 404
    assert browser().get(f"/i/{token_of(torsten)}").status_code == 303


def test_attendance_by_hand(browser, ana, group, torsten):
    visit = browser(ana)
    path = path_of(group)
    assert "inget svar" in visit.get(f"{path}/attendance").text
    told = {"invitation": str(torsten.id), "reply": "yes"}
    assert visit.post(f"{path}/replies", told).status_code == 303
    assert visit.post(f"{path}/attendance", {"came": str(torsten.id)}).status_code == 303
    assert queries.latest_replies(group) == {torsten.id: "came"}
    assert visit.post(f"{path}/replies", told | {"reply": "walked_in"}).status_code == 400
    assert visit.post(f"{path}/replies", told | {"invitation": "99"}).status_code == 404
    visit.post(f"{path}/attendance", {"drawn": str(torsten.id)})
    assert queries.latest_replies(group) == {torsten.id: "yes"}, "what was answered stands again"
    side = party(group.process, PartyKind.MUNICIPAL)
    form = {"party": str(side.id), "reply": "walked_in"}
    visit.post(f"{path}/walk-ins", form)
    visit.post(f"{path}/walk-ins", form)
    visit.post(f"{path}/walk-ins", form | {"reply": "no"})
    found = dict(figures.figures(group).by_party)
    assert found[side].walked_in == 1
    assert visit.post(f"{path}/walk-ins", {"party": "0", "reply": "walked_in"}).status_code == 400


def test_inviting_the_same_again_is_the_same_invitation(ana, group, torsten, associations):
    again = invite(group, torsten.contact, torsten.party, by=ana, now=NOW)
    assert again is torsten
    who = [(None, associations[2], torsten.party)] * 2
    assert invite_many(group, who, by=ana, now=NOW) == 1
    assert invite_many(group, who, by=ana, now=NOW) == 0


@pytest.mark.parametrize("page", ["/recipients", "/letter", "/reminder", "/attendance"])
def test_only_the_facilitator_invites(
    browser, ana, adam, cleo, eva, olle, dev, group, torsten, page
):
    path = path_of(group)
    for person, see, act in (
        (ana, 200, 200),
        (cleo, 200, 403),
        (eva, 200, 403),
        (olle, 200, 403),
        (adam, 200, 403),
        (dev, 404, 404),
        (None, 401, 401),
    ):
        visit = browser(person)
        assert visit.get(path).status_code == see
        assert visit.get(path + page).status_code == act
    shown = browser(olle).get(path).text
    assert "torsten@byalag.example" not in shown
    assert "Siffror per part" in shown
    assert "torsten@byalag.example" in browser(ana).get(path).text


def test_what_is_not_of_this_dialogue_does_not_exist(browser, ana, group, torsten, stranger):
    from tests.people import dialogue as another

    other = another(ana, title="En annan dialog")
    visit = browser(ana)
    wrong = f"/processes/{other.slug}/occasions/{group.id}/invitations"
    assert visit.get(wrong).status_code == 404
    assert visit.post(f"{wrong}/{torsten.id}/revoking").status_code == 404
    assert visit.post(f"{path_of(group)}/99999/revoking").status_code == 404
    assert visit.post(f"{path_of(group)}/printing", {"invitation": "99999"}).status_code == 404
    assert db.session.get(Invitation, torsten.id).revoked_at is None


def test_every_act_has_its_sentence(browser, ana, group, torsten, associations):
    visit = browser(ana)
    path = path_of(group)
    visit.post(f"{path}/recipients", {"all": "1", "who": "everybody", "paper": "yes"})
    visit.post(f"{path}/letter", {})
    visit.post(f"{path}/reminder", {})
    visit.post(f"{path}/printing")
    visit.post(f"{path}/attendance", {"came": str(torsten.id)})
    visit.post(f"{path}/{torsten.id}/renewing")
    visit.post(f"{path}/{torsten.id}/revoking")
    events = db.session.scalars(select(Event).order_by(Event.id)).all()
    verbs = {event.verb for event in events}
    assert verbs <= registered()
    assert {"invitations.made", "invitations.sent", "invitations.reminded", "reply.came"} <= verbs
    for event in events:
        text = sentence(event, "Ana")
        assert "–" not in text
        assert "/i/" not in text
