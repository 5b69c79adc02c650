"""Who came, exactly; and a code for each."""

from __future__ import annotations

from random import Random

import pytest

from dialog.extensions import db
from dialog.focusgroup import attendance, operations, queries
from dialog.invitations.models import ReplyKind
from dialog.invitations.operations import invite, reply
from dialog.process.models import PartyKind
from dialog.register.models import Contact, Organisation
from tests.people import NOW, party

WHERE = "/processes/oar-i-samtal/focus-groups"


def figures(group):
    rows = attendance.attendance(group.occasion, group.occasion.process.parties)
    return [(row.invited, row.booked, row.came, row.walked_in) for row in rows]


def labels(group):
    return [voice.label for voice in queries.voices(group)]


@pytest.fixture
def booked(group, dialogue, ana):
    """Two associations are invited; one says yes."""
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
    visit = browser(eva)
    where = f"{WHERE}/{group.id}/attendance"
    assert "Öarnas båtklubb" in visit.get(where).text
    shown = [str(one.id) for one in booked]
    assert visit.post(where, {"shown": shown, "came": shown}).status_code == 303
    assert figures(group)[0] == (2, 1, 2, 0)
    assert labels(group) == ["F1", "F2"]
    visit.post(where, {"shown": shown, "came": shown})
    assert labels(group) == ["F1", "F2"], "saying it again changes nothing"
    visit.post(where, {"shown": shown, "came": shown[:1]})
    assert figures(group)[0] == (2, 1, 1, 0)
    assert labels(group) == ["F1"]


def test_somebody_walks_in_from_each_side(browser, eva, dialogue, group, booked):
    visit = browser(eva)
    where = f"{WHERE}/{group.id}/attendance/walk-ins"
    for kind in (PartyKind.MUNICIPAL, PartyKind.ASSOCIATION, PartyKind.MUNICIPAL):
        visit.post(where, {"party": str(party(dialogue, kind).id)})
    assert figures(group) == [(2, 1, 0, 1), (0, 0, 0, 2)]
    assert labels(group) == ["F1", "T1", "T2"]
    municipal = {"party": str(party(dialogue, PartyKind.MUNICIPAL).id)}
    visit.post(f"{where}/removal", municipal)
    assert labels(group) == ["F1", "T1"]
    visit.post(f"{where}/removal", municipal)
    assert visit.post(f"{where}/removal", municipal).status_code == 409
    assert visit.post(where, {"party": "99"}).status_code == 404
    assert "Kommunen" in visit.get(f"{WHERE}/{group.id}").text


def test_codes_go_on_after_nine_and_a_code_that_has_spoken_stays(dialogue, ana, group):
    side = party(dialogue, PartyKind.ASSOCIATION)
    chance = Random(3)
    for _n in range(11):
        operations.walked_in(group, side, by=ana, now=NOW, chance=chance)
    assert labels(group)[-2:] == ["F10", "F11"]
    operations.note(
        group,
        "Jag har talat.",
        voice=queries.voices(group)[-1],
        question=None,
        client_id="n1",
        said_on=NOW.date(),
        by=ana,
        now=NOW,
    )
    operations.take_back_walk_in(group, side, by=ana, now=NOW)
    assert labels(group)[-1] == "F11"
    assert figures(group)[0] == (0, 0, 0, 10)


def test_nothing_joins_a_code_to_a_name(group, booked, ana):
    operations.came(group, booked[0], by=ana, now=NOW)
    voice = queries.voices(group)[0]
    assert voice.organisation_id is None
    assert voice.label == "F1"


def test_those_noted_as_here_elsewhere_get_their_codes(browser, eva, group, booked):
    side = booked[0].party
    reply(group.occasion, ReplyKind.CAME, side, invitation=booked[0], now=NOW)
    visit = browser(eva)
    where = f"{WHERE}/{group.id}/attendance"
    assert f"{where}/codes" in visit.get(where).text
    assert visit.post(f"{where}/codes").status_code == 303
    assert labels(group) == ["F1"]
    assert f"{where}/codes" not in visit.get(where).text
