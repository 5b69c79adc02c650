"""Who came, exactly, noted on one page; and a code for each, joined to nobody."""

from __future__ import annotations

import json
from random import Random

import pytest
from sqlalchemy import select

from dialog.contributions.models import Voice
from dialog.extensions import db
from dialog.focusgroup import operations, queries
from dialog.invitations.attendance import attendance
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import invite, note_who_came, reply, take_back_walk_in, walk_in
from dialog.journal.models import Event
from dialog.process.models import PartyKind
from dialog.register.models import Contact, Organisation
from tests.people import NOW, party

PROCESS = "/processes/oar-i-samtal"


def page_of(group):
    return f"{PROCESS}/occasions/{group.id}/invitations/attendance"


def figures(group):
    rows = attendance(group.occasion)
    return [(row.invited, row.booked, row.came, row.walked_in) for row in rows]


def labels(group):
    return [voice.label for voice in queries.voices(group)]


@pytest.fixture
def booked(group, dialogue, ana):
    """Two associations are invited; one says yes. The group has begun."""
    made = []
    for name in ("Norröns hembygdsförening", "Öarnas båtklubb"):
        organisation = Organisation(name=name, name_key=name.casefold(), kind="association")
        contact = Contact(organisation=organisation, name=f"Någon i {name}")
        db.session.add_all([organisation, contact])
        db.session.flush()
        side = party(dialogue, PartyKind.ASSOCIATION)
        made.append(invite(group.occasion, contact, side, by=ana, now=NOW))
    reply(group.occasion, ReplyKind.YES, made[0].party, invitation=made[0], now=NOW)
    operations.open_group(group, by=ana, now=NOW)
    db.session.commit()
    return made


def test_those_who_came_get_a_code(browser, eva, group, booked):
    assert figures(group)[0] == (2, 1, 0, 0)
    visit, where = browser(eva), page_of(group)
    assert "Öarnas båtklubb" in visit.get(where).text
    both = [str(one.id) for one in booked]
    assert visit.post(where, {"came": both}).status_code == 303
    assert figures(group)[0] == (2, 1, 2, 0)
    assert labels(group) == ["F1", "F2"]
    visit.post(where, {"drawn": both, "came": both})
    assert labels(group) == ["F1", "F2"], "saying it again changes nothing"
    visit.post(where, {"drawn": both, "came": both[:1]})
    assert figures(group)[0] == (2, 1, 1, 0)
    assert labels(group) == ["F1"]


def test_two_tick_at_once_and_neither_undoes_the_other(browser, eva, ana, group, booked):
    where, (first, second) = page_of(group), (str(one.id) for one in booked)
    browser(eva).post(where, {"came": [first]})
    browser(ana).post(where, {"came": [second]})  # her page was drawn before Eva's tick
    assert figures(group)[0] == (2, 1, 2, 0)


def test_the_old_address_leads_to_the_one_page(browser, eva, ana, cleo, dev, group, booked):
    old = f"{PROCESS}/focus-groups/{group.id}/attendance"
    assert browser(eva).get(old).location == page_of(group)
    assert "Öarnas båtklubb" in browser(eva).get(page_of(group)).text
    assert browser(eva).post(old, {"came": "1"}).status_code == 405
    for path in ("", "/notes"):
        page = browser(eva).get(f"{PROCESS}/focus-groups/{group.id}{path}").text
        assert f'href="{page_of(group)}"' in page
        assert f'href="{old}"' not in page
    assert browser(dev).get(old).status_code == 404
    assert browser(cleo).get(page_of(group)).status_code == 403


