"""Who has the right to one response, and how many used it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from dialog.extensions import db
from dialog.invitations import done
from dialog.invitations.models import Sending, SendingKind
from dialog.invitations.operations import invite_many, revoke
from dialog.process.models import PartyKind
from dialog.register.operations import merge
from dialog.survey.models import Dropoff, Seat, SeatInvitation
from dialog.survey.operations import open_survey
from dialog.survey.rates import response_rate
from dialog.survey.rounds import make_round
from dialog.survey.seats import make_seats
from dialog.web import clock
from tests.survey.respondents import Phone, asked, association, make_survey

if TYPE_CHECKING:
    from dialog.accounts.models import Person
    from dialog.invitations.models import Invitation
    from dialog.process.models import Process
    from dialog.survey.models import Survey
    from tests.browser import Browser

Start = Callable[..., "Browser"]


def seats() -> int:
    return db.session.scalar(select(func.count()).select_from(Seat)) or 0


def print_letter(invitation: Invitation) -> None:
    db.session.add(Sending(invitation_id=invitation.id, kind=SendingKind.PRINTED, at=clock.now()))


def test_opening_gives_each_association_one_seat_and_each_official_one(
    dialogue: Process, ana: Person
) -> None:
    survey = make_survey(dialogue, ana, opened=False)
    for contact in association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana):
        asked(survey, contact, by=ana)
    for contact in association("Fritidskontoret", "Siv Lund", "Tor Ny", by=ana):
        asked(survey, contact, by=ana, kind=PartyKind.MUNICIPAL)
    assert seats() == 0
    open_survey(survey, by=ana, now=clock.now())
    assert seats() == 3
    assert db.session.scalar(select(func.count()).select_from(SeatInvitation)) == 4
    assert make_seats(survey) == 0  # again: nothing new
    assert db.session.scalar(select(func.sum(Dropoff.n))) == 0


def test_with_the_rule_person_everybody_has_a_seat(dialogue: Process, ana: Person) -> None:
    survey = make_survey(dialogue, ana, opened=False, seat_rule="person")
    for contact in association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana):
        asked(survey, contact, by=ana)
    open_survey(survey, by=ana, now=clock.now())
    assert seats() == 2


def test_somebody_invited_after_the_opening_gets_a_seat_at_once_and_keeps_it(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana)
    [contact] = association("Nya föreningen", "Nils Ny", by=ana)
    late = Phone(browser(), asked(survey, contact, by=ana))
    assert seats() == 1
    late.begin()
    assert late.path.endswith("/pages/1")
    assert seats() == 1


def test_an_association_with_two_contacts_counts_once(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana)
    both = [
        asked(survey, contact, by=ana)
        for contact in association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    ]
    [quiet] = association("Tysta föreningen", "Tyra Tyst", by=ana)
    print_letter(asked(survey, quiet, by=ana))
    [lost] = association("Flyttade föreningen", "Folke Fly", by=ana)
    asked(survey, lost, by=ana)
    print_letter(both[0])
    make_seats(survey)
    db.session.flush()
    [ours] = response_rate(survey)
    assert (ours.asked, ours.answered, ours.unreached) == (2, 0, 1)
    Phone(browser(), both[1]).answer_all().send()
    [ours] = response_rate(survey)
    assert (ours.asked, ours.answered, ours.unreached, ours.share) == (2, 1, 1, 0.5)
    desk = browser(ana).get(f"/processes/{dialogue.slug}").text
    assert "50 procent · 1 har inte nåtts" in desk
    assert done.done(survey.occasion) == {invitation.id for invitation in both}


def test_a_revoked_invitation_is_nobody_asked(dialogue: Process, ana: Person) -> None:
    survey = make_survey(dialogue, ana)
    [contact] = association("Hembygdsföreningen", "Kim Alm", by=ana)
    invitation = asked(survey, contact, by=ana)
    print_letter(invitation)
    make_seats(survey)
    assert response_rate(survey)[0].asked == 1
    revoke(invitation, by=ana, now=clock.now())
    db.session.flush()
    assert response_rate(survey) == []


def test_when_two_associations_become_one_their_seats_follow(
    dialogue: Process, ana: Person
) -> None:
    survey, other = (make_survey(dialogue, ana, opened=False) for _ in range(2))
    [kim] = association("Byalaget", "Kim Alm", by=ana)
    [lo] = association("Byalaget i hamnen", "Lo Ek", by=ana)
    [siv] = association("Hamnkontoret", "Siv Lund", by=ana)
    kept, gone = kim.organisation, lo.organisation
    asked(survey, lo, by=ana)
    for contact in (kim, lo):
        asked(other, contact, by=ana)
    asked(other, siv, by=ana, kind=PartyKind.MUNICIPAL)
    for one in (survey, other):
        open_survey(one, by=ana, now=clock.now())
    merge(gone, kept, by=ana, now=clock.now())
    merge(siv.organisation, kept, by=ana, now=clock.now())
    db.session.commit()

    def held(one: Survey) -> list[tuple[int | None, int | None]]:
        rows = select(Seat.organisation_id, Seat.contact_id).where(Seat.survey_id == one.id)
        return sorted((row[0] or 0, row[1] or 0) for row in db.session.execute(rows))

    assert held(survey) == [(kept.id, 0)]
    assert held(other) == sorted([(kept.id, 0), (gone.id, 0), (kept.id, siv.id)])
    assert make_seats(survey) == make_seats(other) == 0


def test_who_is_invited_late_shares_the_seat_of_those_who_have_answered(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana)
    kim, lo = association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    first = asked(survey, kim, by=ana)
    print_letter(first)
    Phone(browser(), first).answer_all().send()
    late = asked(survey, lo, by=ana)
    print_letter(late)
    assert seats() == 1
    assert done.done(survey.occasion) == {first.id, late.id}
    [rate] = response_rate(survey)
    assert (rate.asked, rate.answered) == (1, 1)
    phone = Phone(browser(), late).open_link()
    assert phone.path.endswith("/receipt")
    assert "Svaren är inskickade" in phone.text


def test_many_invited_late_have_seats_at_once(dialogue: Process, ana: Person) -> None:
    survey = make_survey(dialogue, ana)
    contacts = association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    side = survey.occasion.process.parties[0]
    who = [(contact, contact.organisation, side) for contact in contacts]
    assert invite_many(survey.occasion, who, by=ana, now=clock.now()) == 2
    assert invite_many(survey.occasion, who, by=ana, now=clock.now()) == 0
    assert seats() == 1


def test_a_seat_that_was_never_made_is_made_by_the_round_or_by_beginning(
    dialogue: Process, ana: Person, browser: Start
) -> None:
    survey = make_survey(dialogue, ana)
    kim, lo = association("Hembygdsföreningen", "Kim Alm", "Lo Ek", by=ana)
    Phone(browser(), asked(survey, kim, by=ana)).answer_all().send()
    late = asked(survey, lo, by=ana)
    db.session.execute(delete(SeatInvitation).where(SeatInvitation.invitation_id == late.id))
    db.session.commit()
    assert Phone(browser(), late).begin().path.endswith("/receipt")
    assert Phone(browser(), late).open_link().path.endswith("/receipt")
    db.session.execute(delete(SeatInvitation).where(SeatInvitation.invitation_id == late.id))
    db.session.commit()
    make_round(clock.now())
    assert late.id in done.done(survey.occasion)