def test_a_note_taker_notes_who_came_in_their_own_groups_only(
    browser, eva, ana, dialogue, group, booked, guide
):
    side = str(party(dialogue, PartyKind.ASSOCIATION).id)
    answer = {"invitation": str(booked[0].id), "reply": "no"}
    replies = page_of(group).replace("/attendance", "/replies")
    assert browser(eva).post(replies, answer).status_code == 403, "asking is the leader's"
    assert browser(ana).post(replies, answer).status_code == 303
    assert figures(group)[0] == (2, 0, 0, 0)
    other = operations.plan_group(dialogue, "Fokusgrupp 2", guide=guide, by=ana, now=NOW)
    operations.open_group(other, by=ana, now=NOW)
    walk_ins = page_of(other).replace("/attendance", "/walk-ins")
    one_more = {"party": side, "reply": "walked_in"}
    assert browser(eva).get(page_of(other)).status_code == 404
    assert browser(eva).post(page_of(other), {"came": "1"}).status_code == 404
    assert browser(eva).post(walk_ins, one_more).status_code == 404
    operations.close_group(group, said_on=NOW.date(), by=ana, now=NOW)
    db.session.commit()
    assert browser(eva).post(page_of(group), {"came": "1"}).status_code == 409, "it is over"


def test_somebody_walks_in_from_each_side(browser, eva, dialogue, group, booked):
    visit = browser(eva)
    where = page_of(group).replace("/attendance", "/walk-ins")
    for kind in (PartyKind.MUNICIPAL, PartyKind.ASSOCIATION, PartyKind.MUNICIPAL):
        visit.post(where, {"party": str(party(dialogue, kind).id), "reply": "walked_in"})
    assert "T2 är på plats." in visit.get(page_of(group)).text
    assert figures(group) == [(2, 1, 0, 1), (0, 0, 0, 2)]
    assert labels(group) == ["F1", "T1", "T2"]
    one_less = {"party": str(party(dialogue, PartyKind.MUNICIPAL).id), "reply": "no"}
    visit.post(where, one_less)
    assert labels(group) == ["F1", "T1"]
    visit.post(where, one_less)
    assert visit.post(where, one_less).status_code == 409
    assert visit.post(where, {"party": "99", "reply": "no"}).status_code == 400
    assert "Kommunen" in visit.get(f"{PROCESS}/focus-groups/{group.id}").text


def test_codes_go_on_after_nine_and_a_code_that_has_spoken_stays(dialogue, ana, talking):
    group, side = talking, party(dialogue, PartyKind.ASSOCIATION)
    for _n in range(9):
        walk_in(group.occasion, side, by=ana, now=NOW)
    assert labels(group)[9:11] == ["F10", "F11"]
    operations.note(
        group,
        "Jag har talat.",
        voice=queries.voices(group)[10],
        question=None,
        client_id="n1",
        said_on=NOW.date(),
        by=ana,
        now=NOW,
    )
    take_back_walk_in(group.occasion, side, by=ana, now=NOW)
    assert labels(group)[10] == "F11"
    assert figures(group)[0] == (0, 0, 0, 10)


def test_nothing_joins_a_code_to_a_name(group, booked, ana):
    note_who_came(group.occasion, booked, by=ana, now=NOW)
    db.session.commit()
    spoken_for = db.session.scalars(select(Voice).where(Voice.occasion_id == group.id)).all()
    assert [voice.organisation_id for voice in spoken_for] == [None, None]
    assert labels(group) == ["F1", "F2"]
    told = [event for event in db.session.scalars(select(Event)) if event.verb == "reply.came"]
    assert len(told) == 2
    for label in ("F1", "F2"):
        assert not [event for event in told if label in json.dumps(event.facts)]


def test_those_noted_before_it_opens_get_their_codes_as_it_does(
    browser, eva, ana, group, dialogue, guide
):
    side = party(dialogue, PartyKind.MUNICIPAL)
    walk_in(group.occasion, side, by=ana, now=NOW)
    assert labels(group) == [], "the group has not begun, and does not begin by this"
    assert group.opened_at is None
    operations.open_group(group, by=ana, now=NOW)
    db.session.commit()
    assert labels(group) == ["T1"]
    codes = f"{PROCESS}/focus-groups/{group.id}/attendance/codes"
    visit = browser(eva)
    assert codes not in visit.get(page_of(group)).text
    assert visit.post(codes).status_code == 303, "asking once more gives nobody a second code"
    assert labels(group) == ["T1"]


def test_the_sample_can_give_codes_by_a_known_chance(group, dialogue, ana):
    walk_in(group.occasion, party(dialogue, PartyKind.MUNICIPAL), by=ana, now=NOW)
    operations.give_codes(group, by=ana, now=NOW, chance=Random(3))
    assert labels(group) == ["T1"]
